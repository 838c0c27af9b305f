"""The frame of every page: which rooms stand in the rail, where they lead, which one is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse

from caitien.core.regulations.calendar import school_year_frame


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the rail."""

    name: str
    text: str
    icon: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class YearLink:
    """A school year one may turn to."""

    year: int
    url: str
    current: bool


#: room → (URL name, words, icon, whether its address has the year, capability or None)
_SCHOOL = (
    ("overview", "overview", "Tổng quan", "home", True, None),
    ("mine", "mine", "Việc của tôi", "mine", True, "mine.view"),
    ("plans", "plans", "Kế hoạch", "plan", False, "plan.view"),
    ("school", "school-settings", "Nhà trường", "school", False, None),
)
_OFFICE = (
    ("office", "office", "Toàn cảnh", "office", False, "office.view"),
    ("deliveries", "deliveries", "Văn bản gửi đến", "inbox", False, "delivery.view"),
    ("office-schools", "office-schools", "Trường", "school", False, "office.view"),
    ("staff", "staff", "Cán bộ", "people", False, "staff.view"),
    ("audit", "audit", "Nhật ký", "journal", False, "audit.view"),
)
#: rooms that are reached through another one
_UNDER = {"imports": "plans", "follow": "plans", "delivery": "deliveries"}
_ON_PHONE = {"school": ("mine", "plans"), "office": ("office", "deliveries")}


def school_year_on(day: date) -> int:
    """First calendar year of the school year a day lies in; summer counts to the year before it.

    From the first working day (usually 1 August) on, the new year has begun.
    """
    return day.year if day >= school_year_frame(day.year).first_day else day.year - 1


def address(name: str, **parts: Any) -> str:
    """The address of a page, "" where there is none: a rail never breaks a page."""
    try:
        return reverse(name, kwargs=parts)
    except NoReverseMatch:
        return ""


def places(scope: Any, year: int | None, active: str) -> list[Place]:
    """The rail of a school or an office for this person; rooms that do not exist are left out."""
    organisation = scope.organisation
    opened = _UNDER.get(active, active)
    when = year or school_year_on(scope.today)
    found = []
    for room, name, text, icon, yearly, capability in (
        _OFFICE if organisation.is_office else _SCHOOL
    ):
        if capability is not None and not scope.may(capability):
            continue
        parts = {"slug": organisation.slug, **({"year": when} if yearly else {})}
        url = address(name, **parts)
        if url:
            found.append(Place(room, text, icon, url, room == opened))
    return found


def phone_places(scope: Any, every: list[Place]) -> list[Place]:
    """The two places of the bottom bar; the rest stands behind “Thêm”."""
    wanted = _ON_PHONE["office" if scope.organisation.is_office else "school"]
    chosen = [place for place in every if place.name in wanted]
    return chosen or every[:2]


def year_links(scope: Any, year: int | None) -> list[YearLink]:
    """School years to turn to: three before the current one, one after; newest first."""
    if scope.organisation.is_office:
        return []
    now = school_year_on(scope.today)
    shown = year or now
    years = sorted({shown, *range(now - 3, now + 2)}, reverse=True)
    links = [(each, address("overview", slug=scope.organisation.slug, year=each)) for each in years]
    return [YearLink(each, url, each == shown) for each, url in links if url]
