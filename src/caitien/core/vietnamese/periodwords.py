"""Periods of time in words, for printing; `parse_period` reads each of them back."""

from __future__ import annotations

from datetime import date

from .fulldates import paper_date
from .periods import Period


def _month(written: str) -> tuple[int, int]:
    year, month = written[:7].split("-")
    return int(year), int(month)


def _moment(written: str) -> str:
    if len(written) > 7:
        return paper_date(date.fromisoformat(written))
    year, month = _month(written)
    return f"tháng {month:02}/{year}" if month < 3 else f"tháng {month}/{year}"


def _school_year(period: Period) -> str | None:
    """ "năm học 2022-2023" where the ends are September and the next May."""
    if not period.start or period.start[5:] != "09":
        return None
    year = _month(period.start)[0]
    ends = period.kind == "open" or period.end == f"{year + 1}-05"
    return f"năm học {year}-{year + 1}" if ends else None


def _span(period: Period) -> str:
    if period.start and period.end:
        return f"từ {_moment(period.start)} đến {_moment(period.end)}"
    return ""


def _semester(period: Period) -> str:
    if not period.start or not period.end:
        return "học kỳ"
    (first, month), (last, end_month) = _month(period.start), _month(period.end)
    if month == 9:
        name = "học kỳ I" if end_month == 1 else "học kỳ I và học kỳ II"
        return f"{name} năm học {first}-{first + 1}"
    return f"học kỳ II năm học {last - 1}-{last}"


def _quarter(period: Period) -> str:
    if not period.start:
        return "quý"
    year, month = _month(period.start)
    return f"quý {('I', 'II', 'III', 'IV')[(month - 1) // 3]}/{year}"


def _words(period: Period) -> str:
    match period.kind:
        case "school_year":
            return _school_year(period) or "năm học"
        case "month" if period.start:
            return _moment(period.start)
        case "range":
            return _span(period)
        case "deadline" if period.end:
            return ("trước " if len(period.end) > 7 else "chậm nhất ") + _moment(period.end)
        case "open" if period.start:
            year = _school_year(period)
            if year:
                return f"{year} và các năm tiếp theo"
            return f"từ {_moment(period.start)} trở đi"
        case "semester":
            return _semester(period)
        case "quarter":
            return _quarter(period)
        case "season" if period.start:
            return f"hè {_month(period.start)[0]}"
        case "recurring":
            span = _school_year(period)
            return f"thường xuyên trong {span}" if span else f"thường xuyên {_span(period)}".strip()
    return ""


def paper_period(period: Period) -> str:
    """The period in words: "Năm học 2022-2023", "Từ tháng 9/2024 đến tháng 5/2025".

    Days and months are written as NĐ 30/2020 asks. Empty for kind "text" and for ends not known.
    """
    words = _words(period)
    return words[:1].upper() + words[1:]
