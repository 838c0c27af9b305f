"""SPL-08: a quotation mark or a bracket without its partner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.drafts.model import TextBlock
from caitien.core.lint.blanks import find_blanks
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="CH121",
    slug="quotes-unbalanced",
    kind="SPL-08",
    severity=Severity.INFO,
    title="Ngoặc mở không đóng, hoặc đóng không mở",
    why="Thiếu một nửa dấu ngoặc thì không biết lời trích hay lời chú thích dài đến đâu.",
)

PAIRS = {"“": "”", "(": ")", "[": "]", "«": "»"}
CLOSING = {right: left for left, right in PAIRS.items()}
#: the signs in words, for a sign in quotation marks cannot be read
NAMES = {
    "“": "dấu mở ngoặc kép",
    "”": "dấu đóng ngoặc kép",
    "«": "dấu mở ngoặc kép «",
    "»": "dấu đóng ngoặc kép »",
    "(": "dấu mở ngoặc đơn",
    ")": "dấu đóng ngoặc đơn",
    "[": "dấu mở ngoặc vuông",
    "]": "dấu đóng ngoặc vuông",
}
#: "a)", "1)", "đ)" at the head of a point
LIST_MARK = re.compile(r"(?:^|\n)\s*(?:[-–+•*]\s*)?\w{1,4}\)|(?<=[;:.,] )\w{1,2}\)(?= )")


def check(ctx: Context) -> Iterator[Finding]:
    torn = "table" in ctx.damage
    blocks = [b for b in ctx.blocks if b.role in ("body", "basis", "cell", "recipients")]
    for block in blocks:
        if (torn and block.role == "cell") or find_blanks(block.text):
            continue
        for at, sign in alone(block.text):
            partner = PAIRS.get(sign) or CLOSING[sign]
            if elsewhere(blocks, block, partner, after=sign in PAIRS):
                continue
            message = f"Có {NAMES[sign]} mà không có {NAMES[partner]} đi cùng."
            fix = show(f"Thêm {NAMES[partner]} vào đúng chỗ, hoặc bỏ {NAMES[sign]}.")
            yield ctx.at(block, at, at + 1, message, fix=fix, confidence="có thể")


def alone(text: str) -> Iterator[tuple[int, str]]:
    """The signs without a partner: where they stand and what they are."""
    plain = LIST_MARK.sub(lambda m: " " * len(m[0]), text)
    opened: list[tuple[int, str]] = []
    for at, sign in enumerate(plain):
        if sign in PAIRS:
            opened.append((at, sign))
        elif sign in CLOSING:
            fitting = [i for i, (_, left) in enumerate(opened) if left == CLOSING[sign]]
            if fitting:
                del opened[fitting[-1]]
            else:
                yield at, sign
    yield from opened


def elsewhere(blocks: list[TextBlock], block: TextBlock, partner: str, *, after: bool) -> bool:
    """Whether one of the paragraphs near this one holds the partner."""
    index = next(i for i, other in enumerate(blocks) if other is block)
    near = blocks[index + 1 : index + 6] if after else blocks[max(0, index - 5) : index]
    return any(sign == partner for b in near for _, sign in alone(b.text))
