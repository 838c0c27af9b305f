"""School years: which one a day belongs to, and which ones a school has to show.

A school year is named by its first calendar year: 2026 is 2026-2027.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from caitien.core.regulations.calendar import school_year_frame
from caitien.ui.frame import school_year_on
from caitien.ui.prepared import Prepared

if TYPE_CHECKING:
    from datetime import date

    from .models import Organisation

#: no school year before this one is offered (Thông tư 17, 18, 19/2018 began then)
EARLIEST: Final = 2018
#: the school year a day belongs to: one rule for pages and records
year_of = school_year_on


def year_name(year: int) -> str:
    """A school year as people write it: 2026 → "2026-2027"."""
    return f"{year}-{year + 1}"


def _years_of(school: int) -> Any:
    from caitien.schools.models import Organisation

    plans = Organisation.objects.filter(pk=school, plans__isnull=False, plans__deleted_at=None)
    return plans.order_by().values_list("plans__start_year", "plans__end_year").distinct()


_YEARS: Prepared[Organisation] = Prepared(_years_of, int)


def years_of(school: Organisation, today: date) -> list[int]:
    """The school years of a school, latest first: this one, the next, and all that have plans.

    One query.
    """
    now = year_of(today)
    found = _YEARS.tuples(school.pk)
    first = min([now - 1, *(begin for begin, _ in found)])
    if school.opened_on:
        first = max(first, min(year_of(school.opened_on), now))
    last = max(now + 1, min(max((end for _, end in found), default=now), now + 6))
    return list(range(last, max(first, EARLIEST) - 1, -1))


def year_bounds(year: int) -> tuple[date, date]:
    """The first and the last day of a school year, summer included."""
    from datetime import timedelta

    first = school_year_frame(year).first_day
    return first, school_year_frame(year + 1).first_day - timedelta(days=1)


def first_day(today: date) -> date:
    """The first day of the school year a day belongs to."""
    return year_bounds(year_of(today))[0]
