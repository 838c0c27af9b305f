"""What the checks say of a plan, beside its rows: look, mend with one click, put aside."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_POST

from caitien.ui import clock
from caitien.ui.problems import Problem

from .drafting import PlanRows, rows_of
from .findings import PlanFinding, counts, findings_of, texts_of
from .services_edit_base import need_field, row_of
from .services_edit_findings import apply_fix, dismiss, undismiss
from .services_edit_values import shown
from .views_edit import whole
from .views_edit_base import base_of, by_script, may_edit, refusals, sent, text, the_plan

if TYPE_CHECKING:
    from django.http import HttpRequest

#: most findings shown at once; the rest come when some are done
MOST = 150


def _offset(one: PlanFinding, rows: PlanRows) -> int | None:
    """Where the excerpt begins in the whole text of the cell (lists are lines there)."""
    if one.offset is None or one.part is None:
        return one.offset
    return sum(len(part) + 1 for part in texts_of(one, rows)[: one.part]) + one.offset


def _where(one: PlanFinding, rows: PlanRows) -> str:
    """Where it is, as people say it."""
    lists: dict[str, list[Any]] = {
        "action": rows.actions,
        "problem": rows.problems,
        "monitoring": rows.monitoring,
    }
    if one.kind == "section":
        heading = next((s.heading for s in rows.sections if str(s.uid) == one.uid), "")
        return f"mục “{heading[:40]}”" if heading else "một mục"
    if one.kind not in lists:
        return one.label.lower() or "phần đầu"
    number = next((n for n, r in enumerate(lists[one.kind], 1) if str(r.uid) == one.uid), 0)
    tables = {"action": "dòng", "problem": "vấn đề", "monitoring": "lần theo dõi"}
    return f"{tables[one.kind]} {number}" + (f", {one.label.lower()}" if one.label else "")


@dataclass(frozen=True, slots=True)
class Card:
    """A finding to show: where it is; `others` say the same elsewhere, `first` tells it in full."""

    one: PlanFinding
    where: str
    others: int = 0
    first: bool = True


def _cards(findings: list[PlanFinding], rows: PlanRows) -> list[Card]:
    """The cards in reading order; of those that say the same only the first explains it."""
    often = Counter(one.same for one in findings)
    told: set[Any] = set()
    made = []
    for one in findings:
        first = one.same not in told
        told.add(one.same)
        made.append(Card(one, _where(one, rows), often[one.same] - 1, first))
    return made


@require_GET
def plan_findings(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The findings as a page; counts, cards and marks for the script."""
    scope, plan = the_plan(request, slug, key, "plan.view")
    rows = rows_of(plan)
    every = findings_of(plan, today=clock.today(), rows=rows)
    open_ones = [one for one in every if not one.dismissed]
    context: dict[str, Any] = {
        "scope": scope,
        "plan": plan,
        "year": plan.start_year,
        "active": "plans",
        "base": base_of(scope, plan),
        "editable": may_edit(scope, plan),
        "cards": _cards(open_ones, rows)[:MOST],
        "more": max(0, len(open_ones) - MOST),
        "aside": [(one, _where(one, rows)) for one in every if one.dismissed],
        "counts": counts(every),
        "total": len(open_ones),
    }
    if not by_script(request):
        return render(request, "plans/edit_findings.html", context)
    items = [
        {
            "id": one.fingerprint,
            "severity": one.severity,
            "uid": one.uid,
            "field": one.field,
            "offset": _offset(one, rows),
            "excerpt": one.excerpt,
        }
        for one in open_ones[:MOST]
    ]
    cards = render_to_string("plans/finding_cards.html", context, request)
    chips = render_to_string("plans/finding_counts.html", context, request)
    return JsonResponse({"items": items, "cards": cards, "counts": chips})


def _answer(request: HttpRequest, scope: Any, plan: Any, words: str) -> HttpResponse:
    if by_script(request):
        return whole(scope, plan, message=words)
    messages.success(request, words)
    return redirect(f"{base_of(scope, plan)}xem-lai/")


@require_POST
@refusals
def plan_mend(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Mend one finding; `confirmed` where the person saw and took a proposal."""
    scope, plan = the_plan(request, slug, key, "plan.edit")
    data = sent(request)
    today = clock.today()
    name = text(data, "fingerprint")
    one = next((f for f in findings_of(plan, today=today) if f.fingerprint == name), None)
    if one is None:
        raise Problem("Chỗ này không còn như lúc được soát; danh sách vừa được soát lại.")
    spec = need_field(one.kind, one.field)
    apply_fix(
        plan=plan,
        actor=scope.user,
        at=clock.now(),
        today=today,
        fingerprint=name,
        base=shown(spec, row_of(plan, one.kind, one.uid or None)),
        confirmed=text(data, "confirmed") == "1",
    )
    return _answer(request, scope, plan, f"Đã sửa “{one.excerpt[:60]}”.")


@require_POST
@refusals
def plan_dismiss(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Put a finding aside with a reason, or bring it back (`back`)."""
    scope, plan = the_plan(request, slug, key, "plan.edit")
    data = sent(request)
    name = text(data, "fingerprint")
    if text(data, "back"):
        undismiss(plan=plan, actor=scope.user, at=clock.now(), fingerprint=name)
        return _answer(request, scope, plan, "Đã đưa nhắc này trở lại danh sách.")
    put = dismiss(
        plan=plan,
        actor=scope.user,
        at=clock.now(),
        today=clock.today(),
        fingerprint=name,
        reason=text(data, "reason"),
        everywhere=text(data, "everywhere") == "1",
    )
    where = f" ở {put} chỗ" if put > 1 else ""
    return _answer(request, scope, plan, f"Đã bỏ qua{where}, lý do được ghi lại.")
