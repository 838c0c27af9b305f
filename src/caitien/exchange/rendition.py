"""A Document as plain HTML beside the desk, where no picture of its pages can be had.

Everything of the file is escaped; elements carry their place (`data-place`, see fields.place_key).
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from caitien.core.documents.model import LooseLines, Paragraph, Table

from .fields import place_key

if TYPE_CHECKING:
    from caitien.core.documents.model import Block, Cell, Document, Place, Row

#: letters of HTML on one page, and on all together
PAGE, MOST = 120_000, 1_500_000
_CUT = "<p class=sheet-cut>Phần còn lại của tệp quá dài nên không hiện ở đây.</p>"


def html_pages(document: Document) -> list[str]:
    """The document as pieces of HTML of bounded size; a sheet of a workbook begins a new one."""
    pages: list[str] = []
    parts: list[str] = []
    size = total = 0
    sheet: int | None = None
    for block in document.blocks:
        new_sheet = document.format == "xlsx" and block.place.page != sheet
        sheet = block.place.page
        if parts and (size > PAGE or new_sheet):
            pages.append("".join(parts))
            parts, size = [], 0
        for piece in _block(block):
            size += len(piece)
            total += len(piece)
            parts.append(piece)
            if total > MOST:
                break
        if total > MOST:
            parts.append(_CUT)
            break
    if parts:
        pages.append("".join(parts))
    return pages


def _key(place: Place) -> str:
    return place_key({k: v for k, v in place.as_dict().items() if v is not None})


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        if block.text.strip():
            kind = f" class=at-{block.align}" if block.align in ("center", "right") else ""
            text = escape(block.full_text)
            yield f'<p data-place="{_key(block.place)}"{kind}>{_bold(text, block)}</p>'
    elif isinstance(block, LooseLines):
        yield '<div class="loose">'
        for line in block.lines:
            text = escape(line.text.strip()) or "&nbsp;"
            yield f'<div data-place="{_key(line.place)}">{text}</div>'
        yield "</div>"
    else:
        yield from _table(block)


def _bold(text: str, paragraph: Paragraph) -> str:
    return f"<b>{text}</b>" if paragraph.bold else text


def _table(table: Table) -> Iterator[str]:
    yield "<table><tbody>"
    for row in table.rows:
        yield from _row(row)
    yield "</tbody></table>"


def _row(row: Row) -> Iterator[str]:
    yield f'<tr data-place="{_key(row.place)}">'
    for cell in row.cells:
        if not cell.continues:
            yield _cell(cell)
    yield "</tr>"


def _cell(cell: Cell) -> str:
    spans = "".join(
        f' {name}="{count}"'
        for name, count in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
        if 1 < count < 200
    )
    lines = "<br>".join(
        _bold(escape(p.full_text), p) for p in cell.paragraphs if p.full_text.strip()
    )
    return f'<td data-place="{_key(cell.place)}"{spans}>{lines}</td>'
