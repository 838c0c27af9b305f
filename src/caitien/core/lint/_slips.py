"""Slips that a table knows: words written wrongly so often that their neighbours need not tell."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from caitien.core.vietnamese.phonology import like_case

from ._collocations import WORD, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMED = re.compile(r"\(\?P<\w+>")
#: what may stand before a word that begins a sentence
_BEGINS = re.compile(r"(?:^|[.;:!?\n]\s*|^\W+)$")


@cache
def _slips() -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], str], ...]]:
    """A pattern that finds any slip, and each slip with its right words; all in small letters."""
    table = [line.partition("  =>  ") for line in lines_of("slips")]
    pairs = [(rf"(?<!\w)(?:{a.replace(' ', chr(92) + 's')})(?!\w)", b) for a, _, b in table]
    any_of = _by_first_letter(
        [_NAMED.sub("(?:", a.replace(" ", chr(92) + "s")) for a, _, _ in table]
    )
    return re.compile(rf"(?<!\w)(?:{any_of})(?!\w)"), tuple(
        (re.compile(a, re.IGNORECASE), b) for a, b in pairs
    )


def _by_first_letter(patterns: list[str]) -> str:
    """One pattern for them all, which looks at few of them at any one letter."""
    plain: dict[str, list[str]] = {}
    rest = []
    for pattern in patterns:
        if "(" in pattern or "[" in pattern:
            rest.append(pattern)
            continue
        for one in pattern.split("|"):
            plain.setdefault(one[0], []).append(one[1:])
    return "|".join([f"{first}(?:{'|'.join(ends)})" for first, ends in plain.items()] + rest)


@cache
def _unused() -> dict[str, str]:
    """Syllables nobody uses, with the one that is meant."""
    found: dict[str, str] = {}
    for pair in (pair for line in lines_of("unused") for pair in line.split(",")):
        wrong, right = pair.split()
        found[wrong] = right
    return found


def unused(word: str) -> bool:
    """Whether nobody uses this syllable (it is told as a slip)."""
    return word.lower() in _unused()


def slips(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and right words of every known slip of a text."""
    lower = text.lower()
    any_of, table = _slips()
    if len(lower) != len(text) or any_of.search(lower):
        for pattern, right in table:
            for match in pattern.finditer(text):
                span = match.span("w") if "w" in match.groupdict() else match.span()
                yield *span, like_case(text[slice(*span)], match.expand(right))
    table_unused = _unused()
    if table_unused.keys().isdisjoint(WORD.findall(lower)):
        return
    for match in WORD.finditer(text):
        word = match.group()
        meant = table_unused.get(word.lower())
        if meant and (word.islower() or _starts(text, *match.span())):
            yield *match.span(), like_case(word, meant)


def _starts(text: str, start: int, end: int) -> bool:
    """Whether a capital word begins a sentence, with a small word after it."""
    return bool(_BEGINS.search(text[:start][-12:])) and text[end : end + 2].strip().islower()
