"""Abbreviations: which are known, what they stand for, and slips in them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from caitien.core.vietnamese.people import expand
from caitien.core.vietnamese.text import fold_letters, key

from ._collocations import is_phrase, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

CAPS = "A-ZĐÂĂÊÔƠƯ"
SHORT = re.compile(rf"(?<![\w/&.-])[{CAPS}]{{2,12}}(?![\w&]|[-./][\w])")
_WORD = re.compile(r"[^\W\d_]+")


@cache
def known() -> frozenset[str]:
    """What every reader of a school's plan knows."""
    lines = lines_of("abbreviations")
    return frozenset(word for line in lines if "=" not in line for word in line.split())


@cache
def meanings() -> dict[str, str]:
    """What the other usual ones stand for."""
    lines = (line.partition(" = ") for line in lines_of("abbreviations"))
    return {short: full for short, sign, full in lines if sign}


@cache
def _by_letters() -> dict[str, str]:
    """Usual abbreviations of three letters and more, by their letters without marks."""
    words = [word for word in (*known(), *meanings()) if len(word) > 2 and "Đ" in word]
    return {fold_letters(word): word for word in words}


@cache
def full_name(short: str) -> str | None:
    """What an abbreviation stands for, where that is usual."""
    return meanings().get(short) or expand(short)


@cache
def mistyped(short: str) -> str | None:
    """The usual abbreviation that differs only by Đ for D, or D for Đ: "GDDT", "CSTD"."""
    if short in known() or short in meanings() or expand(short):
        return None
    return _by_letters().get(fold_letters(short))


def beside_itself(text: str) -> Iterator[tuple[int, int]]:
    """Where an abbreviation stands beside its own words: "NV nhân viên", "tổ văn VP"."""
    for match in SHORT.finditer(text):
        full = full_name(match.group())
        if not full or " " not in full:
            continue
        whole = key(full).split()
        after = list(_WORD.finditer(text, match.end()))[: len(whole)]
        if _follow(text, match.end(), after) and [key(w.group()) for w in after] == whole:
            yield match.start(), after[-1].end()
            continue
        before = list(_WORD.finditer(text, max(0, match.start() - 40), match.start()))
        near = before[-2:]
        if len(whole) == 2 and len(near) == 2 and _follow(text, near[1].end(), [match]):
            first, second = (key(w.group()) for w in near)
            if second == whole[0] and near[1].group().islower() and not is_phrase(first, second):
                yield near[1].start(), match.end()


def _follow(text: str, start: int, words: list[re.Match[str]]) -> bool:
    """Whether only blanks stand before each word."""
    for word in words:
        if not text[start : word.start()].isspace():
            return False
        start = word.end()
    return bool(words)
