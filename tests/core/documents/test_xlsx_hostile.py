"""Workbooks that are broken, locked, endless or hold programs: one clear line, little memory."""

from __future__ import annotations

import random
import resource
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from caitien.core.documents.model import ReadError
from caitien.core.documents.readers import open_document

from .docx_maker import codes
from .test_open_document import refused
from .xlsx_maker import make_xlsx, sheet_of, with_part

SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def small(path: Path) -> Path:
    return sheet_of(path, [["Một", "Hai"], ["Ba", 4]])


def read_or_refused(path: Path) -> str:
    """'' for a file that is read, else the code of its error."""
    try:
        open_document(path)
    except ReadError as error:
        return error.code if "\n" not in str(error) else "two lines"
    return ""


def cells(*references: str) -> bytes:
    """A sheet with numbers in some cells."""
    rows = "".join(
        f'<row r="{r.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{r}"><v>1</v></c></row>'
        for r in references
    )
    return HEAD + f"<sheetData>{rows}</sheetData></worksheet>".encode()


def test_macros_are_told_not_run(tmp_path: Path) -> None:
    path = with_part(small(tmp_path / "a.xlsm"), "xl/vbaProject.bin", lambda _: b"\xd0\xcf")
    document = open_document(path)
    assert codes(document) == ["macros-ignored"]
    assert "Một" in [p.text for p in document.paragraphs()]


def test_a_sheet_without_words_is_told(tmp_path: Path) -> None:
    document = open_document(make_xlsx(tmp_path / "a.xlsx", lambda book: book.add_worksheet("S")))
    assert codes(document) == ["empty-sheet", "no-text"]
    assert document.blocks == []


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_cut_off(tmp_path: Path, share: float) -> None:
    data = small(tmp_path / "a.xlsx").read_bytes()
    path = tmp_path / "b.xlsx"
    path.write_bytes(data[: int(len(data) * share)])
    assert refused(path).code == "damaged"


@pytest.mark.parametrize(
    "part",
    ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET, "xl/sharedStrings.xml",
     "xl/styles.xml"],
)  # fmt: skip
@pytest.mark.parametrize("data", [b"", b"<", b"khong phai xml", b"<a><b></a>", b"\0" * 99])
def test_broken_parts(tmp_path: Path, part: str, data: bytes) -> None:
    path = with_part(small(tmp_path / "a.xlsx"), part, lambda _: data)
    error = refused(path)
    assert error.code == "damaged"
    assert "Excel" in str(error)


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET, "xl/sharedStrings.xml"])
def test_entities_are_refused(tmp_path: Path, part: str) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    path = with_part(
        small(tmp_path / "a.xlsx"), part, lambda old: old.replace(b"?>", b"?>" + bomb, 1)
    )
    assert refused(path).code == "xml-entities"


def test_a_shared_text_that_is_not_there(tmp_path: Path) -> None:
    path = with_part(
        small(tmp_path / "a.xlsx"), SHEET, lambda old: old.replace(b"<v>0</v>", b"<v>999</v>")
    )
    assert read_or_refused(path) in ("", "damaged")


@pytest.mark.parametrize("reference", ["XFE1", "ZZZ1", "A1048577", "A9999999", "1A", "", "a1"])
def test_cells_that_no_sheet_has(tmp_path: Path, reference: str) -> None:
    path = with_part(small(tmp_path / "a.xlsx"), SHEET, lambda _: cells("A1").replace(
        b'<c r="A1">', f'<c r="{reference}">'.encode()))  # fmt: skip
    assert refused(path).code == "damaged"


def memory() -> int:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def test_a_cell_far_away(tmp_path: Path) -> None:
    path = with_part(small(tmp_path / "a.xlsx"), SHEET, lambda _: cells("A1", "XFD1048576"))
    before = memory()
    error = refused(path)
    assert error.code == "too-big"
    assert "1048576" in str(error)
    assert memory() - before < 150


def test_one_text_in_very_many_cells(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{r}">' + "".join(f'<c r="{c}{r}" t="s"><v>0</v></c>' for c in "ABCDEFGH")
        + "</row>" for r in range(1, 2001)
    )  # fmt: skip
    path = with_part(
        small(tmp_path / "a.xlsx"),
        SHEET,
        lambda _: HEAD + f"<sheetData>{rows}</sheetData></worksheet>".encode(),
    )
    text = b"x" * 30_000
    with_part(path, "xl/sharedStrings.xml", lambda old: old.replace("Một".encode(), text))
    before = memory()
    assert refused(path).code == "too-big"
    assert memory() - before < 150


def test_a_zip_bomb(tmp_path: Path) -> None:
    path = small(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            if name != SHEET:
                new.writestr(name, data)
        with new.open(SHEET, "w") as stream:
            stream.write(HEAD + b"<sheetData>")
            for _ in range(300):
                stream.write(b" " * 1_000_000)
            stream.write(b"</sheetData></worksheet>")
    before, begun = memory(), time.monotonic()
    assert refused(path).code == "too-big"
    assert memory() - before < 150
    assert time.monotonic() - begun < 20


def test_too_many_cells(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{r}">' + "<c><v>1</v></c>" * 100 + "</row>" for r in range(1, 2100))
    path = with_part(
        small(tmp_path / "a.xlsx"),
        SHEET,
        lambda _: HEAD + f"<sheetData>{rows}</sheetData></worksheet>".encode(),
    )
    assert refused(path).code == "too-big"


@pytest.mark.parametrize(
    "body",
    [
        b"<sheetData><row>" + b"<c><v>1</v></c>" * 500_000 + b"</row></sheetData>",
        b"<x/>" * 2_000_000 + b"<sheetData/>",
        b"<a>" * 300_000,
    ],
    ids=["row", "tags", "depth"],
)
def test_endless_tags(tmp_path: Path, body: bytes) -> None:
    path = with_part(small(tmp_path / "a.xlsx"), SHEET, lambda _: HEAD + body + b"</worksheet>")
    before, begun = memory(), time.monotonic()
    assert refused(path).code == "too-big"
    assert memory() - before < 150
    assert time.monotonic() - begun < 20


def test_endless_shared_texts(tmp_path: Path) -> None:
    path = with_part(
        small(tmp_path / "a.xlsx"),
        "xl/sharedStrings.xml",
        lambda old: old.replace(b"</sst>", b"<si/>" * 1_500_000 + b"</sst>"),
    )
    begun = time.monotonic()
    assert refused(path).code == "too-big"
    assert time.monotonic() - begun < 20


def test_too_many_sheets(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        for _ in range(201):
            book.add_worksheet()

    assert refused(make_xlsx(tmp_path / "a.xlsx", fill)).code == "too-big"


def test_merges_over_the_whole_sheet(tmp_path: Path) -> None:
    merges = b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 5000 + b"</mergeCells>"
    path = with_part(
        small(tmp_path / "a.xlsx"),
        SHEET,
        lambda old: old.replace(b"</sheetData>", b"</sheetData>" + merges),
    )
    begun = time.monotonic()
    document = open_document(path)
    assert [p.text for p in document.paragraphs()] == ["Một"]
    assert time.monotonic() - begun < 20


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_twice(tmp_path: Path) -> None:
    path = small(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(SHEET.upper(), cells("A1"))
    assert refused(path).code == "damaged"


def test_many_rules_without_text(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet, form = book.add_worksheet("KH"), book.add_format({"border": 1})
        for r in range(3000):
            for c in range(20):
                sheet.write_blank(r, c, None, form)
        sheet.write_row(0, 0, ["TT", "Việc", "Người"], form)
        sheet.write_row(1, 0, [1, "Họp", "Hiệu trưởng"], form)

    document = open_document(make_xlsx(tmp_path / "a.xlsx", fill))
    (table,) = document.blocks
    assert len(table.rows) == 2  # type: ignore[union-attr]


def test_bytes_changed_at_random(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet, form = book.add_worksheet("KH"), book.add_format({"border": 1})
        for r in range(12):
            sheet.write_row(r, 0, [f"việc {r}", r * 1000, "Hiệu trưởng"], form)
        sheet.merge_range("A14:C15", "gộp", form)

    whole = make_xlsx(tmp_path / "a.xlsx", fill)
    with zipfile.ZipFile(whole) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    chance = random.Random(20260905)
    path = tmp_path / "b.xlsx"
    for turn in range(300):
        name = chance.choice(sorted(n for n in parts if n.startswith("xl/")))
        data = bytearray(parts[name])
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(data))
            data[at : at + chance.randint(0, 3)] = bytes(chance.choices(range(256), k=2))
        with zipfile.ZipFile(path, "w") as package:
            for other, old in parts.items():
                package.writestr(other, bytes(data) if other == name else old)
        assert read_or_refused(path) in ("", "damaged", "too-big", "xml-entities"), turn
