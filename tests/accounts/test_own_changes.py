"""What people change in how they sign in: told in the trail, ended where it has to end."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.urls import reverse

from caitien.accounts.audit import SYSTEM, verify
from caitien.accounts.models import AuditLine, User
from caitien.accounts.services import drop_second_steps, end_other_sign_ins, rename
from caitien.ui.problems import Problem
from tests.people import NOW, Cast, make_cast

from .test_signing_in import PASSWORD, code_of, prove, sign_in, with_totp

NEW = "mot cau khac that dai"


def told() -> list[str]:
    assert verify(SYSTEM) is None
    return list(
        AuditLine.objects.filter(scope=SYSTEM).order_by("number").values_list("sentence", flat=True)
    )


@pytest.mark.parametrize("mail_goes_out", [True, False])
def test_a_changed_password_stands_in_the_trail(
    cast: Cast, settings: Any, mail_goes_out: bool
) -> None:
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = mail_goes_out
    browser = cast.client()
    sign_in(browser, cast.teacher.email)
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    browser.post(reverse("account_change_password"), form)
    assert told() == ["Hoàng Thị Lan đổi mật khẩu"]
    assert len(mail.outbox) == int(mail_goes_out)


@pytest.mark.django_db(transaction=True)
def test_changes_of_the_second_step_stand_in_the_trail() -> None:
    cast = make_cast()
    browser = cast.client()
    sign_in(browser, cast.teacher.email)
    prove(browser)
    browser.get(reverse("mfa_activate_totp"))
    code = code_of(browser.session["mfa.totp.secret"])
    browser.post(reverse("mfa_activate_totp"), {"code": code})
    browser.post(reverse("mfa_deactivate_totp"))
    assert told()[0] == "Hoàng Thị Lan bật ứng dụng xác minh"
    assert told()[-1] == "Hoàng Thị Lan thôi dùng ứng dụng xác minh"


def test_a_new_name_is_told_with_the_old_one(cast: Cast) -> None:
    rename(user=cast.teacher, full_name="Nguyễn Thị Hương", phone="", at=NOW)
    rename(user=cast.teacher, full_name="Nguyễn Thị Hương", phone="0912", at=NOW)
    assert told() == [
        "Hoàng Thị Lan đổi tên của mình thành Nguyễn Thị Hương",
        "Nguyễn Thị Hương sửa số điện thoại của mình",
    ]


def test_ending_other_sign_ins_keeps_the_password_as_it_is(cast: Cast) -> None:
    before = User.objects.get(pk=cast.teacher.pk).password
    here, there = cast.client(cast.teacher), cast.client(cast.teacher)
    here.post(reverse("leave-others"), {"password": PASSWORD})
    assert here.get("/toi/").status_code == 200
    assert there.get("/toi/").status_code == 302
    assert User.objects.get(pk=cast.teacher.pk).password == before
    with pytest.raises(Problem, match="chưa đúng"):
        end_other_sign_ins(user=cast.teacher, password=None, at=NOW)


def test_a_lost_telephone_is_signed_out_with_its_second_step(cast: Cast) -> None:
    with_totp(cast.head)
    lost = cast.client(cast.head)
    assert lost.get("/toi/").status_code == 200
    drop_second_steps(email=cast.head.email, at=NOW)
    assert lost.get("/toi/").status_code == 302
    assert not Authenticator.objects.filter(user=cast.head).exists()
