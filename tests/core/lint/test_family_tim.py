"""Time: deadlines against the day and school year of the plan, years in text, certificates."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caitien.core.lint._time import minus_months, moments, plus_years
from caitien.core.lint.diagnostic import Severity

from .family import gold, run, said


def plan(time: str, first: int = 2024, **more: object) -> dict[str, object]:
    item = {"criterion": "1.1", "target": "Giảm sĩ số", "time": time}
    return {"school_year": f"{first}-{first + 1}", "items": [item]} | more


@given(first=st.integers(2015, 2040), month=st.integers(1, 12), offset=st.integers(-1, 2))
def test_a_month_against_the_school_year(first: int, month: int, offset: int) -> None:
    year = first + offset
    found = run(plan(f"Tháng {month}/{year}", first), "TG103", "TG104")
    codes = [(d.code, d.severity) for d in found]
    when = date(year, month, 1)
    if when < date(first, 8, 1):
        assert codes == [("TG103", Severity.ERROR)]
    elif when < date(first + 1, 6, 1):
        assert codes == []
    elif when < date(first + 1, 9, 1):
        grade = Severity.INFO if month == 6 else Severity.WARNING
        assert codes == [("TG104", grade)]
    else:
        assert codes == [("TG104", Severity.ERROR)]


@given(day=st.dates(date(2024, 8, 1), date(2025, 5, 31)), month=st.integers(1, 12))
def test_a_month_against_the_day_of_the_plan(day: date, month: int) -> None:
    year = 2024 if month >= 9 else 2025
    found = run(plan(f"Tháng {month}/{year}", date=day.isoformat()), "TG103")
    assert bool(found) == ((year, month) < (day.year, day.month))


@pytest.mark.parametrize(
    "time",
    [
        "Tháng 9/2024 đến tháng 5/2025",
        "Năm học 2024-2025",
        "Năm học 2024 - 2025 và các năm tiếp theo",
        "Hằng tháng",
        "Tháng 9",
        "Học kỳ I",
        "Trước 30/5/2025",
        "Từ tháng 10/2024 đến tháng 4/2025",
        "",
    ],
)
def test_times_that_are_right(time: str) -> None:
    assert not run(plan(time, date="2024-10-14"), "TG103", "TG104")


def test_jobs_of_one_cell_are_read_one_by_one() -> None:
    time = "Tháng 10/2024\nTháng 10/2025"
    assert [d.code for d in run(plan(time), "TG103", "TG104")] == ["TG104"]


def test_guessed_values_are_no_errors() -> None:
    unsure = plan("Tháng 9/2025", uncertain={"school_year": "hai năm học khác nhau"})
    assert [d.severity for d in run(unsure, "TG104")] == [Severity.WARNING]
    torn = plan("Tháng 9/2025")
    torn["items"] = [{"time": "Tháng 9/2025", "uncertain": {"time": "ô bị vỡ"}}]
    assert not run(torn, "TG103", "TG104")


def test_a_plan_that_covers_the_summer() -> None:
    text = "Kế hoạch thực hiện trong năm học 2024-2025 và hè 2025."
    assert not run(plan("Tháng 8/2025", preamble=[text]), "TG104")
    assert run(plan("Tháng 9/2025", preamble=[text]), "TG104")


def test_a_long_plan_ends_with_its_last_year() -> None:
    more: dict[str, Any] = {"school_year_to": "2028-2029", "kind": "multi_year"}
    assert not run(plan("Tháng 9/2027", **more), "TG103", "TG104")
    assert [d.code for d in run(plan("Tháng 9/2029", **more), "TG103", "TG104")] == ["TG104"]


@pytest.mark.parametrize(
    "text",
    [
        "Kết quả thực hiện kế hoạch cải tiến chất lượng năm học 2023-2024 đạt tốt.",
        "Là cơ sở để xây dựng kế hoạch cải tiến chất lượng năm học tiếp theo 2025-2026.",
        "Kế hoạch cải tiến chất lượng giáo dục năm học 2023-2024 của trường đã thực hiện xong.",
        "Kế hoạch chiến lược giai đoạn 2020-2025.",
    ],
)
def test_years_that_are_not_the_plans_own(text: str) -> None:
    assert not run({"school_year": "2024-2025", "preamble": [text]}, "TG101")


@given(granted=st.dates(date(2015, 1, 1), date(2024, 8, 31)))
def test_certificates(granted: date) -> None:
    text = (
        "Trường được công nhận đạt kiểm định chất lượng giáo dục cấp độ 2"
        f" ngày {granted.day}/{granted.month}/{granted.year}."
    )
    data = {"date": "2024-10-01", "school_year": "2024-2025", "preamble": [text]}
    found = run(data, "TG110")
    assert bool(found) == (plus_years(granted, 5) <= date(2025, 8, 31))
    again = "Tháng 11/2024 đăng ký đánh giá ngoài với Sở Giáo dục và Đào tạo."
    assert not run(data | {"preamble": [text, again]}, "TG110")


def test_article_follows_the_day_of_the_plan() -> None:
    text = "Trường được công nhận trường chuẩn quốc gia mức độ 1 vào tháng 5 năm 2021."
    old = run({"date": "2025-09-10", "school_year": "2025-2026", "preamble": [text]}, "TG110")
    new = run({"date": "2026-09-10", "school_year": "2026-2027", "preamble": [text]}, "TG110")
    assert "Điều 35" in (old[0].article or "")
    assert "57/2026" in (new[0].article or "")


def test_months_and_years() -> None:
    assert minus_months(date(2025, 7, 31), 5) == date(2025, 2, 28)
    assert minus_months(date(2025, 3, 31), 5) == date(2024, 10, 31)
    assert plus_years(date(2020, 2, 29), 5) == date(2025, 2, 28)
    found = moments("công nhận ngày 12 tháng 5 năm 2021, đánh giá ngoài tháng 7/2020")
    assert [m.day for m in found] == [date(2021, 5, 12), date(2020, 7, 31)]


def test_reference_plans() -> None:
    assert {("TIM-05", "2028"), ("TIM-04", "Tháng 6/2023")} == said(
        run(gold("000"), "TG101", "TG103", "TG104", "TG105", "TG110")
    )
    assert ("TIM-03", "9/2024") in said(run(gold("002a"), "TG103"))
    assert said(run(gold("002b"), "TG103", "TG104", "TG105")) == set()
    assert said(run(gold("003"), "TG103", "TG104", "TG105", "TG110")) == set()
    assert {
        ("TIM-03", "Tháng 3/2024"),
        ("TIM-04", "Tháng 8/2025"),
        ("TIM-04", "Tháng 9/2025"),
        ("TIM-05", "hè 2023"),
        ("TIM-10", "tháng 7 năm 2020"),
    } == said(run(gold("004"), "TG103", "TG104", "TG105", "TG110"))
