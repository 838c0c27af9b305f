"""The plan's table rebuilt from items, heading rows, empty rows and the text under Mức 4."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from caitien.core.drafts.model import CELL_FIELDS, EmptyRow, Item, PlanDraft, StandardRow
from caitien.core.vietnamese.text import fold

from .cells import (
    PEOPLE,
    SAME_FIELD,
    code_told,
    criterion_lines,
    is_clause,
    lines_of,
    paragraphs_of,
    people_of,
)
from .heads import head_rows
from .measure import fit_columns, line_count
from .model import LANDSCAPE_WIDTH, PORTRAIT_WIDTH, Cell, Row, Table

#: from so many columns on a table stands on landscape pages
WIDE = 7
#: a row of more lines than this may run over a page
LONG_ROW = 14
_CENTERED = frozenset({"tt", "report_time", "status"})
_CODES = ("tt", "standard", "criterion")
#: columns that carry the criterion, the best first
_HOSTS = ("criterion", "content", "tt", "target", "solutions")


@dataclass(slots=True)
class TableColumn:
    """A column to print: title, field of the item, wished width in mm (0: none)."""

    title: str
    field: str
    width: float = 0.0


@dataclass(slots=True)
class Rows:
    """What one table holds: all of the draft, or the part that stood in one of its tables."""

    items: list[Item]
    standards: list[StandardRow]
    empty_rows: list[EmptyRow]
    level4_text: str | None = None
    blocks: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, draft: PlanDraft, blocks: tuple[str, ...] = ()) -> Rows:
        """Everything of the draft; `blocks` are rows the form prints first ("MỨC 1, 2, 3")."""
        return cls(
            list(draft.items),
            list(draft.standards),
            list(draft.empty_rows),
            draft.level4_text,
            blocks,
        )


def plan_table(
    rows: Rows,
    columns: list[TableColumn],
    *,
    numbered: bool = False,
    headings: bool = True,
    landscape: bool = False,
) -> Table:
    """The table of a plan, on landscape pages where it is wide or its form asks for it.

    `numbered` adds the head row (1), (2)…; `headings` the rows of the standards.
    """
    count = len(columns)
    head = head_rows([column.title for column in columns])
    if numbered:
        head.append(Row([Cell([f"({n})"], align="center") for n in range(1, count + 1)]))
    body = [_span(text, count, centered=True) for text in rows.blocks]
    separate = any(name_of(c) == "standard" for c in columns)
    body += list(_body(rows, columns, headings and not separate))
    landscape = landscape or count >= WIDE
    size = 12.0 if count < 10 else 11.0
    width = LANDSCAPE_WIDTH if landscape else PORTRAIT_WIDTH
    wishes = _wishes(columns)
    widths = fit_columns(head, body, width, size, wishes)
    mark_long_rows(body, widths, size)
    return Table(widths, head, body, landscape, size)


def _wishes(columns: list[TableColumn]) -> list[float] | None:
    """The widths of the form; a TT column that carries the criterion is wider than printed."""
    if not all(c.width for c in columns):
        return None
    tt_hosts = not {name_of(c) for c in columns} & {"criterion", "content"}
    return [36.0 if tt_hosts and c.field == "tt" else c.width for c in columns]


def mark_long_rows(rows: list[Row], widths: list[float], size: float) -> None:
    """Lets very long rows run over a page; the others stay whole."""
    for row in rows:
        column, lines = 0, 0
        for cell in row.cells:
            room = sum(widths[column : column + cell.span])
            lines = max(lines, line_count(cell, room, size))
            column += cell.span
        row.split = lines > LONG_ROW


def unprinted(items: list[Item], columns: list[TableColumn]) -> dict[str, int]:
    """How many items hold a value, field by field, that none of the columns prints."""
    printed = {name_of(c) for c in columns}
    lost: Counter[str] = Counter()
    if printed & set(PEOPLE):
        printed.add("assignee_text")
    for name in (*CELL_FIELDS[1:], "current"):
        if name not in printed:
            lost[name] = sum(bool(item.text_of(name)) for item in items)
    return {name: n for name, n in lost.items() if n}


def _span(text: str, count: int, centered: bool = False) -> Row:
    paragraphs = lines_of(text) or [text]
    cell = Cell(paragraphs, count, "center" if centered else "left", bold=True)
    return Row([cell], keep_next=centered)


def _body(rows: Rows, columns: list[TableColumn], headings: bool) -> list[Row]:
    out: list[Row] = []
    waiting = list(rows.standards) if headings else []
    current: str | None = None
    level4: list[Item | EmptyRow] = [*filter(is_clause, rows.items)]
    level4 += filter(is_clause, rows.empty_rows)
    items = [item for item in rows.items if not is_clause(item)]
    for entry in _merged(items, [r for r in rows.empty_rows if not is_clause(r)]):
        if headings and entry.standard and entry.standard != current:
            out += _headings(entry, waiting, columns)
        current = entry.standard or current
        out.append(_row(entry, columns))
    out += [_heading(row.text or _standard_text(row), row.tt, columns) for row in waiting]
    if rows.level4_text:
        if not fold(rows.level4_text).lstrip().startswith("muc 4"):
            out.append(_span("MỨC 4", len(columns), centered=True))
        out.append(_span(rows.level4_text, len(columns)))
    elif level4:
        out.append(_span("MỨC 4", len(columns), centered=True))
    return out + [_row(entry, columns) for entry in level4]


def _merged(items: list[Item], empty: list[EmptyRow]) -> list[Item | EmptyRow]:
    """Items with the empty rows where they stood, or in the order of their codes."""
    out: list[Item | EmptyRow] = list(items)
    placed = [(i.place.table, i.place.row) for i in items]
    known = all(t is not None and r is not None for t, r in placed)
    for row in empty:
        at = _by_place(out, row) if known and row.place.row is not None else _by_code(out, row)
        out.insert(at, row)
    return out


def _by_place(out: list[Item | EmptyRow], row: EmptyRow) -> int:
    spot = (row.place.table or 0, row.place.row or 0)
    for index, entry in enumerate(out):
        if (entry.place.table or 0, entry.place.row or 0) > spot:
            return index
    return len(out)


def _by_code(out: list[Item | EmptyRow], row: EmptyRow) -> int:
    code = _code_key(row)
    for index in range(len(out) - 1, -1, -1):
        if _code_key(out[index]) <= code:
            return index + 1
    return 0 if out else len(out)


def _code_key(entry: Item | EmptyRow) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d+", entry.criterion or entry.standard or ""))


def _headings(
    entry: Item | EmptyRow, waiting: list[StandardRow], columns: list[TableColumn]
) -> list[Row]:
    """The heading rows up to that of the entry's standard; one made where the draft has none."""
    for index, row in enumerate(waiting):
        if row.standard == entry.standard:
            taken = waiting[: index + 1]
            del waiting[: index + 1]
            return [_heading(r.text or _standard_text(r), r.tt, columns) for r in taken]
    title = getattr(entry, "standard_title", None)
    return [_heading(f"Tiêu chuẩn {entry.standard}: {title}", None, columns)] if title else []


def _standard_text(row: StandardRow) -> str:
    return f"Tiêu chuẩn {row.standard}: {row.title}" if row.title else f"Tiêu chuẩn {row.standard}"


def _heading(text: str, tt: str | None, columns: list[TableColumn]) -> Row:
    paragraphs = lines_of(text) or [text]
    if tt and columns[0].field == "tt" and len(columns) > 1:
        first = Cell([tt], align="center", bold=True)
        return Row([first, Cell(paragraphs, len(columns) - 1, bold=True)], keep_next=True)
    return Row([Cell(paragraphs, len(columns), bold=True)], keep_next=True)


def _row(entry: Item | EmptyRow, columns: list[TableColumn]) -> Row:
    names = {name_of(c) for c in columns}
    host = next((name for name in _HOSTS if name in names), None)
    cells = []
    for column in columns:
        name = name_of(column)
        if isinstance(entry, EmptyRow):
            texts = _empty_cell(entry, name)
        elif name in PEOPLE:
            texts = people_of(entry, name, names)
        else:
            texts = paragraphs_of(entry, name, column.title)
        if name == host != "criterion":
            texts = _with_code(entry, texts, before=name == "content")
        elif name == "criterion" and "standard" in names:
            texts = _bare(entry, texts)
        short = name in _CENTERED or name in _CODES
        centered = short and len(texts) == 1 and len(texts[0]) < 12
        cells.append(Cell(texts, align="center" if centered else "left"))
    return Row(cells)


def _with_code(entry: Item | EmptyRow, texts: list[str], before: bool) -> list[str]:
    """The cell with the criterion of the row, where the table has no column for it."""
    code = criterion_lines(entry)
    told = isinstance(entry, Item) and code_told(entry)
    if not code or told:
        return texts
    return code + texts if before else texts + code


def name_of(column: TableColumn) -> str:
    """The field of an item a column prints."""
    return SAME_FIELD.get(column.field, column.field)


def _empty_cell(entry: EmptyRow, name: str) -> list[str]:
    if name == "criterion":
        return criterion_lines(entry)
    return [entry.standard] if name == "standard" and entry.standard else []


def _bare(entry: Item | EmptyRow, texts: list[str]) -> list[str]:
    """The code alone ("1.1"), as forms with a column of their own for the standard print it."""
    written = getattr(entry, "code_text", None)
    if written or getattr(entry, "criterion_title", None) or len(texts) != 1:
        return texts
    return [texts[0].removeprefix("Tiêu chí ")]
