"""Thông tư 57/2026: an action serves no focal problem, or a focal problem has no action."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._plan import rows
from caitien.core.lint._plan_2026 import ARTICLE, about, code_of, of_today, torn, uses_form
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="KH202",
    slug="item-without-priority",
    kind=None,
    severity=Severity.WARNING,
    title="Việc cải tiến không gắn với vấn đề trọng tâm",
    why="Mục V phải giải quyết các vấn đề trọng tâm ở mục IV; việc ngoài danh sách làm phân tán,"
    " vấn đề không có việc thì còn nguyên.",
    article=f"{ARTICLE}, mục IV và mục V",
)


def check(ctx: Context) -> Iterator[Finding]:
    if not of_today(ctx) or torn(ctx) or not ctx.plan.items:
        return
    issues = ctx.plan.priority_issues
    if not issues:
        if uses_form(ctx):
            yield ctx.missing(
                "vấn đề trọng tâm",
                ("priority_issues", "heading", "title"),
                message="Kế hoạch có việc cải tiến nhưng mục IV chưa nêu vấn đề trọng tâm nào.",
                fix=show("Nêu ở mục IV vài vấn đề trọng tâm rút ra từ báo cáo tự đánh giá."),
            )
        return
    for _, item in rows(ctx):
        if not any(about(item, issue) for issue in issues):
            yield ctx.cell(
                item,
                "content" if item.content else "target",
                "Không thấy vấn đề trọng tâm nào ở mục IV mà việc này giải quyết.",
                fix=show("Gắn việc với một vấn đề ở mục IV, hoặc chuyển sang kế hoạch năm học."),
                confidence="có thể",
            )
    for issue in issues:
        text = issue.weakness or issue.current or issue.criterion or ""
        if text and not any(about(item, issue) for item in ctx.plan.items):
            code = code_of(issue)
            whose = f" (tiêu chí {code})" if code else ""
            yield ctx.spot(
                issue.place,
                text,
                f"Vấn đề trọng tâm này{whose} chưa có việc nào ở mục V.",
                fix=show("Thêm một việc ở mục V cho vấn đề này, hoặc bỏ khỏi danh sách trọng tâm."),
                confidence="có thể",
            )
