"""Plans whose tables reach us torn into lines: what pasting from a PDF leaves of nine columns."""

from __future__ import annotations

from .plans import Plan

BEN_DO_XANH: Plan = {
    "authority": ["UBND QUẬN HẢI TRÀ"],
    "school": ["TRƯỜNG TIỂU HỌC BẾN ĐÒ XANH"],
    "number": "Số: 63/KH-BĐX",
    "date": "Hải Trà, ngày 06 tháng 9 năm 2022",
    "title": ["KẾ HOẠCH", "Cải tiến chất lượng giáo dục", "Năm học 2022 - 2023"],
    "before": [
        (
            "I. MỤC ĐÍCH, YÊU CẦU",
            [
                "1. Bám vào năm hạn chế lớn nhất của năm học trước, không dàn trải ra mọi tiêu chí.",
                "2. Việc nào cũng đo được bằng số lượng, tỷ lệ hoặc văn bản cụ thể khi kết thúc.",
            ],
        ),
        (
            "II. CĂN CỨ XÂY DỰNG KẾ HOẠCH",
            [
                "1. Thông tư số 17/2018/TT-BGDĐT ngày 22 tháng 8 năm 2018 của Bộ Giáo dục và Đào tạo "
                "ban hành Quy định về kiểm định chất lượng giáo dục và công nhận đạt chuẩn quốc gia "
                "đối với trường tiểu học;",
                "2. Báo cáo tự đánh giá năm học 2021 - 2022 của Trường Tiểu học Bến Đò Xanh.",
            ],
        ),
    ],
    "table": "III. NỘI DUNG KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC",
    "rows": [
        "MỨC 1, 2, 3",
        ("1", "Tiêu chuẩn 1: Tổ chức và quản lý nhà trường"),
        {
            "code": "Tiêu chí 1.8",
            "target": "Mức 2 - Kiểm tra nội bộ đủ 08 chuyên đề đã đăng ký",
            "solutions": ["Lập lịch kiểm tra từng tháng và niêm yết ở phòng giáo viên"],
            "who": "Phó hiệu trưởng",
            "time": "Năm học 2022-2023",
            "money": "Không",
        },
        ("2", "Tiêu chuẩn 2: Cán bộ quản lý, giáo viên, nhân viên và học sinh"),
        {
            "code": "Tiêu chí 2.3",
            "target": "Mức 2 - Nhân viên văn thư học xong lớp lưu trữ hồ sơ điện tử",
            "solutions": ["Cử đi học ngoài giờ, hỗ trợ tiền tài liệu và đi lại"],
            "who": "Hiệu trưởng, kế toán",
            "time": "Tháng 12/2022",
            "money": "2.400.000 đồng",
            "conditions": "Giấy mời học",
        },
        ("3", "Tiêu chuẩn 3: Cơ sở vật chất và thiết bị dạy học"),
        {
            "code": "Tiêu chí 3.4",
            "target": "Mức 2 - Thay toàn bộ vòi nước hỏng ở dãy nhà B",
            "solutions": ["Khảo sát, lập dự toán và thuê thợ sửa trong kỳ nghỉ tết"],
            "who": "Nhân viên bảo vệ, kế toán",
            "time": "Tháng 01/2023",
            "money": "9.800.000 đồng",
        },
        {
            "code": "Tiêu chí 3.6",
            "target": "Mức 3 - Có thêm 250 bản sách thiếu nhi",
            "solutions": ["Phát động góp sách và đổi sách giữa các lớp trong tháng Tư"],
            "who": "Nhân viên thư viện",
            "time": "Tháng 4/2023",
            "money": "Không",
        },
        ("5", "Tiêu chuẩn 5: Hoạt động giáo dục và kết quả giáo dục"),
        {
            "code": "Tiêu chí 5.2",
            "target": "Mức 3 - Mỗi khối có 01 câu lạc bộ sinh hoạt hằng tuần",
            "solutions": ["Khảo sát ý thích, phân công giáo viên phụ trách và xếp phòng"],
            "who": "Tổng phụ trách Đội, giáo viên",
            "time": "Tháng 3/2023",
            "money": "5.000.000 đồng",
        },
        {
            "code": "Tiêu chí 5.5",
            "target": "Mức 3 - Không còn học sinh lớp 1 đọc dưới chuẩn cuối năm",
            "solutions": ["Kèm riêng ba buổi một tuần từ sau học kỳ I"],
            "who": "Giáo viên chủ nhiệm",
            "time": "Tháng 5/2023",
            "money": "Không",
            "moved": True,
        },
    ],
    "after": [
        (
            "IV. TỔ CHỨC THỰC HIỆN",
            [
                "1. Hiệu trưởng điều hành chung và chịu trách nhiệm về kết quả.",
                "2. Tổ giám sát mỗi tháng họp một lần, ghi biên bản và nhắc việc quá hạn./.",
            ],
        ),
    ],
    "recipients": ["- Phòng GDĐT (để b/c);", "- Lưu: VT."],
    "signer": ["HIỆU TRƯỞNG"],
    "name": "Phùng Hữu Nghĩa",
    "expect": {
        "school_name": "Trường Tiểu học Bến Đò Xanh",
        "school_level": "tieu_hoc",
        "plan_number": "63/KH-BĐX",
        "date": "2022-09-06",
        "school_year": "2022-2023",
        "criteria": ["1.8", "2.3", "3.4", "3.6", "5.2", "5.5"],
    },
    "faults": [],
}

#: the form's head, its table's head and part of a row are gone; a row's end stands after the name
SEN_TRANG: Plan = {
    "authority": [],
    "school": [],
    "number": "Số: 19/KH-MNST",
    "date": "Phường 8, ngày 02 tháng 10 năm 2023",
    "title": ["KẾ HOẠCH", "Cải tiến chất lượng giáo dục", "Năm học 2023 - 2024"],
    "before": [
        (
            "I. MỤC ĐÍCH, YÊU CẦU",
            ["1. Làm cho bữa ăn, giấc ngủ và giờ chơi của trẻ tốt hơn năm trước."],
        ),
        (
            "II. CĂN CỨ XÂY DỰNG KẾ HOẠCH",
            [
                "1. Thông tư số 19/2018/TT-BGDĐT ngày 22 tháng 8 năm 2018 của Bộ Giáo dục và Đào tạo "
                "ban hành Quy định về kiểm định chất lượng giáo dục và công nhận đạt chuẩn quốc gia "
                "đối với trường mầm non;",
                "2. Báo cáo tự đánh giá năm học 2022 - 2023 của Trường Mầm non Sen Trắng.",
            ],
        ),
    ],
    "table": "III. NỘI DUNG KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC",
    "headless": True,
    "rows": [
        "MỨC 1, 2, 3",
        ("2", "Tiêu chuẩn 2: Cán bộ quản lý, giáo viên, nhân viên"),
        {
            "code": "Tiêu chí 2.1",
            "target": "Phó hiệu trưởng học xong lớp quản lý giáo dục",
            "solutions": ["Sắp xếp công việc, cử đi học tập trung hai đợt trong năm"],
            "who": "Hiệu trưởng",
            "time": "Tháng 6/2024",
            "money": "5.500.000",
        },
        ("3", "Tiêu chuẩn 3: Cơ sở vật chất và thiết bị dạy học"),
        {
            "code": "Tiêu chí 3.5",
            "target": "Mỗi lớp có đủ 12 bộ đồ chơi ghép hình bằng gỗ",
            "solutions": ["Vận động cha mẹ trẻ đóng góp, mua thêm phần còn thiếu"],
            "who": "Phó hiệu trưởng, giáo viên",
            "time": "Tháng 11/2023",
            "money": "7.200.000",
        },
        {
            "code": "Tiêu chí 3.6",
            "target": "Khu vệ sinh lớp lá được lát lại nền chống trơn",
            "solutions": ["Xin chủ trương, mời thầu và thi công trong dịp nghỉ hè"],
            "who": "Hiệu trưởng, kế toán",
            "time": "Tháng 5/2024",
            "money": "40.000.000",
            "moved": True,
        },
        "MỨC 4: Không có",
    ],
    "after": [
        (
            "IV. TỔ CHỨC THỰC HIỆN",
            [
                "1. Hiệu trưởng phân công và theo dõi.",
                "2. Giáo viên thực hiện và báo cáo hằng tháng./.",
            ],
        ),
    ],
    "recipients": ["- Phòng GDĐT (để b/c);", "- Lưu: VT."],
    "signer": ["HIỆU TRƯỞNG"],
    "name": "Huỳnh Ngọc Mai Trâm",
    "expect": {
        "school_level": "mam_non",
        "plan_number": "19/KH-MNST",
        "date": "2023-10-02",
        "school_year": "2023-2024",
        "criteria": ["2.1", "3.5", "3.6"],
    },
    "faults": [],
}

#: ten columns divided by tabs, then a plan of several years with jobs in <p> tags, in one file
RACH_SEN = """\
Số: 88/KH-THRS

Ấp Bắc, ngày 16 tháng 9 năm 2024

KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC Năm học: 2024-2025

I. Căn cứ pháp lý

Căn cứ Thông tư số 17/2018/TT-BGDĐT ngày 22 tháng 8 năm 2018 của Bộ Giáo dục và Đào tạo ban hành Quy định về kiểm định chất lượng giáo dục và công nhận đạt chuẩn quốc gia đối với trường tiểu học;

Trường Tiểu học Rạch Sen lập kế hoạch cải tiến của năm học 2024-2025 như sau:

II. Mục đích, yêu cầu

Tập trung vào ba việc mà cha mẹ học sinh góp ý nhiều nhất.

III. Nội dung thực hiện

Tiêu chuẩn\tTiêu chí\tTT\tNội dung kế hoạch\tGiải pháp thực hiện\tPhân công thực hiện\tThời gian thực hiện\tKinh phí thực hiện\tPhân công giám sát\tThời điểm báo cáo
1\t1.6\t1\tThu chi được niêm yết mỗi tháng\tKế toán in bảng thu chi, dán ở bảng tin trước ngày 05\tKế toán\t9/2024\t500.000 đồng\tBan thanh tra nhân dân\t12/2024
3\t3.1\t2\tSân chơi có bóng mát ở góc phía tây\tTrồng 06 cây, căng 02 tấm lưới che\tNhân viên bảo vệ\t11/2024\t14.000.000 đồng\tHiệu trưởng\t3/2025
5\t5.3\t3\tMỗi tháng một buổi trải nghiệm ngoài lớp\tChọn địa điểm gần trường, đi bộ, có cha mẹ cùng đi\tTổng phụ trách Đội\t10/2024\tKhông\tPhó hiệu trưởng\t5/2025

Số: 91/KH-THRS

Ấp Bắc, ngày 18 tháng 9 năm 2024

KẾ HOẠCH
Cải tiến chất lượng giáo dục giai đoạn 05 năm
từ năm học 2024-2025 đến 2028-2029

Căn cứ Thông tư số 17/2018/TT-BGDĐT ngày 22/8/2018 của Bộ Giáo dục và Đào tạo ban hành Quy định về kiểm định chất lượng giáo dục và công nhận đạt chuẩn quốc gia đối với trường tiểu học;

Trường Tiểu học Rạch Sen lập kế hoạch cải tiến giai đoạn 05 năm từ năm học 2024-2025 đến 2028-2029 như sau:

I. MỤC ĐÍCH, YÊU CẦU

Chia việc lớn thành từng năm để không năm nào bị dồn việc.

II. NỘI DUNG THỰC HIỆN

TT\tKế hoạch cải tiến chất lượng/Nội dung công việc\tThời gian thực hiện\tNgười phụ trách\tĐiều kiện thực hiện
Tiêu chuẩn 1: Tổ chức và quản lý nhà trường\t\t\t\t
Tiêu chí 1.1. Phương hướng, chiến lược xây dựng và phát triển nhà trường.\t<p>1. Lấy ý kiến cha mẹ học sinh về bản chiến lược mới.</p> <p>2. Công bố chiến lược trên bảng tin và trang của trường.</p>\t<p>Năm học 2024 - 2025</p> <p>Năm học 2025 - 2026 và các năm tiếp theo</p>\t<p>Hiệu trưởng</p> <p>Văn thư</p>\tMáy tính, mạng
Tiêu chí 1.5: Khối lớp và tổ chức lớp học.\tGiữ số học sinh dưới 35 em mỗi lớp khi tuyển sinh.\tNăm học 2024 - 2025 và các năm tiếp theo\tHội đồng tuyển sinh\t
Tiêu chuẩn 3: Cơ sở vật chất và thiết bị dạy học\t\t\t\t
Tiêu chí 3.6: Thư viện.\t<p>1. Sửa lại mái thư viện.</p> <p>2. Nối mạng và nhập danh mục sách vào phần mềm.</p>\t<p>Năm học 2025 - 2026</p> <p>Năm học 2026 - 2027</p>\t<p>Kế toán</p> <p>Nhân viên thư viện</p>\t45.000.000 đồng

III. TỔ CHỨC THỰC HIỆN

Hiệu trưởng rà soát kế hoạch vào tháng 5 mỗi năm./.

Nơi nhận:
- UBND xã (để b/c);
- Lưu: VT.

HIỆU TRƯỞNG

Kim Sa Rinh
"""

RACH_SEN_EXPECT = [
    {
        "school_name": "Trường Tiểu học Rạch Sen",
        "school_level": "tieu_hoc",
        "plan_number": "88/KH-THRS",
        "date": "2024-09-16",
        "school_year": "2024-2025",
        "kind": "annual",
        "items": [
            {
                "criterion": "1.6",
                "target": "Thu chi được niêm yết mỗi tháng",
                "lead": "Kế toán",
                "time": "9/2024",
                "end": "2024-09",
                "budget_vnd": 500000,
                "supervisor": "Ban thanh tra nhân dân",
                "report_time": "12/2024",
            },
            {
                "criterion": "3.1",
                "lead": "Nhân viên bảo vệ",
                "end": "2024-11",
                "budget_vnd": 14000000,
                "supervisor": "Hiệu trưởng",
            },
            {"criterion": "5.3", "lead": "Tổng phụ trách Đội", "end": "2024-10", "budget_vnd": 0},
        ],
    },
    {
        "plan_number": "91/KH-THRS",
        "date": "2024-09-18",
        "school_year": "2024-2025",
        "school_year_to": "2028-2029",
        "kind": "multi_year",
        "signatory": {"title": "HIỆU TRƯỞNG", "name": "Kim Sa Rinh"},
        "items": [
            {
                "criterion": "1.1",
                "solution_details": [
                    {
                        "text": "Lấy ý kiến cha mẹ học sinh về bản chiến lược mới.",
                        "time": "Năm học 2024 - 2025",
                        "assignee_text": "Hiệu trưởng",
                    },
                    {
                        "text": "Công bố chiến lược trên bảng tin và trang của trường.",
                        "time": "Năm học 2025 - 2026 và các năm tiếp theo",
                        "assignee_text": "Văn thư",
                    },
                ],
            },
            {"criterion": "1.5", "lead": "Hội đồng tuyển sinh"},
            {"criterion": "3.6"},
        ],
    },
]
