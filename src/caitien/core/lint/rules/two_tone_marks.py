"""SPL-03: a syllable carries two tone marks (trửởng)."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity
from caitien.core.lint.spelling import misspelt

RULE = Rule(
    code="CH103",
    slug="two-tone-marks",
    kind="SPL-03",
    severity=Severity.ERROR,
    title="Âm tiết có hai dấu thanh",
    why="Một âm tiết tiếng Việt chỉ có một thanh.",
)


def check(ctx: Context) -> Iterator[Finding]:
    yield from misspelt(ctx, "two-tones", "“{word}” có hai dấu thanh, phải là “{right}”.")
