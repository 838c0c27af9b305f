"""Citations of legal documents in running text: "Thông tư số 17/2018/TT-BGDĐT ngày 22 tháng 8 năm
2018 của …".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from caitien.core.vietnamese.dates import find_dates

from .documents import Kind, find_document, kind_of, kinds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from .model import LegalDocument


@dataclass(frozen=True, slots=True)
class Number:
    """A number and symbol taken apart: "17/2018/TT-BGDĐT" is ("17", 2018, "TT-BGDĐT")."""

    number: str
    year: int | None
    symbol: str | None

    @property
    def full(self) -> str:
        """Written the usual way: no spaces, "/" between the parts ("29-NQ/TW" keeps its hyphen)."""
        if self.symbol is not None and self.symbol.endswith("/TW"):
            return f"{self.number}-{self.symbol}"
        return "/".join(str(p) for p in (self.number, self.year, self.symbol) if p is not None)

    @property
    def letters(self) -> str | None:
        """Letters of the kind in the symbol ("TT"), or None when the symbol has none (công văn)
        or is absent.
        """
        if self.symbol is None:
            return None
        head = re.split(r"[-/\d]", self.symbol)[0]
        known = {kind.letters.upper(): kind.letters for kind in kinds() if kind.letters}
        return known.get(head.upper())


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation as written. Offsets are into the text searched: ``text == searched[start:end]``.

    ``type_word`` is the word as written ("thông tư", None when only a number stands there),
    ``says_so`` whether "số" was written; ``date_span``, ``number_span``, ``type_span`` locate the
    parts for a fix. ``title`` is the subject as written, ``quoted`` whether in quotation marks.
    Parts not written are None.
    """

    text: str
    start: int
    end: int
    type_word: str | None
    kind: Kind | None
    says_so: bool
    number: Number | None
    number_text: str | None
    date: date | None
    issuer: str | None
    title: str | None
    quoted: bool
    type_span: tuple[int, int] | None
    number_span: tuple[int, int] | None
    date_span: tuple[int, int] | None

    @property
    def full_number(self) -> str | None:
        """Number and symbol in the usual writing, or None."""
        return self.number.full if self.number is not None else None

    @property
    def document(self) -> LegalDocument | None:
        """The document of the registry it names, or None."""
        if self.number is None:
            law = _LAW_NAME.match(self.text)
            return find_document(f"Luật {law['name']}") if law is not None else None
        return find_document(self.number.full)

    @property
    def type_agrees(self) -> bool | None:
        """Whether the type word fits the letters of the symbol; None when one of them is missing.

        False for "Thông tư 18/2018/QĐ-BGDĐT", "Công văn 20/KH-ABC" and for a word that names no
        kind ("Văn bản").
        """
        if self.kind is None or self.number is None or self.number.symbol is None:
            return None
        if self.kind.generic:
            return False
        return self.number.letters == self.kind.letters


_YEAR = r"(?:19|20|21)\d\d"
_LETTER = "A-ZÂĂÊÔƠƯĐÐ"
_CELL = rf"[{_LETTER}][{_LETTER}a-z&.\d]*"
_DASH: Final = "[-‐-―−]"
# Blanks beside a hyphen ("TT- BGDĐT") only where capitals follow, so that "TT-BGDĐT - Ban hành"
# ends in time.
_LOOSE = rf"\s{{0,3}}{_DASH}\s{{0,3}}(?=[{_LETTER}]{{2}})"
_SYMBOL: Final = rf"(?-i:{_CELL}(?:(?:{_DASH}|{_LOOSE}){_CELL})*)"
_NUMBER: Final = (
    r"(?<![\d/.,-])(?P<number>\d{1,5})\.?"
    r"(?:"
    rf"\s?/\s?(?P<year>{_YEAR})(?![\d])(?:\s?/\s?(?P<symbol>{_SYMBOL}))?"
    rf"|\s?/\s?(?P<plain>{_SYMBOL})"
    r"|\s?-\s?(?P<party>[A-ZĐ]{2,3}\s?/\s?TW)"
    r")?"
)
_NUMBER_RE: Final = re.compile(_NUMBER)
_LAW_NAME: Final = re.compile(
    rf"\b(?P<type>Luật)\s+(?P<name>[{_LETTER}]\w*(?:\s+(?!số\b|năm\b|ngày\b|và\b)\w+){{0,6}}?)\s+"
    rf"(?:số\s*:?\s*(?P<num>\d+/{_YEAR}/QH\d+)|(?:năm\s+)?{_YEAR}(?!\d)|(?=ngày\s*\d))"
)
_COUNTED: Final = frozenset(
    {"HS", "GV", "NV", "CB", "CBQL", "CBGV", "CBGVNV", "PHHS", "CMHS", "CNV"}
)
_ISSUER: Final = re.compile(
    r"\bcủa\s+(?P<issuer>.+?)"
    r"(?=\s*(?:[,;:“\"()]|\s[-–]\s|$|\b(?:về|v/v|ban hành|quy định|hướng dẫn|sửa đổi|phê duyệt|"
    r"ngày|năm học|thực hiện)\b))",
    re.IGNORECASE | re.DOTALL,
)
_SUBJECT: Final = re.compile(
    r"\b(?:về(?:\s+việc)?|v/v|ban\s+hành|quy\s+định|hướng\s+dẫn|sửa\s+đổi|phê\s+duyệt)\b",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"[“\"«](?P<title>[^”\"»]{8,400})(?:[”\"»]|$)", re.DOTALL)
_STOP: Final = re.compile(r";|\./\.|\n\s*(?=Căn cứ\b|[-–+•]\s|\d{1,2}[.)]\s)|\n\s*\n")
_LENGTH: Final = 700


@cache
def _head() -> re.Pattern[str]:
    """A type word with its number, or a number with a symbol standing alone."""
    words = "|".join(r"\s+".join(map(re.escape, kind.name.split())) for kind in kinds())
    return re.compile(
        rf"(?<!\w)(?P<type>{words})\s*(?P<so>(?:\s|^)số\s*:?)?\s*(?P<num>{_group_free(_NUMBER)})"
        rf"|(?P<alone>(?<![\d/.,-])\d{{1,5}}(?:/{_YEAR})?/{_SYMBOL})"
        rf"|(?<!\w)(?P<blank>{words})\s+số\s*:?\s*(?:…|[._]{{2,}})[^\s;,)]*",
        re.IGNORECASE,
    )


def _group_free(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


def parse_number(text: str) -> Number | None:
    """A number and symbol: "37/2021/TT- BGDĐT", "5932/BGDĐT-QLCL", "29-NQ/TW", "3031". None when
    it is none.
    """
    match = _NUMBER_RE.fullmatch(re.sub(r"^\s*số\s*:?\s*", "", text.strip(), flags=re.IGNORECASE))
    if match is None:
        return None
    symbol = match["symbol"] or match["plain"] or match["party"]
    return Number(
        number=match["number"],
        year=int(match["year"]) if match["year"] else None,
        symbol=_tidy(symbol) if symbol else None,
    )


def _tidy(symbol: str) -> str:
    plain = re.sub(r"\s*[-‐-―−]\s*", "-", symbol).replace("Ð", "Đ")
    return re.sub(r"\s*/\s*", "/", plain).rstrip(".")


def find_citations(text: str) -> list[Citation]:
    """Every citation, in order. A citation ends at ";", at the next one, or where the line of
    bases ends.
    """
    heads = list(_heads(text))
    out = []
    for index, (start, after, parts) in enumerate(heads):
        limit = heads[index + 1][0] if index + 1 < len(heads) else len(text)
        limit = min(limit, start + _LENGTH)
        stop = _STOP.search(text, after, limit)
        out.append(_citation(text, start, after, stop.start() if stop else limit, parts))
    return out


@dataclass(frozen=True, slots=True)
class _Head:
    type_span: tuple[int, int] | None
    number_span: tuple[int, int] | None
    says_so: bool


def _heads(text: str) -> Iterator[tuple[int, int, _Head]]:
    """(start, end of number, parts) of every citation."""
    found: list[tuple[int, int, _Head]] = []
    for match in _head().finditer(text):
        if match["alone"]:
            if _real_alone(match["alone"]):
                span = match.span("alone")
                found.append((*span, _Head(None, span, says_so=False)))
        elif match["blank"]:
            blank = _Head(match.span("blank"), None, says_so=True)
            found.append((match.start(), match.end(), blank))
        elif _real_number(match):
            span = _trim(text, *match.span("num"))
            head = _Head(match.span("type"), span, says_so=bool(match["so"]))
            found.append((match.start(), span[1], head))
    for match in _LAW_NAME.finditer(text):
        number = match.span("num") if match["num"] else None
        found = [item for item in found if not match.start() <= item[0] < match.end()]
        head = _Head(match.span("type"), number, says_so=number is not None)
        found.append((match.start(), match.end(), head))
    return iter(sorted(found, key=lambda item: item[0]))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] in " .":
        end -= 1
    return start, end


def _real_number(match: re.Match[str]) -> bool:
    """Whether what follows a type word is its number and not a count or a time ("kế hoạch
    9/2024").
    """
    number = parse_number(match["num"].strip(" ."))
    if number is None:
        return False
    if number.symbol is not None:
        return _real_symbol(number)
    if match["so"]:
        return True
    kind = kind_of(match["type"])
    return number.year is not None and kind is not None and kind.dated


def _real_symbol(number: Number) -> bool:
    """Whether a symbol looks like one: capitals, more than a unit of measure ("30/Lớp", "5/HS")."""
    symbol = number.symbol or ""
    first = re.split(r"[-/]", symbol)[0]
    if not first[:1].isupper():
        return False
    return "-" in symbol or "/" in symbol or number.letters is not None or _office(symbol)


def _office(symbol: str) -> bool:
    """A symbol of one group that names an office ("SGDĐT")."""
    return len(symbol) >= 4 and sum(c.isupper() for c in symbol) >= 3


def _real_alone(text: str) -> bool:
    """A bare number needs a symbol of two groups, in capitals, to be taken for a citation."""
    number = parse_number(text)
    if number is None or number.symbol is None or "-" not in number.symbol:
        return False
    groups = number.symbol.split("-")
    if _COUNTED.intersection(groups):
        return False
    capitals = [sum(c.isupper() for c in group) for group in groups]
    return min(capitals) >= 2 and (number.letters is not None or capitals[0] >= 3)


def _citation(text: str, start: int, after: int, limit: int, head: _Head) -> Citation:
    tail = text[after:limit]
    dates = find_dates(tail)
    subject = _subject(tail)
    first = dates[0] if dates and (subject is None or dates[0].start <= subject[0]) else None
    issuer = _ISSUER.search(tail)
    if issuer is not None and subject is not None and subject[0] < issuer.start() < subject[3]:
        issuer = None
    end = after + len(tail.rstrip(" \n\t,.;:-–"))
    number_text = text[slice(*head.number_span)] if head.number_span else None
    word = text[slice(*head.type_span)] if head.type_span else None
    title, quoted = (_clean(subject[1]), subject[2]) if subject else (None, False)
    return Citation(
        text=text[start:end],
        start=start,
        end=end,
        type_word=word,
        kind=kind_of(word) if word else None,
        says_so=head.says_so,
        number=parse_number(number_text) if number_text else None,
        number_text=number_text,
        date=first.value if first else None,
        issuer=_clean(issuer["issuer"]) if issuer else None,
        title=title or None,
        quoted=quoted,
        type_span=head.type_span,
        number_span=head.number_span,
        date_span=(after + first.start, after + first.end) if first else None,
    )


def _subject(tail: str) -> tuple[int, str, bool, int] | None:
    """(offset, words, quoted, end) of the subject of a citation, or None."""
    quoted = _QUOTED.search(tail)
    plain = _SUBJECT.search(tail)
    if quoted is not None and (plain is None or quoted.start() < plain.start()):
        return quoted.start(), quoted["title"], True, quoted.end()
    if plain is not None:
        return plain.start(), tail[plain.start() :], False, len(tail)
    return None


def _clean(words: str) -> str:
    return " ".join(words.split()).strip(" ,.;:-–)")
