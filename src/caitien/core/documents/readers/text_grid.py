"""Tables in plain text whose columns stand apart by spaces only (text laid out as on the page)."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass

from caitien.core.documents.model import Cell, Mark, Paragraph, Place, Row, Table

from .text_lines import LIST_MARK, ROMAN_HEADING, Line, Lines, clean

#: a column begins within so many characters of where it usually begins
_NEAR = 3
_GAP = re.compile(r"\s{2,}")
_PIECE = re.compile(r"\S+(?:\s\S+)*")
_ACROSS = re.compile(
    r"^\s*(?:(?P<tt>\d{1,2})\s+)?(?P<text>(?:Tiêu chuẩn\s*\d|M[ứỨ]C\s*\d).*)$", re.IGNORECASE
)
_CODE = re.compile(r"^(?:Tiêu chí|TC)?\s*[1-9]\s*[.,]\s*\d{1,2}\b", re.IGNORECASE)
_NUMBER = re.compile(r"^\d{1,2}[.)]?$")
_PAGE = re.compile(r"^\s*\d{1,4}\s*$")
_OUTSIDE = re.compile(r"^(?:Nơi nhận|KẾ HOẠCH|[A-H][.)]\s+[A-ZĐÀ-Ỹ]|Trên đây|Căn cứ)")
_FEWEST_COLUMNS = 4


@dataclass(slots=True)
class _GridRow:
    """Lines of one row: per column the (text, line) pieces; `across` is one text over all."""

    cells: list[list[tuple[str, Line]]]
    across: bool = False


def grid_regions(lines: Lines) -> list[tuple[int, int]]:
    """(first, after last) of the runs of lines that are a table laid out with spaces."""
    out: list[tuple[int, int]] = []
    index = 0
    while index < len(lines.all):
        if _parts(lines.all[index]) >= _FEWEST_COLUMNS and _is_dense(lines, index):
            end = _region_end(lines, index)
            if len(_columns_of(_pages(lines.all[index:end]))[0]) >= _FEWEST_COLUMNS:
                out.append((index, end))
            index = max(end, index + 1)
        else:
            index += 1
    return out


def _parts(line: Line) -> int:
    return 0 if line.has_tab or not line.text else len(_GAP.split(line.text))


def _is_dense(lines: Lines, index: int) -> bool:
    """True where columns go on: three of the next twelve lines have three parts or more."""
    near = [line for line in lines.all[index : index + 14] if line.text][:12]
    return sum(_parts(line) >= 3 for line in near) >= 3


def _region_end(lines: Lines, start: int) -> int:
    end = start
    for index in range(start, len(lines.all)):
        line = lines.all[index]
        if not line.text or _PAGE.match(line.text):
            continue
        alone = _parts(line) == 1 and not _ACROSS.match(line.raw)
        if line.has_tab or (_parts(line) <= 2 and _OUTSIDE.match(line.text)):
            break
        if alone and ROMAN_HEADING.match(line.text):
            break
        if alone and line.indent < 4 and len(line.text) >= max(50, 0.6 * lines.width):
            break
        end = index + 1
    return end


def _starts(lines: list[Line]) -> list[int]:
    """Where the columns begin, by the places at which most pieces of the lines begin."""
    votes: Counter[int] = Counter()
    rows = [line for line in lines if line.text and not _ACROSS.match(line.raw)]
    for line in rows:
        for found in re.finditer(r"(?:^\s*|\s{2,})(?=\S)", line.raw.rstrip()):
            votes[found.end()] += 1
    least = max(2 if len(rows) < 12 else 3, 0.1 * len(rows))
    starts: list[int] = []
    while votes:
        best = max(votes, key=lambda at: (_weight(votes, at), votes[at], -at))
        if _weight(votes, best) < least:
            break
        starts.append(best)
        for at in range(best - _NEAR - 1, best + _NEAR + 2):
            votes.pop(at, None)
    return sorted(starts)


def _weight(votes: Counter[int], at: int) -> int:
    return sum(votes[at + step] for step in (-1, 0, 1))


def read_grid(lines: Lines, start: int, end: int, number: int) -> Table:
    """The table of the lines from `start` to `end`."""
    pages = _pages(lines.all[start:end])
    columns = _columns_of(pages)
    width = len(columns[0])
    cut = [_cut(line, starts) for page, starts in zip(pages, columns, strict=True) for line in page]
    head = _head_size(cut)
    grid = [_merged(cut[:head], width)] if head else []
    words = {word for row in cut[:head] for text in _texts(row) for word in text.split()}
    for row in _without_heads(cut[head:], words, head):
        alone = row.across or not grid or grid[-1].across
        if alone or _begins(row, grid[-1], first=len(grid) == 1):
            grid.append(row)
        else:
            for column, parts in enumerate(row.cells):
                grid[-1].cells[column].extend(parts)
    return _table(lines, grid, width, number)


def _pages(lines: list[Line]) -> list[list[Line]]:
    """The lines of each page, which may be laid out at widths of its own."""
    pages: list[list[Line]] = [[]]
    for line in lines:
        if line.page_start and pages[-1]:
            pages.append([])
        if line.text and not _PAGE.match(line.text):
            pages[-1].append(line)
    return [page for page in pages if page]


def _columns_of(pages: list[list[Line]]) -> list[list[int]]:
    """Where the columns begin on each page: as many on all of them.

    The titles say how many there are where some page shows as many; a page too short to show its
    columns takes those under its titles, or those of the longest page.
    """
    own = [_with_blank_columns(_starts(page), page[0]) for page in pages]
    titles = len(_PIECE.findall(pages[0][0].raw))
    by_titles = [_under_titles(page) for page in pages]
    longest = max(range(len(pages)), key=lambda n: len(pages[n]))
    if len(own[longest]) != titles and len(by_titles[longest]) == titles >= _FEWEST_COLUMNS:
        own[longest] = by_titles[longest]
    width = len(own[longest])
    out = []
    for starts, under in zip(own, by_titles, strict=True):
        if len(starts) != width:
            starts = under if len(under) == width else own[longest]
        out.append(starts)
    return out


def _under_titles(page: list[Line]) -> list[int]:
    """Where the pieces under each title of the first line begin, most of them; [] where unclear."""
    titles = [found.span() for found in _PIECE.finditer(page[0].raw)]
    votes: list[Counter[int]] = [Counter() for _ in titles]
    for line in page[1:]:
        if _ACROSS.match(line.raw):
            continue
        for found in _PIECE.finditer(line.raw):
            over = [n for n, (a, b) in enumerate(titles) if a < found.end() and found.start() < b]
            if len(over) == 1:
                votes[over[0]][found.start()] += 1
    starts = [
        min(vote, key=lambda at: (-vote[at], at)) if vote else span[0]
        for vote, span in zip(votes, titles, strict=True)
    ]
    return starts if all(a < b for a, b in itertools.pairwise(starts)) else []


def _with_blank_columns(starts: list[int], head: Line) -> list[int]:
    """The columns, and those that only the head fills: two titles over one column are two."""
    titles = [found.span() for found in _PIECE.finditer(head.raw)]
    out = list(starts)
    for at, end in zip(starts, [*starts[1:], 10_000], strict=True):
        inside = [span for span in titles if at - _NEAR <= sum(span) / 2 < end]
        out.extend(span[0] for span in inside[1:] if span[0] > at + _NEAR)
    return sorted(out)


def _texts(row: _GridRow) -> list[str]:
    return [text for cell in row.cells for text, _ in cell]


def _cut(line: Line, starts: list[int]) -> _GridRow:
    """A line cut at the columns; a heading of a standard runs across them."""
    cells: list[list[tuple[str, Line]]] = [[] for _ in starts]
    found = _ACROSS.match(line.raw)
    if found and len(_GAP.split(found["text"].strip())) == 1:
        text = f"{found['tt']} {found['text']}" if found["tt"] else found["text"]
        cells[0].append((clean(text.strip()), line))
        return _GridRow(cells, across=True)
    cuts = [0]
    for at in starts[1:]:
        place = _border(line.raw, at, cuts[-1])
        cuts.append(cuts[-1] if place is None else place)
    for column, (a, b) in enumerate(itertools.pairwise([*cuts, len(line.raw)])):
        text = clean(line.raw[a:b].strip())
        if text:
            cells[column].append((text, line))
    return _GridRow(cells)


def _border(raw: str, at: int, after: int) -> int | None:
    """Where a line is cut for the column that begins at `at`: the widest gap near, then nearest."""
    if at >= len(raw.rstrip()):
        return len(raw)
    best: tuple[int, bool, int, int] | None = None
    for found in re.finditer(r"\s+", raw[: at + _NEAR + 6]):
        off = (
            0
            if found.start() <= at <= found.end()
            else min(abs(found.end() - at), abs(found.start() - at))
        )
        if off > _NEAR or found.end() <= after:
            continue
        opens = raw[found.end() : found.end() + 1].isupper()
        score = (min(len(found[0]), 2), opens, -off, -found.end())
        if best is None or score > best:
            best = score
    return None if best is None else -best[3]


def _head_size(rows: list[_GridRow]) -> int:
    """How many lines the head of the table takes: up to the first code, number or heading."""
    for index, row in enumerate(rows[:8]):
        first = next((text for text in _texts(row)), "")
        if row.across or _CODE.match(first) or (_NUMBER.match(first) and len(_texts(row)) > 1):
            return index
    return 1 if rows else 0


def _merged(rows: list[_GridRow], width: int) -> _GridRow:
    cells: list[list[tuple[str, Line]]] = [[] for _ in range(width)]
    for row in rows:
        for column, parts in enumerate(row.cells):
            cells[column].extend(parts)
    return _GridRow(
        [[(" ".join(text for text, _ in cell), cell[0][1])] if cell else [] for cell in cells]
    )


def _without_heads(rows: list[_GridRow], words: set[str], size: int) -> list[_GridRow]:
    """The rows without the lines of the head a new page repeats."""
    out: list[_GridRow] = []
    left = 0
    for row in rows:
        own = [word for text in _texts(row) for word in text.split()]
        of_head = bool(own) and words.issuperset(own)
        if of_head and (left or len(_texts(row)) >= 3):
            left = left - 1 if left else size - 1
            continue
        left = 0
        out.append(row)
    return out


def _begins(row: _GridRow, last: _GridRow, *, first: bool) -> bool:
    """True where a line begins a row of its own."""
    if first:
        return True
    texts = _texts(row)
    lead = [text for cell in row.cells[:2] for text, _ in cell[:1]]
    if any(_CODE.match(text) for text in lead):
        return True
    if lead and _NUMBER.match(lead[0]) and row.cells[0] and len(texts) > 1:
        return True
    filled = [column for column, cell in enumerate(row.cells) if cell]
    rows = Counter(line.number for cell in last.cells for _, line in cell)
    if not rows or len(filled) < 4:
        return False
    before = rows[max(rows)]
    opens = sum(text[0].isupper() or text[0].isdigit() or text[0] in "-+•" for text in texts)
    return before <= 0.5 * len(filled) and opens >= 0.8 * len(texts)


def _table(lines: Lines, grid: list[_GridRow], width: int, number: int) -> Table:
    first = next((line for row in grid for cell in row.cells for _, line in cell), None)
    table = Table([], Place(lines.file, line=first.number if first else None, table=number), width)
    widest = [
        max(
            (len(text) for row in grid[1:] if not row.across for text, _ in row.cells[c]), default=0
        )
        for c in range(width)
    ]
    for index, row in enumerate(grid, start=1):
        parts = row.cells[:1] if row.across else row.cells
        at = next((line.number for cell in parts for _, line in cell), None)
        cells = []
        for column, cell in enumerate(parts, start=1):
            where = {"table": number, "row": index, "column": column}
            made = _paragraphs(lines.file, cell, widest[column - 1], where)
            place = made[0].place if made else Place(lines.file, line=at, **where)
            cells.append(Cell(made, place, width if row.across else 1))
        table.rows.append(Row(cells, Place(lines.file, line=at, table=number, row=index)))
    return table


def _paragraphs(
    file: str, pieces: list[tuple[str, Line]], widest: int, where: dict[str, int]
) -> list[Paragraph]:
    """The lines of a cell as paragraphs: a new one at a list mark or where a line had room left."""
    out: list[Paragraph] = []
    before = ""
    for text, line in pieces:
        place = Place(file, line=line.number, **where)
        if out and _goes_on(before, text, widest):
            last = out[-1]
            joint = "" if re.search(r"\d-$", last.text) and text[0].isdigit() else " "
            last.marks = (*last.marks, Mark(len(last.text) + len(joint), place))
            last.text = f"{last.text}{joint}{text}"
        else:
            out.append(Paragraph(text, place, (Mark(0, place),)))
        before = text
    for number, paragraph in enumerate(out, start=1):
        paragraph.place = Place(file, line=paragraph.place.line, paragraph=number, **where)
        paragraph.marks = tuple(
            Mark(m.offset, Place(file, line=m.place.line, paragraph=number, **where))
            for m in paragraph.marks
        )
    return out


def _goes_on(before: str, text: str, widest: int) -> bool:
    if LIST_MARK.match(text):
        return False
    if not text[0].isupper():
        return True
    if before[-1] in ".;:!?":
        return False
    return len(before) + 1 + len(text.split(" ", 1)[0]) > widest - 1
