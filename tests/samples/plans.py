"""The sample plans as data: invented schools, people and words; the faults in them are put there.

Each plan names what is in its paper and, under `expect`, what a reader must find (Plan JSON). A row
is a heading ("Tiêu chuẩn …", "MỨC …") or a dict of cells with the typed values a reader deduces.
"""

from __future__ import annotations

from typing import Any

MOTTO = "Độc lập - Tự do - Hạnh phúc"
Plan = dict[str, Any]


def year(first: int) -> dict[str, Any]:
    """What "Năm học first - first+1" means in time."""
    return {"time_kind": "school_year", "start": f"{first}-09", "end": f"{first + 1}-05"}


def month(text: str) -> dict[str, Any]:
    """What one month means in time."""
    return {"time_kind": "month", "start": text, "end": text}


def span(start: str, end: str) -> dict[str, Any]:
    """What "from … to …" means in time."""
    return {"time_kind": "range", "start": start, "end": end}


SUOI_TRUC: Plan = {
    "authority": ["UBND HUYỆN LẠC VÂN"],
    "school": ["TRƯỜNG TIỂU HỌC SUỐI TRÚC"],
    "number": "Số: 41/KH-THST",
    "date": "Lạc Vân, ngày 12 tháng 9 năm 2023",
    "title": ["KẾ HOẠCH", "Cải tiến chất lượng giáo dục", "Năm học 2023 - 2024"],
    "before": [
        (
            "I. MỤC ĐÍCH, YÊU CẦU",
            [
                "1. Chọn ra những việc phải làm trước từ các hạn chế mà hội đồng tự đánh giá đã chỉ ra.",
                "2. Mỗi việc có người chịu trách nhiệm, có hạn cuối và có sản phẩm để đối chiếu.",
            ],
        ),
        (
            "II. CĂN CỨ XÂY DỰNG KẾ HOẠCH",
            [
                "1. Báo cáo tự đánh giá năm học 2022 - 2023 của Trường Tiểu học Suối Trúc.",
                "2. Thông tư số 19/2018/TT-BGDĐT ngày 22 tháng 8 năm 2018 của Bộ Giáo dục và Đào tạo "
                "ban hành Quy định về kiểm định chất lượng giáo dục và công nhận đạt chuẩn quốc gia "
                "đối với trường mầm non;",
                "3. Kế hoạch số 18/KH-THST ngày 05 tháng 9 năm 2023 của Trường Tiểu học Suối Trúc về "
                "nhiệm vụ năm học 2023 - 2024.",
            ],
        ),
    ],
    "table": "III. NỘI DUNG KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC",
    "rows": [
        "MỨC 1, 2, 3",
        ("1", "Tiêu chuẩn 1: Tổ chức và quản lý nhà trường"),
        {
            "code": "Tiêu chí 1.4",
            "target": "Mức 3 - 100% tổ chuyên môn có ít nhất 02 chuyên đề trong năm",
            "solutions": [
                "Mỗi tổ chọn chuyên đề ngay trong tháng đầu",
                "Dự giờ chéo giữa các tổ, ghi biên bản góp ý",
            ],
            "who": "Phó hiệu trưởng, tổ trưởng chuyên môn",
            "time": "Năm học 2023 - 2024",
            "money": "3.000.000 đồng",
            "conditions": "Phòng họp có máy chiếu",
            "typed": {
                "criterion": "1.4",
                "level": 3,
                "lead": "Phó hiệu trưởng",
                "collaborators": ["tổ trưởng chuyên môn"],
                "budget_vnd": 3000000,
                **year(2023),
            },
        },
        {
            "code": "Tiêu chí 1.6",
            "target": "Mức 2 - Hồ sơ tài sản được số hóa xong 100%",
            "solutions": ["Quét và đặt tên tệp theo kế họach lưu trữ của trường"],
            "who": "Kế toán",
            "time": "Tháng 12/2023",
            "money": "Không",
            "typed": {
                "criterion": "1.6",
                "level": 2,
                "lead": "Kế toán",
                "collaborators": [],
                "budget_vnd": 0,
                **month("2023-12"),
            },
        },
        ("2", "Tiêu chuẩn 2: Cán bộ quản lý, giáo viên, nhân viên và học sinh"),
        {
            "code": "Tiêu chí 2.2",
            "target": "Mức 2 - Thêm 04 giáo viên hoàn thành chương trình đại học",
            "solutions": ["Xếp thời khóa biểu trống ngày thứ bảy cho người đi học"],
            "who": "Hiệu trưởng, công đoàn",
            "time": "Từ tháng 9/2023 đến tháng 5/2024",
            "money": "12.000.000 đồng",
            "typed": {
                "criterion": "2.2",
                "level": 2,
                "lead": "Hiệu trưởng",
                "collaborators": ["công đoàn"],
                "budget_vnd": 12000000,
                **span("2023-09", "2024-05"),
            },
        },
        ("3", "Tiêu chuẩn 3: Cơ sở vật chất và thiết bị dạy học"),
        {
            "code": "Tiêu chí 3.6",
            "target": "Mức 3 - Bình quân 06 lượt mượn sách/học sinh/tháng",
            "solutions": [
                "Mở thư viện thêm giờ ra chơi buổi chiều",
                "Tổ chức họat động đọc to nghe chung mỗi tuần một lần",
            ],
            "who": "Nhân viên thư viện",
            "time": "Tháng 10/2024",
            "money": "8.500.000 đồng",
            "conditions": "Kệ sách lưu động",
            "typed": {
                "criterion": "3.6",
                "level": 3,
                "lead": "Nhân viên thư viện",
                "collaborators": [],
                "budget_vnd": 8500000,
                **month("2024-10"),
            },
        },
        ("4", "Tiêu chuẩn 4: Quan hệ giữa nhà trường, gia đình và xã hội"),
        {
            "code": "Tiêu chí 4.1",
            "target": "Mức 2 - Ban đại diện cha mẹ học sinh họp đủ 03 lần",
            "solutions": ["Gửi lịch họp cả năm cho từng lớp trước ngày khai giảng"],
            "who": "",
            "time": "Năm học 2023 - 2024",
            "money": "Không",
            "typed": {
                "criterion": "4.1",
                "level": 2,
                "lead": None,
                "collaborators": [],
                "budget_vnd": 0,
                **year(2023),
            },
        },
        ("5", "Tiêu chuẩn 5: Hoạt động giáo dục và kết quả giáo dục"),
        {
            "code": "Tiêu chí 5.5",
            "target": "Mức 3 - 98,5% học sinh hoàn thành chương trình lớp học",
            "solutions": [
                "Lập danh sách học sinh cần giúp thêm sau mỗi kỳ kiểm tra, phân người kèm"
            ],
            "who": "Giáo viên chủ nhiệm",
            "time": "Tháng 5/2024",
            "money": "2tr5",
            "typed": {
                "criterion": "5.5",
                "level": 3,
                "lead": "Giáo viên chủ nhiệm",
                "collaborators": [],
                "budget_vnd": 2500000,
                **month("2024-05"),
            },
        },
    ],
    "after": [
        (
            "V. TỔ CHỨC THỰC HIỆN",
            [
                "1. Hiệu trưởng duyệt kinh phí và chủ trì rà soát vào cuối mỗi học kỳ.",
                "2. Tổ giám sát gồm 03 người, mỗi tháng ghi sổ theo dõi một lần và báo cáo hiệu trưởng./.",
            ],
        ),
    ],
    "recipients": ["- Phòng GDĐT (để b/c);", "- Các tổ (để t/h);", "- Lưu: VT."],
    "signer": ["HIỆU TRƯỞNG"],
    "name": "Đoàn Thị Vân Khánh",
    "expect": {
        "school_name": "Trường Tiểu học Suối Trúc",
        "school_level": "tieu_hoc",
        "plan_number": "41/KH-THST",
        "place": "Lạc Vân",
        "date": "2023-09-12",
        "school_year": "2023-2024",
        "kind": "annual",
        "signatory": {"title": "HIỆU TRƯỞNG", "name": "Đoàn Thị Vân Khánh"},
    },
    "faults": ["LEG-01", "STR-01", "TIM-04", "SPL-01", "PLN-01"],
}

DOI_THONG: Plan = {
    "authority": ["UBND HUYỆN ĐÔNG KHÊ"],
    "school": ["TRƯỜNG TRUNG HỌC CƠ SỞ", "ĐỒI THÔNG"],
    "number": "Số: 52/KH-THCSĐT",
    "date": "Đông Khê, ngày 10 tháng 9 năm 2024",
    "title": ["KẾ HOẠCH", "Cải tiến chất lượng giáo dục", "Năm học 2024 - 2025"],
    "before": [
        (
            "I. MỤC ĐÍCH, YÊU CẦU",
            [
                "1. Giải quyết dứt điểm bốn hạn chế mà báo cáo tự đánh giá năm học 2023 - 2024 nêu ra.",
                "2. Gắn từng việc với một người, một hạn cuối và một con số kiểm đếm được.",
            ],
        ),
        (
            "II. CĂN CỨ XÂY DỰNG KẾ HOẠCH",
            [
                "1. Thông tư số 18/2018/TT-BGDĐT ngày 22 tháng 8 năm 2018 của Bộ Giáo dục và Đào tạo "
                "ban hành Quy định về kiểm định chất lượng giáo dục và công nhận đạt chuẩn quốc gia "
                "đối với trường trung học cơ sở, trường trung học phổ thông và trường phổ thông có "
                "nhiều cấp học;",
                "2. Công văn số 5932/BGDĐT-QLCL ngày 28 tháng 12 năm 2018 của Bộ Giáo dục và Đào tạo "
                "về hướng dẫn tự đánh giá và đánh giá ngoài cơ sở giáo dục phổ thông;",
                "3. Báo cáo số 30/BC-THCSĐT ngày 28 tháng 6 năm 2024 của Trường Trung học cơ sở Đồi "
                "Thông về kết quả tự đánh giá năm học 2023 - 2024.",
            ],
        ),
    ],
    "table": "III. NỘI DUNG KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC",
    "rows": [
        "MỨC 1, 2, 3",
        ("1", "Tiêu chuẩn 1: Tổ chức và quản lý nhà trường"),
        {
            "code": "Tiêu chí 1.7",
            "target": "Mức 2 - 100% giáo viên có kế hoạch bồi dưỡng cá nhân được duyệt trước ngày "
            "30 tháng 9 năm 2024",
            "solutions": [
                "Phát mẫu kế hoạch cá nhân kèm ví dụ đã điền",
                "Tổ trưởng góp ý từng bản, phó hiệu trưởng duyệt",
            ],
            "who": "Phó hiệu trưởng, tổ trưởng chuyên môn",
            "time": "Tháng 9/2024",
            "money": "Không",
            "conditions": "Mẫu kế hoạch cá nhân",
            "typed": {
                "criterion": "1.7",
                "level": 2,
                "lead": "Phó hiệu trưởng",
                "collaborators": ["tổ trưởng chuyên môn"],
                "budget_vnd": 0,
                **month("2024-09"),
            },
        },
        ("2", "Tiêu chuẩn 2: Cán bộ quản lý, giáo viên, nhân viên và học sinh"),
        {
            "code": "Tiêu chí 2.4",
            "target": "Mức 2 - Giảm số học sinh đi học muộn từ 45 xuống dưới 10 lượt mỗi tháng",
            "solutions": [
                "Đội cờ đỏ ghi sổ cổng trường, gửi danh sách cho giáo viên chủ nhiệm mỗi thứ sáu"
            ],
            "who": "Tổng phụ trách Đội, giáo viên chủ nhiệm",
            "time": "Từ tháng 10/2024 đến tháng 4/2025",
            "money": "1.200.000 đồng",
            "conditions": "Sổ theo dõi",
            "typed": {
                "criterion": "2.4",
                "level": 2,
                "lead": "Tổng phụ trách Đội",
                "collaborators": ["giáo viên chủ nhiệm"],
                "budget_vnd": 1200000,
                **span("2024-10", "2025-04"),
            },
        },
        ("3", "Tiêu chuẩn 3: Cơ sở vật chất và thiết bị dạy học"),
        {
            "code": "Tiêu chí 3.5",
            "target": "Mức 3 - Phòng Khoa học tự nhiên có đủ 20 bộ thí nghiệm dùng được",
            "solutions": [
                "Kiểm kê, lập danh sách bộ hỏng",
                "Mua bổ sung 08 bộ từ nguồn chi thường xuyên",
                "Ghi sổ mượn trả theo tiết dạy",
            ],
            "who": "Nhân viên thiết bị, kế toán",
            "time": "Tháng 11/2024",
            "money": "46.000.000 đồng",
            "conditions": "Hồ sơ mua sắm được duyệt",
            "typed": {
                "criterion": "3.5",
                "level": 3,
                "lead": "Nhân viên thiết bị",
                "collaborators": ["kế toán"],
                "budget_vnd": 46000000,
                **month("2024-11"),
            },
        },
        ("4", "Tiêu chuẩn 4: Quan hệ giữa nhà trường, gia đình và xã hội"),
        {
            "code": "Tiêu chí 4.2",
            "target": "Mức 2 - Ký 03 thỏa thuận phối hợp với công an xã, trạm y tế và đoàn thanh niên",
            "solutions": ["Soạn thỏa thuận một trang, nêu rõ việc và người của mỗi bên"],
            "who": "Hiệu trưởng",
            "time": "Tháng 12/2024",
            "money": "Không",
            "conditions": "Văn bản thỏa thuận",
            "typed": {
                "criterion": "4.2",
                "level": 2,
                "lead": "Hiệu trưởng",
                "collaborators": [],
                "budget_vnd": 0,
                **month("2024-12"),
            },
        },
        ("5", "Tiêu chuẩn 5: Hoạt động giáo dục và kết quả giáo dục"),
        {
            "code": "Tiêu chí 5.6",
            "target": "Mức 3 - Tỷ lệ học sinh xếp loại học tập tốt tăng từ 12% lên 16%",
            "solutions": [
                "Mở 04 nhóm học theo nhu cầu ở khối 8 và khối 9",
                "Đánh giá tiến bộ sau mỗi 06 tuần, điều chỉnh nhóm",
            ],
            "who": "Phó hiệu trưởng, giáo viên bộ môn",
            "time": "Tháng 5/2025",
            "money": "15.000.000 đồng",
            "conditions": "04 phòng học trống buổi chiều",
            "typed": {
                "criterion": "5.6",
                "level": 3,
                "lead": "Phó hiệu trưởng",
                "collaborators": ["giáo viên bộ môn"],
                "budget_vnd": 15000000,
                **month("2025-05"),
            },
        },
    ],
    "after": [
        (
            "IV. TỔ CHỨC THỰC HIỆN",
            [
                "1. Hiệu trưởng giao việc bằng văn bản, chủ trì hai lần rà soát vào tháng 01 và tháng 5 "
                "năm 2025.",
                "2. Tổ giám sát gồm 03 thành viên, mỗi tháng kiểm tra một lần, lập biên bản và gửi hiệu "
                "trưởng trước ngày 25.",
                "3. Giáo viên, nhân viên báo cáo phần việc của mình cho tổ trưởng vào tuần cuối tháng./.",
            ],
        ),
    ],
    "recipients": [
        "- Phòng GDĐT huyện Đông Khê (để b/c);",
        "- Các tổ chuyên môn, tổ văn phòng (để t/h);",
        "- Lưu: VT.",
    ],
    "signer": ["HIỆU TRƯỞNG"],
    "name": "Tống Quang Lâm",
    "expect": {
        "school_name": "Trường Trung học cơ sở Đồi Thông",
        "school_level": "thcs",
        "plan_number": "52/KH-THCSĐT",
        "place": "Đông Khê",
        "date": "2024-09-10",
        "school_year": "2024-2025",
        "kind": "annual",
        "signatory": {"title": "HIỆU TRƯỞNG", "name": "Tống Quang Lâm"},
    },
    "faults": [],
}

HOA_CAU: Plan = {
    "authority": ["UBND THỊ XÃ TÂN LỘC"],
    "school": ["TRƯỜNG MẦM NON HOA CAU"],
    "number": "Số : 07/KH-MNHC",
    "date": "Tân Lộc, ngày 20 tháng 9 năm 2023",
    "motto": "Độc lập – Tự do – Hạnh phúc",
    "title": ["KẾ HOẠCH", "Cải tiến chất lượng giáo dục", "Năm học 2023 - 2024"],
    "before": [
        (
            "I. MỤC ĐÍCH, YÊU CẦU",
            [
                "1. Sửa những điểm yếu về bếp ăn, sân chơi và bồi dưỡng giáo viên đã thấy trong năm qua."
            ],
        ),
        (
            "II. CĂN CỨ XÂY DỰNG KẾ HOẠCH",
            [
                "1. Thông tư số 19/2018/TT-BGDĐT ngày 22 tháng 8 năm 2018 của Bộ Giáo dục và Đào tạo "
                "ban hành Quy định về kiểm định chất lượng giáo dục và công nhận đạt chuẩn quốc gia "
                "đối với trường mầm non;",
                "2. Báo cáo tự đánh giá của Trường Mầm non Hoa Cau năm học 2022 - 2023.",
            ],
        ),
    ],
    "table": "III. NỘI DUNG KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC",
    "rows": [
        "MỨC 1, 2, 3",
        ("2", "Tiêu chuẩn 2: Cán bộ quản lý, giáo viên, nhân viên"),
        {
            "code": "Tiêu chí 2.2",
            "target": "Mức 2 - 14/14 giáo viên biết soạn bài trên máy tính",
            "solutions": ["Mở lớp hướng dẫn hai buổi mỗi tháng tại trường"],
            "who": "Phó hiệu trưởng",
            "time": "Học kỳ I năm học 2023 - 2024",
            "money": "4.000.000 đồng",
            "typed": {
                "criterion": "2.2",
                "level": 2,
                "lead": "Phó hiệu trưởng",
                "time_kind": "semester",
                "budget_vnd": 4000000,
            },
        },
        ("3", "Tiêu chuẩn 3: Cơ sở vật chất và thiết bị dạy học"),
        {
            "code": "Tiêu chí 3. 4",
            "target": "Mức 3 - Bếp ăn một chiều có đủ tủ lưu mẫu",
            "solutions": ["Mua 02 tủ lưu mẫu", "Dán sơ đồ một chiều, kẻ vạch trên sàn bếp"],
            "who": "Nhân viên nấu ăn; kế toán",
            "time": "Tháng 11/2023",
            "money": "18 triệu đồng",
            "typed": {
                "criterion": "3.4",
                "level": 3,
                "lead": "Nhân viên nấu ăn",
                "collaborators": ["kế toán"],
                "budget_vnd": 18000000,
                **month("2023-11"),
            },
        },
        {
            "code": "Tiêu chí 3.1",
            "target": "Mức 2 - Trồng thêm 30 m² thảm cỏ ở góc vận đông",
            "solutions": ["Xin cỏ giống của phụ hynh, trồng vào ngày thứ bảy tình nguyện"],
            "who": "Công đoàn, ban đại diện cha mẹ trẻ",
            "time": "Tháng 3/2023",
            "money": "Xã hội hóa",
            "typed": {
                "criterion": "3.1",
                "level": 2,
                "lead": "Công đoàn",
                "collaborators": ["ban đại diện cha mẹ trẻ"],
                "budget_vnd": None,
                **month("2023-03"),
            },
        },
        ("5", "Tiêu chuẩn 5: Hoạt động và kết quả nuôi dưỡng, chăm sóc, giáo dục trẻ"),
        {
            "code": "Tiêu chí 5.3",
            "target": "Mức 2 - Giảm số trẻ nhẹ cân từ 11 xuống 5",
            "solutions": ["Cân đo mỗi tháng, bổ sung bữa phụ cho trẻ nhẹ cân"],
            "who": "Nhân viên y tế",
            "time": "Năm học 2023 - 2024",
            "money": "6.300.000 đồng",
            "typed": {
                "criterion": "5.3",
                "level": 2,
                "lead": "Nhân viên y tế",
                "budget_vnd": 6300000,
                **year(2023),
            },
        },
        "MỨC 4: Không có",
    ],
    "after": [
        (
            "IV. TỔ CHỨC THỰC HIỆN",
            ["1. Hiệu trưởng phân công, theo dõi và điều chỉnh.", "2. Các tổ báo cáo mỗi quý…../."],
        ),
    ],
    "recipients": ["- Phòng GDĐT (để b/c);", "- Lưu VT."],
    "signer": ["KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"],
    "name": "Lò Thị Xuyến",
    "expect": {
        "school_name": "Trường Mầm non Hoa Cau",
        "school_level": "mam_non",
        "plan_number": "07/KH-MNHC",
        "place": "Tân Lộc",
        "date": "2023-09-20",
        "school_year": "2023-2024",
        "kind": "annual",
        "signatory": {"title": "KT. HIỆU TRƯỞNG PHÓ HIỆU TRƯỞNG", "name": "Lò Thị Xuyến"},
    },
    "faults": ["FRM-03", "FRM-05", "TIM-03", "CAT-08", "TPL-01"],
}
