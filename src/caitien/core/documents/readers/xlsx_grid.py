"""A worksheet as a person sees it: texts, merged areas, hidden rows and columns left out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .xlsx_numbers import Value, shown
from .xlsx_scan import MAX_AREA, SheetFacts
from .xlsx_styles import PLAIN, Look

Merge = tuple[tuple[int, int], tuple[int, int]]
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])


@dataclass(slots=True)
class Box:
    """A cell or merged area that is seen. Rows and columns count visible ones from 0.

    `at` is its row and column in the sheet, from 1, as Excel counts them.
    """

    row: int
    column: int
    rows: int
    columns: int
    text: str
    look: Look
    at: tuple[int, int]

    @property
    def last(self) -> int:
        """The last column it covers."""
        return self.column + self.columns - 1

    @property
    def lines(self) -> list[str]:
        """Its lines that hold something."""
        return [line.rstrip() for line in self.text.split("\n") if line.strip()]


@dataclass(slots=True)
class Grid:
    """The visible rows, each with its boxes that hold text, in order.

    `covered` says which box a merged place belongs to; `row_numbers` and `column_numbers` are the
    sheet's own, from 1; `hidden_cells` counts cells with text that hidden rows and columns keep.
    """

    rows: list[list[Box]] = field(default_factory=list)
    covered: dict[tuple[int, int], Box] = field(default_factory=dict)
    ruled: dict[int, list[int]] = field(default_factory=dict)
    row_numbers: list[int] = field(default_factory=list)
    column_numbers: list[int] = field(default_factory=list)
    hidden_cells: int = 0


def build_grid(
    values: Sequence[Sequence[Value]], merges: Iterable[Merge], facts: SheetFacts
) -> Grid:
    """The grid of the values of a sheet (rows and columns from the sheet's first cell on)."""
    texts = _texts(values, facts)
    last_row = max((row for row, _ in texts), default=-1)
    last_column = max((column for _, column in texts), default=-1)
    rows = [r for r in range(last_row + 1) if r not in facts.hidden_rows]
    columns = [c for c in range(last_column + 1) if c not in facts.hidden_columns]
    grid = Grid([[] for _ in rows], row_numbers=[r + 1 for r in rows])
    grid.column_numbers = [c + 1 for c in columns]
    row_at = {r: i for i, r in enumerate(rows)}
    column_at = {c: i for i, c in enumerate(columns)}
    _add_merges(grid, merges, (rows, columns), texts, facts)
    for (row, column), text in texts.items():
        r, c = row_at.get(row), column_at.get(column)
        if r is None or c is None:
            grid.hidden_cells += 1
        elif (r, c) not in grid.covered:
            look = facts.looks.get((row, column), PLAIN)
            grid.rows[r].append(Box(r, c, 1, 1, text, look, (row + 1, column + 1)))
    for boxes in grid.rows:
        boxes.sort(key=lambda box: box.column)
    for (row, column), look in facts.looks.items():
        r, c = row_at.get(row), column_at.get(column)
        if look.ruled and r is not None and c is not None:
            grid.ruled.setdefault(r, []).append(c)
    return grid


def _texts(values: Sequence[Sequence[Value]], facts: SheetFacts) -> dict[tuple[int, int], str]:
    """What every cell that holds something shows, by row and column of the sheet from 0."""
    texts: dict[tuple[int, int], str] = {}
    for r, line in enumerate(values):
        for c, value in enumerate(line):
            if value == "" and (r, c) not in facts.errors:
                continue
            text = facts.errors.get((r, c)) or shown(value, facts.looks.get((r, c), PLAIN).code)
            text = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
            text = text.translate(_CONTROLS)
            if text.strip():
                texts[r, c] = text
    return texts


def _add_merges(
    grid: Grid,
    merges: Iterable[Merge],
    shape: tuple[list[int], list[int]],
    texts: dict[tuple[int, int], str],
    facts: SheetFacts,
) -> None:
    """Puts the merged areas in, cut to what is seen; their text is that of the first cell."""
    rows, columns = shape
    room = MAX_AREA
    for (top, left), (bottom, right) in merges:
        r, r_end = bisect_left(rows, top), bisect_left(rows, bottom + 1)
        c, c_end = bisect_left(columns, left), bisect_left(columns, right + 1)
        height, width = r_end - r, c_end - c
        if height < 1 or width < 1 or (height == 1 and width == 1 and (top, left) in texts):
            continue
        room -= height * width
        places = [(i, j) for i in range(r, r_end) for j in range(c, c_end)] if room > 0 else []
        if not places or any(place in grid.covered for place in places):
            continue
        text = texts.pop((top, left), "")
        look = facts.looks.get((top, left), PLAIN)
        at = (rows[r] + 1, columns[c] + 1)
        box = Box(r, c, height, width, text, look, at)
        grid.covered.update(dict.fromkeys(places, box))
        if text:
            grid.rows[r].append(box)
