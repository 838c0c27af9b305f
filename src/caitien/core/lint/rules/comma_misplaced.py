"""SPL-08: a comma parts what belongs together, or a list lacks one."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._cells import mark
from caitien.core.lint._commas import comma_faults
from caitien.core.lint._where import prose
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask

RULE = Rule(
    code="CH120",
    slug="comma-misplaced",
    kind="SPL-08",
    severity=Severity.INFO,
    title="Dấu phẩy đặt sai chỗ hoặc bị thiếu",
    why="Dấu phẩy tách chủ ngữ khỏi việc làm, hoặc thiếu giữa hai đơn vị, làm câu bị hiểu sai.",
)


def check(ctx: Context) -> Iterator[Finding]:
    for block in prose(ctx):
        if block.role in ("title", "heading", "recipients"):
            continue
        for start, end, right, message in sorted(comma_faults(block.text)):
            yield mark(ctx, block, start, end, message, fix=ask(right), confidence="có thể")
