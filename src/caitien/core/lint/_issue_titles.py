"""The titles of criteria in the table of focal problems (Biểu 2, mục IV)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ._titles import clean_title, cut_short, same_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caitien.core.drafts.model import TextBlock
    from caitien.core.regulations.model import Catalogue, Criterion

    from .context import Context

_CODED = re.compile(r"\s*(?:tiêu chí\s*)?([1-5]\.\d{1,2})[.:\s–-]+(?=[^\W\d_])", re.IGNORECASE)
#: fewer words are a short name, not a title
_WORDS = 3


def issue_titles(ctx: Context, catalogue: Catalogue) -> Iterator[tuple[TextBlock, Criterion]]:
    """The cells that give a criterion another title than the circular."""
    if not ctx.plan.priority_issues:
        return
    for block in ctx.role("cell"):
        match = _CODED.match(block.text) if block.item is None else None
        criterion = catalogue.criterion(match[1]) if match else None
        if match is None or criterion is None:
            continue
        written = clean_title(block.text)
        own = (criterion.title, *criterion.also)
        if len(written.split()) < _WORDS or same_title(written, *own) or cut_short(written, *own):
            continue
        yield block, criterion
