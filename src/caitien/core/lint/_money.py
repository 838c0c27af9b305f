"""Sums of money as the cells of a plan hold them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caitien.core.vietnamese.money import format_vnd

from .rule import Fix, ask, show

if TYPE_CHECKING:
    from collections.abc import Iterator

BARE = re.compile(r"[\d.,]*\d[\d.,]*")
GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")


def figures(text: str) -> list[str]:
    """The figures of a cell that holds nothing else; [] for a nought and for any word."""
    if not any(sign.isdigit() for sign in text):
        return []
    bare = text.replace("-", " ").replace("+", " ").replace(";", " ").split()
    sums = all(BARE.fullmatch(part) for part in bare)
    return [part.strip(".,") for part in bare] if sums and text.strip(" 0.,\n-") else []


def fix(number: str) -> Fix:
    """The sum in đồng where the figures leave no doubt."""
    if GROUPED.fullmatch(number) or re.fullmatch(r"\d{1,3}(?:,\d{3})+|\d{6,}", number):
        return ask(format_vnd(int(re.sub(r"\D", "", number))))
    return show("Ghi đủ số tiền và đơn vị, ví dụ “5.000.000 đồng”.")


#: groups of other than three figures: "3.500.00", "12.50.000"
_BROKEN = re.compile(
    r"(?<![\d.,])\d{1,3}(?:\.\d{3})*\.(?:\d{1,2}\.\d{3}|\d{3}\.\d{1,2}|\d{4,})(?![\d.])"
)
_MILLIONS = re.compile(
    r"(?<![\d.,])(?P<n>\d{1,4})\s*(?P<unit>triệu|nghìn|ngàn)(?!\s*(?:đồng|đ(?!\w)|vnđ|vnd)|\w)",
    re.I,
)
_UNITS = {"triệu": 1_000_000, "nghìn": 1_000, "ngàn": 1_000}


def odd_sums(text: str) -> Iterator[tuple[str, bool]]:
    """Sums no reader is sure of: what to say, whether a figure may be lost."""
    for match in _BROKEN.finditer(text):
        yield f"Số tiền “{match.group()}” nhóm chữ số sai; có thể thiếu số.", True
    for match in _MILLIONS.finditer(text):
        right = format_vnd(int(match["n"]) * _UNITS[match["unit"].lower()])
        yield f"Số tiền “{match.group()}” nên ghi “{right}”.", False
