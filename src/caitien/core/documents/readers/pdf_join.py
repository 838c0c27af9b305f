"""Tables over page breaks: the same columns go on, headings repeat, a row may be cut in two."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from caitien.core.documents.readers.pdf_flow import cell_flows
from caitien.core.documents.readers.pdf_text import Flow, has_mark, would_fit
from caitien.core.documents.readers.pdf_types import PaperCell, PaperTable

_NEAR = 4.0
_CLOSED = re.compile(r"[.;:!?…]\W*$")
_KEY = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[IVX]{1,5}\.?|[A-Za-z]{1,3}\d+(?:[.-]\d+)*)\s*$")


@dataclass(slots=True)
class Cut:
    """What became of the first row on a new page."""

    joined: bool = False
    sure: bool = True


def columns_match(first: PaperTable, second: PaperTable) -> bool:
    """True where both tables keep the same columns (one of them may use only some of them)."""
    if first.nested or second.nested or first.ruled != second.ruled:
        return False
    if not first.ruled:
        return _bare_columns_match(first, second)
    wide = first.xs[-1] - first.xs[0]
    if abs(wide - (second.xs[-1] - second.xs[0])) > 6:
        return False
    shift = second.xs[0] - first.xs[0]
    inner, other = first.xs[1:-1], [x - shift for x in second.xs[1:-1]]
    if not inner or not other:
        return True
    matched = sum(1 for x in other if any(abs(x - y) < _NEAR for y in inner))
    return matched >= 0.6 * min(len(inner), len(other))


def _bare_columns_match(first: PaperTable, second: PaperTable) -> bool:
    """Tables without ruling: as many columns at about the same places, four at least."""
    if len(first.xs) != len(second.xs) or len(first.xs) < 5:
        return False
    off = max(abs(a - b) for a, b in zip(first.xs[1:-1], second.xs[1:-1], strict=True))
    return off < (30 if repeated_rows(first, second) else 15)


def row_text(table: PaperTable, row: int) -> list[tuple[int, str]]:
    """Column and text of the cells that begin in a row, white space aside."""
    return [
        (cell.column, "".join("".join(w.text for w in line.words) for line in cell.lines))
        for cell in table.head
        if cell.row == row and cell.lines
    ]


def repeated_rows(first: PaperTable, second: PaperTable) -> int:
    """How many rows at the head of `second` repeat the head of `first`."""
    most = min(len(first.ys), len(second.ys)) - 1
    count = 0
    while count < most:
        own, other = row_text(first, count), row_text(second, count)
        if [text for _, text in own] != [text for _, text in other]:
            break
        if not own and count == 0:
            break
        count += 1
    return count


def share_columns(first: PaperTable, second: PaperTable) -> None:
    """Number the columns of both tables over one set of borders (that of `first` and more)."""
    shift = second.xs[0] - first.xs[0]
    union = list(first.xs)
    for x in second.xs:
        if not any(abs(x - shift - y) < _NEAR for y in union):
            union.append(x - shift)
    union.sort()
    grown = len(union) > len(first.xs)
    for table, move in ((first, 0.0), (second, shift)) if grown else ((second, shift),):
        for cell in table.cells:
            left = _nearest(union, cell.x0 - move)
            right = max(_nearest(union, cell.x1 - move), left + 1)
            cell.column, cell.colspan = left, right - left
    first.xs = union
    second.xs = [x + shift for x in union]


def _nearest(places: list[float], x: float) -> int:
    index = bisect_right(places, x)
    if index == 0:
        return 0
    if index == len(places) or x - places[index - 1] <= places[index] - x:
        return index - 1
    return index


def append_table(first: PaperTable, second: PaperTable, limit: float) -> Cut:
    """Put the rows of `second` under those of `first`; `limit` is where text ends on the page.

    Returns whether the first row was joined to the last one, and how sure that is.
    """
    repeated = repeated_rows(first, second)
    if repeated and repeated == len(second.ys) - 1:
        repeated = 0 if len(first.ys) == len(second.ys) else repeated
    if first.ruled:
        share_columns(first, second)
    cut = _first_row_cut(first, second, repeated, limit)
    base = len(first.row_pages) - repeated - (1 if cut.joined else 0)
    first.header_rows = max(first.header_rows, repeated)
    last = {cell.column: cell for cell in _last_row(first)}
    open_cells = list(last.values())
    recent: list[PaperCell] = []
    if first.head is first.cells:
        first.head = list(first.cells)
    for cell in second.cells:
        if cell.row < repeated:
            continue
        top = cell.row == repeated
        above = last.get(cell.column) if top else None
        if above is not None and above.colspan != cell.colspan:
            above = None
        merged = above is not None and above.rowspan > 1 and not cell.lines
        if above is not None and (cut.joined or merged):
            above.lines.extend(cell.lines)
            above.y1 = cell.y1
            above.rowspan += cell.rowspan - (1 if cut.joined else 0)
        else:
            cell.row += base
            first.cells.append(cell)
            recent.append(cell)
    first.row_pages.extend(second.row_pages[repeated + (1 if cut.joined else 0) :])
    tail = second.ys[repeated + 1 + (1 if cut.joined else 0) :]
    first.ys = [*first.ys, *(first.ys[-1] + y - second.ys[0] for y in tail)]
    first.bottom_open = second.bottom_open
    first.recent = open_cells + recent
    first.last_page = second.last_page
    return cut


def _last_row(table: PaperTable) -> list[PaperCell]:
    last = len(table.row_pages)
    return [cell for cell in table.recent if cell.row + cell.rowspan == last]


def _first_row_cut(first: PaperTable, second: PaperTable, row: int, limit: float) -> Cut:
    """Whether the first row (after repeated headings) of `second` belongs to the row before."""
    if row >= len(second.ys) - 1 or len(first.row_pages) <= first.header_rows:
        return Cut()
    above = {cell.column: cell for cell in _last_row(first)}
    below = [cell for cell in second.cells if cell.row == row]
    bottom = max((cell.y1 for cell in above.values()), default=0.0)
    sizes = [line.size for cell in above.values() for line in cell.lines]
    size = max(sizes, default=12.0)
    if not above or bottom < limit - 2.2 * size:
        return Cut()
    filled = [cell for cell in below if cell.lines]
    if not filled:
        small = second.ys[row + 1] - second.ys[row] < 1.1 * size and len(below) == len(above)
        return Cut(joined=small)
    pairs: list[tuple[PaperCell, PaperCell]] = []
    for cell in filled:
        upper = above.get(cell.column)
        if upper is None or upper.colspan != cell.colspan or not upper.lines:
            return Cut()
        last = upper.lines[-1]
        if last.page != first.last_page or bottom - last.y > 2.6 * size:
            return Cut()
        pairs.append((upper, cell))
    if {c.column for c in below} != set(above):
        return Cut()
    return _judge(first, pairs, above, below)


def _judge(
    table: PaperTable,
    pairs: list[tuple[PaperCell, PaperCell]],
    above: dict[int, PaperCell],
    below: list[PaperCell],
) -> Cut:
    """Weigh the signs: sentences running on, empty keys, own numbers."""
    near = PaperTable(table.page, table.xs, [], table.recent, row_pages=table.row_pages)
    flows = {id(near.cells[n]): flow for n, flow in cell_flows(near).items()}
    score = 3 if table.bottom_open else 0
    running = 0
    for upper, lower in pairs:
        sign = _runs_on(upper, lower, flows[id(upper)])
        running += sign == 2
        score += sign
    first_filled = next((c for c in sorted(above) if above[c].lines), None)
    lower_by_column = {cell.column: cell for cell in below}
    if first_filled is not None:
        own = lower_by_column[first_filled]
        if not own.lines and above[first_filled].rowspan == 1:
            score += 2
        elif own.lines and _is_key(own) and _is_key(above[first_filled]):
            score -= 4
    gone = [c for c in above if above[c].lines and not lower_by_column[c].lines]
    if len(gone) >= 2:
        score += 2 if len(pairs) == 1 else 1
    joined = score >= 2
    return Cut(joined, sure=not joined or running > 0 or score >= 5)


def _is_key(cell: PaperCell) -> bool:
    """True where a cell holds nothing but a number or a code."""
    return len(cell.lines) == 1 and _KEY.match(cell.lines[0].text) is not None


def _runs_on(upper: PaperCell, lower: PaperCell, flow: Flow) -> int:
    """2 where a sentence clearly goes on, -2 where it clearly does not, 0 in doubt."""
    tail, head = upper.lines[-1], lower.lines[0]
    text = head.text
    if has_mark(text):
        return 1 if any(has_mark(line.text) for line in upper.lines) else 0
    full = not would_fit(tail, head, flow)
    if text[:1].islower():
        return 2 if full or len(upper.lines) > 1 else -1
    closed = _CLOSED.search(tail.text) is not None
    if full and not closed:
        return 1
    return 0 if full or len(upper.lines) > 1 else -1
