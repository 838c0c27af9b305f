"""Tables in plain text written a cell a line, without any mark: the rhythm of the rows tells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from caitien.core.documents.model import Cell, Mark, Paragraph, Place, Row, Table

from .text_lines import LIST_MARK, ROMAN_HEADING, Line, Lines, clean

_FIRST_TITLE = re.compile(
    r"^(?:s?tt|số tt|số thứ tự|tiêu chí|tiêu chuẩn(?:\s*[,/]\s*|\s+(?:và\s+)?)tiêu chí|mã(?: số)?"
    r"(?: tc| tiêu chí)?|tc|tiêu chuẩn|thời điểm)$",
    re.IGNORECASE,
)
_CODE = re.compile(r"^(?:Tiêu chí|TC)?\s*[1-9]\s*\.\s*\d{1,2}(?![\d.,]*\d)", re.IGNORECASE)
_ACROSS = re.compile(r"^(?:\d{1,2}\s+)?Tiêu chuẩn\s*\d|^M[ứỨ]C\s*\d", re.IGNORECASE)
_NUMBER = re.compile(r"^\d{1,2}[.)]?$")
_COLUMN_NUMBER = re.compile(r"^\(\d{1,2}\)$")
_TERM = re.compile(r"^(?:Cuối|Đầu|Giữa)\s+(?:học kỳ|năm|kỳ)", re.IGNORECASE)
_OUTSIDE = re.compile(r"^(?:Nơi nhận|[A-H][.)]\s+[A-ZĐÀ-Ỹ]{2}|Trên đây là)")
_FEWEST_COLUMNS, _MOST_COLUMNS = 4, 20
#: stands for the column of codes in a table whose rows have numbers only
_BY_NUMBER = -1
_LONGEST_TITLE = 70
#: lines of the longest table
_LONGEST = 20_000


@dataclass(slots=True)
class CellLines:
    """The lines of a table from `start` to before `end`; `table` where its rows came out even."""

    start: int
    end: int
    table: Table | None


Token = tuple[str, Line]


def cell_tables(lines: Lines) -> dict[int, CellLines]:
    """Every such table by the line it begins at; {} where the text has tabs."""
    if any(line.has_tab for line in lines.all):
        return {}
    found: dict[int, CellLines] = {}
    index = 0
    while index < len(lines.all):
        table = cells_at(lines, index, len(found) + 1)
        if table:
            found[index] = table
        index = table.end if table else index + 1
    return found


def cells_at(lines: Lines, start: int, number: int) -> CellLines | None:
    """The table whose titles begin at line `start`, or None where no table begins there."""
    if lines.all[start].has_tab or not _FIRST_TITLE.match(lines.all[start].text):
        return None
    after = start + 1
    while after < len(lines.all) and after - start <= _MOST_COLUMNS and _is_title(lines.all[after]):
        after += 1
    width = after - start
    if not _FEWEST_COLUMNS <= width <= _MOST_COLUMNS:
        return None
    end = after
    titles = [line.text for line in lines.all[start:after]]
    while end < min(len(lines.all), after + _LONGEST) and not _is_outside(lines.all[end]):
        if [line.text for line in lines.all[end : end + width]] == titles:
            break
        end += 1
    tokens: list[Token] = []
    for line in lines.all[after:end]:
        tokens += [("", line)] * line.gap
        tokens.append((clean(line.text), line))
    while tokens and not tokens[-1][0]:
        tokens.pop()
    rows = _rows(tokens, width)
    if not rows or all(len(row) == 1 for row in rows):
        return CellLines(start, end, None) if any(_CODE.match(t) for t, _ in tokens) else None
    head = [[(line.text, line)] for line in lines.all[start:after]]
    return CellLines(start, end, _table(lines, [head, *rows], width, number))


def _is_title(line: Line) -> bool:
    text = line.text
    if line.gap or line.has_tab or not text or len(text) > _LONGEST_TITLE or text[-1] in ".;:":
        return False
    return not any(p.match(text) for p in (_CODE, _ACROSS, _NUMBER, _COLUMN_NUMBER, _TERM))


def _is_outside(line: Line) -> bool:
    return line.has_tab or bool(ROMAN_HEADING.match(line.text) or _OUTSIDE.match(line.text))


Cells = list[list[Token]]


def _rows(tokens: list[Token], width: int) -> list[Cells]:
    """The rows, each of `width` cells (or one that runs across); [] where they do not come out."""
    rows: list[Cells] = []
    code = _code_column(tokens, width)
    at = 0
    while at < len(tokens):
        text = tokens[at][0]
        if _ACROSS.match(text):
            rows.append([[tokens[at]]])
            at += 1
        elif at + 1 < len(tokens) and _ACROSS.match(tokens[at + 1][0]) and len(text) <= 3:
            joined = f"{text} {tokens[at + 1][0]}".strip()
            rows.append([[(joined, tokens[at + 1][1])]])
            at += 2
        else:
            size = _row_size(tokens, at, width, code)
            cells = _evened(tokens[at : at + size], width)
            if cells is None:
                return []
            if not all(_COLUMN_NUMBER.match(t) for cell in cells for t, _ in cell if t):
                rows.append(cells)
            at += size
    return rows


def _code_column(tokens: list[Token], width: int) -> int | None:
    """The column of the codes (or of the numbers of the rows), from the first row."""
    first = 0
    while first < len(tokens) and (
        _ACROSS.match(tokens[first][0])
        or _COLUMN_NUMBER.match(tokens[first][0])
        or (first + 1 < len(tokens) and _ACROSS.match(tokens[first + 1][0]))
    ):
        first += 1
    for column in range(min(3, width)):
        if first + column < len(tokens) and _CODE.match(tokens[first + column][0]):
            return column
    return _BY_NUMBER if first < len(tokens) and _NUMBER.match(tokens[first][0]) else None


def _begins_row(tokens: list[Token], at: int, code: int | None) -> bool:
    """True where a row, a heading row or the end stands at `at`."""
    rest = [text for text, _ in tokens[at : at + 2]]
    if not rest:
        return True
    if _ACROSS.match(rest[0]) or code is None:
        return True
    if len(rest) > 1 and len(rest[0]) <= 3 and _ACROSS.match(rest[1]):
        return True
    if code == _BY_NUMBER:
        return bool(_NUMBER.match(rest[0]))
    text = tokens[at + code][0] if at + code < len(tokens) else ""
    return bool(_CODE.match(text))


def _row_size(tokens: list[Token], at: int, width: int, code: int | None) -> int:
    """How many lines the row at `at` takes: up to where the next one begins.

    Rows under one merged code have none of their own: then the lines are those of several rows.
    """
    left = len(tokens) - at
    for size in range(min(width, left), min(left, 12 * width) + 1):
        if not _begins_row(tokens, at + size, code):
            continue
        whole = _evened(tokens[at : at + size], width) is not None
        if (
            whole
            and size < left
            and not tokens[at + size][0]
            and _begins_row(tokens, at + size + 1, code)
        ):
            size += 1  # an empty last cell
        return size if whole or size % width else width
    return min(width, left)


def _evened(tokens: list[Token], width: int) -> Cells | None:
    """The lines of a row as cells: listed lines beneath one another belong to one cell."""
    cells: Cells = []
    for token in tokens:
        listed = bool(LIST_MARK.match(token[0]))
        over = len(tokens) > width and cells and cells[-1][-1][0]
        if over and listed and LIST_MARK.match(cells[-1][-1][0]):
            cells[-1].append(token)
        else:
            cells.append([token])
    while len(cells) > width and not cells[-1][-1][0]:
        cells.pop()
    if len(cells) > width:
        return None
    return [*cells, *([] for _ in range(width - len(cells)))]


def _table(lines: Lines, rows: list[Cells], width: int, number: int) -> Table:
    first = rows[0][0][0][1]
    table = Table([], Place(lines.file, line=first.number, table=number), width)
    for index, row in enumerate(rows, start=1):
        at = next((line.number for cell in row for _, line in cell), None)
        cells = []
        for column, cell in enumerate(row, start=1):
            paragraphs = []
            told = [token for token in cell if token[0]]
            for count, (text, line) in enumerate(told, start=1):
                place = Place(
                    lines.file,
                    line=line.number,
                    table=number,
                    row=index,
                    column=column,
                    paragraph=count,
                )
                paragraphs.append(Paragraph(text, place, (Mark(0, place),)))
            place = Place(lines.file, line=at, table=number, row=index, column=column)
            cells.append(Cell(paragraphs, place, width if len(row) == 1 else 1))
        table.rows.append(Row(cells, Place(lines.file, line=at, table=number, row=index)))
    return table
