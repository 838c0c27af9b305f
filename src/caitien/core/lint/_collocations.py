"""Words that stand together: what is nearly, but not quite, a usual phrase of schools' plans.

The phrases are our own list (data/collocations.txt). A syllable is doubted only when changing one
of its marks or letters makes a usual phrase with its neighbour, the written pair is not usual, and
the syllable is not part of a usual phrase with its other neighbour.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from pkgutil import get_data
from typing import TYPE_CHECKING, Literal

from caitien.core.vietnamese.phonology import is_syllable, split_tones
from caitien.core.vietnamese.text import fold_letters, key

if TYPE_CHECKING:
    from collections.abc import Iterator

#: a word, its marks composed or not
WORD = re.compile("(?:[^\\W\\d_][\u0300-\u036f]*)+")
_LONGEST = 5
Near = Literal["", "tone", "sound", "mark", "letter", "far"]
Key = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubted phrase: its span, what it should be, and which word of it is doubted."""

    start: int
    end: int
    right: str
    wrong: str
    better: str


def lines_of(name: str) -> list[str]:
    """The lines of a table of words, without its remarks."""
    text = (get_data("caitien.core.lint", f"data/{name}.txt") or b"").decode("utf-8")
    return [line for line in text.splitlines() if line.strip() and line[0] != "#"]


def _split(line: str) -> list[str]:
    return [part.strip() for part in line.split(",") if part.strip()]


#: texts whose words are remembered: tables and folders say the same again and again
_KEPT = 4096


@cache
def plain(word: str) -> str:
    """A word without what may be written in two ways (hoá/hóa, kĩ/kỹ, case, composition)."""
    return key(word)


@cache
def phrases() -> dict[tuple[str, ...], str]:
    """The usual phrases: their plain syllables and how they are written."""
    found = (p for line in lines_of("collocations") for p in _split(line))
    return {tuple(map(plain, p.split())): " ".join(p.split()) for p in found}


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    found = {pair for phrase in phrases() for pair in pairwise(phrase)}
    for line in lines_of("pairs"):
        for phrase in _split(line) if line[0] != "=" else ():
            found.update(pairwise(map(plain, phrase.split())))
    return frozenset(found)


def usual_pair(first: str, second: str) -> bool:
    """Whether two words stand together in usual prose."""
    return (plain(first), plain(second)) in _pairs()


def beside(text: str, start: int, end: int, choices: list[str]) -> list[str]:
    """The choices for `text[start:end]` that usually stand beside the word before or after it."""
    before = WORD.findall(text[:start][-20:])[-1:]
    after = WORD.findall(text[end : end + 20])[:1]
    return [
        one
        for one in choices
        if any(usual_pair(word, one) for word in before)
        or any(usual_pair(one, word) for word in after)
    ]


def is_phrase(*words: str) -> bool:
    """Whether these words are one of the usual phrases."""
    return tuple(map(plain, words)) in phrases()


@cache
def joined_pairs() -> dict[str, str]:
    """Usual pairs without the blank between them ("nângcao"), and how they are written."""
    spelt: dict[str, str] = {}
    for phrase, written in phrases().items():
        words = written.split()
        for at in range(len(phrase) - 1):
            spelt["".join(words[at : at + 2]).lower()] = " ".join(words[at : at + 2])
    return spelt


@cache
def _little() -> frozenset[str]:
    return frozenset(
        plain(w) for line in lines_of("pairs") if line[0] == "=" for w in _split(line[1:])
    )


@cache
def _syllables() -> frozenset[str]:
    """The syllables of the phrases."""
    return frozenset(word for phrase in phrases() for word in phrase)


@cache
def _vocabulary() -> frozenset[str]:
    """Words that another letter does not make a slip: those of phrases, and all common ones."""
    text = (get_data("caitien.core.vietnamese", "data/common.txt") or b"").decode("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    common = frozenset(plain(word) for line in lines for word in line.split())
    return _syllables() | _little() | common


@cache
def _index() -> dict[Key, list[tuple[str, ...]]]:
    """Phrases by their syllables with one left open."""
    index: dict[Key, list[tuple[str, ...]]] = {}
    for phrase in phrases():
        if 2 <= len(phrase) <= _LONGEST:
            for at in range(len(phrase)):
                index.setdefault((*phrase[:at], None, *phrase[at + 1 :]), []).append(phrase)
    return index


@cache
def _ends() -> dict[int, tuple[frozenset[str], frozenset[str]]]:
    """The first and the last syllables of the phrases of each length."""
    sizes = range(2, _LONGEST + 1)
    by_size = {size: [phrase for phrase in phrases() if len(phrase) == size] for size in sizes}
    return {
        size: (frozenset(p[0] for p in found), frozenset(p[-1] for p in found))
        for size, found in by_size.items()
    }


@cache
def _edges() -> dict[int, tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]]:
    """The first two and the last two syllables of the phrases of each length."""
    sizes = range(2, _LONGEST + 1)
    by_size = {size: [phrase for phrase in phrases() if len(phrase) == size] for size in sizes}
    return {
        size: (frozenset(p[:2] for p in found), frozenset(p[-2:] for p in found))
        for size, found in by_size.items()
    }


@cache
def near(written: str, right: str) -> Near:
    """How near two different syllables are: by tone, by marks, by one letter, or hardly."""
    (base, tones), (base_right, tones_right) = split_tones(written), split_tones(right)
    if base == base_right:
        return "tone"
    if fold_letters(written) == fold_letters(right):
        return "mark"
    marks = [mark for _, mark in tones], [mark for _, mark in tones_right]
    if marks[0] == marks[1] and _alike(base) == _alike(base_right):
        return "sound"
    if marks[0] == marks[1] and _one_letter(base, base_right):
        return "letter"
    plain, plain_right = fold_letters(written), fold_letters(right)
    return "far" if plain[0] == plain_right[0] and abs(len(plain) - len(plain_right)) < 2 else ""


#: first sounds that many speakers do not tell apart: "trương trình", "giáo giục", "bổ xung"
_SOUNDS = (("tr", "ch"), ("gi", "d"), ("r", "d"), ("x", "s"), ("l", "n"))


def _alike(base: str) -> str:
    """A syllable without tone, its first sound as the one it is mixed up with."""
    for written, sound in _SOUNDS:
        if base.startswith(written) and len(base) > len(written):
            return sound + base[len(written) :]
    return base


def _one_letter(a: str, b: str) -> bool:
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    short, long = sorted((a, b), key=len)
    return len(long) - len(short) == 1 and any(
        long[:i] + long[i + 1 :] == short for i in range(len(long))
    )


@lru_cache(maxsize=_KEPT)
def words_of(text: str) -> tuple[list[tuple[int, int]], list[str], list[bool]]:
    """The words of a text: their spans, plain forms, and whether only a blank follows each."""
    spans = [match.span() for match in WORD.finditer(text)]
    words = [plain(text[start:end]) for start, end in spans]
    return spans, words, [text[a[1] : b[0]].isspace() for a, b in pairwise(spans)]


@lru_cache(maxsize=_KEPT)
def doubts(text: str) -> tuple[Doubt, ...]:
    """The doubted phrases of a text, in order, each syllable once."""
    return tuple(_doubts(text))


def _doubts(text: str) -> Iterator[Doubt]:
    spans, words, linked = words_of(text)
    known = _syllables()
    strange = [0, *accumulate(word not in known for word in words)]
    broken = [0, *accumulate(not link for link in linked)]
    pairs, usual = list(pairwise(words)), _pairs()
    taken: set[int] = set()
    for size in range(_LONGEST, 1, -1):
        firsts, lasts = _ends()[size]
        heads, tails = _edges()[size]
        for at in range(len(words) - size + 1):
            last = at + size - 1
            if words[at] not in firsts and words[last] not in lasts:
                continue
            if size == 2 and pairs[at] in usual:
                continue
            if size > 3 and pairs[at] not in heads and pairs[last - 1] not in tails:
                continue
            if strange[last + 1] - strange[at] > 1 or broken[last] != broken[at]:
                continue  # all but one syllable must be those of a phrase
            found = _nearly(words, linked, at, size)
            if found is None or at + found[0] in taken:
                continue
            wrong, phrase = found
            here = spans[at + wrong]
            written = text[here[0] : here[1]]
            if _name(text, spans, at, size) or not (is_syllable(written) or written.isascii()):
                continue  # what has marks and is no syllable is told as a misspelling
            taken.add(at + wrong)
            yield Doubt(
                spans[at][0],
                spans[at + size - 1][1],
                phrases()[phrase],
                written,
                phrases()[phrase].split()[wrong],
            )


def _nearly(
    words: list[str], linked: list[bool], at: int, size: int
) -> tuple[int, tuple[str, ...]] | None:
    """The phrase a window nearly is, with the position of the one syllable that differs."""
    firsts, lasts = _ends()[size]
    begins, ends = words[at] in firsts, words[at + size - 1] in lasts
    window = tuple(words[at : at + size])
    index, pairs = _index(), _pairs()
    if size == 2 and window in pairs:
        return None
    if window in phrases():
        return None
    for open_at in range(0 if ends else size - 1, size if begins else 1):
        close = index.get((*window[:open_at], None, *window[open_at + 1 :]), ())
        written = window[open_at]
        for phrase in close:
            how = near(written, phrase[open_at])
            if not _enough(how, size, written) or _beside(phrase, open_at, written):
                continue
            if size > 3 or not _explained(words, linked, at, size, open_at):
                return open_at, phrase
    return None


def _explained(words: list[str], linked: list[bool], at: int, size: int, open_at: int) -> bool:
    """Whether the doubted syllable belongs to its other neighbour, or that of a pair does."""
    pairs = _pairs()

    def usual(first: int) -> bool:
        inside = 0 <= first < len(words) - 1
        return inside and linked[first] and (words[first], words[first + 1]) in pairs

    here = at + open_at
    own = usual(here - 1) or usual(here)
    partner = usual(at + 1 if open_at == 0 else at - 1) if size == 2 else False
    return own or partner


def _beside(phrase: tuple[str, ...], open_at: int, written: str) -> bool:
    """Whether a little word stands before or after a whole phrase: "để kiểm tra"."""
    if written not in _little() or len(phrase) < 3:
        return False
    return (open_at == 0 and phrase[1:] in phrases()) or (
        open_at == len(phrase) - 1 and phrase[:-1] in phrases()
    )


def _enough(how: Near, size: int, written: str) -> bool:
    """Whether a difference is a likely slip: the longer the phrase, the more may differ."""
    if how in ("tone", "mark", "sound"):
        return written not in _little() or size > 2
    if how == "letter":
        return written not in _vocabulary() or size > 3
    return how == "far" and size > 3 and written not in _vocabulary()


def _name(text: str, spans: list[tuple[int, int]], at: int, size: int) -> bool:
    """Whether the words are a name: two of them begin with a capital, or one inside does."""
    window = [text[start:end] for start, end in spans[at : at + size]]
    if all(word.isupper() for word in window):
        return False
    capital = [word[:1].isupper() for word in window]
    return sum(capital) > 1 or any(capital[1:])
