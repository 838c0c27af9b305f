"""Shares of a staff told beside counts of the same: "15% chiến sĩ thi đua … 29 giáo viên đạt …"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ._numbers import NUMBER, parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator

#: what people are told to have reached, each with the ways it is written
_TITLES = tuple(
    re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    for words in (
        "chiến sĩ thi đua|chiến sỹ thi đua|CST[DĐ]",
        "lao động tiên tiến|LĐTT",
        "(?:giáo viên|GV) (?:dạy )?giỏi|GVDG|GVG",
        "hoàn thành xuất sắc nhiệm vụ|HTXSNV",
    )
)
_WHO = r"(?:CB|GV|NV|cán bộ|giáo viên|nhân viên|người|đồng chí|thầy cô|viên chức)"
_TOTAL = re.compile(
    rf"(?:tổng(?:\s+số)?|toàn trường|nhà trường|trường)[^.;%\n\d]{{0,60}}(?P<n>\d{{2,3}})\s+"
    rf"(?:thành viên|{_WHO})(?!\w)",
    re.IGNORECASE,
)
_SHARE = re.compile(rf"(?<![\d.,])(?P<n>{NUMBER})\s*%")
_COUNT = re.compile(rf"(?<![\d.,/])(?P<n>\d{{1,3}})\s+{_WHO}(?!\w)", re.IGNORECASE)
#: so far apart, in points of a hundred, the two cannot be the same
_FAR = 10
_NEAR = 70


def unlike(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and message of each count that is far from the share told of the same title."""
    total = _TOTAL.search(text) if "%" in text else None
    for title in _TITLES if total else ():
        spots = [match.start() for match in title.finditer(text)]
        share = _nearest(_SHARE, text, spots)
        count = _nearest(_COUNT, text, spots)
        if not share or not count or total is None or count["n"] == total["n"]:
            continue
        told, people = parse_number(share["n"]), int(count["n"])
        real = people * 100 / int(total["n"])
        if told is None or told == 100 or real > 100 or abs(real - float(told)) <= _FAR:
            continue
        name = title.search(text)
        words = name.group() if name else ""
        yield (
            *count.span(),
            f"Nêu {share['n']}% {words} mà {people} trên {total['n']} người là {real:.0f}%;"
            " hai số không khớp.",
        )


def _nearest(pattern: re.Pattern[str], text: str, spots: list[int]) -> re.Match[str] | None:
    """The match that stands before one of the words, not far and in its clause."""
    for match in pattern.finditer(text):
        for spot in spots:
            between = text[match.end() : spot]
            if 0 <= spot - match.end() < _NEAR and not re.search(r"[.;%]|\d", between):
                return match
    return None
