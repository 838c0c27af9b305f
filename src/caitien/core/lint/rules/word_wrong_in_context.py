"""SPL-06: a real word that is not the one meant: "tối thiều", "Tổ trường chuyên môn"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pkgutil import get_data

from caitien.core.drafts.model import TextBlock
from caitien.core.lint._cells import mark
from caitien.core.lint._collocations import doubts
from caitien.core.lint._where import prose
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask
from caitien.core.vietnamese.phonology import like_case

RULE = Rule(
    code="CH113",
    slug="word-wrong-in-context",
    kind="SPL-06",
    severity=Severity.WARNING,
    title="Nghi sai từ",
    why="Chữ đúng chính tả nhưng ghép với chữ bên cạnh thì không thành từ quen dùng.",
)

_SCAN = " Có thể do quét hoặc trích xuất; xem bản gốc."


@cache
def slips() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Slips of two syllables, or that only the words around them show, with the right words."""
    text = (get_data("caitien.core.lint", "data/slips.txt") or b"").decode("utf-8")
    lines = [line.partition("  =>  ") for line in text.splitlines() if line[:1] not in ("", "#")]
    return tuple(
        (re.compile(rf"(?<!\w){left.replace(' ', chr(92) + 's')}", re.I), right)
        for left, arrow, right in lines
        if arrow
    )


def check(ctx: Context) -> Iterator[Finding]:
    scan = _SCAN if ctx.extracted or "scan" in ctx.damage else ""
    for block in prose(ctx):
        taken: list[tuple[int, int]] = []
        for pattern, right in slips() if block.role != "recipients" else ():
            for match in pattern.finditer(block.text):
                span = match.span("w") if "w" in match.groupdict() else match.span()
                written = block.text[slice(*span)]
                taken.append(span)
                yield doubt(ctx, block, span, like_case(written, right), scan)
        for found in doubts(block.text):
            span = (found.start, found.end)
            if not any(a < found.end and found.start < b for a, b in taken):
                yield doubt(
                    ctx, block, span, like_case(block.text[slice(*span)], found.right), scan
                )


def doubt(ctx: Context, block: TextBlock, span: tuple[int, int], right: str, scan: str) -> Finding:
    written = " ".join(block.text[slice(*span)].split())
    return mark(
        ctx,
        block,
        *span,
        f"Nghi sai từ: “{written}” -> “{right}”.{scan}",
        fix=ask(right),
        confidence="có thể",
    )
