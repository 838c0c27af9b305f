"""Legal bases: which document belongs to which school, symbols, titles and dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caitien.core.lint._legal import counterpart, levels_in, missing_words
from caitien.core.lint.diagnostic import Severity
from caitien.core.regulations.documents import find_document
from caitien.core.regulations.model import LegalDocument
from caitien.core.vietnamese.dates import paper_date, screen_date

from .family import gold, run, said

CIRCULARS = {"tieu_hoc": "17", "thcs": "18", "thpt": "18", "lien_cap": "18", "mam_non": "19"}
NAMES = {
    "tieu_hoc": "Trường Tiểu học Hòa Bình",
    "thcs": "Trường THCS Hòa Bình",
    "thpt": "Trường Trung học phổ thông Hòa Bình",
    "mam_non": "Trường Mẫu giáo Hòa Bình",
}


def document(number: str) -> LegalDocument:
    found = find_document(number)
    assert found is not None
    return found


@pytest.mark.parametrize("level", NAMES)
@pytest.mark.parametrize("number", ["17", "18", "19"])
def test_every_circular_at_every_level(level: str, number: str) -> None:
    basis = f"Căn cứ Thông tư số {number}/2018/TT-BGDĐT ngày 22 tháng 8 năm 2018;"
    data = {
        "school_name": NAMES[level],
        "school_level": level,
        "legal_bases": [{"text": basis}],
    }
    found = run(data, "CC101")
    if CIRCULARS[level] == number:
        assert not found
    else:
        assert [d.severity for d in found] == [Severity.ERROR]
        assert found[0].fix is not None
        assert found[0].fix.applicability == "ask"
        assert found[0].fix.replacement == f"{CIRCULARS[level]}/2018/TT-BGDĐT"


def test_guessed_level_is_no_error() -> None:
    data = {
        "school_level": "thpt",
        "uncertain": {"school_level": "suy đoán"},
        "legal_bases": [{"text": "Căn cứ Thông tư số 17/2018/TT-BGDĐT;"}],
    }
    assert [(d.severity, d.confidence) for d in run(data, "CC101")] == [
        (Severity.WARNING, "có thể")
    ]


def test_counterparts() -> None:
    right = counterpart(document("17/2018/TT-BGDĐT"), "mam_non")
    assert right is not None
    assert right.number == "19/2018/TT-BGDĐT"
    guide = counterpart(document("5932/BGDĐT-QLCL"), "mam_non")
    assert guide is not None
    assert guide.number == "5942/BGDĐT-QLCL"
    assert counterpart(document("5942/BGDĐT-QLCL"), "gdtx") is None


def test_missing_words_of_a_title() -> None:
    act = document("13/2020/TT-BGDĐT")
    assert missing_words(act, act.title or "") == []
    assert missing_words(act, "về tiêu chuẩn cơ sở vật chất") is None
    short = (act.title or "").replace("tiểu học, ", "")
    assert missing_words(act, short) == ["tiểu học"]
    abbreviated = (act.title or "").replace("trung học cơ sở", "THCS")
    assert missing_words(act, abbreviated) == []


def test_levels_named() -> None:
    assert levels_in("Trường TH&THCS Hòa Bình") == {"thcs"}
    assert levels_in("trường trung học cơ sở và trung học phổ thông") == {"thcs", "thpt"}
    assert levels_in("Trường Hòa Bình") == set()


DAYS = st.dates(date(2019, 1, 1), date(2035, 12, 31))


@given(day=DAYS, issued=DAYS, long=st.booleans())
def test_basis_later_than_plan(day: date, issued: date, long: bool) -> None:
    written = paper_date(issued) if long else f"ngày {screen_date(issued)}"
    data = {
        "date": day.isoformat(),
        "legal_bases": [{"text": f"Căn cứ Kế hoạch số 20/KH-THHB {written} của Trường;"}],
    }
    assert bool(run(data, "CC105")) == (issued > day)


def test_without_a_sure_day_nothing_is_compared() -> None:
    basis = {"text": "Căn cứ Kế hoạch số 20/KH-THHB ngày 12/9/2022 của Trường;"}
    assert not run({"legal_bases": [basis]}, "CC105")
    data = {"date": "2022-08-08", "uncertain": {"date": "mờ"}, "legal_bases": [basis]}
    assert not run(data, "CC105", "CC106")


@pytest.mark.parametrize(
    ("day", "grade"),
    [("2022-08-08", Severity.ERROR), ("2022-10-08", Severity.WARNING), ("2023-04-08", None)],
)
def test_report_of_a_year_that_goes_on(day: str, grade: Severity | None) -> None:
    basis = {"text": "Báo cáo tự đánh giá năm học 2022-2023;"}
    found = run({"date": day, "school_year": "2022-2023", "legal_bases": [basis]}, "CC106")
    assert [d.severity for d in found] == ([grade] if grade else [])


def test_all_repealed_circulars() -> None:
    for number in ("17/2018", "18/2018", "19/2018", "22/2024", "42/2012"):
        basis = {"text": f"Căn cứ Thông tư số {number}/TT-BGDĐT của Bộ Giáo dục và Đào tạo;"}
        last = run({"date": "2026-07-06", "legal_bases": [basis]}, "CC110")
        first = run({"date": "2026-07-07", "legal_bases": [basis]}, "CC110")
        assert not last
        assert len(first) == 1
        assert first[0].fix is not None
        assert first[0].fix.replacement == "57/2026/TT-BGDĐT"


def test_reference_plans() -> None:
    assert {
        ("LEG-04", "31/12/2021"),
        ("LEG-05", "12/9/2022"),
        ("LEG-05", "2022 đến 2023"),
        ("LEG-08", "14/2/2022"),
    } <= said(run(gold("000"), "CC"))
    assert {("LEG-01", "17/2018/TT-BGDĐT"), ("LEG-05", "2022-2023")} <= said(run(gold("001"), "CC"))
    assert {d.kind for d in run(gold("002b"), "CC")} == {"LEG-03", "LEG-06", "LEG-07", "LEG-08"}
    assert {d.kind for d in run(gold("003"), "CC")} == {"LEG-06", "LEG-07", "LEG-08"}
    assert {("LEG-02", "18/2018/QĐ-BGDĐT"), ("LEG-02", "Văn bản")} <= said(run(gold("004"), "CC"))
