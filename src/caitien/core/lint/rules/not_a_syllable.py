"""SPL-06: a word is no Vietnamese syllable (toám)."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity
from caitien.core.lint.spelling import misspelt

RULE = Rule(
    code="CH106",
    slug="not-a-syllable",
    kind="SPL-06",
    severity=Severity.ERROR,
    title="Âm tiết không có trong tiếng Việt",
    why="Gõ nhầm phím tạo ra chữ không có trong tiếng Việt.",
)


def check(ctx: Context) -> Iterator[Finding]:
    yield from misspelt(
        ctx, "no-syllable", "“{word}” không có trong tiếng Việt; có thể là “{right}”."
    )
