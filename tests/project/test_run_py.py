"""run.py: what it offers, what it says, and that it decides rightly when to install."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from .tools import ROOT, python


@pytest.fixture
def runner(tmp_path: Path) -> ModuleType:
    """run.py as a module, its folder an empty copy of the project."""
    spec = importlib.util.spec_from_file_location("run_py", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.ROOT, module.VENV = tmp_path, tmp_path / ".venv"
    module.PYTHON = Path(sys.executable)
    module.VENV.mkdir()
    for name in ("requirements.lock", "server.lock", "test.lock"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    return module


def test_help_and_a_wrong_word() -> None:
    shown = python("run.py", "help")
    assert shown.returncode == 0
    for name in ("demo", "test", "caitien"):
        assert f"python3 run.py {name}" in shown.stdout
    wrong = python("run.py", "tets")
    assert wrong.returncode == 2
    assert "Không có lệnh “tets”" in wrong.stderr


def test_only_the_standard_library_is_imported() -> None:
    """Debian's own Python must be able to run it, without site-packages."""
    done = python("-S", "-I", str(ROOT / "run.py"), "help")
    assert done.returncode == 0


def test_it_installs_only_when_the_locks_change(runner: ModuleType, tmp_path: Path) -> None:
    def mark(which: str) -> None:
        for old in runner.VENV.glob("*.stamp"):
            old.unlink()
        (runner.VENV / f"{which}.stamp").write_text(runner.fingerprint(runner.LOCKS[which]))

    def found() -> list[str]:
        return [which for which in runner.LOCKS if runner.installed(which)]

    assert found() == []
    mark("run")
    assert found() == ["run"]
    mark("server")
    assert found() == ["run", "server"]
    mark("test")
    assert found() == ["run", "server", "test"], "bộ của kiểm thử gồm các bộ khác"
    (tmp_path / "requirements.lock").write_text("đổi", encoding="utf-8")
    assert found() == []


@pytest.mark.parametrize(
    ("name", "value", "which"),
    [
        ("CAITIEN_DATABASE_URL", "postgres:///caitien", "server"),
        ("CAITIEN_DATABASE_URL", "postgresql://h/caitien", "server"),
        ("CAITIEN_DATABASE_URL", "sqlite:////tmp/a.sqlite3", "run"),
        ("CAITIEN_FILES_URL", "s3://ngan", "server"),
    ],
)
def test_a_server_gets_its_driver_where_it_is_set(
    runner: ModuleType, monkeypatch: pytest.MonkeyPatch, name: str, value: str, which: str
) -> None:
    for one in ("CAITIEN_DATABASE_URL", "CAITIEN_FILES_URL"):
        monkeypatch.delenv(one, raising=False)
    assert runner.wanted("serve") == "run"
    monkeypatch.setenv(name, value)
    assert runner.wanted("serve") == which
    assert runner.wanted("test") == "test"


def test_without_pip_it_says_which_command_installs_it(
    runner: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "quietly", lambda command: (False, "No module named pip"))
    with pytest.raises(runner.Stop, match="sudo apt install python3-pip"):
        runner.pip_command()


def test_a_failed_install_is_told_and_leaves_no_stamp(
    runner: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(runner, "get_uv", lambda: None)
    monkeypatch.setattr(runner, "make_venv", lambda uv: None)
    monkeypatch.setattr(runner, "pip_command", lambda: [sys.executable, "-m", "pip"])
    monkeypatch.setattr(runner, "quietly", lambda command: (False, "no route to host"))
    (runner.VENV / "run.stamp").write_text("cũ")
    with pytest.raises(runner.Stop, match="no route to host"):
        runner.install("run")
    assert not list(runner.VENV.glob("*.stamp"))
    assert "chuyển sang pip" in capsys.readouterr().err


def test_strays_of_another_environment_are_left_behind(
    runner: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/nơi/khác")
    monkeypatch.setenv("VIRTUAL_ENV", "/nơi/khác")
    env = runner.clean_env()
    assert "PYTHONPATH" not in env
    assert "VIRTUAL_ENV" not in env
    assert env["UV_PYTHON_DOWNLOADS"] == "never"


def test_ci_script_is_sound() -> None:
    script = ROOT / ".ci" / "run"
    done = subprocess.run(["bash", "-n", str(script)], capture_output=True, check=False)
    assert done.returncode == 0
    assert script.stat().st_mode & 0o111
