"""Paragraphs whose last sentence has no full stop, where the others have one."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ._plan import parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caitien.core.drafts.model import TextBlock

    from ._plan import Part
    from .context import Context

#: the columns that hold sentences
_FIELDS = ("content", "target", "solutions")
_END = re.compile(r"[.;:!?…][”\"')]?$")
_BARE = re.compile(r"[\w)”\"%]$")
#: a paragraph of fewer words is a note
_WORDS = 12
_BODY_WORDS = 6
#: how many others must end with a full stop, and what share of them all
_OTHERS = 4
_SHARE = 0.85
_NUMBERED = re.compile(r"\W*(?:\d{1,2}|[a-zđ]|[IVX]+)[.)]")


def open_cells(ctx: Context) -> Iterator[Part]:
    """The paragraphs of the table's cells that just stop."""
    for name in _FIELDS:
        long = [p for p in parts(ctx, name) if len(p.text.split()) >= _WORDS]
        ended = [p for p in long if _END.search(p.text.rstrip())]
        left = [p for p in long if _BARE.search(p.text.rstrip()) and name not in p.item.uncertain]
        if len(ended) >= _OTHERS and len(ended) >= _SHARE * (len(ended) + len(left)):
            yield from left


def trailing_commas(ctx: Context) -> Iterator[Part]:
    """The cells of sentences that end with a comma."""
    for name in _FIELDS:
        for part in parts(ctx, name):
            line = part.text.rstrip()
            last = (part.item.text_of(name) or "").rstrip().endswith(line)
            if line.endswith(",") and last and name not in part.item.uncertain:
                yield part


def open_lines(ctx: Context) -> Iterator[TextBlock]:
    """The lines of the text that just stop."""
    blocks = ctx.role("heading", "body", "title", "recipients", "signature", "basis")
    lines = [b for b in blocks if b.role == "body" and len(b.text.split()) >= _BODY_WORDS]
    ended = sum(bool(_END.search(b.text.rstrip())) for b in lines)
    left = []
    for block, after in pairwise(blocks):
        text = block.text.strip()
        if block.role != "body" or len(text.split()) < _BODY_WORDS or not _BARE.search(text):
            continue
        goes_on = after.role == "body" and after.text.strip()[:1].islower()
        last = after.role in ("recipients", "signature")
        if not (
            goes_on
            or last
            or (_NUMBERED.match(text) and len(text.split()) < 2 * _WORDS)
            or text.isupper()
        ):
            left.append(block)
    if ended >= _OTHERS and ended >= _SHARE * (ended + len(left)):
        yield from left
