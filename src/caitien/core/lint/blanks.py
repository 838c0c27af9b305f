"""Blanks that a form leaves to be filled, told apart from an author's ellipsis."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DOT = r"[.…_]"
_RUN = re.compile(r"[.…](?:[ ]?[.…])*[.…]|…|_{3,}|[.…_]{3,}")
_YEARS = re.compile(
    rf"\b(?:19|20)\d?[ ]?(?:…|{_DOT}{{2,}})"
    rf"(?:\s*(?:[-–—/]|đến|tới)\s*(?:năm )?20\d?[ ]?(?:…|{_DOT}{{2,}}))?"
    r"|\b20\s{1,4}[-–—]\s{0,4}20(?!\d)(?=\s|$|[.,;)])"
)
_GUIDE = re.compile(
    r"\(\s*(?:ghi rõ|ghi cụ thể|ghi đầy đủ|nêu cụ thể|điền)\b[^()]*\)"
    r"|[\[<](?:tên|số|ngày|tháng|năm|điền|ghi|họ và tên|họ tên)\b[^\[\]<>]*[\]>]"
    r"|\bx{3,}\b|\((?:\s*\.){3,}\s*\)",
    re.IGNORECASE,
)
_LIST_START = re.compile(r"\s*(?:\d{1,2}|[a-zđ])[.)]?[.…]{3,}")
_ENUM = re.compile(r"\bv[.\s]?v[.\s]?$|\bvân vân\s?$", re.IGNORECASE)
#: "… tiếp tục": a text that begins in the middle, of which parts may be lost
_FRAGMENT = re.compile(r"\s*(?:…|\.{3})\s?\w")
_QUOTES = {"“": "”", "«": "»"}
_LEADER = re.compile(r"[.…]{4,}\s*\d{1,3}\s*$")
_WORDS_BEFORE = re.compile(r"(?:[^\W_]+[ ]){1,3}$")
#: a longer run of dots than an ellipsis and a full stop
_LONG = 5


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank in a text; `sure` is False where an author could have meant it."""

    start: int
    end: int
    sure: bool = True


def find_blanks(text: str) -> list[Blank]:
    """The blanks of a text, in order; a dotted run is shown with up to three words before it."""
    if not any(sign in text for sign in ("..", "…", "__", "(", "[", "<", "xxx", "XXX", "20 ")):
        return []
    found = [Blank(*match.span()) for match in _YEARS.finditer(text)]
    found += [Blank(*match.span(), sure=False) for match in _GUIDE.finditer(text)]
    for match in _RUN.finditer(text):
        start, end = match.span()
        if not any(one.start <= start < one.end for one in found) and _is_blank(text, start, end):
            found.append(Blank(_begin(text, start), end))
    return sorted(found, key=lambda one: one.start)


def _is_blank(text: str, start: int, end: int) -> bool:
    run = text[start:end]
    length = sum(3 if sign == "…" else sign != " " for sign in run)
    rest = text[:start] + text[end:]
    if "_" in run:
        return any(map(str.isalnum, rest))  # a line of its own is a rule under the title
    if length < 3 or _LEADER.search(text[start:]) or _quoted(text, start):
        return False
    before = text[:start].rstrip()
    if _ENUM.search(before) or text[start - 1 : start] == "[":
        return False
    if not any(map(str.isalnum, rest)) or _LIST_START.fullmatch(text[:end]):
        return True
    if length >= _LONG:
        return True
    if _FRAGMENT.match(text):
        return False
    if text[start - 1].isalnum() or text[start - 1] in "”\"')%":
        return False  # "văn nghệ, thể thao…"
    return not before.endswith(",")


def _quoted(text: str, position: int) -> bool:
    for opening, closing in _QUOTES.items():
        start = text.rfind(opening, 0, position)
        if start >= 0 and closing not in text[start:position] and closing in text[position:]:
            return True
    return text.count('"', 0, position) % 2 == 1 and '"' in text[position:]


def _begin(text: str, start: int) -> int:
    match = _WORDS_BEFORE.search(text, 0, start)
    glued = re.search(r"[^\W_]+[.)]?$", text[:start])
    if glued:
        return glued.start()
    return match.start() if match else start
