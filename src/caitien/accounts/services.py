"""Writes about people who sign in: first set-up, invitations, a changed name."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from caitien.ui.problems import Problem

from .audit import record
from .models import Invitation, User

if TYPE_CHECKING:
    from datetime import date, datetime

#: how long an invitation may be answered
INVITATION_LASTS = timedelta(days=14)


def token_hash(token: str) -> str:
    """What is kept of a token: its SHA-256 (hex)."""
    return hashlib.sha256(token.encode()).hexdigest()


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
    if User.objects.select_for_update().filter(is_superuser=True).exists():
        raise Problem("Hệ thống đã được thiết lập. Hãy đăng nhập bằng tài khoản đã tạo.")
    if not right_code(code, kept):
        raise Problem(
            "Mã thiết lập chưa đúng. Mã nằm ở cửa sổ đang chạy chương trình và trong tệp "
            "“ma-thiet-lap” của thư mục dữ liệu."
        )
    user = User(email=email.strip().lower(), full_name=full_name.strip(), joined_at=at)
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


def forget_setup_code(folder: Path, name: str) -> None:
    """Remove the set-up code from the data folder once it has been used."""
    (folder / name).unlink(missing_ok=True)


@transaction.atomic
def invite(
    *,
    organisation: Any,
    email: str,
    full_name: str,
    role: str,
    person: Any = None,
    grant_until: date | None = None,
    actor: User,
    at: datetime,
) -> tuple[Invitation, str]:
    """An invitation and its token, which is shown once (only its hash is kept).

    An earlier invitation of the same address and role that waits is called back.
    """
    email = email.strip().lower()
    waiting = Invitation.objects.filter(
        organisation=organisation, email=email, role=role, accepted_at=None, revoked_at=None
    )
    waiting.update(revoked_at=at)
    token = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        email=email,
        full_name=full_name.strip(),
        organisation=organisation,
        person=person,
        role=role,
        grant_until=grant_until,
        token_hash=token_hash(token),
        created_by=actor,
        created_at=at,
        expires_at=at + INVITATION_LASTS,
    )
    record(
        organisation_id=organisation.pk,
        actor=actor,
        at=at,
        action="rights.invite",
        target=f"invitation:{invitation.pk}",
        sentence=f"{actor} mời {full_name or email} ({email})",
        changes={"role": [None, role]},
    )
    return invitation, token


def invitation_of(token: str, at: datetime) -> Invitation:
    """The invitation of a token that may still be answered; Problem where it may not."""
    found = (
        Invitation.objects.select_related("organisation", "person")
        .filter(token_hash=token_hash(token))
        .first()
    )
    if found is None:
        raise Problem("Lời mời này không có hoặc đường dẫn bị thiếu. Hãy xin gửi lại đường dẫn.")
    if found.accepted_at:
        raise Problem("Lời mời này đã được dùng. Hãy đăng nhập bằng tài khoản đã tạo.")
    if found.revoked_at or found.expires_at < at:
        raise Problem("Lời mời này đã hết hạn hoặc đã được thay. Hãy xin một lời mời mới.")
    return found


@transaction.atomic
def revoke(*, invitation: Invitation, actor: User, at: datetime) -> None:
    """Call an invitation back; one already answered stays as it is."""
    changed = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None).update(
        revoked_at=at
    )
    if changed:
        record(
            organisation_id=invitation.organisation_id,
            actor=actor,
            at=at,
            action="rights.revoke",
            target=f"invitation:{invitation.pk}",
            sentence=f"{actor} thu hồi lời mời gửi {invitation.email}",
        )


@transaction.atomic
def rename(*, user: User, full_name: str, phone: str, at: datetime) -> User:
    """Change one's own name and telephone; papers already issued keep the names of their day."""
    user = User.objects.select_for_update().get(pk=user.pk)
    before = {"full_name": user.full_name, "phone": user.phone}
    after = {"full_name": " ".join(full_name.split()), "phone": phone.strip()}
    changes = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    if changes:
        user.full_name, user.phone = after["full_name"], after["phone"]
        user.save(update_fields=["full_name", "phone"])
        record(
            organisation_id=None,
            actor=user,
            at=at,
            action="user.rename",
            target=f"user:{user.pk}",
            sentence=f"{user} sửa thông tin của mình",
            changes=changes,
        )
    return user
