"""SPL-06: a real word that is not the one meant: "tối thiều", "Tổ trường chuyên môn"."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.drafts.model import TextBlock
from caitien.core.lint._abbreviations import SHORT, mistyped
from caitien.core.lint._cells import mark
from caitien.core.lint._collocations import doubts
from caitien.core.lint._slips import slips
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


def check(ctx: Context) -> Iterator[Finding]:
    scan = _SCAN if ctx.extracted or "scan" in ctx.damage else ""
    for block in prose(ctx):
        taken: list[tuple[int, int]] = []
        for match in SHORT.finditer(block.text):
            if better := mistyped(match.group()):
                taken.append(match.span())
                yield doubt(ctx, block, match.span(), better, scan)
        for start, end, right in slips(block.text) if block.role != "recipients" else ():
            if not any(a < end and start < b for a, b in taken):
                taken.append((start, end))
                yield doubt(ctx, block, (start, end), right, scan)
        for found in doubts(block.text):
            span = (found.start, found.end)
            if not any(a < found.end and found.start < b for a, b in taken):
                right = like_case(block.text[slice(*span)], found.right)
                yield doubt(ctx, block, span, right, scan)


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
