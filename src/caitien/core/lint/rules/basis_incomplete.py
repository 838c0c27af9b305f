"""LEG-06: a cited document lacks its number, symbol, day, issuer or subject."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint._basis_parts import how, missing, unnumbered, vague
from caitien.core.lint._cells import mark
from caitien.core.lint._legal import cited
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="CC107",
    slug="basis-incomplete",
    kind="LEG-06",
    severity=Severity.WARNING,
    title="Viện dẫn văn bản thiếu thành phần",
    why="Lần đầu viện dẫn phải ghi đủ tên loại, số, ký hiệu, ngày, cơ quan ban hành và trích yếu.",
    article="Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6",
)

#: a document of law, or one of an office: "20/2018/TT-BGDĐT", "315/QĐ-UBND"; not "29-NQ/TW"
YEARLY = re.compile(r"\d+/(?:\d{4}/)?[A-ZĐ]")


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
    yield from outside(ctx)
    fix = show("Ghi số, ký hiệu và ngày ban hành của văn bản.")
    for block, start, end, what in (*unnumbered(ctx), *vague(ctx)):
        message = f"Viện dẫn thiếu {what}."
        yield mark(ctx, block, start, end, message, fix=fix, severity=Severity.INFO)


def outside(ctx: Context) -> Iterator[Finding]:
    """Documents that only the table or the text names, and never with their day."""
    whole = {one.citation.full_number for one in cited(ctx) if one.basis or one.citation.date}
    for one in cited(ctx):
        number = one.citation.full_number
        if number in whole or one.citation.kind is None or one.block.role not in ("body", "cell"):
            continue
        if number is None or not YEARLY.match(number) or one.in_title:
            continue
        whole.add(number)
        yield mark(
            ctx,
            one.block,
            one.citation.start,
            one.number_span[1],
            "Viện dẫn lần đầu thiếu ngày ban hành, cơ quan ban hành.",
            fix=show(how(one)),
            severity=Severity.INFO,
            confidence="có thể",
        )
