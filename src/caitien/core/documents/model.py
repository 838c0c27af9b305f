"""The Document: what a reader hands on, whatever the file was.

A Document is a list of blocks in reading order: paragraphs, tables and loose lines (the remains
of a table whose ruling was lost). Every piece of text knows its Place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands in its file. Numbers count from 1; None means unknown or meaningless.

    `paragraph` counts the paragraphs of the body, or of the cell where `table` is set.
    """

    file: str | None = None
    page: int | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    paragraph: int | None = None

    def as_dict(self) -> dict[str, int | None]:
        """The six numbers by name, as Plan JSON and diagnostics print them (no file name)."""
        return {
            "page": self.page,
            "line": self.line,
            "table": self.table,
            "row": self.row,
            "column": self.column,
            "paragraph": self.paragraph,
        }

    def label(self) -> str:
        """The place in words: 'trang 2, bảng 1, hàng 3, cột 4'; '' where nothing is known."""
        sheets = (self.file or "").lower().endswith((".xlsx", ".xlsm", ".xls"))
        names = (
            ("trang tính" if sheets else "trang", self.page),
            ("dòng", self.line),
            ("bảng", self.table),
            ("hàng", self.row),
            ("cột", self.column),
            ("đoạn", self.paragraph if self.table is None else None),
        )
        return ", ".join(f"{name} {number}" for name, number in names if number is not None)


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Mark:
    """From `offset` of a text on, the text stands at `place` (one mark per physical line)."""

    offset: int
    place: Place


def place_at(marks: tuple[Mark, ...], offset: int, default: Place = NOWHERE) -> Place:
    """The place of the character at `offset`, by the last mark at or before it."""
    index = bisect_right([mark.offset for mark in marks], offset) - 1
    return marks[index].place if index >= 0 else default


class Run(NamedTuple):
    """Characters `start` to `end` of a text stand in `letters`: b bold, i italic, u underlined.

    Several of them are named together, in this order ("bi"); a run has at least one.
    """

    start: int
    end: int
    letters: str


@dataclass(slots=True)
class Paragraph:
    """One paragraph of text as the author left it (not normalised; tabs and double spaces kept).

    `marks` say where each physical line of it begins. `label` is the number or bullet that Word
    prints but does not store in the text ("1.", "-"). `runs` are the parts of `text` in bold,
    italic or underlined letters, in order, none over another; what a heading style writes so is no
    run. `bold` and `italic` say what most of the text is.
    """

    text: str
    place: Place = NOWHERE
    marks: tuple[Mark, ...] = ()
    label: str = ""
    bold: bool = False
    italic: bool = False
    align: str = ""  # left, center, right, justify; "" = not said
    page_break_before: bool = False
    runs: tuple[Run, ...] = ()

    def place_at(self, offset: int) -> Place:
        """The place of the character at `offset` of `text`."""
        return place_at(self.marks, offset, self.place) if self.marks else self.place

    @property
    def full_text(self) -> str:
        """The text with the label Word prints before it."""
        return f"{self.label} {self.text}" if self.label else self.text


@dataclass(slots=True)
class Cell:
    """A cell: its paragraphs and how many grid columns and rows it covers.

    `continues` marks the part of a vertically merged cell below its first row (it has no text).
    """

    paragraphs: list[Paragraph] = field(default_factory=list)
    place: Place = NOWHERE
    colspan: int = 1
    rowspan: int = 1
    continues: bool = False

    @property
    def text(self) -> str:
        """The paragraphs joined with newlines."""
        return "\n".join(p.full_text for p in self.paragraphs)

    @property
    def is_empty(self) -> bool:
        """True where no paragraph holds a visible character."""
        return not any(p.full_text.strip() for p in self.paragraphs)


@dataclass(slots=True)
class Row:
    """A row of a table. `header` is what the file itself says (repeated heading row)."""

    cells: list[Cell]
    place: Place = NOWHERE
    header: bool = False

    def at_grid(self) -> Iterator[tuple[int, Cell]]:
        """The cells with the grid column each starts at, from 0."""
        column = 0
        for cell in self.cells:
            yield column, cell
            column += cell.colspan


@dataclass(slots=True)
class Table:
    """A table. Rows cut by a page break are already one row; repeated headings are dropped."""

    rows: list[Row]
    place: Place = NOWHERE
    columns: int = 0  # grid columns
    nested: bool = False


@dataclass(slots=True)
class LooseLine:
    """One physical line of a table torn into lines.

    `gap` is how many blank lines stood before it; `indent` and `trailing` count the spaces around
    it (empty cells of the lost table often survive as spaces only).
    """

    text: str
    place: Place
    gap: int = 0
    indent: int = 0
    trailing: int = 0
    page_start: bool = False


@dataclass(slots=True)
class LooseLines:
    """A run of lines that were a table once."""

    lines: list[LooseLine]
    place: Place = NOWHERE


Block = Paragraph | Table | LooseLines


@dataclass(frozen=True, slots=True)
class ReadWarning:
    """Something the reader had to repair or could not be sure of. `message` is Vietnamese."""

    code: str
    message: str
    place: Place = NOWHERE


@dataclass(slots=True)
class Document:
    """A file as blocks in reading order. `format` is txt, docx, pdf or xlsx."""

    file: str
    format: str
    blocks: list[Block] = field(default_factory=list)
    warnings: list[ReadWarning] = field(default_factory=list)
    pages: int | None = None
    text_boxes: list[Paragraph] = field(default_factory=list)

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph of the file, in cells too, in reading order."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block
            elif isinstance(block, Table):
                for row in block.rows:
                    for cell in row.cells:
                        yield from cell.paragraphs
            else:
                for line in block.lines:
                    yield Paragraph(line.text, line.place)


class ReadError(Exception):
    """A file that cannot be read. `str(error)` is one Vietnamese line: what, and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
