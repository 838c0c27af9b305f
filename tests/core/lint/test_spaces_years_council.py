"""Blanks too many, years nobody can mean, and the council of self-assessment."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caitien.core.drafts.model import PlanDraft, TextBlock
from caitien.core.lint._council import councils
from caitien.core.lint._plan_same import told_again
from caitien.core.lint._plan_words import activity, effort, measured
from caitien.core.lint._spaces import broken_words, double_blanks, quoted
from caitien.core.lint._wild_years import foreign_dates, wild_years
from caitien.core.lint.context import Context

from .family import run


def context(*lines: str, form: str = "docx", role: str = "body") -> Context:
    blocks = [TextBlock(line, role) for line in lines]
    return Context(PlanDraft(blocks=blocks), file="thu." + form, format=form)


@pytest.mark.parametrize("form", ["docx", "txt"])
def test_a_blank_typed_twice_is_found_with_the_words_around_it(form: str) -> None:
    ((block, start, end),) = double_blanks(context("Trường Tây  về việc này.", form=form))
    assert block.text[start:end] == "Tây  về"


@pytest.mark.parametrize(
    "line",
    [
        "Tổ trưởng          Hiệu trưởng",  # columns set by blanks
        "-  Nội dung thứ nhất",  # the space after a list mark
        "Năm học 2024  - 2025",  # told by the check of school years
        "  Thụt đầu dòng và cuối dòng  ",
        "Số: …  ngày …",
    ],
)
def test_other_blanks_are_left_alone(line: str) -> None:
    assert not list(double_blanks(context(line)))


def test_a_pdf_and_columns_of_extracted_text_are_left_alone() -> None:
    assert not list(double_blanks(context("Trường Tây  về", form="pdf")))
    rows = ["Hiệu trưởng  Tháng 9", "Kế toán  Tháng 5", "Văn thư  Cả năm"] * 3
    assert not list(double_blanks(context(*rows, form="txt", role="cell")))
    assert len(list(double_blanks(context(*rows, form="docx", role="cell")))) == 9


@pytest.mark.parametrize(
    ("text", "right"),
    [("Tiêu chu ẩn 1", "chuẩn"), ("nhà tr ường", "trường"), ("ho ạt động", "hoạt")],
)
def test_a_blank_inside_a_word(text: str, right: str) -> None:
    ((start, end, found),) = broken_words(text)
    assert found == right
    assert text[start:end].replace(" ", "") == right


@given(st.text(st.sampled_from("aâăeêiouưyáàảnhtcgbđ ,."), max_size=60))
def test_a_broken_word_is_mended_by_taking_blanks_out(text: str) -> None:
    for start, end, right in broken_words(text):
        assert text[start:end].replace(" ", "") == right


@given(st.text(st.sampled_from('ab “”" .\n'), max_size=40))
def test_a_quotation_keeps_its_letters(text: str) -> None:
    for start, end, right in quoted(text):
        assert text[start:end].replace(" ", "") == right.replace(" ", "")
        assert right != text[start:end]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Trong năm học 2024-2052 trường có 20 lớp.", "2024-2052"),
        ("Năm học 2025-2024 trường có 20 lớp.", "2025-2024"),
        ("Sửa mái trong năm 20245.", "20245"),
        ("Xây nhà đa năng vào năm 2052.", "2052"),
    ],
)
def test_years_nobody_can_mean(text: str, found: str) -> None:
    ((start, end, _, _),) = wild_years(text, 2025)
    assert text[start:end] == found


@pytest.mark.parametrize(
    "text",
    [
        "Năm học 2024 - 2025; giai đoạn năm học 2020-2025; từ năm học 2022-2025.",
        "Kế hoạch 05 năm học 2023 - 2028 của trường.",
        "Chiến lược phát triển giáo dục, tầm nhìn đến năm 2050.",
        "Số điện thoại 0202 456; kinh phí 20245000 đồng; năm 2030.",
    ],
)
def test_years_that_can_be_meant(text: str) -> None:
    assert not list(wild_years(text, 2025))


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ("Báo cáo trước ngày 30/5/2023.", True),
        ("Tổng kết vào tháng 5/2024.", True),
        ("Sửa mái xong trước tháng 8/2024.", False),  # the summer before
        ("Nghiệm thu trước ngày 31/5/2025.", False),
        ("Cuối năm học 2023-2024 đạt 85%, nay nâng lên 90%.", False),
        ("Phấn đấu cuối năm học 2023-2024 có 05 giáo viên giỏi.", True),
        ("Nhà xe đã sửa trong năm 2021.", False),
        ("Từ năm học 2019-2020 đến năm học 2023-2024 có 5 giải.", False),
    ],
)
def test_dates_of_tasks_in_prose(text: str, outside: bool) -> None:
    assert bool(list(foreign_dates(text, 2024, 2025))) is outside


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("Hội đồng tự đánh giá gồm 09 thành viên.", [9]),
        ("Hội đồng TĐG của nhà trường có mười một người.", [11]),
        ("Hội đồng tự đánh giá có 05 nhóm công tác.", []),
        ("Hội đồng trường gồm 09 thành viên.", []),
        ("Phiên họp Hội đồng tự đánh giá có 06 thành viên tham dự.", []),
    ],
)
def test_the_size_of_the_council(text: str, members: list[int]) -> None:
    assert [found.members for found in councils(context(text))] == members


@pytest.mark.parametrize(
    ("day", "number", "fault"),
    [
        ("2023-09-05", 6, True),
        ("2023-09-05", 8, False),  # the circulars of 2018 ask for seven, odd or even
        ("2026-09-05", 8, True),
        ("2026-09-05", 5, False),
    ],
)
def test_the_council_is_held_to_the_circular_in_force(day: str, number: int, fault: bool) -> None:
    text = f"Hội đồng tự đánh giá gồm {number:02} thành viên."
    found = run({"school_level": "tieu_hoc", "date": day, "preamble": [text]}, "TC114")
    assert bool(found) is fault


@pytest.mark.parametrize(
    "text", ["Nâng cấp khu vệ sinh", "Trang bị đồ dùng dạy học", "Công tác tư vấn học đường"]
)
def test_a_job_without_a_measure_is_an_effort(text: str) -> None:
    assert effort(text)
    assert not activity(text)
    assert not measured(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nâng cấp xong 04 khu vệ sinh",
        "Hoạt động chuyên môn đi vào nền nếp",
        "Các tổ tích cực đổi mới sinh hoạt",
        "Sĩ số giảm còn 35 em một lớp",
    ],
)
def test_a_result_is_no_effort(text: str) -> None:
    assert effort(text) is None


def test_a_job_that_repeats_the_result() -> None:
    result = "Vận động mạnh thường quân giúp đỡ học sinh có hoàn cảnh khó khăn"
    assert told_again(result, "Huy động mạnh thường quân giúp đỡ học sinh có hoàn cảnh khó khăn")
    assert not told_again(result, "Lập danh sách, gửi thư ngỏ, trao quà trước Tết")
    assert not told_again("Họp tổ", "Họp tổ")
