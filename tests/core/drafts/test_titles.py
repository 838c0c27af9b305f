"""A criterion and the work in one cell, and codes that stand in other places than their column."""

from __future__ import annotations

from pathlib import Path

import pytest

from caitien.core.drafts.titles import LIKE_A_TITLE, split_title

from .paper import Paper, facts, nine

WORK = ["TT", "Tiêu chí, nội dung công việc", "Người thực hiện", "Thời gian", "Kinh phí"]
FORM = ["TT", "Nội dung cải tiến", "Mục tiêu cải tiến", "Hoạt động/giải pháp",
        "Chỉ số đánh giá kết quả", "Thời gian thực hiện", "Đơn vị/cá nhân phụ trách",
        "Nguồn lực bảo đảm", "Minh chứng dự kiến", "Mức độ thực hiện"]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "text", "title", "work"),
    [
        ("5.6", "Kết quả giáo dục. Phụ đạo học sinh yếu", "Kết quả giáo dục",
         "Phụ đạo học sinh yếu"),
        ("1.5", "Khối lớp và tổ chức lớp học\nRà soát sĩ số", "Khối lớp và tổ chức lớp học",
         "Rà soát sĩ số"),
        ("3.1", "Khuôn viên, khu sân chơi, bãi tập: trồng 20 cây",
         "Khuôn viên, khu sân chơi, bãi tập", "trồng 20 cây"),
        ("2.2", "Đối với giáo viên - Cử 4 người đi học", "Đối với giáo viên",
         "Cử 4 người đi học"),
        ("2.2", "Đối với giáo viên", "Đối với giáo viên", None),
        ("4.2", "Lắp thêm hai bảng tin", None, "Lắp thêm hai bảng tin"),
        ("9.9", "Mua sách: 200 cuốn", None, "Mua sách: 200 cuốn"),
        ("1.1", " : ", None, None),
    ],
)  # fmt: skip
def test_title_and_work_are_parted(
    code: str, text: str, title: str | None, work: str | None
) -> None:
    assert split_title(code, text) == (title, work)


def test_a_topic_of_the_authors_own_is_no_title() -> None:
    assert split_title("3.2", "Đánh giá vì sự tiến bộ của học sinh", LIKE_A_TITLE) == (
        None,
        "Đánh giá vì sự tiến bộ của học sinh",
    )


def test_criterion_title_and_job_in_the_cell_of_work(tmp_path: Path) -> None:
    plan = (
        Paper().head().title().table(
            WORK,
            ["1", "Tiêu chí 5.6: Kết quả giáo dục. Phụ đạo 12 em", "Tổ trưởng", "Tháng 3/2027",
             "Không"],
            ["2", "Tiêu chí 3.6: Thư viện\n- Mua 200 cuốn sách\n- Mở cửa buổi trưa",
             "Nhân viên thư viện", "Tháng 4/2027", "9.000.000 đồng"],
            ["3", "Tiêu chí 1.9: niêm yết thu chi hằng quý", "Kế toán", "Tháng 5/2027", "Không"],
        ).sign().plan(tmp_path)
    )  # fmt: skip
    got = [(i.criterion, i.criterion_title, i.solutions) for i in plan.items]
    assert got == [
        ("5.6", "Kết quả giáo dục", ["Phụ đạo 12 em"]),
        ("3.6", "Thư viện", ["Mua 200 cuốn sách", "Mở cửa buổi trưa"]),
        ("1.9", None, ["niêm yết thu chi hằng quý"]),
    ]


def test_bare_codes_in_the_content_of_biểu_2(tmp_path: Path) -> None:
    rows = [
        ["1", "3.5. Trẻ mạnh dạn nói tiếng Việt", "80% trẻ tự tin", "Kể chuyện mỗi sáng", "Tỷ lệ",
         "Tháng 9/2026", "Giáo viên", "Không", "Phiếu", ""],
        ["2", "4.1. Sân chơi điểm lẻ", "150 m² sân", "Lát gạch", "Diện tích", "Tháng 3/2027",
         "Bảo vệ", "Không", "Biên bản", ""],
    ]  # fmt: skip
    plan = Paper().head().title().table(FORM, *rows).sign().plan(tmp_path)
    assert [(i.standard, i.criterion, i.criterion_title) for i in plan.items] == [
        ("3", "3.5", None),
        ("4", "4.1", None),
    ]
    assert plan.items[0].content == "3.5. Trẻ mạnh dạn nói tiếng Việt"


def test_numbers_of_parts_are_no_codes(tmp_path: Path) -> None:
    rows = [
        [str(n), f"{n}.1. Phần việc thứ {n}", "Đạt 90%", "Làm", "Tỷ lệ", "Tháng 9/2026", "Văn thư",
         "Không", "Sổ", ""]
        for n in (1, 2, 3)
    ]  # fmt: skip
    plan = Paper().head().title().table(FORM, *rows).sign().plan(tmp_path)
    assert [item.criterion for item in plan.items] == [None, None, None]


def test_clause_of_level_four_named_with_its_level(tmp_path: Path) -> None:
    plan = nine(
        ["", "Tiêu chí 5.5", "90% học sinh hoàn thành", "Phụ đạo", "Tổ trưởng", "Tháng 3/2027",
         "Không", "", ""],
        ["", "Mức 4: Tiêu chí 2", "", "", "", "", "", "", ""],
        ["", "Mức 4: Tiêu chí 3 Thư viện tiên tiến", "Thư viện có phòng đọc điện tử",
         "Lập đề án", "Thư viện", "Tháng 5/2027", "Không", "", ""],
    ).plan(tmp_path)  # fmt: skip
    assert [(i.criterion, i.level, i.solutions) for i in plan.items] == [
        ("5.5", None, ["Phụ đạo"]),
        ("3", 4, ["Lập đề án"]),
    ]


def test_people_and_days_in_columns_of_their_own(tmp_path: Path) -> None:
    head = ["TT", "Tiêu chí", "Việc cần làm", "Người phụ trách", "Phối hợp", "Bắt đầu", "Kết thúc"]
    plan = (
        Paper().head().title().table(
            head,
            ["1", "1.5", "Rà soát", "Kế toán", "Văn thư, bảo vệ", "01/3/2027", "15/1/2026"],
            ["2", "2.2", "Dự giờ", "", "Tổ trưởng tổ 1", "05/3/2027", ""],
            ["3", "3.6", "Mua sách", "Thư viện", "", "", "31/5/2027"],
        ).sign().plan(tmp_path)
    )  # fmt: skip
    got = [facts(item) for item in plan.items]
    assert [(g.get("start"), g.get("end"), g["time_kind"]) for g in got] == [
        ("2027-03-01", "2026-01-15", "range"),
        ("2027-03-05", None, "open"),
        (None, "2027-05-31", "deadline"),
    ]


def test_a_blank_column_of_who_leads_stays_blank(tmp_path: Path) -> None:
    head = ["TT", "Tiêu chí", "Việc cần làm", "Chủ trì", "Phối hợp", "Thời gian"]
    plan = (
        Paper().head().title().table(
            head,
            ["1", "1.5", "Rà soát", "", "Văn thư, bảo vệ", "Tháng 3/2027"],
            ["2", "2.2", "Dự giờ", "Hiệu trưởng", "Tổ trưởng chuyên môn", "Tháng 4/2027"],
        ).sign().plan(tmp_path)
    )  # fmt: skip
    assert [(i.lead, i.collaborators) for i in plan.items] == [
        (None, ["Văn thư", "bảo vệ"]),
        ("Hiệu trưởng", ["Tổ trưởng chuyên môn"]),
    ]
