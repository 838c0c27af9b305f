"""Text outside ruled tables: paragraphs, letter heads, signatures, page numbers."""

from __future__ import annotations

from pathlib import Path

from caitien.core.documents.model import Paragraph
from caitien.core.documents.readers.pdf import read_pdf
from tests.core.documents.pdf_making import (
    PLAIN,
    by_typst,
    grid,
    letters_in_file,
    letters_read,
    tables,
    texts,
)

LONG = (
    "Nhà trường rà soát kế hoạch chiến lược, phối hợp với cha mẹ học sinh và các đoàn thể ở địa "
    "phương để sửa chữa phòng học, bổ sung sách cho thư viện và trồng thêm cây xanh trong sân."
)
JUSTIFIED = PLAIN + "#set par(justify: true, first-line-indent: (amount: 1cm, all: true))\n"


def test_wrapped_lines_become_paragraphs(tmp_path: Path) -> None:
    source = f"{LONG}\n\n{LONG} {LONG}\n\nMột câu ngắn.\n\n{LONG}"
    read = read_pdf(by_typst(tmp_path, source, JUSTIFIED))
    assert texts(read) == [LONG, f"{LONG} {LONG}", "Một câu ngắn.", LONG]


def test_ragged_paragraphs_without_indent(tmp_path: Path) -> None:
    source = f"#set par(spacing: 0.65em)\n{LONG}\n\nHai dòng.\n\n{LONG}"
    assert texts(read_pdf(by_typst(tmp_path, source))) == [LONG, "Hai dòng.", LONG]


def test_list_marks_begin_paragraphs(tmp_path: Path) -> None:
    items = [f"{mark} {LONG}" for mark in ("\\-", "1.", "a)", "\\+", "II.")]
    read = read_pdf(by_typst(tmp_path, "\n\n".join(items), JUSTIFIED))
    assert texts(read) == [item.replace("\\", "") for item in items]


def test_dash_between_years_at_a_line_start_is_no_list_mark(tmp_path: Path) -> None:
    source = (
        "1. Xây dựng kế hoạch cải tiến chất lượng giáo dục để thực hiện trong năm học 2022 "
        "#linebreak(justify: true) \\- 2023 nhằm phát huy điểm mạnh."
    )
    read = read_pdf(by_typst(tmp_path, "\n\n".join([LONG, LONG, source]), JUSTIFIED))
    assert letters_read(read) == letters_in_file(tmp_path / "nguon.pdf")
    assert texts(read)[-1].endswith("năm học 2022 - 2023 nhằm phát huy điểm mạnh.")


def test_paragraph_over_a_page_break_is_one_with_marks(tmp_path: Path) -> None:
    source = "#v(24.2cm)\n" + f"{LONG} {LONG}"
    read = read_pdf(by_typst(tmp_path, source, JUSTIFIED))
    (block,) = read.blocks
    assert isinstance(block, Paragraph)
    assert block.text == f"{LONG} {LONG}"
    assert [mark.place.page for mark in block.marks] == [1, 2]
    assert block.place_at(0).page == 1
    assert block.place_at(len(block.text) - 1).page == 2
    assert block.place.paragraph == 1


def test_page_numbers_and_running_heads_are_set_aside(tmp_path: Path) -> None:
    preamble = (
        '#set page(paper: "a4", margin: 2cm, numbering: "1", header: [Kế hoạch của trường])\n'
    )
    source = "#pagebreak()\n".join(f"Trang thứ {word}.\n" for word in ("nhất", "hai", "ba", "tư"))
    read = read_pdf(by_typst(tmp_path, source, preamble))
    assert texts(read) == ["Trang thứ nhất.", "Trang thứ hai.", "Trang thứ ba.", "Trang thứ tư."]
    assert [box.text for box in read.text_boxes] == ["Kế hoạch của trường"]


def test_a_number_in_the_text_is_no_page_number(tmp_path: Path) -> None:
    source = "Số lớp học:\n\n7\n\nSố phòng:\n\n9"
    assert texts(read_pdf(by_typst(tmp_path, source))) == ["Số lớp học:", "7", "Số phòng:", "9"]


HEAD = """
#grid(columns: (1fr, 1.3fr), align: center, column-gutter: 4pt,
  [UBND PHƯỜNG AN BÌNH \\ *TRƯỜNG TIỂU HỌC HOA MAI*], [*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*
   \\ *Độc lập - Tự do - Hạnh phúc*],
  [Số: 15/KH-THHM], [_An Bình, ngày 05 tháng 9 năm 2025_])
#v(6pt)
#align(center)[*KẾ HOẠCH* \\ *Cải tiến chất lượng giáo dục*]
"""


def test_letter_head_keeps_left_and_right_apart(tmp_path: Path) -> None:
    read = read_pdf(by_typst(tmp_path, HEAD + "\n\n" + LONG))
    (head,) = tables(read)
    assert grid(head) == [
        [
            ["UBND PHƯỜNG AN BÌNH", "TRƯỜNG TIỂU HỌC HOA MAI", "Số: 15/KH-THHM"],
            [
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                "An Bình, ngày 05 tháng 9 năm 2025",
            ],
        ]
    ]
    assert head.rows[0].cells[0].paragraphs[1].bold
    assert not head.rows[0].cells[0].paragraphs[0].bold
    assert head.rows[0].cells[1].paragraphs[2].italic
    assert texts(read) == ["KẾ HOẠCH", "Cải tiến chất lượng giáo dục", LONG]
    titles = [b for b in read.blocks if isinstance(b, Paragraph)][:2]
    assert [(t.bold, t.align) for t in titles] == [(True, "center"), (True, "center")]


def test_signature_block(tmp_path: Path) -> None:
    source = f"""{LONG}

#grid(columns: (1fr, 1fr),
  [*Nơi nhận:* \\ \\- Phòng Văn hoá - Xã hội (để b/c); \\ \\- Lưu: VT.],
  align(center)[*HIỆU TRƯỞNG* #v(2cm) *Nguyễn Thị Hạnh*])
"""
    read = read_pdf(by_typst(tmp_path, source))
    (block,) = tables(read)
    assert grid(block) == [
        [
            ["Nơi nhận:", "- Phòng Văn hoá - Xã hội (để b/c);", "- Lưu: VT."],
            ["HIỆU TRƯỞNG", "Nguyễn Thị Hạnh"],
        ]
    ]
    assert texts(read) == [LONG]


def test_columns_by_alignment_only(tmp_path: Path) -> None:
    rows = [
        ("Sửa nhà vệ sinh", "Hiệu trưởng", "Tháng 9"),
        ("Mua sách", "Thư viện", "Tháng 10"),
        ("Trồng cây", "Đoàn đội", "Tháng 11"),
        ("Họp tổ", "Tổ trưởng", "Hằng tháng"),
    ]
    cells = ", ".join(f"[{text}]" for row in rows for text in row)
    read = read_pdf(
        by_typst(tmp_path, f"#grid(columns: (6cm, 5cm, 4cm), row-gutter: 8pt, {cells})")
    )
    (table,) = tables(read)
    assert [[" ".join(cell) for cell in row] for row in grid(table)] == [list(row) for row in rows]
    assert letters_read(read) == letters_in_file(tmp_path / "nguon.pdf")
