"""SPL-07: a usual phrase has lost a word: "Ủy ban nhân tỉnh", "Xây kế hoạch"."""

from __future__ import annotations

import re
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


#: so far behind a lost word may stand where a torn table ran two columns together
_NEAR = 60


def cut(text: str, end: int, right: str) -> bool:
    """Whether the phrase breaks off where the cell ends."""
    last = text[:end].split()[-1:]
    return not text[end:].strip(" .;,\n") and last != right.split()[-1:]


def check(ctx: Context) -> Iterator[Finding]:
    for block in prose(ctx):
        for gap in gaps(block.text):
            if ctx.extracted and block.role == "cell" and cut(block.text, gap.end, gap.right):
                continue  # a cell cut by its page, as the reader found it
            after = re.findall(r"\w+", block.text[gap.end : gap.end + _NEAR])
            if "table" in ctx.damage and gap.word in after:
                continue  # lines of two columns run into one another
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
