"""Deadlines and the frame of a school year. A school year is named by its first year: 2026 is
2026-2027.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from .build import build_deadline
from .loader import catalogue_ids, load_edition
from .model import Confidence, Deadline
from .yamlfile import read_data

FIRST_MONTH: Final = 9
"""Deadlines from September on fall in the first year of a school year, August in the second."""


@dataclass(frozen=True, slots=True)
class YearFrame:
    """Dates of a school year: work from ``first_day``, opening at ``start``, lessons to ``end``,
    summer to ``summer_end``.

    The exact days are set each year by decision; these are the usual ones (``confidence``).
    """

    first_day: date
    start: date
    end: date
    summer_end: date
    confidence: Confidence


@cache
def _data() -> Any:
    return read_data("calendar")


def school_year_frame(first_year: int) -> YearFrame:
    """The usual frame of the school year that begins in ``first_year``."""
    raw = _data()["school_year"]

    def day(name: str, year: int) -> date:
        return date(year, raw[name]["month"], raw[name]["day"])

    return YearFrame(
        first_day=day("first_work_day", first_year),
        start=day("start", first_year),
        end=day("end", first_year + 1),
        summer_end=day("summer_end", first_year + 1),
        confidence=raw["confidence"],
    )


def deadlines(edition_id: str | None = None) -> tuple[Deadline, ...]:
    """Deadlines of an edition ("tt57-2026"), or of the calendar of every school year when None."""
    if edition_id is not None:
        return load_edition(edition_id).deadlines
    return tuple(build_deadline(item, None) for item in _data()["deadlines"])


def all_deadlines() -> tuple[Deadline, ...]:
    """The calendar's deadlines and those of every edition."""
    editions = dict.fromkeys(name.partition("/")[0] for name in catalogue_ids())
    return deadlines() + tuple(d for name in editions for d in deadlines(name))


def due_date(deadline: Deadline, first_year: int) -> date | None:
    """The last allowed day in the school year that begins in ``first_year``.

    "trước ngày 15/6" gives 14 June; a deadline by month gives the last day of the month; None for
    deadlines counted back from a certificate.
    """
    if deadline.month is None:
        return None
    year = first_year if deadline.month >= FIRST_MONTH else first_year + 1
    if deadline.day is None:
        following = date(year + deadline.month // 12, deadline.month % 12 + 1, 1)
        return following - timedelta(days=1)
    due = date(year, deadline.month, deadline.day)
    return due - timedelta(days=1) if deadline.strictly_before else due


def months_before(day: date, months: int) -> date:
    """The day so many months earlier, or the last of that month where it is shorter (khoản 2 Điều
    35: 5 months).
    """
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = (date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
