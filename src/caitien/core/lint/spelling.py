"""The misspellings of a plan, found once and shared by the rules of spelling."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from caitien.core.vietnamese.syllables import find_misspellings

from ._collocations import beside
from .rule import Finding, Fix, Severity, ask, safe, show

if TYPE_CHECKING:
    from caitien.core.drafts.model import TextBlock
    from caitien.core.vietnamese.found import Found
    from caitien.core.vietnamese.syllables import Misspelling

    from .context import Context

#: blocks whose words are names and symbols, not prose
_NO_PROSE = frozenset({"signature"})
_SHOWN = 3


def misspellings(ctx: Context) -> list[tuple[TextBlock, Found[Misspelling]]]:
    """Every misspelt word with its block, in reading order; use `ctx.memo(misspellings)`."""
    return [
        (block, found)
        for block in ctx.blocks
        if block.role not in _NO_PROSE and block.field not in ("plan_number", "plan_number_raw")
        for found in find_misspellings(block.text)
    ]


def misspelt(ctx: Context, kind: str, message: str) -> Iterator[Finding]:
    """A finding for each misspelling of a kind; `message` has {word} and {right} to fill in."""
    for block, found in ctx.memo(misspellings):
        wrong = found.value
        if wrong.kind != kind or _named(block.text, found.start, wrong):
            continue
        rights = _likeliest(wrong)
        if len(rights) > 1:  # "Kế toám": the neighbours tell which
            rights = beside(block.text, found.start, found.end, rights) or rights
        right = "” hoặc “".join(rights)
        text = message.format(word=wrong.word, right=right)
        yield ctx.at(
            block,
            found.start,
            found.end,
            text if right else f"“{wrong.word}” không phải là một âm tiết tiếng Việt.",
            fix=_fix(wrong, rights),
            severity=None if wrong.certain else Severity.WARNING,
            confidence="chắc" if wrong.certain else "có thể",
        )


def _named(text: str, start: int, wrong: Misspelling) -> bool:
    """Whether a capital word after another one is part of a name ("Sa Đéc")."""
    if wrong.certain or wrong.kind != "no-syllable" or not wrong.word.istitle():
        return False
    before = text[:start].split(" ")[-2:-1]
    return bool(before and before[0].istitle() and not before[0].endswith((".", ":", ";")))


def _likeliest(wrong: Misspelling) -> list[str]:
    """The suggestions, first those that begin like the word: slips seldom stand first in it."""

    def unlike(right: str) -> int:
        return -next(
            (i for i, (a, b) in enumerate(zip(wrong.word, right, strict=False)) if a != b), 9
        )

    return sorted(wrong.suggestions, key=unlike)[:_SHOWN]


def _fix(wrong: Misspelling, rights: list[str]) -> Fix:
    if not rights:
        return show("Đọc lại và sửa chữ này.")
    if len(rights) > 1:
        return show(f"Sửa thành một trong: {', '.join(rights)}.")
    sure = wrong.certain and wrong.kind in ("tone-place", "missing-mark", "two-tones")
    one = len(wrong.suggestions) == 1
    return safe(rights[0]) if sure and one else ask(rights[0])
