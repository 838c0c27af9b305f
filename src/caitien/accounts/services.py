"""Writes about people who sign in: first set-up, a changed name, the end of other sign-ins."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from caitien.ui.problems import Problem

from . import setup_code
from .audit import SYSTEM, record
from .models import AuditHead, User
from .services_invitations import invitation_of as invitation_of
from .services_invitations import invite as invite
from .services_invitations import revoke as revoke
from .services_invitations import token_hash as token_hash

if TYPE_CHECKING:
    from datetime import datetime


def right_code(given: str, kept: str | None) -> bool:
    """Whether the set-up code is right; False where set-up is over. Takes the same time always."""
    return kept is not None and hmac.compare_digest(given.encode(), kept.encode())


@transaction.atomic
def set_up(
    *, code: str, kept: str | None, email: str, full_name: str, password: str, at: datetime
) -> User:
    """Make the keeper of the installation: once, and only with the code of the machine.

    Problem where the code is wrong or somebody keeps the installation already.
    """
    AuditHead.objects.get_or_create(scope=SYSTEM)
    AuditHead.objects.select_for_update().get(scope=SYSTEM)  # one set-up at a time
    if User.objects.filter(is_superuser=True).exists():
        raise Problem("Hệ thống đã được thiết lập. Hãy đăng nhập bằng tài khoản đã tạo.")
    if not right_code(code, kept):
        raise Problem(
            "Mã thiết lập chưa đúng. Mã nằm ở cửa sổ đang chạy chương trình và trong tệp "
            f"“{setup_code.NAME}” của thư mục dữ liệu."
        )
    user = User(email=email.strip().lower(), full_name=" ".join(full_name.split()), joined_at=at)
    if User.objects.filter(email=user.email).exists():
        raise Problem("Địa chỉ thư này đã có tài khoản. Hãy dùng một địa chỉ khác.")
    check_password(password, user)
    user.set_password(password)
    user.is_superuser = True
    user.save()
    record(
        organisation_id=None,
        actor=user,
        at=at,
        action="system.set_up",
        target=f"user:{user.pk}",
        sentence=f"{user} thiết lập hệ thống và giữ quyền quản trị cài đặt",
    )
    return user


def check_password(password: str, user: User) -> None:
    """Problem, with all reasons, where the password does not follow the rules."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Problem("Mật khẩu chưa dùng được: " + " ".join(error.messages)) from None


@transaction.atomic
def rename(*, user: User, full_name: str, phone: str, at: datetime) -> User:
    """Change one's own name and telephone; papers already issued keep the names of their day."""
    user = User.objects.select_for_update().get(pk=user.pk)
    before = {"full_name": user.full_name, "phone": user.phone}
    after = {"full_name": " ".join(full_name.split()), "phone": phone.strip()}
    changes = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    if changes:
        known_as = str(user)
        user.full_name, user.phone = after["full_name"], after["phone"]
        user.save(update_fields=["full_name", "phone"])
        record(
            organisation_id=None,
            actor=user,
            at=at,
            action="user.rename",
            target=f"user:{user.pk}",
            sentence=f"{known_as} đổi tên của mình thành {user}"
            if "full_name" in changes
            else f"{user} sửa số điện thoại của mình",
            changes=changes,
        )
    return user


@transaction.atomic
def end_other_sign_ins(*, user: User, password: str | None, at: datetime) -> User:
    """End every sign-in of a user; the password stays.

    The caller keeps its own session with `update_session_auth_hash`. `password` is None for an
    account that has none (it signs in with the office's account). Problem where it is wrong.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    known = password is not None and user.check_password(password)
    if user.has_usable_password() and not known:
        raise Problem("Mật khẩu chưa đúng nên chưa có máy nào bị đăng xuất. Hãy gõ lại.")
    user.session_round += 1
    user.save(update_fields=["session_round"])
    record(
        organisation_id=None,
        actor=user,
        at=at,
        action="user.sign_out",
        target=f"user:{user.pk}",
        sentence=f"{user} đăng xuất khỏi các máy khác",
    )
    return user


@transaction.atomic
def drop_second_steps(*, email: str, at: datetime) -> tuple[User, int]:
    """Take away every second step of an account whose telephone or key was lost; how many.

    Its sign-ins end too: the lost thing may still be signed in.
    For the keeper of the machine (a command), so nobody signed in stands as the actor. The password
    stays. Problem where nobody has this address.
    """
    from allauth.mfa.models import Authenticator

    address = email.strip().lower()
    user = User.objects.select_for_update().filter(email=address).first()
    if user is None:
        raise Problem(
            f"Không có tài khoản nào dùng địa chỉ {address}. Chưa đổi gì; hãy xem lại địa chỉ."
        )
    steps = Authenticator.objects.filter(user=user)
    count = steps.exclude(type="recovery_codes").count()
    if not steps.exists():
        return user, 0
    steps.delete()
    user.session_round += 1
    user.save(update_fields=["session_round"])
    record(
        organisation_id=None,
        actor=None,
        at=at,
        action="user.second_step_reset",
        target=f"user:{user.pk}",
        sentence=f"Người giữ máy chủ bỏ bước đăng nhập thứ hai của {user} ({user.email})",
        changes={"second_steps": [count, 0]},
    )
    return user, count
