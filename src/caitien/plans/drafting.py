"""A plan's rows and a PlanDraft are two forms of one thing: from rows to draft, and its hash.

`drafting_store` goes the other way. Where a column of the database cannot hold what a file said
(too long a code, a year not written as one), the file's value is kept beside it under "kept" and
comes back as long as nobody changed the column.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from caitien.core.documents.model import NOWHERE, Place
from caitien.core.drafts.cells import LEVEL
from caitien.core.drafts.model import (
    Column,
    EmptyRow,
    Item,
    Job,
    LegalBasis,
    MonitoringRow,
    PlanDraft,
    PriorityIssue,
    Section,
    SectionTable,
    Signatory,
    StandardRow,
    StyleSpan,
    content_of,
)
from caitien.core.drafts.plan_json import place_from_dict
from caitien.ui.prepared import Prepared

from .models import Action, BudgetLine, MonitoringEntry, Plan, PlanSection, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

T = TypeVar("T")
R = TypeVar("R", PlanSection, Problem, Action, MonitoringEntry)

#: fields of an item and of an action that hold the same text under the same name
ITEM_TEXTS = (
    "tt",
    "standard",
    "standard_title",
    "criterion",
    "criterion_title",
    "current",
    "content",
    "target",
    "indicator",
    "assignee_text",
    "time",
    "budget_text",
    "resources",
    "conditions",
    "expected_evidence",
    "supervisor",
    "report_time",
    "status",
    "notes",
)
#: fields of an item kept in Action.rest
ITEM_REST = ("lead", "time_kind", "start", "end", "code_text")
PROBLEM_TEXTS = ("tt", "standard", "criterion", "current", "weakness", "cause")
MONITORING_TEXTS = ("when", "content", "result", "adjustment", "evaluator")
#: header texts: field of the draft → field of the plan
HEADER_TEXTS = {
    "school_name": "school_name",
    "school_level": "school_level",
    "authority": "authority",
    "plan_number": "plan_number",
    "place": "place_name",
    "title": "title",
    "table_layout": "form",
}
#: the place of the whole row among Action.places
ROW_PLACE = "row"


@dataclass(slots=True)
class PlanRows:
    """A plan with its living rows in order, read once; `draft` is the same as a PlanDraft.

    Index n of `draft.items` is `actions[n]`, of `draft.sections` `sections[n]`, and so on.
    """

    plan: Plan
    sections: list[PlanSection]
    problems: list[Problem]
    actions: list[Action]
    monitoring: list[MonitoringEntry]
    #: budget lines by id of the action
    budget: dict[int, list[BudgetLine]]
    draft: PlanDraft = field(init=False)

    def __post_init__(self) -> None:
        self.draft = _draft(self)


def _living(model: type[R]) -> Prepared[R]:
    """The rows of a plan (its id) that are not deleted."""
    rows: Any = model._default_manager  # each of these models has a plan
    return Prepared(lambda plan: rows.filter(plan=plan, deleted_at=None), int)


_SECTIONS, _PROBLEMS = _living(PlanSection), _living(Problem)
_ACTIONS, _MONITORING = _living(Action), _living(MonitoringEntry)
_BUDGET = Prepared(
    lambda plan: BudgetLine.objects.filter(action__plan=plan, action__deleted_at=None), int
)


def rows_of(plan: Plan) -> PlanRows:
    """The plan's rows that are not deleted, with the draft they make. Five queries."""
    lines: dict[int, list[BudgetLine]] = {}
    for line in _BUDGET(plan.pk):
        lines.setdefault(line.action_id, []).append(line)
    rows = PlanRows(
        plan=plan,
        sections=_SECTIONS(plan.pk),
        problems=_PROBLEMS(plan.pk),
        actions=_ACTIONS(plan.pk),
        monitoring=_MONITORING(plan.pk),
        budget=lines,
    )
    parts: tuple[Any, ...] = (*rows.sections, *rows.problems, *rows.actions, *rows.monitoring)
    for row in parts:
        row.plan = plan
    return rows


def draft_of(plan: Plan) -> PlanDraft:
    """The plan as a PlanDraft (five queries). An empty text of the database is None."""
    return rows_of(plan).draft


def content_hash(draft: PlanDraft, form: str) -> str:
    """SHA-256 (hex) over what the plan says and the form it is printed in.

    Canonical JSON of `core.drafts.content_of`: equal for two drafts that hold the same plan.
    """
    told: dict[str, Any] = {"form": form, "content": content_of(draft)}
    codes = [item.code_text or "" for item in draft.items]
    if any(codes):  # printed, though not part of the content
        told["codes"] = codes
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def year_words(year: int) -> str:
    """A school year as Plan JSON writes it: 2026 → "2026-2027"."""
    return f"{year}-{year + 1}"


# -- rows to draft ------------------------------------------------------------------------------


def _draft(rows: PlanRows) -> PlanDraft:
    kept = rows.plan.rest.get("kept", {})
    draft = header_of(rows.plan)
    draft.sections = [as_read(section_of(row), kept.get(str(row.uid))) for row in rows.sections]
    draft.items = [
        as_read(item_of(row, rows.budget.get(row.pk, ())), row.rest.get("kept"))
        for row in rows.actions
    ]
    draft.priority_issues = [
        as_read(issue_of(row), kept.get(str(row.uid))) for row in rows.problems
    ]
    draft.monitoring = [as_read(check_of(row), kept.get(str(row.uid))) for row in rows.monitoring]
    return draft


def as_read(value: T, kept: Mapping[str, Any] | None) -> T:
    """The value with what its file said wherever the database could not hold it."""
    for name, pair in (kept or {}).items():
        if getattr(value, name) == pair["while"]:
            setattr(value, name, pair["value"])
    return value


def header_of(plan: Plan) -> PlanDraft:
    """What the plan's own record holds of a draft: all but sections, items and side tables."""
    rest = plan.rest
    draft = PlanDraft()
    for name, own in HEADER_TEXTS.items():
        setattr(draft, name, getattr(plan, own) or None)
    draft.date = plan.dated.isoformat() if plan.dated else None
    draft.kind = plan.kind
    draft.school_year = year_words(plan.start_year)
    if plan.end_year > plan.start_year:
        draft.school_year_to = year_words(plan.end_year)
    raw = rest.get("plan_number_raw")
    if raw and raw["while"] == draft.plan_number:
        draft.plan_number_raw = raw["value"]
    draft.title_lines = list(plan.title_lines)
    draft.columns = [Column(c["title"], c["field"]) for c in plan.columns]
    draft.legal_bases = [LegalBasis(b["text"], b["number"], b["date"]) for b in plan.bases]
    draft.preamble = list(plan.preamble)
    draft.recipients = list(plan.recipients)
    draft.level4_text = rest.get("level4_text")
    draft.standards = [
        StandardRow(s["standard"], s["title"], s["tt"], s["text"], _place(s))
        for s in rest.get("standards", ())
    ]
    draft.empty_rows = [
        EmptyRow(r["standard"], r["criterion"], r["level"], _place(r))
        for r in rest.get("empty_rows", ())
    ]
    draft.form_lines = dict(rest.get("form_lines", {}))
    draft.uncertain = dict(rest.get("uncertain", {}))
    kept = rest.get("kept", {})
    signatory = Signatory(plan.signer_title or None, plan.signer_name or None)
    draft.signatory = as_read(signatory, kept.get("signatory"))
    return as_read(draft, kept.get("plan"))


def _place(data: Mapping[str, Any]) -> Place:
    return place_from_dict(data.get("place")) if data.get("place") else NOWHERE


def _with_texts(part: T, row: object, names: Iterable[str]) -> T:
    """The part with the texts of a row; an empty text of the database is None."""
    for name in names:
        setattr(part, name, getattr(row, name) or None)
    return part


def section_of(row: PlanSection) -> Section:
    """A section of the draft."""
    tables = [
        SectionTable(t["kind"], t["at"], [list(r) for r in t.get("rows", ())], _place(t))
        for t in row.body.get("tables", ())
    ]
    styles = [StyleSpan(*span) for span in row.body.get("styles", ())]
    paragraphs = list(row.body.get("paragraphs", ()))
    return Section(row.heading, paragraphs, tables, _place(row.body), styles)


def item_of(row: Action, lines: Iterable[BudgetLine]) -> Item:
    """An item of the draft; `lines` are the action's budget lines."""
    rest = row.rest
    item = _with_texts(Item(), row, ITEM_TEXTS)
    for name in ITEM_REST:
        setattr(item, name, rest.get(name))
    item.collaborators = list(rest.get("collaborators", ()))
    if row.more_criteria and not item.code_text:
        item.code_text = codes_text(row)
    aimed = told_level(row.target) if row.target_level is not None else None
    item.level = row.level if aimed is None else aimed
    item.solutions = list(row.solutions)
    item.solution_details = [
        Job(job["text"], job["time"], job["assignee_text"]) for job in row.solution_details
    ]
    sums = [line.amount for line in lines if line.amount is not None]
    item.budget_vnd = sum(sums) if sums else None
    item.extra = dict(row.extra)
    item.partial = bool(rest.get("partial"))
    item.uncertain = dict(row.uncertain)
    if row.places:
        item.places = {name: place_from_dict(place) for name, place in row.places.items()}
        item.place = item.places.pop(ROW_PLACE, NOWHERE)
    return item


def told_level(text: str | None) -> int | None:
    """The level a cell begins with, as in "Mức 3"; None for any other words."""
    found = LEVEL.match(text or "")
    return int(found["n"]) if found else None


def codes_text(row: Action) -> str:
    """The code cell of a row with several criteria: "Tiêu chí 2.1; 2.3 Mức 2"."""
    codes = "; ".join(code for code in (row.criterion, *row.more_criteria) if code)
    return f"Tiêu chí {codes}" + (f" Mức {row.level}" if row.level is not None else "")


def issue_of(row: Problem) -> PriorityIssue:
    """A priority problem of the draft."""
    return _with_texts(PriorityIssue(), row, PROBLEM_TEXTS)


def check_of(row: MonitoringEntry) -> MonitoringRow:
    """A monitoring row of the draft."""
    return _with_texts(MonitoringRow(), row, MONITORING_TEXTS)
