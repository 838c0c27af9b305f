"""Remarks on a plan, a row or a cell: written, answered, settled."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from caitien.accounts import audit
from caitien.schools.models import Person
from caitien.ui.problems import Problem

from .models import Comment, Plan
from .services_life import locked
from .states import SEALED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from caitien.accounts.models import User

LONGEST = 4000


@transaction.atomic
def comment(
    *,
    plan: Plan,
    text: str,
    once: str,
    actor: User,
    at: datetime,
    row: UUID | None = None,
    field: str = "",
    reply_to: Comment | None = None,
    mentions: Iterable[Person] = (),
) -> Comment:
    """Write a remark; the same `once` twice is one remark. Those mentioned are of the school.

    An answer to an answer stands under the same remark. Problem for a plan that was issued: what
    is sealed is answered by a new plan, not by remarks.
    """
    now = locked(plan)
    if now.deleted_at is not None or now.state in SEALED:
        state = "đã được xoá" if now.deleted_at else Plan.State(now.state).label.lower()
        raise Problem(
            f"Kế hoạch {state} nên không nhận thêm ý kiến. Chữ vừa viết chưa được gửi và vẫn còn "
            "trong ô; các ý kiến trước vẫn đọc được."
        )
    if not once:
        raise Problem("Trang này đã cũ; hãy tải lại rồi gửi lại. Ý kiến chưa được gửi.")
    words = text.strip()
    if not words:
        raise Problem("Ý kiến đang để trống. Hãy ghi nội dung rồi gửi lại.")
    if len(words) > LONGEST:
        raise Problem(f"Ý kiến dài quá {LONGEST} ký tự. Nội dung vẫn còn trong ô; hãy chia nhỏ.")
    told = [one for one in mentions if one.organisation_id == plan.school_id and one.active]
    if reply_to is not None and reply_to.plan_id != plan.pk:
        raise Problem("Ý kiến được trả lời không thuộc kế hoạch này.")
    if row is not None and not _row_exists(plan, row):
        raise Problem("Dòng được góp ý không còn trong kế hoạch. Nội dung vẫn còn trong ô.")
    made, new = Comment.objects.get_or_create(
        once=f"{plan.pk}:{actor.pk}:{once}"[:64],
        defaults={
            "plan": plan,
            "row": row,
            "field": field[:40],
            "reply_to": (reply_to.reply_to or reply_to) if reply_to else None,
            "author": actor,
            "author_name": actor.full_name,
            "text": words,
            "at": at,
        },
    )
    if new:
        made.mentions.set(told)
        _log(plan, actor, at, "comment", f"{actor} góp ý: {words[:120]}")
    return made


def _row_exists(plan: Plan, row: UUID) -> bool:
    rows = (plan.actions, plan.sections, plan.problems, plan.monitoring)
    return any(found.filter(uid=row, deleted_at=None).exists() for found in rows)


@transaction.atomic
def settle(*, comment: Comment, actor: User, at: datetime, settled: bool = True) -> Comment:
    """Mark a remark as settled, or open it again; done twice it is done once."""
    now = Comment.objects.select_for_update().get(pk=comment.pk)
    if (now.resolved_at is not None) == settled:
        return now
    now.resolved_at = at if settled else None
    now.resolved_by = actor if settled else None
    now.save(update_fields=["resolved_at", "resolved_by"])
    verb = "đã giải quyết" if settled else "mở lại"
    _log(now.plan, actor, at, "settle", f"{actor} {verb} ý kiến của {now.author_name}")
    return now


def _log(plan: Plan, actor: User, at: datetime, verb: str, words: str) -> None:
    audit.record(
        organisation_id=plan.school_id,
        actor=actor,
        at=at,
        action=f"plan.{verb}",
        target=f"plan:{plan.pk}",
        sentence=words,
    )
