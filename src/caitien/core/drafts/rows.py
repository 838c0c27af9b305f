"""Rows of a plan's table: what each row is, and rows cut in two put together again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from caitien.core.documents.model import NOWHERE, Cell, Mark, Paragraph, Place, Row
from caitien.core.vietnamese.text import collapse, key

from .cells import (
    BARE_CODE,
    CLAUSE,
    CRITERION,
    LEVEL4_CLAUSE,
    LEVEL_BAND,
    STANDARD,
    TOTAL,
    is_blank,
    pieces,
)
from .columns import fields_of

#: columns that say which criterion a row is about
CODE_FIELDS = ("standard_criterion", "criterion", "standard", "tt")
#: columns that hold the substance of a row
CONTENT_FIELDS = (
    "target",
    "solutions",
    "content",
    "indicator",
    "assignee",
    "lead",
    "collaborators",
    "time",
    "start",
    "end",
    "budget",
    "conditions",
    "resources",
    "expected_evidence",
    "supervisor",
    "report_time",
    "status",
    "notes",
    "current",
    "weakness",
    "cause",
)


@dataclass(slots=True)
class RawRow:
    """A row by meaning: kind is item, standard, criterion, band, note or skip; cells by field."""

    kind: str
    cells: dict[str, Cell] = field(default_factory=dict)
    place: Place = NOWHERE
    inherited: bool = False  # the code cell was empty: the criterion of the row above
    merged_code: bool = False  # the code cell is merged with the row above
    heading: bool = False  # names a criterion and nothing else
    joined: bool = False  # made of a row and what stood after a page break
    text: str = ""


def grid_cells(row: Row, fields: Sequence[str], above: dict[str, Cell]) -> dict[str, Cell]:
    """The cells of a row by field; a vertically merged cell gives the text of its first row."""
    out: dict[str, Cell] = {}
    for column, cell in row.at_grid():
        names = [name for name in fields[column : column + cell.colspan] if name]
        if not names:
            continue
        name = next((n for n in names if not n.startswith("+")), names[0])
        if cell.continues:
            if name in above and name not in ("tt", "notes"):
                out[name] = above[name]
            continue
        if name not in out or is_blank(out[name]):
            out[name] = cell
        above[name] = cell
    return out


def classify(row: Row, fields: Sequence[str], above: dict[str, Cell]) -> RawRow:
    """What a row is, from its texts alone."""
    filled = [cell for cell in row.cells if not is_blank(cell) and not cell.continues]
    if not filled:
        return RawRow("skip", place=row.place)
    texts = [collapse(cell.text) for cell in filled]
    if _is_head(row, fields):
        return RawRow("skip", place=row.place)
    first = texts[0] if len(texts) == 1 or not texts[0].isdigit() else texts[1]
    others = [t for t in texts if t != first and not t.isdigit()]
    if not others and LEVEL_BAND.match(first) and len(first) < 80:
        return RawRow("band", place=row.place, text=first)
    if STANDARD.match(first) and not CRITERION.match(first):
        if not others:
            return RawRow("standard", place=row.place, text=" ".join(texts))
        if len(others) == 1 and _only_titles(row, fields):
            return RawRow("standard", place=row.place, text=f"{first}: {others[0]}")
    if len(filled) == 1 and _is_note(row, filled[0], texts[0]):
        return RawRow("note", place=row.place, text=texts[0])
    if TOTAL.match(first) and not any(CRITERION.match(t) for t in texts):
        return RawRow("skip", place=row.place)
    merged = any(
        cell.continues and name in CODE_FIELDS
        for (column, cell) in row.at_grid()
        for name in fields[column : column + 1]
    )
    cells = grid_cells(row, fields, above)
    return RawRow("item", cells, row.place, merged_code=merged)


def _only_titles(row: Row, fields: Sequence[str]) -> bool:
    """True where nothing says who, when or what is done."""
    work = {"solutions", "assignee", "lead", "time", "start", "end", "budget"}
    return not any(
        name in work and not is_blank(cell)
        for column, cell in row.at_grid()
        for name in fields[column : column + 1]
    )


def _is_note(row: Row, cell: Cell, text: str) -> bool:
    """True for a text that spans the table and names no criterion: a note, a group of rows."""
    width = sum(c.colspan for c in row.cells)
    if cell.colspan < 2 or cell.colspan * 2 < width or TOTAL.match(text):
        return False
    return not any(p.match(text) for p in (CRITERION, CLAUSE, BARE_CODE)) and len(text) > 3


def _is_head(row: Row, fields: Sequence[str]) -> bool:
    titles = [collapse(cell.text) for cell in row.cells]
    if any(len(title) > 90 or CRITERION.match(title) for title in titles):
        return False
    named = [name for name in fields_of(titles) if name]
    return len(named) >= 4 and len(set(named) & set(fields)) >= 0.7 * len(named)


def has_code(row: RawRow) -> bool:
    """True where a code cell, or the start of the work, names a criterion or a clause of Mức 4."""
    for name in CODE_FIELDS:
        cell = row.cells.get(name)
        text = collapse(cell.text) if cell else ""
        if text and any(p.match(text) for p in (CRITERION, CLAUSE, LEVEL4_CLAUSE, BARE_CODE)):
            return True
    return any(
        CRITERION.match(collapse(row.cells[name].text))
        for name in ("content", "target", "solutions")
        if name in row.cells
    )


def _own_number(row: RawRow) -> bool:
    tt = row.cells.get("tt")
    return bool(tt and collapse(tt.text).strip(".) ").isdigit())


def goes_on_from(row: RawRow, before: RawRow) -> bool:
    """True where a row without a code is the rest of the row before it (a page break cut it)."""
    if has_code(row) or _own_number(row) or row.merged_code:
        return False
    for name in CODE_FIELDS:
        cell = row.cells.get(name)
        if cell and not is_blank(cell) and collapse(cell.text)[:1].islower():
            return True
    for name in ("solutions", "target", "content"):
        cell = row.cells.get(name)
        if cell is None or is_blank(cell):
            continue
        mine, theirs = pieces(cell), pieces(before.cells.get(name))
        if mine[0].number and theirs and (theirs[-1].number or 0) + 1 == mine[0].number:
            return True
        if mine[0].text[:1].islower() and not mine[0].mark:
            return True
    substance = [n for n in ("target", "solutions", "content") if not is_blank(row.cells.get(n))]
    return not substance


def join_rows(before: RawRow, row: RawRow) -> None:
    """Put the cells of `row` under those of `before`, mending the sentence cut between them."""
    for name, cell in row.cells.items():
        if cell is None or is_blank(cell):
            continue
        target = before.cells.get(name)
        if target is None or is_blank(target):
            before.cells[name] = cell
            continue
        merged = Cell(list(target.paragraphs), target.place, target.colspan)
        for index, paragraph in enumerate(cell.paragraphs):
            if not paragraph.full_text.strip():
                continue
            last = merged.paragraphs[-1] if merged.paragraphs else None
            if index == 0 and last and _cut(last, paragraph, name):
                merged.paragraphs[-1] = _glue(last, paragraph)
            else:
                merged.paragraphs.append(paragraph)
        before.cells[name] = merged
    before.joined = True


def _cut(last: Paragraph, after: Paragraph, name: str) -> bool:
    text = collapse(after.full_text)
    if name in CODE_FIELDS:
        return True
    return text[:1].islower() and collapse(last.text)[-1:] not in ".;:!?"


def _glue(last: Paragraph, after: Paragraph) -> Paragraph:
    text = last.text.rstrip()
    offset = len(text) + 1
    marks = last.marks or (Mark(0, last.place),)
    more = after.marks or (Mark(0, after.place),)
    moved = tuple(Mark(m.offset + offset, m.place) for m in more)
    return Paragraph(f"{text} {after.text.lstrip()}", last.place, (*marks, *moved), last.label)


def raw_rows(rows: Sequence[Row], fields: Sequence[str]) -> list[RawRow]:
    """The rows by meaning, cut rows joined, rows without a code given that of the row above."""
    out: list[RawRow] = []
    above: dict[str, Cell] = {}
    for row in rows:
        raw = classify(row, fields, above)
        if raw.kind == "skip":
            continue
        last = out[-1] if out and out[-1].kind == "item" else None
        if raw.kind == "item" and last and not has_code(raw):
            if last.heading and not _lower_start(raw):
                last.kind = "criterion"
                out.append(raw)
                continue
            if out[-1].kind != "criterion" and goes_on_from(raw, last):
                join_rows(last, raw)
                continue
            if not raw.merged_code and _lacks_code(raw, fields):
                raw.inherited = True
        raw.heading = raw.kind == "item" and _only_code(raw)
        out.append(raw)
    return out


def _only_code(row: RawRow) -> bool:
    """True where a row names a criterion and nothing else: perhaps a heading of the rows below."""
    filled = [name for name, cell in row.cells.items() if not is_blank(cell)]
    names = [name for name in filled if name != "tt" or not _own_number(row)]
    if len(names) != 1:
        return False
    text = collapse(row.cells[names[0]].text)
    return bool(CRITERION.match(text) or (names[0] in CODE_FIELDS and BARE_CODE.match(text)))


def _lower_start(row: RawRow) -> bool:
    texts = [collapse(cell.text) for cell in row.cells.values() if not is_blank(cell)]
    return bool(texts) and all(text[:1].islower() for text in texts)


def _lacks_code(row: RawRow, fields: Sequence[str]) -> bool:
    """True where the table has a column for the code and the row leaves it blank."""
    names = [name for name in CODE_FIELDS if name in fields]
    blank = all(is_blank(row.cells.get(name)) for name in names if name != "tt")
    return blank and (names != ["tt"] or is_blank(row.cells.get("tt"))) and bool(names)


def same_row(a: Row, b: Row) -> bool:
    """True where two rows say the same (a heading typed again)."""
    return [key(c.text) for c in a.cells] == [key(c.text) for c in b.cells]
