"""Workbooks of Excel 97-2003: the same plan as in a new workbook; what is unknown is told."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlwt
from python_calamine import CalamineWorkbook

from caitien.core.documents.model import ReadError
from caitien.core.documents.readers import open_document
from caitien.core.drafts.model import content_of
from caitien.core.drafts.read import understand
from tests.shared import ROOT

from .docx_maker import codes
from .xlsx_maker import RULED, twin

SAMPLES = sorted((ROOT / "tests" / "samples").glob("*.docx"))


def old_book(path: Path, fill: Callable[[Any], None]) -> Path:
    """A workbook of the old kind that `fill` writes into."""
    book = xlwt.Workbook(encoding="utf-8")
    fill(book)
    book.save(str(path))
    return path


def older(new: Path, path: Path) -> Path:
    """What a new workbook holds, saved as an old one."""

    def fill(book: Any) -> None:
        with CalamineWorkbook.from_path(str(new)) as source:
            for name in source.sheet_names:
                sheet, page = book.add_sheet(name), source.get_sheet_by_name(name)
                merged = {
                    corner: (end[0], corner[0], end[1])
                    for corner, end in page.merged_cell_ranges or ()
                }
                for r, line in enumerate(page.to_python(skip_empty_area=False)):
                    for c, value in enumerate(line):
                        if (r, c) in merged:
                            last, _, right = merged[r, c]
                            sheet.write_merge(r, last, c, right, value)
                        elif value != "":
                            sheet.write(r, c, value)

    return old_book(path, fill)


@pytest.mark.parametrize("word", SAMPLES, ids=lambda path: path.stem)
def test_same_plan_as_in_a_new_workbook(word: Path, tmp_path: Path) -> None:
    new = twin(open_document(word), tmp_path / "moi.xlsx", RULED)
    old = open_document(older(new, tmp_path / "cu.xls"))
    assert codes(old) == ["old-workbook"]
    first, second = understand(open_document(new)), understand(old)
    assert first.plans
    assert [content_of(plan) for plan in second.plans] == [content_of(p) for p in first.plans]


def test_hidden_sheets_are_left_out_and_values_are_kept(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        seen, hidden = book.add_sheet("KH"), book.add_sheet("Nháp")
        hidden.visibility = 1
        hidden.write(0, 0, "bí mật")
        day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
        for c, value in enumerate(("Việc", "Hạn", "Kinh phí")):
            seen.write(4, c + 1, value)
        seen.write(5, 1, "Sơn cổng trường")
        seen.write(5, 2, date(2026, 3, 15), day)
        seen.write(5, 3, 12000000)

    document = open_document(old_book(tmp_path / "a.xls", fill))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs())
    assert "bí mật" not in text
    assert "15/03/2026" in text
    assert "12.000.000" in text
    assert sorted(codes(document)) == ["hidden-sheet", "old-workbook"]
    [cell] = [p for p in document.paragraphs() if p.text == "Sơn cổng trường"]
    assert cell.place.label().startswith("trang tính 1")


def test_a_sheet_too_large_for_a_plan_is_refused(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_sheet("KH")
        sheet.write(0, 0, "a")
        sheet.write(65_000, 200, "b")

    with pytest.raises(ReadError, match="nhiều hơn một kế hoạch cần") as caught:
        open_document(old_book(tmp_path / "a.xls", fill))
    assert caught.value.code == "too-big"


def test_broken_files_give_one_line_of_words(tmp_path: Path) -> None:
    new = twin(open_document(SAMPLES[0]), tmp_path / "moi.xlsx", RULED)
    whole = older(new, tmp_path / "cu.xls").read_bytes()
    chance = random.Random(7)
    refused: list[tuple[str, str]] = []
    for number in range(120):
        data = bytearray(whole[: chance.randrange(600, len(whole))] if number % 3 == 0 else whole)
        for _ in range(chance.randrange(30)):
            data[chance.randrange(8, len(data))] = chance.randrange(256)
        path = tmp_path / f"hong{number}.xls"
        path.write_bytes(data)
        try:
            understand(open_document(path))
        except ReadError as error:
            refused.append((path.name, str(error)))
    assert refused
    assert all(name in words and "\n" not in words for name, words in refused)
