"""The plan's table in other shapes: merged cells, heading rows, many tables, heads of two rows."""

from __future__ import annotations

from pathlib import Path

from .paper import FIVE, NINE, Paper, facts, nine, only


def test_vertically_merged_criterion_with_several_rows(tmp_path: Path) -> None:
    plan = nine(
        ["1", "Tiêu chuẩn 1: Tổ chức và quản lý nhà trường", "", "", "", "", "", "", ""],
        ["", "Tiêu chí 1.2", "Hội đồng trường họp đủ", "Lập lịch họp", "Thư ký hội đồng",
         "Tháng 9/2026", "Không", "Phòng họp", ""],
        [None, None, "Biên bản đầy đủ", "Ghi biên bản", "Văn thư", "Hằng tháng", "200.000 đồng",
         "", "Theo mẫu"],
        ["", "Tiêu chí 1.4", "Tổ sinh hoạt đúng", "Thêm chuyên đề", "Tổ trưởng", "Học kỳ I",
         "", None, ""],
    ).plan(tmp_path)  # fmt: skip
    assert [facts(item) for item in plan.items] == [
        {
            "standard": "1",
            "standard_title": "Tổ chức và quản lý nhà trường",
            "criterion": "1.2",
            "target": "Hội đồng trường họp đủ",
            "solutions": ["Lập lịch họp"],
            "assignee_text": "Thư ký hội đồng",
            "lead": "Thư ký hội đồng",
            "time": "Tháng 9/2026",
            "time_kind": "month",
            "start": "2026-09",
            "end": "2026-09",
            "budget_text": "Không",
            "budget_vnd": 0,
            "conditions": "Phòng họp",
        },
        {
            "standard": "1",
            "standard_title": "Tổ chức và quản lý nhà trường",
            "criterion": "1.2",
            "target": "Biên bản đầy đủ",
            "solutions": ["Ghi biên bản"],
            "assignee_text": "Văn thư",
            "lead": "Văn thư",
            "time": "Hằng tháng",
            "time_kind": "recurring",
            "start": "2026-09",
            "end": "2027-05",
            "budget_text": "200.000 đồng",
            "budget_vnd": 200000,
            "notes": "Theo mẫu",
        },
        {
            "standard": "1",
            "standard_title": "Tổ chức và quản lý nhà trường",
            "criterion": "1.4",
            "target": "Tổ sinh hoạt đúng",
            "solutions": ["Thêm chuyên đề"],
            "assignee_text": "Tổ trưởng",
            "lead": "Tổ trưởng",
            "time": "Học kỳ I",
            "time_kind": "semester",
            "start": "2026-09",
            "end": "2027-01",
        },
    ]
    assert [(s.standard, s.title, s.tt) for s in plan.standards] == [
        ("1", "Tổ chức và quản lý nhà trường", "1")
    ]


def test_merged_standard_and_merged_people(tmp_path: Path) -> None:
    plan = (
        Paper().head().title().table(
            ["Tiêu chuẩn", "Tiêu chí", "Mục tiêu", "Biện pháp", "Người phụ trách", "Thời gian"],
            ["1", "1.1", "Có chiến lược", "Soạn chiến lược", "Hiệu trưởng", "Tháng 10/2026"],
            [None, "1.5", "Sĩ số 35", "Chia lại lớp", None, "Tháng 8/2026"],
            ["Tiêu chuẩn 3. Cơ sở vật chất", "3.1", "Sân sạch", "Lát sân", "Bảo vệ", None],
            [None, "3.6", "Thêm sách", "Quyên góp sách", "Nhân viên thư viện", "Cả năm"],
        ).sign().plan(tmp_path)
    )  # fmt: skip
    assert [
        only(i, "standard", "standard_title", "criterion", "assignee_text", "time")
        for i in plan.items
    ] == [
        ("1", None, "1.1", "Hiệu trưởng", "Tháng 10/2026"),
        ("1", None, "1.5", "Hiệu trưởng", "Tháng 8/2026"),
        ("3", "Cơ sở vật chất", "3.1", "Bảo vệ", "Tháng 8/2026"),
        ("3", "Cơ sở vật chất", "3.6", "Nhân viên thư viện", "Cả năm"),
    ]


def test_heading_rows_with_numbered_rows_under_them(tmp_path: Path) -> None:
    plan = (
        Paper().head().title().table(
            ["TT", "Nội dung", "Giải pháp", "Phụ trách", "Thời gian", "Kinh phí"],
            "Tiêu chuẩn 1: Tổ chức và quản lý nhà trường",
            "Tiêu chí 1.3. Tổ chức Đảng và đoàn thể",
            ["1", "Phát triển đảng viên", "Bồi dưỡng quần chúng", "Chi bộ", "Tháng 11/2026", "0"],
            ["2", "Đổi mới sinh hoạt", "Chọn chủ đề thiết thực", "Bí thư", "Hằng quý", "500.000đ"],
            "Tiêu chí 1.5: Lớp học",
            ["1", "Giảm sĩ số", "Tách hai lớp 2", "Hiệu trưởng", "Trước 30/8/2026", ""],
            "Tiêu chuẩn 2: Cán bộ quản lý, giáo viên, nhân viên và học sinh",
            "Tiêu chí 2.2. Đối với giáo viên",
            ["1", "Nâng trình độ", "Cử đi học", "Hiệu trưởng", "2026-2027", "12 triệu đồng"],
        ).sign().plan(tmp_path)
    )  # fmt: skip
    assert [
        only(i, "tt", "standard", "criterion", "criterion_title", "target", "solutions", "lead")
        for i in plan.items
    ] == [
        ("1", "1", "1.3", "Tổ chức Đảng và đoàn thể", "Phát triển đảng viên",
         ["Bồi dưỡng quần chúng"], "Chi bộ"),
        ("2", "1", "1.3", "Tổ chức Đảng và đoàn thể", "Đổi mới sinh hoạt",
         ["Chọn chủ đề thiết thực"], "Bí thư"),
        ("1", "1", "1.5", "Lớp học", "Giảm sĩ số", ["Tách hai lớp 2"], "Hiệu trưởng"),
        ("1", "2", "2.2", "Đối với giáo viên", "Nâng trình độ", ["Cử đi học"], "Hiệu trưởng"),
    ]  # fmt: skip
    assert [i.standard_title for i in plan.items][-1] == (
        "Cán bộ quản lý, giáo viên, nhân viên và học sinh"
    )
    assert [only(i, "budget_vnd", "time_kind", "end") for i in plan.items] == [
        (0, "month", "2026-11"),
        (500000, "recurring", "2027-05"),
        (None, "deadline", "2026-08-30"),
        (12000000, "school_year", "2027-05"),
    ]
    assert plan.empty_rows == []


def test_one_table_a_standard_and_a_row_cut_by_hand(tmp_path: Path) -> None:
    plan = (
        Paper().head().title()
        .lines("I. NỘI DUNG", "Tiêu chuẩn 1: Tổ chức và quản lý nhà trường")
        .table(FIVE, ["1", "1.1", "Rà soát chiến lược", "Hiệu trưởng", "Tháng 9/2026"],
               ["2", "1.6", "Cập nhật sổ tài sản và", "Kế toán", "Tháng 12/2026"])
        .page_break()
        .table(["", "", "lưu hồ sơ trên mạng", "", ""],
               ["3", "1.7", "Phân công lại", "Phó Hiệu trưởng", "Tháng 9/2026"])
        .lines("Tiêu chuẩn 3: Cơ sở vật chất và thiết bị dạy học")
        .table(FIVE, ["1", "3.2", "Sửa mái phòng 4", "Bảo vệ", "Tháng 8/2026"])
        .lines("II. TỔ CHỨC THỰC HIỆN", "Theo phân công.").sign().plan(tmp_path)
    )  # fmt: skip
    assert [
        only(i, "tt", "standard", "standard_title", "criterion", "solutions", "lead", "end")
        for i in plan.items
    ] == [
        ("1", "1", "Tổ chức và quản lý nhà trường", "1.1", ["Rà soát chiến lược"], "Hiệu trưởng",
         "2026-09"),
        ("2", "1", "Tổ chức và quản lý nhà trường", "1.6",
         ["Cập nhật sổ tài sản và lưu hồ sơ trên mạng"], "Kế toán", "2026-12"),
        ("3", "1", "Tổ chức và quản lý nhà trường", "1.7", ["Phân công lại"], "Phó Hiệu trưởng",
         "2026-09"),
        ("1", "3", "Cơ sở vật chất và thiết bị dạy học", "3.2", ["Sửa mái phòng 4"], "Bảo vệ",
         "2026-08"),
    ]  # fmt: skip
    assert [s.heading for s in plan.sections] == ["I. NỘI DUNG", "II. TỔ CHỨC THỰC HIỆN"]


def test_one_table_a_criterion_named_above_it(tmp_path: Path) -> None:
    head = ["TT", "Việc cần làm", "Người thực hiện", "Thời hạn"]
    plan = (
        Paper().head().title().lines("I. NỘI DUNG", "1. Tiêu chuẩn 1: Quản trị nhà trường",
                                     "1.1. Tiêu chí 1.4: Công khai")
        .table(head, ["1", "Đăng số liệu lên trang tin", "Văn thư", "30/9/2026"])
        .lines("Tiêu chí 1.2: Phân công nhiệm vụ")
        .table(head, ["1", "Soạn bảng phân công", "Hiệu trưởng", "05/9/2026"])
        .sign().plan(tmp_path)
    )  # fmt: skip
    assert [only(i, "standard", "criterion", "criterion_title", "solutions", "end")
            for i in plan.items] == [
        ("1", "1.4", "Công khai", ["Đăng số liệu lên trang tin"], "2026-09-30"),
        ("1", "1.2", "Phân công nhiệm vụ", ["Soạn bảng phân công"], "2026-09-05"),
    ]  # fmt: skip


def test_heads_of_two_rows_with_merged_cells(tmp_path: Path) -> None:
    plan = (
        Paper().head().title().table(
            ["TT", "Tiêu chí", "Kết quả cần đạt", "Giải pháp", "Phân công", ..., "Thời gian", ...,
             "Kinh phí (triệu đồng)"],
            [None, None, None, None, "Chủ trì", "Phối hợp", "Bắt đầu", "Kết thúc", None],
            ["1", "Tiêu chí 2.2", "Giáo viên đạt chuẩn", "Bồi dưỡng", "Phó Hiệu trưởng",
             "Tổ Khối 1, Công đoàn", "9/2026", "12/2026", "12,5"],
            ["2", "Tiêu chí 4.1", "Phụ huynh tham gia", "Họp định kỳ", "GVCN",
             "Ban đại diện CMHS", "01/10/2026", "15/5/2027", "3"],
        ).sign().plan(tmp_path)
    )  # fmt: skip
    assert [
        only(i, "criterion", "lead", "collaborators", "assignee_text", "time", "start", "end",
             "budget_text", "budget_vnd")
        for i in plan.items
    ] == [
        ("2.2", "Phó Hiệu trưởng", ["Tổ Khối 1", "Công đoàn"],
         "Phó Hiệu trưởng\nTổ Khối 1, Công đoàn", "9/2026 - 12/2026", "2026-09", "2026-12",
         "12,5", 12500000),
        ("4.1", "GVCN", ["Ban đại diện CMHS"], "GVCN\nBan đại diện CMHS",
         "01/10/2026 - 15/5/2027", "2026-10-01", "2027-05-15", "3", 3000000),
    ]  # fmt: skip
    assert [c.field for c in plan.columns] == [
        "tt", "criterion", "target", "solutions", "lead", "collaborators", "start", "end", "budget",
    ]  # fmt: skip


def test_head_of_two_rows_with_money_by_source(tmp_path: Path) -> None:
    plan = (
        Paper().head().title().table(
            ["STT", "Tiêu chí", "Giải pháp", "Người phụ trách", "Thời gian", "Kinh phí", ...],
            [None, None, None, None, None, "Ngân sách", "Xã hội hóa"],
            ["1", "3.2", "Mua ghế", "Kế toán", "Quý IV/2026", "5.000.000 đồng", "2.000.000 đồng"],
            ["2", "3.3", "Sơn tường", "Bảo vệ", "Quý IV/2026", "", "1.000.000 đồng"],
        ).sign().plan(tmp_path)
    )  # fmt: skip
    first, second = plan.items
    assert first.budget_text == "Ngân sách: 5.000.000 đồng\nXã hội hóa: 2.000.000 đồng"
    assert first.budget_vnd == 7000000
    assert second.budget_vnd == 1000000


def test_levels_bands_totals_dots_and_notes(tmp_path: Path) -> None:
    plan = nine(
        "MỨC 1, 2, 3",
        "Tiêu chuẩn 1: Tổ chức và quản lý nhà trường",
        ["1", "Tiêu chí 1.6", "Mức 2: Sổ sách đủ", "Rà soát sổ", "Kế toán", "Tháng 12/2026",
         "1.500.000đ", "", ""],
        ["2", "Tiêu chí 1.7", "", "", "", "", "", "", ""],
        ["…", "………", "……", "....", "", "", "", "", ""],
        ["", "", "", "", "", "", "", "", ""],
        "MỨC 4",
        ["3", "Tiêu chí 2", "Có hồ sơ học sinh khó khăn", "Lập hồ sơ", "TPT Đội", "Tháng 10/2026",
         "", "", ""],
        ["", "Cộng", "", "", "", "", "1.500.000đ", "", ""],
        ["Tổng cộng", ..., ..., ..., ..., ..., "1.500.000đ", "", ""],
    ).plan(tmp_path)  # fmt: skip
    assert [
        only(i, "tt", "standard", "criterion", "level", "target", "budget_vnd") for i in plan.items
    ] == [
        ("1", "1", "1.6", 2, "Mức 2: Sổ sách đủ", 1500000),
        ("3", None, "2", 4, "Có hồ sơ học sinh khó khăn", None),
    ]
    assert [(r.standard, r.criterion) for r in plan.empty_rows] == [("1", "1.7")]
    assert plan.level4_text is None


def test_level_four_said_in_words(tmp_path: Path) -> None:
    plan = nine(
        ["1", "Tiêu chí 1.6", "Sổ sách đủ", "Rà soát sổ", "Kế toán", "Tháng 12/2026", "", "", ""],
        "Mức 4: Nhà trường chưa đăng ký",
    ).plan(tmp_path)
    assert plan.level4_text == "Mức 4: Nhà trường chưa đăng ký"
    assert len(plan.items) == 1


def test_notes_under_the_table_stay_in_the_section(tmp_path: Path) -> None:
    plan = (
        Paper().head().title().lines("I. NỘI DUNG")
        .table(FIVE, ["1", "1.1", "Rà soát", "Hiệu trưởng", "Tháng 9/2026"])
        .lines("Ghi chú: kinh phí lấy từ nguồn tự chủ.", "II. THỰC HIỆN", "Làm ngay.")
        .sign().plan(tmp_path)
    )  # fmt: skip
    assert plan.sections[0].paragraphs == ["Ghi chú: kinh phí lấy từ nguồn tự chủ."]
    assert plan.sections[0].tables[0].at == 0
    assert len(plan.items) == 1


def test_note_row_at_the_foot_of_the_table_is_no_item(tmp_path: Path) -> None:
    plan = nine(
        ["1", "Tiêu chí 1.6", "Sổ sách đủ", "Rà soát sổ", "Kế toán", "Tháng 12/2026", "", "", ""],
        "Ghi chú: Các khoản chi lấy từ nguồn tự chủ của nhà trường.",
    ).plan(tmp_path)
    assert len(plan.items) == 1
    assert plan.items[0].notes is None
    assert plan.items[0].solutions == ["Rà soát sổ"]


def test_head_repeated_in_the_middle(tmp_path: Path) -> None:
    plan = nine(
        ["1", "Tiêu chí 1.6", "Sổ đủ", "Rà soát sổ", "Kế toán", "Tháng 12/2026", "", "", ""],
        NINE,
        ["2", "Tiêu chí 1.7", "Đúng việc", "Phân công lại", "Hiệu trưởng", "Tháng 9/2026", "", "",
         ""],
    ).plan(tmp_path)  # fmt: skip
    assert [i.criterion for i in plan.items] == ["1.6", "1.7"]


def test_plan_for_several_years_with_jobs_and_people_side_by_side(tmp_path: Path) -> None:
    plan = (
        Paper().head()
        .title("KẾ HOẠCH", "Cải tiến chất lượng giáo dục giai đoạn 2026 - 2031")
        .table(
            FIVE,
            ["1", "Tiêu chí 1.1: Phương hướng", "1. Soạn chiến lược.\n2. Công bố chiến lược.",
             "Hiệu trưởng\nVăn thư", "Tháng 9/2026\nTháng 10/2026"],
            ["2", "Tiêu chí 3.5", "Bổ sung thiết bị hằng năm", "Kế toán",
             "Năm học 2026-2027 và các năm tiếp theo"],
        ).sign().plan(tmp_path)
    )  # fmt: skip
    assert (plan.kind, plan.school_year, plan.school_year_to) == (
        "multi_year", "2026-2027", "2030-2031",
    )  # fmt: skip
    first, second = plan.items
    assert [(j.text, j.time, j.assignee_text) for j in first.solution_details] == [
        ("Soạn chiến lược.", "Tháng 9/2026", "Hiệu trưởng"),
        ("Công bố chiến lược.", "Tháng 10/2026", "Văn thư"),
    ]
    assert only(first, "lead", "collaborators", "start", "end") == (
        "Hiệu trưởng", ["Văn thư"], "2026-09", "2026-10",
    )  # fmt: skip
    assert only(second, "time_kind", "start", "end") == ("open", "2026-09", None)


def test_plan_for_several_years_with_a_column_for_each_year(tmp_path: Path) -> None:
    plan = (
        Paper().head()
        .title("KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC", "GIAI ĐOẠN 2026 - 2029")
        .table(
            ["TT", "Tiêu chí", "Giải pháp", "Người phụ trách", "Lộ trình", ..., ...],
            [None, None, None, None, "2026-2027", "2027-2028", "2028-2029"],
            ["1", "1.1", "Soạn chiến lược", "Hiệu trưởng", "x", "", ""],
            ["2", "3.5", "Mua máy chiếu", "Kế toán", "2 máy", "2 máy", "1 máy"],
        ).sign().plan(tmp_path)
    )  # fmt: skip
    assert [only(i, "time", "start", "end", "extra") for i in plan.items] == [
        ("2026-2027", "2026-09", "2027-05", {}),
        ("2026-2027: 2 máy\n2027-2028: 2 máy\n2028-2029: 1 máy", "2026-09", "2029-05", {}),
    ]


def test_years_without_a_common_title(tmp_path: Path) -> None:
    plan = (
        Paper().head()
        .title("KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC", "GIAI ĐOẠN 2026 - 2029")
        .table(
            ["TT", "Tiêu chí", "Giải pháp", "Người phụ trách", "2026-2027", "2027-2028"],
            ["1", "1.1", "Soạn chiến lược", "Hiệu trưởng", "x", "x"],
            ["2", "3.5", "Mua máy chiếu", "Kế toán", "80%", "95%"],
        ).sign().plan(tmp_path)
    )  # fmt: skip
    assert [only(i, "time", "extra") for i in plan.items] == [
        ("2026-2027\n2027-2028", {}),
        (None, {"2026-2027": "80%", "2027-2028": "95%"}),
    ]


PLAIN = ("Mã TC", "Điểm yếu", "Việc sẽ làm", "Ai làm", "Xong trước", "Tiền", "Sản phẩm")


def test_plain_words_and_bare_codes(tmp_path: Path) -> None:
    """A school's own words for the columns, criteria named by their codes alone."""
    rows = [
        [
            "1.4",
            "Tổ họp chưa đều",
            "Lập lịch họp",
            "Tổ trưởng",
            "Tháng 10/2026",
            "2tr5",
            "Biên bản",
        ],
        ["5.2", "Đọc còn yếu", "Mở câu lạc bộ đọc", "GVCN", "HKI", "Không", "Danh sách"],
    ]
    paper = Paper().head().title().lines("I. MỤC ĐÍCH", "Tốt hơn.", "II. NỘI DUNG")
    plan = paper.table(PLAIN, *rows).plan(tmp_path)
    assert [(i.criterion, i.solutions, i.lead, i.budget_vnd) for i in plan.items] == [
        ("1.4", ["Lập lịch họp"], "Tổ trưởng", 2_500_000),
        ("5.2", ["Mở câu lạc bộ đọc"], "GVCN", 0),
    ]
