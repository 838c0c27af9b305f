"""Changes of single cells of a plan.

Every call takes what the editor started from (`base`); where somebody else wrote meanwhile it
raises a Conflict with both versions and stores nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as also
from typing import TYPE_CHECKING, Any

from django.db import transaction

from caitien.schools.models import Person, Unit
from caitien.ui.problems import Problem

from .fields import Field, field_of
from .models import Problem as PriorityProblem
from .rich_values import body_with, lines_of_value
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
from .services_edit_derive import (
    derive,
    moment,
)
from .services_edit_values import FieldProblem, bases_of, check_code, read_value, same, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from caitien.accounts.models import User

    from .models import Plan


@dataclass(frozen=True, slots=True)
class FieldSaved:
    """What was stored. `value` and `derived` (other fields that followed) are JSON values.

    `changed` is False where the same was stored already. `notes` are Vietnamese sentences about
    what the person should look at.
    """

    kind: str
    uid: str
    field: str
    value: Any
    row_version: int
    plan_version: int
    changed: bool
    derived: dict[str, Any] = also(default_factory=dict)
    notes: tuple[str, ...] = ()


@transaction.atomic
def set_field(
    *,
    plan: Plan,
    actor: User,
    at: datetime,
    kind: str,
    uid: UUID | str | None,
    field: str,
    base: Any,
    value: Any,
    seen: Mapping[str, Any] | None = None,
) -> FieldSaved:
    """Write one cell. `base` is the value the editor started from, both as JSON of the field.

    Stored == value: nothing to do (so a repeated request is harmless). Stored == base: written.
    Otherwise, and for a deleted row, FieldConflict. FieldProblem for a value that cannot be taken.
    `seen` are values of the row's other fields as the editor shows them: where a field that would
    follow (`derived`) is no longer what was seen, nothing is written either (FieldConflict).
    """
    now = open_plan(plan)
    row = row_of(now, kind, uid, gone=True)
    spec = need_field(kind, field)
    wanted = read_value(spec, value, now)
    before = shown(spec, row)
    not_gone(spec, row, kind, wanted, before)
    edit = Edit(now, kind, row)
    if same(spec, before, wanted, now):
        return _saved(edit, spec, changed=False)
    if not same(spec, before, base, now):
        raise FieldConflict(
            f"Ô “{spec.label}” vừa được người khác sửa. Chưa có gì bị ghi đè: "
            "hãy xem cả hai bản rồi chọn bản giữ lại hoặc ghép lại.",
            mine=wanted,
            theirs=before,
            field=spec.name,
            row_version=row.version,
            gone=False,
        )
    put_value(edit, spec, wanted)
    derive(edit, spec.name, before)
    as_seen(edit, spec.name, seen)
    edit.forget_doubt(spec.name)
    edit.finish(at)
    write_changes(edit, actor, at, "plan.field", spec)
    refresh(plan, now)
    return _saved(edit, spec, changed=True)


def not_gone(spec: Field, row: Any, kind: str, mine: Any, theirs: Any) -> None:
    """FieldConflict where the row was deleted meanwhile; what was typed is kept in it."""
    if row.deleted_at is None:
        return
    raise FieldConflict(
        f"Có người vừa xoá {name_of(kind, row)} mà thầy, cô đang sửa. Chữ vừa gõ chưa được lưu và "
        "vẫn còn ở ô này; khôi phục dòng đã xoá rồi lưu lại.",
        mine=mine,
        theirs=theirs,
        field=spec.name,
        row_version=getattr(row, "version", 0),
        gone=True,
    )


def as_seen(edit: Edit, own: str, seen: Mapping[str, Any] | None) -> None:
    """FieldConflict where a field that follows is no longer what the editor shows."""
    for name, (before, after) in edit.changes.items():
        if name == own or not seen or name not in seen or not before:
            continue
        spec = field_of(edit.kind, name)
        unseen = seen[name] != before
        if unseen and not (spec and same(spec, seen[name], before, edit.plan)):
            label = spec.label if spec else "Kinh phí"
            raise FieldConflict(
                f"Việc này sẽ đổi cả ô “{label}”, mà ô ấy vừa được người khác sửa. Chưa có gì bị "
                "ghi đè: hãy xem cả hai bản rồi lưu lại.",
                mine=after,
                theirs=before,
                field=name,
                row_version=edit.row.version,
                gone=False,
            )


def _saved(edit: Edit, spec: Field, *, changed: bool) -> FieldSaved:
    uid = "" if edit.kind == "plan" else str(edit.row.uid)
    return FieldSaved(
        kind=edit.kind,
        uid=uid,
        field=spec.name,
        value=shown(spec, edit.row),
        row_version=edit.row.version,
        plan_version=edit.plan.version,
        changed=changed,
        derived={n: after for n, (_, after) in edit.changes.items() if n != spec.name},
        notes=tuple(edit.notes),
    )


def refresh(plan: Plan, now: Plan) -> None:
    """Let the caller's own object know the new version."""
    plan.version, plan.changed_at = now.version, now.changed_at


def put_value(edit: Edit, spec: Field, value: Any) -> None:
    """Set a field of a row from its JSON; people and units must be the school's own."""
    row, name = edit.row, spec.name
    if spec.kind == "rich":
        before = shown(spec, row)
        row.body = body_with(row.body, value)
        edit.note(name, before, shown(spec, row))
    elif spec.kind == "date":
        edit.put(name, moment(value))
    elif spec.kind == "bases":
        edit.put(name, bases_of(value, row.bases))
    elif spec.kind == "person":
        edit.put(name, _people(edit, spec, [value])[0] if value else None)
    elif spec.kind == "people":
        edit.put_many(name, _people(edit, spec, value))
    elif spec.kind == "unit":
        edit.put(name, _units(edit, spec, [value])[0] if value else None)
    elif spec.kind == "units":
        edit.put_many(name, _units(edit, spec, value))
    elif spec.kind == "problem_ref":
        edit.put(name, _problem(edit, spec, value) if value else None)
    elif spec.kind == "criteria":
        for code in value:
            check_code(spec, code, edit.plan)
        edit.put(name, [code for code in value if code != row.criterion])
    else:
        if name.startswith("extra:"):
            _known_column(edit, name.removeprefix("extra:"))
        if spec.kind == "criterion":
            check_code(spec, value, edit.plan)
        edit.put(name, value)


def _known_column(edit: Edit, title: str) -> None:
    """Problem where the plan's table has no column of this title."""
    titles = {column["title"] for column in edit.plan.columns}
    if title not in titles and title not in edit.row.extra:
        raise Problem("Bảng của kế hoạch không có cột này; hãy tải lại trang.")


def _people(edit: Edit, spec: Field, keys: Sequence[str]) -> list[Person]:
    """The people of these keys, all of the plan's school; those who left only where stored."""
    found = Person.objects.filter(organisation_id=edit.plan.school_id, key__in=keys)
    by_key = {person.key: person for person in found}
    stored = shown(spec, edit.row)
    stored = stored if isinstance(stored, list) else [stored]
    for key in keys:
        person = by_key.get(key)
        if person is None:
            message = "người được chọn không có trong danh sách nhân sự của trường."
            raise FieldProblem(spec, message, list(keys))
        if not person.active and key not in stored:
            message = f"{person.full_name} đã thôi công tác ở trường; hãy chọn người khác."
            raise FieldProblem(spec, message, list(keys))
    return [by_key[key] for key in keys]


def _problem(edit: Edit, spec: Field, uid: str) -> PriorityProblem:
    """The priority problem of this uid in the plan; a deleted one only where stored."""
    known: list[PriorityProblem | None] = [*edit.plan.problems.filter(deleted_at=None)]
    known.append(edit.row.problem)
    found = next((one for one in known if one and str(one.uid) == uid), None)
    if found is None:
        raise FieldProblem(spec, "vấn đề được chọn không còn trong kế hoạch.", uid)
    return found


def _units(edit: Edit, spec: Field, names: Sequence[str]) -> list[Unit]:
    """The units of these numbers, all of the plan's school; closed ones only where stored."""
    numbers = [int(n) for n in names if n.isascii() and n.isdecimal() and len(n) < 16]
    found = Unit.objects.filter(organisation_id=edit.plan.school_id, pk__in=numbers)
    by_name = {str(unit.pk): unit for unit in found}
    stored = shown(spec, edit.row)
    stored = stored if isinstance(stored, list) else [stored]
    for name in names:
        unit = by_name.get(name)
        if unit is None or (not unit.active and name not in stored):
            message = "tổ, bộ phận được chọn không có trong danh sách đang hoạt động của trường."
            raise FieldProblem(spec, message, list(names))
    return [by_name[name] for name in names]


def write_changes(edit: Edit, actor: User, at: datetime, action: str, spec: Field) -> None:
    """The audit line of an edit, in words."""
    before, after = edit.changes.get(spec.name, ("", ""))
    whose = "" if edit.kind == "plan" else f" của {name_of(edit.kind, edit.row)}"
    uid = getattr(edit.row, "uid", None)
    how = f"“{short(before)}” → “{short(after)}”"
    if spec.kind == "rich" and short(before) == short(after):
        how = f"{_how(before, after)} ({short(after)})"
    write_down(
        edit.plan,
        actor=actor,
        at=at,
        action=action,
        target=target_of(edit.plan, edit.kind, uid),
        sentence=f"{actor} sửa “{spec.label}”{whose}: {how}",
        changes={name: [old, new] for name, (old, new) in edit.changes.items()},
    )


def _how(before: Any, after: Any) -> str:
    """What changed in a section whose first words are the same."""
    if lines_of_value(before) != lines_of_value(after):
        return "sửa phần sau"
    return "sửa bảng" if before["tables"] != after["tables"] else "đổi đậm, nghiêng, gạch chân"
