"""Titles as screens write them: sentence case out of the capitals a paper is printed in.

Nghị định 30/2020 prints the kind of a paper and the names of bodies in capitals; on a screen the
same words stand in small letters, proper names, abbreviations and names of schools excepted.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from .phonology import is_syllable
from .text import collapse, fold, key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W_]+")
#: an unmarked syllable, where a whole title was typed without marks
_BARE = re.compile(
    r"(?:ngh?|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
_ROMAN = re.compile(r"[IVXLC]+")
_VOWEL = re.compile(r"[aeiouy]")
_LONGEST_NAME = 6


@cache
def _list(name: str) -> tuple[str, ...]:
    """Entries of data/titles.txt."""
    lines = (Path(__file__).parent / "data" / "titles.txt").read_text(encoding="utf-8").splitlines()
    found = (line.partition(": ") for line in lines if not line.startswith("#"))
    return tuple(entry for what, _, rest in found if what == name for entry in rest.split("|"))


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(_list(name))


def sentence_case(text: str, names: Iterable[str] = ()) -> str:
    """A title without the capitals of print: "KẾ HOẠCH CẢI TIẾN … TRƯỜNG THCS NGUYỄN DU Năm học".

    Only runs of capitals change ("KẾ HOẠCH Cải tiến" gives "Kế hoạch cải tiến"); what a person
    wrote in small letters stays. Abbreviations (THCS, CLGD) and Roman numbers stay; names behind
    "trường …", "xã …", "tỉnh …" get their capitals, those of `names` are written as given there.
    Never empty for a text that is not; the same again when applied twice.
    """
    own = tuple(sorted({collapse(n) for n in names if n and n.strip() and not n.isupper()}))
    return _sentence(collapse(text), own)


@lru_cache(maxsize=2048)
def _sentence(text: str, names: tuple[str, ...]) -> str:
    words = [_Word(match) for match in _WORD.finditer(text)]
    if not words:
        return text
    groups = _shouting(text, words)
    for first, last in groups:
        run = words[first:last]
        bare = all(word.text.isascii() for word in run)
        for word in run:
            if not _stays(word, words, bare=bare):
                word.now = word.text.lower()
        _names_of(run, _phrases(names))
        _names_of(run, _fixed())
        _after_kinds(words, first, last, text)
        _join(words, last, text)
    _within(words, text)
    made, end = [], 0
    for word in words:
        made += [text[end : word.start], word.now]
        end = word.start + len(word.text)
    whole = "".join(made) + text[end:]
    if not groups:
        return whole
    at = words[0].start
    return whole[:at] + whole[at : at + 1].upper() + whole[at + 1 :]


class _Word:
    """A word of a title: where it begins, as written, as it will stand."""

    __slots__ = ("named", "now", "start", "text")

    def __init__(self, match: re.Match[str]) -> None:
        self.text = self.now = match.group()
        self.start = match.start()
        self.named = False

    @property
    def low(self) -> str:
        """In small letters."""
        return self.text.lower()

    @property
    def loud(self) -> bool:
        """All in capitals (a number is neither)."""
        return self.text.isupper()

    def name(self) -> None:
        """Write it as a part of a name, unless it is an abbreviation (no vowel in it)."""
        if len(self.text) > 1 and not _VOWEL.search(fold(self.text)):
            return
        self.now = self.text[:1].upper() + self.text[1:].lower()
        self.named = True


def _shouting(text: str, words: Sequence[_Word]) -> list[tuple[int, int]]:
    """Runs of words in capitals with at least two that are Vietnamese words: [first, last)."""
    found, first = [], 0
    while first < len(words):
        if not words[first].loud:
            first += 1
            continue
        last = first
        while last < len(words) and (words[last].loud or words[last].text.isdigit()):
            last += 1
        while words[last - 1].text.isdigit():
            last -= 1
        run = words[first:last]
        bare = all(word.text.isascii() for word in run)
        if sum(_is_word(word, bare=bare) for word in run) >= 2:
            found.append((first, last))
        first = last
    return found


def _is_word(word: _Word, *, bare: bool) -> bool:
    """Whether capitals are a word (also a misspelt one), not an abbreviation."""
    low = word.low
    if not word.loud or word.text in _set("short"):
        return False
    if is_syllable(low) or (bare and _BARE.fullmatch(low) and not _ROMAN.fullmatch(word.text)):
        return True
    marked = any(letter != "đ" and not letter.isascii() for letter in low)
    return marked or len(low) > 7


def _stays(word: _Word, words: Sequence[_Word], *, bare: bool) -> bool:
    """Whether a word in capitals stays so: an abbreviation, a Roman number, a single letter."""
    if not _is_word(word, bare=bare):
        return True
    if len(word.text) == 1:
        return word.text.isascii()
    at = words.index(word)
    before = fold(words[at - 1].text) if at else ""
    return bool(_ROMAN.fullmatch(word.text)) and before in _set("counted")


# -- names ----------------------------------------------------------------------------------------


@lru_cache(maxsize=256)
def _phrases(names: tuple[str, ...]) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Names as their words: for comparing, and as they are written; the longest first."""
    found = []
    for name in names:
        written = tuple(_WORD.findall(name))
        if written:
            found.append((tuple(key(word) for word in written), written))
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@cache
def _fixed() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    return _phrases(_list("name"))


def _names_of(
    run: Sequence[_Word],
    phrases: Iterable[tuple[tuple[str, ...], tuple[str, ...]]],
) -> None:
    """Write the names of a list as the list has them."""
    keys = [key(word.text) for word in run]
    for wanted, written in phrases:
        size = len(wanted)
        for at in range(len(run) - size + 1):
            part = run[at : at + size]
            if tuple(keys[at : at + size]) != wanted or any(word.named for word in part):
                continue
            for word, right in zip(part, written, strict=True):
                word.now = word.text if word.loud and right.isupper() else _like(word.text, right)
                word.named = True


def _like(word: str, right: str) -> str:
    """A word with the capitals of another writing of it (its own tone marks stay)."""
    if len(word.lower()) != len(right):
        return word[:1].upper() + word[1:].lower()
    pairs = zip(word.lower(), right, strict=True)
    return "".join(a.upper() if b.isupper() else a for a, b in pairs)


@cache
def _heads() -> tuple[tuple[tuple[str, ...], tuple[str, ...], bool], ...]:
    """What stands before a name: folded words, how they are written, whether with a kind."""
    found: list[tuple[tuple[str, ...], tuple[str, ...], bool]] = []
    for holder in _list("holder"):
        for kind in _list("kind"):
            if holder in ("lớp", "cơ sở") and not kind.startswith(("mầm", "mẫu")):
                continue
            words = tuple(_WORD.findall(f"{holder} {kind}"))
            start = len(_WORD.findall(holder))
            right = (words[0].capitalize(), *words[1:start], words[start].capitalize())
            found.append((words, (*right, *words[start + 1 :]), True))
    found += [(tuple(place.split()), tuple(place.split()), False) for place in _list("place")]
    return tuple(sorted(found, key=lambda head: -len(head[0])))


def _after_kinds(words: Sequence[_Word], first: int, last: int, text: str) -> None:
    """Names of schools and places: "TRƯỜNG TIỂU HỌC LÊ LỢI" → "Trường Tiểu học Lê Lợi"."""
    low = [word.low for word in words]
    at = 0
    while at < last:
        head = next((h for h in _heads() if tuple(low[at : at + len(h[0])]) == h[0]), None)
        end = at + len(head[0]) if head else at
        if head is None or end <= first or words[at].named:
            at += 1
            continue
        size = _name_size(words, end, last, text)
        before = low[at - 1] if at else ""
        bare = head[2] and before not in _set("many") and _place_at(low, end)
        if bare or (size and not (before == "cấp" and not head[2])):
            for word, right in zip(words[at:end], head[1], strict=True):
                if word.loud and word.now != word.text:
                    word.now = right if head[2] else right.lower()
            for word in words[end : end + size]:
                if word.loud:
                    word.name()
        at = end + size


def _name_size(words: Sequence[_Word], start: int, last: int, text: str) -> int:
    """How many words from `start` on are a name; 0 where none begins there."""
    size = 0
    while size < _LONGEST_NAME and start + size < len(words):
        at = start + size
        before = words[at - 1]
        gap = text[before.start + len(before.text) : words[at].start]
        if gap.strip(" '’"):
            break
        word, after = words[at].low, words[at + 1].low if at + 1 < len(words) else ""
        if words[at].text.isdigit():
            return size or 1
        if (
            at >= last
            or word in _set("end")
            or f"{word} {after}" in _set("end")
            or _place_at([word, after], 0)
        ):
            break
        if not size and (word, words[at - 1].low) == ("hội", "xã"):
            break
        if word == "năm" and after.isdigit():
            break
        size += 1
    return size


def _place_at(low: Sequence[str], at: int) -> bool:
    """Whether "xã", "tỉnh", … stands there."""
    here = " ".join(low[at : at + 2]) + " "
    return any(here.startswith(f"{place} ") for place in _list("place"))


def _within(words: Sequence[_Word], text: str) -> None:
    """ "… giáo dục Năm học 2026-2027": the years go on in small letters behind the words before."""
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        gap = text[before.start + len(before.text) : word.start]
        if not gap.strip() and f"{word.low} {after.low}" in _set("years") and word.now.istitle():
            word.now = word.low


def _join(words: Sequence[_Word], last: int, text: str) -> None:
    """The line behind a line in capitals goes on in small letters: "KẾ HOẠCH Cải tiến"."""
    if last >= len(words):
        return
    word, before = words[last], words[last - 1]
    gap = text[before.start + len(before.text) : word.start]
    if gap.strip() or not word.text[:1].isupper() or word.text[1:] != word.text[1:].lower():
        return
    after = words[last + 1].text if last + 1 < len(words) else ""
    pair = f"{word.low} {after.lower()}"
    if len(word.text) > 1 and after and (after[:1].islower() or pair in _set("end")):
        word.now = word.low
        if pair in _set("end"):
            words[last + 1].now = after.lower()
