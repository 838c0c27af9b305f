"""Empty cells of the plan's table, where the table can be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .rule import Finding, show

if TYPE_CHECKING:
    from caitien.core.drafts.model import Item

    from .context import Context

#: from this many rows on, a column empty in all of them is worth a word
_COLUMN = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """A value every row should have: its name in words, the fields that hold it, what to do."""

    what: str
    field: str
    also: tuple[str, ...]
    how: str


def has_column(ctx: Context, wanted: Wanted) -> bool:
    """Whether the table has the column: by its heading, or by a row that fills it."""
    name = wanted.field.removesuffix("_text")
    if any(column.field.removesuffix("_text") == name for column in ctx.plan.columns):
        return True
    return any(_filled(item, wanted) for item in ctx.plan.items)


def empty_cells(ctx: Context, wanted: Wanted) -> Iterator[Finding]:
    """A finding for each row whose cell is empty, worded for the column where all of it is."""
    if {"table", "scan"} & ctx.damage or not has_column(ctx, wanted):
        return
    rows = [item for item in ctx.plan.items if not item.partial and _has_work(item)]
    bare = [item for item in rows if not _filled(item, wanted)]
    message = f"Thiếu {wanted.what}."
    if len(bare) == len(rows) >= _COLUMN:
        message = f"Thiếu {wanted.what}: cả {len(rows)} dòng của bảng đều bỏ trống cột này."
    for item in bare:
        yield ctx.cell(item, wanted.field, message, absent=wanted.what, fix=show(wanted.how))


def _filled(item: Item, wanted: Wanted) -> bool:
    names = (wanted.field, *wanted.also)
    if any(getattr(item, name) not in (None, "", []) for name in names):
        return True
    jobs = item.solution_details
    return any(getattr(job, wanted.field, None) for job in jobs)


def _has_work(item: Item) -> bool:
    return bool(item.solutions or item.target or item.content or item.indicator)
