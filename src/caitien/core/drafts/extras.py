"""Cells of columns no field stands for, and of columns that share one field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from caitien.core.documents.model import Cell, Place
from caitien.core.vietnamese.money import parse_money
from caitien.core.vietnamese.text import collapse, fold
from caitien.core.vietnamese.years import find_school_years

from .cells import is_blank, text_of
from .columns import extra_key, shared_fields
from .model import Item

#: fields whose columns may share a merged title → the field of the item
_SHARED = {
    "budget": "budget_text",
    "time": "time",
    "assignee": "assignee_text",
    "conditions": "conditions",
    "resources": "resources",
}
_TICK = re.compile(r"^[xX×✓✔√vV●•+]$")


def place_of_cell(cell: Cell, default: Place) -> Place:
    """The place of the first paragraph of a cell that has one."""
    for paragraph in cell.paragraphs:
        if paragraph.place.line or paragraph.place.table:
            return paragraph.place
    return cell.place if cell.place.table else default


def add_extras(
    item: Item,
    cells: Mapping[str, Cell],
    titles: Sequence[str],
    fields: Sequence[str],
    default: Place,
) -> None:
    """Set `extra` from the columns without a field, and the fields several columns share.

    Columns titled with a school year that are ticked ("x") say when, where no column of time does.
    """
    taken: set[str] = set()
    for name, mates in shared_fields(titles, fields).items():
        if name in _SHARED:
            taken |= set(mates)
            _share(item, name, {key: cells.get(key) for key in mates}, mates)
    years: list[str] = []
    for index, name in enumerate(fields):
        key = name if name in ("weakness", "cause") else extra_key(index)
        cell = cells.get(key)
        if cell is None or is_blank(cell) or key in taken:
            continue
        title = collapse(titles[index]) or f"Cột {index + 1}"
        text = text_of(cell) or ""
        if _TICK.match(text) and find_school_years(title) and "time" not in fields:
            years.append(collapse(titles[index].rpartition("\n")[2]))
            item.places.setdefault("time", place_of_cell(cell, default))
            continue
        if title in item.extra:
            title = f"{title} ({index + 1})"
        item.extra[title] = text
        item.places[f"extra.{title}"] = place_of_cell(cell, default)
    if years:
        item.time = "\n".join(years)


def _share(
    item: Item, name: str, cells: Mapping[str, Cell | None], labels: Mapping[str, str]
) -> None:
    """One text out of the cells under a merged title, each after the second line of its title."""
    parts: list[str] = []
    sums: list[int | None] = []
    total: int | None = None
    for key, label in labels.items():
        cell = cells[key]
        if cell is None or is_blank(cell):
            continue
        text = text_of(cell) or ""
        label = collapse(label)
        parts.append(label if _TICK.match(text) else f"{label}: {text}")
        item.places.setdefault(_SHARED[name], place_of_cell(cell, cell.place))
        money = parse_money(text) if name == "budget" else None
        sums.append(money.vnd if money else None)
        if re.match(r"tong|cong", fold(label)):
            total = sums[-1]
    setattr(item, _SHARED[name], "\n".join(parts) or None)
    if name == "budget" and sums and (total is not None or None not in sums):
        item.budget_vnd = total if total is not None else sum(s or 0 for s in sums)
