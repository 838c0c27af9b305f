"""Sections of a plan, its legal bases and the place of its tables."""

from __future__ import annotations

import re

from caitien.core.documents.model import Paragraph, Place
from caitien.core.vietnamese.dates import find_dates
from caitien.core.vietnamese.text import collapse, fold, strip_list_mark

from .cells import DOTS_ONLY
from .model import LegalBasis, PlanDraft, Section

ROMAN = re.compile(r"^(?:PHẦN\s+)?(?P<n>[IVX]{1,5})\s*(?:[.):–-]|/(?!\d))\s*\S")
_ARABIC = re.compile(r"^\d{1,2}\s*[.)]\s*\S")
BASIS = re.compile(
    r"^(?:[-–]\s*)?(?:\d{1,2}[.)]\s*)?(?:Căn cứ|Thực hiện(?: theo)?|Theo|Xét)\s", re.IGNORECASE
)
_NUMBER = re.compile(
    r"(?<![\w/])(?P<n>\d{1,5}(?:/\d{4})?\s?/\s?[A-ZĐ][A-ZĐ0-9a-z&ĐƯƠ]*(?:\s?-\s?[A-ZĐ][A-Za-zĐ0-9&]*)*)"
)
_LAW = re.compile(r"\bsố\s+(?P<n>\d{1,3}/\d{4}/QH\d{1,2}|\d{1,3}-[A-ZĐ]{2,4}/[A-ZĐ]{2})")
_OPENING = re.compile(r"như sau\s*[:.]?\s*$", re.IGNORECASE)
_HOLES = re.compile(r"…|\.{3,}|20\s?\.\.")


def is_heading(paragraph: Paragraph, *, roman: bool) -> bool:
    """True for a heading of the first level: Roman, or Arabic in capitals or bold if no Roman."""
    text = collapse(paragraph.full_text)
    if not text or len(text) > 220:
        return False
    if roman:
        return bool(ROMAN.match(text))
    title = strip_list_mark(text)[1]
    return bool(_ARABIC.match(text)) and (title.isupper() or paragraph.bold) and len(title) > 3


def add_paragraph(plan: PlanDraft, paragraph: Paragraph) -> None:
    """A paragraph of the body goes to the section it stands in, or before the first heading."""
    text = collapse(paragraph.full_text)
    if plan.sections:
        plan.sections[-1].paragraphs.append(text)
    else:
        plan.preamble.append(text)
    if _is_basis(plan, text):
        plan.legal_bases.append(basis_of(text, paragraph.place))


def _is_basis(plan: PlanDraft, text: str) -> bool:
    if DOTS_ONLY.match(text) or _HOLES.search(text):
        return False
    if not plan.sections:
        return bool(BASIS.match(text))
    if _OPENING.search(text) or not _is_basis_heading(plan.sections[-1]):
        return False
    return bool(BASIS.match(text) or strip_list_mark(text)[0] or _NUMBER.search(text))


def _is_basis_heading(section: Section) -> bool:
    return "can cu" in fold(section.heading)


def basis_of(text: str, place: Place) -> LegalBasis:
    """The first document number and date a basis cites; the words as written."""
    body = strip_list_mark(text)[1] or text
    found = _LAW.search(body) or _NUMBER.search(body)
    number = re.sub(r"\s+", "", found["n"]) if found else None
    dates = find_dates(body[found.end() :] if found else body)
    date = dates[0].value.isoformat() if dates and found else None
    return LegalBasis(collapse(body), number, date, place)


def basis_blocks(plan: PlanDraft) -> set[str]:
    """The texts of the bases, to give their paragraphs the role 'basis'."""
    return {basis.text for basis in plan.legal_bases}
