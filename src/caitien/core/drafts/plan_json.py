"""Plan JSON: a PlanDraft as the interchange form, and back.

The form is published as a JSON Schema (`schema/plan.schema.json` in the package).
"""

from __future__ import annotations

from typing import Any

from caitien.core.documents.model import NOWHERE, Place, ReadWarning

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
)

_PLACE_KEYS = ("page", "line", "table", "row", "column", "paragraph")
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


def place_from_dict(data: dict[str, Any] | None, file: str | None = None) -> Place:
    """The Place written by `place_to_dict`."""
    if not data:
        return NOWHERE
    return Place(file=file, **{k: data.get(k) for k in _PLACE_KEYS})


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
        for s in plan.sections
    ]
    out["items"] = [item_to_dict(i) for i in plan.items]
    out["item_count"] = len(plan.items)
    out["standards"] = [_simple(s, ("standard", "title", "tt", "text")) for s in plan.standards]
    out["empty_rows"] = [_simple(r, ("standard", "criterion", "level")) for r in plan.empty_rows]
    out["priority_issues"] = [
        _simple(p, ("tt", "standard", "criterion", "current", "weakness", "cause"))
        for p in plan.priority_issues
    ]
    out["monitoring"] = [
        _simple(m, ("when", "content", "result", "adjustment", "evaluator"))
        for m in plan.monitoring
    ]
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


def _take(data: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: data[key] for key in keys if data.get(key) is not None}


def item_from_dict(data: dict[str, Any]) -> Item:
    """An item from Plan JSON; absent keys take their empty value."""
    item = Item(**_take(data, tuple(k for k in _ITEM_KEYS if k != "solution_details")))
    item.solution_details = [Job(**job) for job in data.get("solution_details") or []]
    item.place = place_from_dict(data.get("place"))
    item.places = {k: place_from_dict(v) for k, v in (data.get("places") or {}).items()}
    item.extra = {k: str(v) for k, v in (data.get("extra") or {}).items()}
    item.uncertain = {k: str(v) for k, v in (data.get("uncertain") or {}).items()}
    item.code_text = data.get("code_text")
    item.partial = bool(data.get("partial"))
    return item


def _section_from_dict(data: dict[str, Any]) -> Section:
    return Section(
        heading=data.get("heading") or "",
        paragraphs=list(data.get("paragraphs") or []),
        tables=[
            SectionTable(
                kind=t["kind"],
                at=int(t.get("at") or 0),
                rows=[list(r) for r in t.get("rows") or []],
                place=place_from_dict(t.get("place")),
            )
            for t in data.get("tables") or []
        ],
        place=place_from_dict(data.get("place")),
    )


def _rows_from_dict(kind: Any, rows: list[dict[str, Any]] | None, keys: tuple[str, ...]) -> Any:
    return [kind(**_take(r, keys), place=place_from_dict(r.get("place"))) for r in rows or []]


def plan_from_dict(data: dict[str, Any]) -> PlanDraft:
    """A plan from Plan JSON; absent keys take their empty value.

    `sections` may stand alone (headings only) where there is no `sections_text`.
    """
    plan = PlanDraft(**_take(data, _PLAN_KEYS))
    plan.columns = [Column(c["title"], c["field"]) for c in data.get("columns") or []]
    plan.legal_bases = _rows_from_dict(
        LegalBasis, data.get("legal_bases"), ("text", "number", "date")
    )
    texts = data.get("sections_text") or [{"heading": h} for h in data.get("sections") or []]
    plan.sections = [_section_from_dict(s) for s in texts]
    plan.items = [item_from_dict(i) for i in data.get("items") or []]
    plan.standards = _rows_from_dict(
        StandardRow, data.get("standards"), ("standard", "title", "tt", "text")
    )
    plan.empty_rows = _rows_from_dict(
        EmptyRow, data.get("empty_rows"), ("standard", "criterion", "level")
    )
    plan.priority_issues = _rows_from_dict(
        PriorityIssue,
        data.get("priority_issues"),
        ("tt", "standard", "criterion", "current", "weakness", "cause"),
    )
    plan.monitoring = _rows_from_dict(
        MonitoringRow,
        data.get("monitoring"),
        ("when", "content", "result", "adjustment", "evaluator"),
    )
    signatory = data.get("signatory") or {}
    plan.signatory = Signatory(
        signatory.get("title"), signatory.get("name"), place_from_dict(signatory.get("place"))
    )
    plan.form_lines = {k: str(v) for k, v in (data.get("form_lines") or {}).items()}
    plan.places = {k: place_from_dict(v) for k, v in (data.get("places") or {}).items()}
    plan.damage = set(data.get("damage") or ())
    plan.uncertain = {k: str(v) for k, v in (data.get("uncertain") or {}).items()}
    return plan
