"""Workbooks of Excel 97-2003 (.xls) as a Document, by python-calamine alone.

The old format is not walked by us: which rows and columns are hidden, how figures are formatted and
what is ruled stays unknown, so all rows of the sheets shown are read and that is told.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from caitien.core.documents.model import Document, ReadError, ReadWarning

from .kinds import refuse, shown_name
from .xlsx import SheetWriter
from .xlsx_grid import Grid, build_grid
from .xlsx_scan import MAX_AREA, MAX_CELLS, MAX_SHEETS, BookFacts, SheetFacts, broken, too_much

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook


def read_xls(path: Path) -> Document:
    """The sheets of an old workbook in order, as `read_xlsx` gives those of a new one.

    Raises ReadError: `damaged`, `too-big`, `encrypted`.
    """
    name = shown_name(path)
    try:
        return _read(path, name)
    except ReadError:
        raise
    except MemoryError as error:
        raise too_much(name, "không đủ bộ nhớ để mở tệp") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how a fault inside the library shows
            raise
        raise broken(name) from error


def _read(path: Path, name: str) -> Document:
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    book = BookFacts()
    writer = SheetWriter(Document(str(path), "xlsx"))
    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            about = workbook.sheets_metadata
            if len(about) > MAX_SHEETS:
                raise too_much(name, f"tệp có {len(about)} trang tính")
            for number, sheet in enumerate(about, 1):
                facts = SheetFacts(sheet.name, hidden=sheet.visible != SheetVisibleEnum.Visible)
                book.sheets.append(facts)
                grid = None if facts.hidden else _grid(workbook, number - 1, facts, name)
                writer.add_sheet(number, facts, grid)
    except CalamineError as error:
        locked = "password" in str(error).lower()
        raise (refuse("encrypted", name) if locked else broken(name)) from error
    writer.tell(book)
    writer.document.warnings.append(
        ReadWarning(
            "old-workbook",
            "Tệp .xls đời cũ: không biết hàng, cột nào đang ẩn và số hiện ra sao nên đã đọc tất cả "
            "như giá trị lưu trong ô. Lưu lại thành .xlsx thì đọc đúng hơn.",
        )
    )
    return writer.document


def _grid(workbook: CalamineWorkbook, index: int, facts: SheetFacts, name: str) -> Grid | None:
    sheet = workbook.get_sheet_by_index(index)
    if sheet.total_height * sheet.total_width > MAX_AREA:
        raise too_much(name, f"trang tính trải {sheet.total_height} hàng, {sheet.total_width} cột")
    values = sheet.to_python(skip_empty_area=False)
    for row, line in enumerate(values):
        for column, value in enumerate(line):
            if value != "":
                facts.take(row, column)
    if facts.cells > MAX_CELLS:
        raise too_much(name, f"một trang tính có {facts.cells} ô")
    grid = build_grid(values, sheet.merged_cell_ranges or (), facts)
    return grid if any(grid.rows) else None
