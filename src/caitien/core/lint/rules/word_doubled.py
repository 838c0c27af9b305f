"""SPL-05: a word is written twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint._abbreviations import beside_itself
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask, show
from caitien.core.vietnamese.syllables import find_repeats

RULE = Rule(
    code="CH105",
    slug="word-doubled",
    kind="SPL-05",
    severity=Severity.ERROR,
    title="Lặp từ",
    why="Một từ gõ hai lần liền nhau, thường ở chỗ xuống dòng, là lỗi soạn thảo.",
)

#: two words and, behind a comma, the same two again
AGAIN = re.compile(
    r"(?<!\w)(?P<words>(?P<a>[^\W\d_]{2,}) (?!(?P=a)\b)[^\W\d_]{2,}), (?P=words)"
    r"(?=\s*[.;,]|\s*$| (?:các|những|việc)\b)",
    re.IGNORECASE,
)


def check(ctx: Context) -> Iterator[Finding]:
    for block in ctx.blocks:
        if block.role in ("header", "signature"):
            continue
        for found in find_repeats(block.text):
            written = " ".join(found.text.split())
            message = f"Lặp từ: “{written}”."
            yield ctx.at(block, found.start, found.end, message, fix=ask(found.value))
        for match in AGAIN.finditer(block.text):
            message = f"Lặp từ: “{match.group()}”."
            yield ctx.at(block, *match.span(), message, fix=ask(match["words"]))
        for start, end in beside_itself(block.text):
            written = " ".join(block.text[start:end].split())
            message = f"Lặp từ: “{written}” vừa viết tắt vừa viết chữ."
            yield ctx.at(block, start, end, message, fix=show("Giữ một cách viết."))
