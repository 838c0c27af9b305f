"""CAT-08: a space inside the code of a criterion."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, safe

RULE = Rule(
    code="TC108",
    slug="criterion-code-spaced",
    kind="CAT-08",
    severity=Severity.INFO,
    title="Mã tiêu chí có khoảng trắng",
    why="Mã viết liền thì mới tìm, sắp xếp và đối chiếu được giữa kế hoạch và báo cáo.",
)

SPACED = re.compile(
    r"\btiêu\s+chí\s+(?P<code>(?P<standard>\d)(?:[ \t\xa0]*\.[ \t\xa0]+|[ \t\xa0]+\.)"
    r"(?P<number>\d{1,2}))"
    r"(?![\d.,/%]*\d)",
    re.IGNORECASE,
)
ALONE = re.compile(
    r"\s*(?P<code>(?P<standard>\d)(?:\s*\.\s+|\s+\.)(?P<number>\d{1,2}))\s*[.:]?\s*$"
)


def check(ctx: Context) -> Iterator[Finding]:
    for block in ctx.blocks:
        matches = list(SPACED.finditer(block.text))
        if not matches and block.field == "criterion":
            matches = list(ALONE.finditer(block.text))
        for match in matches:
            right = f"{match['standard']}.{match['number']}"
            written = " ".join(match["code"].split())
            message = f"Mã tiêu chí có khoảng trắng: “{written}”, phải là “{right}”."
            yield ctx.at(block, *match.span("code"), message, fix=safe(right))
