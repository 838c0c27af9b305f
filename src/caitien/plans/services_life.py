"""Moves a plan through its life; every step binds who, when and which content."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from caitien.accounts import audit
from caitien.schools.models import Person
from caitien.ui.problems import Conflict, Problem

from .drafting import content_hash, draft_of
from .models import Plan, Transition
from .queries_life import missing_before_submit, returned_unchanged
from .states import BY_NAME, Step

if TYPE_CHECKING:
    from datetime import datetime

    from caitien.accounts.models import User
    from caitien.core.drafts.model import PlanDraft


def bound_hash(plan: Plan, draft: PlanDraft | None = None) -> str:
    """SHA-256 (hex) of what review and approval speak of.

    The whole plan but number, day, signature and recipients, which issuing adds.
    """
    from caitien.core.drafts.model import Signatory

    bare = replace(
        draft or draft_of(plan),
        plan_number=None,
        plan_number_raw=None,
        date=None,
        place=None,
        signatory=Signatory(),
        recipients=[],
        form_lines={},
    )
    return content_hash(bare, plan.form)


def locked(plan: Plan) -> Plan:
    """The plan as it is now, locked until the transaction ends."""
    rows = Plan.objects.select_for_update(of=("self",)).select_related("school")
    return rows.get(pk=plan.pk)


@transaction.atomic
def move(
    *, plan: Plan, step: str, actor: User, at: datetime, seen_hash: str, note: str = ""
) -> Transition:
    """Take one step; `seen_hash` is the bound hash the person saw on their page.

    Problem where the state does not allow it, a reason or something needed is missing; Conflict
    where the content is no longer what the person saw, or what was sent for approval. The same
    step by the same person on the same content twice is one step.
    """
    return take(locked(plan), BY_NAME[step], actor=actor, at=at, seen_hash=seen_hash, note=note)


def take(
    plan: Plan, step: Step, *, actor: User, at: datetime, seen_hash: str, note: str
) -> Transition:
    """One step of a locked plan, inside the caller's transaction. See `move`."""
    now_hash = bound_hash(plan)
    last = plan.transitions.last()
    same = last and (last.step, last.by_id, last.content_hash) == (step.name, actor.pk, now_hash)
    if last and same and plan.state == step.after:
        return last
    _allowed(plan, step, now_hash, seen_hash, note)
    before = plan.state
    plan.state = step.after
    plan.state_hash = now_hash
    plan.changed_at = at
    plan.save(update_fields=["state", "state_hash", "changed_at"])
    person = Person.objects.filter(organisation=plan.school, user=actor).first()
    done = plan.transitions.create(
        step=step.name,
        before=before,
        after=step.after,
        by=actor,
        by_name=actor.full_name,
        by_post=person.post if person else "",
        at=at,
        note=note.strip(),
        content_hash=now_hash,
    )
    audit.record(
        organisation_id=plan.school_id,
        actor=actor,
        at=at,
        action=f"plan.{step.name}",
        target=f"plan:{plan.pk}",
        sentence=f"{actor} {step.done} “{plan.name}”" + (f": {note.strip()}" if note else ""),
        changes={
            "state": [before, step.after.value],
            "content_hash": [last and last.content_hash, now_hash],
        },
    )
    return done


def _allowed(plan: Plan, step: Step, now_hash: str, seen_hash: str, note: str) -> None:
    if plan.deleted_at is not None:
        raise Problem("Kế hoạch này đã được xoá; khôi phục rồi mới làm tiếp được.")
    if plan.state not in step.before:
        state = Plan.State(plan.state).label
        raise Conflict(
            f"Chưa {step.done} được: kế hoạch đang ở trạng thái “{state}”, có thể người khác vừa "
            "chuyển. Không có gì bị thay đổi; hãy tải lại trang để xem."
        )
    if seen_hash != now_hash:
        raise Conflict(
            f"Chưa {step.done} được: nội dung kế hoạch đã thay đổi sau khi thầy, cô mở trang này. "
            "Không có gì bị mất; hãy xem lại bản mới rồi thực hiện lại."
        )
    if step.same_content and plan.state_hash != now_hash:
        raise Conflict(
            f"Chưa {step.done} được: nội dung không còn là bản đã qua bước trước. Hãy mở lại để "
            "sửa rồi gửi duyệt lại."
        )
    if step.needs_note and not note.strip():
        raise Problem("Cần ghi lý do để người nhận biết phải làm gì. Chưa có gì thay đổi.")
    if step.name == "submit" and not note.strip():
        _changed_since_return(plan, now_hash)
    if step.complete:
        missing = missing_before_submit(plan)
        if missing:
            raise Problem(
                f"Chưa {step.done} được vì còn thiếu {len(missing)} chỗ: {' '.join(missing[:5])}"
                f"{' …' if len(missing) > 5 else ''} Nội dung đã nhập vẫn được giữ."
            )


def _changed_since_return(plan: Plan, now_hash: str) -> None:
    """Problem where a plan that was given back goes the same way again without a word why."""
    back = returned_unchanged(plan, now_hash)
    if back is not None:
        asked = back.note.rstrip(" .")
        raise Problem(
            f"Chưa gửi duyệt: nội dung chưa thay đổi từ khi {back.by_name} "
            f"{BY_NAME[back.step].done}{f' với lời: “{asked}”' if asked else ''}. Hãy sửa theo lời "
            "ấy; nếu vẫn cần gửi lại như cũ, hãy ghi vì sao."
        )
