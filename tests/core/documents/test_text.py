"""Plain text as a Document: paragraphs rejoined, tables found, lines kept."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caitien.core.documents.model import Document, LooseLines, Paragraph, Table
from caitien.core.documents.readers.text import read_text_string


def read(text: str) -> Document:
    return read_text_string(text, "a.txt")


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


WRAPPED = """I. MỤC ĐÍCH, YÊU CẦU

1. Kế hoạch nêu những việc nhà trường chọn làm trước trong năm học để khắc phục các điểm

yếu đã nêu trong báo cáo tự đánh giá, có người làm, thời hạn và kinh phí cho từng việc

một cách rõ ràng.

2. Các tổ căn cứ kế hoạch này xây dựng kế hoạch của tổ và gửi lại cho thư ký hội đồng của

nhà trường trước khi năm học bắt đầu.
Căn cứ Kế hoạch số 12/KH-TBA ngày 05 tháng 8 năm 2025 của Trường Tiểu học Tân Bình An về

nhiệm vụ năm học;
"""


def test_wrapped_lines_become_paragraphs() -> None:
    found = paragraphs(read(WRAPPED))
    assert found[0] == "I. MỤC ĐÍCH, YÊU CẦU"
    assert found[1].endswith("cho từng việc một cách rõ ràng.")
    assert found[2].startswith("2. Các tổ")
    assert found[2].endswith("năm học bắt đầu.")
    assert found[3].startswith("Căn cứ Kế hoạch số 12")
    assert found[3].endswith("nhiệm vụ năm học;")


def test_a_place_in_a_joined_paragraph_is_the_line_it_came_from() -> None:
    document = read(WRAPPED)
    paragraph = document.blocks[1]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.place_at(paragraph.text.index("báo cáo")).line == 5
    assert paragraph.place_at(paragraph.text.index("một cách")).line == 7
    assert paragraph.place_at(0).line == 3


def test_lines_that_are_paragraphs_stay_apart() -> None:
    text = "Nhà trường có 20 lớp.\n\nTrường đóng tại xã Hòa Bình.\n\nĐội ngũ đủ và nhiệt tình.\n"
    assert len(paragraphs(read(text))) == 3


def test_a_sentence_cut_by_a_page_is_joined() -> None:
    text = "Nhà trường vận động phụ huynh giúp học sinh có\n\nhoàn cảnh khó khăn.\n"
    assert paragraphs(read(text)) == [
        "Nhà trường vận động phụ huynh giúp học sinh có hoàn cảnh khó khăn."
    ]


def test_a_row_a_line() -> None:
    text = "TT\tViệc\tAi làm\n1\tMua sách\tThư viện\n\n2\tSửa mái\t\n"
    table = tables(read(text))[0]
    assert cells(table) == [
        ["TT", "Việc", "Ai làm"],
        ["1", "Mua sách", "Thư viện"],
        ["2", "Sửa mái", ""],
    ]
    assert table.rows[2].place.line == 4
    assert table.rows[1].cells[2].paragraphs[0].place.column == 3


def test_a_cell_a_line() -> None:
    text = (
        "\tTT\n\tViệc\n\tAi làm\n\n\t1\n\tMua sách\n- cho lớp 1\n\n\n\tThư viện\n\n"
        "\tMức 1, 2\n\n\t2\n\tSửa mái\n\t\n\n\nII. TỔ CHỨC\n"
    )
    document = read(text)
    assert cells(tables(document)[0]) == [
        ["TT", "Việc", "Ai làm"],
        ["1", "Mua sách\n- cho lớp 1", "Thư viện"],
        ["Mức 1, 2"],
        ["2", "Sửa mái", ""],
    ]
    assert tables(document)[0].rows[2].cells[0].colspan == 3
    assert paragraphs(document) == ["II. TỔ CHỨC"]


def test_tags_in_cells_part_paragraphs() -> None:
    text = "A\tB\n<p>1. Một</p> <p>2. Hai</p>\t<http://a.vn/x>\n"
    rows = cells(tables(read(text))[0])
    assert rows[1] == ["1. Một\n2. Hai", "http://a.vn/x"]


def test_markdown_tables_and_headings() -> None:
    text = "## I. MỤC ĐÍCH\n\n**Đậm**\n\n| TT | Việc |\n|:--|---|\n| 1 | Mua<br>sách |\n"
    document = read(text)
    assert paragraphs(document) == ["I. MỤC ĐÍCH", "Đậm"]
    assert cells(tables(document)[0]) == [["TT", "Việc"], ["1", "Mua\nsách"]]


def test_field_codes_are_no_text() -> None:
    assert paragraphs(read("PAGE  \n2\n\nKẾ HOẠCH\n")) == ["KẾ HOẠCH"]


def test_both_columns_of_a_letterhead_on_one_line_are_parted() -> None:
    text = (
        "UBND XÃ AN HÒA CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\n"
        "Số: 12/KH-TBA An Hòa, ngày 05 tháng 9 năm 2025\n"
    )
    assert paragraphs(read(text)) == [
        "UBND XÃ AN HÒA",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 12/KH-TBA",
        "An Hòa, ngày 05 tháng 9 năm 2025",
    ]


def test_windows_line_ends() -> None:
    assert paragraphs(read("Một dòng.\r\n\r\nHai dòng.\r\n")) == ["Một dòng.", "Hai dòng."]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n" * 200_000,
        "a" * 1_000_000,
        "\t" * 100_000,
        "|" * 100_000,
        "<p>" * 50_000,
        "Tiêu chí 1.1\n\n" * 5_000,
        "\x00\ud800 \ufeff\n" * 10_000,
        "1 \n\n" * 20_000,
        ("x" * 60 + "\n") * 20_000,
    ],
    ids=["empty", "blank", "long", "tabs", "pipes", "tags", "codes", "odd", "digits", "lines"],
)
def test_hostile_texts_are_read_in_time(text: str) -> None:
    started = time.process_time()
    read(text)
    assert time.process_time() - started < 40


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="aăđAĐ 1.-:\n\t;Tiêuchíẩn", max_size=400))
def test_every_letter_of_a_text_is_in_the_document_once(text: str) -> None:
    document = read(text)
    out = "".join(p.text for p in document.paragraphs())
    for block in document.blocks:
        if isinstance(block, LooseLines):
            assert all(line.place.line for line in block.lines)
    assert sorted(c for c in text if c.isalnum()) == sorted(c for c in out if c.isalnum())
