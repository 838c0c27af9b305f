"""Tables in plain text: cells parted by tabs, either a row a line or a cell a line."""

from __future__ import annotations

import itertools
import re
from collections import Counter

from caitien.core.documents.model import Cell, Mark, Paragraph, Place, Row, Table

from .text_lines import LIST_MARK, ROMAN_HEADING, Line, Lines, clean, split_tagged

_SPAN_ROW = re.compile(r"^\s*(?:M[ỨứỨ]C\s*\d|Tiêu chu\s*ẩn\s*\d)", re.IGNORECASE)


def join_wrapped(pieces: list[tuple[str, Place]]) -> list[Paragraph]:
    """Lines of one cell or text as paragraphs: a line that begins in lower case goes on the last.

    `pieces` are (text, place) of the physical lines; each paragraph marks where its lines begin.
    """
    paragraphs: list[Paragraph] = []
    for text, place in pieces:
        text = text.strip()
        if not text:
            continue
        last = paragraphs[-1] if paragraphs else None
        if last and goes_on(last.text, text):
            offset = len(last.text) + 1
            last.text = f"{last.text} {text}"
            last.marks = (*last.marks, Mark(offset, place))
        else:
            paragraphs.append(Paragraph(text, place, (Mark(0, place),)))
    return paragraphs


def goes_on(before: str, text: str) -> bool:
    """True where `text` continues a sentence that `before` left open."""
    if not before or before.rstrip()[-1:] in ".;:!?…":
        return False
    return text[0].islower() and not LIST_MARK.match(text)


def table_region(lines: Lines, start: int) -> int:
    """The index after the last line of the tabbed table that begins at `start`."""
    by_row = _is_row_style(lines, start)
    index = start + 1
    cell_empty = not lines.all[start].text.strip()
    while index < len(lines.all):
        line = lines.all[index]
        if line.has_tab:
            cell_empty = not line.raw.strip()
        elif by_row:
            if line.text:
                break
        elif line.text and _leaves_table(line, cell_empty):
            break
        index += 1
    while index > start + 1 and not lines.all[index - 1].text and not lines.all[index - 1].has_tab:
        index -= 1
    return index


def _leaves_table(line: Line, cell_empty: bool) -> bool:
    return line.gap >= 2 or bool(ROMAN_HEADING.match(line.text)) or (cell_empty and line.gap >= 1)


def _is_row_style(lines: Lines, start: int) -> bool:
    """A row a line (tabs inside) rather than a cell a line (one tab in front)."""
    inner = leading = 0
    for line in lines.all[start : start + 40]:
        if not line.has_tab:
            continue
        if "\t" in line.raw.strip(" ").lstrip("\t") or line.raw.count("\t") > 1:
            inner += 1
        else:
            leading += 1
    return inner > leading


def read_table(lines: Lines, start: int, end: int, number: int) -> Table:
    """The table of the lines from `start` to `end`, its rows and cells placed."""
    if _is_row_style(lines, start):
        rows = [_cells_of_line(lines, line) for line in lines.all[start:end] if line.has_tab]
    else:
        rows = _rows_of_cells(_cells_by_line(lines, start, end))
    width = max((len(row) for row in rows), default=0)
    table = Table([], Place(lines.file, line=lines.all[start].number, table=number), width)
    for index, cells in enumerate(rows, start=1):
        line = next((p.place.line for c in cells for p in c.paragraphs), None)
        _settle(cells, width, lines.file, number, index)
        table.rows.append(Row(cells, Place(lines.file, line=line, table=number, row=index)))
    return table


def _settle(cells: list[Cell], width: int, file: str, table: int, row: int) -> None:
    """Number the cells; the one text of a heading row spans what is missing."""
    if len(cells) < width:
        texts = [c for c in cells if not c.is_empty]
        wide = texts[-1] if texts and len(texts) <= 2 else cells[-1]
        wide.colspan = width - len(cells) + 1
    column = 1
    for cell in cells:
        line = cell.paragraphs[0].place.line if cell.paragraphs else None
        cell.place = Place(file, line=line, table=table, row=row, column=column)
        for index, paragraph in enumerate(cell.paragraphs, start=1):
            at = {"table": table, "row": row, "column": column, "paragraph": index}
            paragraph.place = Place(file, line=paragraph.place.line, **at)
            paragraph.marks = tuple(
                Mark(m.offset, Place(file, line=m.place.line, **at)) for m in paragraph.marks
            )
        column += cell.colspan


def _cells_of_line(lines: Lines, line: Line) -> list[Cell]:
    place = lines.place(line)
    cells = []
    for part in line.raw.strip(" ").split("\t"):
        pieces = [(text, place) for text in split_tagged(part)]
        if len(pieces) == 1:
            cells.append(Cell(join_wrapped(pieces)))
        else:
            cells.append(
                Cell([Paragraph(t.strip(), p, (Mark(0, p),)) for t, p in pieces if t.strip()])
            )
    return cells


def _cells_by_line(lines: Lines, start: int, end: int) -> list[tuple[Cell, bool]]:
    """(cell, a blank line stood before it) for a table written a cell a line."""
    found: list[tuple[list[tuple[str, Place]], bool]] = []
    for line in lines.all[start:end]:
        text = clean(line.raw.lstrip(" "))
        if text.startswith("\t"):
            found.append(([], line.gap > 0 or not found))
            text = text[1:]
        if found and text.strip():
            found[-1][0].append((text.replace("\t", " "), lines.place(line)))
    return [(Cell(join_wrapped(pieces)), gap) for pieces, gap in found]


def _rows_of_cells(cells: list[tuple[Cell, bool]]) -> list[list[Cell]]:
    """Group cells into rows: a row starts only after a blank line, most rows have one width.

    A blank line may also be the empty last paragraph of a cell, so the grouping with the most
    whole rows is taken (dynamic programming over the possible starts).
    """
    starts = [i for i, (_, gap) in enumerate(cells) if gap] + [len(cells)]
    runs = Counter(b - a for a, b in itertools.pairwise(starts) if b - a > 1)
    if not runs:
        return [[cell] for cell, _ in cells]
    width = max(runs, key=lambda n: (runs[n] >= 2 or n == max(runs), n))
    best: dict[int, tuple[float, int]] = {0: (0.0, 0)}
    for j, stop in enumerate(starts[1:], start=1):
        options = []
        for i in range(max(0, j - width - 1), j):
            if starts[i] in best and stop - starts[i] <= width:
                row = [cell for cell, _ in cells[starts[i] : stop]]
                cost = best[starts[i]][0] + _row_cost(row, width) + 0.1 * (j - i - 1)
                options.append((cost, starts[i]))
        if options:
            best[stop] = min(options)
        else:
            best[stop] = (best.get(starts[j - 1], (0.0, 0))[0] + 9.0, starts[j - 1])
    bounds = [len(cells)]
    while bounds[-1] > 0:
        bounds.append(best[bounds[-1]][1])
    bounds.reverse()
    return [[c for c, _ in cells[a:b]] for a, b in itertools.pairwise(bounds)]


def _row_cost(row: list[Cell], width: int) -> float:
    if len(row) == width:
        return 0.0
    texts = [cell.text for cell in row if not cell.is_empty]
    if len(texts) <= 2 and texts and _SPAN_ROW.match(texts[-1]):
        return 0.2
    return 2.0 if len(texts) <= 1 else 4.0
