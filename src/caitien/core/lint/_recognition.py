"""Sentences of a plan that say when the school was recognised or externally assessed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ._time import moments

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from caitien.core.drafts.model import TextBlock

    from ._time import Moment
    from .context import Context

_GAP = r"(?:(?!đối với)[^.;\n]){0,90}"
#: what was granted, or the external assessment it rests on
_GRANTED = re.compile(
    rf"công nhận{_GAP}(?:kiểm định|KĐCL|chuẩn quốc gia|cấp độ|CQG)"
    rf"|(?:kiểm định|KĐCL|chuẩn quốc gia|CQG){_GAP}công nhận"
    r"|(?:đã |được )(?:đánh giá ngoài|ĐGN)|(?:kết quả|báo cáo|đợt) (?:đánh giá ngoài|ĐGN)"
    r"|^\W*(?:đánh giá ngoài|ĐGN)\b|chứng nhận[^.;\n]{0,60}kiểm định|đạt (?:KĐCL|kiểm định)",
    re.IGNORECASE,
)
#: one of these is in whatever _GRANTED finds
_TELLING = ("công nhận", "kiểm định", "kđcl", "đánh giá ngoài", "đgn")
#: an aim, or the title of a document
_NOT_YET = re.compile(
    r"phấn đấu|sẽ |đến (?:tháng|năm|hết)|chuẩn bị|đề nghị|mục tiêu|đăng ký|dự kiến|tiến tới|hết hạn"
    r"|thông tư|hướng dẫn|công văn|kế hoạch số|nghị định|trước (?:ngày|tháng)|có giá trị đến",
    re.IGNORECASE,
)
_RENEWS = re.compile(
    r"đăng ký[^.;\n]{0,40}(?:đánh giá ngoài|ĐGN|kiểm định|KĐ|công nhận|chuẩn)"
    r"|(?:đánh giá|kiểm định|công nhận|KĐCL\w*|ĐGN)(?:(?!kết quả)[^.;\n]){0,40}(?<!\w)lại(?!\w)"
    r"|(?<!\w)tái[ -](?:kiểm|công|đánh|KĐ|thẩm)"
    r"|đề nghị[^.;\n]{0,40}(?:đánh giá ngoài|ĐGN|công nhận)"
    r"|(?:đón|hồ sơ)[^.;\n]{0,30}(?:đánh giá ngoài|ĐGN|thẩm định)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.;\n]+(?:\.(?=\d)[^.;\n]+)*")


def renews(ctx: Context) -> bool:
    """Whether the plan speaks of registering again for assessment or recognition."""
    return any(_RENEWS.search(block.text) for block in ctx.blocks if block.role != "title")


def recognitions(ctx: Context, before: date) -> Iterator[tuple[TextBlock, Moment]]:
    """The days and months before `before` of recognitions and external assessments."""
    for block in ctx.role("body", "basis", "cell"):
        lower = block.text.lower()
        if not any(word in lower for word in _TELLING):
            continue
        for sentence in _SENTENCE.finditer(block.text):
            text, at = sentence.group(), sentence.start()
            if not _GRANTED.search(text) or _NOT_YET.search(text):
                continue
            for found in moments(text)[-1:]:
                if found.day < before:
                    yield block, replace(found, start=at + found.start, end=at + found.end)
