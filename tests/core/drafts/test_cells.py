"""What stands in the cells: lists of every kind; columns in other words and orders; extra ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from .paper import Paper, facts, nine, only


def _solutions(tmp_path: Path, text: str) -> list[str]:
    row = ["1", "Tiêu chí 2.2", "Tốt hơn", text, "Hiệu trưởng", "Tháng 9/2026", "", "", ""]
    return nine(row).plan(tmp_path).items[0].solutions


@pytest.mark.parametrize(
    "text",
    [
        "* Mở lớp bồi dưỡng\n* Dự giờ chéo\n* Tổng kết",
        "# Mở lớp bồi dưỡng\n# Dự giờ chéo\n# Tổng kết",
        "- Mở lớp bồi dưỡng\n- Dự giờ chéo\n- Tổng kết",
        "+ Mở lớp bồi dưỡng\n+ Dự giờ chéo\n+ Tổng kết",
        "a) Mở lớp bồi dưỡng\nb) Dự giờ chéo\nc) Tổng kết",
        "1. Mở lớp bồi dưỡng\n2. Dự giờ chéo\n3. Tổng kết",
        "1) Mở lớp bồi dưỡng\n2) Dự giờ chéo\n3) Tổng kết",
        "• Mở lớp bồi dưỡng\n• Dự giờ chéo\n• Tổng kết",
        "Mở lớp bồi dưỡng\nDự giờ chéo\nTổng kết",
        "- Mở lớp bồi dưỡng\v- Dự giờ chéo\v- Tổng kết",
        "Mở lớp bồi dưỡng\n\nDự giờ chéo\n\nTổng kết",
        "1. Mở lớp bồi dưỡng 2. Dự giờ chéo 3. Tổng kết",
    ],
)
def test_jobs_of_a_cell(tmp_path: Path, text: str) -> None:
    assert _solutions(tmp_path, text) == ["Mở lớp bồi dưỡng", "Dự giờ chéo", "Tổng kết"]


def test_numbered_jobs_with_sub_bullets(tmp_path: Path) -> None:
    text = "1. Mở lớp:\n- Buổi sáng\n- Buổi chiều\n2. Dự giờ:\n+ Tổ 1"
    assert _solutions(tmp_path, text) == ["Mở lớp: Buổi sáng Buổi chiều", "Dự giờ: Tổ 1"]


@pytest.mark.parametrize(
    ("text", "jobs"),
    [
        ("Họp phụ huynh (lần\n2) để bàn việc trường", ["Họp phụ huynh (lần 2) để bàn việc trường"]),
        ("Soạn chiến lược nhằm thực\nhiện mục tiêu", ["Soạn chiến lược nhằm thực hiện mục tiêu"]),
        ("Soạn chiến lược.\ncông bố", ["Soạn chiến lược.", "công bố"]),
        ("bồi dưỡng\ndự giờ", ["bồi dưỡng", "dự giờ"]),
        ("Bồi dưỡng\n- dự giờ", ["Bồi dưỡng", "dự giờ"]),
    ],
)
def test_a_sentence_over_two_paragraphs_is_one_job(
    tmp_path: Path, text: str, jobs: list[str]
) -> None:
    assert _solutions(tmp_path, text) == jobs


def test_target_with_bullets(tmp_path: Path) -> None:
    item = nine(
        ["1", "Tiêu chí 2.2", "* 90% đạt khá\n* 10% đạt tốt", "Bồi dưỡng", "Tổ trưởng", "Học kỳ II",
         "", "", ""],
    ).plan(tmp_path).items[0]  # fmt: skip
    assert item.target == "90% đạt khá\n10% đạt tốt"


def test_other_words_and_another_order(tmp_path: Path) -> None:
    plan = (
        Paper().head().title().table(
            ["STT", "Thời hạn", "Vấn đề cần cải tiến", "Điểm yếu", "Biện pháp khắc phục",
             "Người thực hiện", "Nguồn lực", "Kết quả mong đợi", "Sản phẩm, minh chứng",
             "Mã số lưu trữ"],
            ["1", "30/11/2026", "Thư viện", "Ít sách mới", "Quyên góp sách", "Nhân viên thư viện",
             "Phụ huynh", "500 bản sách", "Sổ đăng ký cá biệt", "HS-07"],
        ).sign().plan(tmp_path)
    )  # fmt: skip
    assert facts(plan.items[0]) == {
        "tt": "1",
        "content": "Thư viện",
        "target": "500 bản sách",
        "solutions": ["Quyên góp sách"],
        "assignee_text": "Nhân viên thư viện",
        "lead": "Nhân viên thư viện",
        "time": "30/11/2026",
        "time_kind": "deadline",
        "end": "2026-11-30",
        "resources": "Phụ huynh",
        "expected_evidence": "Sổ đăng ký cá biệt",
        "current": "Ít sách mới",
        "extra": {"Mã số lưu trữ": "HS-07"},
    }
    assert plan.columns[-1].title == "Mã số lưu trữ"
    assert plan.columns[-1].field == ""


@pytest.mark.parametrize(
    ("titles", "fields"),
    [
        (
            ["TT", "Mã TC", "Hiện trạng", "Việc làm", "Chủ trì", "Phối hợp", "Hạn hoàn thành"],
            ["tt", "criterion", "current", "solutions", "lead", "collaborators", "time"],
        ),
        (
            ["Số TT", "Tên tiêu chí", "Chỉ tiêu phấn đấu", "Các giải pháp cơ bản", "Phân công",
             "Lộ trình", "Nguồn kinh phí", "Ghi chú"],
            ["tt", "criterion", "target", "solutions", "assignee", "time", "budget", "notes"],
        ),
        (
            ["Stt", "Tiêu chuẩn/ Tiêu chí", "Những tồn tại, hạn chế", "Nguyên nhân",
             "Nội dung, giải pháp cải tiến", "Trách nhiệm thực hiện", "Thời gian hoàn thành",
             "Người kiểm tra"],
            ["tt", "standard_criterion", "current", "cause", "solutions", "assignee", "time",
             "supervisor"],
        ),
        (
            ["TT", "Nội dung", "Giải pháp", "Bộ phận, cá nhân chịu trách nhiệm",
             "Thời điểm bắt đầu",
             "Thời điểm hoàn thành", "Kinh phí dự kiến (đồng)"],
            ["tt", "target", "solutions", "assignee", "start", "end", "budget"],
        ),
        (
            ["TT", "Yêu cầu cải tiến", "Hoạt động cải tiến", "Người chịu trách nhiệm chính",
             "Người phối hợp", "Thời gian từ ... đến ...", "Phương tiện, điều kiện"],
            ["tt", "target", "solutions", "lead", "collaborators", "time", "conditions"],
        ),
        (
            ["Thứ tự", "Tiêu chí cần cải tiến", "Mục tiêu cần đạt", "Nhiệm vụ và giải pháp",
             "Đơn vị chủ trì", "Đơn vị phối hợp", "Tiến độ", "Kết quả, sản phẩm đầu ra"],
            ["tt", "criterion", "target", "solutions", "lead", "collaborators", "time",
             "expected_evidence"],
        ),
        (
            ["TT", "Tiêu chí", "Công việc", "Người thực hiện", "Người giám sát",
             "Thời gian thực hiện", "Thời gian báo cáo", "Tình trạng"],
            ["tt", "criterion", "solutions", "assignee", "supervisor", "time", "report_time",
             "status"],
        ),
        (
            ["Mã TC", "Việc cần làm", "Đầu ra", "Người phụ trách", "Phối hợp", "Xong trước",
             "Kinh phí (triệu)", "Minh chứng"],
            ["criterion", "solutions", "target", "assignee", "collaborators", "time", "budget",
             "expected_evidence"],
        ),
        (
            ["Tiêu chí", "Thực trạng", "Hạn chế", "Giải pháp", "Kết quả", "Phụ trách", "Hạn"],
            ["criterion", "current", "weakness", "solutions", "target", "assignee", "time"],
        ),
        (
            ["TT", "Mức hiện tại", "Mức phấn đấu", "Giải pháp", "Ai làm?", "Khi nào?"],
            ["tt", "current", "target", "solutions", "assignee", "time"],
        ),
    ],
)  # fmt: skip
def test_column_words(titles: list[str], fields: list[str]) -> None:
    from caitien.core.drafts.columns import fields_of

    assert fields_of(titles) == fields


def test_extra_columns_are_kept_with_their_places(tmp_path: Path) -> None:
    plan = (
        Paper().head().title().table(
            ["TT", "Tiêu chí", "Giải pháp", "Người thực hiện", "Thời gian", "Đợt thi đua", "Điểm"],
            ["1", "1.1", "Rà soát", "Hiệu trưởng", "Tháng 9/2026", "Đợt 1", "- 5\n- 10"],
            ["2", "1.2", "Kiện toàn", "Hiệu trưởng", "Tháng 9/2026", "", "…"],
        ).sign().plan(tmp_path)
    )  # fmt: skip
    first, second = plan.items
    assert first.extra == {"Đợt thi đua": "Đợt 1", "Điểm": "5\n10"}
    assert second.extra == {}
    assert first.places["extra.Điểm"].column == 7


def test_budget_unit_named_by_the_title(tmp_path: Path) -> None:
    plan = (
        Paper().head().title().table(
            ["TT", "Tiêu chí", "Giải pháp", "Người thực hiện", "Thời gian",
             "Kinh phí (nghìn đồng)"],
            ["1", "1.1", "Rà soát", "Hiệu trưởng", "Tháng 9/2026", "1.500"],
            ["2", "1.2", "Kiện toàn", "Hiệu trưởng", "Tháng 9/2026", "Không"],
            ["3", "1.3", "Kết nạp", "Bí thư", "Tháng 9/2026", "Ngân sách nhà nước"],
        ).sign().plan(tmp_path)
    )  # fmt: skip
    assert [only(i, "budget_text", "budget_vnd") for i in plan.items] == [
        ("1.500", 1500000),
        ("Không", 0),
        ("Ngân sách nhà nước", None),
    ]


def test_figure_broken_by_a_narrow_column(tmp_path: Path) -> None:
    row = [
        "1",
        "Tiêu chí 2.2",
        "Tốt",
        "Bồi dưỡng",
        "Tổ trưởng",
        "Học kỳ I",
        "5.000. 000 đồng",
        "",
        "",
    ]
    assert nine(row).plan(tmp_path).items[0].budget_vnd == 5000000


def test_one_list_of_people_over_two_lines_is_not_one_for_each_job(tmp_path: Path) -> None:
    row = ["1", "Tiêu chí 2.2", "Tốt", "- Bồi dưỡng\n- Dự giờ", "Phó Hiệu trưởng;\nTổ Toán",
           "Học kỳ I", "", "", ""]  # fmt: skip
    item = nine(row).plan(tmp_path).items[0]
    assert item.solution_details == []
    assert only(item, "lead", "collaborators") == ("Phó Hiệu trưởng", ["Tổ Toán"])
