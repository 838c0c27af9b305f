"""Workbooks for the tests: made cell by cell, or as the twin of a Word file."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import xlsxwriter

from caitien.core.documents.model import Document, Paragraph, Table
from caitien.core.drafts.layout import is_layout

#: how a plan stands in a sheet: ruled tables and merged lines; tables without rules; text in single
#: cells that run over the next ones; everything from C4 on; every table on a sheet of its own;
#: rules round every cell of the sheet
RULED, BARE, LOOSE, APART, SHEETS, BOXED = "ruled", "bare", "loose", "apart", "sheets", "boxed"


def make_xlsx(path: Path, fill: Callable[[Any], None]) -> Path:
    """A workbook that `fill` writes into."""
    book = xlsxwriter.Workbook(str(path))
    fill(book)
    book.close()
    return path


def sheet_of(path: Path, rows: Iterable[Iterable[Any]], **looks: Any) -> Path:
    """A workbook of one sheet; every cell in the format `looks`."""

    def fill(book: Any) -> None:
        sheet, form = book.add_worksheet("KH"), book.add_format(looks)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value is not None:
                    sheet.write(r, c, value, form)

    return make_xlsx(path, fill)


def with_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The workbook with one part changed (made, where it has none)."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[part] = change(parts.get(part, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


class Twin:
    """Writes the blocks of a Word file into one sheet, as an office would type them there."""

    def __init__(self, book: Any, document: Document, style: str = RULED) -> None:
        self.book = book
        self.sheet = book.add_worksheet("Kế hoạch")
        self.document = document
        self.style = style
        self.left = 2 if style == APART else 0
        wide = (b.columns for b in document.blocks if isinstance(b, Table))
        self.width = max([*wide, 6])
        self.row = 3 if style == APART else 0

    def write(self) -> None:
        """Everything, in reading order."""
        for block in self.document.blocks:
            if isinstance(block, Paragraph):
                self._line(block)
            elif isinstance(block, Table) and is_layout(block):
                self._pair(block)
            elif isinstance(block, Table):
                self._turn()
                self._table(block)
                self._turn()

    def _turn(self) -> None:
        """What follows stands on a new sheet, where tables have sheets of their own."""
        if self.style == SHEETS and self.row:
            self.sheet = self.book.add_worksheet()
            self.row = 0

    def _line(self, paragraph: Paragraph) -> None:
        text = paragraph.full_text
        if text.strip():
            form: dict[str, Any] = {
                "bold": paragraph.bold,
                "italic": paragraph.italic,
                "text_wrap": True,
            }
            form |= {"border": 1} if self.style == BOXED else {}
            form["align"] = "center" if paragraph.align == "center" else "left"
            self._across(0, self.width - 1, text, self.book.add_format(form))
        self.row += 1

    def _across(self, first: int, last: int, text: str, form: Any = None) -> None:
        """A line merged over some columns, or in the first of them alone."""
        first, last = first + self.left, last + self.left
        if self.style == LOOSE:
            self.sheet.write_string(self.row, first, text, form)
        else:
            self.sheet.merge_range(self.row, first, self.row, last, text, form)

    def _pair(self, table: Table) -> None:
        """A letterhead or signature: the columns of the table side by side, line by line."""
        columns: list[list[str]] = [[] for _ in range(table.columns)]
        for row in table.rows:
            for column, cell in row.at_grid():
                lines = [line for p in cell.paragraphs for line in p.full_text.split("\n")]
                columns[column] += lines
        parts = [lines for lines in columns if any(line.strip() for line in lines)]
        step = self.width // max(len(parts), 1)
        for number in range(max(map(len, parts))):
            for index, lines in enumerate(parts):
                if number < len(lines) and lines[number].strip():
                    left = index * step
                    form = {"border": 1} if self.style == BOXED else {}
                    self._across(left, left + step - 1, lines[number], self.book.add_format(form))
            self.row += 1

    def _table(self, table: Table) -> None:
        ruled = {} if self.style == BARE else {"border": 1}
        form = self.book.add_format({"text_wrap": True, **ruled})
        for r, row in enumerate(table.rows):
            for column, cell in row.at_grid():
                if cell.continues:
                    continue
                text = "\n".join(p.full_text for p in cell.paragraphs)
                column += self.left
                at = (self.row + r, column)
                if cell.rowspan > 1 or cell.colspan > 1:
                    end = (at[0] + cell.rowspan - 1, column + cell.colspan - 1)
                    self.sheet.merge_range(*at, *end, text, form)
                elif text.strip() or ruled:
                    self.sheet.write_string(*at, text, form)
        self.row += len(table.rows)
        if self.style == BARE:
            self.row += 1


def twin(document: Document, path: Path, style: str = RULED) -> Path:
    """The workbook that holds what a Word file holds."""
    return make_xlsx(path, lambda book: Twin(book, document, style).write())
