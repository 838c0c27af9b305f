"""The text of a cell: codes, levels, list marks, several jobs in one cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from caitien.core.documents.model import Cell, Mark, Paragraph
from caitien.core.vietnamese.text import collapse, strip_list_mark

CRITERION = re.compile(
    r"^(?P<tt>\d{1,2}[.)]?\s+)?"
    r"(?:Tiêu\s*chu\s*ẩn\s*(?:số\s*)?(?P<std>[1-9])(?P<stitle>\W.{0,160}?)?\W)?"
    r"(?:Tiêu\s*ch[íi]|TC)\s*(?:số\s*)?:?\s*(?:[1-9]\s*[(–-]\s*)?"
    r"(?P<a>[1-9])\s*[.,]\s*(?P<b>\d{1,2})(?![\d,]*\d)\)?[\s.:;–—-]*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
BARE_CODE = re.compile(
    r"^(?P<a>[1-9])\s*[.,]\s*(?P<b>\d{1,2})(?!\d)(?!\.\d)(?!\s*(?:triệu|tỷ|tỉ|%|m2|m²|đồng))"
    r"[\s.:;–—-]*(?P<rest>.*)$",
    re.DOTALL,
)
CLAUSE = re.compile(
    r"^Tiêu\s*ch[íi]\s*(?P<n>\d)\s*[:.]?\s*(?P<rest>\D.*)?$", re.IGNORECASE | re.DOTALL
)
#: a clause of Mức 4 named with its level: "Mức 4: Tiêu chí 2 …", "Mức 4, khoản 3: …"
LEVEL4_CLAUSE = re.compile(
    r"^M[ứỨ]c\s*4\s*[:.,;–—-]*\s*(?:Tiêu\s*ch[íi]|Khoản)\s*(?P<n>\d)(?!\s*[.,]?\d)\s*[:.–-]?\s*"
    r"(?P<rest>\D.*)?$",
    re.IGNORECASE | re.DOTALL,
)
STANDARD = re.compile(
    r"^(?P<tt>\d{1,2}[.)]?\s+)?Tiêu\s*chu\s*ẩn\s*(?P<n>[1-9])\s*[:.;–—-]*\s*(?P<title>.*)$",
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
_MORE = re.compile(
    r"^[,;/&+]?\s*(?:và\s+)?(?:(?:Tiêu\s*ch[íi]|TC)\s*)?(?P<a>[1-9])\.(?P<b>\d{1,2})(?![\d.])",
    re.IGNORECASE,
)
_LEVEL_AFTER = re.compile(r"\(\s*M[ứỨ]c\s*(?P<n>[1-4])\s*\)\s*[.:;]?$", re.IGNORECASE)
_CLOSES = re.compile(r"[^()]{0,60}\)")
_INLINE = re.compile(r"(?<=[\w.;:!?)])\s+(\d{1,2})\.\s+(?=[A-ZÀ-ỸĐ])")


@dataclass(frozen=True, slots=True)
class Code:
    """A criterion named in a cell: 'a.b', its title (what follows), the level named with it.

    `others` are further criteria the same cell names; `standard_title` is the title of the standard
    where the cell names that too.
    """

    criterion: str
    title: str | None
    level: int | None
    others: tuple[str, ...] = ()
    standard_title: str | None = None


def parse_code(text: str) -> Code | None:
    """The criterion a code cell names: 'Tiêu chí 2. 1', '1.1', 'TC 1.3 (Mức 2)', '1.1; 1.2'."""
    text = collapse(text)
    found = CRITERION.match(text) or BARE_CODE.match(text)
    if not found:
        return None
    code = f"{found['a']}.{int(found['b'])}"
    rest = found["rest"].strip()
    others: list[str] = []
    while more := _MORE.match(rest):
        others.append(f"{more['a']}.{int(more['b'])}")
        rest = rest[more.end() :].strip(" .:;")
    level = LEVEL.match(rest)
    if level and len(rest) - level.end() <= 3:
        return Code(code, None, int(level["n"]), tuple(others))
    level = _LEVEL_AFTER.search(rest)
    if level:
        rest = rest[: level.start()].rstrip(" -–:;,")
    groups = found.groupdict()
    above = (groups.get("stitle") or "").strip(" .:;,–—-\n") or None
    return Code(code, rest or None, int(level["n"]) if level else None, tuple(others), above)


@dataclass(slots=True)
class Piece:
    """A paragraph of a cell without its list mark; `number` where the mark was a number."""

    text: str
    mark: str
    number: int | None
    marks: tuple[Mark, ...]
    source: Paragraph


def lines_of(paragraph: Paragraph) -> list[str]:
    """The lines of a paragraph its author parted: a line break before a list mark, or between
    sentences; a break inside a sentence is a space."""
    out: list[str] = []
    for line in paragraph.full_text.split("\n"):
        text = collapse(line)
        if not text:
            continue
        if out and not _parted(out[-1], text):
            out[-1] = f"{out[-1]} {text}"
        else:
            out.append(text)
    return out


def _parted(before: str, after: str) -> bool:
    if strip_list_mark(after)[0]:
        return True
    return before[-1] in ".;:!?" and not after[0].islower()


def _lines(cell: Cell | None) -> list[tuple[str, Paragraph]]:
    """The lines of a cell; one that closes a bracket the line before opened belongs to it.

    A printed line's end may have parted "(lần" and "2) …", which is no list mark.
    """
    out: list[tuple[str, Paragraph]] = []
    for paragraph in cell.paragraphs if cell else ():
        for line in lines_of(paragraph):
            if out and _CLOSES.match(line) and out[-1][0].count("(") > out[-1][0].count(")"):
                out[-1] = (f"{out[-1][0]} {line}", out[-1][1])
            else:
                out.append((line, paragraph))
    return out


def pieces(cell: Cell | None) -> list[Piece]:
    """The paragraphs of a cell, list marks apart; numbered jobs written in one line are parted."""
    out: list[Piece] = []
    for line, paragraph in _lines(cell):
        for part in _split_inline(line, out[-1].number if out else None):
            out.append(_piece(part, paragraph))
    return out


def work_pieces(cell: Cell | None) -> list[Piece]:
    """The pieces of a cell of work: a sentence two paragraphs share is one piece again.

    A printed line's end may have parted it: the second part begins in lower case without a mark
    where the first has no end.
    """
    out: list[Piece] = []
    for piece in pieces(cell):
        if out and _runs_on(out[-1].text, piece):
            out[-1].text = f"{out[-1].text} {piece.text}"
        else:
            out.append(piece)
    return out


def _runs_on(before: str, piece: Piece) -> bool:
    starts = not piece.mark and piece.text[:1].islower()
    return starts and before[:1].isupper() and before[-1] not in ".;:!?"


def _piece(text: str, paragraph: Paragraph) -> Piece:
    mark, rest = strip_list_mark(text.strip())
    number = _NUMBER.match(f"{mark} x") if mark else None
    return Piece(rest.strip(), mark, int(number[1]) if number else None, paragraph.marks, paragraph)


def _split_inline(text: str, before: int | None) -> list[str]:
    """'… hiện có. 2. Hàng năm …' → two, when the numbers go on from 1 or from the job before."""
    first = _NUMBER.match(text)
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
    parts = [
        line if keep_marks else strip_list_mark(line)[1].strip() or line for line, _ in _lines(cell)
    ]
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
