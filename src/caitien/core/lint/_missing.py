"""Usual phrases that have lost a word: "Ủy ban nhân tỉnh", "Xây kế hoạch"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from caitien.core.vietnamese.text import fold_letters

from ._collocations import lines_of, plain, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Lost:
    """A phrase without one of its words: the words left, where the lost one stood, its writing.

    `after` and `before` hold neighbours with which the words left are right as they are.
    """

    left: tuple[str, ...]
    at: int
    word: str
    whole: str
    after: frozenset[str]
    before: frozenset[str]


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where a word is missing: the span of the words left, and the whole phrase."""

    start: int
    end: int
    word: str
    right: str


@cache
def _table() -> dict[str, list[Lost]]:
    """The phrases by the first word left of them."""
    table: dict[str, list[Lost]] = {}
    for line in lines_of("missing"):
        rest, _, before = line.partition("^")
        phrase, _, after = rest.partition("!")
        words = phrase.split()
        for index, word in enumerate(words):
            if word[0] == "[":
                bare = [w.strip("[]") for w in words]
                left = tuple(plain(w) for i, w in enumerate(bare) if i != index)
                lost = Lost(
                    left, index, bare[index], " ".join(bare), _plain_set(after), _plain_set(before)
                )
                table.setdefault(left[0], []).append(lost)
    return table


def _plain_set(text: str) -> frozenset[str]:
    return frozenset(plain(word.strip()) for word in text.split(",") if word.strip())


def gaps(text: str) -> Iterator[Gap]:
    """Where a usual phrase lacks a word, in order."""
    spans, words, linked = words_of(text)
    table = _table()
    taken = -1
    for at, first in enumerate(words):
        for lost in table.get(first, ()):
            size = len(lost.left)
            if tuple(words[at : at + size]) != lost.left or not all(linked[at : at + size - 1]):
                continue
            if spans[at][0] >= taken and _is_lost(lost, words, linked, at):
                taken = spans[at + size - 1][1]
                yield Gap(spans[at][0], taken, lost.word, lost.whole)
                break


def _is_lost(lost: Lost, words: list[str], linked: list[bool], at: int) -> bool:
    """Whether the word is really missing: not beside, not replaced, not cut off with the text."""
    size = len(lost.left)
    before = words[at - 1] if at > 0 else None
    after = words[at + size] if at + size < len(words) else None
    word = fold_letters(plain(lost.word))
    if before is not None and linked[at - 1] and before in lost.before:
        return False
    if lost.at == size:
        return after is not None and fold_letters(after) != word and after not in lost.after
    if lost.at == 0:
        return before is not None and fold_letters(before) != word
    return after not in lost.after
