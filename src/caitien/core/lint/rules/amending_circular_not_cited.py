"""A circular is cited without the one that amends it."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._catalogue import chosen
from caitien.core.lint._legal import cited
from caitien.core.lint._time import short, sure_date
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask

RULE = Rule(
    code="CC111",
    slug="amending-circular-not-cited",
    kind=None,
    severity=Severity.INFO,
    title="Chưa viện dẫn văn bản sửa đổi",
    why="Thông tư đã được sửa đổi thì căn cứ phải kèm văn bản sửa đổi đang có hiệu lực.",
    article="Thông tư 22/2024/TT-BGDĐT",
)


def check(ctx: Context) -> Iterator[Finding]:
    day = sure_date(ctx)
    choice = chosen(ctx)
    if day is None or choice is None or not choice.catalogue.in_force_on(day):
        return
    number = choice.catalogue.number
    own = [c for c in cited(ctx) if c.document and c.document.number == number and c.basis]
    if not own:
        return
    known = {c.document.number for c in cited(ctx) if c.document}
    if any("/VBHN-" in other for other in known):
        return  # the consolidated text holds the amendments
    for amendment in choice.catalogue.edition.amendments:
        if day < amendment.in_force_from or amendment.number in known:
            continue
        yield ctx.at(
            own[0].block,
            *own[0].number_span,
            f"Từ {short(amendment.in_force_from)} Thông tư {number} được sửa đổi, bổ sung bởi "
            f"Thông tư {amendment.number}; nên viện dẫn cả hai.",
            fix=ask(None, f"Thêm căn cứ: Thông tư số {amendment.number}."),
        )
