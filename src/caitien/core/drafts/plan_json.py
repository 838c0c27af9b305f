"""Plan JSON: a PlanDraft as the interchange form, and back.

The form is published as a JSON Schema (`schema/plan.schema.json` in the package).
"""

from __future__ import annotations

from typing import Any

from caitien.core.documents.model import NOWHERE, Place, ReadWarning

from .json_values import Part, PlanJsonError
from .model import (
    Column,
    EmptyRow,
    Item,
    Job,
    LegalBasis,
    MonitoringRow,
    PlanDraft,
    PriorityIssue,
    Reading,
    Section,
    SectionTable,
    Signatory,
    StandardRow,
    StyleSpan,
)

__all__ = [
    "PlanJsonError",
    "item_from_dict",
    "item_to_dict",
    "place_from_dict",
    "place_to_dict",
    "plan_from_dict",
    "plan_to_dict",
    "reading_to_dict",
    "warning_to_dict",
]

_PLACE_KEYS = ("page", "line", "table", "row", "column", "paragraph")
_ISSUE_KEYS = ("tt", "standard", "criterion", "current", "weakness", "cause")
_MONITORING_KEYS = ("when", "content", "result", "adjustment", "evaluator")
STYLES = ("b", "i", "u")
PLAN_KINDS = ("annual", "multi_year")
SCHOOL_LEVELS = ("mam_non", "tieu_hoc", "thcs", "thpt", "lien_cap", "gdtx")
_ITEM_KEYS = (
    "tt",
    "standard",
    "standard_title",
    "criterion",
    "criterion_title",
    "level",
    "target",
    "solutions",
    "solution_details",
    "lead",
    "collaborators",
    "assignee_text",
    "time",
    "time_kind",
    "start",
    "end",
    "budget_text",
    "budget_vnd",
    "conditions",
    "notes",
    "supervisor",
    "report_time",
    "content",
    "indicator",
    "resources",
    "expected_evidence",
    "status",
    "current",
)
_ITEM_TEXTS = tuple(
    key
    for key in _ITEM_KEYS
    if key
    not in ("level", "budget_vnd", "start", "end", "solutions", "collaborators", "solution_details")
)
_PLAN_KEYS = (
    "school_name",
    "school_level",
    "authority",
    "plan_number",
    "plan_number_raw",
    "place",
    "date",
    "school_year",
    "school_year_to",
    "kind",
    "title",
    "title_lines",
    "table_layout",
    "level4_text",
    "recipients",
    "preamble",
)


def place_to_dict(place: Place) -> dict[str, int] | None:
    """The known numbers of a place; None where nothing is known."""
    known = {k: v for k, v in place.as_dict().items() if v is not None}
    return known or None


def _places_to_dict(places: dict[str, Place]) -> dict[str, dict[str, int]]:
    out: dict[str, dict[str, int]] = {}
    for name, place in places.items():
        known = place_to_dict(place)
        if known:
            out[name] = known
    return out


def _simple(value: Any, keys: tuple[str, ...]) -> dict[str, Any]:
    out: dict[str, Any] = {key: getattr(value, key) for key in keys}
    place = place_to_dict(value.place)
    if place:
        out["place"] = place
    return out


def _styles_to_dict(styles: list[StyleSpan]) -> dict[str, Any]:
    """The styles of a section; nothing where it has none."""
    spans = [
        {"paragraph": s.paragraph, "start": s.start, "end": s.end, "style": s.style} for s in styles
    ]
    return {"styles": spans} if spans else {}


def item_to_dict(item: Item) -> dict[str, Any]:
    """One item in Plan JSON."""
    out: dict[str, Any] = {key: getattr(item, key) for key in _ITEM_KEYS}
    out["solution_details"] = [
        {"text": j.text, "time": j.time, "assignee_text": j.assignee_text}
        for j in item.solution_details
    ]
    out["place"] = place_to_dict(item.place)
    if item.extra:
        out["extra"] = dict(item.extra)
    if item.places:
        out["places"] = _places_to_dict(item.places)
    if item.code_text is not None:
        out["code_text"] = item.code_text
    if item.partial:
        out["partial"] = True
    if item.uncertain:
        out["uncertain"] = dict(item.uncertain)
    return out


def plan_to_dict(plan: PlanDraft) -> dict[str, Any]:
    """One plan in Plan JSON."""
    out: dict[str, Any] = {key: getattr(plan, key) for key in _PLAN_KEYS}
    out["columns"] = [{"title": c.title, "field": c.field} for c in plan.columns]
    out["legal_bases"] = [_simple(b, ("text", "number", "date")) for b in plan.legal_bases]
    out["sections"] = [s.heading for s in plan.sections]
    out["sections_text"] = [
        _simple(s, ("heading", "paragraphs"))
        | {"tables": [_simple(t, ("kind", "at", "rows")) for t in s.tables]}
        | _styles_to_dict(s.styles)
        for s in plan.sections
    ]
    out["items"] = [item_to_dict(i) for i in plan.items]
    out["item_count"] = len(plan.items)
    out["standards"] = [_simple(s, ("standard", "title", "tt", "text")) for s in plan.standards]
    out["empty_rows"] = [_simple(r, ("standard", "criterion", "level")) for r in plan.empty_rows]
    out["priority_issues"] = [_simple(p, _ISSUE_KEYS) for p in plan.priority_issues]
    out["monitoring"] = [_simple(m, _MONITORING_KEYS) for m in plan.monitoring]
    out["signatory"] = _simple(plan.signatory, ("title", "name"))
    out["form_lines"] = dict(plan.form_lines)
    out["places"] = _places_to_dict(plan.places)
    out["damage"] = sorted(plan.damage)
    out["uncertain"] = dict(plan.uncertain)
    return out


def reading_to_dict(reading: Reading) -> dict[str, Any]:
    """The object `caitien read --format json` prints for one file."""
    return {
        "file": reading.file,
        "format": reading.format,
        "doc_type": reading.doc_type,
        "warnings": [warning_to_dict(w) for w in reading.warnings],
        "plans": [plan_to_dict(p) for p in reading.plans],
    }


def warning_to_dict(warning: ReadWarning) -> dict[str, Any]:
    """One warning of the reader."""
    return {
        "code": warning.code,
        "message": warning.message,
        "place": place_to_dict(warning.place),
    }


def _place(part: Part, file: str | None = None) -> Place:
    place = part.part("place")
    if place is None or not place.data:
        return NOWHERE
    return Place(file, **{key: place.integer(key) for key in _PLACE_KEYS})


def place_from_dict(data: dict[str, Any] | None, file: str | None = None) -> Place:
    """The Place written by `place_to_dict`."""
    return _place(Part({"place": data}), file)


def _places(part: Part) -> dict[str, Place]:
    places = part.part("places")
    if places is None:
        return {}
    return {name: _place(Part({"place": value})) for name, value in places.data.items() if value}


def item_from_dict(data: dict[str, Any]) -> Item:
    """An item from Plan JSON; absent keys and nulls take their empty value.

    A value of the wrong type raises PlanJsonError, a ValueError in Vietnamese.
    """
    return _item(Part(data))


def _item(part: Part) -> Item:
    item = Item()
    for key in _ITEM_TEXTS:
        setattr(item, key, part.text(key))
    item.level, item.budget_vnd = part.integer("level"), part.integer("budget_vnd")
    item.start, item.end = part.date("start"), part.date("end")
    item.solutions, item.collaborators = part.texts("solutions"), part.texts("collaborators")
    item.solution_details = [
        Job(job.text("text") or "", job.text("time"), job.text("assignee_text"))
        for job in part.parts("solution_details")
    ]
    item.place = _place(part)
    item.places = _places(part)
    item.extra = part.words("extra")
    item.uncertain = part.words("uncertain")
    item.code_text = part.text("code_text")
    item.partial = part.flag("partial")
    return item


def _section(part: Part) -> Section:
    tables = [
        SectionTable(t.text("kind") or "other", t.integer("at") or 0, t.table("rows"), _place(t))
        for t in part.parts("tables")
    ]
    styles = [
        StyleSpan(
            s.integer("paragraph") or 0,
            s.integer("start") or 0,
            s.integer("end") or 0,
            s.choice("style", STYLES) or "b",
        )
        for s in part.parts("styles")
    ]
    heading = part.text("heading") or ""
    return Section(heading, part.texts("paragraphs"), tables, _place(part), styles)


def _rows(plan: Part, key: str, kind: Any, texts: tuple[str, ...]) -> Any:
    return [
        kind(**{name: row.text(name) for name in texts}, place=_place(row))
        for row in plan.parts(key)
    ]


def plan_from_dict(data: dict[str, Any]) -> PlanDraft:
    """A plan from Plan JSON; absent keys, nulls and unknown keys do no harm.

    `sections` may stand alone (headings only) where there is no `sections_text`. A value of the
    wrong type raises PlanJsonError, a ValueError that names the value in Vietnamese.
    """
    part = Part(data)
    plan = PlanDraft()
    for key in _PLAN_KEYS:
        if key in ("title_lines", "recipients", "preamble"):
            setattr(plan, key, part.texts(key))
        elif key not in ("kind", "date", "school_level"):
            setattr(plan, key, part.text(key))
    plan.kind = part.choice("kind", PLAN_KINDS) or "annual"
    plan.school_level = part.choice("school_level", SCHOOL_LEVELS)
    plan.date = part.day("date")
    plan.columns = [
        Column(c.text("title") or "", c.text("field") or "") for c in part.parts("columns")
    ]
    plan.legal_bases = [
        LegalBasis(b.text("text") or "", b.text("number"), b.day("date"), _place(b))
        for b in part.parts("legal_bases")
    ]
    plan.sections = [_section(s) for s in part.parts("sections_text")]
    if not plan.sections:
        plan.sections = [Section(heading) for heading in part.texts("sections")]
    plan.items = [_item(i) for i in part.parts("items")]
    plan.standards = [
        StandardRow(
            s.text("standard") or "", s.text("title"), s.text("tt"), s.text("text") or "", _place(s)
        )
        for s in part.parts("standards")
    ]
    plan.empty_rows = [
        EmptyRow(r.text("standard"), r.text("criterion"), r.integer("level"), _place(r))
        for r in part.parts("empty_rows")
    ]
    plan.priority_issues = _rows(part, "priority_issues", PriorityIssue, _ISSUE_KEYS)
    plan.monitoring = _rows(part, "monitoring", MonitoringRow, _MONITORING_KEYS)
    signatory = part.part("signatory")
    if signatory:
        plan.signatory = Signatory(
            signatory.text("title"), signatory.text("name"), _place(signatory)
        )
    plan.form_lines = part.words("form_lines")
    plan.places = _places(part)
    plan.damage = set(part.texts("damage"))
    plan.uncertain = part.words("uncertain")
    return plan
