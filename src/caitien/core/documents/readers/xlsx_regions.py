"""Which rows of a worksheet are tables and which are lines of text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .xlsx_grid import Box, Grid

_HEADING = re.compile(
    r"^\s*(?:[IVX]{1,5}\s*[.):/–-]|(?:PHẦN|Phần|PHỤ LỤC|Phụ lục)\b|\(?\*?(?:Lưu ý|Ghi chú)\b)"
)
_RECIPIENTS = re.compile(r"^\s*nơi nhận\b", re.IGNORECASE)
_DATE_LINE = re.compile(r"\bngày\b.{1,12}\btháng\b.{1,12}\bnăm\b", re.IGNORECASE)
_NATION = re.compile(r"c[ộo]ng h(?:òa|oà) xã hội", re.IGNORECASE)
_TITLE = re.compile(r"^\s*KẾ HOẠCH\b")
_SIGNS = re.compile(
    r"^\s*(?:(?:TM|KT|TL|TUQ|Q)\s*\.?\s*)?(?:PHÓ\s+)?(?:HIỆU TRƯỞNG|GIÁM ĐỐC|CHỦ TỊCH|THỦ TRƯỞNG"
    r"|NGƯỜI LẬP|KẾ TOÁN|THƯ KÝ|TRƯỞNG BAN|HỘI ĐỒNG|XÁC NHẬN|DUYỆT|\((?:đã )?ký)",
    re.IGNORECASE,
)
#: so many cells side by side make a row of a table where no rules are drawn
_WIDE = 3


@dataclass(slots=True)
class Region:
    """Visible rows `first` to `last`: a table over the columns `left` to `right`, or text."""

    first: int
    last: int
    table: bool = False
    left: int = 0
    right: int = 0


def regions(grid: Grid) -> list[Region]:
    """The rows of a sheet parted into tables and text, in order.

    Rules drawn round the letterhead or the title are drawn round everything: they say nothing.
    """
    if any(_is_head(grid.rows[row]) for row in grid.ruled):
        grid.ruled.clear()
    kinds = [_kind(grid, row) for row in range(len(grid.rows))]
    out: list[Region] = []
    row = 0
    while row < len(kinds):
        if kinds[row] in ("ruled", "wide"):
            last = _end(grid, kinds, row)
            region = _table(grid, row, last)
            if region is not None:
                out.append(region)
                row = last + 1
                continue
        if out and not out[-1].table:
            out[-1].last = row
        else:
            out.append(Region(row, row))
        row += 1
    return out


def _is_head(boxes: list[Box]) -> bool:
    """True for a row of the letterhead or the title of a plan."""
    if len(boxes) == 1 and _TITLE.match(boxes[0].text):
        return True
    return any(_NATION.search(box.text[:300]) for box in boxes)


def _kind(grid: Grid, row: int) -> str:
    """ruled, wide, few or blank."""
    boxes = grid.rows[row]
    if row in grid.ruled:
        return "ruled"
    if not boxes:
        return "blank"
    if len(boxes) >= _WIDE and not all(_SIGNS.match(box.text) for box in boxes):
        return "wide"
    return "few"


def _end(grid: Grid, kinds: list[str], start: int) -> int:
    """The last row of the table that begins at `start`."""
    last = start
    drawn = kinds[start] == "ruled"
    row = start + 1
    while row < len(kinds):
        kind = kinds[row]
        if kind in ("ruled", "wide"):
            last = row
            drawn = drawn or kind == "ruled"
        elif kind == "blank" or _breaks(grid.rows[row]):
            break
        row += 1
    if drawn:  # text right below a drawn table is not in it
        return last
    while last + 1 < row and kinds[last + 1] == "few":
        last += 1
    return last


def _breaks(boxes: list[Box]) -> bool:
    """True for a line no table has inside: a heading, a note, a date, who receives or signs."""
    if any(_RECIPIENTS.match(b.text) or _DATE_LINE.search(b.text[:80]) for b in boxes):
        return True
    return bool(_HEADING.match(boxes[0].text)) or all(_SIGNS.match(box.text) for box in boxes)


def _table(grid: Grid, first: int, last: int) -> Region | None:
    """The table of some rows; None where they make less than two rows and two columns."""
    while last > first and not grid.rows[last] and not _passes(grid, last):
        last -= 1
    filled = [box for row in range(first, last + 1) for box in grid.rows[row]]
    if last == first or len({box.column for box in filled}) < 2:
        return None
    drawn = [c for row in range(first, last + 1) for c in grid.ruled.get(row, ())]
    left = min([box.column for box in filled] + drawn)
    right = max([box.last for box in filled] + drawn)
    return Region(first, last, True, left, right)


def _passes(grid: Grid, row: int) -> bool:
    """True where an area with text reaches into a row from above."""
    return any(
        (row, column) in grid.covered and grid.covered[row, column].text
        for column in range(len(grid.column_numbers))
    )
