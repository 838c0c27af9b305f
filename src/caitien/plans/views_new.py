"""A new plan in three steps: how and for which year, on what, and what came of it.

The steps are plain pages: what was chosen travels in the address, only the last sends a form.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from caitien.core.regulations.loader import requirements
from caitien.schools.access import enter
from caitien.ui import clock
from caitien.ui.frame import school_year_on
from caitien.ui.problems import Problem

from .forms_new import FEW, FirstStep, FromPlan
from .models import Plan
from .queries_plans import plan_for
from .services_make import catalogue_of, create_plan
from .services_make_next import MadeFrom, copy_plan, make_annual
from .views_edit_base import the_plan

if TYPE_CHECKING:
    from django.http import HttpRequest

    from caitien.core.regulations.model import Catalogue
    from caitien.schools.access import Scope

WAYS = ("tu-dau", "nam-truoc", "nhieu-nam")


@require_http_methods(["GET", "POST"])
def plan_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose a way; then the years; then criteria or rows; then make it (POST)."""
    scope = enter(request.user, slug, "plan.create", today=clock.today())
    sent = request.POST if request.method == "POST" else request.GET
    way = sent.get("cach", "")
    if way not in WAYS:
        return render(request, "plans/new.html", _around(scope) | _ways(scope))
    form = _first(scope, way, sent if sent.get("buoc") else None, sent.get("source", ""))
    if form is None:  # which of several plans is to be divided
        context = _around(scope) | {"way": way, "step": 1, "parents": _sources(scope, way)}
        return render(request, "plans/new_first.html", context)
    if not sent.get("buoc") or not form.is_valid():
        context = _around(scope) | {"form": form, "way": way, "step": 1}
        return render(request, "plans/new_first.html", context)
    if request.method == "POST" and _enough(sent):
        try:
            return _make(request, scope, way, form)
        except Problem as problem:
            return _second(request, scope, way, form, problem.message)
    return _second(request, scope, way, form)


def _around(scope: Scope) -> dict[str, Any]:
    return {"scope": scope, "active": "plans", "year": school_year_on(scope.today)}


def _sources(scope: Scope, way: str) -> list[Plan]:
    plans = scope.school.plans.filter(deleted_at=None)
    if way == "nhieu-nam":
        plans = plans.filter(kind=Plan.Kind.MULTI_YEAR)
    return list(plans.order_by("-start_year", "-id")[:100])


def _ways(scope: Scope) -> dict[str, Any]:
    kinds = set(
        Plan.objects.filter(school=scope.school, deleted_at=None).values_list("kind", flat=True)
    )
    return {"has_earlier": bool(kinds), "has_several": Plan.Kind.MULTI_YEAR in kinds}


def _first(scope: Scope, way: str, data: Any, source: str) -> FirstStep | FromPlan | None:
    """The form of the first step; None where the plan of several years is still to be chosen."""
    this_year = school_year_on(scope.today)
    if way == "tu-dau":
        return FirstStep(scope.school, this_year, data)
    sources = _sources(scope, way)
    if way == "nhieu-nam" and sources:
        parents = [plan for plan in sources if plan.key == source or len(sources) == 1]
        return FromPlan(sources, this_year, data, source, parents[0]) if parents else None
    if not source:  # last year's plan, not one of this year
        source = next((plan.key for plan in sources if plan.end_year < this_year), "")
    begun = [plan.start_year for plan in sources if plan.key == source]
    year = begun[0] + 1 if begun and way == "nam-truoc" else this_year
    return FromPlan(sources, max(year, this_year), data, source)


def _enough(sent: Any) -> bool:
    """Whether the form of the second step was sent with a choice that needs no second thought."""
    many = len(sent.getlist("chon")) > FEW
    return not (sent.get("cach") == "tu-dau" and many and not sent.get("van_lap"))


def _second(
    request: HttpRequest,
    scope: Scope,
    way: str,
    form: FirstStep | FromPlan,
    problem: str = "",
) -> HttpResponse:
    """Criteria to choose from, or the rows of the earlier plan."""
    picked = request.POST.getlist("chon")
    context = _around(scope) | {
        "way": way,
        "step": 2,
        "problem": problem,
        "kept": [(name, form.data.get(name, "")) for name in form.fields],
        "picked": picked,
        "many": len(picked) if request.method == "POST" and not problem else 0,
        "few": FEW,
    }
    start, end = form.cleaned_data["year"], getattr(form, "end_year", form.cleaned_data["year"])
    context["same"] = scope.school.plans.filter(deleted_at=None, start_year=start, end_year=end)
    if isinstance(form, FirstStep):
        catalogue = catalogue_of(form.cleaned_data["level"], form.cleaned_data["year"])
        context |= {"catalogue": catalogue, "standards": _standards(catalogue, picked)}
        return render(request, "plans/new_criteria.html", context)
    source = plan_for(scope, form.cleaned_data["source"])
    rows = source.actions.filter(deleted_at=None)
    first = request.method == "GET"
    context |= {
        "source": source,
        "rows": [(row, first or str(row.uid) in picked) for row in rows],
        "new_year": form.cleaned_data["year"],
    }
    return render(request, "plans/new_rows.html", context)


def _standards(catalogue: Catalogue | None, picked: list[str]) -> list[dict[str, Any]]:
    """Standards with their criteria; what a criterion asks, in our own words."""
    if catalogue is None:
        return []
    return [
        {
            "standard": standard,
            "criteria": [
                {
                    "criterion": one,
                    "picked": one.code in picked,
                    "asks": [r.text for r in requirements(catalogue.id, one.code, one.levels[0])],
                }
                for one in catalogue.of_standard(standard.code)
            ],
        }
        for standard in catalogue.standards
    ]


def _make(request: HttpRequest, scope: Scope, way: str, form: FirstStep | FromPlan) -> HttpResponse:
    once, at = request.POST.get("once", "")[:64], clock.now()
    chosen = request.POST.getlist("chon")
    if isinstance(form, FirstStep):
        data = form.cleaned_data
        plan = create_plan(
            school=scope.school,
            actor=scope.user,
            at=at,
            once=once,
            start_year=data["year"],
            end_year=form.end_year,
            kind=data["kind"],
            school_level=data["level"],
            form=data["form"],
            criteria=chosen,
        ).plan
        return redirect("plan-made", scope.school.slug, plan.key)
    source, year = plan_for(scope, form.cleaned_data["source"]), form.cleaned_data["year"]
    if way == "nhieu-nam":
        made = make_annual(
            parent=source, actor=scope.user, at=at, once=once, start_year=year, rows=chosen
        )
    else:
        made = copy_plan(
            source=source, actor=scope.user, at=at, once=once, start_year=year, rows=chosen
        )
    if made.made:
        request.session[f"made:{made.plan.key}"] = _told(made)
    return redirect("plan-made", scope.school.slug, made.plan.key)


def _told(made: MadeFrom) -> dict[str, Any]:
    return {
        "dates": [asdict(one) for one in made.dates],
        "gone": [list(one) for one in made.gone],
        "codes": [asdict(one) for one in made.codes],
    }


@require_GET
def plan_made(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """What came of it, and what is to be done next."""
    scope, plan = the_plan(request, slug, key, "plan.create")
    context = _around(scope) | {
        "plan": plan,
        "year": plan.start_year,
        "step": 3,
        "count": plan.actions.filter(deleted_at=None).count(),
        "told": request.session.get(f"made:{plan.key}", {}),
    }
    return render(request, "plans/new_made.html", context)
