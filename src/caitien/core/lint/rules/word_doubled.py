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

#: "tây tây bắc" is a direction
COMPASS = re.compile(r"(?:tây tây|đông đông|nam nam|bắc bắc) (?:đông|tây|nam|bắc)\b", re.I)
#: two words that end before a comma, and the same two that begin after it
LEFT = re.compile(r"(?<!\w)([^\W\d_]{2,}) (?!\1\b)[^\W\d_]{2,}$")
RIGHT = re.compile(r"\s*[.;,]|\s*$| (?:các|những|việc)\b", re.IGNORECASE)


def check(ctx: Context) -> Iterator[Finding]:
    for block in ctx.blocks:
        if block.role in ("header", "signature"):
            continue
        for found in find_repeats(block.text):
            written = " ".join(found.text.split())
            if COMPASS.match(block.text, found.start):
                continue
            message = f"Lặp từ: “{written}”."
            yield ctx.at(block, found.start, found.end, message, fix=ask(found.value))
        for start, middle, end in again(block.text):
            message = f"Lặp từ: “{block.text[start:end]}”."
            yield ctx.at(block, start, end, message, fix=ask(block.text[start:middle]))
        for start, end in beside_itself(block.text):
            written = " ".join(block.text[start:end].split())
            message = f"Lặp từ: “{written}” vừa viết tắt vừa viết chữ."
            yield ctx.at(block, start, end, message, fix=show("Giữ một cách viết."))


def again(text: str) -> Iterator[tuple[int, int, int]]:
    """Start, comma and end of two words said again behind a comma."""
    comma = text.find(", ")
    while comma > 0:
        words = LEFT.search(text[max(0, comma - 30) : comma])
        if words:
            end = comma + 2 + len(words.group())
            if text[comma + 2 : end].lower() == words.group().lower() and RIGHT.match(text, end):
                yield comma - len(words.group()), comma, end
        comma = text.find(", ", comma + 2)
