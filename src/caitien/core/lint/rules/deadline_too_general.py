"""TIM-06: the times of the table name the whole period and no end of a job."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.drafts.model import Item
from caitien.core.lint._time import backwards, named_year, several_days
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show
from caitien.core.vietnamese.dates import parse_period
from caitien.core.vietnamese.text import key
from caitien.core.vietnamese.years import SchoolYear

RULE = Rule(
    code="TG106",
    slug="deadline-too-general",
    kind="TIM-06",
    severity=Severity.WARNING,
    title="Thời gian chung chung, không có mốc hoàn thành",
    why="Việc nào cũng “cả năm học” thì không ai biết khi nào phải xong, không theo dõi được.",
)

LOOSE = re.compile(
    r"(?:trong |cả |suốt |xuyên suốt |theo )?(?:(?:cả |các )?năm học|cả năm|quanh năm|định kỳ"
    r"|hàng năm|hằng năm|thường xuyên"
    r"|liên tục|trong năm|lâu dài|năm học \d{4}\s*[-–]\s*\d{4})(?: trong năm học| hằng năm)?"
)
OPEN = re.compile(r"(?:và )?các năm (?:học )?(?:tiếp theo|sau|kế tiếp)|trở đi|những năm tiếp")
_MONTHS = re.compile(r"\d\s*(?:đến|tới|-|–)\s*(?:hết )?(?:ngày|tháng)?\s*\d{1,2}/20\d\d", re.I)
#: fewer than these may well take the whole year
_FEW = 3
_SAID = "Thời gian chung chung, không có mốc hoàn thành."
_HOW = show("Ghi tháng hoặc ngày phải xong của từng việc; việc dài chia thành giai đoạn.")


def check(ctx: Context) -> Iterator[Finding]:
    rows = [item for item in ctx.plan.items if item.time and not item.partial]
    loose = [item for item in rows if general(ctx, item)]
    few = len(loose) < _FEW or 4 * len(loose) < len(rows)
    if not loose:
        return
    for item in loose:
        if 4 * len(loose) < len(rows) and _MONTHS.search(item.time or ""):
            continue  # one job of many that goes on from September to May has an end
        severity = Severity.INFO if few else None
        yield ctx.cell(item, "time", _SAID, fix=_HOW, severity=severity)


def pieces(text: str) -> list[str]:
    """The times of a cell, one a line, where each line is a time of its own."""
    lines = [line for line in text.split("\n") if line.strip()]
    whole = all(re.search(r"\d{4}|năm|thường", line) for line in lines)
    return lines if whole else [" ".join(lines)]


def general(ctx: Context, item: Item) -> bool:
    """Whether every time of the row is the whole school year or has no end."""
    years = ctx.years
    year = SchoolYear(years[0]) if years else None
    for text in pieces(item.time or ""):
        plain = key(text).strip(" .;,-")
        if backwards(text) or several_days(plain) or (years and named_year(plain, years)):
            return False
        if OPEN.search(plain) or LOOSE.fullmatch(plain):
            continue
        period = parse_period(text, year)
        if period and period.kind == "school_year":
            continue
        if period is None or period.kind == "recurring" or not (period.start and period.end):
            return False
        whole = bool(years) and period.start[:7] <= f"{years[0] if years else 0}-09"
        if not (whole and years and period.end[:7] >= f"{years[1]}-05"):
            return False
    return True
