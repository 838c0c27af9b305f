"""The quality of a plan's table: what reviewers found, what they leave in peace, what it costs."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from caitien.core.documents.readers.text import read_text
from caitien.core.drafts.model import Item, PlanDraft
from caitien.core.drafts.plan_json import plan_from_dict
from caitien.core.drafts.read import understand
from caitien.core.lint._plan_facts import sites, totals
from caitien.core.lint._plan_people import general
from caitien.core.lint._plan_same import same_row
from caitien.core.lint._plan_slogan import is_slogan
from caitien.core.lint._plan_words import activity, measured, vague_words, weakness
from caitien.core.lint.context import Context
from caitien.core.lint.diagnostic import Diagnostic, Severity
from caitien.core.lint.grouping import grouped
from caitien.core.lint.run import all_rules, choose, run_rules
from tests.core.lint.family import gold, run
from tests.shared import need_shared

NEW = tuple(
    one.rule.code
    for one in all_rules()
    if one.rule.code.startswith("KH") and one.rule.code > "KH103"
)

#: file, kind, line of the extracted text, a part of the excerpt
QUOTED = [
    ("000", "PLN-04", 272, "Trong các buổi họp chuyên môn"),
    ("002", "PLN-04", 121, "Hiệu trưởng"),
    ("002", "PLN-05", 121, "Năm học 2024 - 2025"),
    ("002", "PLN-05", 124, "Đảm bảo đúng vị trí chức danh"),
    ("000", "PLN-06", 203, "lớp 1, 2, 3 hiệu quả"),
    ("000", "PLN-06", 784, "Thực hiện tốt việc dạy tiết"),
    ("002", "PLN-06", 102, "nâng dần chất lượng"),
    ("004", "PLN-06", 48, "Giảm sĩ số"),
    ("001", "PLN-07", 174, "biến động nhiều"),
    ("001", "PLN-07", 195, "vẫn còn thiếu"),
    ("003", "PLN-07", 72, "chưa qua lớp"),
    ("000", "PLN-08", 147, "Tiếp tục tham mưu tốt"),
    ("000", "PLN-08", 553, "Tiếp tục tham mưu với lãnh đạo cấp trên"),
    ("001", "PLN-08", 92, "Xây dựng kế hoạch"),
    ("001", "PLN-08", 175, "Khuyến khích"),
    ("004", "PLN-09", 48, "Giảm sĩ số"),
    ("002", "PLN-09", 58, "nâng dần chất lượng"),
    ("002", "PLN-10", 74, "chỉ có một điểm trường"),
    ("002", "PLN-10", 120, "Duy trì và giữ vững"),
    ("000", "PLN-11", 698, "Theo khảo sát thực tế"),
    ("000", "PLN-11", 836, "cụ thể"),
    ("004", "PLN-11", 196, "Ngân sách"),
    ("002", "PLN-12", 134, "CB, GV, NV"),
    ("002", "PLN-12", 141, "CB, GV, NV"),
    ("002", "PLN-12", 142, "Tập thể nhà trường"),
    ("002", "PLN-12", 149, "CB, GV, NV"),
    ("002", "PLN-12", 151, "CB, GV, NV"),
    ("002", "PLN-12", 153, "CB, GV, NV"),
    ("002", "PLN-12", 160, "CB, GV, NV"),
    ("000", "PLN-13", 710, "4. 1"),
    ("002", "PLN-13", 106, "mức độ 1"),
    ("000", "PLN-14", 495, "phòng học đa năng"),
    ("004", "PLN-14", 402, "Nâng cấp khu vệ sinh"),
    ("002", "PLN-14", 143, "Tham mưu các cấp xây dựng nhà vệ sinh"),
    ("000", "PLN-15", 968, "Tổ Giám sát"),
    ("002", "PLN-15", 184, "thực hiện theo các nhiệm vụ được giao"),
    ("004", "PLN-15", 570, "Tổ Giám sát"),
    ("000", "PLN-16", 553, "nâng thêm 01 tầng"),
    ("002", "PLN-16", 135, "bổ sung biên chế"),
]


@cache
def findings(name: str) -> tuple[Diagnostic, ...]:
    (path,) = (need_shared() / "samples" / "seeds").glob(f"{name}-*.txt")
    reading = understand(read_text(path))
    out: list[Diagnostic] = []
    for index, plan in enumerate(reading.plans):
        context = Context(plan, reading)
        out += [found for _, found in run_rules(context, choose(NEW), index)]
    return tuple(out)


@pytest.mark.parametrize(("file", "kind", "line", "part"), QUOTED)
def test_quoted_case_is_found(file: str, kind: str, line: int, part: str) -> None:
    here = [d for d in findings(file) if d.kind == kind and d.place.line == line]
    assert any(part in d.excerpt for d in here)


@pytest.mark.parametrize("file", ["000", "001", "002", "003", "004"])
def test_findings_stay_few_and_kind(file: str) -> None:
    found = findings(file)
    assert len(grouped(found)) <= 45
    for one in found:
        assert one.place.line is not None
        assert one.message.endswith(".")
        assert len(one.message) < 420
        assert "lỗi nội bộ" not in one.message
        assert one.confidence == "có thể" or one.severity is Severity.ERROR


@pytest.mark.parametrize("file", ["000", "003", "004"])
def test_torn_tables_give_no_errors(file: str) -> None:
    assert not [d for d in findings(file) if d.severity is Severity.ERROR]


@pytest.mark.parametrize("name", ["002a", "003"])
def test_rows_cut_off_are_left_alone(name: str) -> None:
    found = run(gold(name), "KH104", "KH106", "KH108", "KH109", "KH114", "KH116", "KH120")
    rows = [d for d in found if d.item is not None]  # sentences of the text may come twice
    assert [(d.code, d.excerpt) for d in rows] == []


@cache
def clean_plans() -> dict[str, dict[str, Any]]:
    path = Path(__file__).with_name("clean_plans.yaml")
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("name", ["nine_columns", "own_ten_columns", "five_columns", "bieu2"])
def test_a_good_plan_is_left_in_peace(name: str) -> None:
    found = run(clean_plans()[name], "KH")
    assert [(d.code, d.excerpt, d.message) for d in found] == []


def test_a_scanned_table_is_not_judged_row_by_row() -> None:
    plan = plan_from_dict(
        {
            "damage": ["scan"],
            "items": [{"criterion": "1.4", "target": "Tiếp tục nâng cao chất lượng giáo dục"}],
        }
    )
    assert run(plan, "KH106", "KH108") == []


def test_the_reader_s_doubt_silences_or_softens() -> None:
    item = {"criterion": "1.4", "target": "Tổ trưởng chưa qua lớp bồi dưỡng"}
    sure = run({"items": [item]}, "KH107")
    unsure = run({"items": [item | {"uncertain": {"target": "ghép lại"}}]}, "KH107")
    assert [d.severity for d in sure] == [Severity.WARNING]
    assert [d.severity for d in unsure] == [Severity.INFO]


def test_many_rows_of_one_fault_are_said_in_the_same_words() -> None:
    items = [
        {"criterion": f"1.{n}", "target": f"Học sinh {name} đọc tốt hơn"}
        for n, name in enumerate("abcdefghijklmno", 1)
    ]
    found = run({"items": items}, "KH106")
    assert len(found) == 15
    assert len({one.message for one in found}) == 1  # one finding to read, many places


@pytest.mark.parametrize(
    "text",
    [
        "100% giáo viên đạt chuẩn",
        "Mỗi tổ có hai chuyên đề",
        "Có quy chế phối hợp được ban hành",
        "Không còn phòng học dột",
        "Đạt giải cấp tỉnh",
        "Mái nhà xe được lợp lại xong",
        "Thay toàn bộ vòi nước hỏng ở dãy nhà B",
        "Giảm số lượt vắng xuống dưới 5",
    ],
)
def test_results_that_can_be_measured(text: str) -> None:
    assert measured(text)
    assert run({"items": [{"criterion": "1.1", "target": text}]}, "KH106", "KH107", "KH108") == []


@pytest.mark.parametrize(
    "text",
    [
        "Mức 3 – Dạy tốt Chương trình GDPT 2018 ở lớp 1, 2, 3",
        "Nâng cao hiệu quả sinh hoạt tổ trong năm học 2024-2025",
        "Thực hiện tốt Thông tư 27/2020/TT-BGDĐT",
    ],
)
def test_figures_that_are_names_measure_nothing(text: str) -> None:
    assert not measured(text)
    assert vague_words(text) or "tốt" in text


def test_activities_and_weaknesses_are_told_from_results() -> None:
    assert activity("Nhà trường tiếp tục tham mưu với xã") == "Nhà trường tiếp tục tham mưu"
    assert activity("Xây dựng kế hoạch bồi dưỡng") is not None
    assert activity("Tổ chức 02 hội thi mỗi học kỳ") is None
    assert activity("Xây được nhà xe") is None
    assert weakness("Sân trường xuống cấp") == "xuống cấp"
    assert weakness("Sửa xong sân trường đã xuống cấp") is None
    assert weakness("Không còn học sinh chưa đọc thông") is None
    assert weakness("Có thêm 250 bản sách thiếu nhi") is None


def test_who_is_everybody_and_who_is_not() -> None:
    assert general("CB, GV, NV")
    assert general("Toàn thể cán bộ, giáo viên, nhân viên")
    assert general("Sở Giáo dục và Đào tạo")
    for fine in ("Hiệu trưởng", "BGH, CB, GV, NV", "Giáo viên Tin học", "Cô Trần Thị Lụa", "GVCN"):
        assert general(fine) is None, fine


def test_slogans_and_work() -> None:
    assert is_slogan("Tiếp tục phát huy vai trò của tổ chuyên môn trong công tác giảng dạy")
    assert not is_slogan("Tiếp tục mở lớp bơi cho học sinh khối 4 vào tháng 5")
    assert not is_slogan("Họp tổ")


def test_history_and_outside_places_are_no_second_site() -> None:
    def clashes(*texts: str) -> int:
        plan = PlanDraft(preamble=list(texts), school_year="2025-2026")
        context = Context(plan, format="docx", file="thu.docx")
        return len([*sites(context), *totals(context)])

    assert clashes("Trường chỉ có một điểm trường.", "Sửa mái tại cơ sở 2.") == 2
    assert clashes("Trước đây trường chỉ có một điểm trường.", "Sửa mái tại cơ sở 2.") == 0
    assert clashes("Trường có 01 điểm trường chính.", "Sửa mái tại điểm trường số 2.") == 0
    assert clashes("Toàn trường có 20 lớp.", "Nhà trường có 5 lớp bán trú, 21 giáo viên.") == 0
    assert clashes("Toàn trường có 20 lớp.", "Năm học 2019-2020 trường có 18 lớp.") == 0
    assert clashes("Toàn trường có 20 lớp.", "Nhà trường có 21 lớp, 21 giáo viên.") == 1


TEXT = st.text(
    st.sampled_from("aăâbcđeêhiklmnoôơpqrstuưvxyáàảãạ ,.;-\n0123456789ABCĐHGVN%/“”…"), max_size=80
)


CELLS = ("criterion", "target", "assignee_text", "time", "budget_text", "conditions", "content")
ITEM = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(CELLS, TEXT) | {"solutions": st.lists(TEXT, max_size=3)}
)


@settings(max_examples=120, deadline=None)
@given(st.lists(ITEM, max_size=4), TEXT)
def test_no_text_makes_a_rule_fail(items: list[dict[str, Any]], body: str) -> None:
    data = {"items": items, "preamble": [body], "school_level": "thcs", "date": "2026-10-01"}
    for one in run(data, *NEW):
        assert one.message


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT)
def test_sameness_is_symmetric(a: str, b: str) -> None:
    one, two = Item(target=a, solutions=[b]), Item(target=b, solutions=[a])
    assert same_row(one, two) == same_row(two, one)
    if len(b.split()) >= 4:
        assert same_row(one, Item(target=a, solutions=[b]))


def test_rules_cost_little() -> None:
    base = clean_plans()["nine_columns"]
    rows = base["items"] * (30 // len(base["items"]) + 1)
    plan = plan_from_dict(base | {"items": rows[:30]})
    for _ in range(2):  # the first run compiles patterns and reads lists
        context = Context(plan, file="thu.docx", format="docx")
        began = time.process_time()
        list(run_rules(context, choose(NEW), 0))
        took = time.process_time() - began
    assert took < 2
