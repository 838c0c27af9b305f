"""Where a plan names the standards beside the heading rows of its table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caitien.core.documents.model import NOWHERE

if TYPE_CHECKING:
    from caitien.core.documents.model import Place

    from .context import Context

_REST = re.compile(r"các\s+tiêu\s+chuẩn\s+(?:còn\s+lại|khác)", re.IGNORECASE)
_NAMED = re.compile(
    r"tiêu\s+chuẩn\s*:?\s*(\d(?:\s*(?:,|;|và|-|–|đến)\s*\d(?![.\d]))*)", re.IGNORECASE
)


def rest_is_said(ctx: Context) -> bool:
    """Whether the plan says something of "các tiêu chuẩn còn lại"."""
    return any(_REST.search(block.text) for block in ctx.blocks)


def named_standards(ctx: Context) -> set[str | None]:
    """The standards that cells, headings and the body name ("Tiêu chuẩn 4 và 5: không có …")."""
    found: set[str | None] = set()
    for block, match in ctx.find(_NAMED, "cell", "heading", "body"):
        line = block.text[match.start() :].split("\n")[0]
        listed = re.findall(r"\d", match[1])
        if len(listed) == 2 and re.search(r"[-–]|đến", match[1]):
            listed = [str(n) for n in range(int(listed[0]), int(listed[1]) + 1)]
        if block.role != "body" or "không có" in line or "không xây dựng" in line:
            found.update(listed)
    return found


def title_place(ctx: Context, code: str, row: Place) -> Place:
    """Where in its row the title of a standard stands, as far as the row has cells of its own."""
    named = re.compile(rf"tiêu\s+chuẩn\s*:?\s*{re.escape(code)}(?!\d)", re.IGNORECASE)
    for block in ctx.role("cell"):
        same = (block.place.table, block.place.row) == (row.table, row.row)
        match = named.search(block.text) if same and row.row is not None else None
        if match:
            return block.place_at(match.start())
    return row


def last_row(ctx: Context) -> tuple[Place, str]:
    """The last heading row of the table, else its last row."""
    if ctx.plan.standards:
        row = ctx.plan.standards[-1]
        return title_place(ctx, row.standard, row.place), row.text or f"Tiêu chuẩn {row.standard}"
    for item in reversed(ctx.plan.items):
        return item.place, item.code_text or item.criterion or item.standard or ""
    return NOWHERE, ""
