"""LEG-08: the legal bases are written in more than one way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.drafts.model import TextBlock
from caitien.core.lint._basis_ends import BASIS, ends
from caitien.core.lint._legal import Cited, cited
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, safe, show
from caitien.core.vietnamese.dates import paper_date

RULE = Rule(
    code="CC108",
    slug="basis-style-uneven",
    kind="LEG-08",
    severity=Severity.INFO,
    title="Căn cứ trình bày không thống nhất",
    why="Mỗi căn cứ một dòng, ghi ngày và đánh số cùng một kiểu, cuối dòng có dấu chấm phẩy.",
    article="Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6",
)

NUMBERED = re.compile(r"\s*\d{1,2}[.)]\s")


def check(ctx: Context) -> Iterator[Finding]:
    blocks = ctx.role("basis")
    yield from dates(ctx)
    yield from numbers(ctx, blocks)
    yield from ends(ctx, blocks)


def dates(ctx: Context) -> Iterator[Finding]:
    """The first date in figures, where other bases write theirs out."""
    long: list[Cited] = []
    short: list[Cited] = []
    for one in cited(ctx):
        if one.basis and one.citation.date_span and one.citation.date:
            text = one.block.text[slice(*one.citation.date_span)]
            (long if "tháng" in text.lower() else short).append(one)
    if long and short:
        one = short[0]
        if (day := one.citation.date) and (span := one.citation.date_span):
            right = paper_date(day).removeprefix("ngày ")
            said = re.search(r"ngày\s*$", one.block.text[: span[0]], re.IGNORECASE)
            message = "Ngày của các căn cứ ghi hai kiểu; nên ghi đủ “ngày … tháng … năm …”."
            yield ctx.at(
                one.block, span[0], span[1], message, fix=safe(right if said else f"ngày {right}")
            )


def numbers(ctx: Context, blocks: list[TextBlock]) -> Iterator[Finding]:
    """The first basis without a number after numbered ones."""
    numbered = [bool(NUMBERED.match(block.text)) for block in blocks]
    for block, own, before in zip(blocks[1:], numbered[1:], numbered, strict=False):
        if before and not own and BASIS.match(block.text):
            start = len(block.text) - len(block.text.lstrip())
            message = "Căn cứ có dòng đánh số, có dòng không."
            fix = show("Đánh số tất cả các căn cứ hoặc không đánh số căn cứ nào.")
            yield ctx.at(block, start, start + len("Căn cứ"), message, fix=fix)
            return
