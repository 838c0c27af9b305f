"""SPL-04: two words are written as one (phòngthực)."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._collocations import WORD, joined_pairs
from caitien.core.lint._where import prose
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask
from caitien.core.lint.spelling import misspelt
from caitien.core.vietnamese.phonology import is_syllable, like_case
from caitien.core.vietnamese.syllables import diagnose

RULE = Rule(
    code="CH104",
    slug="words-glued",
    kind="SPL-04",
    severity=Severity.ERROR,
    title="Hai từ dính nhau",
    why="Thiếu khoảng trắng làm hai từ thành một chuỗi không đọc được.",
)


def check(ctx: Context) -> Iterator[Finding]:
    yield from misspelt(ctx, "glued", "Hai từ dính nhau: “{word}”, có thể là “{right}”.")
    for block in prose(ctx):
        if joined_pairs().keys().isdisjoint(WORD.findall(block.text.lower())):
            continue
        for match in WORD.finditer(block.text):
            word = match.group()
            pair = joined_pairs().get(word.lower())
            if not pair or word.isascii() or is_syllable(word) or diagnose(word):
                continue
            right = like_case(word, pair)
            message = f"Hai từ dính nhau: “{word}”, có thể là “{right}”."
            yield ctx.at(block, *match.span(), message, fix=ask(right))
