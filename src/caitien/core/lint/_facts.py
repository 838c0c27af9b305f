"""Figures of the school told in the body of a plan: classes, pupils, area."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ._numbers import NUMBER, parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from caitien.core.drafts.model import TextBlock

    from .context import Context

_PUPIL = r"(?:học\s+sinh|HS|trẻ(?:\s+em)?|cháu)"
_AREA = re.compile(
    rf"diện\s+tích(?!\s+(?:sân|phòng|lớp|xây|sàn|bếp|thư))[^.;\n\d]{{0,60}}"
    rf"(?P<n>{NUMBER})\s*m\s?(?:2|²)(?!\s*/)",
    re.IGNORECASE,
)
_PUPILS = re.compile(rf"(?<![\d.,/])(?P<n>{NUMBER})\s*(?:em\s)?{_PUPIL}(?!\w|\s*/)", re.IGNORECASE)
_CLASSES = re.compile(
    r"(?<![\d.,/-])(?P<n>\d{1,3})\s+(?:nhóm\s*,?\s*)?lớp(?!\s*\d|\w|\s+(?:học|tập))", re.I
)
#: figures of a part of the school, or an aim
_PART = re.compile(
    r"khối\s+\d|lớp\s+\d|cơ sở \d|điểm trường|phấn đấu|dự kiến|tăng|mỗi|không quá", re.I
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure: its value, the block and the span of figure and unit."""

    value: Decimal
    block: TextBlock
    start: int
    end: int

    @property
    def text(self) -> str:
        """The figure as written."""
        return self.block.text[self.start : self.end]


def _facts(ctx: Context, pattern: re.Pattern[str], least: int) -> Iterator[Fact]:
    for block in ctx.role("body"):
        for match in pattern.finditer(block.text):
            value = parse_number(match["n"])
            before = block.text[max(0, match.start() - 30) : match.start()]
            if value is None or value < least or _PART.search(before.split(".")[-1]):
                continue
            yield Fact(value, block, match.start("n"), match.end())


def classes(ctx: Context) -> Fact | None:
    """How many classes the school has: the largest number told."""
    return max(_facts(ctx, _CLASSES, 3), key=lambda fact: fact.value, default=None)


def pupils(ctx: Context) -> Fact | None:
    """How many pupils the school has: the largest number told."""
    return max(_facts(ctx, _PUPILS, 50), key=lambda fact: fact.value, default=None)


def area(ctx: Context) -> Fact | None:
    """The area of the school in m²: the largest told."""
    return max(_facts(ctx, _AREA, 100), key=lambda fact: fact.value, default=None)
