"""SPL-01: a tone mark stands on the wrong letter (họat)."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity
from caitien.core.lint.spelling import misspelt

RULE = Rule(
    code="CH101",
    slug="tone-mark-misplaced",
    kind="SPL-01",
    severity=Severity.ERROR,
    title="Đặt sai dấu thanh",
    why="Dấu thanh phải đặt trên âm chính: có âm cuối thì đặt ở chữ đứng ngay trước âm cuối.",
)


def check(ctx: Context) -> Iterator[Finding]:
    yield from misspelt(ctx, "tone-place", "Đặt sai dấu thanh: “{word}”, phải là “{right}”.")
