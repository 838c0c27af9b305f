"""Files that are odd, damaged or hostile."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from caitien.core.documents.model import ReadError
from caitien.core.documents.readers import pdf, pdf_worker
from caitien.core.documents.readers.pdf import read_pdf
from tests.core.documents.pdf_making import (
    by_hand,
    by_typst,
    grid,
    tables,
    texts,
)

LINE = "BT /F 12 Tf 72 {y} Td ({text}) Tj ET\n"
TABLE = (
    "100 700 m 300 700 l S 100 680 m 300 680 l S 100 660 m 300 660 l S\n"
    "100 660 m 100 700 l S 200 660 m 200 700 l S 300 660 m 300 700 l S\n"
    "BT /F 10 Tf 105 686 Td (A one) Tj ET BT /F 10 Tf 205 686 Td (B one) Tj ET\n"
    "BT /F 10 Tf 105 666 Td (A two) Tj ET BT /F 10 Tf 205 666 Td (B two) Tj ET\n"
)
CELLS = [[["A one"], ["B one"]], [["A two"], ["B two"]]]


def _fails(path: Path, code: str) -> str:
    with pytest.raises(ReadError) as caught:
        read_pdf(path)
    assert caught.value.code == code
    message = str(caught.value)
    assert path.name in message
    assert "\n" not in message
    return message


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_and_crop_boxes(tmp_path: Path, turn: int) -> None:
    page = f"/MediaBox [0 0 595 842] /CropBox [60 300 500 800] /Rotate {turn}"
    outside = LINE.format(y=100, text="outside the page")
    undo = {
        0: "",
        90: "0 1 -1 0 1050 250 cm\n",
        180: "-1 0 0 -1 560 1100 cm\n",
        270: "0 -1 1 0 -400 760 cm\n",
    }[turn]
    read = read_pdf(by_hand(tmp_path, outside + undo + TABLE, page=page))
    assert grid(tables(read)[0]) == CELLS
    assert texts(read) == []


def test_a_table_drawn_sideways_on_an_upright_page(tmp_path: Path) -> None:
    more = "".join(LINE.format(y=600 - 20 * i, text=f"line number {i} of text") for i in range(5))
    read = read_pdf(by_hand(tmp_path, "0 1 -1 0 800 20 cm\n" + TABLE + more))
    assert grid(tables(read)[0]) == CELLS


def test_letters_drawn_twice_count_once(tmp_path: Path) -> None:
    once = LINE.format(y=700, text="Heading twice") + LINE.format(y=660, text="aab")
    again = once.replace("72 ", "72.4 ")
    one_by_one = "".join(
        f"BT /F 12 Tf {x} 600 Td ({letter}) Tj ET\n"
        for x, letter in ((72, "G"), (72.3, "G"), (81.3, "o"), (81.6, "o"))
    )
    read = read_pdf(by_hand(tmp_path, once + again + one_by_one))
    assert texts(read) == ["Heading twice", "aab", "Go"]


def test_invisible_text_beside_visible_text_is_left_out(tmp_path: Path) -> None:
    hidden = "BT 3 Tr /F 12 Tf 72 500 Td (hidden words) Tj 0 Tr ET\n"
    assert texts(read_pdf(by_hand(tmp_path, LINE.format(y=700, text="seen") + hidden))) == ["seen"]


def test_recognised_scans_are_read_with_a_warning(tmp_path: Path) -> None:
    hidden = "BT 3 Tr /F 12 Tf 72 500 Td (words of a scan) Tj ET\n"
    read = read_pdf(by_hand(tmp_path, hidden))
    assert texts(read) == ["words of a scan"]
    assert [warning.code for warning in read.warnings] == ["recognised-text"]


def test_text_without_space_characters(tmp_path: Path) -> None:
    moved = "BT /F 12 Tf 72 700 Td [(Two) -300 (words)] TJ ET"
    assert texts(read_pdf(by_hand(tmp_path, moved))) == ["Two words"]


def test_a_scan_says_what_to_do(tmp_path: Path) -> None:
    picture = (
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
        "/BitsPerComponent 8 /Length 1 >>\nstream\nx\nendstream"
    )
    path = by_hand(
        tmp_path,
        "595 0 0 842 0 0 cm /P Do",
        resources="/XObject << /P 6 0 R >>",
        objects=(picture,),
    )
    assert "bản chụp" in _fails(path, "scanned-pdf")


def test_a_blank_file_has_no_text(tmp_path: Path) -> None:
    _fails(by_hand(tmp_path, " "), "no-text")


def test_legacy_fonts_are_named(tmp_path: Path) -> None:
    read = read_pdf(by_hand(tmp_path, LINE.format(y=700, text="chu cu"), font="/.VnTime"))
    (warning,) = read.warnings
    assert warning.code == "legacy-font"
    assert ".VnTime" in warning.message


def test_slanted_text_goes_to_the_text_boxes(tmp_path: Path) -> None:
    mark = "BT /F 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm (DRAFT) Tj ET\n"
    read = read_pdf(by_hand(tmp_path, mark + LINE.format(y=700, text="body")))
    assert texts(read) == ["body"]
    assert [box.text for box in read.text_boxes] == ["DRAFT"]


def test_damaged_files(tmp_path: Path) -> None:
    whole = by_typst(tmp_path, "Một kế hoạch.").read_bytes()
    path = tmp_path / "hong.pdf"
    for data, code in (
        (b"", "empty-file"),
        (b"PK\x03\x04 not a pdf", "not-pdf"),
        (whole[:200], "broken-pdf"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 8, "broken-pdf"),
    ):
        path.write_bytes(data)
        _fails(path, code)
    _fails(tmp_path / "khong-co.pdf", "not-found")


def test_a_password_is_asked_for_kindly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdfium2

    def refuse(*_: object, **__: object) -> None:
        error = pypdfium2.PdfiumError("locked")
        error.err_code = 4
        raise error

    path = by_hand(tmp_path, LINE.format(y=700, text="x"))
    monkeypatch.setattr(pypdfium2, "PdfDocument", refuse)
    assert "mật khẩu" in _fails(path, "encrypted")


def test_limits_say_what_was_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = by_typst(tmp_path, "Một. #pagebreak() Hai. #pagebreak() Ba.")
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    read = read_pdf(path)
    assert texts(read) == ["Một.", "Hai."]
    assert [warning.code for warning in read.warnings] == ["pdf-cut-off"]
    monkeypatch.setattr(pdf, "MOST_CHARACTERS", 2)
    assert texts(read_pdf(path)) == ["Một."]


def test_too_many_strokes_keep_the_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PATHS", 3)
    read = read_pdf(by_hand(tmp_path, TABLE))
    assert [warning.code for warning in read.warnings] == ["too-many-lines"]
    assert "A two" in " ".join(p.text for p in read.paragraphs())


def test_the_child_process_gives_the_same_answer(tmp_path: Path) -> None:
    path = by_typst(tmp_path, "Mở đầu. #table(columns: 2, [A], [B], [C], [D])")
    assert read_pdf(path, isolate=True) == read_pdf(path, isolate=False)
    broken = tmp_path / "cat.pdf"
    broken.write_bytes(path.read_bytes()[:150])
    _fails(broken, "broken-pdf")


def test_a_slow_child_is_stopped(tmp_path: Path) -> None:
    path = by_hand(tmp_path, LINE.format(y=700, text="x"))
    with pytest.raises(ReadError) as caught:
        pdf_worker.read_in_child(path, seconds=0.001)
    assert caught.value.code == "too-slow"


def test_odd_files_are_read_in_a_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[Path] = []
    monkeypatch.setattr(pdf_worker, "read_in_child", called.append)
    path = by_hand(tmp_path, LINE.format(y=700, text="x"))
    read_pdf(path)
    assert not called
    with path.open("ab") as file:
        file.write(os.urandom(4096))
    read_pdf(path)
    assert called == [path]
