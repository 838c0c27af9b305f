"""Divisions written out: "Tỷ lệ giáo viên/lớp là 31/16 = 1,8"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from ._numbers import decimals, paper_number, parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator

_COUNT = r"\d{1,2}\.\d{3}|\d{1,4}"
_DIVIDED = re.compile(
    rf"(?<![\w/.,-])(?P<a>{_COUNT})\s*[/:]\s*(?P<b>{_COUNT})\s*=\s*"
    r"(?P<c>\d{1,3}(?:,\d{1,3})?)(?![\d.,]*\d|\s*%)"
)


_PUPIL = r"(?:học sinh|học viên|HS|trẻ(?: em)?|cháu|em)"
_ROOM = r"(?:lớp|nhóm(?:,? lớp|/lớp)?)"
_ROOMS = re.compile(rf"(?<![\w/.,-])(?P<n>{_COUNT})\s+{_ROOM}(?!\w|\s*/)", re.IGNORECASE)
_PUPILS = re.compile(rf"(?<![\w/.,-])(?P<n>{_COUNT})\s+{_PUPIL}(?!\w|\s*/)", re.IGNORECASE)
_MEAN = re.compile(
    rf"(?:bình quân|trung bình)[^.;\n\d]{{0,20}}(?P<w>(?P<c>\d{{1,3}}(?:,\d{{1,2}})?)\s*{_PUPIL}"
    rf"\s*/\s*(?:1 |một )?{_ROOM})(?!\w)",
    re.IGNORECASE,
)


def wrong_means(text: str) -> Iterator[tuple[int, int, str, str]]:
    """The same of "18 lớp với 594 học sinh, bình quân 38 học sinh/lớp"."""
    for match in _MEAN.finditer(text) if "/" in text else ():
        before = re.split(r"[.;\n](?!\d)", text[: match.start()])[-1]
        rooms, pupils = _ROOMS.findall(before), _PUPILS.findall(before)
        if len(rooms) != 1 or len(pupils) != 1:
            continue
        a, b, c = parse_number(pupils[0]), parse_number(rooms[0]), parse_number(match["c"])
        if a and b and c is not None and abs(a / b - c) > 1:
            right = paper_number(a / b, 1)
            said = f"{pupils[0]} / {rooms[0]} = {right}, không phải {match['c']}."
            yield *match.span("w"), said, right


def wrong_quotients(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, message and right figure of every quotient that is wrong."""
    if "=" not in text:
        return
    for match in _DIVIDED.finditer(text):
        a, b, c = (parse_number(match[name]) for name in "abc")
        if not a or not b or c is None:
            continue
        step = Decimal(1).scaleb(-decimals(match["c"]))
        if abs(a / b - c) > step:
            right = paper_number(a / b, max(decimals(match["c"]), 1))
            yield (
                *match.span(),
                f"{match['a']}/{match['b']} = {right}, không phải {match['c']}.",
                right,
            )
