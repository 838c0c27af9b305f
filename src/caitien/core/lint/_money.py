"""Sums of money as the cells of a plan hold them."""

from __future__ import annotations

import re

from caitien.core.vietnamese.money import format_vnd

from .rule import Fix, ask, show

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
