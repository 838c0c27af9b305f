"""Editing a .docx in place: what changes, what stays to the byte, what is left out and why."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from caitien.core.documents.editing import Edit, Editor, EditReport, apply_edits
from caitien.core.documents.model import Place
from caitien.core.documents.readers.docx import read_docx
from tests.core.documents.docx_maker import XMLNS, document_xml, make_docx, p, r, tbl, tc, tr
from tests.core.documents.editing_tools import (
    W,
    accepted,
    find,
    letters,
    main_xml,
    other_parts_equal,
    plain,
    rejected,
    tree,
)

BOLD = "<w:b/>"


def change(
    tmp_path: Path, body: str, old: str, new: str, *, track: bool = False, **parts: str | bytes
) -> tuple[EditReport, Path]:
    """Replaces the first `old` of a file made of `body`."""
    source = make_docx(tmp_path / "goc.docx", body, **parts)
    paragraph = find(read_docx(source), old)
    start = paragraph.text.index(old)
    edit = Edit(paragraph.place, start, start + len(old), new, old, paragraph.text)
    target = tmp_path / "sua.docx"
    return apply_edits(
        source, target, [edit], track=track, date=datetime(2026, 9, 5, 7, 30, tzinfo=UTC)
    ), target


def body_of(target: Path) -> str:
    """The text part between the tags of w:body."""
    text = main_xml(target).decode()
    return text[text.index("<w:body>") + 8 : text.index("</w:body>")]


class TestPlain:
    def test_only_the_run_concerned_changes(self, tmp_path: Path) -> None:
        before = p(r("Giữ nguyên &amp; “thế”", BOLD)) + "<!-- ghi chú --><w:p  ></w:p>"
        report, target = change(tmp_path, before + p(r("Họat động", "<w:i/>")), "Họat", "Hoạt")
        assert [edit.text for edit in report.applied] == ["Hoạt"]
        assert body_of(target) == before + p(r("Hoạt động", "<w:i/>"))
        assert other_parts_equal(tmp_path / "goc.docx", target, "word/document.xml")

    def test_text_over_several_runs_and_a_link(self, tmp_path: Path) -> None:
        link = f'<w:hyperlink r:id="x">{r("ọa", BOLD)}</w:hyperlink>'
        smart = f'<w:smartTag w:element="e">{r("ch ")}</w:smartTag>'
        body = p(r("kế h", "<w:i/>"), link, smart, r("mới"))
        _, target = change(tmp_path, body, "kế họach", "kế hoạch")
        assert plain(letters(tree(target))) == ["kế hoạch mới"]
        link = f'<w:hyperlink r:id="x">{r("oạ", BOLD)}</w:hyperlink>'
        assert body_of(target) == p(r("kế h", "<w:i/>"), link, smart, r("mới"))

    def test_new_text_looks_like_the_first_letter_replaced(self, tmp_path: Path) -> None:
        _, target = change(tmp_path, p(r("A"), r("bc", BOLD), r("de"), r("F")), "bcd", "XYZW")
        assert body_of(target) == p(r("A"), r("XYZW", BOLD), r("e"), r("F"))

    def test_runs_left_empty_go(self, tmp_path: Path) -> None:
        _, target = change(tmp_path, p(r("một "), r("hai", BOLD), r(" ba")), "hai ", "")
        assert body_of(target) == p(r("một "), r("ba"))

    def test_spaces_get_and_keep_preserve(self, tmp_path: Path) -> None:
        body = "<w:p><w:r><w:t>  a,b  </w:t></w:r></w:p>"
        report, target = change(tmp_path, body, "a,b", " a, b")
        assert report.applied
        assert read_docx(target).blocks[0].text == " a, b"  # type: ignore[union-attr]
        assert '<w:t xml:space="preserve"> a, b</w:t>' in body_of(target)

    def test_tabs_and_breaks_count_as_the_reader_counts(self, tmp_path: Path) -> None:
        inner = "<w:r><w:t>A</w:t><w:tab/><w:t>B</w:t><w:br/><w:t>xấuu</w:t></w:r>"
        _, target = change(tmp_path, f"<w:p>{inner}</w:p>", "xấuu", "xấu")
        assert body_of(target) == f"<w:p>{inner.replace('xấuu', 'xấu')}</w:p>"

    def test_tabs_and_breaks_can_go_and_come(self, tmp_path: Path) -> None:
        inner = "<w:r><w:t>A</w:t><w:tab/><w:t>B</w:t><w:br/><w:t>C</w:t></w:r>"
        _, target = change(tmp_path, f"<w:p>{inner}</w:p>", "A\tB\nC", "A\nB\tC")
        assert read_docx(target).blocks[0].text == "A\nB\tC"  # type: ignore[union-attr]
        assert body_of(target).count("<w:tab/>") == body_of(target).count("<w:br/>") == 1

    def test_letter_and_its_mark_stay_together(self, tmp_path: Path) -> None:
        _, target = change(tmp_path, p(r("ho\u0323a t"), r("ốt")), "ho\u0323a", "hoa\u0323")
        assert body_of(target) == p(r("hoa\u0323 t"), r("ốt"))

    def test_capitals_of_the_format(self, tmp_path: Path) -> None:
        _, target = change(tmp_path, p(r("kế họach", "<w:caps/>")), "HỌACH", "HOẠCH")
        assert read_docx(target).blocks[0].text == "KẾ HOẠCH"  # type: ignore[union-attr]

    def test_cells_nested_tables_and_notes(self, tmp_path: Path) -> None:
        inner = tbl(tr("lỗi trong bảng con"))
        body = tbl(tr("a", "b"), tr("c", tc(p("d"), inner, p("e"))), tr("f", "g"))
        mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
        notes = f'<w:footnote w:id="2">{p(r(" "), r("chú thích lỗi"))}</w:footnote>'
        _, target = change(tmp_path, body + p("chữ", mark), "con", "nhỏ", footnotes=notes)
        assert find(read_docx(target), "nhỏ").text == "lỗi trong bảng nhỏ"
        _, target = change(tmp_path, body + p("chữ", mark), "thích lỗi", "thích", footnotes=notes)
        assert "chú thích<" in main_xml(target, "word/footnotes.xml").decode()
        source = tmp_path / "goc.docx"
        assert other_parts_equal(source, target, "word/footnotes.xml")

    def test_heading_typed_again_is_mended_too(self, tmp_path: Path) -> None:
        head = tr("Sốo TT", "Nội dung", "Thời gian", "Ghi chú")
        rows = [tr(str(n), "Họp tổ", "Tháng 9", "Không") for n in range(1, 5)]
        report, target = change(tmp_path, tbl(head, *rows[:2], head, *rows[2:]), "Sốo", "Số")
        assert len(report.applied) == 1
        assert main_xml(target).decode().count("Sốo") == 0
        table = read_docx(target).blocks[0]
        assert len(table.rows) == 5  # type: ignore[union-attr]

    def test_text_box_drawn_twice(self, tmp_path: Path) -> None:
        box = f"<w:txbxContent>{p('Chữ họat')}</w:txbxContent>"
        drawn = (
            "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
            f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
            "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
        _, target = change(tmp_path, f"<w:p>{drawn}</w:p>" + p("Thân"), "họat", "hoạt")
        assert body_of(target).count("Chữ hoạt") == 2

    def test_characters_of_xml(self, tmp_path: Path) -> None:
        _, target = change(tmp_path, p("a &lt; b &amp; c"), "b & c", "<b> & “c”")
        assert read_docx(target).blocks[0].text == "a < <b> & “c”"  # type: ignore[union-attr]

    def test_strict_names_other_prefix_and_encoding(self, tmp_path: Path) -> None:
        strict = document_xml(p(r("họat động"))).replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        _, target = change(tmp_path, "", "họat", "hoạt", document=strict)
        assert main_xml(target).decode() == strict.replace("họat", "hoạt")
        default = document_xml(p(r("họat"))).replace("w:", "").replace("xmlns:w=", "xmlns=")
        default = default.replace("xmlnsw=", "xmlns=").replace(XMLNS.split()[0], "")
        if "xmlns=" not in default:
            name = XMLNS.split()[0].split("=")[1]
            default = default.replace("<document", f"<document xmlns={name}", 1)
        _, target = change(tmp_path, "", "họat", "hoạt", document=default)
        assert main_xml(target).decode() == default.replace("họat", "hoạt")
        wide = document_xml(p("họat")).replace("UTF-8", "UTF-16").encode("utf-16")
        _, target = change(tmp_path, "", "họat", "hoạt", document=wide)
        assert read_docx(target).blocks[0].text == "hoạt"  # type: ignore[union-attr]

    def test_nothing_to_do_is_a_copy(self, tmp_path: Path) -> None:
        source = make_docx(tmp_path / "goc.docx", p("chữ"))
        apply_edits(source, tmp_path / "moi" / "chep.docx", [])
        assert (tmp_path / "moi" / "chep.docx").read_bytes() == source.read_bytes()

    def test_two_edits_that_touch(self, tmp_path: Path) -> None:
        source = make_docx(tmp_path / "goc.docx", p(r("abc"), r("def", BOLD)))
        at = Place(paragraph=1)
        edits = [Edit(at, 3, 6, "Ydef"), Edit(at, 0, 3, "abcX")]
        report = apply_edits(source, tmp_path / "sua.docx", edits)
        assert not report.skipped
        assert body_of(tmp_path / "sua.docx") == p(r("abcX"), r("Ydef", BOLD))


class TestTracked:
    def test_a_word_is_struck_and_written(self, tmp_path: Path) -> None:
        body = p(r("Các họat động", BOLD))
        report, target = change(tmp_path, body, "họat", "hoạt", track=True)
        assert report.applied
        root = tree(target)
        deleted, inserted = next(root.iter(f"{W}del")), next(root.iter(f"{W}ins"))
        assert "".join(map(str, deleted.itertext())) == "họat"
        assert "".join(map(str, inserted.itertext())) == "hoạt"
        for el in (deleted, inserted):
            assert el.get(f"{W}author") == "Cải Tiến"
            assert el.get(f"{W}date") == "2026-09-05T07:30:00Z"
            assert el.find(f"{W}r/{W}rPr/{W}b") is not None
        assert plain(letters(accepted(target))) == ["Các hoạt động"]
        assert letters(rejected(target)) == letters(tree(tmp_path / "goc.docx"))

    def test_numbers_are_no_one_elses(self, tmp_path: Path) -> None:
        marks = '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>'
        was = '<w:rPrChange w:id="3" w:author="B"><w:rPr/></w:rPrChange>'
        before = f'<w:ins w:id="2" w:author="B">{r("chèn")}</w:ins>'
        body = p(marks, before, r("một haii ba", BOLD + was))
        _, target = change(tmp_path, body, "haii", "hài", track=True)
        root = tree(target)
        numbers = [el.get(f"{W}id") for el in root.iter() if el.tag != f"{W}bookmarkEnd"]
        known = [number for number in numbers if number is not None]
        assert len(known) == len(set(known))
        assert before in main_xml(target).decode()
        inserted = [el for el in root.iter(f"{W}ins") if el.get(f"{W}author") == "Cải Tiến"]
        assert not list(inserted[0].iter(f"{W}rPrChange"))

    def test_author_and_no_date(self, tmp_path: Path) -> None:
        source = make_docx(tmp_path / "goc.docx", p("sai"))
        target = tmp_path / "sua.docx"
        edit = Edit(Place(paragraph=1), 0, 3, "đúng")
        apply_edits(source, target, [edit], track=True, author='Tổ "A" & B')
        deleted = next(tree(target).iter(f"{W}del"))
        assert deleted.get(f"{W}author") == 'Tổ "A" & B'
        assert deleted.get(f"{W}date") is None
        with pytest.raises(ValueError, match="author"):
            apply_edits(source, target, [edit], track=True, author="\x00")


class TestLeftOut:
    def codes(self, tmp_path: Path, body: str, *edits: Edit) -> list[str]:
        source = make_docx(tmp_path / "goc.docx", body)
        report = apply_edits(source, tmp_path / "sua.docx", edits)
        assert all(one.reason for one in report.skipped)
        assert len(report.applied) + len(report.skipped) == len(edits)
        return [one.code for one in report.skipped]

    def test_place_text_and_overlap(self, tmp_path: Path) -> None:
        at = Place(paragraph=1)
        codes = self.codes(
            tmp_path,
            p("một hai ba"),
            Edit(Place(paragraph=7), 0, 1, "x"),
            Edit(at, 0, 3, "x", "hai"),
            Edit(at, 8, 30, "x"),
            Edit(at, 0, 3, "x", None, "một hai"),
            Edit(at, 4, 7, "hai"),
            Edit(at, 4, 7, "a\x00"),
            Edit(at, 4, 7, "bốn"),
            Edit(at, 6, 9, "năm"),
        )
        assert codes == [
            "no-place",
            "changed",
            "changed",
            "changed",
            "same",
            "letters",
            "overlap",
        ]

    @pytest.mark.parametrize(
        ("inner", "code"),
        [
            (f'<w:ins w:id="1" w:author="B">{r("chữ")}</w:ins>', "tracked"),
            (f'<w:moveTo w:id="1" w:author="B">{r("chữ")}</w:moveTo>', "tracked"),
            (f'<w:fldSimple w:instr="REF a">{r("chữ")}</w:fldSimple>', "field"),
            (
                '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DATE</w:instrText>'
                '<w:fldChar w:fldCharType="separate"/><w:t>chữ</w:t>'
                '<w:fldChar w:fldCharType="end"/></w:r>',
                "field",
            ),
            (
                '<w:sdt><w:sdtPr><w:lock w:val="sdtContentLocked"/></w:sdtPr><w:sdtContent>'
                f"{r('chữ')}</w:sdtContent></w:sdt>",
                "locked",
            ),
            (
                '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"/></w:sdtPr><w:sdtContent>'
                f"{r('chữ')}</w:sdtContent></w:sdt>",
                "bound",
            ),
            ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + r("ữ"), "object"),
            ("<m:oMath><m:r><m:t>chữ</m:t></m:r></m:oMath>", "object"),
        ],
    )
    def test_text_that_is_not_typed(self, tmp_path: Path, inner: str, code: str) -> None:
        source = make_docx(tmp_path / "a.docx", p(inner))
        text = read_docx(source).blocks[0].text  # type: ignore[union-attr]
        assert self.codes(tmp_path, p(inner), Edit(Place(paragraph=1), 0, len(text), "mới")) == [
            code
        ]

    def test_page_break_stays(self, tmp_path: Path) -> None:
        inner = '<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r>'
        body = f"<w:p>{inner}</w:p>"
        assert self.codes(tmp_path, body, Edit(Place(paragraph=1), 0, 3, "x")) == ["break"]

    def test_link_and_form_text_may_change(self, tmp_path: Path) -> None:
        inner = (
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK "a"</w:instrText>'
            '<w:fldChar w:fldCharType="separate"/><w:t>chữ</w:t><w:fldChar w:fldCharType="end"/>'
            "</w:r>"
        )
        assert not self.codes(tmp_path, p(inner), Edit(Place(paragraph=1), 0, 3, "mới"))

    def test_check_says_the_same_without_writing(self, tmp_path: Path) -> None:
        editor = Editor(make_docx(tmp_path / "goc.docx", p("một hai")))
        assert editor.check(Edit(Place(paragraph=1), 0, 3, "ba")) == ""
        assert editor.check(Edit(Place(paragraph=2), 0, 3, "ba")) == "no-place"


@pytest.mark.parametrize("track", [False, True])
def test_opens_in_libreoffice(tmp_path: Path, track: bool) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("không có LibreOffice (soffice) trên máy này để mở thử tệp")
    cells = tr("Sốo", tc(p(r("họat "), r("động", BOLD), r(" ngoài giờ"))))
    _, target = change(
        tmp_path, tbl(cells, widths=(2000, 6000)), "họat động", "hoạt động", track=track
    )
    home = f"-env:UserInstallation=file://{tmp_path}/ho-so"
    subprocess.run(
        [soffice, home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, target],
        check=True,
        capture_output=True,
        timeout=180,
    )
    assert (tmp_path / "sua.pdf").read_bytes().startswith(b"%PDF")
