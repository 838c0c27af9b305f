"""The whole walk to an office's server and back, against a real small one with real signatures."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import include, path

from caitien.accounts.audit import SYSTEM, verify
from caitien.accounts.models import AuditLine, User
from caitien.config.urls import urlpatterns as every
from caitien.schools.models import Grant
from tests.people import Cast

from .office_server import CLIENT, SECRET, STRANGE_KEY, Office, running
from .test_signing_in import check_page

LOGIN = "/tai-khoan/co-quan/don-vi/"
BACK = f"{LOGIN}tro-ve/"


@pytest.fixture(scope="module")
def server() -> Iterator[Office]:
    with running() as office:
        yield office


@pytest.fixture
def office(server: Office, settings: Any) -> Office:
    address = server.address
    server.__init__()  # type: ignore[misc]
    server.address = address
    app = {"provider_id": "don-vi", "name": "Sở Minh Hoạ", "client_id": CLIENT, "secret": SECRET,
           "settings": {"server_url": address}}  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    settings.ROOT_URLCONF = "tests.accounts.test_office_walk"
    return server


def _urls() -> list[Any]:
    from caitien.accounts.allauth_urls import OFFICE

    return [path("tai-khoan/co-quan/", include(OFFICE)), *every]


urlpatterns = _urls()


def who(email: str, verified: Any = True, sub: str = "so-1") -> dict[str, Any]:
    return {"sub": sub, "email": email, "email_verified": verified, "name": "Người Của Sở"}


def walk(office: Office, browser: Client, **changes: str) -> Any:
    """To the office and back; `changes` are put into what the browser brings back."""
    asked = browser.post(LOGIN)
    assert asked.status_code == 302
    return browser.get(BACK, {**office.approve(asked["Location"]), **changes})


def inside(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def test_a_known_verified_address_comes_in_and_the_trail_says_so(
    cast: Cast, office: Office
) -> None:
    office.info = who(cast.teacher.email)
    browser = cast.client()
    assert walk(office, browser).status_code == 302
    assert browser.session["_auth_user_id"] == str(cast.teacher.pk)
    line = AuditLine.objects.get(scope=SYSTEM, action="user.connect")
    assert "tài khoản của cơ quan" in line.sentence
    assert verify(SYSTEM) is None
    # known by the office's own name for the person from then on, whatever the address
    office.info = who("doi@example.vn")
    again = cast.client()
    walk(office, again)
    assert again.session["_auth_user_id"] == str(cast.teacher.pk)
    assert AuditLine.objects.filter(action="user.connect").count() == 1


def test_an_unknown_person_gets_no_account_and_no_right(cast: Cast, office: Office) -> None:
    users, grants = User.objects.count(), Grant.objects.count()
    office.info = who("la@example.vn")
    browser = cast.client()
    page = walk(office, browser)
    assert "Chưa có lời mời" in check_page(page)
    assert not inside(browser)
    assert (User.objects.count(), Grant.objects.count()) == (users, grants)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("verified", [False, None, "true", "false", 1])
def test_an_equal_address_that_is_not_verified_takes_no_account_over(
    cast: Cast, office: Office, verified: Any
) -> None:
    office.info = who(cast.head.email, verified)
    browser = cast.client()
    assert "Chưa có lời mời" in check_page(walk(office, browser))
    assert not inside(browser)
    assert not SocialAccount.objects.exists()


def test_the_address_asked_for_binds_state_nonce_and_code(cast: Cast, office: Office) -> None:
    browser = cast.client()
    seen = set()
    for _ in range(2):
        link = f"{LOGIN}?auth_params=redirect_uri%3Dhttps%3A%2F%2Fxau.example&scope=admin"
        asked = parse_qs(urlsplit(browser.post(link)["Location"]).query)
        assert asked["redirect_uri"] == [f"http://testserver{BACK}"]
        assert asked["code_challenge_method"] == ["S256"]
        assert asked["nonce"] != asked["state"]
        seen.add((asked["state"][0], asked["nonce"][0], asked["code_challenge"][0]))
    assert len({part for each in seen for part in each}) == 6, "fresh each time"


def test_a_state_of_another_browser_opens_nothing(cast: Cast, office: Office) -> None:
    office.info = who(cast.teacher.email)
    mine, other = cast.client(), cast.client()
    brought = office.approve(other.post(LOGIN)["Location"])
    answer = mine.get(BACK, brought)
    assert answer.status_code == 401
    assert "Chưa đăng nhập được" in check_page(answer)
    assert not inside(mine)


def test_a_code_put_under_another_state_of_mine_opens_nothing(cast: Cast, office: Office) -> None:
    office.info = who(cast.teacher.email)
    browser = cast.client()
    theirs = office.approve(cast.client().post(LOGIN)["Location"])
    answer = walk(office, browser, code=theirs["code"])
    assert answer.status_code == 401, "the code is bound by PKCE"
    assert not inside(browser)


@pytest.mark.parametrize(
    "token",
    [
        {"nonce": "cua-lan-khac"},
        {"nonce": None},
        {"aud": "ung-dung-khac"},
        {"iss": "https://xau.example"},
        {"exp": int(time.time()) - 600},
        {"sub": "nguoi-khac"},
        {"sub": None},
    ],
    ids=str,
)
def test_a_token_that_does_not_fit_opens_nothing(
    cast: Cast, office: Office, token: dict[str, Any]
) -> None:
    office.info, office.token = who(cast.teacher.email), token
    browser = cast.client()
    answer = walk(office, browser)
    assert answer.status_code == 401
    assert "Chưa đăng nhập được" in check_page(answer)
    assert not inside(browser)


def test_a_token_signed_by_somebody_else_opens_nothing(cast: Cast, office: Office) -> None:
    office.info, office.key = who(cast.teacher.email), STRANGE_KEY
    browser = cast.client()
    assert walk(office, browser).status_code == 401
    assert not inside(browser)


@pytest.mark.parametrize(("algorithm", "key"), [("none", None), ("HS256", "x" * 40)])
def test_a_token_with_a_weaker_seal_opens_nothing(
    cast: Cast, office: Office, algorithm: str, key: str | None
) -> None:
    office.info = who(cast.teacher.email)
    office.algorithm, office.key = algorithm, key
    browser = cast.client()
    assert walk(office, browser).status_code == 401
    assert not inside(browser)


def test_no_token_at_all_opens_nothing(cast: Cast, office: Office) -> None:
    office.info, office.without_token = who(cast.teacher.email), True
    browser = cast.client()
    assert walk(office, browser).status_code == 401
    assert not inside(browser)


def test_the_way_back_is_walked_once(cast: Cast, office: Office) -> None:
    office.info = who(cast.teacher.email)
    browser = cast.client()
    brought = office.approve(browser.post(LOGIN)["Location"])
    assert browser.get(BACK, brought).status_code == 302
    browser.post("/tai-khoan/dang-xuat/")
    assert browser.get(BACK, brought).status_code == 401
    assert not inside(browser)


@pytest.mark.parametrize("where", ["/token", "/info", "/jwks"])
@pytest.mark.parametrize("how", ["down", "rubbish", "list"])
def test_a_server_that_fails_is_told_in_vietnamese(
    cast: Cast, office: Office, where: str, how: str
) -> None:
    office.info = who(cast.teacher.email)
    if how == "down":
        office.down.add(where)
    else:
        office.raw[where] = b"<html>" if how == "rubbish" else b"[]"
    browser = cast.client()
    answer = walk(office, browser)
    assert answer.status_code == 401
    assert "Chưa đăng nhập được" in check_page(answer)
    assert not inside(browser)


@pytest.mark.parametrize("raw", [b"<html>", b"[]", b"{}"])
def test_a_server_that_cannot_be_read_at_all_is_told_at_once(
    cast: Cast, office: Office, raw: bytes
) -> None:
    office.raw["/.well-known/openid-configuration"] = raw
    browser = cast.client()
    for answer in (browser.post(LOGIN), browser.get(BACK, {"code": "a", "state": "b"})):
        assert answer.status_code == 401
        assert "Chưa đăng nhập được" in check_page(answer)


def test_giving_up_over_there_is_told(cast: Cast, office: Office) -> None:
    browser = cast.client()
    state = office.approve(browser.post(LOGIN)["Location"])["state"]
    told = browser.get(BACK, {"error": "access_denied", "state": state}, follow=True)
    assert "đã dừng lại" in check_page(told)


def test_nobody_joins_an_office_account_to_the_one_that_is_open(cast: Cast, office: Office) -> None:
    office.info = who("la@example.vn")
    browser = cast.client(cast.teacher)
    assert browser.post(f"{LOGIN}?process=connect")["Location"] == "/"
    assert cast.client().post(f"{LOGIN}?process=connect").status_code == 404
    assert not SocialAccount.objects.exists()


def test_a_locked_account_does_not_come_in_this_way_either(cast: Cast, office: Office) -> None:
    office.info = who(cast.teacher.email)
    walk(office, cast.client())
    User.objects.filter(pk=cast.teacher.pk).update(is_active=False)
    browser = cast.client()
    told = walk(office, browser)
    assert told["Location"] == "/tai-khoan/ngung-dung/"
    assert not inside(browser)
