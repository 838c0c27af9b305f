"""Sections of a plan, its legal bases and the place of its tables."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from caitien.core.documents.model import Paragraph, Place
from caitien.core.vietnamese.dates import find_dates
from caitien.core.vietnamese.text import collapse, fold, strip_list_mark

from .cells import DOTS_ONLY
from .model import LegalBasis, PlanDraft
from .styles import paragraph_styles

PART = re.compile(
    r"^(?:PHẦN|Phần)\s+(?:(?:THỨ|thứ|Thứ)\s+\w+|[IVX]{1,5}|\d{1,2}|[A-H])(?:\s*[.:)–-]\s*|\s+|$)"
)
ROMAN = re.compile(r"^(?:(?:MỤC|Mục)\s+)?(?P<n>[IVX]{1,5})\s*(?:[.):–-]|/(?!\d|v\s))\s*\S")
LETTER = re.compile(r"^(?P<n>[A-H])\s*[.)/–-]\s*(?=\w)")
ARABIC = re.compile(r"^\d{1,2}\s*[.)]\s*\S")
_PAPER = (
    r"(?:Luật|Nghị (?:định|quyết)|Quyết định|Thông tư|Chỉ thị|Công văn|Kế hoạch|Hướng dẫn|Văn bản"
    r"|Điều lệ|Chương trình|Kết luận|Thông báo|Báo cáo|nhiệm vụ năm học|chỉ đạo|công văn|kế hoạch"
    r"|văn bản|hướng dẫn|nghị quyết|quyết định)"
)
BASIS = re.compile(
    r"^(?:[-–+•*]\s*)?(?:\d{1,2}[.)]\s*)?"
    rf"(?:(?i:Căn cứ|Xét)\s|(?:Thực hiện(?: theo)?|Theo|Dựa (?:vào|trên))\s.{{0,30}}?{_PAPER})"
)
#: where one paragraph holds several bases
_NEXT_BASIS = re.compile(r"(?<=[;.,])\s+(?=Căn cứ\s)|\n+")
_NUMBER = re.compile(
    r"(?<![\w/])(?P<n>\d{1,5}(?:/\d{4})?\s?/\s?[A-ZĐ][A-ZĐ0-9a-z&ĐƯƠ]*(?:\s?-\s?[A-ZĐ][A-Za-zĐ0-9&]*)*)"
)
_LAW = re.compile(r"\bsố\s+(?P<n>\d{1,3}/\d{4}/QH\d{1,2}|\d{1,3}-[A-ZĐ]{2,4}/[A-ZĐ]{2})")
_OPENING = re.compile(r"như sau\s*[:.]?\s*$", re.IGNORECASE)
_HOLES = re.compile(r"…|\.{3,}|20\s?\.\.")


def heading_style(paragraphs: Iterable[Paragraph]) -> str:
    """How the headings of the first level are numbered: part, roman, letter or arabic.

    The outer level stands before the inner one, so the style that comes first wins; parts and
    letters count from the second on.
    """
    first: dict[str, int] = {}
    count = Counter[str]()
    for index, paragraph in enumerate(paragraphs):
        text = collapse(paragraph.full_text)
        for style in ("part", "roman", "letter"):
            if _fits(style, text, paragraph):
                first.setdefault(style, index)
                count[style] += 1
    styles = [s for s in first if s == "roman" or count[s] > 1]
    return min(styles, key=lambda s: first[s]) if styles else "arabic"


def _fits(style: str, text: str, paragraph: Paragraph) -> bool:
    if not text or len(text) > 220:
        return False
    if style == "part":
        return bool(PART.match(text))
    if style == "roman":
        return bool(ROMAN.match(text))
    pattern = LETTER if style == "letter" else ARABIC
    found = pattern.match(text)
    if not found:
        return False
    title = text[found.end() :] if style == "letter" else strip_list_mark(text)[1]
    return len(title) > 3 and (title.isupper() or paragraph.bold)


def is_heading(paragraph: Paragraph, style: str) -> bool:
    """True for a heading of the first level in the style of the plan.

    Arabic numbers and letters head a section only in capitals or bold.
    """
    return _fits(style, collapse(paragraph.full_text), paragraph)


def opens_section(text: str, *, bold: bool = False) -> bool:
    """True where a line begins with a number of any style headings have."""
    paragraph = Paragraph(text, bold=bold)
    return any(_fits(style, text, paragraph) for style in ("part", "roman", "letter", "arabic"))


def add_paragraph(plan: PlanDraft, paragraph: Paragraph) -> bool:
    """A paragraph of the body goes to the section it stands in, or before the first heading.

    True where it holds legal bases (one, or several in lines or sentences of their own).
    """
    text = collapse(paragraph.full_text)
    before = plan.sections[-1].paragraphs if plan.sections else plan.preamble
    found = [
        basis_of(part, paragraph.place_at(offset))
        for part, offset in _parts(paragraph)
        if _is_basis(plan, part, before)
    ]
    plan.legal_bases.extend(found)
    if plan.sections and paragraph.runs:
        plan.sections[-1].styles += paragraph_styles(paragraph, len(before))
    before.append(text)
    return bool(found)


def _parts(paragraph: Paragraph) -> list[tuple[str, int]]:
    """The bases of a paragraph with their offsets, or the paragraph as one."""
    text = paragraph.full_text
    cuts = [0, *(m.end() for m in _NEXT_BASIS.finditer(text)), len(text)]
    parts = [(collapse(text[a:b]), a) for a, b in itertools.pairwise(cuts)]
    parts = [(part, offset) for part, offset in parts if part]
    if len(parts) > 1 and all(BASIS.match(part) for part, _ in parts[:-1]):
        return parts
    return [(collapse(text), 0)]


def _is_basis(plan: PlanDraft, text: str, before: Sequence[str]) -> bool:
    if DOTS_ONLY.match(text) or _HOLES.search(text) or not text:
        return False
    if not plan.sections:
        return bool(BASIS.match(text))
    if _OPENING.search(text):
        return False
    title = fold(plan.sections[-1].heading)
    if "can cu" not in title and "co so phap ly" not in title:
        return bool(BASIS.match(text)) and _under_basis_line(before)
    if re.search(r"muc dich|muc tieu|noi dung", title):
        return bool(BASIS.match(text))
    listed = text[-1] == ";" or (bool(before) and before[-1][-1:] == ";")
    return bool(BASIS.match(text) or strip_list_mark(text)[0] or _NUMBER.search(text) or listed)


def _under_basis_line(before: Sequence[str]) -> bool:
    """True where the paragraphs above, back to a line "2. Căn cứ", are all bases."""
    for text in reversed(before):
        body = strip_list_mark(text)[1]
        if len(text) < 60 and re.match(r"(?:cac )?can cu", fold(body)) and text[-1] not in ";,.":
            return True
        if not BASIS.match(text):
            return False
    return False


def basis_of(text: str, place: Place) -> LegalBasis:
    """The first document number and date a basis cites; the words as written."""
    body = strip_list_mark(text)[1] or text
    found = _LAW.search(body) or _NUMBER.search(body)
    number = re.sub(r"\s+", "", found["n"]) if found else None
    dates = find_dates(body[found.end() :] if found else body)
    date = dates[0].value.isoformat() if dates and found else None
    return LegalBasis(collapse(body), number, date, place)
