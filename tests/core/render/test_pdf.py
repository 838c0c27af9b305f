"""The PDF: pages, fonts, repeated heads, no markup in words, the same bytes every time."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from caitien.core.drafts.plan_json import plan_from_dict
from caitien.core.render import fonts
from caitien.core.render.paper import paper_of
from caitien.core.render.pdf import PrintError, pdf_bytes, write_pdf

from . import plans


def pages(data: bytes) -> list[tuple[tuple[float, float], str]]:
    """(size in points, text) of every page."""
    document = pypdfium2.PdfDocument(data)
    out = []
    for page in document:
        text = page.get_textpage()
        out.append((page.get_size(), " ".join(text.get_text_range().split())))
        text.close()
        page.close()
    document.close()
    return out


def test_pages_are_a4_and_the_wide_table_stands_across() -> None:
    sizes = [
        (round(w * 25.4 / 72), round(h * 25.4 / 72))
        for (w, h), _ in pages(pdf_bytes(paper_of(plans.nine_columns())))
    ]
    assert sizes == [(210, 297), (297, 210), (210, 297)]


def test_page_number_on_top_but_not_on_the_first_page() -> None:
    texts = [text for _, text in pages(pdf_bytes(paper_of(plans.nine_columns())))]
    assert texts[0].startswith("UBND XÃ SÔNG HINH")
    assert texts[1].startswith("2 ")
    assert texts[2].startswith("3 ")


def test_head_of_the_table_is_repeated_on_every_page() -> None:
    texts = [text for _, text in pages(pdf_bytes(paper_of(plans.long_rows(30))))]
    across = texts[1:-1]
    assert len(across) > 5
    assert all("Kết quả cần đạt" in text for text in across)


def test_words_are_only_words() -> None:
    draft = plans.nine_columns(items=[{"solutions": [text]} for text in plans.AWKWARD])
    draft.title_lines = ["KẾ HOẠCH", "#panic() $x$ *y* @z"]
    draft.title = " ".join(draft.title_lines)
    shown = "".join(text for _, text in pages(pdf_bytes(paper_of(draft)))).replace(" ", "")
    for text in [*plans.AWKWARD, "#panic() $x$ *y* @z"]:
        assert text.replace(" ", "") in shown


def test_a_word_longer_than_its_column_is_cut_without_a_new_letter() -> None:
    address = "http://suoimay.edu.vn/" + "kehoachcaitien" * 6
    draft = plans.nine_columns(items=[{"time": address, "solutions": ["Đăng tin."]}])
    shown = "".join(text for _, text in pages(pdf_bytes(paper_of(draft))))
    assert address in shown.replace(" ", "")
    assert "\u200b" not in shown


def test_control_characters_do_not_stop_the_press() -> None:
    draft = plan_from_dict({"title": "KẾ HOẠCH \x00\x1b\ud800 lạ", "items": [{"time": "\x0b1"}]})
    shown = " ".join(text for _, text in pages(pdf_bytes(paper_of(draft))))
    assert "lạ" in shown


def test_same_draft_same_bytes(tmp_path: Path) -> None:
    paper = paper_of(plans.bieu2())
    data = pdf_bytes(paper)
    write_pdf(paper, tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == data
    assert pdf_bytes(paper_of(plans.bieu2())) == data


def test_archive_form_and_its_need_of_a_date() -> None:
    assert b"pdfaid" in pdf_bytes(paper_of(plans.nine_columns()), archive=True)
    with pytest.raises(PrintError, match="chưa có ngày"):
        pdf_bytes(paper_of(plans.nine_columns(date=None)), archive=True)


def test_every_letter_of_vietnamese_has_a_glyph_in_every_face(tmp_path: Path) -> None:
    letters = "".join(
        chr(code)
        for code in [*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)]
        if chr(code) in "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư" or code >= 0x1EA0
    )
    draft = plans.nine_columns(items=[{"solutions": [letters, "“Ngoặc” – … ✓ × ≥"]}])
    empty = tmp_path / "fonts"
    empty.mkdir()
    for folder in (None, str(empty)):
        data = pdf_bytes(paper_of(draft), fonts=folder)
        shown = "".join(text for _, text in pages(data)).replace(" ", "")
        assert letters in shown


def test_fonts_are_never_scanned_and_fall_back_in_order(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fonts, "_FACES", ())
    monkeypatch.setattr(fonts, "_termes_folder", lambda: None)
    fonts.find_faces.cache_clear()
    assert fonts.find_faces() == fonts.Faces((), ("Libertinus Serif",))
    monkeypatch.setattr(fonts, "_termes_folder", lambda: tmp_path)
    fonts.find_faces.cache_clear()
    assert fonts.find_faces().families == ("TeX Gyre Termes", "Libertinus Serif")
    monkeypatch.undo()
    fonts.find_faces.cache_clear()
    assert fonts.find_faces(str(tmp_path)).folders[0] == str(tmp_path)
    fonts.find_faces.cache_clear()


def test_a_font_file_without_vietnamese_is_not_taken(tmp_path: Path) -> None:
    broken = tmp_path / "LiberationSerif-Regular.ttf"
    broken.write_bytes(b"\x00\x01\x00\x00\x00\x00")
    assert not fonts._has_vietnamese(broken)
    assert not fonts._has_vietnamese(tmp_path / "none.ttf")


@pytest.mark.parametrize("form", [None, "cv5932_9", "lqd_10", "five_5", "bieu2_tt57"])
def test_every_form_takes_every_plan(form: str | None) -> None:
    for draft in (plan_from_dict({}), plans.ten_columns(), plans.unknown_layout(), plans.bieu2()):
        assert pdf_bytes(paper_of(draft, form)).startswith(b"%PDF-")
