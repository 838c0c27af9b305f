"""Next year's plan from last year's, and a year's plan from one of several years.

Texts and history are kept; what was last year's work is not: state, status, results, number, day,
signature. Dates of the old years are cleared and listed, for a person to set.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from caitien.core.regulations.crosswalk import map_criterion
from caitien.core.vietnamese.dates import find_dates
from caitien.schools.models import Organisation
from caitien.schools.years import year_bounds
from caitien.ui.problems import Problem

from .drafting import PlanRows, rows_of, year_words
from .drafting_store import days, read_time, store_draft
from .editions import edition_of_draft, in_force, mark_editions, open_change, own_edition
from .models import Action, BudgetLine, Plan
from .people_text import Directory
from .services_make import check_years, head_of_school, make_once, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from caitien.accounts.models import User
    from caitien.core.drafts.model import Item, PlanDraft


_MONTH = re.compile(r"(?<!\d)(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class DateToSet:
    """A date that was not carried over: of the new row `uid`, what the old one said in `field`."""

    uid: str
    name: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class CodeToLook:
    """A criterion of another edition: the old code, and the codes a crosswalk proposes."""

    uid: str
    name: str
    code: str
    proposed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """The new plan and what a person has to look at. `made` is False for a repeated request."""

    plan: Plan
    made: bool
    dates: tuple[DateToSet, ...] = ()
    #: people who left and still led or helped: name of the row, name of the person
    gone: tuple[tuple[str, str], ...] = ()
    codes: tuple[CodeToLook, ...] = ()


@dataclass(slots=True)
class _Found:
    """What is found on the way."""

    dates: list[DateToSet] = field(default_factory=list)
    gone: list[tuple[str, str]] = field(default_factory=list)
    codes: list[CodeToLook] = field(default_factory=list)


@transaction.atomic
def copy_plan(
    *,
    source: Plan,
    actor: User,
    at: datetime,
    once: str,
    start_year: int,
    rows: Iterable[UUID | str] | None = None,
) -> MadeFrom:
    """The plan of `start_year` from one of an earlier year, of the same school and length.

    `rows` are uids of the actions to carry over (all where it is None).
    """
    shift = start_year - source.start_year
    end = source.end_year + shift
    check_years(start_year, end, source.kind)
    if shift <= 0:
        raise Problem("Kế hoạch mới phải của năm học sau kế hoạch được chép.")
    return _make(source, actor, at, once, (start_year, end), rows, parent=None)


@transaction.atomic
def make_annual(
    *,
    parent: Plan,
    actor: User,
    at: datetime,
    once: str,
    start_year: int,
    rows: Sequence[UUID | str],
) -> MadeFrom:
    """A year's plan out of a plan of several years, with the actions picked (uids)."""
    if parent.kind != Plan.Kind.MULTI_YEAR:
        raise Problem("Chỉ kế hoạch nhiều năm mới chia thành kế hoạch từng năm học.")
    if not parent.start_year <= start_year <= parent.end_year:
        raise Problem("Năm học này nằm ngoài kế hoạch nhiều năm; hãy chọn năm học khác.")
    return _make(parent, actor, at, once, (start_year, start_year), rows, parent=parent)


def _make(
    source: Plan,
    actor: User,
    at: datetime,
    once: str,
    years: tuple[int, int],
    wanted: Iterable[UUID | str] | None,
    *,
    parent: Plan | None,
) -> MadeFrom:
    found = _Found()

    def make(token: str) -> Plan:
        told = rows_of(source)
        if wanted is not None:
            told = _picked(told, {str(uid) for uid in wanted})
        school = Organisation.objects.select_related("parent").get(pk=source.school_id)
        draft = _next_draft(told, school, years)
        plan = Plan(school=school, once=token, start_year=years[0], end_year=years[1])
        plan.parent, plan.copied_from = parent, source
        plan.created_by, plan.created_at, plan.changed_at = actor, at, at
        plan.is_demo = school.is_demo
        level = draft.school_level or source.school_level
        plan.catalogue = source.catalogue or _edition(draft, level, years[0])
        store_draft(plan=plan, draft=draft, directory=Directory.of(school))
        plan.form, plan.school_level = source.form, level
        plan.save(update_fields=["form", "school_level"])
        _carry(plan, told, found, late=parent is not None)
        _look_at_codes(plan, found)
        sentence = f"{actor} lập {{}} từ kế hoạch “{source.name}”"
        tell(plan, actor, at, "plan.create", sentence, {"copied_from": ["", source.key]})
        return plan

    made = make_once(source.school, once, make)
    return MadeFrom(made.plan, made.made, tuple(found.dates), tuple(found.gone), tuple(found.codes))


def _edition(draft: PlanDraft, level: str, year: int) -> str:
    """The catalogue of a plan whose source names none."""
    found = edition_of_draft(draft, level, in_force(level, year))
    return found.id if found else ""


def _picked(rows: PlanRows, wanted: set[str]) -> PlanRows:
    missing = wanted - {str(row.uid) for row in rows.actions}
    if missing:
        raise Problem("Có dòng được chọn không còn trong kế hoạch; hãy tải lại trang rồi chọn lại.")
    actions = [row for row in rows.actions if str(row.uid) in wanted]
    picked = PlanRows(
        rows.plan, rows.sections, rows.problems, actions, rows.monitoring, rows.budget
    )
    codes = {row.criterion for row in actions} - {""}
    linked = {row.problem_id for row in actions} - {None}
    picked.problems = [p for p in rows.problems if p.pk in linked or p.criterion in codes]
    kept = {row.pk for row in picked.problems}
    pairs = zip(rows.problems, rows.draft.priority_issues, strict=True)
    picked.draft.priority_issues = [issue for row, issue in pairs if row.pk in kept]
    return picked


def _next_draft(rows: PlanRows, school: Organisation, years: tuple[int, int]) -> PlanDraft:
    """The draft of the new plan: texts as they were, nothing of last year's doing."""
    old = rows.draft
    annual = years[0] == years[1]
    titles = [_with_years(line, rows.plan, years) for line in old.title_lines]
    draft = replace(
        old,
        plan_number=None,
        plan_number_raw=None,
        date=None,
        school_year=year_words(years[0]),
        school_year_to=None if annual else year_words(years[1]),
        kind="annual" if annual else "multi_year",
        title=_with_years(old.title or "", rows.plan, years) or None,
        title_lines=titles,
        items=[_next_item(item) for item in old.items],
        monitoring=[replace(m, result=None, adjustment=None) for m in old.monitoring],
        signatory=replace(old.signatory, name=None),
        form_lines={},
        uncertain={},
    )
    name, title = draft.signatory.name, draft.signatory.title
    head_of_school(draft, school)
    draft.signatory.name, draft.signatory.title = name, title or draft.signatory.title
    return draft


def _next_item(item: Item) -> Item:
    """An item to be done anew; days are read again for the new year."""
    return replace(
        item, status=None, uncertain={}, time_kind=None, start=None, end=None, partial=False
    )


def _with_years(text: str, plan: Plan, years: tuple[int, int]) -> str:
    """The words of a title with the new years in place of the old ones."""
    annual = years[0] == years[1]
    ends = {plan.end_year + 1: years[1] + 1}
    if plan.end_year > plan.start_year:  # "2021-2025" may count the years themselves
        ends[plan.end_year] = years[1] + 1 if annual else years[1]
    for last, new_last in ends.items():
        pattern = rf"(?<!\d){plan.start_year}(\s*[-–—/]\s*){last}(?!\d)"
        text = re.sub(pattern, rf"{years[0]}\g<1>{new_last}", text)
    if annual and plan.end_year > plan.start_year:
        text = re.sub(r"(?i)giai đoạn(?=\s+\d)", "năm học", text)
    return text


# -- rows -----------------------------------------------------------------------------------------


def _carry(plan: Plan, rows: PlanRows, found: _Found, *, late: bool) -> None:
    """Link each new action with the one it carries on, and settle its days and people."""
    made = list(plan.actions.all())
    problems = dict(
        zip((p.pk for p in rows.problems), plan.problems.order_by("order"), strict=True)
    )
    first, last = year_bounds(plan.start_year)[0], year_bounds(plan.end_year)[1]
    if rows.plan.end_year < plan.start_year:  # the summer before belonged to the old plan
        first = date(plan.start_year, 9, 1)
    for new, old in zip(made, rows.actions, strict=True):
        new.carried_from = old
        new.problem = problems.get(old.problem_id) if old.problem_id else None
        new.target_level, new.level = old.target_level, old.level
        for name in ("indicator_unit", "baseline", "goal"):
            setattr(new, name, getattr(old, name))
        _settle_days(new, old, plan, (first, last if late else None), found)
        _settle_people(new, old, found)
        new.save()
    _copy_budget(made, rows)
    old_rows = [*rows.actions, *rows.problems]
    new_rows = [*made, *(problems[row.pk] for row in rows.problems)]
    pairs = zip(new_rows, old_rows, strict=True)
    mark_editions(plan, {str(new.uid): own_edition(rows.plan, old.uid) for new, old in pairs})
    plan.save(update_fields=["rest"])


def _settle_days(
    new: Action, old: Action, plan: Plan, window: tuple[date, date | None], found: _Found
) -> None:
    """Days the words name in the new year; old ones are cleared with their words, and listed."""
    first, last = window
    period = read_time(new.time, plan)
    start, due = days(period.start, period.end) if period else (old.start, old.due)
    if _outside(start, due, first, last) or (not (start or due) and _names_past(new.time, first)):
        told = new.time or " – ".join(str(d) for d in (old.start, old.due) if d)
        found.dates.append(DateToSet(str(new.uid), _name(new), "time", told))
        new.time, new.start, new.due = "", None, None
        period = None
    else:
        new.start, new.due = start, due
    rest = {n: v for n, v in new.rest.items() if n not in ("time_kind", "start", "end", "kept")}
    if period:
        told_now = {"time_kind": period.kind, "start": period.start, "end": period.end}
        rest |= {name: value for name, value in told_now.items() if value}
    new.rest = rest
    new.solution_details = [_job(job, new, plan, window, found) for job in new.solution_details]
    when = [f.value for f in find_dates(new.report_time)]
    if any(_outside(day, day, first, last) for day in when):
        found.dates.append(DateToSet(str(new.uid), _name(new), "report_time", new.report_time))
        new.report_time = ""
    days_kept = [d for d in old.report_dates if not _outside_text(d, first, last)]
    new.report_dates = days_kept


def _job(
    job: dict[str, str | None],
    new: Action,
    plan: Plan,
    window: tuple[date, date | None],
    found: _Found,
) -> dict[str, str | None]:
    """One of several jobs of a cell; a time of its own in the old years is cleared and listed."""
    told = job["time"] or ""
    period = read_time(told, plan)
    start, due = days(period.start, period.end) if period else (None, None)
    if not _outside(start, due, *window):
        return job
    found.dates.append(DateToSet(str(new.uid), str(job["text"])[:80], "solutions", told))
    return job | {"time": None}


def _outside(start: date | None, due: date | None, first: date, last: date | None) -> bool:
    """Whether a time lies wholly before the new plan, or wholly after a year's plan."""
    end = due or start
    if due is None and start is not None and start < first:
        return False  # begun earlier and still open
    if end is not None and end < first:
        return True
    return bool(last and start and start > last)


def _names_past(text: str, first: date) -> bool:
    """Whether words that are no day (31/02/2026) name only months before the new plan."""
    named = [(int(m["year"]), int(m["month"])) for m in _MONTH.finditer(text)]
    return bool(named) and max(named) < (first.year, first.month)


def _outside_text(day: str, first: date, last: date | None) -> bool:
    value = date.fromisoformat(day)
    return _outside(value, value, first, last)


def _settle_people(new: Action, old: Action, found: _Found) -> None:
    """Those picked for the old action, as far as they are still at the school."""
    lead, unit, watcher = old.lead_person, old.lead_unit, old.supervisor_person
    for person in (lead, watcher):
        if person and not person.active:
            found.gone.append((_name(new), person.full_name))
    new.lead_person = lead if lead and lead.active else None
    new.lead_unit = unit if unit and unit.active else None
    new.supervisor_person = watcher if watcher and watcher.active else None
    helpers = list(old.collaborators.all())
    found.gone.extend((_name(new), p.full_name) for p in helpers if not p.active)
    new.collaborators.set([p for p in helpers if p.active])
    new.collaborator_units.set(old.collaborator_units.filter(active=True))


def _copy_budget(made: list[Action], rows: PlanRows) -> None:
    BudgetLine.objects.filter(action__in=made).delete()
    BudgetLine.objects.bulk_create(
        BudgetLine(
            action=new, source=line.source, amount=line.amount, note=line.note, order=line.order
        )
        for new, old in zip(made, rows.actions, strict=True)
        for line in rows.budget.get(old.pk, ())
    )


def _name(action: Action) -> str:
    text = action.work
    return text if len(text) <= 80 else text[:79].rstrip() + "…"


def _look_at_codes(plan: Plan, found: _Found) -> None:
    """Rows whose criteria are of an edition no longer in force; nothing is changed by itself."""
    target = open_change(plan)
    if target is None:
        return
    for action in plan.actions.exclude(criterion=""):
        lines = map_criterion(own_edition(plan, action.uid), action.criterion, target.id)
        proposed = tuple(dict.fromkeys(line.to_code for line in lines))
        found.codes.append(CodeToLook(str(action.uid), _name(action), action.criterion, proposed))
