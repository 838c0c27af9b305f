"""Letters and lines: normal form, comparison keys, likeness, list marks."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from .found import Found

# White space of every kind, control characters and the zero-width characters word processors leave.
_BLANK = r"\s\x00-\x1f\x7f-\xa0\u00ad\u180e\u200b-\u200f\u2028-\u202f\u2060\ufeff"
_BLANKS = re.compile(f"[{_BLANK}]+")
# what `str.split` does not take for a blank, so that the usual text needs no callback per blank
_RARE_BLANK = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060\ufeff]"
)
_NEWLINES = re.compile(r"\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_COMBINING = re.compile(r"[^\W\d_][\u0300-\u036f]+")
_DASHES = re.compile(r"[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_QUOTES = re.compile("[\"'`´“”„‟‘’‚‛«»″′]")
_TIGHT = re.compile(r" ?([-/]) ?")
_LETTER = r"[^\W\d_]"
_OLD_OA = re.compile(rf"([òóỏõọ])([ae])(?!{_LETTER})")
_OLD_UY = re.compile(rf"(?<!q)([ùúủũụ])y(?!{_LETTER})")
_OPEN_Y = re.compile(rf"(?<!{_LETTER})(qu|[hklmst])([yỳýỷỹỵ])(?!{_LETTER})")
_END_MARKS = " .,;:!?…"


def nfc(text: str) -> str:
    """The text in Unicode normal form C (composed letters)."""
    return unicodedata.normalize("NFC", text)


def is_nfc(text: str) -> bool:
    """Whether the text is in normal form C already."""
    return unicodedata.is_normalized("NFC", text)


def collapse(text: str) -> str:
    """NFC, every run of blanks (also no-break, line ends) as one space, zero-width ones gone."""
    text = nfc(text)
    if not _RARE_BLANK.search(text):
        return " ".join(text.split())
    return _BLANKS.sub(_one_blank, text).strip()


_INVISIBLE = frozenset("\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")


def _one_blank(match: re.Match[str]) -> str:
    """A run made only of zero-width characters joins; any other run is one space."""
    return "" if _INVISIBLE.issuperset(match.group()) else " "


def collapse_lines(text: str) -> str:
    """Like `collapse`, but lines stay apart by one line feed; empty lines are dropped."""
    lines = (collapse(line) for line in _NEWLINES.split(text))
    return "\n".join(line for line in lines if line)


class _FoldTable(dict[int, int]):
    """Code point to folded code point, filled as characters are met."""

    def __missing__(self, code: int) -> int:
        folded = self[code] = _fold_one(chr(code))
        return folded


def _fold_one(letter: str) -> int:
    if letter in "đĐ":
        return ord("d")
    parts = unicodedata.normalize("NFD", letter)
    plain = parts[0] if all(unicodedata.combining(mark) for mark in parts[1:]) else letter
    lower = plain.lower()
    return ord(lower) if len(lower) == 1 else ord(letter)


_FOLDS = _FoldTable()


def fold(text: str) -> str:
    """Lower case without tone and letter marks (đ becomes d), for searching.

    The text is brought to NFC first; from NFC on, every character gives exactly one character, so
    a match in the fold of an NFC text has the same span in that text. Rare characters without a
    one-to-one fold (İ, ﬁ, ß, Hangul, marks without a letter) are left as they are.
    """
    return nfc(text).translate(_FOLDS)


def fold_letters(text: str) -> str:
    """The fold of each character by itself: always as long as the text, whatever its form."""
    return text.translate(_FOLDS)


def _move_oa(match: re.Match[str]) -> str:
    tone = unicodedata.normalize("NFD", match[1])[1]
    return "o" + nfc(match[2] + tone)


def _move_uy(match: re.Match[str]) -> str:
    return "u" + nfc("y" + unicodedata.normalize("NFD", match[1])[1])


def _y_to_i(match: re.Match[str]) -> str:
    return match[1] + nfc("i" + unicodedata.normalize("NFD", match[2])[1:])


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """The key under which two writings of the same words compare equal.

    Ignored: case, normal form, hòa/hoà and thủy/thuỷ, i/y ending an open syllable (kỹ/kĩ, quy/qui),
    kinds of dashes, quotes, blanks (also around hyphens and slashes), punctuation at the end.
    """
    lower = nfc(collapse(text).lower())
    lower = _QUOTES.sub("", _DASHES.sub("-", lower))
    lower = _OLD_UY.sub(_move_uy, _OLD_OA.sub(_move_oa, lower))
    lower = _TIGHT.sub(r"\1", _OPEN_Y.sub(_y_to_i, lower))
    return _BLANKS.sub(" ", lower).strip().rstrip(_END_MARKS)


def _overlap(a: Counter[str], b: Counter[str]) -> float:
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 0.0


def similarity(a: str, b: str) -> float:
    """How alike two texts are, 0..1: shared letter pairs, or shared words in another order."""
    key_a, key_b = key(a), key(b)
    if key_a == key_b:
        return 1.0
    if not key_a or not key_b:
        return 0.0
    pairs_a = Counter(map("".join, zip(f" {key_a}", f"{key_a} ", strict=True)))
    pairs_b = Counter(map("".join, zip(f" {key_b}", f"{key_b} ", strict=True)))
    words = _overlap(Counter(re.findall(r"\w+", key_a)), Counter(re.findall(r"\w+", key_b)))
    return min(0.99, max(_overlap(pairs_a, pairs_b), 0.95 * words))


def find_decomposed(text: str) -> list[Found[str]]:
    """Letters written with separate combining marks; the value is the composed form."""
    if is_nfc(text):
        return []
    found = []
    for match in _COMBINING.finditer(text):
        composed = nfc(match.group())
        if composed != match.group():
            found.append(Found(composed, match.start(), match.end(), match.group()))
    return found


_LIST_MARK = re.compile(
    r"""\s*(?:
        (?P<bullet>[•●○◦‣▪■□◆◇❖✓✔➢➤→·∙\uf0a0-\uf0ff])\s*
      | (?P<dash>[-+*–—−]|\.-)\s+
      | (?P<glued>[-+–—−]|\.-)(?P<capital>[^\W\d_])
      | (?P<number>\d{1,2}[.)/])\s+
      | (?P<dashed>\d{1,2}\s?[-–])\s*(?=[^\W\d_])
      | (?P<letter>[a-zđ]\))\s*(?=\S)
      | (?P<dotted>[a-zđ]\.)\s+
    )""",
    re.VERBOSE,
)


def strip_list_mark(text: str) -> tuple[str, str]:
    """The list mark before a line and the rest: "- Họp tổ" gives ("-", "Họp tổ").

    Marks are bullets, "- ", "+ ", "1. ", "1) ", "1- Họp", "a) ", ".- " and a hyphen glued to a
    capital ("-Họp"). Numbers ("1.3 …", "5.000.000"), dates and ranges are never taken for a mark;
    without a mark the answer is ("", text).
    """
    match = _LIST_MARK.match(text)
    if match is None:
        return "", text
    capital = match["capital"]
    if capital is not None:
        if not capital.isupper():
            return "", text
        return match["glued"], text[match.start("capital") :]
    rest = text[match.end() :]
    if not rest.strip():
        return "", text
    return match.group().strip(), rest.lstrip()
