"""The periods ("giai đoạn a-b") of a recognition or a strategy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caitien.core.vietnamese.years import find_spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caitien.core.drafts.model import TextBlock
    from caitien.core.vietnamese.found import Found

    from .context import Context

PERIOD = re.compile(r"giai\s+đoạn\s*\(?\s*(?:05 năm|5 năm)?\s*:?\s*(?:từ\s+)?(?:năm\s+)?", re.I)
#: what the period belongs to, in the words before it
SUBJECTS = (
    ("recognition", re.compile(r"kiểm định|KĐCL|chuẩn quốc gia|CQG|đánh giá ngoài|ĐGN", re.I)),
    ("strategy", re.compile(r"chiến\s+l[ưu][ơợ]c", re.I)),
)
BREAK = re.compile(r"[.;\n]")
#: a recognition still to come
AIM = re.compile(
    r"(?:đánh giá (?:và|,) |để được |được xét |đề nghị |phấn đấu [^.;\n]{0,30})công nhận"
    r"|phấn đấu[^.;\n]{0,40}đạt",
    re.IGNORECASE,
)


def outer(block: TextBlock, start: int) -> bool:
    """Whether the period is told of the external assessment."""
    return bool(re.search("đánh giá ngoài|ĐGN", BREAK.split(block.text[:start])[-1][-60:], re.I))


def periods(ctx: Context) -> Iterator[tuple[TextBlock, Found[tuple[int, int]], str]]:
    """Every "giai đoạn a-b" of a recognition or a strategy."""
    for block in ctx.role("body", "basis", "cell", "heading"):
        text = block.text
        if "giai" not in text.lower():
            continue
        spans = {found.start: found for found in find_spans(text)}
        for match in PERIOD.finditer(text):
            found = next(
                (f for at, f in spans.items() if match.end() <= at <= match.end() + 9), None
            )
            clause = BREAK.split(text[: match.start()])[-1][-110:]
            for subject, pattern in SUBJECTS:
                if found and pattern.search(clause):
                    yield block, found, subject
                    break


def aimed(block: TextBlock, found: Found[tuple[int, int]]) -> bool:
    """Whether the period is that of a recognition still to come."""
    clause = BREAK.split(block.text[: found.start])[-1]
    return bool(AIM.search(clause)) and not re.search(r"\bđã (?:được|đạt)", clause)
