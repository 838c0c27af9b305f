"""Citations in running text."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caitien.core.regulations.citations import Citation, find_citations, parse_number


def only(text: str) -> Citation:
    (citation,) = find_citations(text)
    assert text[citation.start : citation.end] == citation.text
    for span in (citation.type_span, citation.number_span, citation.date_span):
        assert span is None or citation.start <= span[0] < span[1] <= len(text)
    return citation


def test_a_full_citation() -> None:
    citation = only(
        "Căn cứ Thông tư số 28/2020/TT-BGDĐT ngày 04 tháng 9 năm 2020 của Bộ Giáo dục và Đào tạo "
        "ban hành Điều lệ Trường tiểu học;"
    )
    assert citation.type_word == "Thông tư"
    assert citation.says_so
    assert citation.full_number == "28/2020/TT-BGDĐT"
    assert citation.date == date(2020, 9, 4)
    assert citation.issuer == "Bộ Giáo dục và Đào tạo"
    assert citation.title == "ban hành Điều lệ Trường tiểu học"
    assert citation.type_agrees is True
    assert citation.document is not None
    assert citation.text.endswith("tiểu học")


@pytest.mark.parametrize(
    ("text", "word", "number", "day", "agrees"),
    [
        ("Kế hoạch số 20/KH-ABC ngày 12/9/2022", "Kế hoạch", "20/KH-ABC", date(2022, 9, 12), True),
        ("Thông tư 18/2018/QĐ-BGDĐT", "Thông tư", "18/2018/QĐ-BGDĐT", None, False),
        ("Văn bản 5932/BGDĐT-QLCL", "Văn bản", "5932/BGDĐT-QLCL", None, False),
        ("Công văn số 20/KH-ABC", "Công văn", "20/KH-ABC", None, False),
        ("Công văn số 99/UBND-VX", "Công văn", "99/UBND-VX", None, True),
        ("Công văn 1911/SGDĐT", "Công văn", "1911/SGDĐT", None, True),
        ("Quyết định số 3031 ngày 05/8/2011", "Quyết định", "3031", date(2011, 8, 5), None),
        ("thông tư 37/2021/TT- BGDĐT", "thông tư", "37/2021/TT-BGDĐT", None, True),
        ("THÔNG TƯ SỐ: 17/2018/TT-BGDĐT", "THÔNG TƯ", "17/2018/TT-BGDĐT", None, True),
        ("Nghị định 30/2020/NĐ-CP", "Nghị định", "30/2020/NĐ-CP", None, True),
        ("Nghị quyết số 29-NQ/TW", "Nghị quyết", "29-NQ/TW", None, True),
        ("Thông tư 17/2018", "Thông tư", "17/2018", None, None),
        ("Luật số 43/2019/QH14", "Luật", "43/2019/QH14", None, True),
        ("Luật Nhà giáo số 73/2025/QH15", "Luật", "73/2025/QH15", None, True),
        ("Tờ trình số 5/TTr-ABC", "Tờ trình", "5/TTr-ABC", None, True),
        ("theo 5932/BGDĐT-QLCL thì", None, "5932/BGDĐT-QLCL", None, None),
        ("Thông tư số 17/2018/TT-BGDĐT - Ban hành", "Thông tư", "17/2018/TT-BGDĐT", None, True),
        (
            "Thông tư liên tịch số 09/2013/TTLT-BGDĐT-BTC",
            "Thông tư liên tịch",
            "09/2013/TTLT-BGDĐT-BTC",
            None,
            True,
        ),
        ("Thông tư 18/2018/TT-BGD&ĐT", "Thông tư", "18/2018/TT-BGD&ĐT", None, True),
        ("Công văn số …/SGDĐT ngày", "Công văn", None, None, None),
    ],
)
def test_forms_of_citations(
    text: str, word: str | None, number: str | None, day: date | None, agrees: bool | None
) -> None:
    citation = only(text)
    assert citation.type_word == word
    assert citation.full_number == number
    assert citation.date == day
    assert citation.type_agrees is agrees


@pytest.mark.parametrize(
    "text",
    [
        "Luật Giáo dục 2019",
        "Luật Giáo dục năm 2019",
        "Căn cứ Luật Giáo dục ngày 14 tháng 6 năm 2019",
    ],
)
def test_a_law_is_known_by_name(text: str) -> None:
    document = only(text).document
    assert document is not None
    assert document.number == "43/2019/QH14"


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch 9/2024 và kế hoạch 15/9/2024",
        "sĩ số 30/Lớp, 29/29 GV, 12/HS-GV",
        "Hướng dẫn 35 học sinh/lớp",
        "kế hoạch 2 lần/HKI",
        "Báo cáo tháng 12/2023",
        "năm học 2022-2023",
        "điện thoại 028/3899-1234",
        "",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert find_citations(text) == []


def test_several_in_one_line() -> None:
    text = (
        "Thông tư số 20/2018/TT-BGDĐT ngày 22/8/2018 của Bộ GDĐT quy định chuẩn nghề nghiệp; "
        "Kế hoạch số 7/KH-XYZ ngày 01/9/2024 “Kế hoạch năm học 2024 - 2025” của Trường Sao Mai."
    )
    first, second = find_citations(text)
    assert first.issuer == "Bộ GDĐT"
    assert first.title == "quy định chuẩn nghề nghiệp"
    assert second.date == date(2024, 9, 1)
    assert (second.title, second.quoted) == ("Kế hoạch năm học 2024 - 2025", True)
    assert second.issuer == "Trường Sao Mai"


def test_a_date_inside_the_subject_is_not_the_date_of_the_document() -> None:
    citation = only("Kế hoạch số 3/KH-ABC về việc tổ chức lễ ngày 20/11/2024")
    assert citation.date is None


def test_a_symbol_broken_over_lines() -> None:
    assert only("Thông tư số 37/2021/TT-\nBGDĐT ngày 30/12/2021").full_number == "37/2021/TT-BGDĐT"


def test_bases_on_lines_of_their_own_end_there() -> None:
    text = "- Công văn số 1/ABC-DEF về việc một\n- Báo cáo tự đánh giá của trường"
    assert only(text).title == "về việc một"


@pytest.mark.parametrize("text", ["", "abc", "TT-BGDĐT", "17/2018/", "1234567/QĐ-X", "12-13"])
def test_no_number(text: str) -> None:
    assert parse_number(text) is None


def test_parts_of_a_number() -> None:
    number = parse_number("Số: 17/2018/TT-BGDĐT")
    assert number is not None
    assert (number.number, number.year, number.symbol, number.letters) == (
        "17",
        2018,
        "TT-BGDĐT",
        "TT",
    )


SYMBOLS = st.sampled_from(["TT-BGDĐT", "KH-ABC", "BGDĐT-QLCL", "QĐ-UBND", "SGDĐT-GDTH"])


@given(st.integers(1, 9999), st.none() | st.integers(1990, 2100), SYMBOLS)
def test_a_written_number_reads_back(number: int, year: int | None, symbol: str) -> None:
    written = "/".join(str(p) for p in (number, year, symbol) if p is not None)
    parsed = parse_number(written)
    assert parsed is not None
    assert parsed.full == written
    assert only(f"Công văn số {written} của Sở").full_number == written


PIECES = st.lists(
    st.sampled_from(
        [
            "Thông tư ",
            "số ",
            "17/2018",
            "/TT-BGDĐT",
            " ngày 1/2/2020",
            " của ",
            "“",
            "”",
            ";",
            "\n",
            "Luật ",
            "– ",
        ]
    )
    | st.text(max_size=4)
)


@given(PIECES.map("".join))
def test_spans_hold_on_any_text(text: str) -> None:
    last = 0
    for citation in find_citations(text):
        assert text[citation.start : citation.end] == citation.text
        assert last <= citation.start < citation.end
        last = citation.start
        if citation.number_span is not None:
            assert text[slice(*citation.number_span)] == citation.number_text


def test_long_texts_are_quick() -> None:
    hostile = "của " * 20_000 + "Luật " * 20_000 + "1/A-" * 20_000
    started = time.perf_counter()
    find_citations(hostile)
    find_citations("Thông tư số 1/2020/TT-A ngày 1/1/2020 của Bộ. " * 500)
    assert time.perf_counter() - started < 20
