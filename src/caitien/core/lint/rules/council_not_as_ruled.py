"""The council of self-assessment is smaller than the circular asks, or of another make-up."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._council import Council, councils
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show
from caitien.core.regulations.model import CouncilRule

RULE = Rule(
    code="TC114",
    slug="council-not-as-ruled",
    kind=None,
    severity=Severity.WARNING,
    title="Hội đồng tự đánh giá chưa đúng số lượng, thành phần",
    why="Hội đồng thiếu người hoặc sai thành phần thì kết quả tự đánh giá không đúng thủ tục.",
    article="Điều 24 của Thông tư 17, 18, 19/2018; khoản 1 Điều 9 của Thông tư 57/2026",
)


def check(ctx: Context) -> Iterator[Finding]:
    catalogue = ctx.proper_catalogue
    rule = catalogue.edition.council if catalogue else None
    if catalogue is None or rule is None:
        return
    article = f"{rule.article} của Thông tư {catalogue.number}"
    for council in councils(ctx):
        message = size(council, rule)
        if message:
            yield found(ctx, council, f"{message} ({article}).", article)
        for role, wanted, _ in rule.roles:
            count = council.roles.get(role.lower(), 0)
            if council.roles and wanted is not None and count != wanted:
                told = f"Danh sách này có {count} {role}; hội đồng có {wanted} {role}."
                yield found(ctx, council, told, article, Severity.INFO)


def size(council: Council, rule: CouncilRule) -> str | None:
    """What is wrong with the number of members, or None."""
    if council.members < rule.min_members:
        return f"Hội đồng tự đánh giá có {council.members} thành viên; ít nhất {rule.min_members}"
    if rule.odd and council.members % 2 == 0:
        return f"Hội đồng tự đánh giá có {council.members} thành viên; phải là số lẻ"
    return None


def found(
    ctx: Context,
    council: Council,
    message: str,
    article: str,
    severity: Severity = Severity.WARNING,
) -> Finding:
    return ctx.at(
        council.block,
        council.start,
        council.end,
        message,
        fix=show("Đối chiếu với quyết định thành lập hội đồng; sửa số hoặc bổ sung thành viên."),
        severity=severity,
        article=article,
        confidence="có thể",
    )
