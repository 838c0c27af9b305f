"""The cells of a table whose lines were torn apart, put together again as the items hold them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from caitien.core.documents.model import NOWHERE, Mark, Place
from caitien.core.drafts.model import CELL_FIELDS, TextBlock
from caitien.core.vietnamese.text import collapse

if TYPE_CHECKING:
    from .context import Context
    from .rule import Finding

#: signs between two lines of a cell, less than this many
_GAP = 4
_BLANK = re.compile(" ")


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
    lines = _Lines([(collapse(b.text), b.place) for b in ctx.role("cell") if b.field is None])
    if not lines.all:
        return []
    starts = [lines.at(item.place) for item in ctx.plan.items]
    out = []
    for index, item in enumerate(ctx.plan.items):
        later = (at for at in starts[index + 1 :] if at is not None)
        following = min(later, default=len(lines.all))
        for name in CELL_FIELDS:
            text = item.text_of(name)
            if text and name not in ("tt", "time"):
                place = item.place_of(name)
                marks = _marks(text, lines.at(place), lines.all, following)
                out.append(TextBlock(text, "cell", place, marks, name, index))
    return out


class _Lines:
    """The lines of the torn table, found by their places."""

    def __init__(self, lines: list[tuple[str, Place]]) -> None:
        self.all = lines
        self._by_place: dict[Place, int] = {}
        self._by_line: dict[int | None, int] = {}
        for index, (_, place) in enumerate(lines):
            self._by_place.setdefault(place, index)
            self._by_line.setdefault(place.line, index)

    def at(self, place: Place) -> int | None:
        """The index of the line at a place."""
        found = self._by_place.get(place)
        return self._by_line.get(place.line) if found is None and place.line else found


def _marks(
    text: str, begin: int | None, lines: list[tuple[str, Place]], following: int
) -> tuple[Mark, ...]:
    """Where each line of the cell begins, as far as the lines follow one another.

    `begin` is the index of its first line, `following` that of the first line of the next row; what
    a page break moved behind it is only taken for the cell's where it has more than one word.
    """
    if begin is None:
        return ()
    at = _shared(lines[begin][0], text)
    marks = [Mark(0, lines[begin][1])] if at else []
    first = begin + 1 if at else begin
    for number, (line, place) in enumerate(lines[first:], first):
        if at >= len(text):
            break
        found = text.find(line, at) if line and (number < following or " " in line) else -1
        if found >= 0 and found - at < _GAP and (marks or number == begin):
            marks.append(Mark(found, place))
            at = found + len(line)
    return tuple(marks)


def _shared(line: str, text: str) -> int:
    """How long the end of a line is that the text begins with ("Tiêu chí 1.3 Mức 2 –")."""
    for start in (match.end() for match in _BLANK.finditer(line)):
        if text.startswith(line[start:]):
            return len(line) - start
    return 0


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
