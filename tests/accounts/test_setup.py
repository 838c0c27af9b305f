"""The first run cannot be taken over: once, with the code of the machine, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from caitien.accounts import services, setup_code
from caitien.accounts.models import User
from caitien.config import preparing
from caitien.ui.problems import Problem
from tests.people import Cast

from .at_once import alone, race, shared

CODE = "ma-cua-may-nay-123"
WORDS = "mot cau that dai"
NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
FORM = {
    "code": CODE,
    "full_name": "Người  Giữ Máy",
    "email": "Giu.May@Example.vn",
    "password": "mot cau that dai",
    "again": "mot cau that dai",
}


@pytest.fixture
def code_file(settings: Any) -> Path:
    path = Path(settings.DATA) / "ma-thiet-lap"
    path.write_text(CODE, encoding="ascii")
    return path


@pytest.mark.django_db
def test_the_right_code_makes_the_keeper_once(code_file: Path) -> None:
    browser = Client()
    page = browser.get(f"/thiet-lap/?ma={CODE}")
    assert CODE in page.content.decode()
    assert browser.post("/thiet-lap/", FORM).status_code == 302
    keeper = User.objects.get()
    assert (keeper.email, keeper.full_name) == ("giu.may@example.vn", "Người Giữ Máy")
    assert keeper.is_superuser
    assert browser.session["_auth_user_id"] == str(keeper.pk)
    assert not code_file.exists()
    for method in (Client().get, Client().post):
        assert method("/thiet-lap/", FORM).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["sai", CODE.upper(), CODE[:-1], "đ" * 20, " "])
def test_a_wrong_code_makes_nobody(code_file: Path, code: str) -> None:
    answer = Client().post("/thiet-lap/", {**FORM, "code": code})
    assert answer.status_code == 200
    assert not User.objects.exists()
    assert code_file.exists()


@pytest.mark.django_db
def test_without_the_code_file_no_code_is_right(settings: Any) -> None:
    for code in ("", "None", CODE):
        Client().post("/thiet-lap/", {**FORM, "code": code})
    (Path(settings.DATA) / "ma-thiet-lap").write_text("", encoding="ascii")
    answer = Client().post("/thiet-lap/", {**FORM, "code": ""})
    assert answer.status_code == 200
    assert not User.objects.exists()


@pytest.mark.django_db
def test_after_set_up_a_left_over_code_opens_nothing(cast: Cast, code_file: Path) -> None:
    assert Client().get(f"/thiet-lap/?ma={CODE}").status_code == 404
    assert Client().post("/thiet-lap/", FORM).status_code == 404


@pytest.mark.django_db
def test_guessing_the_code_is_stopped(code_file: Path) -> None:
    browser = Client()
    answers = [browser.post("/thiet-lap/", {**FORM, "code": f"doan{n}"}) for n in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert browser.post("/thiet-lap/", FORM).status_code == 429, "the right one too, for a while"
    assert not User.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["ngan", "12345678901", "giu.may@example.vn", "password123"])
def test_a_weak_password_is_refused_with_the_reason(code_file: Path, password: str) -> None:
    answer = Client().post("/thiet-lap/", {**FORM, "password": password, "again": password})
    assert "Mật khẩu chưa dùng được" in answer.content.decode()
    assert not User.objects.exists()


def test_the_code_is_compared_in_the_same_time_whatever_is_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[bytes, bytes]] = []

    def compare(one: bytes, two: bytes) -> bool:
        asked.append((one, two))
        return False

    monkeypatch.setattr(services.hmac, "compare_digest", compare)
    assert not services.right_code("a", CODE)
    assert not services.right_code(CODE, CODE)
    assert len(asked) == 2, "nothing else compares them"
    assert not services.right_code("", None)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_keeper(tmp_path: Path) -> None:
    def one(email: str) -> Callable[[], User]:
        return lambda: services.set_up(
            code=CODE, kept=CODE, email=email, full_name="Người Giữ",
            password=WORDS, at=NOW,
        )  # fmt: skip

    with shared(tmp_path):
        told = race(one("a@example.vn"), one("b@example.vn"), one("c@example.vn"))
        keepers = alone(lambda: User.objects.filter(is_superuser=True).count())
    assert sum(isinstance(each, User) for each in told) == 1, told
    assert sum(isinstance(each, Problem) for each in told) == 2, told
    assert keepers == 1


# -- the code itself


def test_the_name_of_the_code_is_written_once() -> None:
    root = Path(services.__file__).parents[1]
    spelt = [
        path.name
        for path in (*root.rglob("*.py"), *root.rglob("*.html"))
        if setup_code.NAME in path.read_text(encoding="utf-8")
    ]
    assert spelt == ["setup_code.py"]


def test_several_who_make_the_code_get_the_same(settings: Any) -> None:
    told = race(*[setup_code.make] * 6)
    assert len(set(told)) == 1, told
    assert told[0]
    assert setup_code.make() == setup_code.kept() == told[0]
    assert setup_code.path().stat().st_mode & 0o777 == 0o600
    assert [path.name for path in Path(settings.DATA).iterdir()] == [setup_code.NAME]


@pytest.mark.parametrize("left", [b"", b"  \n", "mã".encode()])
def test_a_damaged_code_is_made_anew(left: bytes) -> None:
    setup_code.path().write_bytes(left)
    assert setup_code.kept() is None
    made = setup_code.make()
    assert made
    assert setup_code.kept() == made


@pytest.mark.django_db
def test_once_somebody_keeps_the_installation_there_is_no_code(cast: Cast) -> None:
    setup_code.make()
    assert preparing.setup_code() is None
    assert setup_code.kept() is None
    assert not setup_code.path().exists()
    User.objects.filter(is_superuser=True).update(is_superuser=False)
    assert preparing.setup_code() == setup_code.kept() is not None


@pytest.mark.django_db
def test_before_set_up_the_sign_in_page_leads_to_it(client: Client, code_file: Path) -> None:
    """Whoever opens the address itself is not left before a door nobody has a key to."""
    page = client.get("/", follow=True).content.decode()
    assert 'href="/thiet-lap/"' in page
    assert CODE not in page
    code_file.unlink()
    assert 'href="/thiet-lap/"' not in client.get("/", follow=True).content.decode()
