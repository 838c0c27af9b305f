"""Numbers as schools write them: 2879,4 - 2.879,4 - 1.347."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

#: a number with Vietnamese or English separators
NUMBER = r"\d+(?:[.,]\d+)*"
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}")


def parse_number(text: str) -> Decimal | None:
    """The value: "2.879,4" is 2879.4, "57,14" and "57.14" are 57.14, "1.347" is 1347."""
    plain = text.strip()
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", "" if plain.count(",") > 1 else ".")
    else:
        plain = plain.replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def decimals(text: str) -> int:
    """How many figures stand after the decimal mark."""
    match = re.search(r"[.,](\d+)$", text)
    return len(match[1]) if match else 0


def paper_number(value: Decimal, places: int = 2) -> str:
    """A number as on paper: 5,26; zeros at the end are dropped."""
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")
