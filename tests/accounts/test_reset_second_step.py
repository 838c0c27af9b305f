"""`caitien-web reset_second_step`: the second step of a lost telephone taken away."""

from __future__ import annotations

import io

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from caitien.accounts.audit import SYSTEM, verify
from caitien.accounts.models import AuditLine
from caitien.accounts.queries import has_second_step
from tests.people import Cast


def test_a_lost_second_step_is_taken_away_and_written_down(cast: Cast) -> None:
    user = cast.secretary
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    Authenticator.objects.create(user=user, type="recovery_codes", data={"seed": "x"})
    said = io.StringIO()
    call_command("reset_second_step", user.email.upper(), stdout=said)
    assert "Đã bỏ bước đăng nhập thứ hai" in said.getvalue()
    assert not has_second_step(user)
    assert not Authenticator.objects.filter(user=user).exists()
    line = AuditLine.objects.filter(scope=SYSTEM).latest("number")
    assert line.action == "user.second_step_reset"
    assert user.email in line.sentence
    assert verify(SYSTEM) is None


def test_an_account_without_one_is_left_alone(cast: Cast) -> None:
    said = io.StringIO()
    call_command("reset_second_step", cast.secretary.email, stdout=said)
    assert "không bật" in said.getvalue()
    assert not AuditLine.objects.filter(action="user.second_step_reset").exists()


def test_an_address_nobody_has_is_said(cast: Cast) -> None:
    with pytest.raises(CommandError, match="Không có tài khoản nào"):
        call_command("reset_second_step", "khong@co.vn")
