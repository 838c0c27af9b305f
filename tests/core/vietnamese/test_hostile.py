"""Hostile and huge inputs end soon and raise nothing."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caitien.core.vietnamese import dates, money, people, syllables, text, years

CALLS: list[Callable[[str], object]] = [
    text.collapse,
    text.collapse_lines,
    text.fold,
    text.key,
    lambda s: text.similarity(s, s[::-1]),
    text.find_decomposed,
    text.strip_list_mark,
    years.find_school_years,
    years.find_spans,
    years.parse_multi_year,
    dates.find_dates,
    dates.find_impossible_dates,
    dates.find_periods,
    dates.parse_period,
    dates.looks_like_time,
    money.parse_money,
    money.find_money,
    money.looks_like_money,
    people.find_posts,
    people.split_assignees,
    people.looks_like_assignee,
    people.looks_like_person_name,
    people.expand,
    syllables.find_misspellings,
    syllables.find_repeats,
    syllables.diagnose,
    syllables.split_glued,
    syllables.parse,
    lambda s: syllables.place_tone(s, syllables.ToneStyle.NEW),
]
PIECES = [
    " ",
    "\n",
    "\x00",
    "\ud800",
    "😀",
    "a\u0301",
    "\u0301",
    "1",
    "1.",
    "1,000",
    "1 000 ",
    "2022-",
    "2022 - 2023 đến ",
    "ngày 1 ",
    "tháng ",
    "tháng 1, ",
    "quý ",
    "hè 2",
    "5 triệu ",
    "5 triệu - ",
    "đồng/a",
    "BGH, ",
    "các thành viên của các tổ, ",
    "lớp 1, ",
    "(",
    "và ",
    "a, ",
    "CB, GV",
    "họat ",
    "trườngtrường",
    "từ từ ",
    "a b a c ",
    "- ",
    "x@",
    "ngày 1 tháng 1 năm 2022 ",
    "Nguyễn ",
    "chủ trì: ",
    "thực hiện chung và ",
]


@pytest.mark.parametrize("piece", PIECES)
def test_long_strings_take_linear_time(piece: str) -> None:
    long = (piece * (200_000 // len(piece) + 1))[:200_000]
    for call in CALLS:
        begun = time.process_time()
        call(long)
        assert time.process_time() - begun < 12, (piece, call)


@given(st.text(st.characters(), max_size=80) | st.text("0123456789-/., thángnămđ\n", max_size=60))
def test_nothing_raises(sample: str) -> None:
    for call in CALLS:
        call(sample)


def test_a_megabyte_passes() -> None:
    for call in CALLS:
        call("Kế hoạch cải tiến 2022-2023, 5 triệu đồng. " * 23_000)


def test_prose_is_checked_fast() -> None:
    prose = (
        "Hiệu trưởng phân công giáo viên chủ nhiệm thực hiện kế họach năm học 2022-2023. " * 2_500
    )
    begun = time.process_time()
    found = syllables.find_misspellings(prose)
    assert time.process_time() - begun < 4
    assert len(found) == 2_500
