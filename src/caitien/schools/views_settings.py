"""The school itself: facts, levels, sites, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caitien.ui import clock
from caitien.ui.problems import Conflict, Problem

from . import names, queries, queries_schools, queries_staff
from . import services_settings as settings
from . import services_tree_events as events
from .access import enter
from .forms import DayForm, FactsForm, SiteForm
from .models import Organisation
from .views_common import attempt, conflict, once_of, page, rebased, refuse, tell

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from .access import Scope


@require_GET
def school_settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Facts of the school, its sites, its head today, its history."""
    scope = enter(request.user, slug, "school.view", today=clock.today())
    school = scope.school
    context = page(
        scope,
        "facts",
        levels=names.levels_words(school.levels),
        authority=queries.authority_line(school, scope.today),
        head=queries.head_on(school, scope.today),
        counts=queries_staff.counts(school),
        sites=queries_schools.sites(school),
        history=queries.history_of(school),
    )
    return render(request, "schools/settings.html", context)


@require_http_methods(["GET", "POST"])
def school_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change facts; from a stale page both versions are shown."""
    scope = enter(request.user, slug, "school.manage", today=clock.today())
    stored = settings.values_of(scope.school)
    form = FactsForm.on(stored)
    context = page(scope, "facts")
    if request.method == "POST":
        form = FactsForm(request.POST)
        if form.is_valid():
            try:
                changed = settings.edit_facts(
                    organisation=scope.school,
                    base=form.started_from(),
                    values=form.values(),
                    actor=scope.user,
                    at=clock.now(),
                )
            except Conflict as problem:
                again = FactsForm(rebased(form, stored, problem))
                back = reverse("school-settings", args=[slug])
                return conflict(request, context, again, problem, back)
            except Problem as problem:
                refuse(form, problem)
            else:
                tell(request, changed, "Đã lưu thông tin của trường.")
                return redirect("school-settings", slug)
    return render(request, "schools/facts_form.html", {**context, "form": form})


@require_http_methods(["GET", "POST"])
def site_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a site."""
    scope = enter(request.user, slug, "school.manage", today=clock.today())
    form = SiteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            site, new = settings.add_site(
                school=scope.school,
                name=form.cleaned_data["name"],
                address=form.cleaned_data["address"],
                actor=scope.user,
                at=clock.now(),
                once=once_of(request),
            )
        except Problem as problem:
            refuse(form, problem)
        else:
            tell(request, new, f"Đã thêm {site.name}.", f"{site.name} đã có rồi.")
            return redirect("school-settings", slug)
    return render(request, "schools/site_form.html", page(scope, "facts", form=form))


def _site(scope: Scope, slug: str) -> Organisation:
    return get_object_or_404(queries_schools.sites(scope.school), slug=slug)


@require_http_methods(["GET", "POST"])
def site_edit(request: HttpRequest, slug: str, site: str) -> HttpResponse:
    """Change a site, or write that it is closed."""
    scope = enter(request.user, slug, "school.manage", today=clock.today())
    found = _site(scope, site)
    stored = {"name": found.name, "address": found.address}
    form = SiteForm.on(stored)
    close_form = DayForm(initial={"on": scope.today}, prefix="dong")
    context = page(scope, "facts", site=found, close_form=close_form)
    if request.method == "POST":
        form = SiteForm(request.POST)
        if form.is_valid():
            try:
                changed = settings.edit_site(
                    site=found,
                    base=form.started_from(),
                    name=form.cleaned_data["name"],
                    address=form.cleaned_data["address"],
                    actor=scope.user,
                    at=clock.now(),
                )
            except Conflict as problem:
                again = SiteForm(rebased(form, stored, problem))
                back = reverse("school-settings", args=[slug])
                return conflict(request, context, again, problem, back)
            except Problem as problem:
                refuse(form, problem)
            else:
                tell(request, changed, f"Đã lưu {form.cleaned_data['name']}.")
                return redirect("school-settings", slug)
    return render(request, "schools/site_form.html", {**context, "form": form})


@require_POST
def site_close(request: HttpRequest, slug: str, site: str) -> HttpResponse:
    """Write that a site works no more; it stays on the papers of its days."""
    scope = enter(request.user, slug, "school.manage", today=clock.today())
    found = _site(scope, site)
    form = DayForm(request.POST, prefix="dong")
    if not form.is_valid():
        messages.error(request, "Chưa lưu: hãy ghi ngày thôi hoạt động.")
        return redirect("site-edit", slug, site)
    on = form.cleaned_data["on"]
    told = attempt(
        request,
        lambda: events.close(
            organisation=found, on=on, decision="", actor=scope.user, at=clock.now()
        ),
        f"Đã ghi {found.name} thôi hoạt động.",
    )
    return redirect("school-settings", slug) if told else redirect("site-edit", slug, site)
