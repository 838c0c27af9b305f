"""A plan as a page to read: the same Paper that is printed, shaped for HTML and for phones."""

from __future__ import annotations

import hashlib
import pickle
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

import caitien
from caitien.core.drafts.plan_json import plan_from_dict
from caitien.core.render.model import Paper, Para, Row, Table
from caitien.core.render.paper import paper_of

if TYPE_CHECKING:
    from caitien.core.drafts.model import PlanDraft


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell with the title of its column (phones print it before the words)."""

    paragraphs: list[str]
    span: int
    label: str
    bold: bool


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """A paragraph (`para`) or a table (`head` titles, `rows` of cells)."""

    para: Para | None = None
    head: list[Row] = field(default_factory=list)
    rows: list[list[ReadCell]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reading:
    """A paper and its blocks in order."""

    paper: Paper
    blocks: list[ReadBlock]


def reading_of(content: dict[str, Any] | PlanDraft, form: str | None = None) -> Reading:
    """What a page shows of a plan given as Plan JSON or as a draft."""
    draft = plan_from_dict(content) if isinstance(content, dict) else content
    paper = paper_of(draft, form)
    blocks = [_block(block) for part in paper.parts for block in part.blocks]
    return Reading(paper, blocks)


def reading_html(content: dict[str, Any] | PlanDraft, form: str | None = None) -> SafeString:
    """The same as HTML. Drawn anew where anything of the plan or the form differs.

    It is kept under the hash of all of the content: whoever opens the same paper again gets it
    without its being laid out again.
    """
    told = hashlib.sha256(pickle.dumps((content, form))).hexdigest()
    key = f"reading:{caitien.__version__}:{told}"
    html = caches["drawn"].get(key)
    if html is None:
        context = {"reading": reading_of(content, form)}
        html = str(render_to_string("plans/_reading.html", context))
        caches["drawn"].set(key, html)
    return SafeString(html)  # drawn by our own template, which escapes


def _block(block: Para | Table) -> ReadBlock:
    if isinstance(block, Para):
        return ReadBlock(para=block)
    labels = _labels(block)
    return ReadBlock(head=block.head, rows=[_row(row, labels) for row in block.rows])


def _labels(table: Table) -> list[str]:
    """The title over each column, from the last head row that has words there."""
    labels = [""] * len(table.widths)
    for row in table.head:
        at = 0
        for cell in row.cells:
            words = " ".join(cell.paragraphs)
            for column in range(at, min(at + cell.span, len(labels))):
                labels[column] = words or labels[column]
            at += cell.span
    return labels


def _row(row: Row, labels: list[str]) -> list[ReadCell]:
    made, at = [], 0
    for cell in row.cells:
        label = labels[at] if at < len(labels) and cell.span < len(labels) else ""
        made.append(ReadCell(cell.paragraphs, cell.span, label, cell.bold))
        at += cell.span
    return made
