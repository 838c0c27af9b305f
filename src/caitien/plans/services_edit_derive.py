"""What follows from a change: the days of a time, the people of a cell, the words for those picked.

Typed values follow a text only where it is clear; a text is rewritten only where it no longer says
what was picked. Everything that follows is told to the person (FieldSaved.derived).
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from caitien.core.regulations.loader import load_catalogue
from caitien.core.vietnamese.dates import Period, find_dates, paper_period
from caitien.core.vietnamese.money import format_vnd, parse_money
from caitien.core.vietnamese.people import split_assignees
from caitien.core.vietnamese.text import key
from caitien.schools.models import Person, Unit

from .drafting_store import days, read_time
from .editions import unmark
from .models import BudgetLine
from .people_text import Directory, Matched, assignee_words, named
from .rich_values import lines_of_value

if TYPE_CHECKING:
    from .services_edit_base import Edit


def derive(edit: Edit, name: str, before: Any) -> None:
    """Let follow what follows from the change of one field; `before` is its old value (JSON)."""
    if edit.kind == "section" and name == "body":
        _bases_of_section(edit, lines_of_value(before))
    elif edit.kind == "plan":
        _header(edit, name)
    elif edit.kind == "problem" and name == "criterion":
        unmark(edit.plan, edit.row.uid)
    elif edit.kind == "action":
        follow = {
            "time": _days,
            "start": _time,
            "due": _time,
            "assignee_text": _people,
            "supervisor": _supervisor,
            "supervisor_person": _supervisor_words,
            "budget_text": _budget,
            "criterion": _titles,
            "more_criteria": _further,
            "report_time": _report_dates,
        }.get(name)
        if name in ("lead_person", "lead_unit", "collaborators", "collaborator_units"):
            people_words(edit, picked=name)
        elif name == "solutions":
            _details(edit, before)
        elif follow:
            follow(edit)


def _header(edit: Edit, name: str) -> None:
    if name == "title_lines":
        joined = " ".join(edit.row.title_lines)[:300]
        if joined and joined != edit.row.title:
            edit.put("title", joined)


# -- time ---------------------------------------------------------------------------------------


def _days(edit: Edit) -> None:
    """The typed days of the time cell: what it says clearly, else none."""
    period = read_time(edit.row.time, edit.plan)
    first, last = days(period.start, period.end) if period else (None, None)
    keep_period(edit, period)
    edit.put("start", first)
    edit.put("due", last)


def keep_period(edit: Edit, period: Period | None) -> None:
    """The time cell as a draft holds it: its kind, start and end."""
    rest = {n: v for n, v in edit.row.rest.items() if n not in ("time_kind", "start", "end")}
    if period:
        told = {"time_kind": period.kind, "start": period.start, "end": period.end}
        rest |= {name: value for name, value in told.items() if value}
    edit.row.rest = rest


def _time(edit: Edit) -> None:
    """The words of the time cell, where they no longer say the days that were picked."""
    row = edit.row
    said = read_time(row.time, edit.plan)
    if said and days(said.start, said.end) == (row.start, row.due):
        return
    if row.start and row.due:
        period = Period("range", row.start.isoformat(), row.due.isoformat())
    elif row.due:
        period = Period("deadline", None, row.due.isoformat())
    elif row.start:
        period = Period("open", row.start.isoformat(), None)
    else:
        return
    words = paper_period(period)
    if period.kind == "deadline":  # "trước ngày" would leave the day itself out
        words = words.replace("Trước", "Chậm nhất", 1)
    words = _beside(row.time, words, clear=bool(said and (said.start or said.end)))
    edit.put("time", words)
    keep_period(edit, read_time(words, edit.plan) or period)


_ADDED = re.compile(r"\s*\((?:chậm nhất|từ|ngày) [^()]*\)$")


def _beside(text: str, words: str, *, clear: bool) -> str:
    """The days in place of a time that named other ones, but beside words that named none."""
    own = _ADDED.sub("", text)
    if not own or (clear and own == text):
        return words
    return f"{own} ({words[:1].lower()}{words[1:]})"


def _report_dates(edit: Edit) -> None:
    found = sorted({f.value.isoformat() for f in find_dates(edit.row.report_time)})
    if found:
        edit.put("report_dates", found)


# -- people -------------------------------------------------------------------------------------


def keep_names(edit: Edit) -> None:
    """Lead and collaborators as the cell names them, for the draft."""
    names = split_assignees(edit.row.assignee_text)
    told = {"lead": names.lead, "collaborators": list(names.collaborators)}
    rest = {n: v for n, v in edit.row.rest.items() if n not in told}
    edit.row.rest = rest | {name: value for name, value in told.items() if value}


def _people(edit: Edit) -> None:
    """The typed people of the cell: those it names clearly, nobody else."""
    keep_names(edit)
    found = _matched(edit)
    edit.put("lead_person", found.lead_person)
    edit.put("lead_unit", found.lead_unit)
    edit.put_many("collaborators", list({p.pk: p for p in found.people}.values()))
    edit.put_many("collaborator_units", list({u.pk: u for u in found.units}.values()))


def _directory(edit: Edit) -> Directory:
    """The school's directory, read once for a locked plan (a paste writes many rows)."""
    held: dict[str, Any] = vars(edit.plan)
    if "held_directory" not in held:
        held["held_directory"] = Directory.of(edit.plan.school)
    found: Directory = held["held_directory"]
    return found


def _matched(edit: Edit) -> Matched:
    """Who the cell names; people already stored count though they have left."""
    directory = _directory(edit)
    gone = [p for p in _stored(edit) if isinstance(p, Person) and not p.active]
    if gone:
        directory = Directory(dict(directory.people), directory.posts, directory.units)
        for person in gone:
            name = key(person.full_name)
            directory.people[name] = [*directory.people.get(name, ()), person]
    return directory.match(edit.row.assignee_text)


def _stored(edit: Edit) -> list[Person | Unit]:
    row = edit.row
    leads = [one for one in (row.lead_person, row.lead_unit) if one]
    return [*leads, *_many(edit, "collaborators"), *_many(edit, "collaborator_units")]


def _many(edit: Edit, name: str) -> list[Any]:
    if name in edit.many or edit.row.pk is None:
        return edit.many.get(name, [])
    return list(getattr(edit.row, name).all())


def people_words(edit: Edit, *, picked: str = "") -> None:
    """The words of the cell, where they no longer name the people and units that were picked.

    Names no list has stay.
    """
    row = edit.row
    if picked == "lead_person" and row.lead_person:
        edit.put("lead_unit", None)
    if picked == "lead_unit" and row.lead_unit:
        edit.put("lead_person", None)
    lead = row.lead_person or row.lead_unit
    others = [*_many(edit, "collaborators"), *_many(edit, "collaborator_units")]
    others = [one for one in others if one != lead]
    said = _matched(edit)
    if said.lead == lead and {*said.people, *said.units} == set(others):
        return
    more = said.unknown
    words = assignee_words(lead, others, more)
    edit.put("assignee_text", words)
    rest = {n: v for n, v in row.rest.items() if n not in ("lead", "collaborators")}
    told = {"lead": named(lead) if lead else None}
    told_others = [*(named(one) for one in others), *more]
    row.rest = rest | {n: v for n, v in told.items() if v}
    if told_others:
        row.rest |= {"collaborators": told_others}


def _supervisor(edit: Edit) -> None:
    found = _directory(edit).find(edit.row.supervisor) if edit.row.supervisor else None
    edit.put("supervisor_person", found if isinstance(found, Person) else None)


def _supervisor_words(edit: Edit) -> None:
    row = edit.row
    if row.supervisor_person is None:
        return
    if _directory(edit).find(row.supervisor) != row.supervisor_person:
        edit.put("supervisor", named(row.supervisor_person))


# -- money --------------------------------------------------------------------------------------


def _budget(edit: Edit) -> None:
    """One budget line for the sum the cell states; several lines of a person's stay as they are."""
    money = parse_money(edit.row.budget_text)
    stored = edit.row.pk is not None
    lines = list(edit.row.budget.all()) if stored else edit.lines
    total = sum(line.amount or 0 for line in lines)
    vnd = money.vnd if money else None
    if len(lines) > 1:
        if vnd != total:
            edit.notes.append(
                f"Ô kinh phí không còn khớp tổng các nguồn đã ghi ({format_vnd(total)}); "
                "các nguồn vẫn được giữ, hãy xem lại."
            )
        return
    before = lines_json(lines)
    if lines and (vnd is None or vnd != lines[0].amount):
        if stored:
            lines[0].delete()
        lines = []
    if vnd is not None and not lines:
        source = (money.source or "")[:120] if money else ""
        lines = [BudgetLine(action=edit.row, source=source, amount=vnd)]
        if stored:
            lines[0].save(force_insert=True)
    edit.lines = [] if stored else lines
    edit.note("budget", before, lines_json(lines))


def lines_json(lines: list[BudgetLine]) -> list[dict[str, Any]]:
    """Budget lines as editors send and take them."""
    return [{"source": x.source, "amount": x.amount, "note": x.note} for x in lines]


def budget_words(lines: list[BudgetLine]) -> str:
    """The budget cell for these lines: "5.000.000 đồng (Ngân sách nhà nước)"."""
    told = []
    for line in lines:
        total = format_vnd(line.amount) if line.amount is not None else ""
        source = f"({line.source})" if line.source and total else line.source
        told.append(" ".join(part for part in (total, source) if part))
    return "; ".join(part for part in told if part)


# -- codes, jobs, bases -------------------------------------------------------------------------


def _titles(edit: Edit) -> None:
    """Title, standard and its title of a criterion, as the plan's catalogue has them."""
    row = edit.row
    row.rest = {n: v for n, v in row.rest.items() if n != "code_text"}
    unmark(edit.plan, row.uid)
    if row.criterion in row.more_criteria:
        edit.put("more_criteria", [code for code in row.more_criteria if code != row.criterion])
    if not (row.criterion and edit.plan.catalogue):
        return
    catalogue = load_catalogue(edit.plan.catalogue)
    criterion = catalogue.criterion(row.criterion)
    standard = catalogue.standard(criterion.standard) if criterion else None
    if criterion and standard:
        edit.put("criterion_title", criterion.title)
        edit.put("standard", standard.code)
        edit.put("standard_title", standard.title)


def _further(edit: Edit) -> None:
    """The code cell as a file wrote it no longer says all codes."""
    edit.row.rest = {n: v for n, v in edit.row.rest.items() if n != "code_text"}


def _details(edit: Edit, before: list[str]) -> None:
    """Jobs of a cell with their own times and people: kept where the job still stands there."""
    row = edit.row
    jobs, after = row.solution_details, row.solutions
    if not jobs:
        return
    texts = [job["text"] for job in jobs]
    if texts == before and len(after) == len(before):
        row.solution_details = [job | {"text": t} for job, t in zip(jobs, after, strict=True)]
        edit.note("solution_details", jobs, row.solution_details)
        return
    by_text = {job["text"]: job for job in jobs}
    row.solution_details = [by_text[text] for text in after if text in by_text]
    edit.note("solution_details", jobs, row.solution_details)
    gone = [job for job in jobs if job not in row.solution_details]
    if any(job["time"] or job["assignee_text"] for job in gone):
        edit.notes.append("Thời gian, người làm riêng của công việc đã bỏ không còn trong ô này.")


def _bases_of_section(edit: Edit, before: list[str]) -> None:
    """Legal bases that stood in the section's paragraphs follow their words."""
    from caitien.core.documents.model import NOWHERE
    from caitien.core.drafts.sections import basis_of

    plan, after = edit.plan, edit.row.body["paragraphs"]
    old = {basis_of(text, NOWHERE).text: text for text in before}
    new = {basis_of(text, NOWHERE).text: text for text in after}
    here = [basis for basis in plan.bases if basis["text"] in old]
    if not here or set(old) == set(new):
        return
    at = plan.bases.index(here[0])
    others = [basis for basis in plan.bases if basis not in here]
    known = {basis["text"]: basis for basis in here}
    made = []
    for text, written in new.items():
        basis = basis_of(written, NOWHERE)
        fresh = text not in old and (basis.number or text.startswith("Căn cứ"))
        if text in known or fresh:
            made.append(
                known.get(text) or {"text": text, "number": basis.number, "date": basis.date}
            )
    stood, plan.bases = plan.bases, [*others[:at], *made, *others[at:]]
    edit.note("bases", stood, plan.bases)


def moment(value: str) -> date | None:
    """An ISO day as a date; None for an empty one."""
    return datetime.fromisoformat(value).date() if value else None
