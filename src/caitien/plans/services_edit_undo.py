"""Taking a change of cells back from the history, as long as nobody wrote in them since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from caitien.accounts.audit import scope_of
from caitien.accounts.models import AuditLine
from caitien.ui.problems import Problem

from .drafting_store import read_time
from .fields import Field
from .models import BudgetLine
from .queries_history import UNDOABLE
from .services_crosswalk import CODE_FIELDS
from .services_edit_base import (
    MODELS,
    Edit,
    FieldConflict,
    manager,
    name_of,
    need_field,
    open_plan,
    short,
    target_of,
    write_down,
)
from .services_edit_cells import FieldSaved, not_gone, put_value, refresh
from .services_edit_derive import keep_names, keep_period, lines_json
from .services_edit_values import same, shown

if TYPE_CHECKING:
    from datetime import datetime

    from caitien.accounts.models import User

    from .models import Plan

_BUDGET = Field("budget", "Kinh phí", "text")
_JOBS = Field("solution_details", "Giải pháp, công việc", "list")
_BASES = Field("bases", "Căn cứ", "bases")
#: what changes beside a field and is none of its row's own fields
_BESIDE: Final = {
    ("action", "budget"): _BUDGET,
    ("action", "solution_details"): _JOBS,
    ("section", "bases"): _BASES,
}


@transaction.atomic
def undo_field(*, plan: Plan, actor: User, at: datetime, line: int) -> FieldSaved:
    """Put back what a line of the history changed; `line` is its number (`Told.number`).

    All its fields come back together, those that followed too. FieldConflict where one of them no
    longer holds what that line wrote (`mine` is the value before it); Problem for a line that
    cannot be taken back. What is back already is left alone.
    """
    now = open_plan(plan)
    found = _line(now, line)
    kind, row = _row(now, found)
    edit = Edit(now, kind, row)
    changes: dict[str, list[Any]] = found.changes
    main = _main(kind, found)
    if kind != "plan":
        not_gone(main, row, kind, changes[main.name][0], changes[main.name][1])
    _same_edition(now, kind, found)
    if all(_is(edit, name, before) for name, (before, _) in changes.items()):
        return _saved(edit, main, changed=False)
    for name, (before, after) in changes.items():
        if not _is(edit, name, after):
            spec = _spec(kind, name)
            raise FieldConflict(
                f"Ô “{spec.label}” đã được sửa tiếp sau lần ấy, nên không hoàn tác được. Chưa có "
                "gì bị ghi đè: hãy xem cả hai bản rồi sửa trực tiếp trong ô.",
                mine=before,
                theirs=_value(edit, name),
                field=spec.name,
                row_version=row.version,
                gone=False,
            )
    for name, (before, _) in changes.items():
        _put(edit, name, before)
    _follow(edit, changes)
    edit.finish(at)
    whose = "" if kind == "plan" else f" của {name_of(kind, row)}"
    old, new = edit.changes.get(main.name, ("", ""))
    write_down(
        now,
        actor=actor,
        at=at,
        action="plan.undo",
        target=found.target,
        sentence=f"{actor} hoàn tác “{main.label}”{whose}: “{short(old)}” → “{short(new)}”",
        changes={name: list(pair) for name, pair in edit.changes.items()},
    )
    refresh(plan, now)
    return _saved(edit, main, changed=True)


def _line(plan: Plan, number: int) -> AuditLine:
    whole = target_of(plan)
    found = AuditLine.objects.filter(scope=scope_of(plan.school_id), number=number).first()
    mine = found is not None and (found.target == whole or found.target.startswith(f"{whole}/"))
    if found is None or not mine:
        raise Problem("Không thấy lần sửa này trong lịch sử của kế hoạch; hãy tải lại trang.")
    if found.action not in UNDOABLE or not found.changes:
        raise Problem("Chỉ lần sửa ô mới hoàn tác được ở đây; chưa có gì thay đổi.")
    return found


def _row(plan: Plan, line: AuditLine) -> tuple[str, Any]:
    uid = line.target.partition("/")[2]
    if not uid:
        return "plan", plan
    for kind in MODELS:
        row = manager(kind).filter(plan=plan, uid=uid).first()
        if row is not None:
            return kind, row
    raise Problem("Dòng này không còn trong kế hoạch; chưa có gì thay đổi.")


def _same_edition(plan: Plan, kind: str, line: AuditLine) -> None:
    """Problem where codes would come back that are of another circular than the row's now."""
    if not set(CODE_FIELDS.get(kind, ())) & set(line.changes):
        return
    moved = AuditLine.objects.filter(
        scope=line.scope,
        target=target_of(plan),
        action__startswith="plan.crosswalk",
        number__gt=line.number,
    )
    if moved.exists():
        raise Problem(
            "Sau lần sửa ấy kế hoạch đã đổi bộ tiêu chuẩn, nên mã và mức cũ không còn cùng nghĩa. "
            "Chưa đổi gì; hãy chọn lại mã ngay trong dòng."
        )


def _spec(kind: str, name: str) -> Field:
    return _BESIDE.get((kind, name)) or need_field(kind, name)


def _main(kind: str, line: AuditLine) -> Field:
    """The field the line is about: the one its sentence names, else the first."""
    specs = [_spec(kind, name) for name in line.changes]
    return next((one for one in specs if f"“{one.label}”" in line.sentence), specs[0])


def _value(edit: Edit, name: str) -> Any:
    spec = _spec(edit.kind, name)
    if spec is _BUDGET:
        return lines_json(list(edit.row.budget.all()))
    if spec is _BASES:
        return edit.plan.bases
    return edit.row.solution_details if spec is _JOBS else shown(spec, edit.row)


def _is(edit: Edit, name: str, value: Any) -> bool:
    spec = _spec(edit.kind, name)
    present = _value(edit, name)
    if present == value:
        return True
    return spec not in _BESIDE.values() and same(spec, present, value, edit.plan)


def _put(edit: Edit, name: str, value: Any) -> None:
    spec = _spec(edit.kind, name)
    before = _value(edit, name)
    if spec is _BUDGET:
        edit.row.budget.all().delete()
        lines = [BudgetLine(action=edit.row, order=n, **line) for n, line in enumerate(value)]
        BudgetLine.objects.bulk_create(lines)
        edit.note(name, before, value)
    elif spec is _JOBS:
        edit.row.solution_details = value
        edit.note(name, before, value)
    elif spec is _BASES:
        edit.plan.bases = value
        edit.note(name, before, value)
    else:
        put_value(edit, spec, value)


def _follow(edit: Edit, changes: dict[str, list[Any]]) -> None:
    """What stands beside the cells for the draft, read again from the words that came back."""
    if edit.kind != "action":
        return
    if "time" in changes:
        keep_period(edit, read_time(edit.row.time, edit.plan))
    if "assignee_text" in changes:
        keep_names(edit)
    if {"criterion", "more_criteria"} & set(changes):
        rest = edit.row.rest
        edit.row.rest = {name: value for name, value in rest.items() if name != "code_text"}


def _saved(edit: Edit, main: Field, *, changed: bool) -> FieldSaved:
    return FieldSaved(
        kind=edit.kind,
        uid="" if edit.kind == "plan" else str(edit.row.uid),
        field=main.name,
        value=_value(edit, main.name),
        row_version=edit.row.version,
        plan_version=edit.plan.version,
        changed=changed,
        derived={name: after for name, (_, after) in edit.changes.items() if name != main.name},
        notes=tuple(edit.notes),
    )
