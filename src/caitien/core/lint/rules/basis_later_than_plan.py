"""LEG-05: a document cited as a basis is younger than the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from caitien.core.lint._legal import cited
from caitien.core.lint._time import short, sure_date
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show
from caitien.core.vietnamese.dates import find_dates

RULE = Rule(
    code="CC105",
    slug="basis-later-than-plan",
    kind="LEG-05",
    severity=Severity.ERROR,
    title="Văn bản làm căn cứ có sau ngày kế hoạch",
    why="Không thể căn cứ vào văn bản chưa ban hành: một trong hai ngày đã ghi sai.",
)

#: a day that says until when, not when a document was issued
NOT_ISSUED = re.compile(r"(?:đến|trước|từ|hết|hạn|kể từ|hiệu lực)(?:\s+hết)?(?:\s+ngày)?\s*$", re.I)
_HOW = show("Kiểm tra lại ngày của văn bản và ngày ban hành kế hoạch, sửa ngày ghi sai.")


def check(ctx: Context) -> Iterator[Finding]:
    day = sure_date(ctx)
    if day is None:
        return
    seen = set()
    for one in cited(ctx):
        seen.add(id(one.block))
        document = one.document
        issued = one.citation.date or (document.issued if document else None)
        if issued is None or issued <= day or one.block.role not in ("basis", "body"):
            continue
        start, end = one.citation.date_span or one.number_span
        if document and document.issued and document.issued <= day:
            continue  # the date is misquoted: a fault of its own
        severity = RULE.severity if one.basis else Severity.WARNING
        yield ctx.at(one.block, start, end, said(issued, day), fix=_HOW, severity=severity)
    for block in ctx.role("basis"):
        if id(block) not in seen:
            for found in find_dates(block.text)[:1]:
                if found.value > day and not NOT_ISSUED.search(block.text[: found.start]):
                    yield ctx.at(block, found.start, found.end, said(found.value, day), fix=_HOW)


def said(issued: date, day: date) -> str:
    return (
        f"Văn bản làm căn cứ (ngày {short(issued)}) có sau ngày ban hành kế hoạch ({short(day)})."
    )
