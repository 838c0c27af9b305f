"""LEG-08: the legal bases are written in more than one way."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.drafts.model import TextBlock
from caitien.core.lint._basis_dates import NUMBERED, dates, first_words, list_marks
from caitien.core.lint._basis_ends import BASIS, ends
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="CC108",
    slug="basis-style-uneven",
    kind="LEG-08",
    severity=Severity.INFO,
    title="Căn cứ trình bày không thống nhất",
    why="Mỗi căn cứ một dòng, ghi ngày và đánh số cùng một kiểu, cuối dòng có dấu chấm phẩy.",
    article="Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6",
)


def check(ctx: Context) -> Iterator[Finding]:
    blocks = ctx.role("basis")
    yield from dates(ctx)
    yield from numbers(ctx, blocks)
    yield from first_words(ctx, blocks)
    yield from list_marks(ctx, blocks)
    yield from ends(ctx, blocks)


def numbers(ctx: Context, blocks: list[TextBlock]) -> Iterator[Finding]:
    """The bases without a number after numbered ones."""
    numbered = [bool(NUMBERED.match(block.text)) for block in blocks]
    for block, own, before in zip(blocks[1:], numbered[1:], numbered, strict=False):
        if before and not own and BASIS.match(block.text):
            start = len(block.text) - len(block.text.lstrip())
            message = "Căn cứ có dòng đánh số, có dòng không."
            fix = show("Đánh số tất cả các căn cứ hoặc không đánh số căn cứ nào.")
            yield ctx.at(block, start, start + len("Căn cứ"), message, fix=fix)
