"""LEG-06: a cited document lacks its number, symbol, day, issuer or subject."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint._legal import Cited, cited
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show
from caitien.core.vietnamese.dates import paper_date

RULE = Rule(
    code="CC107",
    slug="basis-incomplete",
    kind="LEG-06",
    severity=Severity.WARNING,
    title="Viện dẫn văn bản thiếu thành phần",
    why="Lần đầu viện dẫn phải ghi đủ tên loại, số, ký hiệu, ngày, cơ quan ban hành và trích yếu.",
    article="Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6",
)

ISSUER = re.compile(
    r"\bcủa\s+(?:[A-ZĐƯÔÂÁỦ]|trường|nhà trường|phòng|sở|bộ|ủy ban|chính phủ|hiệu trưởng)", re.I
)
#: words that may stand after a number without saying what the document is about
NO_SUBJECT = re.compile(r"^[\s,;.:()”\"'…/-]*$|^\s*(?:như sau|này)\b", re.IGNORECASE)


def check(ctx: Context) -> Iterator[Finding]:
    seen: set[str] = set()
    for one in cited(ctx):
        number = one.citation.full_number or one.citation.text
        if number in seen:
            continue
        seen.add(number)
        if not one.basis or one.in_title or "…" in one.citation.text or ".." in one.citation.text:
            continue
        if not (lost := missing(one)):
            continue
        law = one.citation.kind is not None and one.citation.kind.name == "Luật"
        start = one.citation.start
        span = one.citation.number_span
        end = span[1] if span else start + len(one.citation.text.rstrip(" ,;.)"))
        yield ctx.at(
            one.block,
            start,
            end,
            f"Viện dẫn thiếu {', '.join(lost)}.",
            fix=show(how(one)),
            severity=Severity.INFO if law else RULE.severity,
        )


def missing(one: Cited) -> list[str]:
    """What the citation lacks, in the order of the decree."""
    c, text = one.citation, one.block.text
    after = text[max((c.number_span or (0, c.start))[1], c.start) : c.end]
    if c.number is None:
        return [] if c.date else ["ngày ban hành"]
    letter = c.kind is not None and c.kind.name == "Công văn"
    symbol = c.number.symbol or ""
    by_date = after[max(0, (c.date_span or (0, 0))[1] - (c.number_span or (0, 0))[1]) :]
    checks = [
        ("tên loại văn bản", c.type_word is None),
        ("ký hiệu", not symbol),
        ("đơn vị soạn thảo trong ký hiệu", letter and bool(symbol) and "-" not in symbol),
        ("ngày ban hành", c.date is None),
        ("cơ quan ban hành", c.issuer is None and not ISSUER.search(after)),
        ("trích yếu", c.title is None and bool(NO_SUBJECT.match(by_date))),
    ]
    return [name for name, lost in checks if lost]


def how(one: Cited) -> str:
    known = one.document
    if known is None or not known.issued or not known.issuer:
        return "Ghi đủ: tên loại, số và ký hiệu, ngày ban hành, cơ quan ban hành, trích yếu."
    number = f"số {known.number} " if known.kind != "Luật" else ""
    return f"Ghi đủ: {known.kind} {number}{paper_date(known.issued)} của {known.issuer} …"
