"""CAT-08: a space inside the code of a criterion."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, safe, show

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

CODE = re.compile(r"\s*Tiêu\s+chí\s+\d\.\s?\d{1,2}(?!\d)", re.IGNORECASE)
WITH_LEVEL = re.compile(CODE.pattern + r"\s+(?P<level>Mức\s*[1-3])\s*[-–.:]?\s*$", re.IGNORECASE)


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
    yield from level_beside_code(ctx)


def level_beside_code(ctx: Context) -> Iterator[Finding]:
    """The one or two rows whose level stands with the code, where others have it elsewhere."""
    lines = [block for block in ctx.role("cell") if CODE.match(block.text)]
    beside = [block for block in lines if WITH_LEVEL.match(block.text)]
    if not beside or 3 * len(beside) > len(lines) - len(beside):
        return
    for block in beside:
        match = WITH_LEVEL.match(block.text)
        if match:
            message = f"“{match['level']}” ghi ở ô mã tiêu chí, các dòng khác ghi ở ô kết quả."
            how = show("Ghi mức ở cùng một cột trong cả bảng.")
            yield ctx.at(block, *match.span("level"), message, fix=how, confidence="có thể")
