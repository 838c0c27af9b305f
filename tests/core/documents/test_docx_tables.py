"""Tables of Word files: merges, nesting, headings, halves, and nothing lost."""

from __future__ import annotations

import contextlib
import re
import time
import zipfile
from collections import Counter
from pathlib import Path

import docx
import pytest
from docx.exceptions import InvalidSpanError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caitien.core.documents.model import Cell, Table
from caitien.core.documents.readers.docx import read_docx
from caitien.core.documents.readers.docx_package import Package
from tests.shared import need_shared

from .docx_maker import (
    codes,
    document_xml,
    make_docx,
    p,
    read_body,
    rows_of,
    tables,
    tbl,
    tc,
    texts,
    tr,
)

THREE = (1000, 2000, 3000)
SHARED_FOLDER = [HealthCheck.function_scoped_fixture]
HEAD = ("TT", "Nội dung", "Người phụ trách")


def one_table(tmp_path: Path, *rows: str, widths: tuple[int, ...] = THREE) -> Table:
    found = tables(read_body(tmp_path, tbl(*rows, widths=widths)))
    assert len(found) == 1
    return found[0]


def test_spans(tmp_path: Path) -> None:
    table = one_table(
        tmp_path,
        tr(tc("a", props='<w:gridSpan w:val="2"/>'), "b"),
        tr("c", "d", "e"),
        tr("f", "g", props='<w:gridBefore w:val="1"/>'),
        tr("h", props='<w:gridAfter w:val="2"/>'),
    )
    assert table.columns == 3
    assert rows_of(table) == [["a", "b"], ["c", "d", "e"], ["", "f", "g"], ["h", ""]]
    assert [c.colspan for c in table.rows[0].cells] == [2, 1]
    assert [c.place.column for c in table.rows[0].cells] == [1, 3]
    assert [c.place.column for c in table.rows[2].cells] == [1, 2, 3]
    assert table.rows[3].cells[1].colspan == 2


def test_vertical_merge(tmp_path: Path) -> None:
    top, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = one_table(
        tmp_path,
        tr(tc("x", props=top), "1", tc("y", props=top)),
        tr(tc(props=more), "2", tc(props=more)),
        tr(tc(props=more), "3", tc("z", props=top)),
        tr(tc("không gộp", props=more + '<w:gridSpan w:val="2"/>'), "4"),
    )
    first = table.rows[0].cells[0]
    assert (first.rowspan, first.continues) == (4, False)
    assert table.rows[0].cells[2].rowspan == 2
    assert [row.cells[0].continues for row in table.rows] == [False, True, True, True]
    assert table.rows[1].cells[0].paragraphs == []


def test_a_merge_without_a_top_is_a_cell(tmp_path: Path) -> None:
    table = one_table(tmp_path, tr(tc("a", props="<w:vMerge/>"), "b", "c"))
    assert rows_of(table) == [["a", "b", "c"]]
    assert not table.rows[0].cells[0].continues


def test_text_under_a_merge_is_told(tmp_path: Path) -> None:
    body = tbl(
        tr(tc("a", props='<w:vMerge w:val="restart"/>'), "b"),
        tr(tc("chữ kín", props="<w:vMerge/>"), "c"),
        widths=(1, 1),
    )
    document = read_body(tmp_path, body)
    assert codes(document) == ["merged-cell-text"]
    assert "chữ kín" in document.warnings[0].message
    assert document.warnings[0].place.row == 2


def test_old_horizontal_merge(tmp_path: Path) -> None:
    table = one_table(
        tmp_path,
        tr(tc("a", props='<w:hMerge w:val="restart"/>'), tc(props="<w:hMerge/>"), "b"),
        tr("1", "2", "3"),
    )
    assert [(c.text, c.colspan) for c in table.rows[0].cells] == [("a", 2), ("b", 1)]


def test_rows_and_cells_in_content_controls(tmp_path: Path) -> None:
    row = f"<w:sdt><w:sdtContent>{tr('a', 'b', 'c')}</w:sdtContent></w:sdt>"
    cell = f"<w:tr><w:sdt><w:sdtContent>{tc('d')}</w:sdtContent></w:sdt>{tc('e')}{tc('f')}</w:tr>"
    assert rows_of(one_table(tmp_path, row, cell)) == [["a", "b", "c"], ["d", "e", "f"]]


def test_a_nested_table_becomes_paragraphs_of_its_cell(tmp_path: Path) -> None:
    inner = tbl(tr("i", "ii"), tr("iii", "iv"), widths=(1, 1))
    table = one_table(tmp_path, tr("a", tc("trước", inner, "sau"), "c"))
    cell = table.rows[0].cells[1]
    assert [x.text for x in cell.paragraphs] == ["trước", "i", "ii", "iii", "iv", "sau"]
    assert [x.place.paragraph for x in cell.paragraphs] == [1, 2, 3, 4, 5, 6]


def test_a_table_that_only_frames_another_gives_way(tmp_path: Path) -> None:
    inner = tbl(tr(*HEAD), tr("1", "b", "c"), widths=THREE)
    for outer in (
        tbl(tr(tc(p("Tên bảng"), inner, p())), widths=(9,)),
        tbl(tr("", tc(p("Tên bảng"), inner, p())), widths=(1, 9)),
    ):
        document = read_body(tmp_path, p("trên") + outer + p("dưới"))
        assert texts(document) == ["trên", "Tên bảng", "", "dưới"]
        (found,) = tables(document)
        assert found.nested
        assert found.place.table == 1
        assert rows_of(found) == [list(HEAD), ["1", "b", "c"]]


def test_heading_rows_and_headings_typed_again(tmp_path: Path) -> None:
    body = tbl(
        tr(*HEAD, props="<w:tblHeader/>"),
        tr("(1)", "(2)", "(3)"),
        tr("1", "Việc một", "A"),
        tr("TT", "Nội  dung ", "NGƯỜI phụ trách"),
        tr("(1)", "(2)", "(3)"),
        tr("2", "Việc hai", "B"),
        tr("", "tiếp theo", ""),
        widths=THREE,
    )
    document = read_body(tmp_path, body)
    (table,) = tables(document)
    assert [row.header for row in table.rows] == [True, False, False, False, False]
    assert [row.cells[0].text for row in table.rows] == ["TT", "(1)", "1", "2", ""]
    assert [row.place.row for row in table.rows] == [1, 2, 3, 6, 7]
    assert codes(document) == ["repeated-header"]
    assert document.warnings[0].place.row == 4


def test_rows_alike_all_the_way_down_stay(tmp_path: Path) -> None:
    assert len(one_table(tmp_path, *[tr("Tổ", "Văn", "Toán")] * 6).rows) == 6


def test_equal_rows_of_data_stay(tmp_path: Path) -> None:
    table = one_table(tmp_path, tr("1", "Như nhau", "A"), tr("1", "Như nhau", "A"))
    assert len(table.rows) == 2


@pytest.mark.parametrize("between", ["", "<w:p/>", p('<w:r><w:br w:type="page"/></w:r>')])
@pytest.mark.parametrize("again", [True, False])
def test_a_table_cut_in_two_is_one(tmp_path: Path, between: str, again: bool) -> None:
    first = tbl(tr(*HEAD), tr("1", "Việc một", "A"), widths=THREE)
    head = [tr(*HEAD)] if again else []
    second = tbl(*head, tr("", "phần sau", ""), tr("2", "Việc hai", "B"), widths=THREE)
    document = read_body(tmp_path, first + between + second + p("cuối"))
    (table,) = tables(document)
    assert [row.cells[1].text for row in table.rows] == [
        HEAD[1],
        "Việc một",
        "phần sau",
        "Việc hai",
    ]
    last = table.rows[-1]
    assert last.place.row == (5 if again else 4)
    assert last.cells[0].paragraphs[0].place.row == last.place.row
    assert texts(document) == ["cuối"]
    assert codes(document) == (["repeated-header"] if again else []) + ["split-row"]


@pytest.mark.parametrize(
    "second",
    [
        tbl(tr("1", "x", "y"), widths=(3000, 2000, 1000)),
        tbl(tr("1", "x"), widths=(1000, 2000)),
        tbl(
            tr("Khác", "Hẳn", "Bảng trên", props="<w:tblHeader/>"), tr("1", "x", "y"), widths=THREE
        ),
    ],
)
def test_other_tables_stay_apart(tmp_path: Path, second: str) -> None:
    first = tbl(tr(*HEAD), tr("1", "Việc một", "A"), widths=THREE)
    document = read_body(tmp_path, first + p() + second)
    assert [table.place.table for table in tables(document)] == [1, 2]
    apart = read_body(tmp_path, first + p("Bảng 2") + tbl(tr("1", "x", "y"), widths=THREE))
    assert len(tables(apart)) == 2


def test_layout_tables_stay_tables(tmp_path: Path) -> None:
    block = tbl(tr("SỞ GDĐT", "CỘNG HÒA"), tr("Số: 1", "ngày 1"), widths=(1, 2))
    document = read_body(tmp_path, block + p() + tbl(tr("Nơi nhận", "HIỆU TRƯỞNG"), widths=(1, 2)))
    assert len(tables(document)) == 2


# --- nothing is lost, nothing comes twice -----------------------------------------------------


def visible(text: str) -> Counter[str]:
    return Counter(c for c in text if not c.isspace())


def all_text(path: Path) -> Counter[str]:
    document = read_docx(path)
    return visible("".join(x.text for x in document.paragraphs()))


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_samples_keep_every_character_once(name: str) -> None:
    path = need_shared() / "samples" / "rebuilt" / f"{name}.docx"
    with Package(path) as package:
        root = package.xml("word/document.xml")
    stored = "".join(t.text or "" for t in root.iter("{*}t"))
    assert all_text(path) == visible(stored)
    document = read_docx(path)
    assert not document.warnings
    for paragraph in document.paragraphs():
        assert paragraph.place.file is not None
        assert paragraph.place.paragraph is not None


@st.composite
def merged_tables(draw: st.DrawFn) -> tuple[int, int, list[tuple[int, int, int, int]]]:
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    corners = st.tuples(
        st.integers(0, rows - 1), st.integers(0, columns - 1),
        st.integers(0, rows - 1), st.integers(0, columns - 1),
    )  # fmt: skip
    return rows, columns, draw(st.lists(corners, max_size=3))


@settings(max_examples=20, deadline=None, suppress_health_check=SHARED_FOLDER)
@given(merged_tables())
def test_merges_of_python_docx_read_the_same(
    tmp_path: Path, plan: tuple[int, int, list[tuple[int, int, int, int]]]
) -> None:
    rows, columns, merges = plan
    made = docx.Document()
    grid = made.add_table(rows, columns)
    for top, left, bottom, right in merges:
        with contextlib.suppress(InvalidSpanError):
            grid.cell(top, left).merge(grid.cell(bottom, right))
    for index, cell in enumerate(grid._cells):
        if not cell.text:
            cell.text = f"ô{index}"
    path = tmp_path / "gop.docx"
    made.save(str(path))
    (table,) = tables(read_docx(path))
    seen: list[list[str]] = []
    below: dict[int, tuple[Cell, int]] = {}
    for row in table.rows:
        line: list[str] = []
        for column, cell in row.at_grid():
            shown = below[column][0] if cell.continues else cell
            below[column] = (shown, 0)
            line += [shown.text] * cell.colspan
        seen.append(line)
    expected = [[grid.cell(r, c).text for c in range(columns)] for r in range(rows)]
    assert seen == expected
    tops = [cell for row in table.rows for cell in row.cells if not cell.continues]
    assert sum(cell.colspan * cell.rowspan for cell in tops) == rows * columns


@settings(max_examples=60, deadline=None, suppress_health_check=SHARED_FOLDER)
@given(st.recursive(
    st.lists(st.text("ăâêôơưđ -\t", max_size=6), max_size=3),
    lambda inner: st.lists(st.lists(inner, min_size=1, max_size=3), min_size=1, max_size=3),
    max_leaves=8,
))  # fmt: skip
def test_nested_tables_keep_every_character(tmp_path: Path, shape: object) -> None:
    def render(node: object) -> str:
        assert isinstance(node, list)
        if all(isinstance(x, str) for x in node):
            return "".join(p(f'<w:r><w:t xml:space="preserve">{x}</w:t></w:r>') for x in node)
        rows = ["".join(tc(render(c) + "<w:p/>") for c in row) for row in node]
        return tbl(*(f"<w:tr>{row}</w:tr>" for row in rows), widths=(1,))

    path = make_docx(tmp_path / "long.docx", render(shape))
    stored = re.sub(r"<[^>]+>", "", render(shape))
    assert all_text(path) == visible(stored)


def test_a_long_table_reads_fast_enough(tmp_path: Path) -> None:

    cells = ["x"] + [f"Nội dung công việc số {n} của nhà trường" for n in range(8)]
    path = make_docx(tmp_path / "dai.docx", tbl(*[tr(*cells) for _ in range(200)], widths=(1,) * 9))
    read_docx(path)
    times = []
    for _ in range(5):
        start = time.process_time()
        document = read_docx(path)
        times.append(time.process_time() - start)
    assert len(tables(document)[0].rows) == 200
    assert min(times) < 1.5


def test_strict_names_and_other_main_parts(tmp_path: Path) -> None:
    strict = document_xml(tbl(tr("a", "b"), widths=(1, 1)) + p("chữ")).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    document = read_docx(make_docx(tmp_path / "strict.docx", document=strict))
    assert texts(document) == ["chữ"]
    moved = tmp_path / "moved.docx"
    with zipfile.ZipFile(tmp_path / "strict.docx") as old, zipfile.ZipFile(moved, "w") as new:
        for info in old.infolist():
            data = old.read(info).replace(b"word/document.xml", b"word/Document2.xml")
            new.writestr(info.filename.replace("document.xml", "document2.xml"), data)
    assert texts(read_docx(moved)) == ["chữ"]
