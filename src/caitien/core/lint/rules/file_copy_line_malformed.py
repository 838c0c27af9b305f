"""FRM-08: the last line of the recipients is not "Lưu: VT."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Fix, Rule, Severity, ask, safe

RULE = Rule(
    code="TT108",
    slug="file-copy-line-malformed",
    kind="FRM-08",
    severity=Severity.INFO,
    title="Dòng lưu sai dạng",
    why="Sau chữ “Lưu” có dấu hai chấm, rồi “VT”, tên đơn vị soạn thảo, cuối cùng là dấu chấm.",
    article="Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.9",
)

LINE = re.compile(r"(?<!\w)[Ll]ưu\b(?P<colon>[\s:]*)(?P<who>[^\n]*)")
OFFICE = re.compile(r"(?:văn thư|v\.?t)$", re.IGNORECASE)


def check(ctx: Context) -> Iterator[Finding]:
    for block in ctx.role("recipients"):
        match = LINE.search(block.text)
        if not match or block.text[: match.start()].strip(" \t-–+*•."):
            continue
        written = match.group().rstrip()
        right, sure = _right(match["who"].strip())
        if written == right:
            continue
        fix: Fix = safe(right) if sure else ask(right)
        end = match.start() + len(written)
        yield ctx.at(block, match.start(), end, f"Dòng lưu phải ghi “{right}”.", fix=fix)


def _right(who: str) -> tuple[str, bool]:
    """The line as it should be, and whether only signs had to be mended."""
    parts = [part.strip() for part in re.split(r"[,;]", who.rstrip(" .;,")) if part.strip()]
    names = [part for part in parts if not OFFICE.match(part)]
    order = ["VT", *names]
    sure = bool(parts) and bool(OFFICE.match(parts[0]))
    return f"Lưu: {', '.join(order)}.", sure
