"""A section stands elsewhere than in the office's own form."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._office import sections_misplaced
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity

RULE = Rule(
    code="MA203",
    slug="office-section-order",
    kind=None,
    severity=Severity.ERROR,
    title="Thứ tự các mục khác mẫu do Sở, Phòng quy định",
    why="Kế hoạch làm theo mẫu thì được tiếp nhận, tổng hợp mà không phải làm lại.",
)


def check(ctx: Context) -> Iterator[Finding]:
    yield from sections_misplaced(ctx)
