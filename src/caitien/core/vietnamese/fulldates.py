"""Full dates (day, month, year) in text, and how they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from .found import Found

_LONG = (
    r"(?:ngày\s{0,4})?(?<!\d)(\d{1,2})\s{0,4},?\s{0,4}tháng\s{0,4}(\d{1,2})"
    r"\s{0,4},?\s{0,4}năm\s{0,4}(\d{4})(?!\d)"
)
_SHORT = (
    r"(?<!\d)(?<!\d[-/.])(\d{1,2})"
    r"(?:\s?/\s?(\d{1,2})\s?/\s?|-(\d{1,2})-|\.(\d{1,2})\.)(\d{4})(?!\d|[-/]\w)"
)
_DATE = re.compile(f"{_LONG}|{_SHORT}", re.IGNORECASE)


def _triples(text: str) -> Iterator[tuple[re.Match[str], int, int, int]]:
    for match in _DATE.finditer(text):
        day, month, year = (int(part) for part in match.groups() if part)
        if 1900 <= year <= 2199:
            yield match, day, month, year


def _date(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_dates(text: str) -> list[Found[date]]:
    """Every full date that exists: "ngày 08 tháng 8 năm 2022", 14/2/2022, 14-02-2022, 28.12.2018.

    The span of a long form begins at "ngày"; of a short form at its first figure. Blank forms
    ("ngày … tháng … năm 20…") and impossible dates give nothing.
    """
    return [
        Found(value, match.start(), match.end(), match.group())
        for match, day, month, year in _triples(text)
        if (value := _date(day, month, year)) is not None
    ]


def find_impossible_dates(text: str) -> list[Found[tuple[int, int, int]]]:
    """Every written date that no calendar has (31/2/2023), as (day, month, year)."""
    return [
        Found((day, month, year), match.start(), match.end(), match.group())
        for match, day, month, year in _triples(text)
        if _date(day, month, year) is None
    ]


def paper_date(d: date) -> str:
    """A date as on paper: days below 10 and months 1 and 2 take a zero (NĐ 30/2020, Phụ lục I)."""
    month = f"{d.month:02}" if d.month < 3 else str(d.month)
    return f"ngày {d.day:02} tháng {month} năm {d.year:04}"


def screen_date(d: date) -> str:
    """A date as on screen: 08/08/2022."""
    return f"{d.day:02}/{d.month:02}/{d.year:04}"
