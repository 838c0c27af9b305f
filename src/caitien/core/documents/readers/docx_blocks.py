"""Paragraphs and tables of a .docx as raw pieces, in reading order, before they get places."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.documents.model import Paragraph

from .docx_names import (
    ALT_CHUNK,
    ALTERNATE,
    CELL_DEL,
    DEL,
    GRID_AFTER,
    GRID_BEFORE,
    GRID_COL,
    GRID_SPAN,
    GRID_WIDTH,
    H_MERGE,
    INS,
    MOVE_FROM,
    P_STYLE,
    PPR,
    SECTION,
    TBL,
    TBL_GRID,
    TBL_HEADER,
    TC,
    TCPR,
    TR,
    TRPR,
    V_MERGE,
    VAL,
    Element,
    P,
    child_val,
    is_on,
    number,
)
from .docx_runs import Line, RunReader, choose, mark_deleted
from .docx_state import Walk
from .docx_styles import ParagraphStyle, Shape

MAX_COLUMNS = 500
MAX_ROWS = 30_000
MAX_DEPTH = 12
_BLOCKS = frozenset((P, TBL, ALT_CHUNK))
_ROWS = frozenset((TR,))
_CELLS = frozenset((TC,))
_CLOSED = frozenset((DEL, MOVE_FROM, PPR, TRPR, TCPR, SECTION))


class Piece:
    """A paragraph with the page it begins on and the pages that begin inside it."""

    __slots__ = ("boxed", "marks", "page", "paragraph")

    def __init__(
        self, paragraph: Paragraph, page: int | None, marks: list[tuple[int, int]], boxed: bool
    ) -> None:
        self.paragraph = paragraph
        self.page = page
        self.marks = marks
        self.boxed = boxed


class RawCell:
    """A w:tc: its content, the grid columns it covers, its merges ('', restart, continue)."""

    __slots__ = ("across", "content", "down", "page", "span")

    def __init__(self, span: int, down: str = "", across: str = "") -> None:
        self.content: list[Piece | RawTable] = []
        self.span = span
        self.down = down
        self.across = across
        self.page: int | None = None

    def pieces(self) -> Iterator[Piece]:
        """Every paragraph, those of nested tables too, in reading order."""
        for block in self.content:
            if isinstance(block, Piece):
                yield block
            else:
                for row in block.rows:
                    for cell in row.cells:
                        yield from cell.pieces()

    def has_text(self) -> bool:
        """Whether any paragraph prints something."""
        return any(piece.paragraph.full_text.strip() for piece in self.pieces())


class RawRow:
    """A w:tr; empty cells stand for the grid columns it skips."""

    __slots__ = ("cells", "header", "page")

    def __init__(self, header: bool, page: int | None) -> None:
        self.cells: list[RawCell] = []
        self.header = header
        self.page = page


class RawTable:
    """A w:tbl: its rows and the widths of its grid columns (twentieths of a point)."""

    __slots__ = ("boxed", "rows", "widths")

    def __init__(self, widths: list[int]) -> None:
        self.rows: list[RawRow] = []
        self.widths = widths
        self.boxed = False


RawBlock = Piece | RawTable


def members(container: Element, wanted: frozenset[str]) -> Iterator[Element]:
    """The `wanted` elements of a container, looked for through content controls and the like."""
    stack = [iter(container)]
    while stack:
        for el in stack[-1]:
            if el.tag in wanted:
                yield el
            elif el.tag == ALTERNATE:
                branch = choose(el)
                if branch is not None:
                    stack.append(iter(branch))
                    break
            elif len(el) and el.tag not in _CLOSED:
                stack.append(iter(el))
                break
        else:
            stack.pop()


class BlockReader:
    """Walks containers of blocks: the body, cells, text boxes, notes."""

    def __init__(self, walk: Walk, runs: RunReader | None = None) -> None:
        self._walk = walk
        self._runs = runs or RunReader(walk)
        self._depth = 0

    def blocks(self, container: Element, *, boxed: bool = False) -> Iterator[RawBlock]:
        """The blocks of a container; text boxes follow or precede the text they hang on."""
        if self._depth > MAX_DEPTH:
            raise self._walk.refuse("bảng và khung chữ lồng nhau quá sâu")
        self._depth += 1
        carried: Line | None = None
        for el in members(container, _BLOCKS):
            if el.tag == TBL:
                table = self._table(el)
                table.boxed = boxed
                yield table
            elif el.tag == P:
                line, piece = self._paragraph(el, carried, boxed)
                carried = line if piece is None else None
                if piece is not None:
                    yield from self._with_boxes(line, piece)
            else:
                self._walk.tally["chunk"] += 1
        if carried is not None and carried.length:
            yield self._piece(carried, self._walk.styles.paragraph(None), Shape(), boxed)
        self._depth -= 1

    def _with_boxes(self, line: Line, piece: Piece) -> Iterator[RawBlock]:
        for before, box in line.boxes:
            if before:
                yield from self.blocks(box, boxed=True)
        if line.length or not line.boxes or piece.paragraph.label:
            yield piece
        for before, box in line.boxes:
            if not before:
                yield from self.blocks(box, boxed=True)

    def _paragraph(
        self, el: Element, carried: Line | None, boxed: bool
    ) -> tuple[Line, Piece | None]:
        """One w:p; no piece where its mark was deleted and the text runs on."""
        walk = self._walk
        ppr = el[0] if len(el) and el[0].tag == PPR else el.find(PPR)
        shape = Shape()
        style = walk.styles.paragraph(None if ppr is None else child_val(ppr, P_STYLE))
        if ppr is not None:
            shape.read(ppr)
        forced = style.shape.page_break if shape.page_break is None else shape.page_break
        if forced:
            walk.fresh_page()
        starts = walk.break_next or bool(forced)
        line = self._runs.collect(el, style.flags)
        if carried is not None:
            carried.join(line)
            line = carried
        if mark_deleted(ppr):
            walk.tally["deleted"] += 1
            return line, None
        walk.break_next = line.break_after
        piece = self._piece(line, style, shape, boxed)
        piece.paragraph.page_break_before = starts or line.break_before
        if ppr is not None and ppr.find(SECTION) is not None:
            walk.end_section()
        return line, piece

    def _piece(self, line: Line, style: ParagraphStyle, shape: Shape, boxed: bool) -> Piece:
        walk = self._walk
        text = line.text
        walk.grow(len(text))
        align = style.shape.align if shape.align is None else shape.align
        paragraph = Paragraph(
            text,
            label=self._label(style, shape),
            bold=line.bold * 2 > line.visible,
            italic=line.italic * 2 > line.visible,
            align=align or "",
            runs=line.letters(style.own) if line.runs else (),
        )
        self._runs.keep(paragraph, line)
        page = line.start_page if walk.paged else None
        return Piece(paragraph, page, line.marks if walk.paged else [], boxed)

    def _label(self, style: ParagraphStyle, shape: Shape) -> str:
        num_id, level = shape.num_id, shape.level
        if num_id is None:
            num_id = style.shape.num_id
            level = style.shape.level if level is None else level
        elif level is None:
            level = 0
        if num_id is None or num_id == "0":
            return ""
        return self._walk.numbering.label(num_id, level, style.style_id)

    def _table(self, tbl: Element) -> RawTable:
        grid = tbl.find(TBL_GRID)
        columns = [] if grid is None else list(grid.iterchildren(GRID_COL))[:MAX_COLUMNS]
        table = RawTable([number(column.get(GRID_WIDTH), 0, 0) for column in columns])
        for tr in members(tbl, _ROWS):
            row = self._row(tr)
            if row is not None:
                table.rows.append(row)
            if len(table.rows) > MAX_ROWS:
                raise self._walk.refuse("có bảng quá nhiều hàng")
        return table

    def _row(self, tr: Element) -> RawRow | None:
        walk = self._walk
        before = after = 0
        header = False
        for el in tr.iterchildren(TRPR):
            for said in el:
                if said.tag == TBL_HEADER:
                    header = is_on(said)
                elif said.tag == GRID_BEFORE:
                    before = number(said.get(VAL), 0, 0, MAX_COLUMNS)
                elif said.tag == GRID_AFTER:
                    after = number(said.get(VAL), 0, 0, MAX_COLUMNS)
                elif said.tag == INS:
                    walk.tally["inserted"] += 1
                elif said.tag == DEL:
                    walk.tally["deleted"] += 1
                    return None
        row = RawRow(header, walk.now())
        if before:
            row.cells.append(RawCell(before))
        self._cells(tr, row)
        if after:
            row.cells.append(RawCell(after))
        return row

    def _cells(self, tr: Element, row: RawRow) -> None:
        """The cells of a row. They stand side by side, so each begins on the row's first page."""
        walk = self._walk
        start = last = walk.page
        fresh, seen = walk.fresh, False
        taken = sum(cell.span for cell in row.cells)
        for tc in members(tr, _CELLS):
            walk.page, walk.fresh = start, fresh
            cell = self._cell(tc, MAX_COLUMNS - taken)
            taken += cell.span
            if taken > MAX_COLUMNS:
                raise walk.refuse("có bảng quá nhiều cột")
            first = next(
                (p for p in cell.content if isinstance(p, Piece) and p.paragraph.text), None
            )
            if first is not None and not seen:
                seen = True
                if first.page is not None and first.page > start:
                    start, fresh = first.page, True
                    row.page = start
                else:
                    fresh = False
            cell.page = row.page if first is None else first.page
            last = max(last, walk.page)
            row.cells.append(cell)
        walk.page, walk.fresh = last, walk.fresh and not seen

    def _cell(self, tc: Element, room: int) -> RawCell:
        span, down, across, gone = 1, "", "", False
        for tcpr in tc.iterchildren(TCPR):
            for said in tcpr:
                if said.tag == GRID_SPAN:
                    span = number(said.get(VAL), 1, 1, max(room, 1))
                elif said.tag == V_MERGE:
                    down = "restart" if said.get(VAL) == "restart" else "continue"
                elif said.tag == H_MERGE:
                    across = "restart" if said.get(VAL) == "restart" else "continue"
                elif said.tag == CELL_DEL:
                    gone = True
        cell = RawCell(span, down, across)
        if gone:
            self._walk.tally["deleted"] += 1
        else:
            cell.content.extend(self.blocks(tc))
        return cell
