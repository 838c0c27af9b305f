"""TIM-08: periods of accreditation or strategy that are too short or differ from one another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.drafts.model import TextBlock
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show
from caitien.core.vietnamese.found import Found
from caitien.core.vietnamese.years import find_spans

RULE = Rule(
    code="TG108",
    slug="period-not-five-years",
    kind="TIM-08",
    severity=Severity.WARNING,
    title="Giai đoạn nêu không đủ 5 năm hoặc không khớp nhau",
    why="Chu kỳ kiểm định và thời hạn công nhận là 5 năm; chiến lược chỉ có một giai đoạn.",
    article="Khoản 1 Điều 5 của Thông tư 17, 18, 19/2018; khoản 2 Điều 19 của Thông tư 57/2026",
)

PERIOD = re.compile(r"giai\s+đoạn\s*\(?\s*(?:05 năm|5 năm)?\s*:?\s*(?:từ\s+)?(?:năm\s+)?", re.I)
#: what the period belongs to, in the words before it
SUBJECTS = (
    ("recognition", re.compile(r"kiểm định|KĐCL|chuẩn quốc gia|CQG|đánh giá ngoài|ĐGN", re.I)),
    ("strategy", re.compile(r"chiến\s+l[ưu][ơợ]c", re.I)),
)
BREAK = re.compile(r"[.;\n]")
_HOW = show(
    "Ghi đúng giai đoạn: chu kỳ 5 năm của lần công nhận, giai đoạn của chiến lược đã duyệt."
)


def check(ctx: Context) -> Iterator[Finding]:
    first: dict[str, tuple[int, int]] = {}
    for block, found, subject in periods(ctx):
        start, end = found.value
        length = end - start
        spoken = f"{start}-{end}"
        if subject == "recognition" and length not in (4, 5):
            message = f"Giai đoạn {spoken} dài {length} năm; chu kỳ kiểm định, công nhận là 5 năm."
            yield ctx.at(block, found.start, found.end, message, fix=_HOW)
        elif subject == "recognition" and outer(block, found.start):
            if first.setdefault("outer", found.value) != found.value:
                before = "{}-{}".format(*first["outer"])
                message = f"Giai đoạn đánh giá ngoài ghi {spoken}, ở chỗ trước ghi {before}."
                yield ctx.at(block, found.start, found.end, message, fix=_HOW, confidence="có thể")
        elif subject == "strategy" and length < 4:
            message = f"Giai đoạn {spoken} chỉ dài {length} năm; chiến lược thường là 5 năm."
            yield ctx.at(block, found.start, found.end, message, fix=_HOW, confidence="có thể")
        elif subject == "strategy" and first.setdefault(subject, found.value) != found.value:
            before = "{}-{}".format(*first[subject])
            message = f"Giai đoạn của chiến lược ghi {spoken}, ở chỗ trước ghi {before}."
            yield ctx.at(block, found.start, found.end, message, fix=_HOW, confidence="có thể")


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
