"""What a site's variables may say: wrong ones stop the start with a line, and print no secret."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from caitien.config import checks, environment
from caitien.config.database import default_database

SOURCE = str(Path(environment.__file__).resolve().parents[2])
ADDRESS = "CAITIEN_DATABASE_URL"


def start(tmp_path: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """`caitien-web check` with these variables."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("CAITIEN_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "caitien.config.manage", "check"],
        env={**kept, "CAITIEN_DATA": str(tmp_path), "PYTHONPATH": SOURCE, **more},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HOSTS", "https://caitien.truong.edu.vn"),
        ("HOSTS", "caitien.truong.edu.vn:8000"),
        ("HOSTS", "a.vn, b.vn/x"),
        ("TIME_ZONE", "Hà Nội"),
        ("TIME_ZONE", "../etc/passwd"),
        ("LOG", "nhiều"),
        ("SECRET_KEY", "matkhau"),
        ("UPLOAD_MB", "0"),
        ("UPLOAD_MB", "năm mươi"),
        ("MAIL_PORT", "9" * 5000),
        ("DEBUG", "bật"),
    ],
)
def test_a_value_nobody_can_use_is_told(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    read: dict[str, Any] = {
        "HOSTS": environment.hosts,
        "TIME_ZONE": environment.time_zone,
        "LOG": environment.log_level,
        "SECRET_KEY": environment.secret_key,
        "UPLOAD_MB": lambda: environment.number("UPLOAD_MB", 50, least=1),
        "MAIL_PORT": lambda: environment.number("MAIL_PORT", 587),
        "DEBUG": lambda: environment.flag("DEBUG"),
    }
    monkeypatch.setenv(f"CAITIEN_{name}", value)
    with pytest.raises(environment.SettingError, match=f"CAITIEN_{name} chưa đúng") as stopped:
        read[name]()
    assert "matkhau" not in str(stopped.value)


def test_values_are_read_as_people_write_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (
        ("HOSTS", " caitien.vn , .so.edu.vn,10.0.0.7,[::1],*"), ("LOG", "info"), ("MAIL_PORT", ""),
        ("TIME_ZONE", " "), ("DEBUG", "Có"), ("SECRET_KEY", "k" * 32),
    ):  # fmt: skip
        monkeypatch.setenv(f"CAITIEN_{name}", value)
    assert environment.hosts() == ["caitien.vn", ".so.edu.vn", "10.0.0.7", "[::1]", "*"]
    assert environment.log_level() == "INFO"
    assert environment.number("MAIL_PORT", 587) == 587
    assert environment.time_zone() == "Asia/Ho_Chi_Minh"
    assert environment.flag("DEBUG")
    assert environment.secret_key() == "k" * 32


@pytest.mark.parametrize(
    "address",
    [
        "postgress://u:bi-mat@may/caitien",
        "postgres://u:bi-mat#1@may/caitien",
        "postgres://u:bi-mat@may:x/caitien",
        "postgres://u:bi-mat@may",
        "mysql://u:bi-mat@may/caitien",
        "sqlite:////tmp/khac.sqlite3",
        "caitien",
    ],
)
def test_a_wrong_address_of_the_database_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str
) -> None:
    monkeypatch.setenv(ADDRESS, address)
    with pytest.raises(environment.SettingError, match=ADDRESS) as stopped:
        default_database(tmp_path)
    assert "bi-mat" not in str(stopped.value)


def test_a_wrong_setting_stops_the_start_with_one_line(tmp_path: Path) -> None:
    done = start(tmp_path, **{ADDRESS: "postgres://u:bi-mat#1@may/caitien"})
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "bi-mat" not in done.stderr + done.stdout
    assert done.stderr.startswith(f"Thiết lập {ADDRESS} chưa đúng")


def test_postgresql_may_be_named_in_each_usual_way(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for address in ("postgres:///caitien", "postgresql://u:m%23t@may:5433/caitien"):
        monkeypatch.setenv(ADDRESS, address)
        found = default_database(tmp_path)
        assert found["NAME"] == "caitien"
        assert found["CONN_MAX_AGE"] == 600
        assert found["CONN_HEALTH_CHECKS"]
    assert found["PASSWORD"] == "m#t"  # noqa: S105 - made up


@pytest.mark.parametrize("content", [None, "", " \n", "\N{SNOWMAN}"])
def test_a_key_that_a_power_cut_left_empty_is_made_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str | None
) -> None:
    monkeypatch.setenv("CAITIEN_DATA", str(tmp_path))
    monkeypatch.delenv("CAITIEN_SECRET_KEY", raising=False)
    path = tmp_path / "khoa-bi-mat"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    environment.make_secret_key()
    kept = path.read_text(encoding="ascii")
    assert len(kept) >= 60
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    environment.make_secret_key()
    assert environment.secret_key() == environment.secret_key() == kept
    assert [each.name for each in tmp_path.iterdir()] == ["khoa-bi-mat"]


def test_the_data_folder_is_closed_to_others_of_the_machine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CAITIEN_DATA", str(tmp_path / "a" / "du-lieu"))
    environment.make_secret_key()
    assert stat.S_IMODE((tmp_path / "a" / "du-lieu").stat().st_mode) == 0o700
    open_before = tmp_path / "b"
    open_before.mkdir(mode=0o755)
    open_before.chmod(0o755)
    monkeypatch.setenv("CAITIEN_DATA", str(open_before))
    environment.make_secret_key()
    assert stat.S_IMODE(open_before.stat().st_mode) == 0o755, "what somebody chose stays"


@pytest.mark.parametrize(
    ("debug", "hosts", "secure", "wrong"),
    [(True, ["a.vn"], False, True), (True, [], True, True), (True, [], False, False),
     (False, ["a.vn"], True, False)],
)  # fmt: skip
def test_debugging_never_goes_with_a_name_on_the_network(
    settings: Any, debug: bool, hosts: list[str], secure: bool, wrong: bool
) -> None:
    settings.DEBUG, settings.HOSTS, settings.SECURE = debug, hosts, secure
    found = [each.id for each in checks.debugging_is_for_this_machine(None)]
    assert found == (["caitien.E003"] if wrong else [])


@pytest.mark.parametrize("issuer", ["login.don-vi.vn", "ldap://login.don-vi.vn", "https://"])
def test_an_office_server_without_an_address_stops_the_start(settings: Any, issuer: str) -> None:
    settings.OIDC_ISSUER = issuer
    assert [each.id for each in checks.oidc_is_whole(None)] == ["caitien.E002"]


@pytest.mark.parametrize(
    ("name", "near"),
    [("HOST", "HOSTS"), ("DATABASE", "DATABASE_URL"), ("MAIL_SERVER", "MAIL_USER"), ("LANG", ""),
     ("TEST_DATABASE_URL", ""), ("RECORD", ""), ("CACHE", "")],
)  # fmt: skip
def test_a_name_that_is_nearly_ours_is_told(
    monkeypatch: pytest.MonkeyPatch, name: str, near: str
) -> None:
    monkeypatch.setenv(f"CAITIEN_{name}", "x")
    found = [each.msg for each in checks.names_are_known(None) if f"CAITIEN_{name} " in each.msg]
    assert bool(found) is bool(near)
    assert all(f"có phải CAITIEN_{near}?" in words for words in found)


@pytest.mark.parametrize(
    ("host", "sender", "told"),
    [("thu.vn", "caitien@localhost", True), ("thu.vn", "caitien@truong.edu.vn", False),
     ("", "caitien@localhost", False)],
)  # fmt: skip
def test_letters_without_a_sender_are_told(
    settings: Any, host: str, sender: str, told: bool
) -> None:
    settings.MAIL_HOST, settings.DEFAULT_FROM_EMAIL = host, sender
    assert bool(checks.letters_have_a_sender(None)) is told


def test_every_variable_the_settings_read_is_in_the_table_and_in_the_docs() -> None:
    docs = (Path(SOURCE).parent / "docs" / "settings.md").read_text(encoding="utf-8")
    for one in environment.SETTINGS:
        assert f"| `CAITIEN_{one.name}` | {one.default or '–'} | {one.words} |" in docs
    with pytest.raises(KeyError):
        environment.text("KHONG_CO")
