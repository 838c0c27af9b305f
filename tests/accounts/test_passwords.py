"""Passwords changed, forgotten and set anew; other machines signed out."""

from __future__ import annotations

import re
from typing import Any

from django.core import mail
from django.urls import reverse

from tests.people import Cast

from .test_signing_in import PASSWORD, check_page, sign_in, words_of


def test_a_changed_password_ends_the_other_sign_ins(cast: Cast) -> None:
    here, there = cast.client(), cast.client()
    sign_in(here, cast.teacher.email)
    sign_in(there, cast.teacher.email)
    form = {
        "oldpassword": PASSWORD,
        "password1": "mot cau that dai",
        "password2": "mot cau that dai",
    }
    done = here.post(reverse("account_change_password"), form, follow=True)
    assert "Đã đổi mật khẩu" in check_page(done)
    assert here.get("/toi/").status_code == 200
    assert there.get("/toi/").status_code == 302


def test_signing_out_elsewhere_keeps_this_machine_and_the_password(cast: Cast) -> None:
    here, there = cast.client(), cast.client()
    sign_in(here, cast.teacher.email)
    sign_in(there, cast.teacher.email)
    wrong = here.post(reverse("leave-others"), {"password": "khong dung"})
    assert "chưa có máy nào bị đăng xuất" in check_page(wrong)
    assert there.get("/toi/").status_code == 200
    done = here.post(reverse("leave-others"), {"password": PASSWORD}, follow=True)
    assert "Đã đăng xuất khỏi mọi máy khác" in check_page(done)
    assert there.get("/toi/").status_code == 302
    assert here.get("/toi/").status_code == 200
    assert sign_in(cast.client(), cast.teacher.email).status_code == 302


def test_guessing_ones_own_password_in_a_stolen_session_is_stopped(cast: Cast) -> None:
    browser = cast.client(cast.teacher)
    answers = [browser.post(reverse("leave-others"), {"password": f"doan {n}"}) for n in range(11)]
    assert answers[-1].status_code == 429


def test_a_reset_without_a_mail_server_says_so(cast: Cast, settings: Any) -> None:
    settings.MAIL_HOST = ""
    page = check_page(cast.client().get(reverse("account_reset_password")))
    assert "không gửi được" in page
    assert "<form" not in page


def test_a_forgotten_password_is_set_anew_by_letter(cast: Cast, settings: Any) -> None:
    settings.MAIL_HOST = "thu.example.vn"
    there = cast.client()
    sign_in(there, cast.teacher.email)
    browser = cast.client()
    form = {"email": cast.teacher.email}
    told = browser.post(reverse("account_reset_password"), form, follow=True)
    assert "Hãy xem hộp thư" in check_page(told)
    letter = mail.outbox[-1]
    assert letter.to == [cast.teacher.email]
    assert letter.subject == "[Cải Tiến] Đặt lại mật khẩu"
    assert "Kính gửi thầy, cô" in letter.body
    link = re.search(r"http://testserver(/\S+)", letter.body)
    assert link
    page = browser.get(link[1], follow=True)
    check_page(page)
    short = browser.post(page.request["PATH_INFO"], {"password1": "ngan", "password2": "ngan"})
    assert "Mật khẩu" in check_page(short)
    new = {"password1": "mot cau moi that dai", "password2": "mot cau moi that dai"}
    check_page(browser.post(page.request["PATH_INFO"], new, follow=True))
    assert there.get("/toi/").status_code == 302, "other machines are out"
    assert "không còn dùng được" in cast.client().get(link[1], follow=True).content.decode()
    assert sign_in(cast.client(), cast.teacher.email, "mot cau moi that dai").status_code == 302


def test_a_reset_does_not_tell_who_has_an_account(cast: Cast, settings: Any) -> None:
    settings.MAIL_HOST = "thu.example.vn"
    pages = []
    for email in (cast.teacher.email, "khong-co@example.vn"):
        form = {"email": email}
        done = cast.client().post(reverse("account_reset_password"), form, follow=True)
        pages.append(words_of(done.content.decode()))
    assert pages[0] == pages[1]
    assert [letter.to for letter in mail.outbox] == [[cast.teacher.email]]


def test_asking_for_many_resets_is_stopped(cast: Cast, settings: Any) -> None:
    settings.MAIL_HOST = "thu.example.vn"
    browser = cast.client()
    form = {"email": cast.teacher.email}
    answers = [browser.post(reverse("account_reset_password"), form) for _ in range(6)]
    assert answers[-1].status_code == 429
    assert len(mail.outbox) == 5
