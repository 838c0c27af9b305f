"""Numbers as Word's lists write them: 3, III, iii, c, C, ba, thứ ba."""

from __future__ import annotations

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_TENTHS = {1: "mốt", 4: "tư", 5: "lăm"}


def numeral(value: int, fmt: str) -> str:
    """`value` in the number format `fmt` (ST_NumberFormat); plain digits where it has no form."""
    if fmt == "none":
        return ""
    if fmt in ("upperRoman", "lowerRoman"):
        roman = _roman(value)
        return roman if fmt == "upperRoman" else roman.lower()
    if fmt in ("upperLetter", "lowerLetter"):
        letters = _letters(value)
        return letters.upper() if fmt == "upperLetter" else letters
    if fmt in ("decimalZero", "custom"):
        return f"{value:02d}"
    if fmt in ("vietnameseCounting", "cardinalText"):
        words = _words(value)
        return words.capitalize() if fmt == "cardinalText" else words
    if fmt == "ordinalText":
        return "Thứ " + {1: "nhất", 4: "tư"}.get(value, _words(value))
    return str(value)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    parts: list[str] = []
    for worth, sign in _ROMAN:
        count, value = divmod(value, worth)
        parts.append(sign * count)
    return "".join(parts)


def _letters(value: int) -> str:
    """a … z, aa, bb … zz, aaa …"""
    if not 0 < value <= 780:
        return str(value)
    count, index = divmod(value - 1, 26)
    return chr(ord("a") + index) * (count + 1)


def _words(value: int) -> str:
    """A number below 100 in Vietnamese words."""
    if not 0 <= value < 100:
        return str(value)
    tens, units = divmod(value, 10)
    if tens == 0:
        return _DIGITS[units]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if units == 0:
        return head
    if units in _TENTHS and (tens > 1 or units == 5):
        return f"{head} {_TENTHS[units]}"
    return f"{head} {_DIGITS[units]}"
