"""One page as lines and tables in reading order; running heads and page numbers set aside."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

from caitien.core.documents.readers.pdf_columns import level_tables, split_columns
from caitien.core.documents.readers.pdf_grid import find_tables, shaded_rulings
from caitien.core.documents.readers.pdf_types import (
    Line,
    PageContent,
    PaperTable,
    Word,
    lines_of,
)

Item = Line | PaperTable
_PAGE_NUMBER = re.compile(r"[-–\s]*(?:trang|page)?\s*(\d{1,4})\s*(?:[/|]\s*\d{1,4})?[-–\s.]*", re.I)
_MARGIN = 0.12


class PageLayout:
    """A page taken apart: its tables (with text) and the lines outside them."""

    def __init__(self, content: PageContent) -> None:
        self.content = content
        self.tables: list[PaperTable] = []
        self.lines: list[Line] = []

    def items(self) -> list[Item]:
        """Lines and tables from top to bottom, columns of text as tables without ruling."""
        tables = sorted(self.tables, key=lambda t: (t.top, t.xs[0], t.nested))
        items: list[Item] = []
        stretch: list[Line] = []
        waiting = list(tables)
        for line in self.lines:
            while waiting and waiting[0].top < line.y - 0.3 * line.size:
                items.extend(split_columns(stretch))
                stretch = []
                items.append(waiting.pop(0))
            stretch.append(line)
        items.extend(split_columns(stretch))
        items.extend(waiting)
        return items


def lay_out(content: PageContent) -> PageLayout:
    """Find the tables of a page and give every word to its cell or to the body."""
    layout = PageLayout(content)
    tables = find_tables(content)
    extra = shaded_rulings(content.shades, tables)
    if len(extra[0]) >= 8:
        shaded = PageContent(content.number, content.width, content.height)
        shaded.level, shaded.upright = extra
        tables += [t for t in find_tables(shaded) if len(t.xs) > 2 and len(t.ys) > 2]
    free = _give_to_cells(tables, content.words, content.number)
    tables = [table for table in tables if any(cell.lines for cell in table.cells)]
    by_level = level_tables(content, tables) if free else []
    if by_level:
        used = {
            id(word)
            for table in by_level
            for cell in table.cells
            for line in cell.lines
            for word in line.words
        }
        free = [word for word in free if id(word) not in used]
    layout.tables = tables + by_level
    layout.lines = lines_of(free, content.number)
    return layout


def _give_to_cells(tables: list[PaperTable], words: list[Word], page: int) -> list[Word]:
    """Put the words into the cells; what lies in no table is handed back."""
    free = words
    order = sorted(tables, key=lambda t: (t.xs[-1] - t.xs[0]) * (t.bottom - t.top))
    for table in order:
        free = _give_to_table(table, free, page)
    return free


def _give_to_table(table: PaperTable, words: list[Word], page: int) -> list[Word]:
    xs, ys = table.xs, table.ys
    owners: dict[tuple[int, int], int] = {}
    for number, cell in enumerate(table.cells):
        for i in range(cell.row, cell.row + cell.rowspan):
            for j in range(cell.column, cell.column + cell.colspan):
                owners[i, j] = number
    groups: dict[int, list[Word]] = {}
    rest: list[Word] = []
    for word in words:
        y = word.y - 0.3 * word.size
        if not (ys[0] - 1 <= y <= ys[-1] + 1):
            rest.append(word)
            continue
        if not (xs[0] - 2 <= (word.x0 + word.x1) / 2 <= xs[-1] + 2):
            rest.append(word)
            continue
        i = min(max(bisect_right(ys, y) - 1, 0), len(ys) - 2)
        j = min(max(bisect_right(xs, (word.x0 + word.x1) / 2) - 1, 0), len(xs) - 2)
        groups.setdefault(owners[i, j], []).append(word)
    for number, group in groups.items():
        cell = table.cells[number]
        cell.lines = lines_of(group, page)
    return rest


def drop_running_text(pages: list[PageLayout]) -> list[str]:
    """Take page numbers and repeated heads and feet off the pages; the texts of the latter."""
    candidates: dict[tuple[str, bool, int], list[tuple[PageLayout, Line]]] = {}
    numbers: list[tuple[PageLayout, Line, int]] = []
    for page in pages:
        for line, at_top in _edge_lines(page):
            found = _PAGE_NUMBER.fullmatch(line.text)
            if found:
                numbers.append((page, line, int(found[1]) - page.content.number))
                continue
            away = line.y if at_top else page.content.height - line.y
            shape = re.sub(r"\d+", "#", " ".join(line.text.split()))
            candidates.setdefault((shape, at_top, round(away / 6)), []).append((page, line))
    _drop_numbers(numbers, len(pages))
    dropped = []
    least = max(3, round(0.4 * len(pages)))
    for group in candidates.values():
        count = len({id(page) for page, _ in group})
        if count < least and not (count == len(pages) == 2 and _far_out(*group[0])):
            continue
        dropped.append(group[0][1].text)
        for page, line in group:
            page.lines = [other for other in page.lines if other is not line]
    return dropped


def _far_out(page: PageLayout, line: Line) -> bool:
    """True for a line nearer to the edge of the paper than text is set (1.8 cm)."""
    return min(line.y, page.content.height - line.y) < 51


def _edge_lines(page: PageLayout) -> list[tuple[Line, bool]]:
    """Up to three lines in the top and bottom margins, outside tables."""
    height = page.content.height
    top = [line for line in page.lines[:3] if line.y < _MARGIN * height]
    bottom = [line for line in page.lines[-3:] if line.y > (1 - _MARGIN) * height]
    first_table = min((t.top for t in page.tables), default=height)
    last_table = max((t.bottom for t in page.tables), default=0.0)
    return [(line, True) for line in top if line.y < first_table] + [
        (line, False) for line in bottom if line.y > last_table and line not in top
    ]


def _drop_numbers(numbers: list[tuple[PageLayout, Line, int]], pages: int) -> None:
    """Numbers in the margins count as page numbers where they run on with the pages."""
    shifts = Counter(shift for _, _, shift in numbers)
    for page, line, own in numbers:
        if own != 0 and (shifts[own] < 2 or pages == 1):
            continue
        if page.lines and (line is page.lines[0] or line is page.lines[-1]):
            page.lines = [other for other in page.lines if other is not line]
