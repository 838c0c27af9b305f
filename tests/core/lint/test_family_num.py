"""Numbers: percentages, denominators, area per pupil."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caitien.core.lint._numbers import decimals, paper_number, parse_number
from caitien.core.regulations.loader import catalogue_ids, load_catalogue

from .family import gold, run, said


def text(words: str, **more: object) -> dict[str, object]:
    return {"preamble": [words]} | more


@given(b=st.integers(13, 900), share=st.floats(0, 1), places=st.integers(0, 2))
def test_rounded_percentages_are_right(b: int, share: float, places: int) -> None:
    a = round(b * share)
    printed = f"{a * 100 / b:.{places}f}".replace(".", ",")
    assert not run(text(f"Trường có {a}/{b} giáo viên ({printed}%) đạt chuẩn."), "SO101")


@given(b=st.integers(13, 900), share=st.floats(0, 0.9), off=st.integers(1, 9))
def test_wrong_percentages_are_found(b: int, share: float, off: int) -> None:
    a = round(b * share)
    printed = f"{a * 100 / b + off:.2f}".replace(".", ",")
    found = run(text(f"Trường có {a}/{b} học sinh, tỷ lệ {printed}%."), "SO101")
    assert len(found) == 1
    assert paper_number(Decimal(a * 100) / b) in found[0].message


@pytest.mark.parametrize(
    "words",
    [
        "Tháng 9/2024 đạt 100%.",
        "Các lớp 4/1, 4/2, 4/3 đạt 98% chuyên cần.",
        "Chào mừng ngày 20/11, đạt 95% tiết học tốt.",
        "Thi đua 20/11 đạt 95% tiết học tốt.",
        "Thông tư 17/2018/TT-BGDĐT; 100% giáo viên học tập.",
        "Có 12/40 giáo viên đạt 95% điểm thi trở lên.",
        "Bình quân 35 học sinh/lớp, 98% chuyên cần.",
        "Học kỳ I năm học 2023/2024 đạt 96%.",
    ],
)
def test_what_is_no_ratio(words: str) -> None:
    assert not run(text(words), "SO101")


@pytest.mark.parametrize("name", catalogue_ids())
def test_the_right_denominators(name: str) -> None:
    catalogue = load_catalogue(name)
    words = "".join(
        f"Số lượng và tỷ lệ các tiêu chí đạt Mức {level}: 7/{count}\n"
        for level, count in catalogue.counts.items()
    )
    level = catalogue.school_levels[0]
    bases = [{"text": f"Căn cứ Thông tư số {catalogue.number};"}]
    right = text(words, school_level=level, legal_bases=bases)
    assert not run(right, "SO102")
    for count in set(catalogue.counts.values()):
        wrong = text(words.replace(f"/{count}", "/11"), school_level=level, legal_bases=bases)
        assert len(run(wrong, "SO102")) == list(catalogue.counts.values()).count(count)


def test_after_the_amendment_of_2024_the_totals_are_not_certain() -> None:
    words = "Số lượng và tỷ lệ các tiêu chí đạt Mức 1: 24/24 (100%)"
    bases = [{"text": "Căn cứ Thông tư số 17/2018/TT-BGDĐT ngày 22 tháng 8 năm 2018;"}]
    plan = text(words, school_level="tieu_hoc", legal_bases=bases)
    assert run(plan | {"date": "2024-10-01"}, "SO102")
    assert not run(plan | {"date": "2025-10-01"}, "SO102")


def test_area_per_pupil() -> None:
    said_so = "Tổng diện tích {} m², có {} học sinh, bình quân {}."
    assert not run(text(said_so.format("5.400", 600, "9 m²/học sinh")), "SO103")
    assert not run(text(said_so.format("5.400", 590, "9,15 m2/học sinh")), "SO103")
    found = run(text(said_so.format("5.400", 600, "0,9 m²/học sinh")), "SO103")
    assert [d.fix.replacement for d in found if d.fix] == ["9 m²/học sinh"]


@given(st.decimals(0, 99999, places=2))
def test_numbers_there_and_back(value: Decimal) -> None:
    assert parse_number(paper_number(value)) == value


def test_numbers_as_written() -> None:
    assert parse_number("2.879,4") == Decimal("2879.4")
    assert parse_number("1.347") == Decimal(1347)
    assert parse_number("57.14") == Decimal("57.14")
    assert decimals("57,14") == 2
    assert parse_number("mười") is None


def test_reference_plans() -> None:
    assert said(run(gold("001"), "SO101", "SO102")) == {("NUM-01", "1/19 (0%)"), ("NUM-02", "1/19")}
    assert ("NUM-03", "0,21 học sinh/m²") in said(run(gold("002b"), "SO103"))
    for name in ("000", "002a", "003", "004"):
        assert not run(gold(name), "SO101", "SO102", "SO103")
