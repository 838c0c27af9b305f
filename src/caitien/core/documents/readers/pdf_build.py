"""Pages taken apart to a Document: tables joined, lines put into paragraphs, places given."""

from __future__ import annotations

from caitien.core.documents.model import (
    Cell,
    Document,
    Mark,
    Paragraph,
    Place,
    ReadWarning,
    Row,
    Run,
    Table,
)
from caitien.core.documents.readers.pdf_columns import take_rest
from caitien.core.documents.readers.pdf_flow import body_flows, cell_flows
from caitien.core.documents.readers.pdf_head import head_pieces
from caitien.core.documents.readers.pdf_join import append_table, columns_match, repeated_rows
from caitien.core.documents.readers.pdf_layout import Item, PageLayout
from caitien.core.documents.readers.pdf_text import (
    Flow,
    Piece,
    break_candidates,
    has_mark,
    one_sentence_each,
    pieces_of,
    split_at,
    stand_apart,
    text_of,
)
from caitien.core.documents.readers.pdf_types import Line, PaperCell, PaperTable


def build_document(name: str, pages: list[PageLayout]) -> Document:
    """The Document of a file from its pages, page numbers and running heads already gone."""
    return _Builder(name, pages).build()


class _Builder:
    def __init__(self, name: str, pages: list[PageLayout]) -> None:
        self.name = name
        self.pages = pages
        self.document = Document(name, "pdf", pages=len(pages))
        self.sizes = {
            p.content.number: (round(p.content.width), round(p.content.height)) for p in pages
        }
        self.body_count = 0
        self.table_count = 0
        self.writes_spaces = False

    def build(self) -> Document:
        items = [item for page in self.pages for item in page.items()]
        self.writes_spaces = _writes_spaces(items)
        limits = self._limits(items)
        items = self._join_tables(items, limits)
        lines = [item for item in items if isinstance(item, Line)]
        self.flows = body_flows(lines, self.sizes) if lines else {}
        for flow in self.flows.values():
            flow.writes_spaces = self.writes_spaces
        stretch: list[Line] = []
        for item in items:
            if isinstance(item, Line):
                stretch.append(item)
                continue
            self._body(stretch)
            stretch = []
            self._table(item)
        self._body(stretch)
        return self.document

    def _limits(self, items: list[Item]) -> dict[tuple[int, int], float]:
        """How far down text goes on pages of each size."""
        limits = {size: size[1] - 95.0 for size in self.sizes.values()}
        for item in items:
            bottom = item.y if isinstance(item, Line) else item.bottom
            size = self.sizes[item.page]
            limits[size] = max(limits[size], bottom)
        return limits

    def _join_tables(self, items: list[Item], limits: dict[tuple[int, int], float]) -> list[Item]:
        """Tables that go on at the top of the next page become one."""
        result: list[Item] = []
        for item in items:
            last = result[-1] if result else None
            if (
                isinstance(item, PaperTable)
                and isinstance(last, PaperTable)
                and item.page == last.last_page + 1
                and columns_match(last, item)
                and not _new_heading(last, item)
            ):
                row = len(last.row_pages)
                cut = append_table(last, item, limits[self.sizes[last.last_page]])
                if cut.joined and not cut.sure:
                    self._warn_joined(item.page, row)
            elif isinstance(item, PaperTable) and item.single:
                result.extend(item.cells[0].lines)
            else:
                result.append(item)
        _join_signature(result)
        return result

    def _warn_joined(self, page: int, row: int) -> None:
        self.document.warnings.append(
            ReadWarning(
                "row-joined",
                f"Hàng đầu của bảng ở trang {page} được nối vào hàng cuối của trang trước; "
                "hãy kiểm tra lại vì tệp không cho biết chắc đó là một hàng.",
                Place(file=self.name, page=page, row=row),
            )
        )

    def _body(self, lines: list[Line]) -> None:
        if not lines:
            return
        for piece in pieces_of(lines, [self.flows[line.page] for line in lines]):
            self.body_count += 1
            flow = self.flows[piece.lines[0].page]
            place = Place(file=self.name, page=piece.lines[0].page, paragraph=self.body_count)
            self.document.blocks.append(_paragraph(piece, flow, place))

    def _table(self, paper: PaperTable) -> None:
        self.table_count += 1
        number = self.table_count
        flows = cell_flows(paper)
        rows: list[dict[int, Cell]] = [{} for _ in paper.row_pages]
        for flow in flows.values():
            flow.writes_spaces = self.writes_spaces
        parts = [_pieces(paper, cell, flows[n]) for n, cell in enumerate(paper.cells)]
        if paper.ruled:
            even_out(paper, parts, flows)
        for index, cell in enumerate(paper.cells):
            flow, pieces = flows[index], parts[index]
            place = self._cell_place(paper, cell, number, cell.row)
            built = Cell(place=place, colspan=cell.colspan, rowspan=cell.rowspan)
            for count, piece in enumerate(pieces, 1):
                at = Place(
                    self.name, piece.lines[0].page, None, number, place.row, place.column, count
                )
                built.paragraphs.append(_paragraph(piece, flow, at))
            rows[cell.row][cell.column] = built
            for below in range(cell.row + 1, cell.row + cell.rowspan):
                rows[below][cell.column] = Cell(
                    place=self._cell_place(paper, cell, number, below),
                    colspan=cell.colspan,
                    continues=True,
                )
        table = Table([], Place(self.name, paper.page, table=number), len(paper.xs) - 1)
        table.nested = paper.nested
        for row, cells in enumerate(rows):
            place = Place(self.name, paper.row_pages[row], table=number, row=row + 1)
            ordered = [cells[column] for column in sorted(cells)]
            table.rows.append(Row(ordered, place, header=row < paper.header_rows))
        self.document.blocks.append(table)

    def _cell_place(self, paper: PaperTable, cell: PaperCell, number: int, row: int) -> Place:
        page = cell.lines[0].page if cell.lines else paper.row_pages[row]
        return Place(self.name, page, None, number, row + 1, cell.column + 1)


def _pieces(paper: PaperTable, cell: PaperCell, flow: Flow) -> list[Piece]:
    if not cell.lines:
        return []
    if paper.ruled:
        pieces = pieces_of(cell.lines, [flow] * len(cell.lines))
        return pieces if stand_apart(pieces, flow) else one_sentence_each(pieces)
    return head_pieces(cell.lines, flow)


def even_out(paper: PaperTable, parts: list[list[Piece]], flows: dict[int, Flow]) -> None:
    """Rows that hold several numbered jobs: break the cells beside them into as many parts.

    Only breaks the geometry leaves open are made, and only up to the number of jobs.
    """
    rows: dict[int, list[int]] = {}
    for number, cell in enumerate(paper.cells):
        rows.setdefault(cell.row, []).append(number)
    for numbers in rows.values():
        jobs, home = max(
            ((_jobs(parts[n]), n) for n in numbers),
            key=lambda pair: pair[0],
        )
        if jobs < 2:
            continue
        for number in numbers:
            pieces = parts[number]
            if paper.cells[number].column <= paper.cells[home].column or not pieces:
                continue
            if any(has_mark(piece.lines[0].text) for piece in pieces):
                continue
            if stand_apart(pieces, flows[number]):
                continue
            places = break_candidates(pieces)
            if places and len(pieces) + len(places) == jobs:
                parts[number] = split_at(pieces, places)


def _jobs(pieces: list[Piece]) -> int:
    """How many jobs a cell lists: its marked paragraphs, or all where none is marked."""
    return sum(has_mark(piece.lines[0].text) for piece in pieces) or len(pieces)


def _join_signature(items: list[Item]) -> None:
    """The last lines of a file that go on with a signature block cut by the page break."""
    tail: list[Line] = []
    for item in reversed(items):
        if not isinstance(item, Line):
            break
        tail.insert(0, item)
    table = items[-len(tail) - 1] if len(tail) < len(items) else None
    if not tail or not isinstance(table, PaperTable) or tail[0].page != table.page + 1:
        return
    if take_rest(table, tail):
        del items[-len(tail) :]


def _new_heading(last: PaperTable, item: PaperTable) -> bool:
    """True where the table on the new page begins with a heading of its own."""
    if repeated_rows(last, item):
        return False
    cells = [cell for cell in item.cells if cell.row == 0 and cell.lines]
    first = [cell for cell in last.cells if cell.row == 0 and cell.lines]
    if len(cells) < 3 or len(cells) < 0.75 * len(item.xs[1:]):
        return False
    own = all(line.bold for cell in cells for line in cell.lines)
    return own and all(line.bold for cell in first for line in cell.lines)


def _writes_spaces(items: list[Item]) -> bool:
    """True where the file keeps the space at the end of wrapped lines (the next word knows it)."""
    follows = spaced = 0
    for item in items:
        groups = [[item]] if isinstance(item, Line) else [c.lines for c in item.cells]
        for lines in groups:
            for line in lines[1:] if len(lines) > 1 else ():
                if line.text[:1].islower():
                    follows += 1
                    spaced += line.words[0].spaces > 0
    return follows >= 5 and spaced >= 0.8 * follows


def _paragraph(piece: Piece, flow: Flow, place: Place) -> Paragraph:
    text, offsets = text_of(piece, flow)
    marks: list[Mark] = []
    pages = {line.page for line in piece.lines}
    if len(pages) > 1:
        page = 0
        for line, offset in zip(piece.lines, offsets, strict=True):
            if line.page != page:
                page = line.page
                marks.append(
                    Mark(
                        offset,
                        Place(
                            place.file,
                            page,
                            None,
                            place.table,
                            place.row,
                            place.column,
                            place.paragraph,
                        ),
                    )
                )
    return Paragraph(
        text,
        place,
        tuple(marks),
        bold=all(line.bold for line in piece.lines),
        italic=all(line.italic for line in piece.lines),
        align=_align(piece, flow),
        runs=_runs(piece.lines, offsets),
    )


def _runs(lines: list[Line], offsets: list[int]) -> tuple[Run, ...]:
    """The words in bold and italic letters; words alike side by side are one run.

    Rules drawn under words are not told from those of tables: nothing is underlined.
    """
    out: list[Run] = []
    after = -1  # where the last word ended, if it had such letters
    for line, offset in zip(lines, offsets, strict=True):
        at = offset
        for index, word in enumerate(line.words):
            if index and not word.glued:
                at += max(1, word.spaces)
            end = at + len(word.text)
            letters = "b" * word.bold + "i" * word.italic
            if letters and out and out[-1].end == after and out[-1].letters == letters:
                out[-1] = Run(out[-1].start, end, letters)
            elif letters:
                out.append(Run(at, end, letters))
            after = end if letters else -1
            at = end
    return tuple(out)


def _align(piece: Piece, flow: Flow) -> str:
    lines = piece.lines
    middle = flow.left + flow.right
    if all(
        abs(line.x0 + line.x1 - middle) < 6 and line.x0 > flow.left + 4 for line in lines
    ) and not (
        len(lines) == 1
        and (has_mark(lines[0].text) or (flow.indent and abs(lines[0].x0 - flow.indent) < 1.5))
    ):
        return "center"
    if all(abs(line.x1 - flow.right) < 2 and line.x0 > flow.left + 30 for line in lines) and (
        len(lines) == 1 and lines[0].x0 > (flow.left + flow.right) / 2
    ):
        return "right"
    if (
        len(lines) > 1
        and flow.justified
        and all(abs(line.x1 - flow.right) < 1.5 for line in lines[:-1])
    ):
        return "justify"
    return "left"
