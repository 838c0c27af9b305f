"""SPL-07: a usual phrase has lost a word: "Ủy ban nhân tỉnh", "Xây kế hoạch"."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._cells import mark
from caitien.core.lint._missing import gaps
from caitien.core.lint._where import prose
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask
from caitien.core.vietnamese.phonology import like_case

RULE = Rule(
    code="CH117",
    slug="word-missing-in-context",
    kind="SPL-07",
    severity=Severity.WARNING,
    title="Thiếu từ",
    why="Cụm từ quen dùng bị sót một chữ; tên cơ quan, tên việc không còn đúng.",
)


def check(ctx: Context) -> Iterator[Finding]:
    for block in prose(ctx):
        for gap in gaps(block.text):
            written = " ".join(block.text[gap.start : gap.end].split())
            right = like_case(written, gap.right)
            yield mark(
                ctx,
                block,
                gap.start,
                gap.end,
                f"Thiếu từ “{gap.word}”: “{written}” -> “{right}”.",
                fix=ask(right),
                confidence="có thể",
            )
