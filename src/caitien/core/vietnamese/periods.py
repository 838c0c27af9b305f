"""Periods of time in the words of a plan's time column."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .composed import Composed
from .found import Found
from .text import collapse, collapse_lines, fold_letters
from .timewords import (
    ATOM,
    Atom,
    Point,
    earlier,
    find_atoms,
    later,
    school_year_atom,
    with_years,
)
from .years import SchoolYear

_OPEN = re.compile(
    r"(?:cac|nhung)\s(?:nam|nam hoc)\s(?:tiep theo|sau|ke tiep|toi)|nam(?: hoc)? tiep theo"
    r"|nhung nam tiep|cac nam hoc tiep|tro di|ve sau"
)
_RECURRING = re.compile(
    r"\b(?:hang|moi|tung)\s(?:thang|tuan|nam|ngay|quy|hoc k[yi]|dot|buoi)\b|thuong xuyen|dinh k[yi]"
    r"|\bca nam\b(?! hoc)|quanh nam|suot nam\b(?! hoc)|lien tuc|xuyen suot|hang hoc|thuong nien"
    r"|thuong ki|thuong ky|dau (?:thang|tuan)|cuoi (?:thang|tuan)(?! \d)|\d lan/"
)
_DEADLINE = re.compile(
    r"\b(?:truoc|cham nhat|muon nhat|tre nhat|den|toi|han|thoi han|khong qua|deadline|xong)\b"
)
_FROM = re.compile(r"\b(?:tu|bat dau|ke tu)\s(?:dau |cuoi |giua |ngay |trong )*$")
_TIME_WORDS = re.compile(
    r"\b(?:trong|tu|den|truoc|sau|het|va|cac|nam|hoc|thang|ngay|tuan|tiep theo|hoan thanh|dau|cuoi"
    r"|giua|dot|cham nhat|bat dau|tro di|giai doan|dip|nghi|mua|khoang|ke|ky|ki|thu|theo|thoi gian"
    r"|ca|suot|qua trinh|\d{1,2}|i{1,3}|iv|v)\b"
)
_HALVES = ("semester", "quarter", "season")
_KEEP_ON = re.compile(r"(?:[-/,]|\b(?:den|toi|tu|va|thang|nam|hoc|het|truoc|ngay|quy|ky|ki|he))$")
_GO_ON = re.compile(r"^(?:[-/–—]|(?:den|toi|va|cac nam|tro di|het|tiep theo)\b)")


@dataclass(frozen=True, slots=True)
class Period:
    """A period: `kind` and its ends as "YYYY-MM" or "YYYY-MM-DD" (None: not stated or open).

    Kinds: school_year, month, range, deadline (start None), open (end None), semester, quarter,
    season, recurring, text (words that name no time).
    """

    kind: str
    start: str | None
    end: str | None


_TEXT = Period("text", None, None)


def _written(point: Point) -> str | None:
    return None if point.year is None else str(point)


def _context(atoms: list[Atom], given: SchoolYear | None) -> tuple[list[Atom], SchoolYear | None]:
    """A school year beside a month or semester without year dates it and is no period itself."""
    years = [atom for atom in atoms if atom.kind == "school_year" and atom.first.year]
    dated = [atom for atom in atoms if atom.kind != "school_year" and atom.kind != "bare"]
    yearless = [atom for atom in dated if atom.last.year is None]
    if years and yearless and len(years) == 1:
        given = SchoolYear(years[0].first.year or 0)
        atoms = dated
    elif dated and any(atom.kind == "year" for atom in dated) and yearless and len(dated) == 2:
        atoms = _year_beside(dated)
    elif {"month", "day"} & {atom.kind for atom in dated}:
        atoms = [atom for atom in dated if atom.kind != "semester"]
    elif years or dated:
        atoms = [atom for atom in atoms if atom.kind != "bare"]
    return [with_years(atom, given) for atom in atoms], given


def _year_beside(atoms: list[Atom]) -> list[Atom]:
    """ "Học kỳ II năm 2025", "Quý I … năm 2025": the plain year dates the other piece."""
    year = next(atom for atom in atoms if atom.kind == "year").first.year or 0
    other = next(atom for atom in atoms if atom.kind != "year")
    if other.kind == "semester":
        first = year if other.first.month == 9 else year - 1
        return [with_years(other, SchoolYear(first))]
    first_point = Point(year, other.first.month, other.first.day)
    last_point = Point(year, other.last.month, other.last.day)
    return [Atom(other.kind, first_point, last_point, other.start, other.end)]


def _join(atoms: list[Atom]) -> tuple[str, Point, Point]:
    """Kind, first and last point of several pieces taken together."""
    first, last = atoms[0].first, atoms[-1].last
    if len(atoms) > 1:
        first = earlier(first, atoms[-1].first if atoms[-1].first.year else last)
        last = later(last, first)
        known = [p for atom in atoms for p in (atom.first, atom.last) if p.year is not None]
        if first.year and last.year and str(first)[:7] > str(last)[:7] and known:
            first, last = min(known, key=str), max(known, key=str)
    kinds = {atom.kind for atom in atoms}
    kind = kinds.pop() if len(kinds) == 1 else "range"
    if kind in ("start", "finish"):
        kind = "month"
    if kind in ("day", "year", "range") or (first, last) != (atoms[0].first, atoms[0].last):
        kind = kind if kind in ("semester", "quarter") else "range"
    return kind, first, last


def _parse_line(line: str, given: SchoolYear | None) -> Period:
    folded = fold_letters(line)
    is_open = bool(_OPEN.search(folded))
    recurring = bool(_RECURRING.search(folded))
    atoms, given = _context(find_atoms(line), given)
    if not atoms:
        if not (is_open or recurring):
            return _TEXT
        atoms = [school_year_atom(given)] if given else []
        start = _written(atoms[0].first) if atoms else None
        if is_open and not recurring:
            return Period("open", start, None)
        return Period("recurring", start, _written(atoms[0].last) if atoms else None)
    if all(atom.kind == "bare" for atom in atoms):
        atoms = atoms[:1] if given is None else [school_year_atom(given)]
    kind, first, last = _join(atoms)
    start, end = _written(first), _written(last)
    if kind == "bare":
        kind = "recurring" if recurring else "school_year"
    before = folded[: atoms[0].start]
    if is_open:
        return Period("open", start, None)
    if recurring:
        return Period("recurring", start, end)
    if len(atoms) == 1 and _FROM.search(before) and (first == last or kind in _HALVES):
        return Period("open", start, None)
    if len(atoms) == 1 and _DEADLINE.search(before):
        return Period("deadline", None, end)
    return Period(kind, start, end)


def _lines(text: str) -> list[str]:
    """The lines of a cell, those that a narrow column broke in two put together again."""
    lines: list[str] = []
    for line in collapse_lines(text).split("\n"):
        if lines and _broken(fold_letters(lines[-1]), fold_letters(line)):
            lines[-1] += " " + line
        else:
            lines.append(line)
    return lines


def _broken(before: str, after: str) -> bool:
    return bool(_KEEP_ON.search(before) or _GO_ON.match(after))


def parse_period(text: str, school_year: SchoolYear | None = None) -> Period | None:
    """The period a time cell means, by the conventions of Plan JSON; None for an empty cell.

    Months without a year belong to `school_year` (August to December its first year, January to
    July its last); without it their ends stay None. A cell of several lines has one meaning for
    all: open if a line is open, else from the earliest start to the latest end.
    """
    if not collapse(text):
        return None
    periods = list(dict.fromkeys(_parse_line(line, school_year) for line in _lines(text)))
    if len(periods) == 1:
        return periods[0]
    for ignored in ("text", "recurring"):
        rest = [period for period in periods if period.kind != ignored]
        periods = rest or periods
    if len(periods) == 1:
        return periods[0]
    starts = [period.start for period in periods if period.start]
    ends = [period.end for period in periods if period.end]
    start, end = min(starts, default=None), max(ends, default=None)
    kinds = {period.kind for period in periods}
    if "open" in kinds:
        return Period("open", start, None)
    if len(kinds) == 1 and kinds <= {"deadline", "recurring", "semester", "quarter", "text"}:
        return Period(kinds.pop(), start, end)
    return Period("range", start, end)


_MENTIONS = {"month": "month", "season": "season", "year": "range", "quarter": "quarter"}


def find_periods(text: str) -> list[Found[Period]]:
    """Mentions of a month, quarter, summer or calendar year with its year: "hè 2023", "năm 2028".

    Full dates and school years have finders of their own (`find_dates`, `find_school_years`).
    """
    composed = Composed(text)
    found = []
    for atom in find_atoms(composed.text):
        kind = _MENTIONS.get(atom.kind)
        if kind is None or atom.last.year is None:
            continue
        start, end, cut = composed.cut(atom.start, atom.end)
        if atom.kind == "year" and not cut.lower().startswith("n"):
            continue
        value = Period(kind, str(atom.first), str(atom.last))
        found.append(Found(value, start, end, cut))
    return found


def looks_like_time(text: str) -> float:
    """How much a cell looks like a time, 0..1: the share of its letters that time words take."""
    folded = fold_letters(collapse(text[:600]))
    whole = sum(map(str.isalnum, folded))
    if not whole:
        return 0.0
    rest, atoms = ATOM.subn(" ", folded)
    rest, recurring = _RECURRING.subn(" ", rest)
    rest, opened = _OPEN.subn(" ", rest)
    if not atoms and not recurring and not opened:
        return 0.0
    rest = _TIME_WORDS.sub(" ", rest)
    return max(0.0, 1.0 - sum(map(str.isalnum, rest)) / whole)
