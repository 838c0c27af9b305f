"""Deadlines and the frame of a school year."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from caitien.core.regulations.calendar import (
    all_deadlines,
    deadlines,
    due_date,
    months_before,
    school_year_frame,
)


def test_the_report_is_due_the_day_before_15_june() -> None:
    report = next(d for d in deadlines("tt57-2026") if d.id == "report")
    assert due_date(report, 2026) == date(2027, 6, 14)
    assert report.article == "điểm d khoản 3 Điều 9"
    assert report.confidence == "M"
    assert report.edition == "tt57-2026"


def test_two_reviews_a_year() -> None:
    found = {d.id: due_date(d, 2027) for d in deadlines("tt57-2026")}
    assert found["review-1"] == date(2028, 1, 31)
    assert found["review-2"] == date(2028, 5, 31)


def test_a_deadline_counted_from_a_certificate_has_no_day_in_the_year() -> None:
    (again,) = deadlines("tt17-2018")
    assert again.before_expiry_months == 5
    assert due_date(again, 2024) is None


def test_frame() -> None:
    frame = school_year_frame(2024)
    assert (frame.first_day, frame.start) == (date(2024, 8, 1), date(2024, 9, 5))
    assert (frame.end, frame.summer_end) == (date(2025, 5, 31), date(2025, 8, 31))


def test_every_deadline_names_its_article_and_confidence() -> None:
    every = all_deadlines()
    assert len({(d.edition, d.id) for d in every}) == len(every)
    for deadline in every:
        assert deadline.article
        assert deadline.confidence in {"H", "M", "L"}
        due = due_date(deadline, 2026)
        if due is not None:
            assert date(2026, 9, 1) <= due <= date(2027, 8, 31)


def test_months_before() -> None:
    assert months_before(date(2025, 7, 31), 5) == date(2025, 2, 28)
    assert months_before(date(2024, 7, 31), 5) == date(2024, 2, 29)
    assert months_before(date(2025, 3, 15), 5) == date(2024, 10, 15)
    assert months_before(date(2025, 12, 31), 12) == date(2024, 12, 31)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_months_before_goes_back_that_many_months(day: date, months: int) -> None:
    earlier = months_before(day, months)
    assert (day.year - earlier.year) * 12 + day.month - earlier.month == months
    assert earlier.day <= day.day
