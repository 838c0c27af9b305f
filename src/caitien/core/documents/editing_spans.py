"""From an edit of a paragraph's text to cuts in the elements that hold its characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from .model import Paragraph
from .readers.docx_names import (
    ALTERNATE,
    BR,
    INS,
    MOVE_TO,
    P_STYLE,
    PPR,
    SDT,
    SIMPLE_FIELD,
    VAL,
    W_TYPE,
    Element,
    P,
    R,
    T,
    child_val,
)
from .readers.docx_trace import Span, Trace, TracedLine

_W = VAL[: VAL.index("}") + 1]
_SDT_PR, _LOCK, _BINDING = f"{_W}sdtPr", f"{_W}lock", f"{_W}dataBinding"
#: what XML cannot hold
BAD = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class Cut:
    """Characters `start` to `end` of an element go, `text` comes in their place.

    Offsets count in the characters of a w:t (line ends as one space); a w:tab or w:br is one
    character long.
    """

    element: Element
    start: int
    end: int
    text: str = ""


class NoCutError(Exception):
    """An edit that is not made; `str(error)` is the code of the reason."""


def trimmed(old: str, new: str) -> tuple[int, int]:
    """How many characters at both ends of `old` and `new` agree, so that they need no change.

    A letter is never parted from a mark that combines with it.
    """
    longest = min(len(old), len(new))
    head = 0
    while head < longest and old[head] == new[head]:
        head += 1
    while head and any(unicodedata.combining(c) for c in (old + " ")[head] + (new + " ")[head]):
        head -= 1
    tail = 0
    while tail < longest - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    while tail and unicodedata.combining(old[-tail]):
        tail -= 1
    return head, tail


def cuts_of(
    trace: Trace, paragraph: Paragraph, start: int, end: int, text: str, *, words: bool
) -> list[Cut]:
    """The cuts that turn `paragraph.text[start:end]` into `text`; the first one brings it in.

    What agrees at both ends stays; `words` keeps whole words together (for people who will read
    the change) where one element holds them. Raises NoCutError.
    """
    if BAD.search(text):
        raise NoCutError("letters")
    spans = trace.spans(paragraph)
    cuts = _cuts(spans, paragraph.text, start, end, text, words=words)
    for twin in _twins(trace, paragraph, cuts):
        cuts += _cuts(twin, paragraph.text, start, end, text, words=words)
    return cuts


def _cuts(
    spans: list[Span], whole: str, start: int, end: int, text: str, *, words: bool
) -> list[Cut]:
    old = whole[start:end]
    if old == text:
        raise NoCutError("same")
    head, tail = trimmed(old, text)
    if words:
        head, tail = _whole_words(spans, start, old, text, head, tail)
    low, high = start + head, end - tail
    new = text[head : len(text) - tail]
    if low == high:
        return [_insertion(spans, low, new, before=head > 0 or start == end)]
    cuts: list[Cut] = []
    at = low
    for span in spans:
        if span.end <= low or span.start >= high:
            continue
        if span.start > at:
            break
        _require(span, removed=True)
        upto = min(span.end, high)
        cuts.append(_cut(span, at, upto))
        at = upto
    if at < high:
        raise NoCutError("object")
    cuts[0].text = new
    return cuts


def _cut(span: Span, start: int, end: int) -> Cut:
    base = span.skip - span.start
    return Cut(span.element, start + base, end + base)


def _whole_words(
    spans: list[Span], start: int, old: str, new: str, head: int, tail: int
) -> tuple[int, int]:
    """The ends that stay, drawn back to the ends of words, if one element holds those words."""
    gone, come = old[head : len(old) - tail], new[head : len(new) - tail]
    if not (gone.strip() and come.strip()):
        return head, tail
    wide, far = head, tail
    while wide and not old[wide - 1].isspace():
        wide -= 1
    while far and not old[-far].isspace():
        far -= 1
    low, high = start + wide, start + len(old) - far
    if any(s.start <= low and high <= s.end and s.element.tag == T for s in spans):
        return wide, far
    return head, tail


def _insertion(spans: list[Span], at: int, text: str, *, before: bool) -> Cut:
    """Where new characters go: to the letters before them (`before`), else to those after."""
    left = [span for span in spans if span.end == at or span.start < at < span.end]
    right = [span for span in spans if span.start == at]
    near = left + right if before else right + left
    reason = "object"
    for span in sorted(near, key=lambda one: one.element.tag != T):
        try:
            _require(span, removed=False)
        except NoCutError as error:
            reason = str(error)
            continue
        cut = _cut(span, at, at)
        cut.text = text
        return cut
    raise NoCutError(reason)


def _require(span: Span, *, removed: bool) -> None:
    """Raises NoCutError unless the text of a span may be changed."""
    element = span.element
    parent = element.getparent()
    if parent is None or parent.tag != R:
        raise NoCutError("object")
    if span.computed:
        raise NoCutError("field")
    if removed and element.tag == BR and element.get(W_TYPE) in ("page", "column"):
        raise NoCutError("break")
    for around in parent.iterancestors(INS, MOVE_TO, SIMPLE_FIELD, SDT):
        if around.tag in (INS, MOVE_TO):
            raise NoCutError("tracked")
        if around.tag == SIMPLE_FIELD:
            raise NoCutError("field")
        said = around.find(_SDT_PR)
        if said is not None:
            if said.find(_BINDING) is not None:
                raise NoCutError("bound")
            if child_val(said, _LOCK) in ("contentLocked", "sdtContentLocked"):
                raise NoCutError("locked")


def _twins(trace: Trace, paragraph: Paragraph, cuts: list[Cut]) -> Iterator[list[Span]]:
    """The spans of the same text written twice: a text box drawn for new and old programs."""
    element = cuts[0].element
    inside = next(element.iterancestors(P, ALTERNATE), None)
    if inside is None or inside.tag == ALTERNATE:
        raise NoCutError("box")
    around = list(inside.iterancestors(ALTERNATE))
    if not around:
        return
    if len(around) > 1 or trace.walk is None:
        raise NoCutError("box")
    branches = [list(branch.iter(P)) for branch in around[0]]
    own = next(ps for ps in branches if inside in ps)
    walk = trace.walk
    runs = trace.runs(walk)
    for ps in branches:
        if ps is own or not any(True for p in ps for _ in p.iter(T)):
            continue
        if len(ps) != len(own):
            raise NoCutError("box")
        p = ps[own.index(inside)]
        ppr = p.find(PPR)
        style = walk.styles.paragraph(None if ppr is None else child_val(ppr, P_STYLE))
        line = runs.collect(p, style.flags)
        if not isinstance(line, TracedLine) or line.text != paragraph.text:
            raise NoCutError("box")
        yield line.spans
