"""Numbers, dates and times of a worksheet as a Vietnamese reader sees them in the cell."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

Value = int | float | str | bool | time | date | datetime | timedelta

#: formats Excel knows by number only (ECMA-376, 18.8.30); those left out are General
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    14: "d/m/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss",
    20: "h:mm", 21: "h:mm:ss", 22: "d/m/yyyy h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00",
    40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss", 48: "0.0E+0", 49: "@",
}  # fmt: skip
#: a whole number without a format is grouped from here on: amounts are, years and codes are not
_GROUPED_FROM = 100_000
_MOST_DECIMALS = 10
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]')
_DIGITS = re.compile(r"[0#?][0#?,.]*(?:\s?[0#?,.]+)*")
_DAY_FORMAT = re.compile(r"([dmy])\1*|[./\-\s]+|[^dmy]")


class _Shape(NamedTuple):
    before: str
    after: str
    decimals: int
    least: int  # figures before the decimal sign
    grouped: bool
    scale: float


def shown(value: Value, code: str = "") -> str:
    """The value of a cell in the number format `code` ('' and General: none).

    Amounts are written 5.000.000 and 12,5%; a fraction without grouping keeps its point (1.3 is a
    criterion more often than an amount). Days are dd/mm/yyyy, months mm/yyyy, times HH:MM.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return _moment(value, code)
    if isinstance(value, date):
        return _day(value, code)
    if isinstance(value, time):
        return _clock(value.hour, value.minute)
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"-{_clock(*divmod(-minutes, 60))}" if minutes < 0 else _clock(*divmod(minutes, 60))
    return _number(float(value), code)


def _clock(hour: int, minute: int) -> str:
    return f"{hour:02}:{minute:02}"


def _number(value: float, code: str) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    section = _section(code, value)
    shape = _shape(section)
    if shape is None:
        return "-" if value == 0 and '"-"' in section else _general(value)
    amount = abs(value) / shape.scale
    decimals = shape.decimals
    text = f"{amount:,.{decimals}f}"
    whole, _, part = text.partition(".")
    if shape.grouped or "%" in shape.after:
        whole, sign = whole.replace(",", "." if shape.grouped else ""), ","
    else:
        whole, sign = whole.replace(",", ""), "."
    whole = whole.zfill(shape.least)
    text = f"{whole}{sign}{part}" if part else whole
    minus = "-" if value < 0 and text.strip("0.,") and "-" not in shape.before else ""
    return f"{minus}{shape.before}{text}{shape.after}".strip()


def _general(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        whole = int(value)
        return f"{whole:,}".replace(",", ".") if abs(whole) >= _GROUPED_FROM else str(whole)
    return f"{value:.{_MOST_DECIMALS}g}".replace("e", "E")


def _section(code: str, value: float) -> str:
    """The part of a format for positive, negative or zero values."""
    parts = code.split(";")
    if value < 0 and len(parts) > 1:
        return parts[1].replace("(", "").replace(")", "")
    return parts[2] if value == 0 and len(parts) > 2 else parts[0]


@lru_cache(maxsize=512)
def _shape(section: str) -> _Shape | None:
    """How a section writes a number; None for General, text and what is not understood."""
    if section.strip().lower() in ("", "general", "@") or len(section) > 255:
        return None
    literals: list[str] = []

    def keep(found: re.Match[str]) -> str:
        words = found[1] or found[2] or found[3]
        if not words:
            return " " if found[0].startswith("_") else ""
        literals.append(words)
        return chr(0xE000 + len(literals) - 1)

    plain = _LITERAL.sub(keep, section)
    found = _DIGITS.search(plain)
    if found is None or not re.search("[0#]", found[0]) or re.search("[Ee/]", plain):
        return None
    figures = found.group().replace(" ", "")
    scale = 1.0
    while figures.endswith(","):
        figures, scale = figures[:-1], scale * 1000
    whole, _, part = figures.partition(".")
    percent = plain.count("%")
    words = [plain[: found.start()], plain[found.end() :]]
    before, after = (
        "".join(literals[ord(c) - 0xE000] if 0xE000 <= ord(c) < 0xE000 + len(literals) else c
                for c in text)
        for text in words
    )  # fmt: skip
    decimals = min(len(re.sub(r"[^0#?]", "", part)), _MOST_DECIMALS)
    factor = scale / 100**percent
    return _Shape(before.lstrip(), after.rstrip(), decimals, whole.count("0"), "," in whole, factor)


def _moment(value: datetime, code: str) -> str:
    day, clock = _day(value.date(), code), _clock(value.hour, value.minute)
    if value.time() == time(0) or (code and "h" not in _bare(code)):
        return day
    return clock if code and not re.search("[dy]", _bare(code)) else f"{day} {clock}"


def _bare(code: str) -> str:
    return _LITERAL.sub("", code.split(";")[0]).lower()


def _day(value: date, code: str) -> str:
    """A day as dd/mm/yyyy; a month, a year or a day of a month where the format shows only that."""
    bare = re.sub(r"[hs:]|am/pm|a/p", "", _bare(code)).strip(" ,")
    names = {letter for letter in bare if letter in "dmy"}
    if names == {"m", "y"}:
        return f"{value.month:02}/{value.year}"
    if names == {"y"}:
        return str(value.year)
    if names == {"d", "m"}:
        if "." in bare and "mmm" not in bare:
            return _DAY_FORMAT.sub(lambda found: _part(value, found[0]), bare)
        return f"{value.day:02}/{value.month:02}"
    return f"{value.day:02}/{value.month:02}/{value.year}"


def _part(value: date, token: str) -> str:
    if token[0] == "d":
        return f"{value.day:0{min(len(token), 2)}}"
    if token[0] == "m":
        return f"{value.month:0{min(len(token), 2)}}"
    return token
