"""The text of a plan as pieces and tables in reading order, with the places of its findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from caitien.core.documents.model import Mark, Place, place_at
from caitien.core.drafts.blocks import text_blocks
from caitien.core.drafts.model import CELL_FIELDS, Item, PlanDraft, TextBlock

from .diagnostic import Diagnostic

_LABELS = {
    "criterion": "Tiêu chí",
    "tt": "TT",
    "current": "Hiện trạng",
    "content": "Nội dung",
    "target": "Kết quả cần đạt",
    "solutions": "Giải pháp",
    "indicator": "Chỉ báo",
    "assignee_text": "Người thực hiện",
    "time": "Thời gian",
    "budget_text": "Kinh phí",
    "resources": "Nguồn lực",
    "conditions": "Điều kiện",
    "expected_evidence": "Minh chứng dự kiến",
    "supervisor": "Giám sát",
    "report_time": "Thời điểm báo cáo",
    "status": "Tình trạng",
    "notes": "Ghi chú",
}
#: fields of columns that stand under another name in an item
_COLUMN_FIELDS = {
    "standard_criterion": "criterion",
    "assignee": "assignee_text",
    "budget": "budget_text",
}
#: a shorter excerpt says too little to be found by its words alone
_TELLING = 4
#: no title of a column is longer
_TITLE = 80


@dataclass(slots=True)
class Piece:
    """A paragraph or a cell. `name` is the field it became, where known.

    `spans` are (start, end, number of the finding) in `text`.
    """

    text: str
    role: str
    place: Place
    marks: tuple[Mark, ...] = ()
    name: str | None = None
    item: int | None = None
    spans: list[tuple[int, int, int]] = field(default_factory=list)

    def add(self, block: TextBlock) -> None:
        """Append another paragraph of the same cell."""
        start = len(self.text) + 1
        self.text += "\n" + block.text
        moved = (Mark(mark.offset + start, mark.place) for mark in block.marks)
        self.marks += tuple(moved) or (Mark(start, block.place),)


@dataclass(slots=True)
class Grid:
    """A table: rows of cells by column; `heads` are titles that stand in no row of the file."""

    rows: list[dict[int, Piece]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)

    def titles(self) -> dict[int, Piece]:
        """The first row, where it looks like the titles of the columns; else nothing.

        On a sheet of a workbook it may stand anywhere: there what follows belongs to jobs.
        """
        first = self.rows[0] if len(self.rows) > 1 and not self.heads else {}
        jobs = bool(first) and any(cell.item is not None for cell in self.rows[1].values())
        short = all(
            len(c.text) <= _TITLE and (c.place.row == 1 or (jobs and c.item is None))
            for c in first.values()
        )
        return first if len(first) > 1 and short else {}


def parts_of(plan: PlanDraft) -> Iterator[Piece | Grid]:
    """The text in reading order; a torn table stands as its items where it began."""
    grid, at, torn_shown = Grid(), (-1, -1), False
    for block in text_blocks(plan):
        where = block.place
        piece = Piece(block.text, block.role, where, block.marks, block.field, block.item)
        if block.role != "cell":
            at = (-1, -1)
            yield piece
        elif where.table is not None and where.row is not None and where.column is not None:
            if at[0] != where.table:
                grid = Grid()
                yield grid
            if at != (where.table, where.row):
                grid.rows.append({})
            at = (where.table, where.row)
            cell = grid.rows[-1].setdefault(where.column, piece)
            if cell is not piece:
                cell.add(block)
        elif torn := [i for i, one in enumerate(plan.items) if one.place.table is None]:
            at = (-1, -1)
            if not torn_shown:
                yield _torn(plan, torn)
            torn_shown = True
        else:
            at = (-1, -1)
            yield piece


def _torn(plan: PlanDraft, indices: list[int]) -> Grid:
    """The items without a ruled table, one row each, under the row of their standard."""
    items = [plan.items[i] for i in indices]
    names = [n for n in ("criterion", *CELL_FIELDS) if any(_value(one, n) for one in items)]
    titles = {_COLUMN_FIELDS.get(c.field, c.field): c.title for c in plan.columns}
    grid = Grid(heads=[titles.get(name) or _LABELS[name] for name in names])
    standards = {one.standard: one for one in plan.standards if one.text}
    for index, item in zip(indices, items, strict=True):
        above = standards.pop(item.standard or "", None)
        if above:
            grid.rows.append({1: Piece(above.text, "cell", above.place, name="standard_title")})
        row = {}
        for column, name in enumerate(names, 1):
            if text := _value(item, name):
                place = item.place_of(name)
                row[column] = Piece(text, "cell", place, name=name, item=index)
        grid.rows.append(row)
    if plan.level4_text:
        place = plan.place_of("level4_text")
        grid.rows.append({1: Piece(plan.level4_text, "cell", place, name="level4_text")})
    return grid


def _value(item: Item, name: str) -> str | None:
    if name == "criterion":
        return item.code_text or item.criterion_title or item.criterion
    return item.text_of(name)


def pieces_of(parts: Iterable[Piece | Grid]) -> Iterator[Piece]:
    """The paragraphs and cells of the parts."""
    for part in parts:
        if isinstance(part, Piece):
            yield part
        else:
            yield from (cell for row in part.rows for cell in row.values())


def place_marks(pieces: Sequence[Piece], found: Iterable[tuple[int, Diagnostic]]) -> set[int]:
    """Give each finding the likeliest of its excerpt's occurrences; the numbers of those that have.

    An occurrence that agrees with the finding in nothing but the words is taken only if it is the
    only one: a mark at a wrong place is worse than none.
    """
    placed: set[int] = set()
    taken: set[tuple[str, int, int]] = set()
    for number, one in found:
        words = one.excerpt.removesuffix("…").split() or one.excerpt.split()
        if not words:
            continue
        pattern = re.compile(r"\s+".join(map(re.escape, words)))
        best, many = None, 0
        for index, piece in enumerate(pieces):
            for match in pattern.finditer(piece.text):
                many += 1
                score = _likeness(piece, match.start(), one)
                free = (one.code, index, match.start()) not in taken
                if best is None or (score, free) > best[:2]:
                    best = (score, free, index, match)
        if best is None or (best[0] == 0 and (many > 1 or len(one.excerpt.strip()) < _TELLING)):
            continue
        _, _, index, match = best
        taken.add((one.code, index, match.start()))
        pieces[index].spans.append((match.start(), match.end(), number))
        placed.add(number)
    return placed


def _likeness(piece: Piece, offset: int, one: Diagnostic) -> int:
    """How well an occurrence fits the place of a finding; 0 where nothing speaks for it."""
    here = place_at(piece.marks, offset, piece.place) if piece.marks else piece.place
    there, score = one.place, 0
    if there.line is not None and here.line == there.line and here.page == there.page:
        score += 4
    if there.table is None:
        same = here.table is None and there.paragraph is not None
        score += 4 * (same and here.paragraph == there.paragraph)
    elif (here.table, here.row) == (there.table, there.row):
        score += 4 if here.column == there.column else 1
    if one.item is not None and piece.item == one.item:
        score += 3 if one.field == piece.name else 1
    return score
