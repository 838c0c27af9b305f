"""The pieces of a time: dates, months, school years, semesters, quarters, summers in a text.

Works on the fold of a text (see `text.fold_letters`), so missing or misplaced marks do no harm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from .text import fold_letters
from .years import SchoolYear

_DASH = r"[-\u2010-\u2015\u2212]"
_YEAR = r"(?:19|20)\d\d"
_S = r"\s{0,4}"
_M = r"(?:0?[1-9]|1[0-2])(?!\d)"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

ATOM = re.compile(
    rf"""
    (?:ngay{_S})?(?<!tuan\s)(?<![\w/.,])(?P<d>\d{{1,2}}){_S}(?:/|\.|{_DASH}|,?{_S}thang){_S}(?P<m>\d{{1,2}})
        (?:{_S}(?:/|\.|{_DASH}|,?{_S}nam){_S}(?P<y>{_YEAR}))(?![\d/])
  | (?P<long>dau|cuoi|ket{_S}thuc|het)\s{{1,4}}nam\s{{1,4}}hoc
  | (?<![\w/])(?:(?:nam\s{{1,4}}hoc|nh){_S})?(?<![\w/-])(?P<sy>{_YEAR}){_S}(?:{_DASH}{{1,2}}|/){_S}
        (?P<sz>{_YEAR}|\d\d)(?![\d/])
  | \b(?:hoc{_S}k[yi]|hk|k[yi]){_S}(?P<sem>i{{1,2}}|1|2)\b
        (?:{_S}(?:[,;&+/]|{_DASH}|\bva\b){_S}(?:(?:hoc{_S}k[yi]|hk|k[yi]){_S})?(?P<sem2>ii|2)
        \b(?!/))?
  | \b(?P<both>hai|2){_S}(?:hoc{_S}k[yi]|hk)\b
  | \bquy{_S}(?P<q>iv|i{{1,3}}|[1-4])\b
        (?:{_S}(?:[/,]|{_DASH})?{_S}(?:nam{_S})?(?P<qy>{_YEAR})(?!\d))?
  | \b(?P<he>he)\b(?:{_S}(?:nam{_S})?(?P<hy>{_YEAR})(?!\d|{_S}{_DASH}{_S}\d))?
  | \b(?:thang|thg|t\.?){_S}(?P<ml>{_M}
        (?:{_S}(?:[,;&+]|{_DASH}|\bva\b|\bden\b){_S}(?:thang{_S})?{_M}
        (?!{_S}/{_S}\d{{1,2}}(?!\d))){{0,11}})
        (?:{_S}(?:/|\.|{_DASH}|,?{_S}nam){_S}(?P<my>{_YEAR})(?![\d/]))?
  | (?<![\w/.,])(?P<nm>0?[1-9]|1[0-2]){_S}(?:/|{_DASH}|\.){_S}(?P<ny>{_YEAR})(?![\d/])
  | (?:ngay{_S})?(?<!tuan\s)(?<![\w/.,])(?P<dd>\d{{1,2}}){_S}(?:/|thang){_S}(?P<dm>\d{{1,2}})
        (?![\d/])(?!\.\d)
  | \bnam\s{{1,4}}hoc\b(?!{_S}{_YEAR})(?P<bare>)
  | (?<![\w/.,-])(?:nam{_S})?(?P<year>{_YEAR})(?![\d/])
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Point:
    """A month or a day; the year may be unknown."""

    year: int | None
    month: int
    day: int | None = None

    def __str__(self) -> str:
        tail = "" if self.day is None else f"-{self.day:02}"
        return f"{self.year:04}-{self.month:02}{tail}"


@dataclass(frozen=True, slots=True)
class Atom:
    """One piece of time: its kind, first and last point, and its span in the text.

    Kinds: day, month, range (of months), year, school_year, semester, quarter, season, start (of a
    school year), finish (of a school year) and bare ("năm học" alone).
    """

    kind: str
    first: Point
    last: Point
    start: int
    end: int


def school_year_atom(year: SchoolYear, start: int = 0, end: int = 0) -> Atom:
    """The school year as an atom, September to May."""
    return Atom("school_year", Point(year.first, 9), Point(year.last, 5), start, end)


def _day_exists(day: int, month: int, year: int | None) -> bool:
    try:
        date(year or 2024, month, day)
    except ValueError:
        return False
    return True


def _months(match: re.Match[str], start: int, end: int) -> Atom | None:
    numbers = [int(part) for part in re.findall(r"\d+", match["ml"])]
    year = int(match["my"]) if match["my"] else None
    first, last = Point(None, numbers[0]), Point(year, numbers[-1])
    if len(numbers) == 1:
        return Atom("month", last, last, start, end)
    if year is not None:
        first = Point(year if first.month <= last.month else year - 1, first.month)
    return Atom("range", first, last, start, end)


def _years(match: re.Match[str], start: int, end: int) -> Atom | None:
    first, second = int(match["sy"]), match["sz"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if last == first + 1 and (len(second) == 4 or last % 100 > 12 or match.group()[0] == "n"):
        return school_year_atom(SchoolYear(first), start, end)
    if len(second) == 4 and 1 < last - first <= 30:
        return Atom("range", Point(first, 9), Point(last, 5), start, end)
    return None


def _day(match: re.Match[str], start: int, end: int) -> Atom | None:
    named = "d" if match["d"] else "dd"
    day, month = int(match[named]), int(match["m" if named == "d" else "dm"])
    year = int(match["y"]) if match["y"] else None
    if not _day_exists(day, month, year):
        return None
    point = Point(year, month, day)
    return Atom("day", point, point, start, end)


def _quarter(match: re.Match[str], start: int, end: int) -> Atom:
    number = _ROMAN[match["q"]]
    year = int(match["qy"]) if match["qy"] else None
    return Atom("quarter", Point(year, 3 * number - 2), Point(year, 3 * number), start, end)


def _semester(match: re.Match[str], start: int, end: int) -> Atom:
    if match["both"] or match["sem2"]:
        months = (9, 5)
    else:
        months = (9, 1) if _ROMAN[match["sem"]] == 1 else (1, 5)
    return Atom("semester", Point(None, months[0]), Point(None, months[1]), start, end)


def _atom(match: re.Match[str], text: str) -> Atom | None:
    start, end = match.span()
    if match["d"] or match["dd"]:
        return _day(match, start, end)
    if match["sy"]:
        return _years(match, start, end)
    if match["ml"]:
        return _months(match, start, end)
    if match["nm"]:
        point = Point(int(match["ny"]), int(match["nm"]))
        return Atom("month", point, point, start, end)
    if match["sem"] or match["both"]:
        return _semester(match, start, end)
    if match["q"]:
        return _quarter(match, start, end) if text[start : start + 3].lower() == "quý" else None
    if match["he"]:
        if text[match.start("he") : match.end("he")].lower() not in ("hè", "he"):
            return None
        year = int(match["hy"]) if match["hy"] else None
        return Atom("season", Point(year, 6), Point(year, 8), start, end)
    if match["long"]:
        kind, month = ("start", 9) if match["long"] == "dau" else ("finish", 5)
        return Atom(kind, Point(None, month), Point(None, month), start, end)
    if match["year"]:
        year = int(match["year"])
        return Atom("year", Point(year, 1), Point(year, 12), start, end)
    return Atom("bare", Point(None, 9), Point(None, 5), start, end)


def find_atoms(text: str) -> list[Atom]:
    """The pieces of time in an NFC text, in order."""
    atoms = (_atom(match, text) for match in ATOM.finditer(fold_letters(text)))
    return [atom for atom in atoms if atom is not None]


def _in_school_year(point: Point, year: SchoolYear) -> Point:
    if point.year is not None:
        return point
    return replace(point, year=year.first if point.month >= 8 else year.last)


def with_years(atom: Atom, year: SchoolYear | None) -> Atom:
    """The atom with unknown years taken from the school year, where one is given."""
    if year is None:
        return atom
    if atom.kind in ("season", "quarter") and atom.first.year is None:
        number = year.first if atom.first.month >= 7 else year.last
        first, last = replace(atom.first, year=number), replace(atom.last, year=number)
        return replace(atom, first=first, last=last)
    first, last = _in_school_year(atom.first, year), _in_school_year(atom.last, year)
    if atom.first.year is None and atom.last.year is not None:
        first = earlier(atom.first, atom.last)
    return replace(atom, first=first, last=last)


def earlier(point: Point, after: Point) -> Point:
    """A point without year, placed at or before a point that has one."""
    if point.year is not None or after.year is None:
        return point
    return replace(point, year=after.year if point.month <= after.month else after.year - 1)


def later(point: Point, before: Point) -> Point:
    """A point without year, placed at or after a point that has one."""
    if point.year is not None or before.year is None:
        return point
    return replace(point, year=before.year if point.month >= before.month else before.year + 1)
