"""Lines that run across the columns of a table without ruling: heading rows, the next section."""

from __future__ import annotations

import re

from caitien.core.documents.readers.pdf_types import Line, PaperTable

GUTTER = 7.0  # narrowest white strip between two columns
Strip = tuple[float, float]
_STANDARD = re.compile(r"(?:\d{1,2}\s+)?Tiêu\s*chuẩn\s*\d|MỨC\s*\d", re.IGNORECASE)
_SECTION = re.compile(r"(?:[IVX]{1,5}|[A-H])[.)]\s")


def gaps_of(line: Line, least: float) -> list[Strip]:
    """The white strips inside a line at least `least` wide."""
    strips = []
    end = line.words[0].x1
    for word in line.words[1:]:
        if word.x0 - end >= least:
            strips.append((end, word.x0))
        end = max(end, word.x1)
    return strips


def names_standard(line: Line) -> bool:
    """True for a heading row of a plan's table, which runs across its columns."""
    return bool(_STANDARD.match(line.text)) and not gaps_of(line, GUTTER)


def lines_across(lines: list[Line], strips: list[Strip]) -> list[Line]:
    """Lines without a gap that cover a strip: rows merged over several columns."""
    if len(strips) < 3:
        return []
    return [
        line
        for line in lines
        if not gaps_of(line, GUTTER) and any(line.x0 < s[0] and line.x1 > s[1] for s in strips)
    ]


def before_next_heading(lines: list[Line], first: int, last: int, strip: Strip) -> int:
    """A run of columns ends above the heading ("III. …") under which the text goes on."""
    for index in range(first + 2, last + 1):
        line = lines[index]
        alone = not gaps_of(line, GUTTER) and line.x1 < strip[1]
        if alone and _SECTION.match(line.text) and line.text.isupper():
            return index - 1
    return last


def with_rows_of(across: list[Line], lines: list[Line], ys: list[float]) -> list[float]:
    """The row borders, with a row of its own for every line that runs across."""
    borders = set(ys)
    for line in across:
        borders = {y for y in borders if not line.y - line.size < y <= line.y}
        below = next((n for n in lines if n.y > line.y + 2), None)
        borders.add(line.y - line.size)
        if below is not None:
            near = [y for y in borders if line.y < y <= below.y]
            if not near:
                borders.add(below.y - below.size)
    return sorted(borders)


def span(table: PaperTable, line: Line) -> None:
    """Put a line that runs across into one cell over the whole row."""
    for row in range(len(table.ys) - 1):
        if table.ys[row] < line.y <= table.ys[row + 1]:
            own = [cell for cell in table.cells if cell.row == row]
            if own and not any(cell.lines for cell in own):
                table.cells = [cell for cell in table.cells if cell.row != row]
                own[0].colspan, own[0].x1 = len(table.xs) - 1, own[-1].x1
                table.cells.append(own[0])
            if own:
                own[0].lines.append(line)
            return
