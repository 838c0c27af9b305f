"""Files typed in fonts of TCVN3 and VNI, and texts of loose marks, are read as Unicode."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from caitien.core.documents.model import Document, Mark, Paragraph, Place, Run
from caitien.core.documents.readers.old_fonts import (
    _TCVN3_LETTERS,
    convert,
    is_capital_font,
    is_old_font,
    to_unicode,
)
from caitien.core.documents.readers.opening import open_document

TCVN3 = (
    "KÕ ho¹ch c¶i tiÕn chÊt l\xadîng gi¸o dôc n¨m häc cña tr\xadêng tiÓu häc §¹i Tõ, TR¦êNG B¸O C¸O"
)
VNI = "Keá hoaïch caûi tieán chaát löôïng giaùo duïc cuûa tröôøng tieåu hoïc Ñaïi Töø, GIAÙO DUÏC"
PLAIN = "Kế hoạch cải tiến chất lượng giáo dục"


def test_letters_of_both_codes() -> None:
    assert to_unicode(TCVN3, "TCVN3") == (
        "Kế hoạch cải tiến chất lượng giáo dục năm học của trường tiểu học Đại Từ, TRƯỜNG BÁO CÁO"
    )
    assert to_unicode(VNI, "VNI") == (
        "Kế hoạch cải tiến chất lượng giáo dục của trường tiểu học Đại Từ, GIÁO DỤC"
    )
    assert (
        to_unicode("xöû lyù tæ leä, yù kieán, mieãn phí", "VNI") == "xử lý tỉ lệ, ý kiến, miễn phí"
    )


def test_every_vietnamese_letter_has_one_in_tcvn3() -> None:
    new = {pair[1] for pair in _TCVN3_LETTERS.split(" ")}
    base = "aăâeêioôơuưy"
    every = {
        unicodedata.normalize("NFC", c + m) for c in base for m in "\u0300\u0301\u0303\u0309\u0323"
    }
    assert every | {"đ", "ă", "â", "ê", "ô", "ơ", "ư"} <= new
    assert len({pair[0] for pair in _TCVN3_LETTERS.split(" ")}) == len(_TCVN3_LETTERS.split(" "))


@pytest.mark.parametrize("code", ["TCVN3", "VNI"])
def test_unicode_text_is_left_alone(code: str) -> None:
    assert to_unicode(PLAIN, code) == PLAIN
    assert to_unicode("plain text 2026", code) == "plain text 2026"


def test_names_of_fonts() -> None:
    assert is_old_font(".VnTime")
    assert is_old_font("VNI-Times")
    assert is_capital_font(".VnTimeH")
    assert not is_capital_font("VNI-Helve-H")
    assert not is_old_font("Times New Roman")


def test_marks_and_runs_move_with_the_letters() -> None:
    text = "Keá hoaïch naêm"
    paragraph = Paragraph(
        text, marks=(Mark(0, Place(line=1)), Mark(11, Place(line=2))), runs=(Run(11, 15, "b"),)
    )
    convert(Document("a.txt", "txt", [paragraph]), "VNI")
    assert paragraph.text == "Kế hoạch năm"
    assert paragraph.text[paragraph.runs[0].start : paragraph.runs[0].end] == "năm"
    assert paragraph.place_at(9).line == 2


def _word(path: Path, *parts: tuple[str, str]) -> Path:
    document: Any = docx.Document()
    for text, font in parts:
        run = document.add_paragraph().add_run(text)
        run.font.name = font
        run._r.rPr.rFonts.set(qn("w:hAnsi"), font)
    document.save(str(path))
    return path


def test_a_word_file_knows_its_capital_letters_by_the_font(tmp_path: Path) -> None:
    path = _word(
        tmp_path / "cu.docx", ("kÕ ho¹ch", ".VnTimeH"), (TCVN3, ".VnTime"), ("\xb7", "Symbol")
    )
    read = open_document(path)
    texts = [paragraph.text for paragraph in read.paragraphs()]
    assert texts[0] == "KẾ HOẠCH"
    assert texts[1].startswith("Kế hoạch cải tiến")
    assert texts[2] == "\xb7"
    assert [w.code for w in read.warnings] == ["legacy-font"]


def test_a_text_file_in_an_old_font_is_a_plan(tmp_path: Path) -> None:
    path = tmp_path / "cu.txt"
    path.write_bytes(TCVN3.encode("cp1252"))
    read = open_document(path)
    assert next(read.paragraphs()).text.startswith("Kế hoạch cải tiến chất lượng")


def test_a_text_of_loose_marks_is_composed(tmp_path: Path) -> None:
    path = tmp_path / "roi.txt"
    path.write_text(unicodedata.normalize("NFD", f"{PLAIN}\n\n" * 5), encoding="utf-8")
    read = open_document(path)
    assert [w.code for w in read.warnings] == ["decomposed-text"]
    assert all(unicodedata.is_normalized("NFC", p.text) for p in read.paragraphs())


def test_a_few_loose_marks_stay_for_the_checks(tmp_path: Path) -> None:
    path = tmp_path / "it.txt"
    loose = unicodedata.normalize("NFD", "nhà trường")
    path.write_text(f"{PLAIN}.\n\n" * 9 + loose, encoding="utf-8")
    read = open_document(path)
    assert read.warnings == []
    assert [p.text for p in read.paragraphs()][-1] == loose
