"""CAT-06: Mức 4 is planned by "Tiêu chí n" instead of the khoản of Điều 22."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint._catalogue import chosen
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Fix, Rule, Severity, ask, show

RULE = Rule(
    code="TC110",
    slug="level4-cited-as-criterion",
    kind="CAT-06",
    severity=Severity.ERROR,
    title="Mức 4 không dẫn khoản của Điều 22",
    why="Mức 4 không có tiêu chí; yêu cầu của mức này là các khoản của Điều 22.",
    article="Điều 22 của Thông tư 17, 18, 19/2018",
)

#: an outcome where the plan should say what to do
OUTCOME = re.compile(r"mức\s*4\s*[:\-–]?\s*(?P<said>(?:không|chưa)?\s*đạt)\s*[.;]?\s*$", re.I)
_PLAN = show("Ghi việc sẽ làm cho từng khoản của Điều 22, hoặc “Không xây dựng kế hoạch Mức 4”.")


def check(ctx: Context) -> Iterator[Finding]:
    choice = chosen(ctx)
    if choice and choice.catalogue.level_rule.level4_article is None:
        return
    for item in ctx.plan.items:
        if item.level == 4 and item.criterion and "." not in item.criterion:
            place = item.place_of("criterion")
            written = item.code_text or f"Tiêu chí {item.criterion}"
            yield ctx.spot(
                place, written, said(item.criterion), fix=right(item.criterion), field="criterion"
            )
    for row in ctx.plan.empty_rows:
        if row.level == 4 and row.criterion and "." not in row.criterion:
            yield ctx.spot(
                row.place,
                f"Tiêu chí {row.criterion}",
                said(row.criterion),
                fix=right(row.criterion),
            )
    text = " ".join((ctx.plan.level4_text or "").split())
    match = OUTCOME.search(text)
    if match:
        message = "Mức 4 chỉ ghi kết quả đánh giá, không phải việc sẽ làm."
        place = ctx.plan.place_of("level4_text")
        yield ctx.spot(place, text, message, fix=_PLAN, severity=Severity.WARNING)


def said(clause: str) -> str:
    return f"Mức 4 phải dẫn “Khoản {clause} Điều 22”, không phải “Tiêu chí {clause}”."


def right(clause: str) -> Fix:
    return ask(f"Khoản {clause} Điều 22")
