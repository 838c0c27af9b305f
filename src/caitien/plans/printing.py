"""The paper of a plan as it stands: PDF, Word, pictures of its pages, and its blanks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.cache import cache

from caitien.core.documents.page_pictures import Spot, page_pictures
from caitien.core.render.blanks import Blank, blanks_of
from caitien.core.render.docx import docx_bytes
from caitien.core.render.pdf import pdf_bytes

from .drafting import content_hash, draft_of
from .services_issue import paper_for

if TYPE_CHECKING:
    from caitien.core.drafts.model import PlanDraft

    from .models import Plan

_KEEP = 600
_MOST_PAGES = 60


@dataclass(frozen=True, slots=True)
class Print:
    """A plan printed: the PDF, how many pages, its blanks, what its form has no place for."""

    pdf: bytes
    pages: int
    blanks: tuple[Blank, ...]
    unprinted: dict[str, int]

    @property
    def mark(self) -> str:
        """Another one for another PDF: a browser shows no picture it kept of an earlier one."""
        return hashlib.sha256(self.pdf).hexdigest()[:12]


def print_of(plan: Plan, draft: PlanDraft | None = None) -> Print:
    """The plan as it would be printed now (kept for ten minutes under its content's hash).

    `draft` saves reading the plan again.
    """
    draft = draft or draft_of(plan)
    key = f"print:{plan.pk}:{content_hash(draft, plan.form)}"
    found = cache.get(key)
    if isinstance(found, Print):
        return found
    paper = paper_for(plan, draft)
    pdf = pdf_bytes(paper)
    made = Print(pdf, _pages(pdf), tuple(blanks_of(paper)), dict(paper.unprinted))
    cache.set(key, made, _KEEP)
    return made


def word_of(plan: Plan) -> bytes:
    """The plan as a .docx, as it stands now."""
    return docx_bytes(paper_for(plan, draft_of(plan)))


def picture(pdf: bytes, number: int) -> bytes:
    """Page `number` (from 1) of a PDF as a PNG; IndexError beyond its end."""
    made = page_pictures(pdf, [Spot(number, number)], most=1) if number <= _MOST_PAGES else []
    if not made:
        raise IndexError(number)
    return made[0].png


def _pages(pdf: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()
