"""A section the office's own form asks for is under no heading."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._office import sections_missing
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity

RULE = Rule(
    code="MA202",
    slug="office-section-missing",
    kind=None,
    severity=Severity.ERROR,
    title="Kế hoạch thiếu mục của mẫu do Sở, Phòng quy định",
    why="Kế hoạch làm theo mẫu thì được tiếp nhận, tổng hợp mà không phải làm lại.",
)


def check(ctx: Context) -> Iterator[Finding]:
    yield from sections_missing(ctx)
