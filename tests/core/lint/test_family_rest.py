"""Bases, time, structure, form, figures and criteria: what the later rules find and leave alone."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caitien.core.documents.readers.text import read_text
from caitien.core.drafts.plan_json import plan_from_dict
from caitien.core.drafts.read import understand
from caitien.core.lint import _topics
from caitien.core.lint._evidence import codes
from caitien.core.lint.context import Context
from caitien.core.lint.diagnostic import Diagnostic, Severity
from caitien.core.lint.grouping import grouped
from caitien.core.lint.run import INTERNAL, check_reading
from caitien.core.regulations.loader import catalogue_ids, load_catalogue, requirements
from tests.shared import need_shared

from .family import run, said

#: file, kind, line, a part of the excerpt
QUOTED = [
    ("000", "TIM-06", 193, "Năm học 2022-2023"),
    ("000", "TIM-08", 31, "2022-2025"),
    ("000", "TIM-08", 61, "2022-2025"),
    ("000", "STR-06", 644, "CTGDPT"),
    ("000", "TPL-04", 15, "Xây dựng kế hoạch cải tiến"),
    ("000", "CAT-05", 365, "2. 1"),
    ("000", "CAT-05", 614, "3. 6"),
    ("000", "CAT-06", 945, "Không đạt"),
    ("000", "FRM-01", 1, ""),
    ("000", "FRM-10", 7, "CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC"),
    ("000", "FRM-11", 9, "2022 – 2023"),
    ("000", "FRM-09", 999, "thực hiện"),
    ("001", "TIM-02", 16, "03 tháng 5 năm 2022"),
    ("001", "STR-07", 92, "-Xây"),
    ("001", "STR-07", 133, "1-Nhân"),
    ("001", "TPL-03", 326, "báo cáo định kỳ"),
    ("001", "CAT-06", 289, "Tiêu chí 1"),
    ("001", "CAT-06", 299, "Tiêu chí 3"),
    ("001", "NUM-06", 46, "Kết quả tự đánh giá"),
    ("001", "NUM-06", 52, "Đoàn đánh giá ngoài"),
    ("001", "FRM-10", 21, "CẢI TIẾN"),
    ("001", "SPL-12", 55, ""),
    ("002", "LEG-06", 13, "1911/SGDĐT"),
    ("002", "LEG-06", 15, "2062/KH-PGDĐT"),
    ("002", "LEG-07", 15, ""),
    ("002", "LEG-07", 50, ""),
    ("002", "TIM-02", 5, "14 tháng 10 năm 2024"),
    ("002", "TIM-06", 113, "các năm tiếp theo"),
    ("002", "TIM-07", 140, "Năm học 2024-2025"),
    ("002", "TIM-07", 160, "năm học 2024-2025"),
    ("002", "TIM-09", 82, "2024 - 2025"),
    ("002", "TIM-11", 32, "290"),
    ("002", "STR-06", 120, "TPT"),
    ("002", "STR-06", 129, "HĐNGLL"),
    ("002", "CAT-07", 58, "chỉ số"),
    ("002", "CAT-07", 102, "chỉ số"),
    ("002", "CAT-07", 106, "mức độ 1"),
    ("002", "NUM-04", 82, "01 GV"),
    ("002", "NUM-05", 80, "40 lớp"),
    ("002", "NUM-05", 80, "2879,4m²"),
    ("002", "NUM-07", 30, "230 450"),
    ("002", "FRM-01", 32, ""),
    ("002", "FRM-07", 211, "KT. HIỆU TRƯỞNG"),
    ("002", "FRM-07", 213, ""),
    ("002", "FRM-10", 7, "CẢI TIẾN"),
    ("002", "FRM-11", 202, "2028 -2029"),
    ("003", "TPL-04", 23, ""),
    ("003", "LEG-07", 57, ""),
    ("004", "STR-06", 268, "BLĐ"),
    ("004", "TPL-03", 572, "Báo cáo định kỳ"),
    ("004", "TPL-04", 9, ""),
    ("004", "FRM-09", 588, "đế báo cáo"),
    ("004", "FRM-09", 590, "Các"),
]


@cache
def findings(name: str) -> tuple[Diagnostic, ...]:
    (path,) = (need_shared() / "samples" / "seeds").glob(f"{name}-*.txt")
    return tuple(check_reading(understand(read_text(path))))


@pytest.mark.parametrize(("file", "kind", "line", "part"), QUOTED)
def test_quoted_case_is_found(file: str, kind: str, line: int, part: str) -> None:
    here = [d for d in findings(file) if d.kind == kind and d.place.line == line]
    assert any(part in d.excerpt for d in here)


@pytest.mark.parametrize("file", ["000", "001", "002", "003", "004"])
def test_no_rule_fails(file: str) -> None:
    assert [d.message for d in findings(file) if d.code == INTERNAL] == []


# -- time ---------------------------------------------------------------------------------------


@given(day=st.dates(date(2020, 1, 1), date(2027, 12, 31)), first=st.integers(2020, 2026))
def test_a_plan_is_late_after_the_fifteenth_of_september(day: date, first: int) -> None:
    found = run({"school_year": f"{first}-{first + 1}", "date": day.isoformat()}, "TG102")
    if day <= date(first, 9, 15):
        assert found == []
    else:
        grave = Severity.ERROR if day > date(first, 12, 31) else Severity.WARNING
        assert [d.severity for d in found] == [grave]


@given(
    a=st.integers(1, 400),
    b=st.integers(1, 400),
    days=st.integers(1, 100),
)
def test_numbers_of_one_series_rise_with_their_days(a: int, b: int, days: int) -> None:
    first = date(2024, 3, 1)
    later = date.fromordinal(first.toordinal() + days)
    text = f"Căn cứ Kế hoạch số {a}/KH-THSC ngày {first.day:02}/{first.month}/{first.year};"
    plan = {
        "plan_number": f"{b}/KH-THSC",
        "date": later.isoformat(),
        "legal_bases": [{"text": text}],
    }
    found = run(plan, "TG111")
    jump = days <= 10 and b - a > max(20 * days, 30)
    assert bool(found) == (b <= a or jump)


@given(length=st.integers(1, 12))
def test_a_cycle_of_recognition_is_five_years(length: int) -> None:
    text = f"Trường đạt kiểm định chất lượng giáo dục giai đoạn 2019-{2019 + length}."
    assert bool(run({"preamble": [text]}, "TG108")) == (length not in (4, 5))


@pytest.mark.parametrize(
    ("time", "loose"),
    [
        ("Năm học 2024-2025", True),
        ("Trong năm học 2024 - 2025", True),
        ("Cả năm học", True),
        ("Thường xuyên", True),
        ("Tháng 9/2024 đến tháng 5/2025", True),
        ("Từ tháng 9/2024 đến tháng 12/2024", False),
        ("Hằng tháng", False),
        ("Tháng 3/2025", False),
        ("Trước ngày 30/11/2024", False),
        ("Học kỳ I", False),
    ],
)
def test_times_that_name_no_end(time: str, loose: bool) -> None:
    item = {"criterion": "1.1", "target": "Rà soát chiến lược", "time": time}
    assert bool(run({"school_year": "2024-2025", "items": [item]}, "TG106")) == loose


@pytest.mark.parametrize(
    "text",
    [
        "Năm học 2024-2025 trường có 30 lớp, 1200 học sinh, đạt chuẩn quốc gia mức độ 1.",
        "Năm học 2024-2025 có 100% giáo viên đạt trình độ chuẩn.",
        "Tuyển sinh năm học 2024-2025 đạt 100% kế hoạch.",
        "Học kỳ I năm học 2024-2025 có 98% học sinh đạt yêu cầu.",
        "Chỉ tiêu năm học 2024-2025: 99% học sinh lên lớp.",
    ],
)
def test_states_and_aims_are_no_results(text: str) -> None:
    assert run({"date": "2024-10-15", "preamble": [text]}, "TG109") == []


def test_general_times_are_told_at_every_row_and_read_as_one() -> None:
    items = [
        {"criterion": f"1.{n}", "target": "x", "time": "Năm học 2024-2025"} for n in range(1, 9)
    ]
    found = run({"school_year": "2024-2025", "items": items}, "TG106")
    assert [one.item for one in found] == list(range(8))
    assert len(grouped(found)) == 1


# -- figures ------------------------------------------------------------------------------------


@given(parts=st.lists(st.integers(1, 50), min_size=2, max_size=5), total=st.integers(1, 200))
def test_parts_are_added(parts: list[int], total: int) -> None:
    listed = ", ".join(f"{n} GV" for n in parts)
    found = run({"preamble": [f"Trường có {total} giáo viên (gồm {listed})."]}, "SO104")
    assert bool(found) == (sum(parts) != total)


@given(classes=st.integers(5, 80))
def test_classes_against_the_circular(classes: int) -> None:
    plan = {
        "school_level": "tieu_hoc",
        "school_year": "2023-2024",
        "preamble": [f"Toàn trường có {classes} lớp."],
    }
    assert bool(run(plan, "SO105")) == (classes > 30)


@pytest.mark.parametrize("text", ["0", "Không", "50%", "5.000.000đ", "10 triệu đồng", "3 bộ"])
def test_money_that_is_clear(text: str) -> None:
    assert run({"items": [{"criterion": "1.1", "budget_text": text}]}, "SO107") == []


def test_a_column_without_a_unit_is_told_once() -> None:
    items = [{"criterion": "1.1", "budget_text": f"{n}.000.000"} for n in range(1, 8)]
    (one,) = run({"items": items}, "SO107")
    assert "7 dòng" in one.message


# -- criteria -----------------------------------------------------------------------------------


def test_topics_name_criteria_that_exist() -> None:
    catalogues = [load_catalogue(name) for name in catalogue_ids()]
    assert len(_topics.topics()) > 25
    for topic in _topics.topics():
        for edition, wanted in topic.codes.items():
            own = [c for c in catalogues if _topics.edition_of(c) == edition]
            assert own
            for catalogue in own:
                assert all(catalogue.criterion(code) for code in wanted), (topic.name, catalogue.id)


def test_every_criterion_has_words_of_its_own() -> None:
    for catalogue in map(load_catalogue, catalogue_ids()):
        edition = _topics.edition_of(catalogue)
        for criterion in catalogue.criteria:
            own = [t for t in _topics.topics() if t.belongs(edition, criterion.code)]
            assert own, (catalogue.id, criterion.code)


def test_titles_of_criteria_keep_to_their_criterion() -> None:
    for catalogue in map(load_catalogue, catalogue_ids()):
        edition = _topics.edition_of(catalogue)
        for criterion in catalogue.criteria:
            item = plan_from_dict({"items": [{"target": f"{criterion.title}. {criterion.title}"}]})
            assert _topics.stranger(item.items[0], criterion.code, edition) is None, criterion


def test_requirements_keep_to_their_criterion() -> None:
    strays = []
    for catalogue in map(load_catalogue, catalogue_ids()):
        edition = _topics.edition_of(catalogue)
        for one in requirements(catalogue.id):
            item = plan_from_dict({"items": [{"target": one.text, "solutions": [one.text]}]})
            if _topics.stranger(item.items[0], one.criterion, edition):
                strays.append((catalogue.id, one.criterion, one.text))
    assert len(strays) <= 3, strays


@given(
    standard=st.integers(1, 4),
    criterion=st.integers(1, 5),
    number=st.integers(1, 99),
)
def test_codes_of_evidence_are_read(standard: int, criterion: int, number: int) -> None:
    written = f"MC.{standard}.{criterion}.{number:02}"
    plan = plan_from_dict({"preamble": [f"Đã ban hành kế hoạch ({written})."]})
    (code,) = codes(Context(plan))
    assert (code.text, code.right) == (written, written)
    old = f"[H{standard}-{standard}.{criterion}-{number:02}]"
    (code,) = codes(Context(plan_from_dict({"preamble": [f"Đã ban hành kế hoạch {old}."]})))
    assert (code.text, code.right) == (old, old)


@pytest.mark.parametrize("text", ["học kỳ H2 2024", "phòng H1.2", "MC dẫn chương trình", "10H-12H"])
def test_what_is_no_code_of_evidence(text: str) -> None:
    assert codes(Context(plan_from_dict({"preamble": [text]}))) == []


# -- form ---------------------------------------------------------------------------------------


def test_recipients_of_a_good_plan_are_left_alone() -> None:
    lines = ["- UBND phường An Hòa (để b/c);", "- Như trên (để thực hiện);", "- Lưu: VT."]
    assert run({"recipients": lines}, "TT109") == []


def test_a_lost_header_is_worded_as_not_found() -> None:
    (one,) = run({"title": "KẾ HOẠCH"}, "TT101", form="txt")
    assert one.severity is Severity.WARNING
    assert one.confidence == "có thể"
    assert "Không tìm thấy" in one.message


def test_districts_are_named_until_they_end() -> None:
    plan = {"authority": "UBND HUYỆN SÔNG CẦU", "recipients": ["- Phòng GD&ĐT (để b/c);"]}
    assert run(plan | {"date": "2025-06-30"}, "TT112") == []
    found = run(plan | {"date": "2025-07-01"}, "TT112")
    assert [d.severity for d in found] == [Severity.ERROR, Severity.ERROR]


def test_a_good_subject_is_left_alone() -> None:
    lines = ["KẾ HOẠCH", "Cải tiến chất lượng giáo dục năm học 2025 - 2026"]
    assert run({"title": " ".join(lines), "title_lines": lines}, "TT110") == []


@given(st.sampled_from(["-", " - "]), st.lists(st.integers(2015, 2027), min_size=1, max_size=6))
def test_one_way_of_writing_years_is_even(sign: str, years: list[int]) -> None:
    text = "; ".join(f"năm học {year}{sign}{year + 1}" for year in years)
    assert run({"preamble": [text]}, "TT111") == []


def test_abbreviations_are_told_once() -> None:
    found = run({"preamble": ["Giao TTCM dự giờ.", "TTCM báo cáo BGH."]}, "CT106")
    assert said(found) == {("STR-06", "TTCM")}
    assert all(re.fullmatch(r"\w+", d.excerpt) for d in found)
