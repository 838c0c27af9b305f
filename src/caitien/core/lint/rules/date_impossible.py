"""TIM-04: a date that no calendar has."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="TG112",
    slug="date-impossible",
    kind="TIM-04",
    severity=Severity.ERROR,
    title="Ngày, tháng không có thật",
    why="Ngày không có trong lịch thì không ai biết hạn của việc là lúc nào.",
)

DAY = re.compile(r"(?<![\d/.-])(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(20\d\d)(?![\d/])")
MONTH = re.compile(
    r"tháng\s*(\d{1,2})(?:\s*(?:[/.-]|năm)\s*(20\d\d))?(?![\d/])"
    r"|(?<![\d/.-])(\d{1,2})\s*/\s*(20\d\d)(?![\d/])",
    re.IGNORECASE,
)
#: dates in prose, where a bare "24/2024" may be the number of a document
IN_TEXT = re.compile(
    r"ngày\s*(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|,?\s*năm)\s*(20\d\d)(?!\d)"
    r"|tháng\s*(\d{1,2})\s*(?:[/.-]|năm)\s*(20\d\d)(?!\d)",
    re.IGNORECASE,
)
_HOW = show("Ghi lại ngày, tháng cho đúng lịch.")


def check(ctx: Context) -> Iterator[Finding]:
    for index, item in enumerate(ctx.plan.items):
        text = item.time or ""
        for match in (*DAY.finditer(text), *MONTH.finditer(text)):
            if not real(match):
                message = f"Không có “{match.group()}” trong lịch."
                yield ctx.spot(
                    item.place_of("time"),
                    match.group(),
                    message,
                    fix=_HOW,
                    field="time",
                    item=index,
                )
    for block in ctx.role("body", "basis", "cell", "header"):
        if block.field == "time":
            continue
        for match in IN_TEXT.finditer(block.text):
            if not in_calendar(match):
                message = f"Không có “{match.group()}” trong lịch."
                yield ctx.at(block, *match.span(), message, fix=_HOW)


def in_calendar(match: re.Match[str]) -> bool:
    """Whether the calendar has the day or month written in prose."""
    if match[4]:
        return 1 <= int(match[4]) <= 12
    day, month, year = int(match[1]), int(match[2]), int(match[3])
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def real(match: re.Match[str]) -> bool:
    """Whether the calendar has this day or month."""
    if match.re is MONTH:
        return 1 <= int(match[1] or match[3]) <= 12
    day, month, year = map(int, match.groups())
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
