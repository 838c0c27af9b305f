"""Which tables of a file hold the plan: by their columns, and by the criteria their rows name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from caitien.core.documents.model import Block, Paragraph, Table
from caitien.core.vietnamese.text import collapse, fold

from .cells import parse_code
from .columns import fields_of, header_rows, is_plan_header, layout_of
from .sections import is_heading

_BARE = re.compile(r"^[1-5]\.\d{1,2}$")
_RESULTS = re.compile(r"ket qua (?:thuc hien|dat duoc|cai tien)|danh gia (?:ket qua|viec)|tong ket")


def chosen_tables(units: Sequence[Block], style: str) -> set[int]:
    """The ids of the tables that are the plan's.

    Where some tables name criteria, others count only with the same columns. A table in a section
    on past results does not count where another section holds one.
    """
    found: list[tuple[Table, tuple[str, ...], bool, bool]] = []
    past = False
    for unit in units:
        if isinstance(unit, Paragraph) and is_heading(unit, style):
            past = bool(_RESULTS.search(fold(unit.full_text)))
        elif isinstance(unit, Table):
            fields = plan_fields(unit)
            if fields or speaks_of_criteria(unit):
                found.append((unit, fields, past, _is_coded(unit, fields)))
    if any(not past for _, _, past, _ in found):
        found = [entry for entry in found if not entry[2]]
    if any(coded for *_, coded in found):
        wanted = {fields for _, fields, _, coded in found if coded}
        found = [entry for entry in found if entry[3] or entry[1] in wanted]
    return {id(entry[0]) for entry in found}


def plan_fields(table: Table) -> tuple[str, ...]:
    """The fields of a table with the head of a plan's table; () of any other."""
    _, titles = header_rows(table.rows, table.columns)
    return tuple(fields_of(titles)) if titles and is_plan_header(titles) else ()


def _is_coded(table: Table, fields: tuple[str, ...]) -> bool:
    known = {"criterion", "standard_criterion", "indicator"} & set(fields)
    return bool(known) or speaks_of_criteria(table)


def speaks_of_criteria(table: Table) -> bool:
    """True where the cells of a table name criteria ("Tiêu chí 1.3", or bare codes one below
    another in a column of a wide table).
    """
    codes = sum(
        any("t" in c.text[:3].lower() and parse_code(c.text) for c in row.cells)
        for row in table.rows
    )
    if codes >= 2 or (codes == 1 and len(table.rows) <= 4 and table.columns >= 4):
        return True
    bare = [any(_BARE.match(collapse(c.text)) for c in row.cells[:3]) for row in table.rows]
    return table.columns >= 5 and sum(bare) >= 2 and sum(bare) >= 0.6 * (len(bare) - 1)


def names_criteria(units: Sequence[Block]) -> bool:
    """True where a file without a title holds a table no other paper has: criteria and work."""
    for unit in units:
        if isinstance(unit, Table):
            fields = plan_fields(unit)
            if fields and (_is_coded(unit, fields) or layout_of(fields)):
                return True
            if not fields and speaks_of_criteria(unit) and unit.columns >= 5:
                return True
    return False


def has_own_head(table: Table) -> bool:
    """True where the first row is a head of its own (it numbers the rows below, or says so)."""
    if not table.rows:
        return False
    first = table.rows[0]
    keys = [fold(collapse(cell.text)) for cell in first.cells]
    return first.header or any(re.fullmatch(r"s?tt|so tt|stt\.?", key) for key in keys)
