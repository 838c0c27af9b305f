"""The screen where a plan is written: the page itself, saving a cell, other people's changes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_POST

from caitien.schools.models import Person, Unit
from caitien.ui import clock
from caitien.ui.problems import Problem

from .drafting import rows_of
from .editions import edition_notice
from .fields import PLAN, field_of
from .forms_conflict import editor_value, two_versions
from .forms_people import words_of
from .forms_rich import shown_html, stored_value
from .forms_row import as_text
from .forms_table import (
    Names,
    TableView,
    criterion_choices,
    status_choices,
    table_view,
    tables_shown,
)
from .models import Plan, PlanSection, Transition
from .services_edit import FieldConflict, FieldSaved, set_field
from .services_edit_values import shown
from .states import EDITABLE
from .views_edit_base import base_of, may_edit, refusals, sent, text, the_plan

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    from caitien.schools.access import Scope

    from .drafting import PlanRows

_TABLE_OF_KIND = {"items": "action", "priority_issues": "problem", "monitoring": "monitoring"}
_SHORT = {"action": "Bảng hoạt động", "problem": "Vấn đề trọng tâm", "monitoring": "Theo dõi"}
_NUMERAL = re.compile(r"\s*((?:[IVXLC]+|\d+|[A-ZĐ]|Phần\s+\S+)\s*[.):/-])?\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section on the screen."""

    uid: str
    heading: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the page: a section or a table, and its name among the parts."""

    short: str
    section: SectionView | None = None
    table: TableView | None = None


@require_GET
def plan_page(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The editor; the same page only to read for those who may not edit, or in a fixed state."""
    scope, plan = the_plan(request, slug, key, "plan.view")
    context = page_context(scope, plan)
    if context["editable"]:
        context["undo"] = request.session.pop(f"deleted:{plan.pk}", None)
    return render(request, "plans/edit.html", context)


def page_context(scope: Scope, plan: Plan) -> dict[str, Any]:
    """What the page shows."""
    rows = rows_of(plan)
    editable = may_edit(scope, plan)
    return {
        "scope": scope,
        "plan": plan,
        "year": plan.start_year,
        "active": "plans",
        "editable": editable,
        "frozen": _frozen(scope, plan),
        "returned": _returned(plan),
        "notice": edition_notice(plan, editable=editable),
        "base": base_of(scope, plan),
        "saved_at": plan.changed_at,
        "facts": _facts(plan),
        "head_line": _head_line(plan),
        "blocks": _blocks(plan, rows),
        "last_section": rows.sections[-1].uid if rows.sections else "",
        "criterion_choices": criterion_choices(plan) if editable else [],
        "status_choices": status_choices(plan) if editable else [],
        "may_delete": scope.may("plan.delete") and plan.state == Plan.State.DRAFT,
        "may_submit": editable and scope.may("plan.submit"),
    }


def _frozen(scope: Scope, plan: Plan) -> str:
    if plan.state in EDITABLE:
        return ""
    if scope.may("plan.edit"):
        state = Plan.State(plan.state).label.lower()
        return f"Kế hoạch {state} nên trang này chỉ để đọc. Muốn sửa, hãy xem thẻ “Quá trình”."
    return ""


def _returned(plan: Plan) -> Transition | None:
    """The step that gave a plan back, with its reason; None where it was not."""
    if plan.state != Plan.State.RETURNED:
        return None
    return plan.transitions.filter(after=Plan.State.RETURNED).order_by("pk").last()


def _facts(plan: Plan) -> list[tuple[str, str]]:
    """The header as the page lists it."""
    out = []
    for one in PLAN:
        value = plan.name if one.name == "title" else as_text(shown(one, plan))
        if one.kind == "date" and plan.dated:
            value = f"{plan.dated:%d/%m/%Y}"
        if value or one.name in ("school_name", "place_name", "signer_name", "bases"):
            out.append((one.label, value))
    return out


def _head_line(plan: Plan) -> str:
    """The header in one line; what is missing is said."""
    parts = [
        f"Số {plan.plan_number}" if plan.plan_number else "chưa có số",
        f"{plan.dated:%d/%m/%Y}" if plan.dated else "chưa ghi ngày",
        plan.signer_name or "chưa ghi người ký",
        f"{len(plan.bases)} căn cứ" if plan.bases else "chưa có căn cứ",
    ]
    return " · ".join(parts)


def names_of(rows: PlanRows) -> Names:
    """The names of those who lead actions. At most two queries."""
    people = {row.lead_person_id for row in rows.actions if row.lead_person_id}
    units = {row.lead_unit_id for row in rows.actions if row.lead_unit_id}
    names = Names()
    if people:
        names.people = {p.pk: words_of(p) for p in Person.objects.filter(pk__in=people)}
    if units:
        names.units = {u.pk: words_of(u) for u in Unit.objects.filter(pk__in=units)}
    return names


def _blocks(plan: Plan, rows: PlanRows) -> list[Block]:
    """Sections in order, each table where the plan has it; tables without a place at the end."""
    names = names_of(rows)
    tables = {kind: table_view(plan, kind, rows, names) for kind in tables_shown(plan, rows)}
    blocks: list[Block] = []
    for row in rows.sections:
        blocks.append(Block(_part_name(row.heading), section=section_view(row)))
        for table in row.body.get("tables", ()):
            kind = _TABLE_OF_KIND.get(table.get("kind"), "")
            if kind in tables:
                blocks.append(Block(_SHORT[kind], table=tables.pop(kind)))
    blocks += [Block(_SHORT[kind], table=table) for kind, table in tables.items()]
    return blocks


def _part_name(heading: str) -> str:
    found = _NUMERAL.fullmatch(heading)
    words = (found[2] if found and found[2] else heading).strip()
    words = words.capitalize() if words.isupper() else words
    short = words if len(words) <= 28 else words[:27].rstrip() + "…"
    return f"{found[1]} {short}" if found and found[1] else short


def section_view(row: PlanSection) -> SectionView:
    """A section as the page shows it."""
    return SectionView(str(row.uid), row.heading, shown_html(row))


def tables_html(scope: Scope, plan: Plan, rows: PlanRows) -> dict[str, str]:
    """The rows of every table of the plan as HTML."""
    names = names_of(rows)
    context = {"base": base_of(scope, plan), "editable": may_edit(scope, plan)}
    return {
        kind: render_to_string(
            "plans/row_list.html", context | {"table": table_view(plan, kind, rows, names)}
        )
        for kind in tables_shown(plan, rows)
    }


def whole(scope: Scope, plan: Plan, **more: Any) -> JsonResponse:
    """Every table and section as it stands now, for the page to bring itself up to date."""
    rows = rows_of(plan)
    sections = {str(row.uid): str(shown_html(row)) for row in rows.sections}
    tables = tables_html(scope, plan, rows)
    return JsonResponse({"version": plan.version, "tables": tables, "sections": sections} | more)


@require_GET
def plan_changes(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """What changed since the version `tu`: 204 where nothing did."""
    scope, plan = the_plan(request, slug, key, "plan.edit")
    if plan.state not in EDITABLE:
        return HttpResponse(status=403)
    if request.GET.get("tu") == str(plan.version):
        return HttpResponse(status=204)
    return whole(scope, plan)


@require_POST
@refusals
def plan_save(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Write one field: {kind, uid, field, base, value}. 409 with both versions on a conflict."""
    scope, plan = the_plan(request, slug, key, "plan.edit")
    data = sent(request)
    kind, uid, field = text(data, "kind"), text(data, "uid"), text(data, "field")
    base, value = data.get("base"), data.get("value")
    if not isinstance(base, str) or not isinstance(value, str):
        raise Problem("Trang gửi lên không đọc được; nội dung cũ còn nguyên. Hãy tải lại trang.")
    spec = field_of(kind, field)
    if spec is not None and spec.kind == "rich":
        base, value = stored_value(base), stored_value(value)
    at = clock.now()
    try:
        saved = set_field(
            plan=plan,
            actor=scope.user,
            at=at,
            kind=kind,
            uid=uid,
            field=field,
            base=base,
            value=value,
        )
    except FieldConflict as conflict:
        return _conflict(plan, kind, uid, conflict)
    return JsonResponse(_saved(scope, plan, saved, at.isoformat()))


def _saved(scope: Scope, plan: Plan, saved: FieldSaved, at: str) -> dict[str, Any]:
    answer = {
        "value": editor_value(saved.kind, saved.field, saved.value),
        "version": saved.plan_version,
        "saved_at": at,
        "changed": saved.changed,
        "derived": saved.derived,
        "notes": list(saved.notes),
    }
    if saved.kind in ("action", "problem", "monitoring"):
        rows = rows_of(plan)
        table = table_view(plan, saved.kind, rows, names_of(rows))
        row = next((one for one in table.rows if one.uid == saved.uid), None)
        context = {
            "row": row,
            "columns": table.columns,
            "base": base_of(scope, plan),
            "editable": True,
        }
        answer["row"] = render_to_string("plans/row.html", context) if row else ""
    return answer


def _conflict(plan: Plan, kind: str, uid: str, conflict: FieldConflict) -> JsonResponse:
    both = two_versions(plan, kind, uid, conflict)
    html = render_to_string(
        "plans/conflict_dialog.html", {"message": conflict.message, "conflicts": [both]}
    )
    return JsonResponse(
        {
            "message": conflict.message,
            "theirs": editor_value(kind, conflict.field, conflict.theirs),
            "gone": conflict.gone,
            "html": html,
        },
        status=409,
    )
