"""STR-05: the text does not end with "./."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, safe, show

RULE = Rule(
    code="CT105",
    slug="end-mark-missing",
    kind="STR-05",
    severity=Severity.WARNING,
    title="Văn bản chưa kết thúc bằng “./.”",
    why="Dấu “./.” cho biết nội dung đã hết, không bị thiếu hay thêm trang sau.",
    article="Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6",
)

ENDED = re.compile(r"\./\.?\s*$|/\.\s*$")
#: dots to be filled in: the text is not finished, a mark would hide it
UNFINISHED = re.compile(r"(?:\.{3,}|…)[\s.;,…]*$")
TAIL = re.compile(r"(?:[^\s]+\s+){0,3}[^\s]*\w[^\w]*$")


def check(ctx: Context) -> Iterator[Finding]:
    ending = [i for i, b in enumerate(ctx.blocks) if b.role in ("recipients", "signature")]
    if not ending:
        return  # cut off before its end, or not finished: said by other checks
    for block in reversed(ctx.blocks[: ending[0]]):
        if block.role != "body" or not any(map(str.isalpha, block.text)):
            continue
        text = block.text.rstrip()
        tail = TAIL.search(text)
        if text.endswith("./.") or not tail:
            return
        right = re.sub(r"[\s.,;:/…]*$", "", tail.group()) + "./."
        message = "Văn bản chưa kết thúc bằng “./.”."
        if ENDED.search(text):
            message = "Dấu kết thúc văn bản phải ghi đúng “./.”."
        how = safe(right)
        if UNFINISHED.search(text):
            how = show("Viết nốt chỗ còn bỏ trống, rồi kết thúc bằng “./.”.")
        yield ctx.at(block, tail.start(), len(text), message, fix=how)
        return
