"""Plans in Biểu 2 of Thông tư 57/2026, and one in a school's own layout with merged heads."""

from __future__ import annotations

from .plans import Plan, month, span

PURPOSE = [
    "1. Mục đích",
    "a) Xác định các vấn đề trọng tâm cần cải tiến trên cơ sở kết quả tự đánh giá;",
    "b) Tổ chức thực hiện các giải pháp nhằm nâng cao chất lượng giáo dục;",
    "c) Tăng cường hiệu quả quản trị, sử dụng nguồn lực và trách nhiệm giải trình của cơ sở giáo dục.",
    "2. Yêu cầu",
    "a) Bảo đảm tính trọng tâm, khả thi, hiệu quả, phù hợp với điều kiện thực tế;",
    "b) Không xây dựng kế hoạch cải tiến đối với toàn bộ tiêu chí mà tập trung vào các vấn đề ưu tiên;",
    "c) Xác định rõ: nội dung, mục tiêu, biện pháp, thời gian, nguồn lực, trách nhiệm và kết quả;",
    "d) Gắn với kế hoạch năm học và kế hoạch phát triển của cơ sở giáo dục;",
    "đ) Có cơ chế theo dõi, đánh giá và điều chỉnh trong quá trình thực hiện.",
]
MECHANISM = [
    "a) Thực hiện rà soát, đánh giá tối thiểu 02 lần trong năm học;",
    "b) Kết quả thực hiện kế hoạch cải tiến là cơ sở để cập nhật báo cáo tự đánh giá và xây dựng kế "
    "hoạch cải tiến của năm học tiếp theo;",
    "c) Bảo đảm công khai, minh bạch và phục vụ trách nhiệm giải trình của cơ sở giáo dục./.",
]
NOTE = (
    "Lưu ý: Chỉ lựa chọn các vấn đề trọng tâm, có tác động trực tiếp đến chất lượng giáo dục để đưa "
    "vào kế hoạch cải tiến."
)

CAU_NGOI: Plan = {
    "authority": ["UBND PHƯỜNG HẠ LAM"],
    "school": ["TRƯỜNG TRUNG HỌC CƠ SỞ", "CẦU NGÓI"],
    "number": "Số: 44/KH-THCSCN",
    "date": "Hạ Lam, ngày 08 tháng 9 năm 2026",
    "title": ["KẾ HOẠCH", "Cải tiến chất lượng giáo dục năm học 2026 - 2027"],
    "about": [
        "1. Tên cơ sở giáo dục: Trường Trung học cơ sở Cầu Ngói",
        "2. Loại hình: Công lập",
        "3. Địa chỉ: Số 12 đường Bờ Kè, phường Hạ Lam",
    ],
    "bases": [
        "1. Báo cáo tự đánh giá năm học 2025 - 2026.",
        "2. Kết quả rà soát việc thực hiện kế hoạch cải tiến chất lượng năm học trước.",
        "3. Kế hoạch năm học và định hướng phát triển của cơ sở giáo dục.",
        "4. Thông tư số 57/2026/TT-BGDĐT ngày 07 tháng 7 năm 2026 của Bộ Giáo dục và Đào tạo quy định "
        "về bảo đảm chất lượng giáo dục đối với cơ sở giáo dục mầm non, cơ sở giáo dục phổ thông, cơ "
        "sở giáo dục thường xuyên; công nhận đạt chuẩn quốc gia đối với trường mầm non và trường phổ "
        "thông.",
    ],
    "problems": [
        {
            "tt": "1",
            "standard": "3",
            "criterion": "3.2",
            "current": "18/32 giáo viên đã dùng phiếu đánh giá trong giờ học",
            "weakness": "Học sinh chưa biết mình tiến bộ ở đâu",
            "cause": "Chưa có mẫu phiếu chung, mỗi tổ làm một kiểu",
        },
        {
            "tt": "2",
            "standard": "4",
            "criterion": "4.2",
            "current": "06 điểm trên sân trơn trượt khi trời mưa",
            "weakness": "Có 09 lượt học sinh ngã trong năm học trước",
            "cause": "Rãnh thoát nước bị lấp, chưa có lịch vệ sinh",
        },
    ],
    "items": [
        {
            "tt": "1",
            "content": "Đánh giá vì sự tiến bộ của học sinh (Tiêu chí 3.2)",
            "target": "32/32 giáo viên dùng phiếu đánh giá chung ở ít nhất 02 bài mỗi học kỳ",
            "solutions": [
                "Thống nhất một mẫu phiếu cho toàn trường",
                "Dạy thử ở 04 lớp, góp ý rồi áp dụng cả trường",
            ],
            "indicator": "Số giáo viên dùng phiếu: từ 18 lên 32",
            "time": "Từ tháng 9/2026 đến tháng 5/2027",
            "assignee_text": "Phó hiệu trưởng, tổ trưởng chuyên môn",
            "resources": "Chi thường xuyên: 3.500.000 đồng",
            "expected_evidence": "Mẫu phiếu, biên bản dạy thử, 64 phiếu đã dùng",
            "status": "Đang thực hiện",
            "typed": {
                "lead": "Phó hiệu trưởng",
                "collaborators": ["tổ trưởng chuyên môn"],
                **span("2026-09", "2027-05"),
            },
        },
        {
            "tt": "2",
            "content": "Sân trường an toàn khi mưa (Tiêu chí 4.2)",
            "target": "Không còn điểm trơn trượt; số lượt ngã giảm từ 09 xuống dưới 03",
            "solutions": ["Khơi lại 80 m rãnh thoát nước", "Lập lịch vệ sinh sân mỗi tuần hai lần"],
            "indicator": "Số điểm trơn: từ 06 về 0; số lượt ngã dưới 03",
            "time": "Tháng 11/2026",
            "assignee_text": "Nhân viên bảo vệ, kế toán",
            "resources": "Quỹ sửa chữa: 22.000.000 đồng",
            "expected_evidence": "Ảnh trước và sau, sổ y tế, biên bản nghiệm thu",
            "status": "Đang thực hiện",
            "typed": {
                "lead": "Nhân viên bảo vệ",
                "collaborators": ["kế toán"],
                **month("2026-11"),
            },
        },
    ],
    "monitoring": [
        {
            "when": "Cuối học kỳ I",
            "content": "Số giáo viên dùng phiếu; tiến độ khơi rãnh",
            "result": "",
            "adjustment": "",
            "evaluator": "Hội đồng tự đánh giá",
        },
        {
            "when": "Cuối năm học",
            "content": "Số phiếu đã dùng; số lượt ngã trong năm",
            "result": "",
            "adjustment": "",
            "evaluator": "Hội đồng tự đánh giá",
        },
    ],
    "duties": [
        "1. Người đứng đầu cơ sở giáo dục: phê duyệt kinh phí, chủ trì hai lần rà soát.",
        "2. Hội đồng tự đánh giá: theo dõi chỉ số mỗi tháng, lập biên bản.",
        "3. Các tổ chuyên môn và bộ phận liên quan: thực hiện, nộp minh chứng trước ngày 25 hằng tháng.",
    ],
    "recipients": [
        "- UBND phường Hạ Lam (để b/c);",
        "- Các tổ chuyên môn, tổ văn phòng (để t/h);",
        "- Lưu: VT.",
    ],
    "signer": ["HIỆU TRƯỞNG"],
    "name": "Âu Dương Hải Yến",
    "expect": {
        "school_name": "Trường Trung học cơ sở Cầu Ngói",
        "school_level": "thcs",
        "plan_number": "44/KH-THCSCN",
        "place": "Hạ Lam",
        "date": "2026-09-08",
        "school_year": "2026-2027",
        "kind": "annual",
        "table_layout": "bieu2_tt57",
        "signatory": {"title": "HIỆU TRƯỞNG", "name": "Âu Dương Hải Yến"},
    },
    "faults": [],
}

BAI_SAY: Plan = {
    **CAU_NGOI,
    "authority": ["SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH LÂM GIANG"],
    "school": ["TRUNG TÂM GIÁO DỤC NGHỀ NGHIỆP -", "GIÁO DỤC THƯỜNG XUYÊN BÃI SẬY"],
    "number": "Số: 12/KH-TTBS",
    "date": "Bãi Sậy, ngày 14 tháng 9 năm 2026",
    "about": [
        "1. Tên cơ sở giáo dục: Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên Bãi Sậy",
        "2. Loại hình: Công lập",
        "3. Địa chỉ: Khóm 3, xã Bãi Sậy",
    ],
    "bases": [
        "1. Báo cáo tự đánh giá năm học 2025 - 2026.",
        "2. Thông tư số 17/2018/TT-BGDĐT ngày 22 tháng 8 năm 2018 của Bộ Giáo dục và Đào tạo ban hành "
        "Quy định về kiểm định chất lượng giáo dục và công nhận đạt chuẩn quốc gia đối với trường "
        "tiểu học.",
    ],
    "problems": [
        {
            "tt": "1",
            "standard": "3",
            "criterion": "3.4",
            "current": "Lớp 12 ban đêm vắng trung bình 9 người mỗi buổi",
            "weakness": "Học viên bỏ giữa chừng nhiều",
            "cause": "Ca làm của công ty đổi theo tuần",
        },
    ],
    "items": [
        {
            "tt": "1",
            "content": "Giữ học viên lớp ban đêm (Tiêu chí 3.4)",
            "target": "Số học viên vắng giảm từ 9 xuống 4 mỗi buổi",
            "solutions": [
                "Gọi điện hỏi thăm sau hai buổi vắng",
                "Ghi hình bài giảng để người làm ca xem lại",
            ],
            "indicator": "Số vắng trung bình mỗi buổi",
            "time": "Tháng 10/2027",
            "assignee_text": "Giáo viên chủ nhiệm",
            "resources": "Thẻ điện thoại: 600.000 đồng",
            "expected_evidence": "Sổ gọi điện, danh sách bài ghi hình",
            "status": "Chưa hoàn thành",
            "typed": {"lead": "Giáo viên chủ nhiệm", **month("2027-10")},
        },
        {
            "tt": "2",
            "content": "Dạy nghề may theo đơn đặt hàng (Tiêu chí 3.1)",
            "target": "20 học viên có việc làm sau khóa học",
            "solutions": ["Ký thỏa thuận với hai xưởng may ở khu công nghịêp"],
            "indicator": "Số học viên có hợp đồng lao động",
            "time": "Tháng 4/2027",
            "assignee_text": "",
            "resources": "Máy may của xưởng",
            "expected_evidence": "Bản sao hợp đồng lao động",
            "status": "Đang thực hiện",
            "typed": {"lead": None, **month("2027-04")},
        },
    ],
    "duties": [
        "1. Người đứng đầu cơ sở giáo dục: giao việc, rà soát.",
        "2. Hội đồng tự đánh giá: theo dõi, góp ý.",
        "3. Các tổ chuyên môn và bộ phận liên quan: thực hiện, báo cáo hằng tháng.",
    ],
    "recipients": ["- Sở GDĐT (để b/c);", "- Các phòng, tổ (để t/h);", "- Lưu: VT."],
    "signer": ["GIÁM ĐỐC"],
    "name": "Thạch Sa Phi",
    "expect": {
        "school_level": "gdtx",
        "plan_number": "12/KH-TTBS",
        "place": "Bãi Sậy",
        "date": "2026-09-14",
        "school_year": "2026-2027",
        "kind": "annual",
        "table_layout": "bieu2_tt57",
        "signatory": {"title": "GIÁM ĐỐC", "name": "Thạch Sa Phi"},
    },
    "faults": ["LEG-01", "TIM-04", "SPL-01", "PLN-01"],
}

#: a head of two rows: (title, how many columns it spans, titles below it)
OWN_HEAD = [
    ("STT", []),
    ("Mã tiêu chí", []),
    ("Nội dung thực hiện", ["Mục tiêu phấn đấu", "Biện pháp"]),
    ("Phân công", ["Người phụ trách", "Người giám sát"]),
    ("Thời gian hoàn thành", []),
    ("Nguồn kinh phí", []),
]

GO_PHUONG: Plan = {
    "authority": ["SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH LÂM GIANG"],
    "school": ["TRƯỜNG THPT GÒ PHƯỢNG"],
    "number": "Số: 105/KH-THPTGP",
    "date": "Gò Phượng, ngày 03 tháng 10 năm 2025",
    "title": ["KẾ HOẠCH", "Cải tiến chất lượng giáo dục năm học 2025 - 2026"],
    "before": [
        (
            "I. CĂN CỨ",
            [
                "- Thông tư số 18/2018/TT-BGDĐT ngày 22 tháng 8 năm 2018 của Bộ Giáo dục và Đào tạo "
                "ban hành Quy định về kiểm định chất lượng giáo dục và công nhận đạt chuẩn quốc gia "
                "đối với trường trung học cơ sở, trường trung học phổ thông và trường phổ thông có "
                "nhiều cấp học;",
                "- Thông tư số 22/2024/TT-BGDĐT ngày 10 tháng 12 năm 2024 của Bộ Giáo dục và Đào tạo;",
                "- Báo cáo tự đánh giá năm học 2024 - 2025 của Trường THPT Gò Phượng.",
            ],
        ),
    ],
    "table": "II. NỘI DUNG",
    "rows": [
        {
            "tt": "1",
            "code": "2.2",
            "target": "90% giáo viên có ít nhất 01 bài giảng số",
            "solutions": ["Thi bài giảng số cấp trường trong tháng 11"],
            "who": "Tổ trưởng chuyên môn",
            "supervisor": "Phó hiệu trưởng",
            "time": "Tháng 12/2025",
            "money": "10.000.000 đồng",
            "typed": {
                "criterion": "2.2",
                "lead": "Tổ trưởng chuyên môn",
                "supervisor": "Phó hiệu trưởng",
                "budget_vnd": 10000000,
                **month("2025-12"),
            },
        },
        {
            "tt": "2",
            "code": "5.4",
            "target": "04 buổi hướng nghiệp có người làm nghề tham gia",
            "solutions": ["Mời cựu học sinh", "Ghi âm, đăng lại cho lớp vắng"],
            "who": "Bí thư Đoàn trường",
            "supervisor": "Hiệu trưởng",
            "time": "Tháng 3/2026",
            "money": "Không",
            "typed": {
                "criterion": "5.4",
                "lead": "Bí thư Đoàn trường",
                "supervisor": "Hiệu trưởng",
                "budget_vnd": 0,
                **month("2026-03"),
            },
        },
        {
            "tt": "3",
            "code": "5.9",
            "target": "Tỷ lệ đỗ tốt nghiệp đạt 99%",
            "solutions": ["Ôn tập theo nhóm năng lực từ học kỳ II"],
            "who": "Giáo viên lớp 12",
            "supervisor": "Phó hiệu trưởng",
            "time": "Tháng 5/2026",
            "money": "Không",
            "typed": {
                "criterion": "5.9",
                "lead": "Giáo viên lớp 12",
                "supervisor": "Phó hiệu trưởng",
                "budget_vnd": 0,
                **month("2026-05"),
            },
        },
    ],
    "after": [
        ("III. TỔ CHỨC THỰC HIỆN", ["Các tổ báo cáo hiệu trưởng trước ngày 25 hằng tháng./."])
    ],
    "recipients": ["- Sở GDĐT (để b/c);", "- Các tổ (để t/h);", "- Lưu: VT."],
    "signer": ["HIỆU TRƯỞNG"],
    "name": "Võ Hoàng Sơn Ca",
    "expect": {
        "school_name": "Trường THPT Gò Phượng",
        "school_level": "thpt",
        "plan_number": "105/KH-THPTGP",
        "place": "Gò Phượng",
        "date": "2025-10-03",
        "school_year": "2025-2026",
        "kind": "annual",
        "signatory": {"title": "HIỆU TRƯỞNG", "name": "Võ Hoàng Sơn Ca"},
    },
    "faults": ["CAT-01"],
}
