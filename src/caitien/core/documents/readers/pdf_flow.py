"""The limits text had to keep to: margins of body pages, padding of table cells."""

from __future__ import annotations

import itertools
from collections import Counter

from caitien.core.documents.readers.pdf_text import Flow, spaces_paragraphs, usual_pitch
from caitien.core.documents.readers.pdf_types import Line, PaperCell, PaperTable

_PADDING = 5.4  # Word's own left and right padding of a cell, in points


def body_flows(lines: list[Line], sizes: dict[int, tuple[int, int]]) -> dict[int, Flow]:
    """The flow of each page's body lines; `sizes` gives the paper size of every page."""
    by_page: dict[int, list[Line]] = {}
    by_size: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
        by_size.setdefault(sizes[line.page], []).append(line)
    whole = {size: _body_flow(group, size[0]) for size, group in by_size.items()}
    flows = {}
    for page, group in by_page.items():
        common = whole[sizes[page]]
        own = _body_flow(group, sizes[page][0])
        if len(group) < 6 or not own.justified:
            own.left, own.right = min(own.left, common.left), max(own.right, common.right)
        own.justified, own.indented = common.justified, common.indented
        own.indent = own.indent or common.indent
        own.pitch = common.pitch or own.pitch
        flows[page] = own
    return flows


def _body_flow(lines: list[Line], width: float) -> Flow:
    """Margins and habits of lines on paper `width` points wide."""
    right = _shared(sorted((line.x1 for line in lines), reverse=True))
    left = _shared(sorted(line.x0 for line in lines))
    full = sum(1 for line in lines if abs(line.x1 - right) < 1.5)
    justified = full >= 3 and full >= 0.3 * len(lines)
    if not justified:  # ragged lines: the right margin is hardly wider than the left one
        right = max(max(line.x1 for line in lines), width - min(line.x0 for line in lines))
    flow = Flow(left, right, usual_pitch([lines]), justified, body=True)
    flush = sum(1 for line in lines if abs(line.x0 - left) < 2)
    shifted = sum(1 for line in lines if 8 < line.x0 - left < 90)
    starts = Counter(round(line.x0) for line in lines if 8 < line.x0 - left < 90)
    if starts and max(starts.values()) >= 3:
        flow.indent = float(starts.most_common(1)[0][0])
    flow.indented = flush >= 2 and shifted >= 2
    return flow


def _shared(edges: list[float]) -> float:
    """The outermost edge that at least two lines keep, else the outermost."""
    for a, b in itertools.pairwise(edges):
        if abs(a - b) < 1.5:
            return a
    return edges[0]


def cell_flows(table: PaperTable) -> dict[int, Flow]:
    """The flow of every cell by its number in `table.cells`."""
    if not table.ruled:
        return {n: _column_flow(table, cell) for n, cell in enumerate(table.cells)}
    left, right = _padding(table)
    pitch = usual_pitch(cell.lines for cell in table.cells)
    flows = {}
    for number, cell in enumerate(table.cells):
        low = min([cell.x0 + left, *(line.x0 for line in cell.lines)])
        high = max([cell.x1 - right, *(line.x1 for line in cell.lines)])
        flows[number] = Flow(low, high, pitch)
    if spaces_paragraphs((cell.lines, flows[n]) for n, cell in enumerate(table.cells)):
        for flow in flows.values():
            flow.spaced = True
    return flows


def _padding(table: PaperTable) -> tuple[float, float]:
    """Left and right padding of the cells, from where their text begins and ends."""
    lefts = sorted(
        min(line.x0 for line in cell.lines) - cell.x0 for cell in table.cells if cell.lines
    )
    lefts = [gap for gap in lefts if gap > -1]
    left = max(0.0, lefts[len(lefts) // 10]) if lefts else _PADDING
    left = min(left, 3 * _PADDING)
    rights = [
        cell.x1 - max(line.x1 for line in cell.lines) for cell in table.cells if len(cell.lines) > 1
    ]
    rights = [gap for gap in rights if gap > -1]
    rights.sort()
    nearest = rights[len(rights) // 20] if rights else left
    if 0.5 * left <= nearest:  # a line too long for its cell narrows the gap, not the padding
        return left, left
    return left, max(0.0, nearest)


def _column_flow(table: PaperTable, cell: PaperCell) -> Flow:
    lines = [n for other in table.cells if other.column == cell.column for n in other.lines]
    if not lines:
        return Flow(cell.x0, cell.x1)
    low, high = min(line.x0 for line in lines), max(line.x1 for line in lines)
    return Flow(low, high)
