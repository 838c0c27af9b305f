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
