"""A PlanDraft into rows: what the paper prints is kept exactly; typed fields where it is clear."""

from __future__ import annotations

import json
import re
from calendar import monthrange
from copy import deepcopy
from dataclasses import is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from caitien.core.documents.model import Place
from caitien.core.drafts.cells import parse_code
from caitien.core.drafts.model import Section, StyleSpan, content_of
from caitien.core.drafts.plan_json import place_to_dict
from caitien.core.regulations.forms import form_ids
from caitien.core.vietnamese.dates import parse_period
from caitien.core.vietnamese.money import parse_money
from caitien.core.vietnamese.years import SchoolYear
from caitien.schools.models import Person

from .drafting import (
    HEADER_TEXTS,
    ITEM_REST,
    ITEM_TEXTS,
    MONITORING_TEXTS,
    PROBLEM_TEXTS,
    ROW_PLACE,
    check_of,
    header_of,
    issue_of,
    item_of,
    section_of,
    told_level,
)
from .models import Action, BudgetLine, MonitoringEntry, Plan, PlanSection, Problem
from .people_text import Directory, Matched

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caitien.core.drafts.model import Item, PlanDraft
    from caitien.core.vietnamese.dates import Period

#: space between the order of two rows, so that one can be put in between
STEP = 1024
#: largest sum and largest small number every database holds
_MOST_MONEY, _MOST_SMALL = 2**63 - 1, 32767
_HEADER_VALUES = (
    *HEADER_TEXTS,
    "date",
    "kind",
    "school_year",
    "school_year_to",
    "plan_number_raw",
)


@transaction.atomic
def store_draft(*, plan: Plan, draft: PlanDraft, directory: Directory | None = None) -> Plan:
    """Write a draft's header and rows into a plan that has no rows yet; saves the plan.

    The plan's school, years (where the draft names none), `once` and dates must be set. People and
    units are matched with the school's lists (`directory`, read here where it is not given).
    """
    draft = storable(draft)
    directory = directory or Directory.of(plan.school)
    header_into(plan, draft)
    plan.save()
    kept = plan.rest.get("kept", {})
    sections = [_section(plan, s, n) for n, s in enumerate(draft.sections)]
    problems = [
        _row(Problem, PROBLEM_TEXTS, plan, i, n) for n, i in enumerate(draft.priority_issues)
    ]
    checks = [
        _row(MonitoringEntry, MONITORING_TEXTS, plan, m, n) for n, m in enumerate(draft.monitoring)
    ]
    for rows, parts, back in (
        (sections, draft.sections, section_of),
        (problems, draft.priority_issues, issue_of),
        (checks, draft.monitoring, check_of),
    ):
        for row, part in zip(rows, parts, strict=True):
            lost = _lost(part, back(row))
            if lost:
                kept[str(row.uid)] = lost
    PlanSection.objects.bulk_create(sections)
    Problem.objects.bulk_create(problems)
    MonitoringEntry.objects.bulk_create(checks)
    if kept:
        plan.rest["kept"] = kept
        plan.save(update_fields=["rest"])
    _store_items(plan, draft.items, directory)
    return plan


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(draft: PlanDraft) -> PlanDraft:
    """The draft itself; a copy without the few characters no database holds, where it has such."""
    text = json.dumps(content_of(draft), ensure_ascii=False)
    if "\\u0000" not in text and not _UNSTORABLE.search(text):
        return draft
    cleaned: PlanDraft = _cleaned(deepcopy(draft))
    return cleaned


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return _UNSTORABLE.sub("", value)
    if isinstance(value, list):
        return [_cleaned(part) for part in value]
    if isinstance(value, dict):
        return {_cleaned(name): _cleaned(part) for name, part in value.items()}
    if isinstance(value, Section):
        value.styles = [_shifted(span, value.paragraphs) for span in value.styles]
    if is_dataclass(value) and not isinstance(value, Place | StyleSpan):
        for name in value.__dataclass_fields__:
            setattr(value, name, _cleaned(getattr(value, name)))
    return value


def _shifted(span: StyleSpan, paragraphs: list[str]) -> StyleSpan:
    """The span where its letters stand once the characters no database holds are gone."""
    if not 0 <= span.paragraph < len(paragraphs):
        return span
    text = paragraphs[span.paragraph]
    start, end = (
        at - len(_UNSTORABLE.findall(text, 0, max(at, 0))) for at in (span.start, span.end)
    )
    return StyleSpan(span.paragraph, start, end, span.style)


def header_into(plan: Plan, draft: PlanDraft) -> None:
    """Put a draft's header into the fields of a plan (not saved)."""
    draft_form = draft.table_layout if draft.table_layout in form_ids("improvement_plan") else None
    for name, own in HEADER_TEXTS.items():
        value = draft_form if name == "table_layout" else getattr(draft, name)
        setattr(plan, own, _fit(Plan, own, value))
    plan.dated = _day(draft.date)
    plan.kind = draft.kind if draft.kind in Plan.Kind.values else Plan.Kind.ANNUAL
    plan.start_year = year_of_words(draft.school_year) or plan.start_year
    last = year_of_words(draft.school_year_to)
    plan.end_year = max(plan.start_year, last or plan.end_year or plan.start_year)
    plan.signer_title = _fit(Plan, "signer_title", draft.signatory.title)
    plan.signer_name = _fit(Plan, "signer_name", draft.signatory.name)
    plan.title_lines = list(draft.title_lines)
    plan.columns = [{"title": c.title, "field": c.field} for c in draft.columns]
    plan.bases = [{"text": b.text, "number": b.number, "date": b.date} for b in draft.legal_bases]
    plan.preamble = list(draft.preamble)
    plan.recipients = list(draft.recipients)
    plan.rest = _rest(draft)
    now = header_of(plan)
    kept = {
        "plan": _lost(draft, now, _HEADER_VALUES),
        "signatory": _lost(draft.signatory, now.signatory),
    }
    if any(kept.values()):
        plan.rest["kept"] = {name: lost for name, lost in kept.items() if lost}


def _rest(draft: PlanDraft) -> dict[str, Any]:
    """What no column of the plan's record stands for."""
    rest: dict[str, Any] = {
        "standards": [
            {"standard": s.standard, "title": s.title, "tt": s.tt, "text": s.text}
            | _placed(s.place)
            for s in draft.standards
        ],
        "empty_rows": [
            {"standard": r.standard, "criterion": r.criterion, "level": r.level} | _placed(r.place)
            for r in draft.empty_rows
        ],
        "level4_text": draft.level4_text,
        "form_lines": dict(draft.form_lines),
        "uncertain": dict(draft.uncertain),
    }
    if draft.plan_number_raw is not None:
        number = _fit(Plan, "plan_number", draft.plan_number) or None
        rest["plan_number_raw"] = {"value": draft.plan_number_raw, "while": number}
    return {name: value for name, value in rest.items() if value not in (None, [], {})}


def _placed(place: Place) -> dict[str, Any]:
    known = place_to_dict(place)
    return {"place": known} if known else {}


def _fit(model: type[Any], name: str, value: str | None) -> str:
    """The value as far as its column can hold it; the whole is kept beside it (`_lost`)."""
    most = model._meta.get_field(name).max_length
    return (value or "")[:most]


def _lost(told: Any, back: Any, names: Iterable[str] | None = None) -> dict[str, dict[str, Any]]:
    """The fields that do not come back as they were told: {name: {value, while}}."""
    names = names or [n for n in told.__dataclass_fields__ if n not in _NOT_CONTENT]
    return {
        name: {"value": getattr(told, name), "while": getattr(back, name)}
        for name in names
        if getattr(told, name) != getattr(back, name)
    }


_NOT_CONTENT = {"place", "places", "uncertain", "tables", "solution_details"}


def _section(plan: Plan, section: Section, index: int) -> PlanSection:
    body: dict[str, Any] = {"paragraphs": list(section.paragraphs)} | _placed(section.place)
    if section.tables:
        body["tables"] = [
            {"kind": t.kind, "at": t.at, "rows": [list(row) for row in t.rows]} | _placed(t.place)
            for t in section.tables
        ]
    if section.styles:
        body["styles"] = [[s.paragraph, s.start, s.end, s.style] for s in section.styles]
    heading = _fit(PlanSection, "heading", section.heading)
    return PlanSection(plan=plan, order=(index + 1) * STEP, heading=heading, body=body)


def _row(model: type[Any], names: tuple[str, ...], plan: Plan, part: Any, index: int) -> Any:
    values = {name: _fit(model, name, getattr(part, name)) for name in names}
    return model(plan=plan, order=(index + 1) * STEP, **values)


# -- items --------------------------------------------------------------------------------------


def _store_items(plan: Plan, items: list[Item], directory: Directory) -> None:
    actions, lines, matched = [], [], []
    for index, item in enumerate(items):
        action = Action(plan=plan, order=(index + 1) * STEP)
        item_into(action, item)
        line = budget_line(item)
        lost = _lost(item, item_of(action, [line] if line else []))
        if lost:
            action.rest["kept"] = lost
        found = type_people(action, directory)
        action.start, action.due = days_of(action, plan)
        actions.append(action)
        lines.append(line)
        matched.append(found)
    Action.objects.bulk_create(actions)
    for action, line in zip(actions, lines, strict=True):
        if line:
            line.action = action
    BudgetLine.objects.bulk_create([line for line in lines if line])
    pairs = list(zip(actions, matched, strict=True))
    helps, units = Action.collaborators.through, Action.collaborator_units.through
    helps.objects.bulk_create(
        [helps(action_id=a.pk, person_id=pk) for a, m in pairs for pk in {p.pk for p in m.people}]
    )
    units.objects.bulk_create(
        [units(action_id=a.pk, unit_id=pk) for a, m in pairs for pk in {u.pk for u in m.units}]
    )


def item_into(action: Action, item: Item) -> None:
    """Put an item's texts and levels into an action (not saved); people and days are left alone."""
    for name in ITEM_TEXTS:
        setattr(action, name, _fit(Action, name, getattr(item, name)))
    in_range = item.level is not None and 0 <= item.level <= _MOST_SMALL
    action.level = item.level if in_range else None
    if item.level is not None and item.level == told_level(item.target):
        # the reader's level is the one the target names: where the school wants to be, not is
        action.target_level, action.level = item.level, told_level(item.current)
    action.solutions = list(item.solutions)
    action.solution_details = [
        {"text": j.text, "time": j.time, "assignee_text": j.assignee_text}
        for j in item.solution_details
    ]
    action.extra = dict(item.extra)
    action.uncertain = dict(item.uncertain)
    code = parse_code(item.code_text or "")
    same = code is not None and code.criterion == item.criterion
    action.more_criteria = [c for c in code.others if c != item.criterion] if code and same else []
    places = {ROW_PLACE: item.place, **item.places}
    known = {name: place_to_dict(place) for name, place in places.items()}
    action.places = {name: place for name, place in known.items() if place}
    rest = {name: getattr(item, name) for name in ITEM_REST}
    rest |= {"collaborators": list(item.collaborators), "partial": item.partial}
    action.rest = {name: value for name, value in rest.items() if value not in (None, [], False)}


def budget_line(item: Item) -> BudgetLine | None:
    """The one line an item's sum makes (source as the cell names it); None where no sum is told."""
    if item.budget_vnd is None or not 0 <= item.budget_vnd <= _MOST_MONEY:
        return None
    money = parse_money(item.budget_text or "")
    source = (money.source or "") if money else ""
    return BudgetLine(source=source[:120], amount=item.budget_vnd)


def type_people(action: Action, directory: Directory) -> Matched:
    """Set lead and supervisor where the texts name them clearly; gives who else is named."""
    rest = action.rest
    found = directory.match_names(rest.get("lead"), rest.get("collaborators", ()))
    if "lead" not in rest:
        found = directory.match(action.assignee_text)
    action.lead_person, action.lead_unit = found.lead_person, found.lead_unit
    watcher = directory.find(action.supervisor) if action.supervisor else None
    action.supervisor_person = watcher if isinstance(watcher, Person) else None
    return found


def days_of(action: Action, plan: Plan) -> tuple[date | None, date | None]:
    """First and last day an action's time names clearly, months and years taken whole.

    Months without a year belong to the plan's year; a plan of several years has none to lend.
    """
    start, end = action.rest.get("start"), action.rest.get("end")
    if not (start or end):
        period = read_time(action.time, plan)
        start, end = (period.start, period.end) if period else (None, None)
    return days(start, end)


def read_time(text: str, plan: Plan) -> Period | None:
    """What a time cell of this plan means; None where it is empty."""
    annual = plan.start_year == plan.end_year
    return parse_period(text, SchoolYear(plan.start_year) if annual else None)


def days(start: str | None, end: str | None) -> tuple[date | None, date | None]:
    """Ends of a period as days; (None, None) where they are not in order."""
    first, last = _day(start), _day(end, last=True)
    if first and last and first > last:
        return None, None
    return first, last


def _day(text: str | None, *, last: bool = False) -> date | None:
    """ "2026-09-05" or "2026-09" as a day: the first of the month, or its last."""
    try:
        year, month, *rest = [int(part) for part in (text or "").split("-")]
        day = rest[0] if rest else monthrange(year, month)[1] if last else 1
        return date(year, month, day)
    except (ValueError, IndexError):
        return None


def year_of_words(text: str | None) -> int | None:
    """ "2026-2027" → 2026; None for anything else."""
    first, _, last = (text or "").partition("-")
    digits = (text or "").isascii() and first.isdigit() and last.isdigit()
    if digits and len(first) == 4 and int(last) == int(first) + 1:
        return int(first)
    return None
