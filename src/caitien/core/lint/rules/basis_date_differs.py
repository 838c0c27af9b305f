"""LEG-04: the date written for a cited document is not the day it was issued."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._cells import mark
from caitien.core.lint._legal import cited
from caitien.core.lint._time import short
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask
from caitien.core.vietnamese.dates import paper_date

RULE = Rule(
    code="CC104",
    slug="basis-date-differs",
    kind="LEG-04",
    severity=Severity.ERROR,
    title="Ngày ban hành của văn bản viện dẫn ghi sai",
    why="Ngày sai làm người đọc tìm nhầm hoặc không tìm được văn bản.",
    article="Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6",
)


def check(ctx: Context) -> Iterator[Finding]:
    for one in cited(ctx):
        document, written, span = one.document, one.citation.date, one.citation.date_span
        if not document or not document.issued or not written or not span:
            continue
        if written == document.issued:
            continue
        text = one.block.text[slice(*span)]
        long = "tháng" in text.lower()
        right = paper_date(document.issued) if long else short(document.issued)
        if long and not text.lower().startswith("ngày"):
            right = right.removeprefix("ngày ")
        sure = document.confidence == "H"
        yield mark(
            ctx,
            one.block,
            *span,
            f"Ngày ban hành của {document.number} trong kế hoạch là {short(written)};"
            f" văn bản ban hành ngày {short(document.issued)}.",
            fix=ask(right),
            severity=Severity.ERROR if sure else Severity.WARNING,
            confidence="chắc" if sure else "có thể",
        )
