"""A column the office's own form asks for is not in the table."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._office import columns_missing
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity

RULE = Rule(
    code="MA201",
    slug="office-column-missing",
    kind=None,
    severity=Severity.ERROR,
    title="Bảng kế hoạch thiếu cột của mẫu do Sở, Phòng quy định",
    why="Kế hoạch làm theo mẫu thì được tiếp nhận, tổng hợp mà không phải làm lại.",
)


def check(ctx: Context) -> Iterator[Finding]:
    yield from columns_missing(ctx)
