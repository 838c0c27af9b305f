"""Thông tư 57/2026 wants a few priorities; this plan covers nearly every criterion."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._plan_2026 import ARTICLE, catalogue, codes_of, of_today
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="KH201",
    slug="plan-covers-all-criteria",
    kind=None,
    severity=Severity.WARNING,
    title="Kế hoạch dàn trải mọi tiêu chí",
    why="Kế hoạch cải tiến tập trung vào vài vấn đề ưu tiên; dàn trải thì không việc nào đủ nguồn"
    " lực để xong.",
    article=f"{ARTICLE}, mục III.2.b",
)

#: the share of the criteria from which a plan is no longer a choice
_SHARE = 0.8


def check(ctx: Context) -> Iterator[Finding]:
    known = catalogue(ctx) if of_today(ctx) else None
    if known is None:
        return
    planned = {code for item in ctx.plan.items if not item.partial for code in codes_of(item)}
    planned &= {criterion.code for criterion in known.criteria}
    total = len(known.criteria)
    if len(planned) < _SHARE * total:
        return
    first = next(item for item in ctx.plan.items if codes_of(item))
    yield ctx.cell(
        first,
        "content" if first.content else "criterion",
        f"Kế hoạch có việc cho {len(planned)}/{total} tiêu chí; nên chọn vài vấn đề trọng tâm.",
        fix=show("Giữ những vấn đề tác động mạnh nhất đến chất lượng; việc thường xuyên thì chuyển"
                 " sang kế hoạch năm học."),
        confidence="có thể",
    )  # fmt: skip
