"""PLN-03: the budget cell of a row is empty."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint.cells import Wanted, column_gaps, empty_cells, has_column
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity

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
#: in a table without a budget column the conditions say where the money comes from
CONDITIONS = Wanted("điều kiện thực hiện", "conditions", (), WANTED.how)


def check(ctx: Context) -> Iterator[Finding]:
    if has_column(ctx, WANTED):
        yield from empty_cells(ctx, WANTED)
    else:
        yield from column_gaps(ctx, CONDITIONS)
