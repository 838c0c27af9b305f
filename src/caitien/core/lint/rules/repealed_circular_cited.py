"""A document that is no longer in force is cited as a basis."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from caitien.core.lint._legal import cited, on_quality, once
from caitien.core.lint._time import short, sure_date
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask, show
from caitien.core.regulations.documents import find_document

RULE = Rule(
    code="CC110",
    slug="repealed-circular-cited",
    kind=None,
    severity=Severity.ERROR,
    title="Căn cứ vào văn bản đã hết hiệu lực",
    why="Văn bản đã bị bãi bỏ hoặc thay thế không còn là căn cứ để lập kế hoạch.",
)

#: the document is named as what governed an earlier report, result or certificate
HISTORY = re.compile(
    r"trước đây|đã được (?:công nhận|đánh giá|cấp)|kết quả|báo cáo|giấy chứng nhận|bằng công nhận"
    r"|hết hiệu lực|bãi bỏ|thay thế|sửa đổi",
    re.IGNORECASE,
)


def check(ctx: Context) -> Iterator[Finding]:
    day = sure_date(ctx)
    guessed = day is None
    if guessed and ctx.years and "school_year" not in ctx.plan.uncertain:
        day = date(ctx.years[0], 9, 5)
    if day is None:
        return
    for one, document in once(cited(ctx)):
        last = document.in_force[1]
        before = one.block.text[: one.number_span[0]]
        title = one.citation.title or ""
        rest = one.block.text[one.citation.end :]
        if not one.basis or last is None or last >= day or document.confidence == "L":
            continue
        if HISTORY.search(before) or (HISTORY.search(rest) and not title):
            continue
        new = find_document(document.replaced_by) if document.replaced_by else None
        if new is None and on_quality(document):
            new = find_document("57/2026/TT-BGDĐT")
        heir = f"; văn bản thay thế là {new.kind} {new.number}" if new else ""
        same = new if new and new.kind == document.kind else None
        unsure = guessed or document.confidence != "H" or document.replaced_by is None
        gone = short(last + timedelta(days=1))
        yield ctx.at(
            one.block,
            *one.number_span,
            f"{document.kind} {document.number} hết hiệu lực từ {gone}{heir}.",
            fix=ask(same.number)
            if same
            else show("Bỏ căn cứ này, thay bằng văn bản đang có hiệu lực."),
            severity=Severity.WARNING if unsure else RULE.severity,
            confidence="có thể" if unsure else "chắc",
        )
