"""New rows out of typed values: made in memory with all that follows, stored together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .models import Action, BudgetLine
from .services_edit_base import MODELS, Edit, manager, need_field
from .services_edit_cells import put_value
from .services_edit_derive import derive
from .services_edit_values import read_value, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from .models import Plan


def new_row(plan: Plan, kind: str, uid: UUID, order: int, values: Mapping[str, Any]) -> Edit:
    """A row with these values (JSON of fields) and what follows from them; not stored yet.

    FieldProblem for a value that cannot be taken.
    """
    row: Any = MODELS[kind](uid=uid, order=order)
    row.plan = plan
    edit = Edit(plan, kind, row)
    for name, value in values.items():
        spec = need_field(kind, name)
        wanted = read_value(spec, value, plan)
        before = shown(spec, row)
        if wanted == before:
            continue
        put_value(edit, spec, wanted)
        derive(edit, spec.name, before)
    return edit


def store_rows(kind: str, edits: Sequence[Edit]) -> None:
    """Store new rows of one kind with their money and people: at most four queries."""
    manager(kind).bulk_create([edit.row for edit in edits])
    lines: list[BudgetLine] = []
    for edit in edits:
        for line in edit.lines:
            line.action = edit.row
            lines.append(line)
    BudgetLine.objects.bulk_create(lines)
    helps, units = Action.collaborators.through, Action.collaborator_units.through
    helps.objects.bulk_create(
        helps(action_id=edit.row.pk, person_id=one.pk)
        for edit in edits
        for one in edit.many.get("collaborators", ())
    )
    units.objects.bulk_create(
        units(action_id=edit.row.pk, unit_id=one.pk)
        for edit in edits
        for one in edit.many.get("collaborator_units", ())
    )
