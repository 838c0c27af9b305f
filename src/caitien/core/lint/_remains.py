"""Words of blank forms found in a plan."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from caitien.core.regulations.forms import TemplateRemain, template_remains

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caitien.core.drafts.model import TextBlock

    from .context import Context

#: what stands in a plan where the form has a blank: years, a name, or still dots
_FILLED = r"[^;\n]{1,30}?"


@cache
def patterns(kind: str) -> tuple[tuple[re.Pattern[str], TemplateRemain], ...]:
    """The words of a kind as patterns; blanks match what was filled in."""
    return tuple((_pattern(one.text), one) for one in template_remains() if one.kind == kind)


def _pattern(text: str) -> re.Pattern[str]:
    plain = re.sub(r"20…\s*-\s*20…|…", "\0", text.strip("() "))
    parts = [r"\s+".join(map(re.escape, part.split())) for part in plain.split("\0")]
    both = rf"\s*{_FILLED}\s*".join(parts).replace("TĐG", r"(?:TĐG|tự\s+đánh\s+giá)")
    return re.compile(both, re.IGNORECASE)


def remains(ctx: Context, kind: str) -> Iterator[tuple[TextBlock, re.Match[str], TemplateRemain]]:
    """Every place where words of a blank form stand, once for each place."""
    for block in ctx.blocks:
        taken = -1
        for pattern, one in patterns(kind):
            match = pattern.search(block.text)
            if match and match.start() >= taken:
                taken = match.end()
                yield block, match, one
