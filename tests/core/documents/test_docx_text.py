"""Paragraphs of Word files: characters, letters, fields, changes, boxes, notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from caitien.core.documents.model import Paragraph, Table

from .docx_maker import codes, p, r, read_body, rows_of, tables, tbl, tc, texts, tr

FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def field(code: str, result: str) -> str:
    return (
        FIELD.format("begin")
        + f"<w:r><w:instrText> {code} </w:instrText></w:r>"
        + FIELD.format("separate")
        + result
        + FIELD.format("end")
    )


def test_body_order_and_places(tmp_path: Path) -> None:
    body = p("Một") + tbl(tr("a", "b"), widths=(1, 1)) + p("Hai") + p()
    document = read_body(tmp_path, body)
    assert [type(block) for block in document.blocks] == [Paragraph, Table, Paragraph, Paragraph]
    assert texts(document) == ["Một", "Hai", ""]
    assert document.blocks[2].place.paragraph == 2
    cell = tables(document)[0].rows[0].cells[1]
    place = cell.paragraphs[0].place
    assert (place.table, place.row, place.column, place.paragraph) == (1, 1, 2, 1)
    assert place.page is None
    assert place.file is not None
    assert place.file.endswith("mau.docx")


def test_characters_of_a_run(tmp_path: Path) -> None:
    body = p(
        "<w:r><w:t>Số</w:t><w:tab/><w:t>16</w:t><w:noBreakHyphen/><w:t>A</w:t><w:br/><w:t>B</w:t>"
        '<w:cr/><w:t>C</w:t><w:softHyphen/><w:t>D</w:t><w:sym w:font="Wingdings" w:char="F0FC"/>'
        '<w:sym w:font="Symbol" w:char="F0B3"/><w:sym w:font="Webdings" w:char="F0EE"/></w:r>'
    )
    assert texts(read_body(tmp_path, body)) == ["Số\t16-A\nB\nCD✓≥•"]


def test_spaces_not_preserved_are_trimmed_as_word_does(tmp_path: Path) -> None:
    body = p("<w:r><w:t> Kế  hoạch </w:t></w:r>", r(" năm "), "<w:r><w:t>học\n mới</w:t></w:r>")
    assert texts(read_body(tmp_path, body)) == ["Kế  hoạch năm học  mới"]


def test_wrappers_are_entered(tmp_path: Path) -> None:
    body = (
        f"<w:p><w:hyperlink>{r('liên kết')}</w:hyperlink><w:smartTag><w:smartTagPr/>{r(' thẻ')}"
        f"</w:smartTag><w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{r(' ô nhập')}"
        f"</w:sdtContent></w:sdt><w:customXml><w:bdo>{r(' sâu')}</w:bdo></w:customXml></w:p>"
        f"<w:sdt><w:sdtContent>{p('khối')}<w:sdt><w:sdtContent>{p('lồng')}</w:sdtContent></w:sdt>"
        "</w:sdtContent></w:sdt>"
    )
    assert texts(read_body(tmp_path, body)) == ["liên kết thẻ ô nhập sâu", "khối", "lồng"]


def test_fields_keep_results_and_drop_codes_and_page_numbers(tmp_path: Path) -> None:
    body = p(
        "Trang ",
        field("PAGE  \\* MERGEFORMAT", r("2")),
        "/",
        f'<w:fldSimple w:instr=" NUMPAGES ">{r("9")}</w:fldSimple>',
        " ngày ",
        field('DATE \\@ "dd"', r("08")),
        f'<w:fldSimple w:instr="MERGEFIELD ten">{r(" tháng 8")}</w:fldSimple>',
    )
    assert texts(read_body(tmp_path, body)) == ["Trang / ngày 08 tháng 8"]


def test_nested_fields(tmp_path: Path) -> None:
    inner = field("MERGEFIELD x", r("trong mã"))
    body = p(
        FIELD.format("begin"),
        "<w:r><w:instrText>IF </w:instrText></w:r>",
        inner,
        FIELD.format("separate"),
        r("kết quả "),
        field("REF y", r("dẫn chiếu")),
        FIELD.format("end"),
    )
    assert texts(read_body(tmp_path, body)) == ["kết quả dẫn chiếu"]


def test_a_field_left_open_loses_nothing(tmp_path: Path) -> None:
    body = p("trước ", FIELD.format("begin"), "giữa", " sau") + p("đoạn sau")
    assert texts(read_body(tmp_path, body)) == ["trước giữa sau", "đoạn sau"]
    assert texts(read_body(tmp_path, p(FIELD.format("end"), "chữ"))) == ["chữ"]


def test_old_form_fields(tmp_path: Path) -> None:
    def form(data: str) -> str:
        begin = (
            f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        )
        return begin + FIELD.format("end")

    body = p(
        form('<w:checkBox><w:checked w:val="1"/></w:checkBox>'),
        form('<w:checkBox><w:default w:val="0"/></w:checkBox>'),
        form(
            '<w:ddList><w:result w:val="1"/><w:listEntry w:val="Mức 1"/>'
            '<w:listEntry w:val="Mức 2"/></w:ddList>'
        ),
    )
    assert texts(read_body(tmp_path, body)) == ["☒☐Mức 2"]


def test_tracked_changes(tmp_path: Path) -> None:
    deleted = "<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>"
    body = p("giữ ", deleted, f"<w:ins>{r('thêm')}</w:ins>") + p(
        f"<w:moveFrom>{r('cũ')}</w:moveFrom><w:moveTo>{r('mới')}</w:moveTo>"
    )
    document = read_body(tmp_path, body)
    assert texts(document) == ["giữ thêm", "mới"]
    assert codes(document) == ["tracked-changes"]
    assert "4 chỗ" in document.warnings[0].message


def test_a_deleted_paragraph_mark_joins_and_a_deleted_row_goes(tmp_path: Path) -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    deleted = "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>"
    body = (
        p("Đầu ", props=gone)
        + p(deleted, props=gone)
        + p("cuối", props='<w:jc w:val="center"/>')
        + tbl(tr("a", "b"), tr("c", "d", props="<w:del/>"), widths=(1, 1))
        + p("hết", props=gone)
    )
    document = read_body(tmp_path, body)
    assert texts(document) == ["Đầu cuối", "hết"]
    assert document.blocks[0].align == "center"  # type: ignore[union-attr]
    assert rows_of(tables(document)[0]) == [["a", "b"]]


def test_hidden_text_is_dropped_with_a_warning(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Kin"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = p("thấy", r("ẩn", "<w:vanish/>"), r("ẩn", '<w:rStyle w:val="An"/>')) + p(
        "ẩn", r(" lộ", '<w:vanish w:val="0"/>'), props='<w:pStyle w:val="Kin"/>'
    )
    document = read_body(tmp_path, body, styles=styles)
    assert texts(document) == ["thấy", " lộ"]
    assert codes(document) == ["hidden-text"]


def test_capitals_are_as_printed(tmp_path: Path) -> None:
    document = read_body(tmp_path, p(r("Kế hoạch", "<w:caps/>"), r(" năm", '<w:caps w:val="0"/>')))
    assert texts(document) == ["KẾ HOẠCH năm"]


def test_letters_follow_styles(tmp_path: Path) -> None:
    styles = (
        "<w:docDefaults><w:rPrDefault><w:rPr><w:i/></w:rPr></w:rPrDefault>"
        '<w:pPrDefault><w:pPr><w:jc w:val="both"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Thuong"/>'
        '<w:style w:type="paragraph" w:styleId="Dam"><w:basedOn w:val="Thuong"/><w:pPr>'
        '<w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:i w:val="0"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Dam"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Vong"><w:basedOn w:val="Vong"/></w:style>'
        '<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
    )
    body = (
        p("mặc định")
        + p("đậm giữa", props='<w:pStyle w:val="Con"/>')
        + p(r("thường", '<w:b w:val="false"/>'), props='<w:pStyle w:val="Con"/>')
        + p(r("đổi lại", '<w:rStyle w:val="Strong"/>'), props='<w:pStyle w:val="Con"/>')
        + p(r("đậm", '<w:rStyle w:val="Strong"/>'), props='<w:jc w:val="end"/>')
        + p("vòng", props='<w:pStyle w:val="Vong"/>')
        + p(r("ít", "<w:b/>"), "nhiều chữ hơn hẳn")
    )
    read = list(read_body(tmp_path, body, styles=styles).paragraphs())
    assert [x.bold for x in read] == [False, True, False, False, True, False, False]
    assert [x.italic for x in read] == [True, False, False, False, True, True, True]
    assert [x.align for x in read] == [
        "justify", "center", "center", "center", "right", "justify", "justify",
    ]  # fmt: skip


def test_text_boxes_are_read_once_where_they_hang(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{p('CỘNG HÒA')}{p('Độc lập')}</w:txbxContent>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx>'
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = read_body(tmp_path, p("trên") + p(both) + p("Đoạn có chữ", both) + p("dưới"))
    inside = ["CỘNG HÒA", "Độc lập"]
    assert texts(document) == ["trên", *inside, "Đoạn có chữ", *inside, "dưới"]
    assert [x.text for x in document.text_boxes] == inside * 2
    assert document.blocks[-1].place.paragraph == 4 - 1


def test_text_box_before_text_vml_only_with_a_table(tmp_path: Path) -> None:
    inner = tbl(tr("Số: 1", "Hà Nội"), widths=(1, 1))
    box = f"<v:textbox><w:txbxContent>{inner}<w:p/></w:txbxContent></v:textbox>"
    pict = f"<w:r><w:pict><v:shape>{box}</v:shape></w:pict></w:r>"
    document = read_body(tmp_path, p(pict, "Chữ"))
    assert [type(b) for b in document.blocks] == [Table, Paragraph, Paragraph]
    assert [x.text for x in document.text_boxes] == ["Số: 1", "Hà Nội", ""]


def test_footnotes_close_the_document(tmp_path: Path) -> None:
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", " Theo báo cáo.")}</w:footnote>'
    )
    body = p("x") + p("85%", '<w:r><w:footnoteReference w:id="2"/></w:r>') + p("cuối")
    document = read_body(tmp_path, body, footnotes=notes)
    assert texts(document) == ["x", "85%", "cuối", "Theo báo cáo."]
    last = document.blocks[-1]
    assert isinstance(last, Paragraph)
    assert (last.label, last.place.paragraph) == ("[1]", 2)


def test_mathematics_comments_and_embedded_parts(tmp_path: Path) -> None:
    above, below = "<m:r><m:t>a</m:t></m:r>", "<m:r><m:t>b</m:t></m:r>"
    math = f"<m:oMath><m:f><m:num>{above}</m:num><m:den>{below}</m:den></m:f></m:oMath>"
    body = (
        p(
            "tỉ lệ ",
            math,
            "<w:commentRangeStart w:id='1'/><w:r><w:commentReference w:id='1'/></w:r>",
        )
        + '<w:altChunk r:id="rId9"/>'
        + p("<w:r><w:object><o:OLEObject/></w:object></w:r>")
    )
    document = read_body(tmp_path, body)
    assert texts(document) == ["tỉ lệ a/b", ""]
    assert codes(document) == ["embedded-ignored", "embedded-object"]


def test_a_file_of_pictures_is_told(tmp_path: Path) -> None:
    document = read_body(tmp_path, p("<w:r><w:drawing><a:blip/></w:drawing></w:r>"))
    assert codes(document) == ["pictures-only"]


def test_a_file_without_text_is_told(tmp_path: Path) -> None:
    assert codes(read_body(tmp_path, p() + p(" "))) == ["no-text"]


def test_pages_from_word_and_from_breaks(tmp_path: Path) -> None:
    mark = "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = (
        p("trang 1")
        + p(mark, "trang 2", '<w:r><w:br w:type="page"/></w:r>')
        + p(mark, "trang 3, rồi ", mark, "trang 4")
        + p("trang 5", props="<w:pageBreakBefore/>")
        + p("hết phần", props='<w:sectPr><w:type w:val="continuous"/></w:sectPr>')
        + p("trang 6")
        + '<w:sectPr><w:type w:val="nextPage"/></w:sectPr>'
    )
    document = read_body(tmp_path, body)
    read = list(document.paragraphs())
    assert [x.place.page for x in read] == [1, 2, 3, 5, 5, 6]
    assert [x.page_break_before for x in read] == [False, False, True, True, False, True]
    assert read[2].place_at(len("trang 3, rồi ")).page == 4
    assert read[2].place_at(3).page == 3
    assert document.pages == 6


def test_no_pages_where_word_left_no_marks(tmp_path: Path) -> None:
    document = read_body(tmp_path, p("a") + p('<w:r><w:br w:type="page"/></w:r>', "b") + p("c"))
    read = list(document.paragraphs())
    assert [x.place.page for x in read] == [None] * 3
    assert [x.page_break_before for x in read] == [False, True, False]
    assert document.pages is None


def test_pages_of_rows_that_run_over(tmp_path: Path) -> None:
    mark = "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = tbl(
        tr("1", tc(p("đầu ", mark, "sau")), tc(p("cũng ", mark, "vậy"))),
        tr(tc(p(mark, "2")), "x", "y"),
        tr("3", "z", "t"),
        widths=(1, 1, 1),
    )
    rows = tables(read_body(tmp_path, body))[0].rows
    assert [row.place.page for row in rows] == [1, 3, 3]
    assert [cell.place.page for cell in rows[1].cells] == [3, 3, 3]


@pytest.mark.parametrize("value", ["left", "start", "right", "end", "center", "both"])
def test_align(tmp_path: Path, value: str) -> None:
    expected = {"start": "left", "end": "right", "both": "justify"}.get(value, value)
    document = read_body(tmp_path, p("x", props=f'<w:jc w:val="{value}"/>'))
    assert next(document.paragraphs()).align == expected
