"""School years and spans of years in every written form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from .found import Found

_DASH = r"[-\u2010-\u2015\u2212]{1,2}"
_YEAR = r"(?:19|20)\d\d"
_SCHOOL_YEAR = re.compile(
    rf"(?<!\d)(?<!\d[-/.])({_YEAR})\s*(?:{_DASH}|/)\s*({_YEAR}|\d\d)(?!\d|\s?[-/]\s?\d|/\w|\.\d)"
)
_UNIT = rf"({_YEAR})(?!\d)(?:\s*{_DASH}\s*({_YEAR})(?!\d))?"
_SPAN = re.compile(
    rf"(?<!\d)(?<!\d[-/.]){_UNIT}(?!\s?[-/]\s?\d|/\w)"
    rf"(?:\s*(?:đến|tới|cho đến)\s+(?:(?:hết|cuối|đầu|năm|học)\s+){{0,3}}{_UNIT})?",
    re.IGNORECASE,
)
_DURATION = re.compile(r"(?<!tháng )(?<!\d)(\d{1,2})\s+năm\b", re.IGNORECASE)
_EARLIEST, _LATEST = 1945, 2098


@dataclass(frozen=True, order=True, slots=True)
class SchoolYear:
    """The school year that begins in September of `first` and ends in May of the next year."""

    first: int

    @property
    def last(self) -> int:
        """The calendar year in which it ends."""
        return self.first + 1

    @property
    def start(self) -> date:
        """1 September of the first year."""
        return date(self.first, 9, 1)

    @property
    def end(self) -> date:
        """31 May of the last year."""
        return date(self.last, 5, 31)

    @property
    def summer_end(self) -> date:
        """31 August of the last year, the end of the summer that follows."""
        return date(self.last, 8, 31)

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"

    def paper(self) -> str:
        """As printed on paper, with spaces: "2022 - 2023"."""
        return f"{self.first} - {self.last}"

    @staticmethod
    def parse(text: str) -> SchoolYear | None:
        """The first school year named in the text, or None."""
        found = find_school_years(text)
        return found[0].value if found else None


def _is_school_year(text: str, match: re.Match[str]) -> bool:
    first, second = int(match[1]), match[2]
    if not _EARLIEST <= first <= _LATEST:
        return False
    if len(second) == 4:
        return int(second) == first + 1
    if int(second) != (first + 1) % 100:
        return False
    # "2011-12" may also be December 2011: only the words before it decide.
    return int(second) > 12 or bool(re.search(r"năm\s+học\s*$", text[: match.start()][-20:], re.I))


def find_school_years(text: str) -> list[Found[SchoolYear]]:
    """Every school year in the text: 2022-2023, 2022 – 2023, 2024/2025, 2024-25, over a line end.

    A span of more than one year ("giai đoạn 2022-2025"), document numbers ("17/2018") and longer
    runs of figures are none.
    """
    return [
        Found(SchoolYear(int(match[1])), match.start(), match.end(), match.group())
        for match in _SCHOOL_YEAR.finditer(text)
        if _is_school_year(text, match)
    ]


def find_spans(text: str) -> list[Found[tuple[int, int]]]:
    """Every span of calendar years (first, last), first < last.

    "giai đoạn 2022-2025" gives (2022, 2025), "từ năm học 2024-2025 đến 2028-2029" (2024, 2029).
    """
    found = []
    for match in _SPAN.finditer(text):
        years = [int(year) for year in match.groups() if year]
        if len(years) > 1 and years == sorted(set(years)) and years[0] >= _EARLIEST:
            span = (years[0], years[-1])
            found.append(Found(span, match.start(), match.end(), match.group()))
    return found


def parse_multi_year(text: str) -> tuple[SchoolYear, SchoolYear] | None:
    """First and last school year of a plan for several years, from its title; None for one year.

    "giai đoạn 2024-2029" means 2024-2025 to 2028-2029; where the title counts the years and both
    ends belong ("05 năm 2021-2025"), the last year is a school year of its own.
    """
    spans = [found.value for found in find_spans(text)]
    spans = [span for span in spans if 2 <= span[1] - span[0] <= 30]
    if not spans:
        return None
    first, last = max(spans, key=lambda span: span[1] - span[0])
    counts = {int(match[1]) for match in _DURATION.finditer(text)}
    inclusive = last - first + 1 in counts and last - first not in counts
    return SchoolYear(first), SchoolYear(last if inclusive else last - 1)
