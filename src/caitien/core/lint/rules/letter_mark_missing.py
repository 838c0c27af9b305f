"""SPL-02: a letter lacks its mark (đuợc)."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity
from caitien.core.lint.spelling import misspelt

RULE = Rule(
    code="CH102",
    slug="letter-mark-missing",
    kind="SPL-02",
    severity=Severity.ERROR,
    title="Thiếu dấu chữ",
    why="Gõ sót dấu mũ, dấu móc làm chữ thành một âm tiết không có trong tiếng Việt.",
)


def check(ctx: Context) -> Iterator[Finding]:
    yield from misspelt(ctx, "missing-mark", "Thiếu hoặc sai dấu chữ: “{word}”, phải là “{right}”.")
