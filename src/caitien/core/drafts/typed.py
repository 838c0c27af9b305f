"""Typed fields of an item from its texts: people, dates, money. The words stay in the texts."""

from __future__ import annotations

import re

from caitien.core.vietnamese.dates import parse_period
from caitien.core.vietnamese.money import parse_money
from caitien.core.vietnamese.people import split_assignees
from caitien.core.vietnamese.years import SchoolYear

from .model import Item


def fill_typed(item: Item, school_year: str | None, unit: str = "") -> None:
    """Set lead, collaborators, time_kind, start, end, budget_vnd (Plan JSON, conventions 3-5).

    `unit` is the unit of money the column's title names, for cells that hold a bare figure.
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
    if item.budget_text:
        bare = unit and re.fullmatch(r"[\d.,\s]+", item.budget_text)
        money = parse_money(f"{item.budget_text} {unit}" if bare else item.budget_text)
        if money:
            item.budget_vnd = money.vnd
