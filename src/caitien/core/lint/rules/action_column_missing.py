"""Thông tư 57/2026: actions without indicator, resources or expected evidence."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._plan_2026 import ARTICLE, of_today, torn
from caitien.core.lint.cells import Wanted, empty_cells, has_column
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="KH203",
    slug="action-column-missing",
    kind=None,
    severity=Severity.WARNING,
    title="Việc cải tiến thiếu chỉ số, nguồn lực hoặc minh chứng dự kiến",
    why="Không có chỉ số thì không đánh giá được, không có nguồn lực thì không làm được, không có"
    " minh chứng thì không chứng tỏ được.",
    article=f"{ARTICLE}, mục V",
)

_INDICATOR = Wanted(
    "chỉ số đánh giá kết quả",
    "indicator",
    (),
    "Ghi con số hoặc dấu hiệu để biết việc đã đạt, từ bao nhiêu lên bao nhiêu.",
)
_RESOURCES = Wanted(
    "nguồn lực bảo đảm",
    "resources",
    ("budget_text", "conditions"),
    "Ghi người, tiền, phương tiện; nếu không cần thêm thì ghi “Không”.",
)
_EVIDENCE = Wanted(
    "minh chứng dự kiến",
    "expected_evidence",
    (),
    "Ghi hồ sơ, số liệu sẽ chứng tỏ việc đã làm và có tác dụng.",
)


def check(ctx: Context) -> Iterator[Finding]:
    if not of_today(ctx) or torn(ctx) or not ctx.plan.items:
        return
    absent = []
    for wanted in (_INDICATOR, _RESOURCES, _EVIDENCE):
        if has_column(ctx, wanted):
            yield from empty_cells(ctx, wanted)
        elif not any(getattr(i, name) for i in ctx.plan.items for name in wanted.also):
            absent.append(wanted)
    if absent:
        names = ", ".join(wanted.what for wanted in absent)
        yield ctx.cell(
            ctx.plan.items[0],
            absent[0].field,
            f"Bảng kế hoạch không có cột {names}.",
            absent=names,
            fix=show(" ".join(wanted.how for wanted in absent)),
            confidence="chắc" if ctx.plan.columns else "có thể",
        )
