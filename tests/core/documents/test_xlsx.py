"""Excel workbooks: the same plan as in Word, values as they are seen, what is left out is told."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caitien.core.documents.model import Document, Paragraph, Table
from caitien.core.documents.readers import open_document
from caitien.core.documents.readers.xlsx_numbers import shown
from caitien.core.drafts.model import content_of
from caitien.core.drafts.read import understand
from tests.shared import ROOT, need_shared

from .docx_maker import codes
from .xlsx_maker import (
    APART,
    BARE,
    BOXED,
    LOOSE,
    RULED,
    SHEETS,
    make_xlsx,
    sheet_of,
    twin,
    with_part,
)

#: Excel knows no time zones
MIDNIGHT = datetime.fromisoformat("2026-09-05T00:00")
MORNING = datetime.fromisoformat("2026-09-05T08:30")
STYLES = [RULED, BARE, LOOSE, APART, SHEETS, BOXED]
SAMPLES = sorted((ROOT / "tests" / "samples").glob("*.docx"))


def same_plan(word: Path, folder: Path, style: str) -> None:
    document = open_document(word)
    again = open_document(twin(document, folder / "plan.xlsx", style))
    assert again.format == "xlsx"
    assert again.warnings == []
    first, second = understand(document), understand(again)
    assert first.plans
    assert [content_of(plan) for plan in second.plans] == [content_of(p) for p in first.plans]
    assert [plan.damage for plan in second.plans] == [set() for _ in first.plans]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("word", SAMPLES, ids=lambda path: path.stem)
def test_same_plan_as_in_word(word: Path, style: str, tmp_path: Path) -> None:
    same_plan(word, tmp_path, style)


@pytest.mark.parametrize("style", STYLES)
def test_same_plan_as_in_shared_words(style: str, tmp_path: Path) -> None:
    for word in sorted((need_shared() / "samples" / "rebuilt").glob("*.docx")):
        same_plan(word, tmp_path, style)


def test_places_are_those_of_the_sheet(tmp_path: Path) -> None:
    word = open_document(ROOT / "tests" / "samples" / "chin-cot-tieu-hoc.docx")
    document = open_document(twin(word, tmp_path / "plan.xlsx", APART))
    table = next(b for b in document.blocks if isinstance(b, Table))
    title = next(b for b in document.blocks if isinstance(b, Paragraph))
    assert (title.place.page, title.place.row, title.place.column) == (1, 4, 3)
    first = table.rows[0].cells[0]
    assert (first.place.page, first.place.table, first.place.column) == (1, 1, 3)
    assert first.place.row == table.rows[0].place.row
    rows = [row.place.row or 0 for row in table.rows]
    assert rows == list(range(rows[0], rows[0] + len(rows)))
    for row in table.rows:
        for cell in row.cells:
            for number, paragraph in enumerate(cell.paragraphs, 1):
                assert paragraph.place.row == row.place.row
                assert paragraph.place.column == cell.place.column
                assert paragraph.place.paragraph == number


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (5000000.0, "", "5.000.000"),
        (5000000.0, "#,##0", "5.000.000"),
        (5000000.0, '#,##0 "đồng"', "5.000.000 đồng"),
        (5000000.0, r"#,##0\ [$₫-42A]", "5.000.000 ₫"),
        (2500000.0, r'_-* #,##0\ _₫_-;\-* #,##0\ _₫_-;_-* "-"??\ _₫_-;_-@_-', "2.500.000"),
        (-2500000.0, r'_-* #,##0\ _₫_-;\-* #,##0\ _₫_-;_-* "-"??\ _₫_-;_-@_-', "-2.500.000"),
        (0.0, r'_-* #,##0\ _₫_-;\-* #,##0\ _₫_-;_-* "-"??\ _₫_-;_-@_-', "-"),
        (0.0, "#,##0", "0"),
        (-5000.5, "#,##0.0", "-5.000,5"),
        (-3.0, "#,##0;(#,##0)", "-3"),
        (0.95, "0%", "95%"),
        (0.955, "0.0%", "95,5%"),
        (1.0, "", "1"),
        (2024.0, "", "2024"),
        (2024, "General", "2024"),
        (1.3, "", "1.3"),
        (1.1, "0.00", "1.10"),
        (7.0, "00", "07"),
        (912345678.0, "0", "912345678"),
        (1 / 3, "", "0.3333333333"),
        (0.5, "# ?/?", "0.5"),
        (12.0, "@", "12"),
        (1234567.0, "#,##0,", "1.235"),
        (True, "", "TRUE"),
        ("1.10", "0", "1.10"),
        (date(2026, 9, 5), "d/m/yyyy", "05/09/2026"),
        (date(2026, 9, 5), "mmm-yy", "09/2026"),
        (date(2026, 9, 5), "d-mmm", "05/09"),
        (date(2026, 3, 1), "d.m", "1.3"),
        (date(2026, 9, 5), "yyyy", "2026"),
        (date(2026, 9, 5), "[$-42A]dd mmmm yyyy;@", "05/09/2026"),
        (MORNING, "dd/mm/yyyy hh:mm", "05/09/2026 08:30"),
        (MORNING, "h:mm AM/PM", "08:30"),
        (MIDNIGHT, "", "05/09/2026"),
        (time(7, 5), "h:mm", "07:05"),
        (timedelta(days=2, hours=3), "[h]:mm", "51:00"),
        (timedelta(minutes=-90), "[h]:mm", "-01:30"),
        (float("nan"), "", ""),
    ],
)  # fmt: skip
def test_values_as_they_are_seen(value: Any, code: str, text: str) -> None:
    assert shown(value, code) == text


def table_of(document: Document) -> list[list[str]]:
    """The texts of the one table."""
    (table,) = [b for b in document.blocks if isinstance(b, Table)]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_formats_of_cells_are_followed(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("KH")
        form = {name: book.add_format({"border": 1, "num_format": name})
                for name in ("General", "#,##0", "0%", "mm/yyyy", "dd/mm/yyyy")}  # fmt: skip
        for c, title in enumerate(("TT", "Thời gian", "Hạn", "Kinh phí", "Tỉ lệ", "Tổng")):
            sheet.write(2, c, title, form["General"])
        sheet.write(3, 0, 1, form["General"])
        sheet.write_datetime(3, 1, date(2026, 9, 1), form["mm/yyyy"])
        sheet.write_datetime(3, 2, date(2026, 10, 15), form["dd/mm/yyyy"])
        sheet.write(3, 3, 5000000, form["#,##0"])
        sheet.write(3, 4, 0.85, form["0%"])
        sheet.write_formula(3, 5, "=D4*2", form["#,##0"], 10000000)

    document = open_document(make_xlsx(tmp_path / "a.xlsx", fill))
    assert table_of(document)[1] == [
        "1", "09/2026", "15/10/2026", "5.000.000", "85%", "10.000.000",
    ]  # fmt: skip


def test_merged_cells_span_as_in_word(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet, form = book.add_worksheet("KH"), book.add_format({"border": 1})
        sheet.merge_range("A1:A2", "TT", form)
        sheet.merge_range("B1:C1", "Thời gian", form)
        sheet.write_row("B2", ["Từ", "Đến"], form)
        sheet.merge_range("A3:C3", "Tiêu chuẩn 1", form)
        sheet.write_row("A4", ["1", "9/2026", "a\nb"], form)

    document = open_document(make_xlsx(tmp_path / "a.xlsx", fill))
    (table,) = document.blocks
    assert isinstance(table, Table)
    assert table.columns == 3
    shape = [[(c.text, c.colspan, c.rowspan, c.continues) for c in r.cells] for r in table.rows]
    assert shape == [
        [("TT", 1, 2, False), ("Thời gian", 2, 1, False)],
        [("", 1, 1, True), ("Từ", 1, 1, False), ("Đến", 1, 1, False)],
        [("Tiêu chuẩn 1", 3, 1, False)],
        [("1", 1, 1, False), ("9/2026", 1, 1, False), ("a\nb", 1, 1, False)],
    ]
    assert [p.text for p in table.rows[3].cells[2].paragraphs] == ["a", "b"]


def test_hidden_things_are_left_out_and_told(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet, form = book.add_worksheet("KH"), book.add_format({"border": 1})
        for r in range(4):
            sheet.write_row(r, 0, [f"a{r}", f"b{r}", f"c{r}"], form)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("B:B", None, None, {"hidden": True})
        old = book.add_worksheet("Nháp")
        old.write(0, 0, "không đọc")
        old.hide()
        book.add_worksheet("Cũ").very_hidden()
        book.add_worksheet("Sheet2")

    document = open_document(make_xlsx(tmp_path / "a.xlsx", fill))
    assert table_of(document) == [["a0", "c0"], ["a1", "c1"], ["a3", "c3"]]
    assert codes(document) == ["hidden-sheet", "empty-sheet", "hidden-text"]
    told = " ".join(w.message for w in document.warnings)
    assert "“Nháp”, “Cũ”" in told
    assert "“Sheet2”" in told
    assert "6 ô" in told


def test_sheets_follow_one_another(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        for name in ("Một", "Hai"):
            sheet = book.add_worksheet(name)
            sheet.write(0, 0, f"Trang {name}")
            sheet.write(1, 0, "chữ")

    document = open_document(make_xlsx(tmp_path / "a.xlsx", fill))
    lines = [b for b in document.blocks if isinstance(b, Paragraph)]
    assert [(x.text, x.place.page, x.place.paragraph) for x in lines] == [
        ("Trang Một", 1, 1), ("chữ", 1, 2), ("Trang Hai", 2, 3), ("chữ", 2, 4),
    ]  # fmt: skip
    assert [x.page_break_before for x in lines] == [False, False, True, False]
    assert lines[2].place.label() == "trang tính 2, hàng 1, cột 1, đoạn 3"


def test_formulas_are_read_not_worked_out(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("KH")
        sheet.write_formula(0, 0, "=1+1", None, 7)
        sheet.write_formula(1, 0, '=HYPERLINK("http://x","y")', None, "đã lưu")
        sheet.write_formula(2, 0, "=1/0", None, "#DIV/0!")
        sheet.write_formula(3, 0, "=A1", None, "")

    document = open_document(make_xlsx(tmp_path / "a.xlsx", fill))
    assert [p.text for p in document.paragraphs()] == ["7", "đã lưu", "#DIV/0!"]
    assert codes(document) == ["formula-errors", "formula-without-value"]


STRICT = [
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
     b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
     b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
    (b'Target="worksheets', b'Target="/xl/worksheets'),
]  # fmt: skip


def strict(part: bytes) -> bytes:
    for usual, other in STRICT:
        part = part.replace(usual, other)
    return part


def prefixed(part: bytes) -> bytes:
    return re.sub(rb"<(/?)(?!\?)(\w)", rb"<\1x:\2", part).replace(b"xmlns=", b"xmlns:x=")


def test_workbooks_of_other_programs(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet('A & B <x> ’"é')
        sheet.write(0, 0, "chữ")
        sheet.write(1, 0, 5)

    path = make_xlsx(tmp_path / "a.xlsx", fill)
    with_part(path, "xl/worksheets/sheet1.xml", prefixed)
    assert [p.text for p in open_document(path).paragraphs()] == ["chữ", "5"]
    path = make_xlsx(tmp_path / "b.xlsx", fill)
    for part in ("workbook.xml", "worksheets/sheet1.xml", "sharedStrings.xml", "styles.xml",
                 "_rels/workbook.xml.rels"):  # fmt: skip
        with_part(path, f"xl/{part}", strict)
    assert [p.text for p in open_document(path).paragraphs()] == ["chữ", "5"]
    path = make_xlsx(tmp_path / "c.xlsx", fill)
    row = (
        b'<row><c t="inlineStr"><is><r><t xml:space="preserve">trong </t></r>'
        b"<r><t>\xc3\xb4</t></r></is></c>"
        b'<c t="str"><f>1</f><v>s</v></c><c t="d"><v>2026-09-05T00:00:00</v></c></row>'
    )
    with_part(
        path,
        "xl/worksheets/sheet1.xml",
        lambda old: re.sub(rb"<row.*</row>", row, old, flags=re.DOTALL),
    )
    texts = [p.text for p in open_document(path).paragraphs()]
    assert texts == ["trong ô", "s", "05/09/2026"]


def test_letters_and_lines_of_text(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("KH")
        bold = book.add_format({"bold": True, "align": "center"})
        sheet.write(0, 0, "KẾ HOẠCH", bold)
        sheet.write_rich_string(1, 0, "chữ ", book.add_format({"bold": True}), "đậm", " rồi thôi")
        sheet.write(2, 0, "I.")
        sheet.write(2, 1, "MỤC ĐÍCH", bold)
        sheet.write(3, 0, "- một\r\n- hai\n\n- ba")

    document = open_document(make_xlsx(tmp_path / "a.xlsx", fill))
    lines = list(document.paragraphs())
    assert [x.text for x in lines] == [
        "KẾ HOẠCH", "chữ đậm rồi thôi", "I. MỤC ĐÍCH", "- một", "- hai", "- ba",
    ]  # fmt: skip
    assert [(x.bold, x.align) for x in lines[:3]] == [
        (True, "center"), (False, ""), (True, "center"),
    ]  # fmt: skip


def test_head_and_signature_are_read_column_after_column(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [
        ["UBND XÃ MÂY", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["TRƯỜNG TIỂU HỌC MÂY", None, None, "Độc lập - Tự do - Hạnh phúc"],
        [None],
        ["Số: 3/KH-THM", None, None, "Mây, ngày 3 tháng 9 năm 2026"],
        ["KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG"],
        [None],
        ["Nơi nhận:", None, None, "HIỆU TRƯỞNG"],
        ["- UBND xã;"],
        ["- Lưu: VT.", None, None, "(Đã ký)"],
        [None], [None], [None],
        [None, None, None, "Lò Thị Hoa Ban"],
    ]  # fmt: skip
    document = open_document(sheet_of(tmp_path / "a.xlsx", rows))
    assert [p.text for p in document.paragraphs()] == [
        "UBND XÃ MÂY", "TRƯỜNG TIỂU HỌC MÂY", "Số: 3/KH-THM",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Mây, ngày 3 tháng 9 năm 2026", "KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG",
        "Nơi nhận:", "- UBND xã;", "- Lưu: VT.", "HIỆU TRƯỞNG", "(Đã ký)", "Lò Thị Hoa Ban",
    ]  # fmt: skip


_CELLS = st.dictionaries(
    st.tuples(st.integers(0, 11), st.integers(0, 6)),
    st.tuples(
        st.sampled_from(["ô", "- việc", "Nơi nhận:", "II.", "HIỆU TRƯỞNG", "ngày 1 tháng 2 năm 3"]),
        st.integers(0, 2),
        st.integers(0, 2),
        st.booleans(),
    ),
    max_size=40,
)


@settings(max_examples=80, deadline=None)
@given(_CELLS)
def test_every_text_stands_once_at_its_place(cells: dict[tuple[int, int], Any]) -> None:
    """Whatever stands where, merged and ruled anyhow: nothing is lost, nothing said twice."""
    taken: set[tuple[int, int]] = set()
    wanted: dict[tuple[int, int], str] = {}

    def fill(book: Any) -> None:
        sheet = book.add_worksheet("KH")
        forms = {True: book.add_format({"border": 1}), False: book.add_format()}
        for (r, c), (words, down, across, ruled) in sorted(cells.items()):
            area = {(i, j) for i in range(r, r + down + 1) for j in range(c, c + across + 1)}
            if area & taken:
                continue
            taken.update(area)
            wanted[r + 1, c + 1] = f"{words} {r}.{c}"
            if len(area) > 1:
                sheet.merge_range(r, c, r + down, c + across, wanted[r + 1, c + 1], forms[ruled])
            else:
                sheet.write_string(r, c, wanted[r + 1, c + 1], forms[ruled])

    with TemporaryDirectory() as folder:
        document = open_document(make_xlsx(Path(folder) / "a.xlsx", fill))
    found = " ".join(p.text for p in document.paragraphs())
    assert sorted(found.split()) == sorted(" ".join(wanted.values()).split())
    for paragraph in document.paragraphs():
        place = paragraph.place
        assert paragraph.text.startswith(wanted[place.row or 0, place.column or 0])
    for table in document.blocks:
        if isinstance(table, Table):
            assert {sum(c.colspan for c in row.cells) for row in table.rows} == {table.columns}
