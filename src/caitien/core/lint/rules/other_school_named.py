"""The name of another school stands where the plan speaks of its own: copied from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._cells import mark
from caitien.core.lint._schools import mentions, school_of
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask, show

RULE = Rule(
    code="MA105",
    slug="other-school-named",
    kind=None,
    severity=Severity.ERROR,
    title="Còn tên trường khác trong kế hoạch",
    why="Tên trường khác cho thấy kế hoạch chép từ nơi khác, số liệu và giải pháp cũng đáng ngờ.",
)

_CHOOSE = show("Kế hoạch nêu hai tên trường: giữ tên của trường, sửa tên còn lại ở mọi chỗ.")


def check(ctx: Context) -> Iterator[Finding]:
    name = ctx.plan.school_name
    own = school_of(name) if name else None
    if name is None or own is None:
        return
    single = "lien_cap" not in (own.level, ctx.level)
    standing = [
        one
        for one in mentions(ctx)
        if one.own and (one.school.level == own.level or (single and one.school.words == own.words))
    ]
    doubted = "school_name" in ctx.plan.uncertain
    if doubted and not any(one.school.same(own) for one in standing):
        return
    for one in standing:
        if one.school.same(own) and one.school.level == own.level:
            continue
        written = one.block.text[one.start : one.end]
        right = name.upper() if written.isupper() else name
        yield mark(
            ctx,
            one.block,
            one.start,
            one.end,
            f"“{written}” đứng ở chỗ nói về trường lập kế hoạch, mà trường là “{name}”.",
            fix=_CHOOSE if doubted else ask(right),
            confidence="có thể",
        )
