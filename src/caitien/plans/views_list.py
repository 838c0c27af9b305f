"""The plans of a school by school year, state and kind; those of several years with their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from caitien.core.vietnamese.text import fold
from caitien.schools.access import enter
from caitien.ui import clock
from caitien.ui.problems import Problem

from .models import Plan
from .services_make import delete_plan, restore_plan
from .views_edit_base import refusals, the_plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 25


@require_GET
def plans(request: HttpRequest, slug: str) -> HttpResponse:
    """The list, searched and filtered on the server, 25 a page."""
    scope = enter(request.user, slug, "plan.view", today=clock.today())
    every = scope.school.plans.filter(deleted_at=None)
    known = list(
        every.values_list(
            "pk", "title", "plan_number", "start_year", "end_year", "state", "kind", "parent"
        )
    )
    chosen = _chosen(request)
    found = _filtered(every, known, chosen)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "plans/list.html",
        {
            "scope": scope,
            "active": "plans",
            "page": page,
            "plans": page.object_list,
            "any": bool(known),
            "undo": request.session.pop("deleted-plan", None),
            "chosen": chosen,
            "filtered": any(chosen.values()),
            "nested": _nested(known),
            "years": sorted({y for p in known for y in range(p[3], p[4] + 1)}, reverse=True),
            "states": [(s.value, s.label) for s in Plan.State if any(p[5] == s for p in known)],
            "kinds": [(k.value, k.label) for k in Plan.Kind if any(p[6] == k for p in known)],
        },
    )


def _chosen(request: HttpRequest) -> dict[str, str]:
    """The filters of the address; what means nothing is no filter."""
    year = request.GET.get("nam", "")
    state = request.GET.get("trang_thai", "")
    kind = request.GET.get("loai", "")
    return {
        "nam": year if year.isascii() and year.isdigit() and len(year) == 4 else "",
        "trang_thai": state if state in Plan.State.values else "",
        "loai": kind if kind in Plan.Kind.values else "",
        "tim": request.GET.get("tim", "").strip()[:100],
    }


def _nested(known: Sequence[tuple[Any, ...]]) -> bool:
    """Whether any plan belongs to another one of the list."""
    living = {p[0] for p in known}
    return any(p[7] in living for p in known)


def _filtered(
    every: QuerySet[Plan], known: Sequence[tuple[Any, ...]], chosen: dict[str, str]
) -> QuerySet[Plan]:
    rows = Count("actions", filter=Q(actions__deleted_at=None), distinct=True)
    found = every.annotate(row_count=rows).order_by("-start_year", "-id")
    if any(chosen.values()):  # each plan by itself, with the name of the one it belongs to
        found = found.select_related("parent")
    elif _nested(known):
        children = every.annotate(row_count=rows).order_by("start_year")
        found = found.prefetch_related(Prefetch("annual_plans", queryset=children))
    if chosen["nam"]:
        year = int(chosen["nam"])
        found = found.filter(start_year__lte=year, end_year__gte=year)
    if chosen["trang_thai"]:
        found = found.filter(state=chosen["trang_thai"])
    if chosen["loai"]:
        found = found.filter(kind=chosen["loai"])
    if chosen["tim"]:
        words = fold(chosen["tim"]).split()
        fitting = [p[0] for p in known if all(w in fold(f"{p[1]} {p[2]}") for w in words)]
        found = found.filter(pk__in=fitting)
    if not any(chosen.values()):
        living = {p[0] for p in known}
        found = found.filter(Q(parent=None) | ~Q(parent__in=living))
    return found


@require_POST
@refusals
def plan_delete(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Put a draft away; the list offers to bring it back."""
    scope, plan = the_plan(request, slug, key, "plan.delete")
    delete_plan(plan=plan, actor=scope.user, at=clock.now())
    request.session["deleted-plan"] = [plan.key, plan.name]
    return redirect("plans", slug)


@require_POST
def plan_restore(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Bring a deleted plan back."""
    scope = enter(request.user, slug, "plan.delete", today=clock.today())
    plan = get_object_or_404(Plan, school=scope.school, key=key)
    try:
        restore_plan(plan=plan, actor=scope.user, at=clock.now())
    except Problem as problem:
        messages.error(request, problem.message)
        return redirect("plans", slug)
    messages.success(request, f"Đã khôi phục “{plan.name}”.")
    return redirect("plan", slug, key)
