"""What rules on time share: the plan's years, and the points of time in its table."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from caitien.core.vietnamese.dates import find_dates, parse_period
from caitien.core.vietnamese.years import SchoolYear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caitien.core.drafts.model import Item
    from caitien.core.vietnamese.dates import Period

    from .context import Context

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_POINT = r"(?:(?P<d{0}>\d{{1,2}})/)?(?P<m{0}>\d{{1,2}})/(?P<y{0}>20\d\d)"
#: "Tháng 6/2024 đến tháng 8/2022"
_SPAN = re.compile(
    rf"(?<![\d/]){_POINT.format(1)}\s*(?:đến|tới|-|–)\s*(?:hết )?(?:ngày |tháng )?"
    rf"{_POINT.format(2)}(?![\d/])",
    re.IGNORECASE,
)
_SUMMER = re.compile(r"(?<!\w)hè(?!\w)|nghỉ hè|mùa hè", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """A point or stretch of time written in a row: `start` and `end` are days, None where open."""

    item: Item
    text: str
    kind: str
    start: date | None
    end: date | None


def backwards(text: str) -> str | None:
    """A stretch of time that ends before it begins, as written ("6/2024 đến tháng 8/2022")."""
    for match in _SPAN.finditer(text):
        first, last = (
            (int(match[f"y{n}"]), int(match[f"m{n}"]), int(match[f"d{n}"] or 0)) for n in (1, 2)
        )
        if last[:2] < first[:2] or (last[:2] == first[:2] and 0 < last[2] < first[2]):
            return match.group()
    return None


def sure_date(ctx: Context) -> date | None:
    """The day of the plan where it is whole and the reader is sure of it."""
    return None if "date" in ctx.plan.uncertain else ctx.plan_date


def school_years(ctx: Context) -> tuple[SchoolYear, SchoolYear] | None:
    """First and last school year of the plan."""
    if not ctx.years:
        return None
    return SchoolYear(ctx.years[0]), SchoolYear(ctx.years[1] - 1)


def whens(ctx: Context) -> list[When]:
    """The times of every row that name their own year, line by line (jobs included)."""
    return ctx.memo(_whens)


def _whens(ctx: Context) -> list[When]:
    years = school_years(ctx)
    return [when for item in ctx.plan.items for when in _of_item(item, years[0] if years else None)]


def _of_item(item: Item, year: SchoolYear | None) -> Iterator[When]:
    if "time" in item.uncertain:
        return
    texts = [item.time or "", *(job.time or "" for job in item.solution_details)]
    lines = [line.strip() for text in texts for line in _pieces(text)]
    for line in dict.fromkeys(lines):
        if not _YEAR.search(line):
            continue
        period = parse_period(line, year)
        if period and period.kind not in ("text", "recurring"):
            start, end = _days(period)
            if not (start and end and start > end):
                yield When(item, line, period.kind, start, end)


def _pieces(text: str) -> list[str]:
    """The lines of a time cell; one piece where a narrow column has broken a time in two."""
    lines = [line for line in text.split("\n") if line.strip()]
    whole = all(_YEAR.search(line) for line in lines)
    return lines if whole else [" ".join(lines)]


def _days(period: Period) -> tuple[date | None, date | None]:
    return _day(period.start, last=False), _day(period.end, last=True)


def _day(written: str | None, *, last: bool) -> date | None:
    """ "2024-09" as its first or last day, "2024-09-05" as that day."""
    try:
        parts = [int(part) for part in (written or "").split("-")]
        year, month = parts[0], parts[1]
        day = parts[2] if len(parts) > 2 else monthrange(year, month)[1] if last else 1
        return date(year, month, day)
    except (ValueError, IndexError):
        return None


def summer_in(item: Item) -> bool:
    """Whether the row itself speaks of the summer holidays."""
    names = ("time", "target", "solutions", "content", "conditions", "notes", "criterion_title")
    return any(_SUMMER.search(item.text_of(name) or "") for name in names)


def plan_covers_summer(ctx: Context) -> bool:
    """Whether title or body says that the plan runs through the summer."""
    return any(
        _SUMMER.search(block.text) and _YEAR.search(block.text)
        for block in ctx.role("title", "body")
    )


def short(day: date) -> str:
    """A day as on screen: 31/08/2025."""
    return f"{day.day:02}/{day.month:02}/{day.year}"


def plus_years(day: date, years: int) -> date:
    """The same day some years later (29 February becomes 28)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def minus_months(day: date, months: int) -> date:
    """The same day some months earlier, or the last day of that month."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_MONTH = re.compile(r"tháng\s*(\d{1,2})\s*(?:năm\s*|/\s*|-\s*)((?:19|20)\d\d)(?!\d)", re.IGNORECASE)


_GRADE = re.compile(r"(?:mức|cấp) độ\s*$|mức\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, month ("tháng 5 năm 2018") or year in text; `day` is the last it can mean."""

    day: date
    text: str
    start: int
    end: int
    exact: str


def moments(text: str) -> list[Moment]:
    """Every full date, else every month with its year, in order."""
    found = [
        Moment(f.value, f.text, f.start, f.end, "day")
        for f in find_dates(text)
        if not _GRADE.search(text[: f.start])  # "mức độ 1 tháng 7 năm 2023"
    ]
    for match in _MONTH.finditer(text):
        month, year = int(match[1]), int(match[2])
        inside = any(m.start <= match.start() < m.end for m in found)
        if 1 <= month <= 12 and not inside:
            day = date(year, month, monthrange(year, month)[1])
            found.append(Moment(day, match.group(), match.start(), match.end(), "month"))
    return sorted(found, key=lambda moment: moment.start)


#: "tháng 9/2026, tháng 01/2027 và tháng 5/2027"
_LISTED = re.compile(
    r"\d/\d{4}\s*(?:,|;|và)\s*(?:vào\s)?(?:cuối\s|đầu\s)?(?:tháng|ngày|\d{1,2}/)", re.IGNORECASE
)
_NAMED = re.compile(r"(?:trong |từ )?năm học \d{4}\s*[-–]\s*\d{4}", re.IGNORECASE)


def several_days(text: str) -> bool:
    """Whether months or days are told one by one: each is a time of its own."""
    return bool(_LISTED.search(text))


def named_year(text: str, years: tuple[int, int]) -> bool:
    """Whether one school year of a plan of several is named: a milestone of its own."""
    return years[1] - years[0] > 1 and bool(_NAMED.fullmatch(text))


#: so many months before its end a step of a job is no contradiction
_STEPS = 2


def apart(ctx: Context, said: str, time: str) -> bool:
    """Whether a month named in a job lies after the column's, or long before it.

    A step of the job may well be done a month or two before its end.
    """
    year = SchoolYear(ctx.years[0]) if ctx.years else None
    a, b = parse_period(said, year), parse_period(time, year)
    if a is None or b is None or not (a.start and a.end and b.end) or b.kind == "open":
        return False
    return a.start[:7] > b.end[:7] or bool(b.start and _month(b.start) - _month(a.end) > _STEPS)


def _month(day: str) -> int:
    """A month as a number, to count between two."""
    return int(day[:4]) * 12 + int(day[5:7])
