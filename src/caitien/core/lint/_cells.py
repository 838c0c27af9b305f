"""The cells of a table whose lines were torn apart, put together again as the items hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caitien.core.documents.model import NOWHERE, Mark, Place
from caitien.core.drafts.model import CELL_FIELDS, TextBlock
from caitien.core.vietnamese.text import collapse

if TYPE_CHECKING:
    from .context import Context
    from .rule import Finding


def cells(ctx: Context) -> list[TextBlock]:
    """The cells of the table with the field they became.

    Where extraction left only lines ("dịp hè", "2023 thực hiện"), the cells are built from the
    items, each with the places of its lines; elsewhere they are the blocks of the text itself.
    """
    return ctx.memo(_cells)


def _cells(ctx: Context) -> list[TextBlock]:
    own = ctx.role("cell")
    return own + joined(ctx)


def joined(ctx: Context) -> list[TextBlock]:
    """The cells built from items whose text no block holds whole."""
    return ctx.memo(_joined)


def _joined(ctx: Context) -> list[TextBlock]:
    if "table" not in ctx.damage:
        return []
    lines = [(collapse(b.text), b) for b in ctx.role("cell") if b.field is None]
    if not lines:
        return []
    out = []
    for index, item in enumerate(ctx.plan.items):
        for name in CELL_FIELDS:
            text = item.text_of(name)
            if text and name not in ("tt", "time"):
                place = item.place_of(name)
                marks = _marks(text, place, lines)
                out.append(TextBlock(text, "cell", place, marks, name, index))
    return out


def _marks(text: str, place: Place, lines: list[tuple[str, TextBlock]]) -> tuple[Mark, ...]:
    """Where each line of the cell begins, as far as the lines follow one another."""
    begin = next((i for i, (_, b) in enumerate(lines) if b.place == place), None)
    if begin is None:
        begin = next((i for i, (_, b) in enumerate(lines) if b.place.line == place.line), None)
    marks: list[Mark] = []
    at = 0
    for line, block in lines[begin:] if begin is not None else []:
        found = text.find(line, at)
        if line and found >= 0 and found - at < 4:
            marks.append(Mark(found, block.place))
            at = found + len(line)
        if at >= len(text):
            break
    return tuple(marks)


def mark(
    ctx: Context, block: TextBlock, start: int, end: int, message: str, **more: Any
) -> Finding:
    """`ctx.at`, also for a block that `cells` has built."""
    if not any(block is other for other in joined(ctx)):
        return ctx.at(block, start, end, message, **more)
    place = block.place_at(start)
    return ctx.spot(
        place if place != NOWHERE else block.place,
        block.text[start:end],
        message,
        field=block.field,
        item=block.item,
        offset=start,
        **more,
    )
