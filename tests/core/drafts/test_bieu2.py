"""Biểu 2 of Thông tư 57/2026, complete: eight sections, three tables, landscape pages."""

from __future__ import annotations

import json
from pathlib import Path

from caitien.core.drafts.model import PlanDraft, plain

from .paper import Paper, facts, head_of

PRIORITY = [
    "TT",
    "Tiêu chuẩn",
    "Tiêu chí liên quan (nếu có)",
    "Đánh giá hiện trạng",
    "Điểm hạn chế",
    "Nguyên nhân của hạn chế",
]
TEN = [
    "TT",
    "Nội dung cải tiến",
    "Mục tiêu cải tiến",
    "Hoạt động/giải pháp",
    "Chỉ số đánh giá kết quả",
    "Thời gian thực hiện",
    "Đơn vị/cá nhân phụ trách",
    "Nguồn lực bảo đảm",
    "Thông tin, dữ liệu hoặc minh chứng dự kiến",
    "Mức độ thực hiện",
]
REVIEW = [
    "Thời điểm",
    "Nội dung theo dõi",
    "Kết quả thực hiện",
    "Điều chỉnh (nếu có)",
    "Người đánh giá",
]


def bieu2() -> Paper:
    """The whole form."""
    paper = Paper().head(
        school="TRƯỜNG THCS BẾN ĐÁ VÀNG",
        authority="ỦY BAN NHÂN DÂN\nPHƯỜNG CÁT TRẮNG",
        number="Số: 112/KH-THCSBĐV",
        date="Cát Trắng, ngày 30 tháng 6 năm 2027",
    )
    paper.title("KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC", "Năm học 2027 - 2028")
    paper.lines(
        "I. THÔNG TIN CHUNG",
        "1. Tên cơ sở giáo dục: Trường THCS Bến Đá Vàng",
        "2. Người đứng đầu: Kiều Văn Thông",
        "II. CĂN CỨ XÂY DỰNG KẾ HOẠCH",
        "- Thông tư số 57/2026/TT-BGDĐT ngày 07 tháng 7 năm 2026 của Bộ Giáo dục và Đào tạo;",
        "- Báo cáo tự đánh giá năm học 2026 - 2027;",
        "III. MỤC ĐÍCH, YÊU CẦU",
        "1. Mục đích",
        "a) Khắc phục hạn chế trọng tâm.",
        "IV. CÁC VẤN ĐỀ TRỌNG TÂM CẦN CẢI TIẾN",
    )
    paper.landscape().table(
        PRIORITY,
        [
            "1",
            "Tiêu chuẩn 2",
            "Tiêu chí 2.2",
            "45 giáo viên",
            "Ít dùng dữ liệu lớp học",
            "Chưa được tập huấn",
        ],
        ["2", None, "Tiêu chí 2.3", "01 nhân viên thư viện", "Kiêm nhiệm", "Thiếu biên chế"],
        ["3", "4", "4.2", "Sân sau ngập", "Thoát nước kém", "Cống cũ"],
    )
    paper.lines("Lưu ý: chỉ nêu vấn đề trọng tâm.", "V. NỘI DUNG KẾ HOẠCH CẢI TIẾN")
    paper.table(
        TEN,
        [f"({n})" for n in range(1, 11)],
        [
            "1",
            "Tiêu chí 2.2: Giáo viên",
            "80% giáo viên dùng được số liệu đánh giá",
            "- Tập huấn hai buổi\n- Dự giờ theo cặp",
            "Tỉ lệ giáo viên dùng số liệu",
            "Từ tháng 9/2027 đến tháng 12/2027",
            "Phó Hiệu trưởng; Tổ Toán - Tin",
            "12 triệu đồng từ nguồn chi thường xuyên",
            "Biên bản dự giờ; MC.2.2.03",
            "Đang thực hiện",
        ],
        [
            "2",
            "Môi trường an toàn",
            "Hết ngập sân sau",
            "Khơi cống, lắp rãnh mới",
            "Số buổi sân ngập trong năm",
            "Trước ngày 30/10/2027",
            "Tổ Văn phòng",
            "Không",
            "Ảnh chụp, biên bản nghiệm thu",
            "Chưa hoàn thành",
        ],
    )
    paper.lines("VI. THEO DÕI, ĐÁNH GIÁ")
    paper.table(
        REVIEW,
        ["Cuối học kỳ I", "Tập huấn", "Đạt 60%", "", "Hội đồng tự đánh giá"],
        ["Cuối năm học", "Toàn bộ kế hoạch", "", "", "Hiệu trưởng"],
    )
    paper.lines(
        "VII. TỔ CHỨC THỰC HIỆN",
        "1. Hiệu trưởng: chỉ đạo chung.",
        "2. Hội đồng tự đánh giá: theo dõi, đánh giá.",
        "VIII. CƠ CHẾ THEO DÕI, BÁO CÁO",
        "a) Theo dõi ít nhất hai lần trong năm học.",
    )
    return paper.sign(
        "Nơi nhận:\n- Sở GDĐT;\n- Lưu: VT.", "HIỆU TRƯỞNG\n(Ký tên, đóng dấu)\n\nKiều Văn Thông"
    )


def check(plan: PlanDraft) -> None:
    """Every value of the form, one by one (the PDF made of it must say the same)."""
    assert head_of(plan) == {
        "authority": "ỦY BAN NHÂN DÂN PHƯỜNG CÁT TRẮNG",
        "school_name": "Trường THCS Bến Đá Vàng",
        "school_level": "thcs",
        "plan_number": "112/KH-THCSBĐV",
        "place": "Cát Trắng",
        "date": "2027-06-30",
        "title": "KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC Năm học 2027 - 2028",
        "school_year": "2027-2028",
        "kind": "annual",
    }
    assert plan.table_layout == "bieu2_tt57"
    assert [s.heading.split(".")[0] for s in plan.sections] == [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII",
    ]  # fmt: skip
    assert [(b.number, b.date) for b in plan.legal_bases] == [
        ("57/2026/TT-BGDĐT", "2026-07-07"),
        (None, None),
    ]
    assert plan.legal_bases[1].text == "Báo cáo tự đánh giá năm học 2026 - 2027;"
    assert [[t.kind for t in s.tables] for s in plan.sections] == [
        [], [], [], ["priority_issues"], ["items"], ["monitoring"], [], [],
    ]  # fmt: skip
    assert plan.sections[3].paragraphs == ["Lưu ý: chỉ nêu vấn đề trọng tâm."]
    assert plan.sections[3].tables[0].at == 0
    issues = [list(plain(issue).values())[:6] for issue in plan.priority_issues]
    assert issues == [
        ["1", "2", "2.2", "45 giáo viên", "Ít dùng dữ liệu lớp học", "Chưa được tập huấn"],
        ["2", "2", "2.3", "01 nhân viên thư viện", "Kiêm nhiệm", "Thiếu biên chế"],
        ["3", "4", "4.2", "Sân sau ngập", "Thoát nước kém", "Cống cũ"],
    ]
    assert json.loads(json.dumps([facts(item) for item in plan.items]).replace("\\n", " ")) == [
        {
            "tt": "1",
            "standard": "2",
            "criterion": "2.2",
            "criterion_title": "Giáo viên",
            "content": "Tiêu chí 2.2: Giáo viên",
            "target": "80% giáo viên dùng được số liệu đánh giá",
            "solutions": ["Tập huấn hai buổi", "Dự giờ theo cặp"],
            "indicator": "Tỉ lệ giáo viên dùng số liệu",
            "time": "Từ tháng 9/2027 đến tháng 12/2027",
            "time_kind": "range",
            "start": "2027-09",
            "end": "2027-12",
            "assignee_text": "Phó Hiệu trưởng; Tổ Toán - Tin",
            "lead": "Phó Hiệu trưởng",
            "collaborators": ["Tổ Toán - Tin"],
            "resources": "12 triệu đồng từ nguồn chi thường xuyên",
            "expected_evidence": "Biên bản dự giờ; MC.2.2.03",
            "status": "Đang thực hiện",
        },
        {
            "tt": "2",
            "content": "Môi trường an toàn",
            "target": "Hết ngập sân sau",
            "solutions": ["Khơi cống, lắp rãnh mới"],
            "indicator": "Số buổi sân ngập trong năm",
            "time": "Trước ngày 30/10/2027",
            "time_kind": "deadline",
            "end": "2027-10-30",
            "assignee_text": "Tổ Văn phòng",
            "lead": "Tổ Văn phòng",
            "resources": "Không",
            "expected_evidence": "Ảnh chụp, biên bản nghiệm thu",
            "status": "Chưa hoàn thành",
        },
    ]
    reviews = [list(plain(row).values())[:5] for row in plan.monitoring]
    assert reviews == [
        ["Cuối học kỳ I", "Tập huấn", "Đạt 60%", None, "Hội đồng tự đánh giá"],
        ["Cuối năm học", "Toàn bộ kế hoạch", None, None, "Hiệu trưởng"],
    ]
    assert (plan.signatory.title, plan.signatory.name) == ("HIỆU TRƯỞNG", "Kiều Văn Thông")
    assert plan.recipients == ["Sở GDĐT;", "Lưu: VT."]


def test_every_value_of_the_form(tmp_path: Path) -> None:
    check(bieu2().plan(tmp_path))
