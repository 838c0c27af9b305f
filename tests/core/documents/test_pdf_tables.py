"""Ruled tables: cells, merged cells, paragraphs in cells, page breaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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

_WORDS = [
    *("rà", "soát", "kế", "hoạch", "nhà", "trường", "giáo", "viên", "sách", "60%", "Bổ", "200"),
    *("5.000.000", "đồng;", "9/2025", "(nếu", "có)", "quỹ", "phường", "khoẻ", "ước", "mơ.", "mới,"),
]
_cell = st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join)
_table = st.integers(1, 5).flatmap(
    lambda wide: st.lists(st.lists(_cell, min_size=wide, max_size=wide), min_size=2, max_size=9)
)


def _source(rows: list[list[str]], columns: str) -> str:
    cells = ", ".join(f'text("{text}")' for row in rows for text in row)
    return f"#table(columns: {columns}, {cells},)"


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=_table, size=st.sampled_from([8, 11, 13]), inset=st.sampled_from([2, 5, 8]))
def test_any_table_comes_back_cell_by_cell(
    tmp_path: Path, rows: list[list[str]], size: int, inset: int
) -> None:
    rows = [[f"{i}.{j} {text}".strip() for j, text in enumerate(row)] for i, row in enumerate(rows)]
    wide = len(rows[0])
    columns = "(" + ", ".join(f"{1 + j % 3}fr" for j in range(wide)) + ",)"
    preamble = PLAIN + f"#set text(size: {size}pt)\n#set table(inset: {inset}pt)\n"
    made = by_typst(tmp_path, _source(rows, columns), preamble)
    read = read_pdf(made)
    (table,) = tables(read)
    assert table.columns == wide
    assert [[" ".join(cell).split() for cell in row] for row in grid(table)] == [
        [text.split() for text in row] for row in rows
    ]
    assert letters_read(read) == letters_in_file(made)


def test_wraps_and_breaks_in_a_cell(tmp_path: Path) -> None:
    source = """#table(columns: (3cm, 5cm),
      [Tiêu chí 1.1], [Hiệu trưởng \\ Tổ trưởng chuyên môn các khối một, hai, ba và bốn \\ BGH],
      [Từ năm học 2023-#sym.zws;2024], [\\- Rà soát quy hoạch của nhà trường; \\ \\- Họp dân])"""
    (table,) = tables(read_pdf(by_typst(tmp_path, source)))
    assert grid(table) == [
        [
            ["Tiêu chí 1.1"],
            ["Hiệu trưởng", "Tổ trưởng chuyên môn các khối một, hai, ba và bốn", "BGH"],
        ],
        [["Từ năm học 2023-2024"], ["- Rà soát quy hoạch của nhà trường;", "- Họp dân"]],
    ]


def test_places_of_cells_and_paragraphs(tmp_path: Path) -> None:
    source = "Mở đầu.\n#table(columns: (3cm, 5cm), [A], [B], [C], [D \\ E])"
    read = read_pdf(by_typst(tmp_path, source))
    (table,) = tables(read)
    assert table.place.label() == "trang 1, bảng 1"
    cell = table.rows[1].cells[1]
    assert cell.place.label() == "trang 1, bảng 1, hàng 2, cột 2"
    assert [p.place.paragraph for p in cell.paragraphs] == [1, 2]
    assert all(p.place.file == str(tmp_path / "nguon.pdf") for p in read.paragraphs())
    assert read.pages == 1


def test_merged_cells(tmp_path: Path) -> None:
    source = """#table(columns: (2cm, 4cm, 4cm),
      table.cell(colspan: 3)[Tiêu chuẩn 1], table.cell(rowspan: 2)[1.1], [Một], [Hai],
      [Ba], [Bốn], [1.2], table.cell(colspan: 2)[Năm])"""
    (table,) = tables(read_pdf(by_typst(tmp_path, source)))
    shape = [
        [(column, cell.colspan, cell.rowspan, cell.continues) for column, cell in row.at_grid()]
        for row in table.rows
    ]
    assert shape == [
        [(0, 3, 1, False)],
        [(0, 1, 2, False), (1, 1, 1, False), (2, 1, 1, False)],
        [(0, 1, 1, True), (1, 1, 1, False), (2, 1, 1, False)],
        [(0, 1, 1, False), (1, 2, 1, False)],
    ]
    assert grid(table)[2] == [[], ["Ba"], ["Bốn"]]


def test_repeated_headings_are_dropped_and_rows_go_on(tmp_path: Path) -> None:
    rows = "".join(f"[{i}], [Việc thứ {i} của nhà trường]," for i in range(1, 90))
    source = f"#table(columns: (1cm, 8cm), table.header([TT], [Công việc]), {rows})"
    read = read_pdf(by_typst(tmp_path, source))
    assert (read.pages or 0) >= 3
    (table,) = tables(read)
    assert [row[0] for row in grid(table)] == [["TT"], *([str(i)] for i in range(1, 90))]
    assert [row.header for row in table.rows[:2]] == [True, False]
    assert table.rows[-1].place.page == read.pages
    assert not read.warnings


LONG = " ".join(f"Câu {i} nói về việc sửa chữa phòng học và bổ sung sách." for i in range(1, 60))


def test_a_row_cut_by_the_page_break_is_one_row(tmp_path: Path) -> None:
    source = f"""#v(20cm)
    #table(columns: (1cm, 5cm, 3cm), table.header([TT], [Công việc], [Ai]),
      [1], [Ngắn], [Tổ trưởng], [2], [{LONG}], [Hiệu trưởng], [3], [Cuối], [Kế toán])"""
    read = read_pdf(by_typst(tmp_path, source))
    (table,) = tables(read)
    assert grid(table) == [
        [["TT"], ["Công việc"], ["Ai"]],
        [["1"], ["Ngắn"], ["Tổ trưởng"]],
        [["2"], [LONG], ["Hiệu trưởng"]],
        [["3"], ["Cuối"], ["Kế toán"]],
    ]
    (paragraph,) = table.rows[2].cells[1].paragraphs
    assert [mark.place.page for mark in paragraph.marks] == list(range(1, (read.pages or 0) + 1))


@pytest.mark.parametrize("key", ["[5]", "[]"])
def test_a_new_row_on_a_new_page_is_not_swallowed(tmp_path: Path, key: str) -> None:
    rows = "".join(f"[{i}], [Việc {i}.], [Tổ trưởng {i}]," for i in range(1, 5))
    source = f"""#v(22.6cm)
    #table(columns: (1cm, 5cm, 3cm), {rows} {key}, [Mua sắm thiết bị mới.], [Kế toán])"""
    read = read_pdf(by_typst(tmp_path, source))
    assert read.pages == 2
    (table,) = tables(read)
    assert [row[1] for row in grid(table)] == [
        *([f"Việc {i}."] for i in range(1, 5)),
        ["Mua sắm thiết bị mới."],
    ]


def test_landscape_pages_between_upright_ones(tmp_path: Path) -> None:
    source = """Trước.
    #page(flipped: true)[#table(columns: (1fr,) * 8, ..range(24).map(i => [Ô #i]))]
    Sau."""
    read = read_pdf(by_typst(tmp_path, source))
    assert texts(read) == ["Trước.", "Sau."]
    (table,) = tables(read)
    assert grid(table) == [[[f"Ô {8 * i + j}"] for j in range(8)] for i in range(3)]


def test_tables_with_level_rulings_only(tmp_path: Path) -> None:
    source = """#table(columns: (4cm, 5cm, 4cm), stroke: (x: none, y: 0.6pt),
      [Nội dung], [Người làm], [Thời gian], [Sửa mái], [Hiệu trưởng], [Tháng 9],
      [Mua sách], [Thư viện], [Tháng 10])"""
    (table,) = tables(read_pdf(by_typst(tmp_path, source)))
    assert [[" ".join(cell) for cell in row] for row in grid(table)] == [
        ["Nội dung", "Người làm", "Thời gian"],
        ["Sửa mái", "Hiệu trưởng", "Tháng 9"],
        ["Mua sách", "Thư viện", "Tháng 10"],
    ]


def test_open_sides_and_thin_rectangles(tmp_path: Path) -> None:
    source = """#table(columns: 3,
      stroke: (x, y) => (left: if x > 0 {0.5pt}, top: if y > 0 {0.5pt}),
      [a1], [b1], [c1], [a2], [b2], [c2])"""
    (table,) = tables(read_pdf(by_typst(tmp_path, source)))
    assert grid(table) == [[["a1"], ["b1"], ["c1"]], [["a2"], ["b2"], ["c2"]]]


def test_a_frame_around_the_page_is_no_table(tmp_path: Path) -> None:
    source = "#rect(width: 100%, height: 100%)[Bìa kế hoạch.\n\n#table(columns: 2, [a], [b])]"
    read = read_pdf(by_typst(tmp_path, source))
    assert texts(read) == ["Bìa kế hoạch."]
    assert grid(tables(read)[0]) == [[["a"], ["b"]]]


def test_raised_numbers_and_upright_headings(tmp_path: Path) -> None:
    source = """#table(columns: (2cm, 5cm), rows: 3cm,
      rotate(-90deg, reflow: true)[Thời gian], [Diện tích 60 m#super(typographic: false)[2] đất])"""
    (table,) = tables(read_pdf(by_typst(tmp_path, source)))
    assert grid(table) == [[["Thời gian"], ["Diện tích 60 m² đất"]]]


def test_a_last_row_of_one_cell_alone_on_its_page(tmp_path: Path) -> None:
    source = """#v(22.6cm)
    #table(columns: (1cm, 5cm, 3cm), [1], [Một], [Tổ], [2], [Hai], [Tổ], [3], [Ba], [Tổ],
      [4], [Bốn], [Tổ], table.cell(colspan: 3)[Tiêu chuẩn 4])

    Hết."""
    read = read_pdf(by_typst(tmp_path, source))
    assert read.pages == 2
    (table,) = tables(read)
    assert grid(table)[-1] == [["Tiêu chuẩn 4"]]
    assert table.rows[-1].cells[0].colspan == 3
    assert texts(read) == ["Hết."]


def test_a_framed_note_stays_text(tmp_path: Path) -> None:
    source = "Một. #pagebreak() #rect(width: 100%)[Ghi chú trong khung.]\n\nHai."
    read = read_pdf(by_typst(tmp_path, source))
    assert texts(read) == ["Một.", "Ghi chú trong khung.", "Hai."]


def test_a_table_without_ruling_whose_standards_run_across(tmp_path: Path) -> None:
    rows = [
        ("1.1", "Rà soát chiến lược phát triển", "Tháng 10/2026", "Hiệu trưởng", "Không"),
        ("1.6", "Số hóa hồ sơ cũ của trường", "Tháng 12/2026", "Văn thư", "3 triệu đồng"),
    ]
    more = [
        ("2.2", "Cử giáo viên học nâng chuẩn", "Tháng 3/2027", "Kế toán", "9 triệu đồng"),
        ("2.3", "Tập huấn nhân viên y tế", "Tháng 4/2027", "Y tế", "Không"),
    ]
    head = ("Tiêu chí", "Công việc", "Thời gian", "Phụ trách", "Kinh phí")

    def cells(*lines: tuple[str, ...]) -> str:
        return " ".join(f"[{text}]," for line in lines for text in line)

    standards = [
        "Tiêu chuẩn 1: Tổ chức và quản lý nhà trường",
        "Tiêu chuẩn 2: Cán bộ quản lý, giáo viên, nhân viên và học sinh",
    ]
    source = f"""#table(columns: (1.6cm, 4.2cm, 3.4cm, 3.4cm, 3.2cm), stroke: none,
      inset: (x: 5pt, y: 9pt), {cells(head)}
      table.cell(colspan: 5)[{standards[0]}], {cells(*rows)}
      table.cell(colspan: 5)[{standards[1]}], {cells(*more)})

    III. TỔ CHỨC THỰC HIỆN

    Hiệu trưởng chỉ đạo chung."""
    read = read_pdf(by_typst(tmp_path, source))
    (table,) = tables(read)
    assert table.columns == 5
    got = [[" ".join(" ".join(c).split()) for c in row] for row in grid(table)]
    assert [row[0] for row in got] == ["Tiêu chí", standards[0], "1.1", "1.6", standards[1],
                                       "2.2", "2.3"]  # fmt: skip
    assert tuple(got[5]) == more[0]
    assert "III. TỔ CHỨC THỰC HIỆN" in texts(read)
