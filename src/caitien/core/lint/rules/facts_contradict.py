"""PLN-10: two places of a plan cannot both be true."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._plan_facts import Clash, directions, enough, sites, totals
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="KH110",
    slug="facts-contradict",
    kind="PLN-10",
    severity=Severity.ERROR,
    title="Nội dung mâu thuẫn",
    why="Hai chỗ nói khác nhau về cùng một việc thì người thực hiện và người kiểm tra đều không"
    " biết theo chỗ nào.",
)


def check(ctx: Context) -> Iterator[Finding]:
    for find in (sites, directions, totals, enough):
        for clash in find(ctx):
            yield _finding(ctx, clash)


def _finding(ctx: Context, clash: Clash) -> Finding:
    torn = bool({"table", "scan"} & ctx.damage)
    return ctx.at(
        clash.block,
        clash.start,
        clash.end,
        clash.message,
        fix=show("Đối chiếu hai chỗ với hồ sơ của trường rồi sửa chỗ sai."),
        severity=Severity.WARNING if torn else None,
        confidence="có thể",
    )
