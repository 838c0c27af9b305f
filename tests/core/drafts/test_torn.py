"""Tables torn into lines: rows and cells come back, and doubt is said."""

from __future__ import annotations

import random

import pytest

from caitien.core.documents.readers.text import read_text_string
from caitien.core.drafts.model import Item, PlanDraft
from caitien.core.drafts.read import understand

from .torn_maker import TornTable

NINE = (
    "TT",
    "Tiêu chuẩn, tiêu chí",
    "Kết quả cần đạt (so với hiện trạng)",
    "Công việc/giải pháp cần thực hiện",
    "Chủ trì và phối hợp thực hiện",
    "Thời gian thực hiện và hoàn thành",
    "Dự kiến kinh phí",
    "Điều kiện hỗ trợ khác",
    "Ghi chú",
)
TARGETS = (
    "Thư viện có thêm 200 đầu sách, 90% học sinh mượn sách ít nhất một lần mỗi tháng",
    "100% giáo viên sử dụng được phần mềm quản lý điểm",
    "Duy trì sĩ số, không có học sinh bỏ học giữa chừng",
    "Giảm số học sinh chưa hoàn thành môn Toán từ 12 em xuống 4 em",
    "Sân chơi có mái che, đủ chỗ cho ba lớp học thể dục cùng lúc",
    "Hồ sơ của các tổ được số hóa và lưu theo từng năm học",
)
JOBS = (
    "Lập danh mục sách cần mua theo đề nghị của các tổ, vận động phụ huynh tặng sách, mở cửa thư"
    " viện vào giờ ra chơi và chiều thứ sáu hằng tuần.",
    "Mời chuyên viên tập huấn hai buổi trong tháng 9, mỗi tổ cử một giáo viên nòng cốt hướng dẫn"
    " đồng nghiệp.",
    "Giáo viên chủ nhiệm gọi điện cho gia đình ngay khi học sinh vắng buổi thứ hai; trường miễn"
    " học phí cho các em có hoàn cảnh khó khăn.",
    "Phụ đạo hai buổi mỗi tuần cho nhóm học sinh yếu, kiểm tra lại sau mỗi chương.",
    "Khảo sát, lập dự toán, trình Ủy ban nhân dân xã xin chủ trương và kêu gọi tài trợ.",
)
PEOPLE = (
    "Hiệu trưởng",
    "Phó Hiệu trưởng, tổ trưởng chuyên môn",
    "Nhân viên thư viện",
    "Kế toán, bảo vệ",
    "Tổng phụ trách Đội, giáo viên chủ nhiệm",
)
TIMES = (
    "Năm học 2025-2026",
    "Tháng 10/2025",
    "Tháng 9/2025 đến tháng 5/2026",
    "Trước ngày 30/11/2025",
    "Học kỳ I",
)
MONEY = ("", "Không", "12.000.000 đồng", "Ngân sách nhà nước")
MEANS = ("", "", "Hỗ trợ của phụ huynh")
PROSE = """ Số: 31/KH-TBA
 Phú Lộc, ngày 20 tháng 8 năm 2025

KẾ HOẠCH

CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC

Năm học 2025 - 2026

I. MỤC ĐÍCH, YÊU CẦU

1. Kế hoạch này nêu những việc nhà trường chọn làm trước trong năm học để khắc phục các

điểm yếu mà báo cáo tự đánh giá đã chỉ ra, có người làm, thời hạn và kinh phí rõ ràng

cho từng việc, để các bộ phận cùng theo dõi và báo cáo đúng hạn.

2. Các tổ căn cứ kế hoạch này xây dựng kế hoạch của tổ và gửi lại cho thư ký hội đồng

trước khi năm học bắt đầu để tổng hợp chung toàn trường.

II. NỘI DUNG KẾ HOẠCH
"""
END = """
III. TỔ CHỨC THỰC HIỆN

1. Hiệu trưởng phân công, theo dõi và kiểm tra việc thực hiện kế hoạch của các bộ phận

trong trường, mỗi học kỳ họp đánh giá một lần.

HIỆU TRƯỞNG

Trần Thị Bích Hà
"""


def make(seed: int, *, head: bool = True) -> tuple[str, list[dict[str, str]]]:
    """A plan with a torn nine-column table, and the cells it was made of."""
    rng = random.Random(seed)
    widths = [1.5, *(rng.uniform(a, b) for a, b in ((3.8, 6), (4, 7), (5.5, 9), (3.6, 5.5)))]
    widths += [rng.uniform(3.2, 4.6), rng.uniform(3.2, 5), rng.uniform(3.2, 4.5), 2.5]
    table = TornTable(NINE, widths)
    gold = []
    for number in range(1, 4):
        table.rows.append(("standard", str(number), f"{number}: Tên tiêu chuẩn số {number}"))
        for criterion in (1, 3):
            row = {
                "criterion": f"{number}.{criterion}",
                "target": rng.choice(TARGETS),
                "solutions": rng.choice(JOBS),
                "assignee_text": rng.choice(PEOPLE),
                "time": rng.choice(TIMES),
                "budget_text": rng.choice(MONEY),
                "conditions": rng.choice(MEANS),
            }
            gold.append(row)
            table.rows.append(["", f"Tiêu chí {row['criterion']}", *list(row.values())[1:], ""])
    return PROSE + table.text(rng, head=head) + END, gold


def read(text: str) -> PlanDraft:
    """The one plan of a text."""
    reading = understand(read_text_string(text, "mau.txt"))
    assert len(reading.plans) == 1
    return reading.plans[0]


def cells(plan: PlanDraft) -> dict[str | None, Item]:
    """The items by criterion."""
    return {item.criterion: item for item in plan.items}


@pytest.mark.parametrize("head", [True, False])
def test_rows_come_back_and_wrong_cells_are_doubted(head: bool) -> None:
    """Every row is found, most cells are right, and nearly every wrong one is marked uncertain."""
    right = total = silent = rows = expected = 0
    for seed in range(12):
        text, gold = make(seed, head=head)
        found = cells(read(text))
        expected += len(gold)
        rows += sum(row["criterion"] in found for row in gold)
        for row in gold:
            item = found[row["criterion"]]
            for name in list(row)[1:]:
                value = (item.text_of(name) or "").replace("\n", " ")
                good = value == row[name]
                total += 1
                right += good
                silent += not good and name not in item.uncertain
    assert rows == expected
    assert right / total >= 0.88
    assert silent / total <= 0.04


def test_every_value_keeps_its_line() -> None:
    """The place of a cell is the line of the text it begins on."""
    text, gold = make(3)
    lines = text.split("\n")
    plan = read(text)
    for item in plan.items:
        for name in ("target", "assignee_text", "time"):
            line = item.place_of(name).line
            value = item.text_of(name)
            if value and line:
                first = lines[line - 1].split("Tiêu chí")[-1].strip()
                assert value.split()[0] in first
    assert len(plan.items) == len(gold)


def test_a_torn_table_is_said() -> None:
    """The reading warns, and the draft is marked as damaged."""
    text, _ = make(1)
    reading = understand(read_text_string(text, "mau.txt"))
    assert "torn-table" in {warning.code for warning in reading.warnings}
    assert "table" in reading.plans[0].damage


def test_a_lost_head_is_doubted() -> None:
    """Without the titles of the columns the layout is a guess, and says so."""
    text, _ = make(2, head=False)
    assert "table_layout" in read(text).uncertain
    text, _ = make(2, head=True)
    plan = read(text)
    assert plan.table_layout == "cv5932_9"
    assert "table_layout" not in plan.uncertain


def test_rows_moved_behind_the_signature_are_taken_back() -> None:
    """The end of a table that extraction put after the signature belongs to its last row."""
    text, gold = make(5)
    body, end = text.split("\nIII. TỔ CHỨC", 1)
    at = body.rindex(" Tiêu chí 3.3")
    moved = f"{body[:at]}\nIII. TỔ CHỨC{end}\n{body[at:]}"
    plan = read(moved)
    assert "3.3" in cells(plan)
    assert plan.signatory.name == "Trần Thị Bích Hà"
    assert "page_order" in plan.damage
    assert cells(plan)["3.3"].text_of("time") == gold[-1]["time"]


def test_fragments_are_kept_and_nothing_is_made_of_them() -> None:
    """Words of a row whose code and order are lost stay in a partial item."""
    fragment = (
        "II. NỘI DUNG KẾ HOẠCH\n MỨC 1, 2, 3\n\n1 Tiêu chuẩn 3: Cơ sở vật chất và\n\n"
        "thiết bị dạy học\n"
        "  phòng tin học\n\nđã cũ\n theo dự\n với nhà tài\n\ntrợ máy tính\n xếp vào\n Quý\n"
    )
    plan = read(PROSE.split("II. NỘI DUNG")[0] + fragment + END)
    partial = [item for item in plan.items if item.partial]
    assert partial
    words = " ".join(part for item in partial for part in item.solutions)
    for word in ("phòng tin học", "nhà tài trợ máy tính", "xếp vào"):
        assert word in words
    assert {"target", "solutions", "time"} <= set(partial[0].uncertain)


def test_a_row_without_end_is_kept_as_fragments_in_time() -> None:
    """Thousands of lines under one code are no row: all words kept, nothing made of them."""
    lines = "\n\n".join(f"Làm việc số {number}" for number in range(3000))
    table = f"II. NỘI DUNG KẾ HOẠCH\n Tiêu chí 1.1 \n\n{lines}\n\n Tiêu chí 1.2\n\n"
    plan = read(f"{PROSE.split('II. NỘI DUNG')[0]}{table}Tiêu chí 1.3\n{END}")
    item = cells(plan)["1.1"]
    assert item.partial
    assert "Làm việc số 2999" in " ".join(item.solutions)


def test_lines_without_a_visible_letter_are_no_cells() -> None:
    """Zero-width characters alone on a line neither break the reading nor become a cell."""
    text, gold = make(4)
    body, end = text.split("\nIII. TỔ CHỨC", 1)
    odd = body.replace("\n\n", "\n\u200b\u200b \n", 40)
    plan = read(f"{odd}\nIII. TỔ CHỨC{end}")
    assert {row["criterion"] for row in gold} & set(cells(plan))
