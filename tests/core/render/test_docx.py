"""The .docx: page and components of Nghị định 30/2020, table heads, no clock, no author."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from caitien.core.drafts.plan_json import plan_from_dict
from caitien.core.render.docx import docx_bytes, write_docx
from caitien.core.render.paper import paper_of

from . import plans

MILLIMETRE = Mm(1)


def opened(data: bytes) -> docx.document.Document:
    return docx.Document(BytesIO(data))


def ruled(document: docx.document.Document) -> list[docx.table.Table]:
    return [t for t in document.tables if t._tbl.tblPr.find(qn("w:tblBorders")) is not None]


@pytest.fixture(scope="module")
def nine() -> docx.document.Document:
    return opened(docx_bytes(paper_of(plans.nine_columns())))


def test_page_and_margins(nine: docx.document.Document) -> None:
    first, across, last = nine.sections
    for section, (width, height) in zip(
        (first, across, last), ((210, 297), (297, 210), (210, 297)), strict=True
    ):
        assert abs(section.page_width - Mm(width)) < MILLIMETRE
        assert abs(section.page_height - Mm(height)) < MILLIMETRE
        assert Mm(19.9) <= section.top_margin <= Mm(25)
        assert Mm(19.9) <= section.bottom_margin <= Mm(25)
        assert Mm(29.9) <= section.left_margin <= Mm(35)
        assert Mm(14.9) <= section.right_margin <= Mm(20.1)


def test_page_number_on_top_from_the_second_page_on(nine: docx.document.Document) -> None:
    first, across, last = nine.sections
    assert first.different_first_page_header_footer
    assert not across.different_first_page_header_footer
    assert not last.different_first_page_header_footer
    assert across.header.is_linked_to_previous
    paragraph = first.header.paragraphs[0]
    assert " PAGE " in "".join(i.text or "" for i in paragraph._p.iter(qn("w:instrText")))
    assert paragraph.style.paragraph_format.alignment == 1
    assert paragraph.style.font.size == Pt(14)
    assert not first.first_page_header.paragraphs or not first.first_page_header.paragraphs[0].text


@pytest.mark.parametrize(
    ("text", "size", "bold", "italic"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, True, None),
        ("Độc lập - Tự do - Hạnh phúc", 14, True, None),
        ("UBND XÃ SÔNG HINH", 12, None, None),
        ("TRƯỜNG TIỂU HỌC SUỐI MÂY", 12, True, None),
        ("Số: 07/KH-THSM", 13, None, None),
        ("Sông Hinh, ngày 05 tháng 02 năm 2023", 14, None, True),
        ("KẾ HOẠCH", 14, True, None),
        ("CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC", 14, True, None),
        ("I. MỤC ĐÍCH, YÊU CẦU", 14, True, None),
        ("Nơi nhận:", 12, True, True),
        ("- Lưu: VT.", 11, None, None),
        ("HIỆU TRƯỞNG", 14, True, None),
        ("Đỗ Thị Hoài Ân", 14, True, None),
    ],
)
def test_components_have_their_size_and_style(
    nine: docx.document.Document, text: str, size: int, bold: bool, italic: bool
) -> None:
    cells = [c for t in nine.tables for row in t.rows for c in row.cells]
    every = [*nine.paragraphs, *(p for c in cells for p in c.paragraphs)]
    found = [p for p in every if p.text.replace("\n", " ") == text]
    assert found, text
    font = found[0].style.font
    assert (font.size, font.bold, font.italic) == (Pt(size), bold, italic)
    assert font.name == "Times New Roman"


def test_body_is_justified_with_an_indent_and_space(nine: docx.document.Document) -> None:
    body = next(p for p in nine.paragraphs if p.text.startswith("1. Khắc phục"))
    shape = body.style.paragraph_format
    assert shape.alignment == 3
    assert abs(shape.first_line_indent - Mm(12.7)) < MILLIMETRE
    assert shape.space_after >= Pt(6)


def test_wide_table_repeats_its_head_and_keeps_short_rows_whole(
    nine: docx.document.Document,
) -> None:
    (table,) = ruled(nine)
    rows = table._tbl.tr_lst
    assert [r.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for r in rows[:2]] == [
        True,
        False,
    ]
    assert all(r.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for r in rows)
    assert table._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
    grid = [int(c.get(qn("w:w"))) for c in table._tbl.tblGrid]
    cells = [int(tc.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for tc in rows[0].tc_lst]
    assert grid == cells
    assert abs(sum(grid) - 247 * 56.69) < 20
    assert abs(table.columns[3].width / Mm(1) - grid[3] / 56.69) < 0.5


def test_rows_longer_than_a_page_may_split() -> None:
    (table,) = ruled(opened(docx_bytes(paper_of(plans.long_rows(13)))))
    whole = [r.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for r in table._tbl.tr_lst]
    assert not whole[-1]
    assert whole[0]


def test_language_is_vietnamese_and_nobody_is_made_an_author(nine: docx.document.Document) -> None:
    lang = nine.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    assert lang.get(qn("w:val")) == "vi-VN"
    core = nine.core_properties
    assert core.author == ""
    assert core.last_modified_by == ""
    assert core.comments == ""
    assert core.title.startswith("KẾ HOẠCH")


def test_same_draft_same_bytes(tmp_path: Path) -> None:
    paper = paper_of(plans.nine_columns())
    data = docx_bytes(paper)
    write_docx(paper, tmp_path / "a.docx")
    assert (tmp_path / "a.docx").read_bytes() == data
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any("thumbnail" in name for name in package.namelist())
        assert b"created" not in package.read("docProps/core.xml")


def test_words_are_only_words() -> None:
    draft = plans.nine_columns(items=[{"solutions": [text]} for text in plans.AWKWARD])
    data = docx_bytes(paper_of(draft))
    (table,) = ruled(opened(data))
    shown = [cells[3].text for cells in (row.cells for row in table.rows)]
    assert [t for t in plans.AWKWARD if t not in shown] == []
    with zipfile.ZipFile(BytesIO(data)) as package:
        body = package.read("word/document.xml").decode()
    assert set(re.findall(r"<w:(?:fldSimple|instrText|hyperlink|object)", body)) == set()


def test_control_characters_go_and_lone_halves_are_seen() -> None:
    draft = plan_from_dict(
        {"items": [{"solutions": ["a\x00b\x07c\ud83d\x0bd\u202ee\tf"]}], "title": "KẾ HOẠCH"}
    )
    (table,) = ruled(opened(docx_bytes(paper_of(draft))))
    assert "abc\ufffd de f" in [cell.text for cell in table.rows[1].cells]


def test_last_paragraph_goes_with_the_signature(nine: docx.document.Document) -> None:
    last = next(p for p in nine.paragraphs if p.text.endswith("./."))
    assert last.paragraph_format.keep_with_next
    signature = nine.tables[-1]
    assert signature.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
    left, right = signature.rows[0].cells
    assert left.paragraphs[0].text == "Nơi nhận:"
    assert right.paragraphs[0].text == "HIỆU TRƯỞNG"


@pytest.mark.parametrize("form", [None, "bieu2_tt57"])
def test_empty_and_long_plans_open(form: str | None) -> None:
    for draft in (plan_from_dict({}), plans.long_rows(30)):
        assert opened(docx_bytes(paper_of(draft, form))).paragraphs
