"""An account locked and unlocked: with a reason, its sign-ins ended, its past untouched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from caitien.ui.problems import Problem

from .audit import record
from .models import Invitation, User
from .services_invitations import call_back

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


def _reason(reason: str) -> str:
    reason = " ".join(reason.split()).rstrip(". ")
    if not reason:
        raise Problem("Chưa làm gì: hãy ghi lý do. Lý do được giữ trong nhật ký.")
    if len(reason) > 300:
        raise Problem("Chưa làm gì: lý do dài quá 300 chữ. Hãy viết gọn lại.")
    return reason


def _locked_rows(user: User, actor: User) -> User:
    """The user, locked; with all keepers, so that two of them never lock each other at once."""
    keepers = User.objects.filter(is_superuser=True).order_by("pk").select_for_update()
    now = {one.pk: one for one in keepers}
    if actor.is_superuser and not (actor.pk in now and now[actor.pk].is_active):
        raise Problem("Chưa làm gì: tài khoản đang dùng vừa bị khóa.")
    return now.get(user.pk) or User.objects.select_for_update().get(pk=user.pk)


def _check(user: User, actor: User, organisation_id: int | None) -> None:
    if organisation_id is None and not actor.is_superuser:
        raise Problem("Chưa làm gì: chỉ người giữ cài đặt làm được việc này.")
    if user.is_superuser and organisation_id is not None:
        raise Problem("Chưa làm gì: tài khoản này do người giữ cài đặt quản lý.")


def _tell(
    action: str, sentence: str, told: Iterable[int], user: User, actor: User, at: datetime
) -> None:
    for organisation_id in (*sorted(set(told)), None):
        record(
            organisation_id=organisation_id,
            actor=actor,
            at=at,
            action=action,
            target=f"user:{user.pk}",
            sentence=sentence,
            changes={"is_active": [user.is_active, not user.is_active]},
        )


@transaction.atomic
def lock_account(
    *,
    user: User,
    reason: str,
    actor: User,
    at: datetime,
    organisation_id: int | None = None,
    told: Iterable[int] = (),
) -> bool:
    """Lock an account: nobody signs in with it, all its sign-ins end. False: it was locked.

    `organisation_id` is the school or office whose manager does it (the caller has seen that the
    account belongs there only); None: the keeper. The invitations the user sent and nobody has
    answered are called back. `told` are the ids of organisations whose audit trails say it too.
    Rights, staff records and names on papers stay. Problem for oneself, the last keeper, and where
    the actor may not.
    """
    reason = _reason(reason)
    user = _locked_rows(user, actor)
    _check(user, actor, organisation_id)
    if user.pk == actor.pk:
        raise Problem("Chưa khóa: không ai tự khóa tài khoản của mình. Hãy nhờ người khác.")
    if not user.is_active:
        return False
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if user.is_superuser and not others.exists():
        raise Problem("Chưa khóa: đây là người giữ cài đặt cuối cùng.")
    sent = call_back(Invitation.objects.filter(created_by=user), at)
    also = f" {sent} lời mời người này đã gửi và chưa ai nhận cũng được thu hồi." if sent else ""
    sentence = f"{actor} khóa tài khoản của {user} ({user.email}). Lý do: {reason}.{also}"
    _tell("user.lock", sentence, told, user, actor, at)
    user.is_active = False
    user.session_round += 1
    user.locked_at, user.locked_by, user.locked_in_id = at, actor, organisation_id
    user.lock_reason = reason
    user.save()
    return True


@transaction.atomic
def unlock_account(
    *,
    user: User,
    reason: str,
    actor: User,
    at: datetime,
    organisation_id: int | None = None,
    told: Iterable[int] = (),
) -> bool:
    """Unlock an account; the sign-ins ended with the lock stay ended. False: it was not locked.

    Arguments as for `lock_account`. A manager unlocks only what was locked in the same school or
    office; Problem otherwise.
    """
    reason = _reason(reason)
    user = _locked_rows(user, actor)
    _check(user, actor, organisation_id)
    if user.is_active:
        return False
    if organisation_id is not None and user.locked_in_id != organisation_id:
        raise Problem(
            "Chưa mở: tài khoản này không do đơn vị khóa. Hãy nhờ người giữ cài đặt của hệ thống."
        )
    sentence = f"{actor} mở lại tài khoản của {user} ({user.email}). Lý do: {reason}."
    _tell("user.unlock", sentence, told, user, actor, at)
    user.is_active = True
    user.locked_at = user.locked_by = user.locked_in_id = None
    user.lock_reason = ""
    user.save()
    return True
