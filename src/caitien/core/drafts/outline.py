"""The author's text of a plan as TextBlocks, in reading order, with what each piece became."""

from __future__ import annotations

from collections.abc import Sequence

from caitien.core.documents.model import Block, LooseLines, Paragraph, Table
from caitien.core.vietnamese.text import collapse, strip_list_mark

from .model import PlanDraft, TextBlock


def text_blocks_of(
    plan: PlanDraft, units: Sequence[Block], title: int, body: int, ending: int
) -> list[TextBlock]:
    """Blocks of the units of one plan; `title`, `body` and `ending` are where those parts begin."""
    bases = {basis.text for basis in plan.legal_bases}
    headings = {section.heading for section in plan.sections}
    owners = _owners(plan)
    out: list[TextBlock] = []
    for index, unit in enumerate(units):
        if isinstance(unit, Paragraph):
            text = collapse(unit.full_text)
            if not text:
                continue
            if index < title:
                role = "header"
            elif index < body:
                role = "title"
            elif index >= ending:
                role = "recipients" if strip_list_mark(text)[0] else "signature"
            elif text in headings:
                role = "heading"
            else:
                role = "basis" if (strip_list_mark(text)[1] or text) in bases else "body"
            out.append(_block(unit, role))
        elif isinstance(unit, Table):
            out.extend(_cells(unit, owners))
        else:
            out.extend(_loose(unit))
    return out


def _block(paragraph: Paragraph, role: str) -> TextBlock:
    return TextBlock(paragraph.text, role, paragraph.place, paragraph.marks)


def _owners(plan: PlanDraft) -> dict[tuple[int | None, ...], tuple[int, str]]:
    owners: dict[tuple[int | None, ...], tuple[int, str]] = {}
    for index, item in enumerate(plan.items):
        for name, place in item.places.items():
            owners[(place.table, place.row, place.column)] = (index, name)
    return owners


def _cells(table: Table, owners: dict[tuple[int | None, ...], tuple[int, str]]) -> list[TextBlock]:
    out = []
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                if not paragraph.full_text.strip():
                    continue
                block = _block(paragraph, "cell")
                place = paragraph.place
                owner = owners.get((place.table, place.row, place.column))
                if owner:
                    block.item, block.field = owner
                out.append(block)
    return out


def _loose(loose: LooseLines) -> list[TextBlock]:
    return [TextBlock(line.text, "cell", line.place) for line in loose.lines if line.text]
