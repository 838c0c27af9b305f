"""Signing in and out, the second step, and every page of it: Vietnamese, safe, limited."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from caitien.accounts.models import User
from tests.people import Cast, make_cast

PASSWORD = "mat khau thu nghiem"  # noqa: S105 - of made-up people
ENGLISH = re.compile(
    r"\b(sign|signed|please|your|account|password|email|login|log in|code|change|submit|"
    r"invalid|required|successfully|verify|security key|authenticator app|remove|edit|name|"
    r"not used|passkey)\b",
    re.IGNORECASE,
)
CLOSED = (
    "signup/", "login/", "email/", "dang-ky/", "confirm-email/", "3rdparty/", "2fa/",
    "social/signup/", "password/reset/", "co-quan/don-vi/", "",
)  # fmt: skip


def words_of(html: str) -> str:
    """The words a person sees or hears on a page."""
    html = re.sub(r"(?s)<(script|style|svg|head)\b.*?</\1>", " ", html)
    spoken = re.findall(r'(?:placeholder|aria-label|alt|title|value)="([^"]*)"', html)
    text = re.sub(r"<code>.*?</code>", " ", html)
    text = re.sub(r"<[^>]+>", " ", text)
    return " ".join([text, *[each for each in spoken if " " in each]])


def check_page(answer: Any) -> str:
    html = answer.content.decode()
    shown = re.sub(r"\S+@\S+", " ", words_of(html))
    assert not ENGLISH.search(shown), ENGLISH.findall(shown)
    assert not re.search(r"\son[a-z]+=|\sstyle=", html), "inline script or style"
    for tag in re.findall(r"<script[^>]*>", html):
        assert "src=" in tag or 'type="application/json"' in tag, tag
    assert html.count("<h1") == 1
    assert "Security-Policy" in str(answer.headers)
    return html


def sign_in(browser: Client, email: str, password: str = PASSWORD, **more: str) -> Any:
    form = {"login": email, "password": password, **more}
    return browser.post(reverse("account_login"), form)


def prove(browser: Client) -> None:
    """Give the password again, as before every change of how one signs in."""
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def with_totp(user: User) -> str:
    secret = "JBSWY3DPEHPK3PXP"  # noqa: S105 - of a made-up person
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def code_of(secret: str) -> str:
    value: str = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    return value


def test_every_page_before_signing_in_is_vietnamese(cast: Cast) -> None:
    browser = cast.client()
    for name in (
        "account_login",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
    ):
        check_page(browser.get(reverse(name)))
    bad = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "a-b"})
    assert "không còn dùng được" in check_page(browser.get(bad))


def test_every_page_of_ones_own_account_is_vietnamese(cast: Cast) -> None:
    browser = cast.client()
    sign_in(browser, cast.teacher.email)
    prove(browser)
    for name in (
        "profile",
        "leave-others",
        "account_logout",
        "account_change_password",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
    ):
        answer = browser.get(reverse(name))
        assert answer.status_code == 200, name
        check_page(answer)
    with_totp(cast.teacher)
    key = Authenticator.objects.create(
        user=cast.teacher, type="webauthn", data={"name": "Máy trường", "credential": {}}
    )
    codes = ("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp")
    for name in (*codes, "mfa_reauthenticate", "mfa_index", "account_reauthenticate"):
        check_page(browser.get(reverse(name)))
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        check_page(browser.get(reverse(name, kwargs={"pk": key.pk})))
    file = browser.get(reverse("mfa_download_recovery_codes"))
    assert "Mã dự phòng" in file.content.decode()
    assert "no-store" in file["Cache-Control"]


def test_pages_that_make_no_sense_here_are_closed(cast: Cast) -> None:
    for browser in (cast.client(), cast.client(cast.teacher)):
        for path in CLOSED:
            assert browser.get(f"/tai-khoan/{path}").status_code == 404, path


def test_only_what_is_served_has_an_address() -> None:
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    for name in ("account_signup", "account_email", "socialaccount_signup", "mfa_trust",
                 "socialaccount_connections", "account_confirm_email"):  # fmt: skip
        assert name not in names
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_a_wrong_password_is_told_kindly(cast: Cast) -> None:
    html = check_page(sign_in(cast.client(), cast.teacher.email, "khong phai mat khau"))
    assert "Địa chỉ thư hoặc mật khẩu chưa đúng" in html
    unknown = check_page(sign_in(cast.client(), "khong-co@example.vn"))
    assert "Địa chỉ thư hoặc mật khẩu chưa đúng" in unknown


def test_guessing_a_password_is_stopped_even_when_it_becomes_right(cast: Cast) -> None:
    browser = cast.client()
    for _ in range(5):
        sign_in(browser, cast.teacher.email, "sai mat khau")
    stopped = sign_in(browser, cast.teacher.email)
    assert "Đã thử sai quá nhiều lần" in check_page(stopped)
    assert "_auth_user_id" not in browser.session


def test_too_many_tries_from_one_place_get_the_page_429(cast: Cast) -> None:
    browser = cast.client()
    answers = [sign_in(browser, f"nguoi{n}@example.vn", "sai mat khau") for n in range(61)]
    assert answers[-1].status_code == 429
    assert "Thử lại sau ít phút" in check_page(answers[-1])


def test_guessing_codes_of_the_second_step_is_stopped(cast: Cast) -> None:
    secret = with_totp(cast.head)
    browser = cast.client()
    first = sign_in(browser, cast.head.email)
    assert first.url == reverse("mfa_authenticate")
    check_page(browser.get(first.url))
    for _ in range(5):
        wrong = browser.post(first.url, {"code": "000000"})
    assert "Mã chưa đúng" in wrong.content.decode()
    stopped = browser.post(first.url, {"code": code_of(secret)})
    assert "Đã thử sai quá nhiều lần" in stopped.content.decode()
    assert "_auth_user_id" not in browser.session


def test_the_second_step_lets_the_right_code_in(cast: Cast) -> None:
    secret = with_totp(cast.head)
    browser = cast.client()
    sign_in(browser, cast.head.email)
    assert browser.get("/toi/").status_code == 302, "a password alone is not enough"
    done = browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert done.status_code == 302
    assert browser.get("/toi/").status_code == 200


def test_a_recovery_code_is_used_once(cast: Cast) -> None:
    with_totp(cast.head)
    codes = RecoveryCodes(Authenticator.objects.get(user=cast.head, type="recovery_codes"))
    code = codes.get_unused_codes()[0]
    for expected in (200, 302):
        browser = cast.client()
        sign_in(browser, cast.head.email)
        browser.post(reverse("mfa_authenticate"), {"code": code})
        assert browser.get("/toi/").status_code == expected


@pytest.mark.django_db(transaction=True)
def test_totp_is_turned_on_and_off_in_vietnamese() -> None:
    cast = make_cast()
    browser = cast.client()
    sign_in(browser, cast.teacher.email)
    prove(browser)
    page = check_page(browser.get(reverse("mfa_activate_totp")))
    secret = browser.session["mfa.totp.secret"]
    assert secret in page
    wrong = browser.post(reverse("mfa_activate_totp"), {"code": "123456"})
    assert "Mã chưa đúng" in check_page(wrong)
    done = browser.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}, follow=True)
    assert "Đã bật ứng dụng xác minh" in check_page(done)
    off = browser.post(reverse("mfa_deactivate_totp"), follow=True)
    assert "Đã thôi dùng ứng dụng xác minh" in check_page(off)
    assert len(mail.outbox) == 2
    for letter in mail.outbox:
        assert not ENGLISH.search(re.sub(r"\S*[@.]\S+", " ", letter.body)), letter.body


def test_the_password_is_asked_again_before_a_second_step_changes(cast: Cast) -> None:
    browser = cast.client()
    sign_in(browser, cast.teacher.email)
    asked = browser.get(reverse("mfa_activate_totp"))
    assert asked.status_code == 302
    page = check_page(browser.get(asked.url))
    assert "Xác minh lại" in page
    done = browser.post(asked.url, {"password": PASSWORD})
    assert done.url.startswith(reverse("mfa_activate_totp"))


def test_signing_in_and_out_speaks_vietnamese_or_not_at_all(cast: Cast) -> None:
    browser = cast.client()
    sign_in(browser, cast.teacher.email)
    assert "Successfully" not in browser.get("/toi/").content.decode()
    assert browser.get(reverse("account_logout")).status_code == 200, "a link signs nobody out"
    assert browser.get("/toi/").status_code == 200
    out = browser.post(reverse("account_logout"), follow=True)
    assert "Đã đăng xuất" in check_page(out)
    assert browser.get("/toi/").status_code == 302


def test_the_session_gets_a_new_key_when_somebody_signs_in(cast: Cast) -> None:
    browser = cast.client()
    browser.get(reverse("account_login"))
    session = browser.session
    session["planted"] = "1"
    session.save()
    before = session.session_key
    sign_in(browser, cast.teacher.email)
    assert browser.session.session_key != before
    stale = Client()
    stale.cookies["sessionid"] = before
    assert stale.get("/toi/").status_code == 302


def test_the_csrf_token_changes_when_somebody_signs_in(cast: Cast) -> None:
    browser = cast.client()
    browser.get(reverse("account_login"))
    before = browser.cookies["csrftoken"].value
    sign_in(browser, cast.teacher.email)
    assert browser.cookies["csrftoken"].value != before


@pytest.mark.parametrize(
    "target",
    ["https://xau.example/", "//xau.example/", "javascript:alert(1)", "/\\xau.example", "http:xau"],
)
def test_nobody_is_sent_to_a_foreign_address(cast: Cast, target: str) -> None:
    browser = cast.client()
    done = sign_in(browser, cast.teacher.email, next=target)
    assert done.status_code == 302
    assert done.url in ("/", reverse("home"))
    out = browser.post(reverse("account_logout"), {"next": target})
    assert "xau" not in out.url
    assert "alert" not in out.url


def test_one_comes_back_to_where_one_wanted_to_go(cast: Cast) -> None:
    browser = cast.client()
    asked = browser.get("/toi/")
    assert asked.url == f"{reverse('account_login')}?next=/toi/"
    page = browser.get(asked.url).content.decode()
    assert 'value="/toi/"' in page
    assert sign_in(browser, cast.teacher.email, next="/toi/").url == "/toi/"


def test_a_deactivated_user_is_out_at_once(cast: Cast) -> None:
    browser = cast.client()
    sign_in(browser, cast.teacher.email)
    address = reverse("plans", args=[cast.school.slug])
    assert browser.get(address).status_code == 200
    User.objects.filter(pk=cast.teacher.pk).update(is_active=False)
    assert browser.get(address).status_code == 302
    assert browser.get("/toi/").status_code == 302
    again = cast.client()
    answer = sign_in(again, cast.teacher.email)
    assert "_auth_user_id" not in again.session
    assert answer.status_code in (200, 302)
    if answer.status_code == 302:
        assert answer.url == reverse("account_inactive")


def test_a_form_without_its_token_says_what_to_do(cast: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    refused = browser.post(reverse("account_login"), {"login": "a@b.vn", "password": "x"})
    assert refused.status_code == 403
    assert "Trang đã mở quá lâu" in refused.content.decode()


def test_admins_without_a_second_step_are_reminded_kindly(cast: Cast) -> None:
    browser = cast.client(cast.head)
    assert "Nên bật bước thứ hai" in browser.get("/toi/").content.decode()
    with_totp(cast.head)
    assert "Nên bật bước thứ hai" not in browser.get("/toi/").content.decode()


def test_a_save_that_changed_nothing_does_not_say_saved(cast: Cast) -> None:
    browser = cast.client(cast.teacher)
    form = {"full_name": cast.teacher.full_name, "phone": ""}
    same = browser.post("/toi/", form, follow=True).content.decode()
    assert "Không có gì thay đổi" in same
    new = browser.post("/toi/", {**form, "phone": "0912 345 678"}, follow=True).content.decode()
    assert "Đã lưu thông tin" in new
    cast.teacher.refresh_from_db()
    assert cast.teacher.phone == "0912 345 678"


@pytest.mark.django_db
def test_a_machine_is_remembered_only_where_one_asks_for_it() -> None:
    cast = make_cast()
    once, kept = Client(), Client()
    sign_in(once, cast.teacher.email)
    sign_in(kept, cast.teacher.email, remember="on")
    assert once.cookies["sessionid"]["max-age"] == ""
    assert int(kept.cookies["sessionid"]["max-age"]) > 24 * 3600
    shown = Client().get(reverse("account_login")).content.decode()
    assert "đừng chọn ở máy dùng chung" in shown
