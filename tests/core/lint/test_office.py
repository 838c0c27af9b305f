"""Plans held to an office's own form."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caitien.core.documents.model import Place
from caitien.core.drafts.model import Column, Item, PlanDraft, Reading, Section
from caitien.core.lint.diagnostic import Diagnostic, Severity
from caitien.core.lint.run import check_plan, check_reading, choose
from caitien.core.regulations.office_form import OfficeColumn, OfficeForm, OfficeSection

FORM = OfficeForm("Mẫu A", "Sở A", "Công văn 1/SGDĐT")
TITLES = ["Mục đích", "Căn cứ pháp lý", "Nội dung cải tiến", "Tổ chức thực hiện", "Kiến nghị"]


def plan(headings: list[str], columns: list[tuple[str, str]] | None = None) -> PlanDraft:
    sections = [
        Section(heading, place=Place("a.docx", paragraph=number))
        for number, heading in enumerate(headings, 1)
    ]
    return PlanDraft(
        sections=sections,
        columns=[Column(*one) for one in columns or []],
        items=[Item(target="Đạt", place=Place("a.docx", table=2, row=3))],
    )


def asks_columns(*columns: OfficeColumn) -> OfficeForm:
    return replace(FORM, columns=columns)


def asks_sections(*titles: str) -> OfficeForm:
    return replace(FORM, sections=tuple(OfficeSection(title) for title in titles))


def check_office_form(draft: PlanDraft, form: OfficeForm) -> list[Diagnostic]:
    return check_plan(draft, select=["MA2"], office=form)


NINE = [
    ("STT", "tt"),
    ("Kết quả cần đạt (so với hiện trạng)", "target"),
    ("Công việc", "solutions"),
    ("Chủ trì và phối hợp", "assignee"),
    ("Thời gian", "time"),
]


def test_missing_column_is_told_with_table_office_and_document() -> None:
    asked = OfficeColumn("Người giám sát"), OfficeColumn("Ghi chú", required=False)
    found = check_office_form(plan([], NINE), asks_columns(*asked))
    assert [(one.code, one.slug, one.severity) for one in found] == [
        ("MA201", "office-column-missing", Severity.ERROR),
        ("MA201", "office-column-missing", Severity.INFO),
    ]
    assert found[0].place == Place("a.docx", table=2)
    assert "Người giám sát" in found[0].message
    assert all("Sở A" in one.why and "Công văn 1/SGDĐT" in one.why for one in found)


def test_columns_are_known_by_title_or_by_field() -> None:
    asked = (
        OfficeColumn("Kết quả cần đạt"),
        OfficeColumn("Mục tiêu phấn đấu"),
        OfficeColumn("Điều gì sẽ khác", field="target"),
        OfficeColumn("Chủ trì"),
        OfficeColumn("Ngày hoàn thành"),
    )
    for one in asked:
        assert not check_office_form(plan([], NINE), asks_columns(one)), one


def test_torn_or_unknown_tables_are_not_judged() -> None:
    form = asks_columns(OfficeColumn("Người giám sát"))
    torn = plan([], NINE)
    torn.damage.add("table")
    assert not check_office_form(torn, form)
    assert not check_office_form(plan([], []), form)


def test_sections_are_known_whatever_their_number_and_joints() -> None:
    draft = plan(["I. MỤC ĐÍCH, YÊU CẦU", "II. CĂN CỨ (pháp lý)"])
    draft.sections[1].paragraphs = ["1. Tổ chức thực hiện:", "Nhà trường làm theo."]
    form = asks_sections("Mục đích và yêu cầu", "3. Căn cứ", "Tổ chức thực hiện")
    assert not check_office_form(draft, form)


def test_missing_section() -> None:
    (one,) = check_office_form(plan(["I. Mục đích"]), asks_sections("Mục đích", "Kiến nghị"))
    assert (one.code, one.slug, one.severity) == (
        "MA202",
        "office-section-missing",
        Severity.ERROR,
    )
    assert one.absent == "mục “Kiến nghị”"
    assert one.place.paragraph == 1


def test_extracted_text_is_said_less_surely_and_a_scan_not_at_all() -> None:
    draft = plan(["I. Mục đích"])
    reading = Reading("a.txt", "txt", "improvement_plan", [draft])
    form = asks_sections("Kiến nghị")
    (one,) = check_reading(reading, select=["MA2"], office=form)
    assert (one.severity, one.confidence) == (Severity.WARNING, "có thể")
    draft.damage.add("scan")
    assert not check_reading(reading, select=["MA2"], office=form)


def test_order_names_the_fewest_sections() -> None:
    headings = [TITLES[3], *TITLES[:3], TITLES[4]]
    (one,) = check_office_form(plan(headings), asks_sections(*TITLES))
    assert (one.code, one.slug) == ("MA203", "office-section-order")
    assert one.place.paragraph == 1
    assert one.excerpt == TITLES[3]
    assert f"sau mục “{TITLES[2]}”" in one.message


def test_order_is_not_judged_where_pages_are_mixed() -> None:
    draft = plan(TITLES[::-1])
    draft.damage.add("page_order")
    assert not check_office_form(draft, asks_sections(*TITLES))


def test_the_checks_are_rules_that_keep_silent_without_a_form() -> None:
    assert [one.rule.code for one in choose(["MA2"])] == ["MA201", "MA202", "MA203"]
    assert check_plan(plan([], NINE), select=["MA2"]) == []
    form = asks_sections("Kiến nghị")
    assert check_plan(plan(["I. Mục đích"]), ignore=["MA202"], select=["MA2"], office=form) == []


@pytest.mark.parametrize(
    ("title", "heading", "stands"),
    [
        ("Mục tiêu", "II. MỤC TIÊU, CHỈ TIÊU CẢI TIẾN", True),
        ("Chỉ tiêu", "II. MỤC TIÊU, CHỈ TIÊU CẢI TIẾN", True),
        ("Giải pháp", "III. NHIỆM VỤ VÀ CÁC GIẢI PHÁP CHỦ YẾU", True),
        ("Căn cứ", "1. Một số căn cứ xây dựng kế hoạch", True),
        ("Mục đích, yêu cầu", "I. MỤC ĐÍCH VÀ YÊU CẦU CỦA VIỆC CẢI TIẾN", True),
        ("Mục tiêu", "III. TỔ CHỨC THỰC HIỆN MỤC TIÊU", False),
        ("Mục tiêu, chỉ tiêu", "II. MỤC TIÊU", False),
        ("Tổ", "V. TỔ CHỨC THỰC HIỆN", True),
        ("Kế", "V. KẾT QUẢ", False),
    ],
)
def test_a_short_title_is_known_in_a_longer_heading(title: str, heading: str, stands: bool) -> None:
    assert (check_office_form(plan([heading]), asks_sections(title)) == []) is stands


def test_a_heading_that_is_the_title_wins_over_one_that_only_begins_so() -> None:
    draft = plan(["I. Mục tiêu chung và bối cảnh", "II. Nội dung", "III. Mục tiêu"])
    assert check_office_form(draft, asks_sections("Nội dung", "Mục tiêu")) == []


def test_the_parts_of_one_heading_have_an_order_too() -> None:
    draft = plan(["I. MỤC ĐÍCH, YÊU CẦU"])
    assert check_office_form(draft, asks_sections("Mục đích", "Yêu cầu")) == []
    (one,) = check_office_form(draft, asks_sections("Yêu cầu", "Mục đích"))
    assert one.code == "MA203"


@given(st.permutations(TITLES), st.sets(st.sampled_from(TITLES)))
def test_every_lack_is_told_once_and_order_only_where_it_differs(
    order: list[str], lost: set[str]
) -> None:
    kept = [title for title in order if title not in lost]
    found = check_office_form(plan(kept), asks_sections(*TITLES))
    missing = [one.absent for one in found if one.code == "MA202"]
    assert sorted(map(str, missing)) == sorted(f"mục “{title}”" for title in lost)
    misplaced = [one for one in found if one.code == "MA203"]
    assert bool(misplaced) == (kept != [title for title in TITLES if title not in lost])
