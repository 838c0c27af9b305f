"""TPL-04: general sentences of the form stand in the plan unchanged."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._remains import remains
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="MA104",
    slug="template-sentence-unchanged",
    kind="TPL-04",
    severity=Severity.WARNING,
    title="Đoạn văn trùng với mẫu chung",
    why="Câu giống hệt ở mọi trường thì không nói gì về trường mình, kế hoạch khó thuyết phục.",
)


def check(ctx: Context) -> Iterator[Finding]:
    for block, match, one in remains(ctx, "boilerplate"):
        if any(sign in match.group() for sign in ("…", "..")):
            continue  # not even filled in: another fault
        yield ctx.at(
            block,
            *match.span(),
            "Đoạn văn trùng với mẫu chung, chưa cụ thể hóa cho trường.",
            fix=show(one.advice),
            severity=RULE.severity if "giải pháp" in match.group() else Severity.INFO,
        )
