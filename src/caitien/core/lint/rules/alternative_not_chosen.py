"""TPL-02: alternatives of the form are still side by side ("Sở/Phòng GDĐT")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pkgutil import get_data

from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="MA102",
    slug="alternative-not-chosen",
    kind="TPL-02",
    severity=Severity.ERROR,
    title="Phương án trong mẫu chưa chọn",
    why="Mẫu ghi nhiều phương án để chọn một; để nguyên thì không rõ cơ quan, đơn vị nào.",
)

#: after these, in brackets and before "trực thuộc" the alternatives mean "each of them"
BEFORE = re.compile(r"\b(?:các|mỗi|từng|những|nhiều|cấp|\d+)\s+$|\($", re.IGNORECASE)
AFTER = re.compile(r"\s*(?:\)|trực thuộc)")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], bool], ...]:
    text = (get_data("caitien.core.lint", "data/alternatives.txt") or b"").decode("utf-8")
    found = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            words = [re.escape(word.strip()) for word in line.lstrip("! ").split("|")]
            one = f"(?:{'|'.join(words)})"
            pattern = rf"(?<![\w/]){one}(?:\s*/\s*{one})+(?![\w/])"
            found.append((re.compile(pattern, re.IGNORECASE), line.startswith("!")))
    return tuple(found)


def check(ctx: Context) -> Iterator[Finding]:
    for block in ctx.blocks:
        if "/" not in block.text:
            continue
        for pattern, sure in _patterns():
            for match in pattern.finditer(block.text):
                words = [word.strip() for word in match.group().split("/")]
                if len({word.casefold() for word in words}) < len(words):
                    continue
                if BEFORE.search(block.text, 0, match.start()) or AFTER.match(
                    block.text, match.end()
                ):
                    continue
                choice = " hay ".join(f"“{word}”" for word in words)
                yield ctx.at(
                    block,
                    match.start(),
                    match.end(),
                    f"Phương án trong mẫu chưa chọn: “{match.group()}”.",
                    fix=show(f"Chọn một: {choice}."),
                    severity=None if sure else Severity.WARNING,
                    confidence="chắc" if sure else "có thể",
                )
