"""Typed fields of an item from its texts: people, dates, money. The words stay in the texts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from caitien.core.documents.model import Cell
from caitien.core.vietnamese.dates import parse_period
from caitien.core.vietnamese.money import parse_money
from caitien.core.vietnamese.people import split_assignees
from caitien.core.vietnamese.years import SchoolYear

from .cells import is_blank, text_of
from .model import Item

#: a figure a narrow column broke after a point: "5.000. 000 đồng"
_BROKEN_FIGURE = re.compile(r"(?<=\d[.,])\s+(?=\d{3}(?!\d))")


def fill_typed(
    item: Item, school_year: str | None, unit: str = "", *, deadline: bool = False
) -> None:
    """Set lead, collaborators, time_kind, start, end, budget_vnd (Plan JSON, conventions 3-5).

    `unit` is the unit of money the column's title names, for cells that hold a bare figure;
    `deadline` says that the title of the time column asks for the last day ("Thời hạn"): a single
    day in it is an end without a start (a month stays a month).
    """
    year = SchoolYear.parse(school_year) if school_year else None
    if item.assignee_text:
        people = split_assignees(item.assignee_text)
        item.lead = people.lead
        item.collaborators = list(people.collaborators)
        if people.uncertain:
            item.uncertain.setdefault("collaborators", people.uncertain)
    if item.time:
        period = parse_period(item.time, year)
        if period:
            item.time_kind, item.start, item.end = period.kind, period.start, period.end
            if deadline and period.end and len(period.end) == 10 and period.start == period.end:
                item.time_kind, item.start = "deadline", None
    if item.budget_text and item.budget_vnd is None:
        text = _BROKEN_FIGURE.sub("", item.budget_text)
        bare = unit and re.fullmatch(r"[\d.,\s]+", text)
        money = parse_money(f"{text} {unit}" if bare else text)
        if money:
            item.budget_vnd = money.vnd


def fill_columns(item: Item, cells: Mapping[str, Cell], school_year: str | None) -> None:
    """What separate columns say outright: the first and the last day, who leads and who helps.

    An end before its start stays as written; where the column of who leads is blank, nobody does.
    """
    if "lead" in cells or "collaborators" in cells:
        lead = split_assignees(text_of(cells.get("lead")) or "")
        others = split_assignees(text_of(cells.get("collaborators")) or "")
        helpers = [others.lead, *others.collaborators] if others.lead else []
        if "lead" in cells:
            item.lead = lead.lead
            item.collaborators = [*lead.collaborators, *helpers]
        elif is_blank(cells.get("assignee")) and helpers:
            item.lead, item.collaborators = None, helpers
    if is_blank(cells.get("start")) and is_blank(cells.get("end")):
        return
    year = SchoolYear.parse(school_year) if school_year else None
    first = parse_period(text_of(cells.get("start")) or "", year)
    last = parse_period(text_of(cells.get("end")) or "", year)
    if first and first.start and (last or is_blank(cells.get("end"))):
        item.time_kind, item.start = "range" if last else "open", first.start
        item.end = last.end if last else None
    elif last and last.end and is_blank(cells.get("start")):
        item.time_kind, item.start, item.end = "deadline", None, last.end
