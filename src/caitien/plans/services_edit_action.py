"""Who does an action and with what money: several values that are written together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from caitien.core.vietnamese.money import parse_money

from .fields import Field
from .models import BudgetLine
from .services_edit_base import (
    Edit,
    FieldConflict,
    name_of,
    need_field,
    open_plan,
    row_of,
    short,
    target_of,
    write_down,
)
from .services_edit_cells import FieldSaved, as_seen, not_gone, put_value, refresh
from .services_edit_derive import budget_words, lines_json, people_words
from .services_edit_values import FieldProblem, read_value, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from caitien.accounts.models import User

    from .models import Plan


PEOPLE = ("lead_person", "lead_unit", "collaborators", "collaborator_units")


def people_json(row: Any) -> dict[str, Any]:
    """Who an action is given to, as editors send and take it (keys of people, numbers of units)."""
    return {name: shown(need_field("action", name), row) for name in PEOPLE}


@transaction.atomic
def set_people(
    *,
    plan: Plan,
    actor: User,
    at: datetime,
    uid: UUID | str,
    base: Mapping[str, Any],
    value: Mapping[str, Any],
    seen: Mapping[str, Any] | None = None,
) -> FieldSaved:
    """Give an action to people and units. `base` and `value` are as `people_json` gives them.

    A lead is a person or a unit, not both. The words of the cell follow where they name others
    (`derived["assignee_text"]`).
    """
    now = open_plan(plan)
    row = row_of(now, "action", uid, gone=True)
    specs = {name: need_field("action", name) for name in PEOPLE}
    wanted = {name: read_value(spec, value.get(name), now) for name, spec in specs.items()}
    start = {name: read_value(spec, base.get(name), now) for name, spec in specs.items()}
    stored = people_json(row)
    label = Field("people", "Người thực hiện", "people")
    if wanted["lead_person"] and wanted["lead_unit"]:
        raise FieldProblem(label, "chọn một người hoặc một tổ chủ trì.", dict(value))
    not_gone(label, row, "action", wanted, stored)
    edit = Edit(now, "action", row)
    if stored != wanted:
        if stored != start:
            raise FieldConflict(
                "Người thực hiện của hoạt động này vừa được người khác đổi. Chưa có gì bị ghi đè: "
                "hãy xem cả hai bản rồi chọn.",
                mine=wanted,
                theirs=stored,
                field="people",
                row_version=row.version,
                gone=False,
            )
        for name, spec in specs.items():
            if wanted[name] != stored[name]:
                put_value(edit, spec, wanted[name])
        people_words(edit)
        as_seen(edit, "people", {n: v for n, v in (seen or {}).items() if n not in PEOPLE})
        edit.forget_doubt("assignee_text")
        edit.finish(at)
        whom = short(row.assignee_text)
        done = f"giao {name_of('action', row)} cho “{whom}”"
        if not row.assignee_text:
            done = f"bỏ người thực hiện của {name_of('action', row)}"
        write_down(
            now,
            actor=actor,
            at=at,
            action="plan.people",
            target=target_of(now, "action", row.uid),
            sentence=f"{actor} {done}",
            changes={name: [old, new] for name, (old, new) in edit.changes.items()},
        )
        refresh(plan, now)
    return _saved_as(edit, "people", people_json(row), changed=stored != wanted)


def _saved_as(edit: Edit, name: str, value: Any, *, changed: bool) -> FieldSaved:
    return FieldSaved(
        kind="action",
        uid=str(edit.row.uid),
        field=name,
        value=value,
        row_version=edit.row.version,
        plan_version=edit.plan.version,
        changed=changed,
        derived={n: after for n, (_, after) in edit.changes.items() if n != name},
        notes=tuple(edit.notes),
    )


@transaction.atomic
def set_budget(
    *,
    plan: Plan,
    actor: User,
    at: datetime,
    uid: UUID | str,
    base: Sequence[Mapping[str, Any]],
    value: Sequence[Mapping[str, Any]],
    seen: Mapping[str, Any] | None = None,
) -> FieldSaved:
    """Write the sources of money of an action: [{source, amount (đồng, or text), note}, …].

    The words of the cell follow where they say another sum (`derived["budget_text"]`).
    """
    now = open_plan(plan)
    row = row_of(now, "action", uid, gone=True)
    label = Field("budget", "Kinh phí", "text")
    wanted = [_line(label, line, number) for number, line in enumerate(value, 1)]
    stored = lines_json(list(row.budget.all()))
    not_gone(label, row, "action", wanted, stored)
    edit = Edit(now, "action", row)
    if stored != wanted:
        if stored != [_line(label, line, 0) for line in base]:
            raise FieldConflict(
                "Kinh phí của hoạt động này vừa được người khác sửa. Chưa có gì bị ghi đè: "
                "hãy xem cả hai bản rồi chọn.",
                mine=wanted,
                theirs=stored,
                field="budget",
                row_version=row.version,
                gone=False,
            )
        _store_lines(edit, stored, wanted)
        as_seen(edit, "budget", seen)
        edit.finish(at)
        write_down(
            now,
            actor=actor,
            at=at,
            action="plan.budget",
            target=target_of(now, "action", row.uid),
            sentence=f"{actor} sửa kinh phí của {name_of('action', row)}: "
            f"“{short(row.budget_text)}”",
            changes={name: [old, new] for name, (old, new) in edit.changes.items()},
        )
        refresh(plan, now)
    return _saved_as(edit, "budget", wanted, changed=stored != wanted)


def _store_lines(edit: Edit, stored: list[Any], wanted: list[dict[str, Any]]) -> None:
    row = edit.row
    row.budget.all().delete()
    lines = [BudgetLine(action=row, order=n, **line) for n, line in enumerate(wanted)]
    BudgetLine.objects.bulk_create(lines)
    edit.note("budget", stored, wanted)
    money = parse_money(row.budget_text)
    total = sum(line.amount or 0 for line in lines)
    if not (money and money.vnd == total and len(lines) == 1):
        edit.put("budget_text", budget_words(lines))


def _line(label: Field, line: Mapping[str, Any], number: int) -> dict[str, Any]:
    """One budget line, checked."""
    amount = line.get("amount")
    if isinstance(amount, str):
        text = amount.strip()
        digits = text.replace(".", "").replace(" ", "")
        plain = digits.isascii() and digits.isdecimal()
        money = parse_money(text) if text and not plain else None
        if text and not plain and (money is None or money.vnd is None):
            message = f"dòng {number}: “{text[:40]}” không phải một số tiền, ví dụ 5.000.000."
            raise FieldProblem(label, message, amount)
        amount = int(digits[:20]) if plain else money.vnd if money else None
    if amount is not None and (not isinstance(amount, int) or not 0 <= amount <= 10**15):
        raise FieldProblem(label, f"dòng {number}: số tiền không hợp lý.", amount)
    source, note = (" ".join(str(line.get(n) or "").split()) for n in ("source", "note"))
    if len(source) > 120 or len(note) > 200:
        raise FieldProblem(label, f"dòng {number}: tên nguồn hoặc ghi chú quá dài.", source)
    if not source and amount is None:
        raise FieldProblem(label, f"dòng {number} chưa có nguồn và số tiền.", "")
    return {"source": source, "amount": amount, "note": note}
