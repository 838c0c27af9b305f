"""A Document as one stream: tables that only place text become paragraphs."""

from __future__ import annotations

import re

from caitien.core.documents.model import Block, Document, Paragraph, Table
from caitien.core.vietnamese.text import collapse, fold

from .columns import header_rows, is_plan_header, score_title
from .ending import belongs_to_ending, starts_ending
from .header import is_head_line

_MOST_TEXT = 1500


def flatten(document: Document) -> list[Block]:
    """The blocks in reading order; paragraphs of layout tables take the place of the table."""
    out: list[Block] = []
    boxes = [box for box in document.text_boxes if collapse(box.text)]
    if boxes:
        inside = {id(paragraph) for paragraph in document.paragraphs()}
        out.extend(box for box in boxes if id(box) not in inside)
    ended = False
    for block in document.blocks:
        if isinstance(block, Table) and (is_layout(block) or (ended and _is_rest(block))):
            lines = _by_column(block)
            ended = ended or any(starts_ending(line.full_text) for line in lines)
            out.extend(lines)
        else:
            out.append(block)
    return out


def _is_rest(table: Table) -> bool:
    """True for the rest of a signature a page or a line cut off: recipients and names only."""
    texts = [collapse(c.text) for r in table.rows for c in r.cells if not c.is_empty]
    if table.columns > 3 or not 0 < len(texts) <= 8 or sum(map(len, texts)) > 400:
        return False
    return all(map(belongs_to_ending, texts))


def _by_column(table: Table) -> list[Paragraph]:
    """The paragraphs of a layout table, column after column: what stands below belongs above."""
    cells = [
        (column, index, cell)
        for index, row in enumerate(table.rows)
        for column, cell in row.at_grid()
    ]
    cells.sort(key=lambda entry: entry[:2])
    return [paragraph for _, _, cell in cells for paragraph in cell.paragraphs]


def is_layout(table: Table) -> bool:
    """True for a small table that holds the letterhead or the signature."""
    if table.columns > 4 or len(table.rows) > 8 or not table.rows:
        return False
    texts = [collapse(p.full_text) for r in table.rows for c in r.cells for p in c.paragraphs]
    if sum(map(len, texts)) > _MOST_TEXT or not any(map(_places_text, texts)):
        return False
    if any("tt" in score_title(cell.text) for cell in table.rows[0].cells[:2]):
        return False
    _, titles = header_rows(table.rows, table.columns)
    return not (titles and is_plan_header(titles))


def _places_text(text: str) -> bool:
    """True for a line only a letterhead or a signature has."""
    if not text or len(text) > 120:
        return False
    return is_head_line(text) or starts_ending(text) or bool(re.match(r"noi nhan", fold(text)))
