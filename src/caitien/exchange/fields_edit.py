"""A person's text put into a read plan: checked, and the typed values deduced anew."""

from __future__ import annotations

import re
from typing import Any

from caitien.core.vietnamese.text import nfc

from .fields import SAME_CELL, Plan, holder_of
from .fields_styles import fit

_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")


class BadValue(ValueError):
    """A value a field cannot hold; the message is Vietnamese."""


def put(plan: Plan, path: str, text: str) -> None:
    """Write a person's text into a field and deduce the typed values anew.

    Raises BadValue where the text cannot be taken (a day that does not exist …), KeyError for a
    path the plan has not.
    """
    holder, name = holder_of(plan, path)
    if holder is None:
        raise KeyError(path)
    text = nfc(text.replace("\r\n", "\n")).strip()
    before = holder.get(name)
    holder[name] = _value(name, text, path)
    if name == "paragraphs":
        fit(holder, before or [])
    if path == "school_year":
        redate(plan, before, holder[name])
    if path == "title":
        plan["title_lines"] = [text] if text else []
    if path == "plan_number":
        plan["plan_number_raw"] = None
    if path.startswith("sections_text/") and name == "heading":
        plan["sections"] = [part.get("heading") or "" for part in plan["sections_text"]]
    if path.startswith("items/") and name in ("assignee_text", "time", "budget_text"):
        _deduce(plan, int(path.split("/")[1]), name)
    if path.startswith("items/"):
        _trust(plan["items"][int(path.split("/")[1])], name)
    elif "/" not in path:
        _trust(plan, name)


def _value(name: str, text: str, path: str) -> Any:
    if "/extra/" in path:
        return text
    if name in ("solutions", "paragraphs", "preamble", "recipients"):
        return [line.strip() for line in text.split("\n") if line.strip()]
    if name == "level":
        if text and text not in ("1", "2", "3", "4"):
            raise BadValue("Mức chỉ có thể là 1, 2, 3 hoặc 4 (để trống nếu không ghi).")
        return int(text) if text else None
    if name == "date":
        return _day(text)
    if name in ("school_year", "school_year_to") and text:
        from caitien.core.vietnamese.years import SchoolYear

        year = SchoolYear.parse(text)
        if year is None:
            raise BadValue("Hãy ghi năm học như 2026-2027.")
        return str(year)
    return text or None


def _day(text: str) -> str | None:
    if not text:
        return None
    from datetime import date

    found = _DAY.fullmatch(text)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise BadValue(
            f"“{text[:40]}” không phải một ngày có thật; hãy ghi như 08/08/2026."
        ) from None


def redate(plan: Plan, before: str | None, now: str | None) -> None:
    """Days of the rows that were deduced from their words and the school year, by another year."""
    from caitien.core.vietnamese.dates import parse_period
    from caitien.core.vietnamese.years import SchoolYear

    if before == now:
        return
    old, new = (SchoolYear.parse(year) if year else None for year in (before, now))
    for row in plan.get("items") or []:
        known = [row.get(key) for key in ("time_kind", "start", "end")]
        was = parse_period(row.get("time") or "", old)
        if known == ([was.kind, was.start, was.end] if was else [None, None, None]):
            period = parse_period(row.get("time") or "", new)
            row["time_kind"] = period.kind if period else None
            row["start"] = period.start if period else None
            row["end"] = period.end if period else None


def _deduce(plan: Plan, index: int, name: str) -> None:
    """Deduce lead, dates and sums of a row anew from its texts."""
    from caitien.core.drafts.plan_json import item_from_dict, item_to_dict
    from caitien.core.drafts.typed import fill_typed

    row = plan["items"][index]
    cleared: dict[str, tuple[str, ...]] = {
        "assignee_text": ("lead",),
        "time": ("time_kind", "start", "end"),
        "budget_text": ("budget_vnd",),
    }
    for key in cleared[name]:
        row[key] = None
    if name == "assignee_text":
        row["collaborators"] = []
    item = item_from_dict(row)
    item.uncertain = {}
    fill_typed(item, plan.get("school_year"))
    fresh = item_to_dict(item)
    for key in (*cleared[name], "collaborators"):
        row[key] = fresh[key]


def _trust(holder: dict[str, Any], name: str) -> None:
    """A person wrote this value: it is no longer doubted."""
    doubts = holder.get("uncertain") or {}
    for key in [k for k in doubts if SAME_CELL.get(k, k) == name]:
        del doubts[key]
