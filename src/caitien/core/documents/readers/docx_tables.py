"""Raw tables of a .docx as tables with places: merges followed, nested tables flattened."""

from __future__ import annotations

from collections import Counter

from caitien.core.documents.model import Cell, Mark, Paragraph, Place, Row, Table

from .docx_blocks import Piece, RawBlock, RawCell, RawTable


def settle(piece: Piece, place: Place) -> Paragraph:
    """The paragraph of a piece, put at `place` (with the piece's own page)."""
    paragraph = piece.paragraph
    paragraph.place = place
    if piece.marks:
        marks = [Mark(0, place)]
        marks += [Mark(offset, _on_page(place, page)) for offset, page in piece.marks]
        paragraph.marks = tuple(marks)
    return paragraph


def _on_page(place: Place, page: int) -> Place:
    return Place(
        place.file, page, place.line, place.table, place.row, place.column, place.paragraph
    )


class TableBuilder:
    """Makes tables of one file; `boxes` gathers the paragraphs that stand in text boxes."""

    def __init__(self, file: str, tally: Counter[str], boxes: list[Paragraph]) -> None:
        self._file = file
        self._tally = tally
        self._boxes = boxes
        #: the first words found in a cell that a merge hides, and where
        self.hidden: tuple[str, Place] | None = None

    def build(
        self, raw: RawTable, table: int, first_row: int = 1, *, nested: bool = False
    ) -> Table:
        """The table number `table`; its rows count from `first_row`."""
        built = Table([], Place(self._file, _page_of(raw), table=table), nested=nested)
        width = len(raw.widths)
        above: dict[int, Cell] = {}
        for number, raw_row in enumerate(raw.rows, first_row):
            place = Place(self._file, raw_row.page, table=table, row=number)
            row = Row([], place, raw_row.header)
            below: dict[int, Cell] = {}
            column = 0
            for raw_cell in raw_row.cells:
                if raw_cell.across == "continue" and row.cells:
                    row.cells[-1].colspan += raw_cell.span
                    self._hide(raw_cell, row.cells[-1].place)
                else:
                    self._cell(raw_cell, row, column, above, below)
                column += raw_cell.span
            above = below
            width = max(width, column)
            built.rows.append(row)
        built.columns = width
        return built

    def _cell(
        self, raw: RawCell, row: Row, column: int, above: dict[int, Cell], below: dict[int, Cell]
    ) -> None:
        at = row.place
        place = Place(self._file, raw.page or at.page, None, at.table, at.row, column + 1)
        cell = Cell([], place, raw.span)
        row.cells.append(cell)
        top = above.get(column) if raw.down == "continue" else None
        if top is not None:
            top.rowspan += 1
            cell.continues = True
            below[column] = top
            self._hide(raw, place)
            return
        if raw.down:
            below[column] = cell
        for index, piece in enumerate(raw.pieces(), 1):
            spot = Place(self._file, piece.page, None, at.table, at.row, column + 1, index)
            cell.paragraphs.append(settle(piece, spot))
            if piece.boxed:
                self._boxes.append(piece.paragraph)

    def _hide(self, raw: RawCell, place: Place) -> None:
        """Text in the part of a merged cell that Word does not print: told, not shown."""
        if not raw.has_text():
            return
        self._tally["merged"] += 1
        if self.hidden is None:
            words = " ".join(p.paragraph.full_text.strip() for p in raw.pieces()).strip()
            self.hidden = (words[:60], place)


def _page_of(raw: RawTable) -> int | None:
    return raw.rows[0].page if raw.rows else None


def wrapped(raw: RawTable) -> list[RawBlock] | None:
    """The blocks of a table that is only a frame round a real table; None for any other.

    A frame has one column with content, and a table of at least two columns and rows inside.
    """
    if not any(isinstance(b, RawTable) for r in raw.rows for c in r.cells for b in c.content):
        return None
    used: set[int] = set()
    content: list[RawBlock] = []
    real = False
    for row in raw.rows:
        column = 0
        for cell in row.cells:
            real = real or any(isinstance(b, RawTable) and _is_real(b) for b in cell.content)
            if cell.has_text():
                used.add(column)
                content += cell.content
            column += cell.span
    return content if real and len(used) == 1 else None


def _is_real(raw: RawTable) -> bool:
    return len(raw.rows) >= 2 and max(len(row.cells) for row in raw.rows) >= 2
