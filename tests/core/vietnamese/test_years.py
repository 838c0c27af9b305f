"""School years and spans of years."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caitien.core.vietnamese.years import (
    SchoolYear,
    find_school_years,
    find_spans,
    parse_multi_year,
)


@given(st.integers(min_value=1950, max_value=2090), st.sampled_from(["-", " - ", "– ", " —", "/"]))
def test_a_written_school_year_reads_back(first: int, dash: str) -> None:
    year = SchoolYear(first)
    assert SchoolYear.parse(str(year)) == SchoolYear.parse(year.paper()) == year
    assert SchoolYear.parse(f"Năm học {first}{dash}{first + 1}.") == year


@pytest.mark.parametrize(
    "text",
    ["2024  - 2025", "2024– 2025", "2024—2025", "2024 -2025", "2024-25", "năm học 2024 -\n2025"],
)
def test_forms(text: str) -> None:
    (found,) = find_school_years(text)
    assert found.value == SchoolYear(2024)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text",
    [
        "giai đoạn 2022-2025",
        "Thông tư 17/2018/TT-BGDĐT",
        "0913 2022",
        "0903-2022-2023",
        "2022-2023-2024",
        "12022-2023",
        "2024-12-25",
        "2011-12",
        "9/2022-2023",
        "2022/2023/TT",
    ],
)
def test_what_is_no_school_year(text: str) -> None:
    assert find_school_years(text) == []


def test_a_short_year_that_could_be_a_month_needs_the_words() -> None:
    assert SchoolYear.parse("năm học 2011-12") == SchoolYear(2011)


def test_ends() -> None:
    year = SchoolYear(2022)
    assert (year.last, str(year), year.paper()) == (2023, "2022-2023", "2022 - 2023")
    assert (year.start, year.end) == (date(2022, 9, 1), date(2023, 5, 31))
    assert year.summer_end == date(2023, 8, 31)
    assert SchoolYear(2022) < SchoolYear(2023)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("giai đoạn 2022-2025", (2022, 2025)),
        ("từ năm 2016 đến năm 2020", (2016, 2020)),
        ("từ năm học 2024-2025 đến 2028-2029", (2024, 2029)),
        ("từ năm học 2024 - 2025 đến hết năm học 2028 -2029", (2024, 2029)),
        ("năm học 2022-2023", (2022, 2023)),
    ],
)
def test_spans(text: str, span: tuple[int, int]) -> None:
    assert [found.value for found in find_spans(text)] == [span]


def test_no_spans() -> None:
    assert find_spans("năm 2025, 2024-2020, số 17/2018/TT") == []


@pytest.mark.parametrize(
    ("title", "first", "last"),
    [
        ("giai đoạn 05 năm từ năm học 2024-2025 đến 2028-2029", 2024, 2028),
        ("giai đoạn 2024-2029", 2024, 2028),
        ("Kế hoạch 5 năm 2021-2025", 2021, 2025),
    ],
)
def test_plans_for_several_years(title: str, first: int, last: int) -> None:
    assert parse_multi_year(title) == (SchoolYear(first), SchoolYear(last))


def test_a_plan_for_one_year_is_not_for_several() -> None:
    assert parse_multi_year("Kế hoạch cải tiến năm học 2022-2023") is None
