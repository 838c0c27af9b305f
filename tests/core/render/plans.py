"""Plans made for the tests: every layout, several years, blanks, long rows, awkward characters."""

from __future__ import annotations

from typing import Any

from caitien.core.drafts.columns import fields_of
from caitien.core.drafts.model import PlanDraft
from caitien.core.drafts.plan_json import plan_from_dict

Raw = dict[str, Any]

HEAD: Raw = {
    "authority": "UBND XÃ SÔNG HINH",
    "school_name": "Trường Tiểu học Suối Mây",
    "school_level": "tieu_hoc",
    "plan_number": "07/KH-THSM",
    "place": "Sông Hinh",
    "date": "2023-02-05",
    "school_year": "2023-2024",
    "title_lines": ["KẾ HOẠCH", "CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC", "Năm học 2023-2024"],
    "title": "KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC Năm học 2023-2024",
    "signatory": {"title": "HIỆU TRƯỞNG", "name": "Đỗ Thị Hoài Ân"},
    "recipients": ["Phòng GDĐT (để báo cáo);", "Các tổ chuyên môn (để thực hiện);", "Lưu: VT."],
}
BASES = [
    {
        "text": "Căn cứ Thông tư số 17/2018/TT-BGDĐT ngày 22 tháng 8 năm 2018 của Bộ Giáo dục và"
        " Đào tạo;",
        "number": "17/2018/TT-BGDĐT",
        "date": "2018-08-22",
    },
    {"text": "Căn cứ kết quả tự đánh giá của nhà trường.", "number": None, "date": None},
]
DUTIES: Raw = {
    "heading": "IV. TỔ CHỨC THỰC HIỆN",
    "paragraphs": [
        "1. Hiệu trưởng - Chủ tịch Hội đồng tự đánh giá",
        "- Phân công, đôn đốc và kiểm tra việc thực hiện kế hoạch.",
        "2. Các thành viên của Hội đồng tự đánh giá",
        "- Thu thập minh chứng theo phân công.",
        "3. Cán bộ, giáo viên, nhân viên",
        "- Thực hiện phần việc được giao, báo cáo đúng hạn./.",
    ],
}


def _sections(table: str = "III. NỘI DUNG KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC") -> list[Raw]:
    return [
        {
            "heading": "I. MỤC ĐÍCH, YÊU CẦU",
            "paragraphs": [
                "1. Khắc phục những điểm còn yếu mà đợt tự đánh giá đã chỉ ra.",
                "2. Việc làm phải cụ thể, có người phụ trách và có thời hạn.",
            ],
        },
        {
            "heading": "II. CĂN CỨ XÂY DỰNG KẾ HOẠCH",
            "paragraphs": [f"{n}. {b['text']}" for n, b in enumerate(BASES, 1)],
        },
        {"heading": table, "paragraphs": [], "tables": [{"kind": "items", "at": 0}]},
        DUTIES,
    ]


def nine_items() -> list[Raw]:
    """Items of the nine-column form, with and without values."""
    one = {"standard": "1", "standard_title": "Tổ chức và quản lý nhà trường"}
    three = {"standard": "3", "standard_title": "Cơ sở vật chất và thiết bị dạy học"}
    return [
        one
        | {
            "criterion": "1.4",
            "level": 2,
            "target": "Mức 2 – Tổ văn phòng có kế hoạch riêng từng tháng",
            "solutions": [
                "Tổ trưởng lập kế hoạch tháng trước ngày 28.",
                "Họp tổ hai lần mỗi tháng, ghi biên bản.",
                "Rút kinh nghiệm sau mỗi học kỳ.",
            ],
            "assignee_text": "Phó hiệu trưởng, tổ trưởng tổ văn phòng",
            "time": "Tháng 10/2023",
            "budget_text": "Không",
        },
        one
        | {
            "criterion": "1.10",
            "criterion_title": "Bảo đảm an ninh trật tự, an toàn trường học",
            "target": "Giảm va chạm trước cổng trường;\nCó sơ đồ đón trả học sinh",
            "solutions": ["Kẻ vạch, phân luồng giờ tan học cùng công an xã."],
            "assignee_text": "Hiệu trưởng\nTổng phụ trách Đội",
            "time": "Năm học 2023-2024",
            "budget_text": "5.000.000 đồng",
            "conditions": "Phụ huynh phối hợp",
            "notes": "Ưu tiên",
        },
        three
        | {
            "criterion": "3.5",
            "target": "Đủ máy chiếu cho khối lớp 3",
            "solutions": ["Lập dự toán, trình cấp trên duyệt."],
            "assignee_text": "Kế toán",
            "time": "Tháng 3/2024",
        },
    ]


STANDARDS = [
    {
        "standard": "1",
        "title": "Tổ chức và quản lý nhà trường",
        "tt": "1",
        "text": "Tiêu chuẩn 1: Tổ chức và quản lý nhà trường",
    },
    {
        "standard": "2",
        "title": "Cán bộ quản lý, giáo viên, nhân viên",
        "tt": "2",
        "text": "Tiêu chuẩn 2: Cán bộ quản lý, giáo viên, nhân viên",
    },
    {
        "standard": "3",
        "title": "Cơ sở vật chất và thiết bị dạy học",
        "tt": "3",
        "text": "Tiêu chuẩn 3: Cơ sở vật chất và thiết bị dạy học",
    },
]


def nine_columns(**changes: Any) -> PlanDraft:
    """A plan in the nine-column form, with an empty row and a text under Mức 4."""
    raw = HEAD | {
        "table_layout": "cv5932_9",
        "legal_bases": BASES,
        "sections_text": _sections(),
        "items": nine_items(),
        "standards": STANDARDS,
        "empty_rows": [{"standard": "2", "criterion": "2.3"}],
        "level4_text": "MỨC 4: Không đăng ký",
    }
    return plan_from_dict(raw | changes)


def ten_columns() -> PlanDraft:
    """A plan in the ten-column form: standard and criterion in columns of their own."""
    items = [
        {
            "tt": "1",
            "standard": "1",
            "criterion": "1.1",
            "target": "Công khai phương hướng phát triển",
            "solutions": ["Niêm yết và đăng trên trang thông tin của trường."],
            "assignee_text": "Văn thư",
            "time": "9/2023",
            "budget_text": "200.000 đồng",
            "supervisor": "Ban thanh tra nhân dân",
            "report_time": "12/2023",
        },
        {
            "tt": "2",
            "standard": "2",
            "criterion": "2.2",
            "target": "Giáo viên dạy được trên lớp học ảo",
            "solutions": ["Mở lớp bồi dưỡng tại trường.", "Dự giờ, góp ý từng người."],
            "assignee_text": "Phó hiệu trưởng",
            "time": "Học kỳ I",
            "supervisor": "Hiệu trưởng",
            "report_time": "01/2024",
        },
    ]
    return plan_from_dict(
        HEAD
        | {"table_layout": "lqd_10", "legal_bases": BASES, "items": items}
        | {"sections_text": _sections("III. Nội dung thực hiện")}
    )


def five_columns() -> PlanDraft:
    """A plan of several years in the five-column form; cells with several jobs, a deputy signs."""
    jobs = [
        {"text": "Rà soát sân chơi mỗi quý.", "time": "Quý I", "assignee_text": "Bảo vệ"},
        {"text": "Trồng thêm cây bóng mát.", "time": "Quý II", "assignee_text": "Công đoàn"},
        {"text": "Sơn lại tường rào.", "time": "Quý III", "assignee_text": "Kế toán"},
    ]
    items = [
        {
            "standard": "3",
            "standard_title": "Cơ sở vật chất và thiết bị dạy học",
            "criterion": "3.1",
            "criterion_title": "Khuôn viên, khu sân chơi, bãi tập.",
            "solutions": [job["text"] for job in jobs],
            "solution_details": jobs,
            "time": "Quý I\nQuý II\nQuý III",
            "assignee_text": "Bảo vệ\nCông đoàn\nKế toán",
            "conditions": "Xã hội hóa",
        },
        {
            "standard": "3",
            "standard_title": "Cơ sở vật chất và thiết bị dạy học",
            "criterion": "3.2",
            "criterion_title": "Phòng học.",
            "solutions": ["Sửa mái hai phòng học ở điểm trường lẻ."],
            "solution_details": [
                {
                    "text": "Sửa mái hai phòng học ở điểm trường lẻ.",
                    "time": "Năm học 2024-2025",
                    "assignee_text": "Hiệu trưởng",
                }
            ],
            "time": "Năm học 2024-2025",
            "assignee_text": "Hiệu trưởng",
        },
    ]
    title = [
        "KẾ HOẠCH",
        "Cải tiến chất lượng giáo dục",
        "giai đoạn từ năm học 2023-2024 đến năm học 2027-2028",
    ]
    return plan_from_dict(
        HEAD
        | {
            "kind": "multi_year",
            "school_year_to": "2027-2028",
            "title_lines": title,
            "title": " ".join(title),
            "table_layout": "five_5",
            "legal_bases": BASES,
            "preamble": [
                *(b["text"] for b in BASES),
                "Trường Tiểu học Suối Mây xây dựng kế hoạch như sau:",
            ],
            "sections_text": [
                {
                    "heading": "I. NỘI DUNG THỰC HIỆN",
                    "paragraphs": ["Các việc chính ghi trong bảng dưới đây."],
                    "tables": [{"kind": "items", "at": 1}],
                },
                {"heading": "II. TỔ CHỨC THỰC HIỆN", "paragraphs": ["Các tổ thực hiện./."]},
            ],
            "items": items,
            "standards": [STANDARDS[2] | {"tt": None}],
            "signatory": {"title": "KT. HIỆU TRƯỞNG PHÓ HIỆU TRƯỞNG", "name": "Lâm Văn Quý"},
        }
    )


def unknown_layout() -> PlanDraft:
    """A plan whose table has titles of its own, people in two columns."""
    titles = [
        "STT",
        "Tiêu chí",
        "Mục tiêu",
        "Biện pháp",
        "Chủ trì",
        "Phối hợp thực hiện",
        "Thời hạn",
        "Kinh phí",
    ]
    columns = [{"title": t, "field": f} for t, f in zip(titles, fields_of(titles), strict=True)]
    items = [
        {
            "tt": str(n),
            "standard": str(n),
            "criterion": f"{n}.{n}",
            "target": f"Đạt mục tiêu thứ {n}",
            "solutions": [f"Làm việc thứ {n} theo kế hoạch đã bàn."],
            "assignee_text": "Hiệu trưởng\nTổ chuyên môn",
            "time": f"Tháng {n}/2024",
            "budget_text": f"{n}00.000 đồng",
        }
        for n in range(1, 4)
    ]
    return plan_from_dict(
        HEAD
        | {"table_layout": "other", "columns": columns, "legal_bases": BASES, "items": items}
        | {"sections_text": _sections()}
    )


def bieu2(sections: bool = False) -> PlanDraft:
    """A plan in Biểu 2 of Thông tư 57/2026, as a program keeps it (no sections)."""
    items = [
        {
            "tt": "1",
            "content": "Kỹ năng tự học của học sinh khối 5",
            "target": "80% học sinh biết lập thời gian biểu",
            "solutions": ["Dạy kỹ năng trong giờ sinh hoạt.", "Họp cha mẹ học sinh giữa kỳ."],
            "indicator": "Tỉ lệ học sinh có thời gian biểu",
            "time": "Học kỳ I",
            "assignee_text": "Giáo viên chủ nhiệm",
            "resources": "Tài liệu của thư viện",
            "expected_evidence": "Sổ theo dõi, ảnh hoạt động",
            "status": "Đang thực hiện",
        }
    ]
    issues = [
        {
            "tt": "1",
            "standard": "4",
            "criterion": "4.2",
            "current": "Học sinh khối 5 học theo nhắc nhở",
            "weakness": "Chưa tự lập kế hoạch",
            "cause": "Chưa được hướng dẫn",
        }
    ]
    monitoring = [{"when": "Cuối học kỳ I", "content": "Số lớp đã dạy", "evaluator": "Tổ trưởng"}]
    return plan_from_dict(
        HEAD
        | {
            "school_year": "2026-2027",
            "table_layout": "bieu2_tt57",
            "date": "2026-09-12",
            "legal_bases": [BASES[1]],
            "items": items,
            "priority_issues": issues,
            "monitoring": monitoring,
        }
    )


LONG = (
    "Nhà trường rà soát từng phần việc, ghi rõ người làm, thời hạn và kết quả; tổ chuyên môn họp"
    " hai tuần một lần để gỡ khó; hiệu trưởng kiểm tra đột xuất và nhắc nhở bằng văn bản khi chậm."
)


def long_rows(rows: int = 40) -> PlanDraft:
    """A plan over many pages: long cells, rows longer than a page among them."""
    items = []
    for n in range(1, rows + 1):
        standard = (n - 1) * 5 // rows + 1
        items.append(
            {
                "standard": str(standard),
                "criterion": f"{standard}.{n % 9 + 1}",
                "target": f"{LONG} (mục tiêu {n})",
                "solutions": [f"{LONG} (việc {n}.{k})" for k in range(1, 9 if n % 13 == 0 else 3)],
                "assignee_text": "Hiệu trưởng, tổ trưởng, giáo viên",
                "time": "Năm học 2023-2024",
                "budget_text": "2.500.000 đồng",
            }
        )
    return nine_columns(
        items=items,
        empty_rows=[],
        level4_text=None,
        standards=[
            {"standard": str(n), "title": "Tên", "tt": str(n), "text": f"Tiêu chuẩn {n}: Tên"}
            for n in range(1, 6)
        ],
    )


#: texts that typst, XML or a word processor would read as something else than words
AWKWARD = [
    '#let x = 1; #image("a.png") và $a^2$ và 2*đậm* và _nghiêng_',
    r"dấu \ và ] và [ và // và /* và */ và <nhãn> và @nguồn và `mã`",
    "&lt;w:t&gt; &amp; <w:br/> ]]> {{7*7}} ${HOME} \"nháy\" 'đơn' ~không~",
    "=SUM(A1:A9) và +1 và %d và C:\\Windows và http://suoimay.edu.vn/tin?a=1&b=2",
]

#: signs that stand in real plans
SIGNS = [
    "Giữ tỉ lệ chuyên cần > 98% & giảm học sinh đi trễ (< 2%)",
    "Dùng tài khoản c1suoimay@edu.vn, nhóm #LopXanh, mã $5 và dấu *sao",
    "Đọc mục [1], {2}, điểm a) và b); “trong ngoặc” – hết… 1/2 × 3 = 1,5",
    r"Lưu ở thư mục D:\KiemDinh và trang http://suoimay.edu.vn",
]
