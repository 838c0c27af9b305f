"""Words that are no Vietnamese syllable: what is wrong with them, and where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product, takewhile
from pathlib import Path

from .composed import Composed
from .found import Found
from .phonology import (
    VOWELS,
    bases,
    is_syllable,
    like_case,
    put_tone,
    split_tones,
    stop_ok,
    tone_places,
)

_DATA = Path(__file__).with_name("data")
_LETTERS = frozenset("aăâbcdđeêghiklmnoôơpqrstuưvxy")
_MORE = {"a": "aăâ", "e": "eê", "o": "oôơ", "u": "uư", "d": "dđ"}
_OTHER = {
    "ă": "ăâa", "â": "âăa", "ê": "êe", "ô": "ôơo", "ơ": "ơôo", "ư": "ưu", "đ": "đd", **_MORE,
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ADDRESS = re.compile(r"@|://|www\.|\.(?:vn|com|edu|net|org|gov|html?|docx?|pdf|xlsx?)\b", re.I)
_UO = re.compile("uơ|ưo")
_LONGEST = 30
_SURE_CLUSTERS = 2


@dataclass(frozen=True, slots=True)
class Misspelling:
    """A word that cannot be right.

    `kind`: "tone-place" (họat), "missing-mark" (đuợc), "two-tones" (trửởng), "no-syllable" (toám)
    or "glued" (phòngthực). `suggestions` are in the word's own case, the likeliest first; a fix is
    safe where there is just one. `certain`: surely an error, not a name or a borrowed word.
    """

    word: str
    kind: str
    suggestions: tuple[str, ...]
    certain: bool


def _words(name: str) -> frozenset[str]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _foreign() -> frozenset[str]:
    return _words("foreign.txt")


@cache
def _common() -> frozenset[str]:
    return _words("common.txt")


def _toned(base: str, mark: str) -> str | None:
    """The syllable of these letters with this tone in its place, or None where there is none."""
    parts = bases().get(base)
    if parts is None or not stop_ok(parts[1], mark):
        return None
    return put_tone(base, len(parts[0]) + tone_places(parts[1])[0], mark)


def _variants(base: str, letters: dict[str, str]) -> Iterator[str]:
    """The same letters with other letter marks."""
    choices = [letters.get(char, char) for char in base]
    size = 1
    for choice in choices:
        size *= len(choice)
    if size <= 200:
        yield from map("".join, product(*choices))


def _edits(base: str) -> Iterator[str]:
    """One letter dropped, two swapped, one replaced or one put in."""
    for i in range(len(base)):
        yield base[:i] + base[i + 1 :]
        yield base[:i] + base[i + 1 : i + 2] + base[i] + base[i + 2 :]
        for letter in sorted(_LETTERS):
            yield base[:i] + letter + base[i + 1 :]
            yield base[: i + 1] + letter + base[i + 1 :]


def _same_start(a: str, b: str) -> int:
    same = takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False))
    return sum(1 for _ in same)


def _shared(a: str, b: str) -> int:
    """How much two words share at their beginnings (counted twice) and ends, without tones."""
    a, b = split_tones(a)[0], split_tones(b)[0]
    return 2 * _same_start(a, b) + _same_start(a[::-1], b[::-1])


def _ranked(lower: str, words: Iterable[str | None], most: int = 3) -> tuple[str, ...]:
    """Distinct suggestions, common syllables first, then those that share most with the word."""
    distinct = dict.fromkeys(word for word in words if word)
    order = sorted(distinct, key=lambda word: (word not in _common(), -_shared(lower, word)))
    return tuple(order[:most])


def _with_marks(lower: str, base: str, mark: str) -> tuple[str, tuple[str, ...]] | None:
    """Kind and suggestions for letters that only lack (or have wrong) marks."""
    marks = [mark] if mark else [""]
    found = _ranked(
        lower, (_toned(word, tone) for word in _variants(base, _MORE) for tone in marks)
    )
    if not found and not mark:
        tones = ("\u0301", "\u0323")
        found = _ranked(
            lower, (_toned(word, tone) for word in _variants(base, _MORE) for tone in tones)
        )
    if found:
        return "missing-mark", found
    found = _ranked(lower, (_toned(word, mark) for word in _variants(base, _OTHER)))
    return ("no-syllable", found) if found else None


def _explain(lower: str) -> tuple[str, tuple[str, ...]]:
    """Kind and suggestions for a lower-case word that is no syllable."""
    base, tones = split_tones(lower)
    marks = list(dict.fromkeys(mark[0] for _, mark in tones))
    if len(tones) > 1 or any(len(mark) > 1 for _, mark in tones):
        found = _ranked(
            lower, (_toned(word, m) for m in marks for word in (base, *_variants(base, _MORE)))
        )
        if found:
            return "two-tones", found
    mark = marks[0] if marks else ""
    if base in bases():
        moved = _toned(base, mark)
        if moved:
            return "tone-place", (moved,)
        both = (_toned(base, tone) for tone in ("\u0301", "\u0323"))
        return ("no-syllable" if mark else "missing-mark"), _ranked(lower, both)
    by_marks = _with_marks(lower, base, mark)
    if by_marks:
        return by_marks
    return "no-syllable", _ranked(lower, (_toned(word, mark) for word in _edits(base)))


def _clusters(base: str) -> int:
    """Groups of vowels: one in a syllable (qu and gi do not count apart)."""
    return len(re.findall(f"[{''.join(sorted(VOWELS))}]+", base))


def _may_be_right(word: str, lower: str) -> bool:
    """Abbreviations, borrowed and foreign words, and all that this module does not judge."""
    if len(word) < 2 or len(word) > _LONGEST or lower.isascii() or lower in _foreign():
        return True
    base, _ = split_tones(lower)
    if not _LETTERS.issuperset(base) or not VOWELS.intersection(base):
        return True
    return not (word.islower() or word.istitle() or word.isupper())


def _judge_capital(word: str, kind: str, lower: str, suggestions: tuple[str, ...]) -> bool | None:
    """Whether a capitalised word is surely wrong; None where it is better left alone."""
    base, tones = split_tones(lower)
    if word.isupper():
        if len(word) < 4 or not tones or kind not in ("tone-place", "missing-mark", "two-tones"):
            return None
        return len(suggestions) == 1 and (kind != "missing-mark" or bool(_UO.search(base)))
    if kind in ("tone-place", "two-tones"):
        return True
    if kind == "missing-mark":
        return len(suggestions) == 1 and bool(_UO.search(base))
    if base[-1:] not in VOWELS and not base.endswith(("c", "m", "n", "p", "t", "ng", "nh", "ch")):
        return None
    return False


#: what stands before the name of a place or a person
_NAMED = re.compile(
    r"\b(?:buôn|plei|làng|bản|thôn|ấp|sóc|xóm|xã|phường|huyện|tỉnh|suối|sông|núi|đèo|ông|bà|thầy"
    r"|cô|em|già làng|dân tộc|tiếng|trường|điểm) $",
    re.IGNORECASE,
)
_NAME_GOES_ON = re.compile(r" [A-ZÀ-ỸĐ][a-zà-ỹđ'’]")


@lru_cache(maxsize=65_536)
def diagnose(word: str) -> Misspelling | None:
    """What is wrong with one word; None for a syllable and for all that is not plain Vietnamese.

    Not judged are abbreviations, numbers, addresses, words without any Vietnamese mark, with f, j,
    w, z or capitals inside, and a list of borrowed words and names of peoples and places.
    """
    composed = unicodedata.normalize("NFC", word)
    if not composed.isalpha() or is_syllable(composed):
        return None
    lower = composed.lower()
    if len(lower) != len(composed) or _may_be_right(composed, lower):
        pair = _at_capital(composed)
        return Misspelling(word, "glued", (" ".join(pair),), True) if pair else None
    pair = split_glued(composed)
    if pair:
        return Misspelling(word, "glued", (" ".join(pair),), composed.islower())
    kind, suggestions = _explain(lower)
    certain: bool | None = True
    if _clusters(split_tones(lower)[0]) >= _SURE_CLUSTERS and not suggestions:
        if _all_syllables(lower):
            return None
        certain = composed.islower() and len(split_tones(lower)[1]) > 1
    if not composed.islower():
        judged = _judge_capital(composed, kind, lower, suggestions)
        if judged is None:
            return None
        certain = certain and judged
    cased = tuple(like_case(composed, suggestion) for suggestion in suggestions)
    return Misspelling(word, kind, cased, bool(certain))


def _all_syllables(lower: str) -> bool:
    """Whether a word falls into open syllables, as borrowed words do (ôtô, kilôgam)."""
    reach = {0}
    for end in range(1, len(lower) + 1):
        if any(at in reach and is_syllable(lower[at:end]) for at in range(max(0, end - 7), end)):
            reach.add(end)
    return len(lower) in reach


def _at_capital(word: str) -> tuple[str, str] | None:
    """Two words glued where a capital begins the second: "trưởngNguyễn"."""
    if not 4 <= len(word) <= _LONGEST:
        return None
    capitals = [i for i, char in enumerate(word) if char.isupper() and i > 0]
    if len(capitals) != 1:
        return None
    left, right = word[: capitals[0]], word[capitals[0] :]
    marked = not left.isascii() or not right.isascii()
    if marked and len(left) > 1 and len(right) > 1 and is_syllable(left) and is_syllable(right):
        return left, right
    return None


def split_glued(word: str) -> tuple[str, str] | None:
    """The two syllables of a word glued from them ("phòngthực"), or None.

    Only where the whole is no syllable, a diacritic is there and just one split is plausible: the
    only one at all, or the only one into two common syllables.
    """
    composed = unicodedata.normalize("NFC", word)
    if not 4 <= len(composed) <= 14 or composed.isascii() or not composed.isalpha():
        return None
    if composed.isupper() or is_syllable(composed) or composed.lower() in _foreign():
        return None
    if not composed[1:].islower():
        return _at_capital(composed)
    if split_tones(composed.lower())[0] in bases():
        return None
    splits = [
        (composed[:at], composed[at:])
        for at in range(1, len(composed))
        if is_syllable(composed[:at]) and is_syllable(composed[at:])
    ]
    good = [pair for pair in splits if {pair[0].lower(), pair[1]} <= _common()]
    if len(good) != 1 and len(splits) != 1:
        return None
    left, right = good[0] if len(good) == 1 else splits[0]
    if min(len(left), len(right)) < 2 and left.lower() not in ("ở", "ý"):
        return None
    toned = bool(split_tones(left.lower())[1]) + bool(split_tones(right)[1])
    likely = len(good) == 1 or (toned and len(composed) >= 6)
    return (left, right) if likely else None


def _in_address(text: str, start: int, end: int) -> bool:
    """Whether the run of characters around a word is an address, a file name or a code."""
    left = max(text.rfind(blank, max(0, start - 120), start) for blank in " \n\t\xa0")
    rights = [at for blank in " \n\t\xa0" if (at := text.find(blank, end, end + 120)) >= 0]
    first = max(left + 1, start - 120)
    return bool(_ADDRESS.search(text, first, min(rights, default=min(len(text), end + 120))))


def _hyphenated(text: str, start: int, end: int) -> bool:
    """Whether a word is one piece of a word spelt with hyphens, as borrowed names are (lô-gíc)."""
    before = text[max(0, start - 2) : start]
    after = text[end : end + 2]
    return (before[1:] == "-" and before[0].isalpha()) or (after[:1] == "-" and after[1:].isalpha())


def _in_name(text: str, start: int, end: int) -> bool:
    """Whether a capitalised word stands in a name of a place or person ("buôn Tơng Sinh")."""
    if not text[start].isupper():
        return False
    if _NAMED.search(text, max(0, start - 14), start):
        return True
    return bool(_NAME_GOES_ON.match(text, end)) and text[start + 1 : end].islower()


def find_misspellings(text: str) -> list[Found[Misspelling]]:
    """Every misspelt word in prose; spans are of the string given, also where it is not NFC."""
    composed = Composed(text)
    searched = composed.text
    found = []
    for match in _WORD.finditer(searched):
        wrong = diagnose(match.group())
        if wrong is None:
            continue
        start, end = match.span()
        beside = searched[max(0, start - 1) : start] + searched[end : end + 1]
        if any(char.isdigit() or char in "_@’'\\" for char in beside):
            continue
        if wrong.kind == "no-syllable" and _hyphenated(searched, start, end):
            continue
        if wrong.kind == "no-syllable" and not wrong.certain and _in_name(searched, start, end):
            continue
        if not _in_address(searched, start, end):
            found.append(Found(wrong, *composed.cut(start, end)))
    return found
