"""Full dates and periods."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caitien.core.vietnamese.dates import (
    Period,
    find_dates,
    find_impossible_dates,
    find_periods,
    looks_like_time,
    paper_date,
    paper_period,
    parse_period,
    screen_date,
)
from caitien.core.vietnamese.years import SchoolYear
from tests.shared import need_shared

YEAR = SchoolYear(2024)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_printed_dates_read_back(day: date) -> None:
    for text in (paper_date(day), screen_date(day), f"Tân Phú, {paper_date(day)}./."):
        assert [found.value for found in find_dates(text)] == [day]


def test_paper_dates_follow_the_decree() -> None:
    assert paper_date(date(2022, 8, 8)) == "ngày 08 tháng 8 năm 2022"
    assert paper_date(date(2022, 2, 14)) == "ngày 14 tháng 02 năm 2022"
    assert screen_date(date(2022, 8, 8)) == "08/08/2022"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ngày 08 tháng 8 năm 2022", date(2022, 8, 8)),
        ("ngày 8  tháng 8 năm 2022", date(2022, 8, 8)),
        ("ngày 14/2/2022", date(2022, 2, 14)),
        ("14-02-2022", date(2022, 2, 14)),
        ("28.12.2018", date(2018, 12, 28)),
        ("Ngày 05 tháng 9\nnăm 2024", date(2024, 9, 5)),
    ],
)
def test_full_dates(text: str, day: date) -> None:
    (found,) = find_dates(text)
    assert found.value == day
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text", ["ngày … tháng … năm 20…", "31/2/2023", "tháng 9/2024", "1.2.3", "5.000.000", "12/2018"]
)
def test_no_dates(text: str) -> None:
    assert find_dates(text) == []


def test_impossible_dates_are_told() -> None:
    (found,) = find_impossible_dates("họp ngày 31/2/2023 và 28/2/2023")
    assert (found.value, found.text) == ((31, 2, 2023), "31/2/2023")


PERIODS = [
    ("Năm học 2022-2023", "school_year", "2022-09", "2023-05"),
    ("Trong năm học 2022 – 2023", "school_year", "2022-09", "2023-05"),
    ("Suốt năm học", "school_year", "2024-09", "2025-05"),
    ("Năm học", "school_year", "2024-09", "2025-05"),
    ("2024-2025", "school_year", "2024-09", "2025-05"),
    ("Tháng 6/2023", "month", "2023-06", "2023-06"),
    ("9/2024", "month", "2024-09", "2024-09"),
    ("tháng 3 năm 2023", "month", "2023-03", "2023-03"),
    ("Tháng 9", "month", "2024-09", "2024-09"),
    ("Tháng 3", "month", "2025-03", "2025-03"),
    ("Hoàn thành trong tháng 12/2024", "month", "2024-12", "2024-12"),
    ("Tuần 2 tháng 10/2024", "month", "2024-10", "2024-10"),
    ("Cuối năm học 2024-2025", "month", "2025-05", "2025-05"),
    ("Tháng 9/2024 đến tháng 5/2025", "range", "2024-09", "2025-05"),
    ("Tháng 9/2024 đến\ntháng 5/2025", "range", "2024-09", "2025-05"),
    ("từ 9/2024-5/2025", "range", "2024-09", "2025-05"),
    ("Từ tháng 9 đến tháng 5", "range", "2024-09", "2025-05"),
    ("Từ tháng 9 đến tháng 5/2025", "range", "2024-09", "2025-05"),
    ("T9/2024 - T5/2025", "range", "2024-09", "2025-05"),
    ("Tháng 8,9,10 năm 2024", "range", "2024-08", "2024-10"),
    ("01/9/2024 - 30/5/2025", "range", "2024-09-01", "2025-05-30"),
    ("Từ 01/9 đến 30/11", "range", "2024-09-01", "2024-11-30"),
    ("15/9 - 30/9/2024", "range", "2024-09-15", "2024-09-30"),
    ("Tháng 10\nTháng 3", "range", "2024-10", "2025-03"),
    ("Giai đoạn 2024-2029", "range", "2024-09", "2029-05"),
    ("Năm 2025", "range", "2025-01", "2025-12"),
    ("Trước ngày 30/5/2025", "deadline", None, "2025-05-30"),
    ("Trước 15/6", "deadline", None, "2025-06-15"),
    ("Đến hết năm học 2024-2025", "deadline", None, "2025-05"),
    ("Năm học 2024 - 2025 và các năm tiếp theo", "open", "2024-09", None),
    ("Năm học 2024 -\n2025 và các\nnăm tiếp theo.", "open", "2024-09", None),
    ("Hằng năm rà soát.\nNăm học 2024-2025 và các năm tiếp theo", "open", "2024-09", None),
    ("Từ tháng 9/2024 trở đi", "open", "2024-09", None),
    ("Học kỳ I", "semester", "2024-09", "2025-01"),
    ("HKI 2024-2025", "semester", "2024-09", "2025-01"),
    ("Cuối học kỳ 1", "semester", "2024-09", "2025-01"),
    ("HK2", "semester", "2025-01", "2025-05"),
    ("Học kì II năm học 2022-2023", "semester", "2023-01", "2023-05"),
    ("Học kỳ I, II năm học 2024-2025", "semester", "2024-09", "2025-05"),
    ("Quý IV/2024", "quarter", "2024-10", "2024-12"),
    ("Quý I năm 2025", "quarter", "2025-01", "2025-03"),
    ("Quý III", "quarter", "2024-07", "2024-09"),
    ("Hè 2025", "season", "2025-06", "2025-08"),
    ("dịp hè", "season", "2025-06", "2025-08"),
    ("Hằng tháng", "recurring", "2024-09", "2025-05"),
    ("Hàng tuần", "recurring", "2024-09", "2025-05"),
    ("Thường xuyên", "recurring", "2024-09", "2025-05"),
    ("Cả năm", "recurring", "2024-09", "2025-05"),
    ("Định kỳ", "recurring", "2024-09", "2025-05"),
    ("Theo kế hoạch", "text", None, None),
    ("Quỹ hệ thống", "text", None, None),
]


@pytest.mark.parametrize(("text", "kind", "start", "end"), PERIODS)
def test_periods(text: str, kind: str, start: str | None, end: str | None) -> None:
    assert parse_period(text, YEAR) == Period(kind, start, end)


def test_nothing_is_guessed_without_a_school_year() -> None:
    assert parse_period("Tháng 9") == Period("month", None, None)
    assert parse_period("Thường xuyên") == Period("recurring", None, None)
    assert parse_period("Trước 15/6") == Period("deadline", None, None)
    assert parse_period(" \n") is None


_YEARS = st.integers(min_value=2000, max_value=2080)
_MONTHS = st.integers(min_value=1, max_value=12)


@st.composite
def _periods(draw: st.DrawFn) -> Period:
    year, month = draw(_YEARS), draw(_MONTHS)
    day = draw(st.dates(min_value=date(2000, 1, 1), max_value=date(2080, 12, 31)))
    later = date(day.year + draw(st.integers(1, 5)), day.month, 1)
    at, until = f"{year}-{month:02}", f"{year + 1}-{draw(_MONTHS):02}"
    quarter = draw(st.sampled_from([1, 4, 7, 10]))
    return draw(
        st.sampled_from(
            [
                Period("school_year", f"{year}-09", f"{year + 1}-05"),
                Period("month", at, at),
                Period("range", at, until),
                Period("range", day.isoformat(), later.isoformat()),
                Period("deadline", None, day.isoformat()),
                Period("deadline", None, at),
                Period("open", at, None),
                Period("semester", f"{year}-09", f"{year + 1}-01"),
                Period("semester", f"{year}-01", f"{year}-05"),
                Period("quarter", f"{year}-{quarter:02}", f"{year}-{quarter + 2:02}"),
                Period("season", f"{year}-06", f"{year}-08"),
                Period("recurring", f"{year}-09", f"{year + 1}-05"),
                Period("recurring", at, until),
                Period("recurring", None, None),
            ]
        )
    )


@given(_periods())
def test_printed_periods_read_back(period: Period) -> None:
    assert parse_period(paper_period(period)) == period


def test_printed_words() -> None:
    assert paper_period(Period("school_year", "2022-09", "2023-05")) == "Năm học 2022-2023"
    assert paper_period(Period("month", "2023-02", "2023-02")) == "Tháng 02/2023"
    assert paper_period(Period("text", None, None)) == ""


def test_mentions_in_prose() -> None:
    text = "Xong trong Tháng 6/2023, sửa dịp hè 2023; đến năm 2028 đạt Mức 3 (TT 17/2018/TT)."
    assert [(found.text, found.value.start) for found in find_periods(text)] == [
        ("Tháng 6/2023", "2023-06"),
        ("hè 2023", "2023-06"),
        ("năm 2028", "2028-01"),
    ]


def test_columns_of_times_are_told_from_others() -> None:
    for text, kind, _, _ in PERIODS:
        if kind != "text" and "rà soát" not in text:
            assert looks_like_time(text) > 0.6, text
    for text in ("Hiệu trưởng", "5.000.000 đồng", "Tổ chức tập huấn cho giáo viên", "", "1.3"):
        assert looks_like_time(text) < 0.3, text


@pytest.mark.parametrize("folder", ["gold", "rebuilt"])
def test_ground_truth(folder: str) -> None:
    files = sorted((need_shared() / "samples" / folder).glob("*.gold.json"))
    seen = 0
    for file in files:
        plan = json.loads(file.read_text(encoding="utf-8"))
        year = SchoolYear.parse(plan["school_year"])
        for item in plan["items"]:
            if not item.get("time") or "time" in (item.get("uncertain") or {}):
                continue
            seen += 1
            expected = Period(item["time_kind"], item["start"], item["end"])
            assert parse_period(item["time"], year) == expected
    assert seen > 20
