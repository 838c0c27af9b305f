"""The text of a cell: codes, levels, list marks, several jobs in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from caitien.core.documents.model import Cell, Mark, Paragraph
from caitien.core.vietnamese.text import collapse, strip_list_mark

CRITERION = re.compile(
    r"^(?P<tt>\d{1,2}\s+)?Tiêu\s*ch[íi]\s*(?P<a>[1-9])\s*[.,]\s*(?P<b>\d{1,2})(?!\d)"
    r"[\s.:;–—-]*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
BARE_CODE = re.compile(
    r"^(?P<a>[1-9])\s*[.,]\s*(?P<b>\d{1,2})(?!\d)[\s.:;–—-]*(?P<rest>.*)$", re.DOTALL
)
CLAUSE = re.compile(
    r"^Tiêu\s*ch[íi]\s*(?P<n>\d)\s*[:.]?\s*(?P<rest>\D.*)?$", re.IGNORECASE | re.DOTALL
)
STANDARD = re.compile(
    r"^(?P<tt>\d{1,2}\s+)?Tiêu\s*chu\s*ẩn\s*(?P<n>[1-9])\s*[:.;–—-]*\s*(?P<title>.*)$",
    re.IGNORECASE | re.DOTALL,
)
LEVEL = re.compile(r"^(?:[^\wÀ-ỹ]*)M[ứỨ]c\s*(?P<n>[1-4])\b(?!\s*[,;]\s*\d)", re.IGNORECASE)
LEVEL_BAND = re.compile(
    r"^M[ứỨ]c\s*(?P<levels>[1-4](?:\s*[,;và–-]+\s*(?:m[ứỨ]c\s*)?[1-4])*)\s*[:.–-]?\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
DOTS_ONLY = re.compile(r"^[\s.…_·‥-]*$")
TOTAL = re.compile(r"^(?:Tổng\s*)?(?:cộng|số)\b[^.]{0,20}$", re.IGNORECASE)
_NUMBER = re.compile(r"^(\d{1,2})\s*[.)\-]\s*(?=\D)")
_INLINE = re.compile(r"(?<=[\w.;:!?)])\s+(\d{1,2})\.\s+(?=[A-ZÀ-ỸĐ])")


@dataclass(frozen=True, slots=True)
class Code:
    """A criterion named in a cell: 'a.b', its title (what follows), the level named with it."""

    criterion: str
    title: str | None
    level: int | None


def parse_code(text: str) -> Code | None:
    """The criterion a code cell names: 'Tiêu chí 2. 1', '1.1', 'Tiêu chí 1.3 Mức 2 –'."""
    text = collapse(text)
    found = CRITERION.match(text) or BARE_CODE.match(text)
    if not found:
        return None
    rest = found["rest"].strip()
    level = LEVEL.match(rest)
    if level and len(rest) - level.end() <= 3:
        return Code(f"{found['a']}.{int(found['b'])}", None, int(level["n"]))
    return Code(f"{found['a']}.{int(found['b'])}", rest or None, None)


@dataclass(slots=True)
class Piece:
    """A paragraph of a cell without its list mark; `number` where the mark was a number."""

    text: str
    mark: str
    number: int | None
    marks: tuple[Mark, ...]
    source: Paragraph


def pieces(cell: Cell | None) -> list[Piece]:
    """The paragraphs of a cell, list marks apart; numbered jobs written in one line are parted."""
    out: list[Piece] = []
    for paragraph in cell.paragraphs if cell else ():
        text = paragraph.full_text
        if not collapse(text):
            continue
        for part in _split_inline(text, out[-1].number if out else None):
            out.append(_piece(part, paragraph))
    return out


def _piece(text: str, paragraph: Paragraph) -> Piece:
    mark, rest = strip_list_mark(collapse(text))
    number = _NUMBER.match(f"{mark} x") if mark else None
    return Piece(
        collapse(rest), mark, int(number[1]) if number else None, paragraph.marks, paragraph
    )


def _split_inline(text: str, before: int | None) -> list[str]:
    """'… hiện có. 2. Hàng năm …' → two, when the numbers go on from 1 or from the job before."""
    first = _NUMBER.match(collapse(text))
    expected = int(first[1]) + 1 if first else (before + 1 if before else 0)
    if not expected:
        return [text]
    parts: list[str] = []
    start = 0
    for found in _INLINE.finditer(text):
        if int(found[1]) == expected:
            parts.append(text[start : found.start()])
            start = found.start(1)
            expected += 1
    return [*parts, text[start:]]


def text_of(cell: Cell | None, *, keep_marks: bool = False) -> str | None:
    """The text of a cell, paragraphs joined with newlines, list marks dropped; None where empty."""
    parts: list[str] = []
    for paragraph in cell.paragraphs if cell else ():
        text = collapse(paragraph.full_text)
        if not keep_marks:
            text = strip_list_mark(text)[1] or text
        if text:
            parts.append(collapse(text))
    return "\n".join(parts) or None


def is_blank(cell: Cell | None) -> bool:
    """True where a cell holds nothing, or dots only."""
    return cell is None or all(DOTS_ONLY.match(p.full_text) for p in cell.paragraphs)


def split_repeats(text: str, count: int) -> list[str]:
    """A cell whose one paragraph says the same phrase `count` times: the phrases; else the cell.

    'Năm học … và các năm tiếp theo Năm học … và các năm tiếp theo' → two.
    """
    words = text.split()
    if count < 2 or len(words) % count:
        return [text]
    size = len(words) // count
    groups = [" ".join(words[i : i + size]) for i in range(0, len(words), size)]
    same = {group.strip(" .;,").lower() for group in groups}
    return groups if len(same) == 1 and size > 1 else [text]


def join_marks(parts: Iterable[Piece]) -> tuple[str, tuple[Mark, ...]]:
    """Pieces joined with newlines, with the marks moved to the new offsets.

    The offsets are exact to the line as long as a piece is a whole paragraph.
    """
    text = ""
    marks: list[Mark] = []
    for piece in parts:
        if text:
            text += "\n"
        base = len(text)
        lead = piece.source.full_text.find(piece.text[:12])
        for mark in piece.marks or (Mark(0, piece.source.place),):
            offset = max(0, mark.offset - max(0, lead))
            marks.append(Mark(base + min(offset, len(piece.text)), mark.place))
        text += piece.text
    return text, tuple(marks)
