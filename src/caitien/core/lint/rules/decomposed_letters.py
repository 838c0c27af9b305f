"""SPL-11: letters written with separate combining marks among composed ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.drafts.model import TextBlock
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, safe
from caitien.core.vietnamese.text import is_nfc, nfc

RULE = Rule(
    code="CH111",
    slug="decomposed-letters",
    kind="SPL-11",
    severity=Severity.INFO,
    title="Chữ dựng từ dấu rời (Unicode tổ hợp)",
    why="Chữ dựng từ dấu rời trông giống chữ thường nhưng tìm không ra và hiện sai ở một số máy.",
)

LETTER = r"(?:[^\W\d_]|[\u0300-\u036f])"
WORD = re.compile(rf"[^\W\d_]{LETTER}*")
#: from this many on, one finding speaks for all
_MANY = 30


def check(ctx: Context) -> Iterator[Finding]:
    if "decomposed" in ctx.damage and ctx.blocks:
        message = "Gần như cả tệp viết bằng dấu rời (Unicode tổ hợp); nên chuyển về dựng sẵn (NFC)."
        yield ctx.whole(ctx.blocks[0], message)
    found = [(block, run) for block in ctx.blocks for run in _runs(block)]
    rest = len(found) - 1 if len(found) > _MANY else 0
    for block, (start, end) in found[:1] if rest else found:
        right = nfc(block.text[start:end])
        message = f"“{right}” viết bằng dấu rời (Unicode tổ hợp), lẫn với chữ dựng sẵn."
        if rest:
            message += f" Còn {rest} chỗ khác như vậy."
        yield ctx.at(block, start, end, message, fix=safe(right, "Chuẩn hóa về Unicode NFC."))


def _runs(block: TextBlock) -> list[tuple[int, int]]:
    """Spans of words with loose marks; neighbours on one line are one span."""
    runs: list[tuple[int, int]] = []
    if is_nfc(block.text):
        return runs
    for match in WORD.finditer(block.text):
        start, end = match.span()
        if is_nfc(match.group()):
            continue
        near = runs and block.text[runs[-1][1] : start].isspace()
        if near and block.place_at(runs[-1][0]) == block.place_at(start):
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs
