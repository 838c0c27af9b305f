"""Plain text whose table has no tabs: columns set apart by spaces, or a cell a line."""

from __future__ import annotations

import textwrap

import pytest

from caitien.core.documents.model import Document, LooseLines, Paragraph, Table
from caitien.core.documents.readers.text import read_text_string

HEAD = ["TT", "Tiêu chí", "Kết quả cần đạt", "Giải pháp", "Người thực hiện", "Thời gian", "Ghi chú"]
ROWS = [
    ["1", "Tiêu chí 1.6", "100% hồ sơ được số hóa", "Quét hồ sơ theo từng năm học", "Văn thư",
     "Tháng 10/2026", ""],
    ["2", "Tiêu chí 2.2", "Mỗi tổ có 04 chuyên đề", "- Dạy minh họa\n- Góp ý theo phiếu",
     "Tổ trưởng chuyên môn", "Tháng 3/2027", ""],
    ["3", "Tiêu chí 3.6", "Có thêm 200 cuốn sách", "Mua sách và vận động tặng", "Thư viện",
     "Tháng 4/2027", ""],
]  # fmt: skip
BEFORE = (
    "Kế hoạch này giúp nhà trường khắc phục các điểm yếu mà báo cáo tự đánh giá đã nêu trong năm\n"
    "học trước; mỗi việc có người chịu trách nhiệm, có mốc hoàn thành và có sản phẩm kiểm tra\n"
    "được, làm căn cứ để theo dõi cuối học kỳ và cuối năm học của nhà trường cùng các tổ chức\n"
    "trong trường tham gia góp ý.\n\nII. NỘI DUNG\n"
)
AFTER = "\nIII. TỔ CHỨC THỰC HIỆN\n\nHiệu trưởng chỉ đạo chung.\n"
WIDTHS = [5, 15, 18, 20, 16, 15, 9]


def _laid_out(rows: list[list[str]], indent: int = 0) -> str:
    lines = []
    for row in rows:
        cells = [
            [piece for part in text.split("\n") for piece in textwrap.wrap(part, width - 3)]
            for text, width in zip(row, WIDTHS, strict=True)
        ]
        for index in range(max(map(len, cells))):
            parts = [cell[index] if index < len(cell) else "" for cell in cells]
            pairs = zip(parts, WIDTHS, strict=True)
            lines.append(" " * indent + "".join(f"{part:<{width}}" for part, width in pairs))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _tables(document: Document) -> list[list[list[str]]]:
    return [
        [[" ".join(cell.text.split()) for cell in row.cells] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Table)
    ]


def _plain(rows: list[list[str]]) -> list[list[str]]:
    return [[" ".join(text.split()) for text in row] for row in rows]


def test_columns_set_apart_by_spaces() -> None:
    read = read_text_string(BEFORE + _laid_out([HEAD, *ROWS]) + AFTER, "a.txt")
    assert _tables(read) == [_plain([HEAD, *ROWS])]
    assert not read.warnings
    assert [b.text for b in read.blocks if isinstance(b, Paragraph)][-2:] == [
        "III. TỔ CHỨC THỰC HIỆN",
        "Hiệu trưởng chỉ đạo chung.",
    ]


def test_a_page_break_shifts_the_columns_and_repeats_the_head() -> None:
    text = (
        BEFORE
        + _laid_out([HEAD, *ROWS[:2]])
        + "\f"
        + " " * 40
        + "2\n"
        + _laid_out([HEAD, *ROWS[2:], *[[str(n), *ROWS[0][1:]] for n in (4, 5)]], indent=7)
        + AFTER
    )
    read = read_text_string(text, "a.txt")
    (table,) = _tables(read)
    assert [row[0] for row in table] == ["TT", "1", "2", "3", "4", "5"]
    assert table[3] == _plain(ROWS)[2]


def test_a_standard_runs_across_the_columns() -> None:
    standard = "     Tiêu chuẩn 2: Cán bộ quản lý, giáo viên, nhân viên và học sinh\n"
    text = BEFORE + _laid_out([HEAD, ROWS[0]]) + standard + _laid_out(ROWS[1:]) + AFTER
    (table,) = _tables(read_text_string(text, "a.txt"))
    assert table[2] == ["Tiêu chuẩn 2: Cán bộ quản lý, giáo viên, nhân viên và học sinh"]
    assert [table[1], *table[3:]] == _plain(ROWS)


def test_places_lead_to_the_lines() -> None:
    text = BEFORE + _laid_out([HEAD, *ROWS]) + AFTER
    read = read_text_string(text, "a.txt")
    (table,) = (b for b in read.blocks if isinstance(b, Table))
    lines = text.split("\n")
    for row in table.rows[1:]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                assert paragraph.place.line is not None
                assert paragraph.text.split()[0] in lines[paragraph.place.line - 1]


@pytest.mark.parametrize("titles", [HEAD, ["TT", *HEAD[1:]]])
def test_a_cell_a_line(titles: list[str]) -> None:
    lines = [*titles, "1", "Tiêu chuẩn 1: Tổ chức và quản lý nhà trường"]
    for row in ROWS:
        lines += [part for text in row for part in text.split("\n")]
    read = read_text_string(BEFORE + "\n".join(lines) + AFTER, "a.txt")
    (table,) = _tables(read)
    assert table[0] == titles
    assert table[1] == ["1 Tiêu chuẩn 1: Tổ chức và quản lý nhà trường"]
    assert table[2:] == _plain(ROWS)


def test_rows_under_one_code_a_cell_a_line() -> None:
    head = ["Mã TC", "Việc cần làm", "Người phụ trách", "Xong trước"]
    rows = [
        ["1.6", "Số hóa hồ sơ", "Văn thư", "30/11/2026"],
        ["", "Kiểm kê hai kỳ", "", "31/12/2026"],
        ["2.2", "Dự giờ chéo", "Phó hiệu trưởng", "20/4/2027"],
    ]
    text = "I. NỘI DUNG\n" + "\n".join(cell for row in [head, *rows] for cell in row) + AFTER
    assert _tables(read_text_string(text, "a.txt")) == [[head, *rows]]


def test_rows_that_do_not_come_out_even_stay_loose() -> None:
    head = ["Mã TC", "Việc cần làm", "Người phụ trách", "Xong trước"]
    lines = [*head, "1.6", "Số hóa", "hồ sơ cũ", "Văn thư", "kế toán", "30/11/2026", "2.2",
             "Dự giờ", "Hiệu trưởng", "20/4/2027"]  # fmt: skip
    read = read_text_string("I. NỘI DUNG\n" + "\n".join(lines) + AFTER, "a.txt")
    assert _tables(read) == []
    assert any(isinstance(block, LooseLines) for block in read.blocks)
    assert [w.code for w in read.warnings] == ["torn-table"]


def test_prose_with_wide_gaps_is_no_table() -> None:
    text = "UBND XÃ A      CỘNG HÒA XÃ HỘI\nTRƯỜNG B      Độc lập\n\n" + BEFORE + AFTER
    assert _tables(read_text_string(text, "a.txt")) == []
