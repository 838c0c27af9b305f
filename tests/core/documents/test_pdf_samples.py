"""Real-shaped plans: the PDF gives what the .docx of the same content holds; pdfplumber agrees."""

from __future__ import annotations

import itertools
from collections import Counter
from pathlib import Path
from typing import Any

import docx
import pdfplumber
import pytest
from docx.oxml.ns import qn

from caitien.core.documents.model import Document, Table
from caitien.core.documents.readers.pdf import read_pdf
from tests.core.documents.pdf_making import by_typst, letters, letters_read, tables
from tests.shared import need_shared, shared_dir

_FOLDER = shared_dir()
NAMES = sorted(path.stem for path in (_FOLDER / "samples/rebuilt").glob("*.pdf")) if _FOLDER else []


def _clean(text: str) -> str:
    return " ".join(text.split())


def _ruled(document: Document) -> list[Table]:
    return [table for table in tables(document) if table.columns > 2]


def _docx_rows(path: Path) -> list[list[str]]:
    """Rows of the tables with more than two columns, a merged cell once."""
    rows = []
    for table in docx.Document(str(path)).tables:
        if len(table.columns) <= 2:
            continue
        rows += [[_clean(_cell_text(cell)) for cell in row._tr.tc_lst] for row in table.rows]
    return rows


def _cell_text(cell: Any) -> str:
    return " ".join(_written(paragraph) for paragraph in cell.p_lst)


def _written(element: Any) -> str:
    """The text of a part of a Word file."""
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


@pytest.mark.parametrize("name", NAMES)
def test_same_rows_and_cells_as_the_word_file(name: str) -> None:
    folder = need_shared() / "samples/rebuilt"
    read = read_pdf(folder / f"{name}.pdf")
    own = [
        [_clean(cell.text.replace("\n", " ")) for cell in row.cells]
        for table in _ruled(read)
        for row in table.rows
    ]
    assert own == _docx_rows(folder / f"{name}.docx")


@pytest.mark.parametrize("name", NAMES)
def test_no_letter_is_lost_or_doubled(name: str) -> None:
    folder = need_shared() / "samples/rebuilt"
    word = docx.Document(str(folder / f"{name}.docx"))
    whole = letters(_written(word.element.body))
    assert letters_read(read_pdf(folder / f"{name}.pdf")) == whole


def _plumbed(path: Path) -> list[list[str]]:
    with pdfplumber.open(path) as document:
        found = [page.extract_tables() for page in document.pages]
    return [
        ["".join((cell or "").split()) for cell in row]
        for row in itertools.chain.from_iterable(itertools.chain.from_iterable(found))
    ]


def test_pdfplumber_finds_the_same_cells(tmp_path: Path) -> None:
    rows = ", ".join(
        f"[{i}], [Tiêu chí {i % 5 + 1}.{i % 7}], [Sửa chữa phòng học số {i} của trường], [Tháng 9]"
        for i in range(1, 40)
    )
    path = by_typst(tmp_path, f"#table(columns: (1cm, 3cm, 1fr, 3cm), {rows})")
    (table,) = tables(read_pdf(path))
    own = [["".join(cell.text.split()) for cell in row.cells] for row in table.rows]
    assert own == _plumbed(path)


@pytest.mark.parametrize("name", NAMES)
def test_pdfplumber_finds_the_same_words_in_cells(name: str) -> None:
    path = need_shared() / "samples/rebuilt" / f"{name}.pdf"
    heads: set[str] = set()
    theirs: Counter[str] = Counter()
    for row in _plumbed(path):
        line = "".join(row)
        if line.startswith(("TTTiêuchuẩn", "TTKếhoạch", "Tiêuchuẩn,")) and line in heads:
            continue
        heads.add(line)
        theirs += letters(line)
    ours: Counter[str] = Counter()
    for table in _ruled(read_pdf(path)):
        ours += letters("".join(cell.text for row in table.rows for cell in row.cells))
    assert ours == theirs
