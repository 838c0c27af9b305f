"""Lines of text of a worksheet in reading order: two columns side by side are read one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .xlsx_grid import Box

#: so many blank rows may stand inside a letterhead or a signature
_MOST_BLANK = 8
_LABEL = re.compile(r"^\s*(?:[-–+•*]|\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,5}[.)]|[a-zđA-H][.)])\s*$")
_MARKED = re.compile(r"^\s*[-–+•*]")
_RECIPIENTS = re.compile(r"^\s*nơi nhận\b", re.IGNORECASE)


def in_reading_order(rows: list[list[Box]]) -> Iterator[Box]:
    """The boxes of rows of text. A letterhead or a signature is read column after column."""
    rows = [_with_labels(boxes) for boxes in rows]
    at = 0
    while at < len(rows):
        if len(rows[at]) < 2:
            yield from rows[at]
            at += 1
            continue
        starts = [box.column for box in rows[at]]
        end = _end(rows, at, starts)
        columns: list[list[Box]] = [[] for _ in starts]
        for boxes in rows[at:end]:
            for box in boxes:
                columns[_side(box, starts)].append(box)
        for column in columns:
            yield from column
        at = end


def _with_labels(boxes: list[Box]) -> list[Box]:
    """A number or bullet in a cell of its own goes before the text of the next cell."""
    if len(boxes) != 2 or not _LABEL.match(boxes[0].text):
        return boxes
    first, second = boxes
    joined = f"{first.text.strip()} {second.text.lstrip()}"
    width = second.last - first.column + 1
    return [replace(first, text=joined, columns=width, look=second.look)]


def _side(box: Box, starts: list[int]) -> int:
    """Which of the columns a box stands in."""
    fitting = [index for index, start in enumerate(starts) if start <= box.column]
    return fitting[-1] if fitting else 0


def _fits(box: Box, starts: list[int]) -> bool:
    """True where a box does not run into the column after its own."""
    side = _side(box, starts)
    return side + 1 == len(starts) or box.last < starts[side + 1]


def _end(rows: list[list[Box]], first: int, starts: list[int]) -> int:
    """The row after the last one that goes on with the columns begun at `first`."""
    heads = rows[first]
    ending = any(_RECIPIENTS.match(box.text) for box in heads)
    end = first + 1
    blank = loose = 0
    for row in range(first + 1, len(rows)):
        boxes = rows[row]
        if not boxes:
            blank += 1
            if blank > _MOST_BLANK:
                break
            continue
        if not all(_fits(box, starts) for box in boxes) or len(boxes) > len(starts):
            break
        if _RECIPIENTS.match(boxes[0].text) and len(boxes) > 1:
            break  # a signature begins anew
        if len(boxes) > 1 or _goes_on(boxes[0], heads, starts, ending=ending, blank=blank):
            end, blank, loose = row + 1, 0, 0
        elif loose or blank:
            break
        else:
            loose = 1
        ending = ending or any(_RECIPIENTS.match(box.text) for box in boxes)
    return end


def _goes_on(box: Box, heads: list[Box], starts: list[int], *, ending: bool, blank: int) -> bool:
    """True for a line that stands alone in its row but belongs to one of the columns."""
    side = _side(box, starts)
    if side > 0 and box.column >= starts[side]:
        return True
    head = heads[0]
    merged = head.columns > 1 and (box.column, box.columns) == (head.column, head.columns)
    return (ending and (bool(_MARKED.match(box.text)) or not blank)) or merged
