"""PLN-15: nobody can tell who watches over the plan, how often, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._plan_monitoring import empty_duties, missing, unwatched, watch_section
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="KH115",
    slug="monitoring-incomplete",
    kind="PLN-15",
    severity=Severity.WARNING,
    title="Giám sát chưa có thành phần, tần suất, sản phẩm",
    why="Giám sát không rõ ai làm, khi nào, ra văn bản gì thì không phát hiện được việc chậm.",
)


def check(ctx: Context) -> Iterator[Finding]:
    section = watch_section(ctx)
    tabled = ctx.plan.monitoring or any(item.supervisor for item in ctx.plan.items)
    if section and not tabled:
        lacking = missing(section)
        if len(lacking) > 1 or (lacking and len(section) > 1):
            yield ctx.whole(
                section[0],
                f"Phần giám sát chưa nêu {', '.join(lacking)}.",
                fix=show(
                    "Ghi tổ giám sát gồm những ai, kiểm tra khi nào, lập biên bản, báo cáo gì."
                ),
                confidence="có thể",
            )
    bare = None if section else unwatched(ctx)
    if bare:
        message = "Phần tổ chức thực hiện không có mục giám sát: ai kiểm tra, khi nào, báo cáo gì."
        how = "Thêm mục giám sát: thành phần, lịch kiểm tra, biên bản hoặc báo cáo."
        yield ctx.whole(bare, message, fix=show(how), confidence="có thể")
    for block in empty_duties(ctx):
        yield ctx.whole(
            block,
            "Câu này không nói nhiệm vụ nào; nên ghi rõ ai làm việc gì, khi nào, báo cáo ra sao.",
            fix=show("Thay bằng nhiệm vụ cụ thể của từng người hoặc từng bộ phận."),
            confidence="có thể",
        )
