"""A Document as one stream: tables that only place text become paragraphs."""

from __future__ import annotations

import re

from caitien.core.documents.model import Block, Document, Paragraph, Table
from caitien.core.vietnamese.text import collapse, fold

from .columns import header_rows, is_plan_header

_HEAD = re.compile(r"cong hoa xa hoi|doc lap|^so\s*:|\bngay\b.{1,12}\bthang\b", re.MULTILINE)
_END = re.compile(r"^noi nhan|hieu truong|giam doc|chu tich", re.MULTILINE)


def flatten(document: Document) -> list[Block]:
    """The blocks in reading order; paragraphs of layout tables take the place of the table."""
    out: list[Block] = []
    boxes = [box for box in document.text_boxes if collapse(box.text)]
    if boxes and not any(isinstance(b, Paragraph) and b in boxes for b in document.blocks):
        out.extend(boxes)
    for block in document.blocks:
        if isinstance(block, Table) and is_layout(block):
            for row in block.rows:
                for cell in row.cells:
                    out.extend(cell.paragraphs)
        else:
            out.append(block)
    return out


def is_layout(table: Table) -> bool:
    """True for a table of up to three columns that holds the letterhead or the signature."""
    if table.columns > 4 or len(table.rows) > 8:
        return False
    text = fold(
        "\n".join(collapse(p.full_text) for r in table.rows for c in r.cells for p in c.paragraphs)
    )
    _, titles = header_rows(table.rows, table.columns)
    if titles and is_plan_header(titles):
        return False
    return len(text) < 1500 and bool(_HEAD.search(text) or _END.search(text))


def is_paragraph(block: Block) -> bool:
    """True for a paragraph."""
    return isinstance(block, Paragraph)
