"""The author's text of a plan as TextBlocks, in reading order, with what each piece became."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from caitien.core.documents.model import Block, LooseLines, Mark, Paragraph, Place, Table

from .model import PlanDraft, TextBlock

CellKey = tuple[int | None, int | None, int | None]
#: cell → (index of the item its text belongs to, or None; field)
Owners = dict[CellKey, tuple[int | None, str]]

_FIELDS = {"title": "title", "basis": "legal_bases", "recipients": "recipients"}


def cell_key(place: Place) -> CellKey:
    """What tells a cell of a file from all others."""
    return (place.table, place.row, place.column)


def text_blocks_of(
    units: Sequence[Block],
    roles: Mapping[int, str],
    owners: Owners,
    plan: PlanDraft,
    told: Mapping[int, tuple[int | None, str]] = MappingProxyType({}),
) -> list[TextBlock]:
    """Blocks of the units of one plan: every visible character once, in reading order.

    `roles` gives the role of a unit by its index (body where it has none), `owners` the item and
    the field of a table's cell, `told` those of a paragraph that tells a row's field.
    """
    values = {place: name for name, place in plan.places.items() if place != Place()}
    values |= {plan.signatory.place: "signatory"} if plan.signatory.title else {}
    values.pop(Place(), None)
    cells = _standards(plan) | _annexes(plan) | owners
    out: list[TextBlock] = []
    for index, unit in enumerate(units):
        if isinstance(unit, Paragraph):
            role = roles.get(index, "body")
            if unit.full_text.strip():
                block = _block(unit, role)
                block.field = _FIELDS.get(role)
                if role in ("header", "signature"):
                    block.field = values.get(unit.place)
                if index in told:
                    block.item, block.field = told[index]
                out.append(block)
        elif isinstance(unit, Table):
            out.extend(_cells(unit, cells))
        else:
            out.extend(_loose(unit))
    return out


def _block(paragraph: Paragraph, role: str) -> TextBlock:
    """The text with the label Word prints before it; marks move along."""
    shift = len(paragraph.full_text) - len(paragraph.text)
    marks = paragraph.marks
    if shift and marks:
        marks = tuple(Mark(m.offset + shift if m.offset else 0, m.place) for m in marks)
    return TextBlock(paragraph.full_text, role, paragraph.place, marks)


def _standards(plan: PlanDraft) -> Owners:
    """Cells of the heading rows of a table."""
    return {
        (row.place.table, row.place.row, column): (None, "standard_title")
        for row in plan.standards
        if row.place.table is not None
        for column in range(1, 30)
    }


def _annexes(plan: PlanDraft) -> Owners:
    """Cells of the tables of priority problems and of monitoring."""
    places = [(p, "priority_issues") for row in plan.priority_issues for p in row.places.values()]
    places += [(p, "monitoring") for row in plan.monitoring for p in row.places.values()]
    return {cell_key(place): (None, name) for place, name in places if place.table is not None}


def _cells(table: Table, owners: Owners) -> list[TextBlock]:
    out = []
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                if not paragraph.full_text.strip():
                    continue
                block = _block(paragraph, "cell")
                owner = owners.get(cell_key(paragraph.place))
                if owner and paragraph.place.table is not None:
                    block.item, block.field = owner
                out.append(block)
    return out


def _loose(loose: LooseLines) -> list[TextBlock]:
    return [TextBlock(line.text, "cell", line.place) for line in loose.lines if line.text.strip()]
