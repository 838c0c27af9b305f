"""PLN-03: the budget cell of a row is empty."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint.cells import Wanted, empty_cells, has_column
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="KH103",
    slug="budget-missing",
    kind="PLN-03",
    severity=Severity.WARNING,
    title="Thiếu kinh phí",
    why="Ô kinh phí để trống thì không rõ là không cần tiền hay chưa tính.",
)

WANTED = Wanted(
    "kinh phí",
    "budget_text",
    ("budget_vnd",),
    "Ghi số tiền và nguồn; nếu không cần kinh phí thì ghi “Không”.",
)
#: so many rows with a budget show that the column came through
_KEPT = 3
#: in a table without a budget column the conditions say where the money comes from
CONDITIONS = Wanted("điều kiện thực hiện", "conditions", (), WANTED.how)


def check(ctx: Context) -> Iterator[Finding]:
    if "table" in ctx.damage:
        yield from torn(ctx)
    elif has_column(ctx, WANTED):
        yield from empty_cells(ctx, WANTED)
    else:
        yield from empty_cells(ctx, CONDITIONS)


def torn(ctx: Context) -> Iterator[Finding]:
    """The rows of a torn table that have no budget, where others kept theirs."""
    rows = [item for item in ctx.plan.items if not item.partial and item.solutions and item.time]
    bare = [item for item in rows if not item.budget_text]
    if "scan" in ctx.damage or len(rows) - len(bare) < _KEPT:
        return
    message = "Không thấy kinh phí của dòng này trong văn bản trích xuất; hãy xem bản gốc."
    for item in bare:
        yield ctx.cell(
            item,
            "budget_text",
            message,
            absent=WANTED.what,
            fix=show(WANTED.how),
            confidence="có thể",
        )
