"""Bold, italic and underlined parts of a section's paragraphs: read, put in order, cut in pieces.

In order means: every span lies within its paragraph, begins and ends at a visible character, and
spans of one style neither touch nor overlap. Bold or italic parts with only blanks between them
are one part, since a blank shows neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from caitien.core.documents.model import Paragraph, Run
from caitien.core.vietnamese.text import collapse

from .model import StyleSpan

STYLES = "biu"


def paragraph_styles(paragraph: Paragraph, index: int) -> list[StyleSpan]:
    """The spans of the paragraph number `index` of a section, made of a paragraph of a file.

    They count in the text as the draft keeps it: with the label, blanks collapsed.
    """
    if not paragraph.runs:
        return []
    shift = len(paragraph.full_text) - len(paragraph.text)
    runs = [Run(run.start + shift, run.end + shift, run.letters) for run in paragraph.runs]
    return collapsed_styles(paragraph.full_text, runs, index)


def collapsed_styles(text: str, runs: Sequence[Run], index: int) -> list[StyleSpan]:
    """The spans of `collapse(text)`, from runs of `text` that stand in order, none over another.

    A text whose letters are cut in the middle (the tone mark in another run) gives none.
    """
    shown = collapse(text)
    spans: list[StyleSpan] = []
    length = 0
    blank: str | None = None  # the letters of the blank before what comes, None where there is none
    for part, letters in _parts(text, runs):
        visible = collapse(part)
        before = len(collapse(f"x{part}")) > len(visible) + 1 or (not visible and _blank(part))
        if blank is None and before:
            blank = letters
        if not visible:
            continue
        if length and blank is not None:
            spans += [StyleSpan(index, length, length + 1, letter) for letter in blank]
            length += 1
        end = length + len(visible)
        spans += [StyleSpan(index, length, end, letter) for letter in letters]
        length = end
        blank = letters if len(collapse(f"{part}x")) > len(visible) + 1 else None
    return in_order(spans, {index: shown}) if length == len(shown) else []


def _blank(part: str) -> bool:
    """Whether a part without visible characters is a blank (zero-width ones are none)."""
    return len(collapse(f"x{part}x")) > 2


def _parts(text: str, runs: Sequence[Run]) -> Iterator[tuple[str, str]]:
    at = 0
    for start, end, letters in runs:
        if at < start:
            yield text[at:start], ""
        yield text[max(at, start) : end], letters
        at = max(at, end)
    yield text[at:], ""


def in_order(
    spans: Iterable[StyleSpan], paragraphs: Sequence[str] | dict[int, str]
) -> list[StyleSpan]:
    """The spans in order (see above), by paragraph, start, end and style."""
    texts = paragraphs if isinstance(paragraphs, dict) else dict(enumerate(paragraphs))
    joined: list[StyleSpan] = []
    for span in sorted(spans, key=lambda s: (s.paragraph, s.style, s.start, s.end)):
        text = texts.get(span.paragraph)
        if text is None or span.style not in ("b", "i", "u"):
            continue
        start, end = max(span.start, 0), min(span.end, len(text))
        if start >= end:
            continue
        last = joined[-1] if joined else None
        if (
            last is not None
            and (last.paragraph, last.style) == (span.paragraph, span.style)
            and _joins(text, last.end, start, span.style)
        ):
            start, end = last.start, max(last.end, end)
            joined.pop()
        joined.append(StyleSpan(span.paragraph, start, end, span.style))
    out = []
    for span in joined:
        start, end = _trimmed(texts[span.paragraph], span.start, span.end)
        if start < end:
            out.append(StyleSpan(span.paragraph, start, end, span.style))
    return sorted(out)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _joins(text: str, end: int, start: int, style: str) -> bool:
    """Whether a span that begins at `start` goes on with one that ends at `end`."""
    return start <= end or (style != "u" and text[end:start].isspace())


def by_paragraph(spans: Iterable[StyleSpan]) -> dict[int, list[StyleSpan]]:
    """The spans by the index of their paragraph."""
    out: dict[int, list[StyleSpan]] = {}
    for span in spans:
        out.setdefault(span.paragraph, []).append(span)
    return out


def pieces(text: str, spans: Iterable[StyleSpan]) -> list[tuple[str, str]]:
    """The text of one paragraph cut where its letters change: words and "b", "i", "u", "bi" …"""
    spans = in_order((StyleSpan(0, s.start, s.end, s.style) for s in spans), [text])
    cuts = sorted({0, len(text), *(s.start for s in spans), *(s.end for s in spans)})
    changes: dict[int, list[tuple[str, int]]] = {}
    for span in spans:
        changes.setdefault(span.start, []).append((span.style, 1))
        changes.setdefault(span.end, []).append((span.style, -1))
    on = dict.fromkeys(STYLES, 0)
    out: list[tuple[str, str]] = []
    for start, end in pairwise(cuts):
        for style, by in changes.get(start, ()):
            on[style] += by
        out.append((text[start:end], "".join(style for style in STYLES if on[style])))
    return out
