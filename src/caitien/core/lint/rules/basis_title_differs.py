"""LEG-03: the title of a cited document differs from the official one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint._legal import Cited, cited, counterpart, levels_in, missing_words
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask, safe
from caitien.core.regulations.model import LegalDocument

RULE = Rule(
    code="CC103",
    slug="basis-title-differs",
    kind="LEG-03",
    severity=Severity.WARNING,
    title="Tên văn bản viện dẫn khác tên chính thức",
    why="Trích yếu ghi thiếu hoặc sai chữ làm sai phạm vi áp dụng của văn bản.",
    article="Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6",
)


#: after a comma the words that lead to the title go on in lower case
CAPITAL = re.compile(r"(?<=,)\s*(?P<word>Ban hành|Quy định|Hướng dẫn)(?=\s)")


def check(ctx: Context) -> Iterator[Finding]:
    for block, match in ctx.find(CAPITAL, "basis"):
        word = match["word"][0].lower() + match["word"][1:]
        message = f"Sau dấu phẩy phải viết thường: “{word}”."
        yield ctx.at(block, *match.span("word"), message, fix=safe(word), severity=Severity.INFO)
    for one in cited(ctx):
        document = one.document
        if one.block.role != "basis" or not one.citation.title or not document:
            continue
        strange = ctx.level is not None and not document.applies(ctx.level)
        if document.confidence != "H" or (not strange and other_level(one, document)):
            continue
        if strange and ctx.level is not None and missing_words(document, one.citation.title):
            document = (
                counterpart(document, ctx.level) or document
            )  # its number is told to be wrong
        lost = missing_words(document, one.citation.title)
        if lost:
            yield finding(ctx, one, document, lost)


def other_level(one: Cited, document: LegalDocument) -> bool:
    """Whether the title is wholly that of another level of school: a fault of its own."""
    title = one.citation.title or ""
    said, own = levels_in(title), levels_in(document.title or "")
    if not said or not own or said & own:
        return False
    right = [counterpart(document, level) for level in said]
    return any(other is None or not missing_words(other, title) for other in right)


def finding(ctx: Context, one: Cited, document: LegalDocument, lost: list[str]) -> Finding:
    text = one.block.text
    first = (one.citation.title or "").split()[0]
    start = text.find(first, one.number_span[1], one.citation.end)
    end = one.citation.end
    official = document.title or ""
    if text[start].islower():
        official = official[0].lower() + official[1:]
    words = ", ".join(f"“{words}”" for words in lost)
    other = document is not one.document
    message = (
        f"{'Khi đổi số ở trên thì tên cũng phải đổi: tên' if other else 'Tên'}"
        f" {document.kind} {document.number} ghi khác tên chính thức"
        f" (thiếu hoặc khác ở {words}): “{document.title}”."
    )
    return ctx.at(one.block, start, end, message, fix=ask(official))
