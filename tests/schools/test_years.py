"""School years: which one a day is in, and which ones a school shows."""

from __future__ import annotations

from datetime import date

import pytest

from caitien.plans.models import Plan
from caitien.schools import queries, years
from caitien.schools.access import enter
from tests.people import NOW, TODAY, YEAR, Cast


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 7, 31), 2025),
        (date(2026, 8, 1), 2026),
        (date(2026, 12, 31), 2026),
        (date(2027, 5, 31), 2026),
    ],
)
def test_the_year_of_a_day(day: date, year: int) -> None:
    assert years.year_of(day) == year
    first, last = years.year_bounds(year)
    assert first <= day <= last


def test_years_of_a_school_without_plans(cast: Cast) -> None:
    assert years.years_of(cast.school, TODAY) == [YEAR + 1, YEAR, YEAR - 1]


def test_a_new_school_has_no_years_before_it_was_opened(cast: Cast) -> None:
    cast.school.opened_on = date(2026, 9, 1)
    assert years.years_of(cast.school, TODAY) == [YEAR + 1, YEAR]


def test_old_and_long_plans_widen_the_years(cast: Cast) -> None:
    Plan.objects.create(
        school=cast.school, once="a", start_year=2021, end_year=2029, title="Kế hoạch",
        created_by=cast.head, created_at=NOW, changed_at=NOW,
    )  # fmt: skip
    assert years.years_of(cast.school, TODAY) == list(range(2029, 2020, -1))


def test_the_frame_costs_two_queries(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    scope = enter(cast.head, cast.school.slug, "school.view", today=TODAY)
    with django_assert_num_queries(2):
        frame = queries.frame_of(scope)
    assert frame.year == YEAR
    assert frame.organisations == [cast.school]
