"""Posts, bodies and groups of a school, and their abbreviations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .composed import Composed
from .found import Found
from .text import fold_letters

_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[ \xa0\t]{0,3}(?:[-–—&.,/][ \xa0\t]{0,3})?")
_TABLE = Path(__file__).with_name("data") / "posts.txt"

_Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """`name` in full, `abbreviations`, and `kind`: post | body | group | outside."""

    name: str
    abbreviations: tuple[str, ...]
    kind: str


@cache
def all_posts() -> tuple[tuple[Post, tuple[str, ...]], ...]:
    """Every post of the table, with the other writings of its name."""
    posts = []
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, name, short, others = (part.strip() for part in line.split("|"))
        abbreviations = tuple(part.strip() for part in short.split(", ") if part.strip())
        writings = tuple(part.strip() for part in others.split(", ") if part.strip())
        posts.append((Post(name, abbreviations, kind), writings))
    return tuple(posts)


def words_of(text: str) -> _Words:
    """The words of a name, folded."""
    return tuple(_WORD.findall(fold_letters(text)))


@cache
def _index(weak: bool) -> dict[str, list[tuple[_Words, _Words | None, Post]]]:
    """First folded word to (folded words, exact words or None for a name, post), longest first."""
    index: dict[str, list[tuple[_Words, _Words | None, Post]]] = {}
    for post, writings in all_posts():
        for name in (post.name, *writings):
            if name.startswith("~") and not weak:
                continue
            words = words_of(name)
            index.setdefault(words[0], []).append((words, None, post))
        for short in post.abbreviations:
            words = words_of(short)
            exact = tuple(_WORD.findall(short))
            index.setdefault(words[0], []).append((words, exact, post))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


def _same(written: str, exact: str) -> bool:
    """Abbreviations keep their capitals; words inside them ("Phó HT") may begin in either case."""
    if exact.isupper() and len(exact) > 1:
        return written == exact
    return fold_letters(written) == fold_letters(exact)


def _match_at(
    text: str, spans: list[tuple[int, int]], folded: list[str], at: int, weak: bool
) -> tuple[int, Post] | None:
    """The longest name that begins at word `at`: the number of its words and its post."""
    for words, exact, post in _index(weak).get(folded[at], ()):
        size = len(words)
        if tuple(folded[at : at + size]) != words:
            continue
        if exact and not all(_same(text[slice(*spans[at + n])], exact[n]) for n in range(size)):
            continue
        gaps = (text[spans[n][1] : spans[n + 1][0]] for n in range(at, at + size - 1))
        if all(_GAP.fullmatch(gap) and (exact or "," not in gap or size == 5) for gap in gaps):
            return size, post
    return None


def find_posts(text: str) -> list[Found[Post]]:
    """Every post, body or group named in the text, the longest name at each place.

    Names match in any case and despite wrong marks; abbreviations only in their capitals.
    """
    composed = Composed(text)
    spans = [match.span() for match in _WORD.finditer(composed.text)]
    folded = [fold_letters(composed.text[start:end]) for start, end in spans]
    found, at = [], 0
    while at < len(spans):
        matched = _match_at(composed.text, spans, folded, at, False)
        if matched is None:
            at += 1
            continue
        size, post = matched
        start, end, cut = composed.cut(spans[at][0], spans[at + size - 1][1])
        found.append(Found(post, start, end, cut))
        at += size
    return found


def post_at_start(text: str) -> Found[Post] | None:
    """The longest post, body or group a text begins with, or None (only the start is read).

    Here also count the words marked "~" in the table, which name somebody only in a cell of names.
    """
    spans = [match.span() for _, match in zip(range(12), _WORD.finditer(text), strict=False)]
    if not spans:
        return None
    folded = [fold_letters(text[start:end]) for start, end in spans]
    matched = _match_at(text, spans, folded, 0, True)
    if matched is None:
        return None
    start, end = spans[0][0], spans[matched[0] - 1][1]
    return Found(matched[1], start, end, text[start:end])


@cache
def _expansions() -> dict[_Words, str]:
    names: dict[_Words, str] = {}
    for post, _ in all_posts():
        for short in post.abbreviations:
            names.setdefault(tuple(_WORD.findall(short)), post.name)
    return names


def expand(abbr: str) -> str | None:
    """The full name of an abbreviation ("GVCN" gives "Giáo viên chủ nhiệm"), or None."""
    words = tuple(_WORD.findall(abbr))
    return _expansions().get(words) if words else None
