"""Thông tư 57/2026: fewer than two reviews in the school year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint._plan_2026 import ARTICLE, of_today, torn, uses_form
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show
from caitien.core.vietnamese.text import fold

RULE = Rule(
    code="KH204",
    slug="review-missing",
    kind=None,
    severity=Severity.WARNING,
    title="Thiếu lần rà soát, đánh giá trong năm học",
    why="Kế hoạch phải được rà soát ít nhất hai lần trong năm học: cuối học kỳ I và cuối năm học.",
    article=f"{ARTICLE}, mục VI và mục VIII.a",
)

_TIMES = {
    "cuối học kỳ I": re.compile(
        r"(?:cuoi|het|so ket|ket thuc) (?:hoc )?(?:ky|ki|hk) ?(?:i|1)(?!\w)|cuoi hk ?(?:i|1)(?!\w)"
        r"|thang 0?1[/ -]?20\d\d|giua nam hoc|thang 12"
    ),
    "cuối năm học": re.compile(
        r"(?:cuoi|het|tong ket|ket thuc) (?:nam hoc|nam|(?:hoc ky|hk) ?(?:ii|2))"
        r"|thang 0?[56]"
    ),
}


def check(ctx: Context) -> Iterator[Finding]:
    if not of_today(ctx) or not ctx.plan.items or torn(ctx):
        return
    table = [fold(row.when or "") for row in ctx.plan.monitoring]
    texts = table or [
        fold(b.text) for b in ctx.role("body") if "năm học" in b.text or "kỳ" in b.text
    ]
    lacking = [name for name, way in _TIMES.items() if not any(way.search(t) for t in texts)]
    if not lacking or len(table) >= 2 + len(lacking):
        return
    names = " và ".join(lacking)
    where = "mục VI" if uses_form(ctx) else "kế hoạch"
    yield ctx.missing(
        f"lần rà soát {names}",
        ("monitoring", "end"),
        message=f"Không thấy {where} nêu lần rà soát {names} (cần ít nhất hai lần trong năm học).",
        fix=show("Thêm hai mốc cuối học kỳ I và cuối năm học: theo dõi nội dung gì, ai đánh giá."),
        confidence="chắc" if table else "có thể",
    )
