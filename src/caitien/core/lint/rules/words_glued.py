"""SPL-04: two words are written as one (phòngthực)."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity
from caitien.core.lint.spelling import misspelt

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
