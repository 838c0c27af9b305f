"""Bold, italic and underlined words of a section that was written anew, and where its tables stand.

The words a person left as they were keep their styles; a new word has the style of all the words
it takes the place of, or of both its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Any

from caitien.core.drafts.model import StyleSpan
from caitien.core.drafts.styles import STYLES, by_paragraph, in_order

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
#: how alike two paragraphs must be to be one, written anew
_ALIKE = 0.5
#: old (from, to) and new (from, to); equal or not
Step = tuple[bool, int, int, int, int]


def fit(section: dict[str, Any], before: Sequence[str]) -> None:
    """Bring styles and tables of a section (Plan JSON) in line with its new paragraphs."""
    now = section["paragraphs"]
    steps = list(_steps(before, now))
    if section.get("styles"):
        old_spans = by_paragraph(in_order(map(_span, section["styles"]), before))
        spans = [
            span
            for old, new in _pairs(before, now, steps)
            if old in old_spans
            for span in _moved(before[old], now[new], _letters(old_spans[old], before[old]), new)
        ]
        section["styles"] = [
            {"paragraph": s.paragraph, "start": s.start, "end": s.end, "style": s.style}
            for s in in_order(spans, now)
        ]
    for table in section.get("tables") or []:
        table["at"] = _moved_place(int(table.get("at") or 0), steps, len(now))


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[Step]:
    """How one sequence became the other; what both begin and end with is not compared again."""
    short = min(len(old), len(new))
    head = next((n for n in range(short) if old[n] != new[n]), short)
    rest = short - head
    tail = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    if head:
        yield True, 0, head, 0, head
    a, b = old[head : len(old) - tail], new[head : len(new) - tail]
    for tag, i, j, k, m in SequenceMatcher(a=a, b=b).get_opcodes():
        yield tag == "equal", head + i, head + j, head + k, head + m
    if tail:
        yield True, len(old) - tail, len(old), len(new) - tail, len(new)


def _pairs(
    old: Sequence[str], new: Sequence[str], steps: Sequence[Step]
) -> Iterator[tuple[int, int]]:
    """Paragraphs that are the same one, before and now."""
    for equal, a, b, c, d in steps:
        if equal or b - a == d - c:
            yield from zip(range(a, b), range(c, d), strict=True)
            continue
        first = c
        for number in range(a, b):
            for other in range(first, min(d, first + 20)):
                if _alike(old[number], new[other]):
                    yield number, other
                    first = other + 1
                    break


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(a=_TOKEN.findall(one), b=_TOKEN.findall(other))
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _span(one: dict[str, Any]) -> StyleSpan:
    paragraph, start, end = (int(one.get(name) or 0) for name in ("paragraph", "start", "end"))
    return StyleSpan(paragraph, start, end, str(one.get("style")))


def _letters(spans: list[StyleSpan], text: str) -> list[set[str]]:
    """For every character of a paragraph: the styles it has."""
    found: list[set[str]] = [set() for _ in text]
    for span in spans:
        for letter in found[span.start : span.end]:
            letter.add(span.style)
    return found


def _moved(before: str, after: str, letters: list[set[str]], paragraph: int) -> Iterator[StyleSpan]:
    """The spans of a paragraph as it is now."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    at_old = [0, *accumulate(map(len, old))]
    at_new = [0, *accumulate(map(len, new))]
    for equal, a, b, c, d in _steps(old, new):
        start, end = at_old[a], at_old[b]
        if equal:
            for offset, own in enumerate(letters[start:end]):
                place = at_new[c] + offset
                yield from (StyleSpan(paragraph, place, place + 1, style) for style in own)
        elif c < d:
            around = letters[start:end] or [*letters[start - 1 : start], *letters[end : end + 1]]
            whole = set(STYLES).intersection(*around) if len(around) > 1 or a < b else set()
            yield from (StyleSpan(paragraph, at_new[c], at_new[d], style) for style in whole)


def _moved_place(at: int, steps: Sequence[Step], most: int) -> int:
    """Where a table stands now that stood before paragraph `at`."""
    for equal, a, b, c, d in steps:
        if a <= at < b:
            return c + (at - a) if equal else min(c + (at - a), d)
    return most
