"""Excel workbooks: .xlsx and .xlsm as a Document, sheet after sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from caitien.core.documents.model import (
    Cell,
    Document,
    Paragraph,
    Place,
    ReadError,
    ReadWarning,
    Row,
    Run,
    Table,
)

from .docx_package import BROKEN, Package
from .docx_tidy import drop_repeats
from .kinds import shown_name
from .xlsx_grid import Box, Grid, build_grid
from .xlsx_lines import in_reading_order
from .xlsx_regions import Region, regions
from .xlsx_scan import BookFacts, SheetFacts, broken, scan_package, too_much

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook


def read_xlsx(path: Path) -> Document:
    """The sheets of a workbook in order: ruled or wide rows are tables, the others text.

    Hidden and empty sheets, hidden rows and columns are left out and told. A formula gives the
    value stored with it, nothing is worked out. In places, `page` is the number of the sheet,
    `row` and `column` are those of the sheet. Raises ReadError: `damaged`, `too-big`,
    `encrypted`, `xml-entities`.
    """
    name = shown_name(path)
    try:
        with Package(path) as package:
            book = scan_package(package)
        return _read(path, name, book)
    except ReadError as error:
        raise (broken(name) if error.code == "damaged" else error) from error
    except MemoryError as error:
        raise too_much(name, "không đủ bộ nhớ để mở tệp") from error
    except BROKEN as error:
        raise broken(name) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how a fault inside the library shows
            raise
        raise broken(name) from error


def _read(path: Path, name: str, book: BookFacts) -> Document:
    from python_calamine import CalamineError, CalamineWorkbook

    writer = SheetWriter(Document(str(path), "xlsx"))
    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            if workbook.sheet_names != [facts.name for facts in book.sheets]:
                raise broken(name)
            for number, facts in enumerate(book.sheets, 1):
                writer.add_sheet(number, facts, _grid(workbook, number - 1, facts))
    except CalamineError as error:
        raise broken(name) from error
    writer.tell(book)
    return writer.document


def _grid(workbook: CalamineWorkbook, index: int, facts: SheetFacts) -> Grid | None:
    """The grid of a sheet; None where it is hidden or holds nothing."""
    if facts.hidden or not facts.cells:
        return None
    sheet = workbook.get_sheet_by_index(index)
    values = sheet.to_python(skip_empty_area=False)
    grid = build_grid(values, sheet.merged_cell_ranges or (), facts)
    return grid if any(grid.rows) or grid.hidden_cells else None


class SheetWriter:
    """Puts sheets into the document, numbering paragraphs and tables as they come."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._paragraphs = 0
        self._tables = 0
        self._hidden_cells = 0
        self._empty: list[str] = []

    def add_sheet(self, number: int, facts: SheetFacts, grid: Grid | None) -> None:
        """Appends the blocks of a sheet."""
        if grid is None:
            if not facts.hidden:
                self._empty.append(facts.name)
            return
        self._hidden_cells += grid.hidden_cells
        for region in regions(grid):
            if region.table:
                self._table(grid, region, number)
            else:
                for box in in_reading_order(grid.rows[region.first : region.last + 1]):
                    self._lines(box, number)

    def _lines(self, box: Box, sheet: int) -> None:
        blocks = self.document.blocks
        fresh = sheet > 1 and (not blocks or _page_of(blocks[-1]) != sheet)
        for line in box.lines:
            self._paragraphs += 1
            row, column = box.at
            place = Place(self.document.file, sheet, None, None, row, column, self._paragraphs)
            paragraph = _paragraph(line, box, place)
            paragraph.page_break_before, fresh = fresh, False
            blocks.append(paragraph)

    def _table(self, grid: Grid, region: Region, sheet: int) -> None:
        self._tables += 1
        file, number = self.document.file, self._tables
        table = Table([], Place(file, sheet, table=number))
        table.columns = region.right - region.left + 1
        for r in range(region.first, region.last + 1):
            place = Place(file, sheet, table=number, row=grid.row_numbers[r])
            table.rows.append(Row(_cells(grid, region, r, place), place))
        self.document.warnings += drop_repeats(table)
        self.document.blocks.append(table)

    def tell(self, book: BookFacts) -> None:
        """The warnings of a workbook that was read."""
        document = self.document
        sheets = book.sheets
        seen = [facts for facts in sheets if not facts.hidden]
        hidden = [facts.name for facts in sheets if facts.hidden]
        errors = sum(len(facts.errors) for facts in seen)
        unknown = sum(facts.unknown_formulas for facts in seen)
        told = (
            (
                book.macros,
                "macros-ignored",
                "Tệp có macro; chỉ đọc chữ, không chạy macro nào.",
            ),
            (
                hidden,
                "hidden-sheet",
                f"Đã bỏ qua trang tính đang ẩn: {_names(hidden)}. Nếu kế hoạch nằm ở đó, hãy bỏ "
                "ẩn (Unhide) rồi đọc lại.",
            ),
            (
                self._empty,
                "empty-sheet",
                f"Trang tính không có chữ nào nên bỏ qua: {_names(self._empty)}.",
            ),
            (
                self._hidden_cells,
                "hidden-text",
                f"Đã bỏ {self._hidden_cells} ô nằm trong hàng hoặc cột ẩn. Nếu cần đọc cả những ô "
                "đó, hãy bỏ ẩn và bỏ lọc (Filter) rồi đọc lại.",
            ),
            (
                errors,
                "formula-errors",
                f"Có {errors} ô đang báo lỗi công thức (như #REF!, #DIV/0!); đã giữ nguyên chữ "
                "báo lỗi. Hãy sửa trong Excel.",
            ),
            (
                unknown,
                "formula-without-value",
                f"Có {unknown} ô công thức chưa lưu kết quả nên đọc là ô trống. Hãy mở bằng Excel, "
                "lưu lại rồi đọc lại.",
            ),
        )
        for happened, code, message in told:
            if happened:
                document.warnings.append(ReadWarning(code, message))
        if not any(p.text.strip() for p in document.paragraphs()):
            document.warnings.append(
                ReadWarning(
                    "no-text",
                    "Tệp Excel không có chữ nào ở các trang tính đang hiện. Hãy xem lại có đúng "
                    "tệp cần đọc không.",
                )
            )


def _page_of(block: object) -> int | None:
    place = getattr(block, "place", None)
    return place.page if isinstance(place, Place) else None


def _names(names: list[str]) -> str:
    shown = ", ".join("“" + "".join(c if c.isprintable() else "?" for c in n[:40]) + "”"
                      for n in names[:5])  # fmt: skip
    return f"{shown} và {len(names) - 5} trang khác" if len(names) > 5 else shown


def _paragraph(line: str, box: Box, place: Place) -> Paragraph:
    look = box.look
    letters = "b" * look.bold + "i" * look.italic
    runs = (Run(0, len(line), letters),) if letters else ()
    return Paragraph(line, place, bold=look.bold, italic=look.italic, align=look.align, runs=runs)


def _cells(grid: Grid, region: Region, row: int, at: Place) -> list[Cell]:
    """The cells of a row of a table; areas merged across rows go on below as empty cells."""
    cells: list[Cell] = []
    boxes = {box.column: box for box in grid.rows[row]}
    column = region.left
    while column <= region.right:
        place = Place(at.file, at.page, None, at.table, at.row, grid.column_numbers[column])
        box = grid.covered.get((row, column)) or boxes.get(column)
        cell = Cell([], place)
        if box is not None:
            cell.colspan = min(box.last, region.right) - column + 1
            if box.row == row:
                cell.rowspan = min(box.rows, region.last - row + 1)
                cell.paragraphs = _paragraphs(box, place)
            else:
                cell.continues = box.row >= region.first
        cells.append(cell)
        column += cell.colspan
    return cells


def _paragraphs(box: Box, at: Place) -> list[Paragraph]:
    return [
        _paragraph(line, box, Place(at.file, at.page, None, at.table, at.row, at.column, number))
        for number, line in enumerate(box.lines, 1)
    ]
