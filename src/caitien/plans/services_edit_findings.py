"""Mending what the checks found with one click, and putting a finding aside with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from caitien.ui.problems import Conflict, Problem

from .findings import PlanFinding, findings_of
from .models import Dismissal
from .services_edit_base import need_field, open_plan, row_of, write_down
from .services_edit_cells import FieldSaved, set_field
from .services_edit_values import shown

if TYPE_CHECKING:
    from datetime import date, datetime

    from caitien.accounts.models import User

    from .models import Plan

_GONE = (
    "Chỗ này không còn như lúc được soát (có thể đã có người sửa). Chưa đổi gì cả; "
    "danh sách nhắc sẽ được soát lại."
)


def _find(plan: Plan, fingerprint: str, today: date) -> PlanFinding:
    for one in findings_of(plan, today=today):
        if one.fingerprint == fingerprint:
            return one
    raise Conflict(_GONE)


@transaction.atomic
def apply_fix(
    *,
    plan: Plan,
    actor: User,
    at: datetime,
    today: date,
    fingerprint: str,
    base: Any,
    confirmed: bool = False,
) -> FieldSaved:
    """Mend one finding. `base` is the field's value (JSON) the person sees.

    Only safe mends run with `confirmed` False; a proposal ("ask") needs the person's yes. Conflict
    where the finding is gone or somebody changed the field.
    """
    now = open_plan(plan)
    one = _find(now, fingerprint, today)
    if one.replacement is None or one.offset is None:
        raise Problem("Chỗ này phần mềm không tự sửa được; hãy sửa trực tiếp trong ô.")
    if one.fix == "ask" and not confirmed:
        raise Problem("Đây là đề nghị, không phải lỗi máy sửa được; hãy xem và đồng ý trước.")
    row = row_of(now, one.kind, one.uid or None)
    value = shown(need_field(one.kind, one.field), row)
    mended = _mended(value, one)
    return set_field(
        plan=plan,
        actor=actor,
        at=at,
        kind=one.kind,
        uid=one.uid or None,
        field=one.field,
        base=base,
        value=mended,
    )


def _mended(value: Any, one: PlanFinding) -> Any:
    start = one.offset or 0
    end = start + len(one.excerpt)
    if isinstance(value, dict):  # the words of a section; what is bold in it stays so
        value = value["paragraphs"]
    if isinstance(value, list):
        index = one.part or 0
        if index >= len(value) or value[index][start:end] != one.excerpt:
            raise Conflict(_GONE)
        text = value[index][:start] + (one.replacement or "") + value[index][end:]
        return [*value[:index], text, *value[index + 1 :]]
    if not isinstance(value, str) or value[start:end] != one.excerpt:
        raise Conflict(_GONE)
    return value[:start] + (one.replacement or "") + value[end:]


@transaction.atomic
def dismiss(
    *,
    plan: Plan,
    actor: User,
    at: datetime,
    today: date,
    fingerprint: str,
    reason: str,
    everywhere: bool = False,
) -> int:
    """Put a finding aside; it stays aside while the words it is about stay. How many were put.

    A reason is needed (300 letters at most). `everywhere` puts aside all that say the same of
    other places, for the same reason. Putting aside twice is harmless: the first reason stays.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise Problem("Hãy ghi lý do bỏ qua, để người sau hiểu vì sao.")
    if len(reason) > 300:
        raise Problem("Lý do dài nhất 300 ký tự; hãy rút gọn.")
    now = open_plan(plan)
    found = findings_of(now, today=today)
    one = next((other for other in found if other.fingerprint == fingerprint), None)
    if one is None:
        raise Conflict(_GONE)
    meant = [one, *(other for other in found if everywhere and other.same == one.same)]
    names = dict.fromkeys(other.fingerprint for other in meant if not other.dismissed)
    for name in names:
        Dismissal.objects.create(
            plan=now, fingerprint=name, code=one.code, reason=reason, by=actor, at=at
        )
    if names:
        where = f" ở {len(names)} chỗ" if len(names) > 1 else ""
        write_down(
            now,
            actor=actor,
            at=at,
            action="plan.finding.dismiss",
            sentence=f"{actor} bỏ qua nhắc {one.code} (“{one.message}”){where} vì: {reason}",
            changes={"fingerprint": ["", ", ".join(names)]},
        )
    return len(names)


@transaction.atomic
def undismiss(*, plan: Plan, actor: User, at: datetime, fingerprint: str) -> bool:
    """Bring a finding back. False where it was not put aside."""
    now = open_plan(plan)
    found = Dismissal.objects.filter(plan=now, fingerprint=fingerprint).first()
    if found is None:
        return False
    code = found.code
    found.delete()
    write_down(
        now,
        actor=actor,
        at=at,
        action="plan.finding.undismiss",
        sentence=f"{actor} xem lại nhắc {code} đã bỏ qua",
        changes={"fingerprint": [fingerprint, ""]},
    )
    return True
