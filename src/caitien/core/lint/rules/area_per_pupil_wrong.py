"""NUM-03: the area per pupil does not follow from area and number of pupils."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from caitien.core.lint._divisions import wrong_means, wrong_quotients
from caitien.core.lint._facts import pupils as facts_pupils
from caitien.core.lint._numbers import NUMBER, decimals, paper_number, parse_number
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask

RULE = Rule(
    code="SO103",
    slug="area-per-pupil-wrong",
    kind="NUM-03",
    severity=Severity.ERROR,
    title="Diện tích bình quân tính sai hoặc sai đơn vị",
    why="Diện tích bình quân là số liệu để xét điều kiện sân bãi; sai phép chia thì xét sai.",
)

_METRES = r"m\s?(?:2|²)"
_PUPIL = r"(?:học\s+sinh|HS|trẻ(?:\s+em)?|cháu|em)"
AREA = re.compile(rf"diện\s+tích[^.;\n\d]{{0,60}}(?P<area>{NUMBER})\s*{_METRES}", re.IGNORECASE)
PUPILS = re.compile(rf"(?P<count>{NUMBER})\s*{_PUPIL}(?!\w|\s*/)", re.IGNORECASE)
MEAN = re.compile(
    rf"(?:bình\s+quân|trung\s+bình)(?:(?!\d)[^.;\n]){{0,30}}?"
    rf"(?P<whole>(?P<mean>{NUMBER})\s*(?P<unit>{_METRES}\s*/\s*{_PUPIL}|{_PUPIL}\s*/\s*{_METRES}))(?!\w)",
    re.IGNORECASE,
)


def check(ctx: Context) -> Iterator[Finding]:
    for block in ctx.blocks:
        wrong = (*wrong_quotients(block.text), *wrong_means(block.text))
        for start, end, message, figure in wrong:
            yield ctx.at(block, start, end, message, fix=ask(None, f"Tính lại: {figure}."))
    for block, mean in ctx.find(MEAN):
        before = block.text[: mean.start()]
        begin = max(before.rfind("\n"), 0)
        areas = list(AREA.finditer(before, begin))
        pupils = list(PUPILS.finditer(before, areas[-1].end() if areas else begin))
        if areas and not pupils:
            pupils = list(PUPILS.finditer(before, begin))[-1:]
        if areas and not pupils and (known := facts_pupils(ctx)):
            pupils = [found for found in [PUPILS.match(known.text)] if found]
        if len(pupils) != 1 or not areas:
            continue
        area, count = parse_number(areas[-1]["area"]), parse_number(pupils[0]["count"])
        printed = parse_number(mean["mean"])
        if not area or not count or printed is None:
            continue
        inverse = not mean["unit"].lower().startswith("m")
        right = count / area if inverse else area / count
        step = Decimal(1).scaleb(-decimals(mean["mean"]))
        if abs(right - printed) <= max(step, right / 100):
            continue
        unit = mean["unit"].split("/")[1 if not inverse else 0].strip()
        proper = paper_number(area / count)
        yield ctx.at(
            block,
            *mean.span("whole"),
            f"Phép chia sai hoặc sai đơn vị: {areas[-1]['area']} m² / {pupils[0]['count']}"
            f" = {proper} m²/{unit}.",
            fix=ask(f"{proper} m²/{unit}"),
        )
