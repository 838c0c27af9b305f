"""Dates and periods of time: the public face of `fulldates` and `periods`."""

from __future__ import annotations

from .fulldates import find_dates, find_impossible_dates, paper_date, screen_date
from .periods import Period, find_periods, looks_like_time, parse_period
from .periodwords import paper_period

__all__ = [
    "Period",
    "find_dates",
    "find_impossible_dates",
    "find_periods",
    "looks_like_time",
    "paper_date",
    "paper_period",
    "parse_period",
    "screen_date",
]
