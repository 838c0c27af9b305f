"""Home, the year's overview, one's own work, an office's panorama, and health."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from caitien.accounts.models import User
from caitien.schools.access import enter, organisations_of
from caitien.schools.years import year_of, years_of
from caitien.ui import clock
from caitien.ui.middleware import open_to_all

from . import health as health_signs
from . import queries
from .overview import overview_of

if TYPE_CHECKING:
    from django.http import HttpRequest

_YEAR = re.compile("20[0-9][0-9]")


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The chooser of one's schools and offices; goes on by itself where there is one."""
    if not isinstance(request.user, User):
        raise Http404
    found = organisations_of(request.user, clock.today())
    if len(found) == 1 and not request.user.is_superuser:
        return redirect("office" if found[0].is_office else "school", found[0].slug)
    return render(request, "reports/home.html", {"places": found})


@require_GET
def school(request: HttpRequest, slug: str) -> HttpResponse:
    """To the overview of the current school year, or to one's own work for a teacher."""
    today = clock.today()
    scope = enter(request.user, slug, "school.view", today=today)
    name = "overview" if scope.may("plan.comment") or not scope.may("mine.view") else "mine"
    return redirect(name, slug, year_of(today))


@require_GET
def overview(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Tổng quan: legal dates, what is next, what is missing, criteria, timeline, budget."""
    scope = enter(request.user, slug, "school.view", today=clock.today())
    context = {"scope": scope, "year": year, "active": "overview"}
    context |= overview_of(scope, year)
    context["years"] = years_of(scope.school, scope.today)
    return render(request, "reports/overview.html", context)


@require_GET
def mine(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Việc của tôi: one's own part first, and nothing more is needed to see it."""
    scope = enter(request.user, slug, "mine.view", today=clock.today())
    plans = queries.plans_of_year(scope.school, year)
    context = {
        "scope": scope,
        "year": year,
        "active": "mine",
        "actions": queries.my_actions(scope, year),
        "mentions": queries.my_mentions(scope),
        "waiting": queries.next_for(scope, plans, queries.lacking(scope, plans)),
    }
    return render(request, "reports/mine.html", context)


@require_GET
def office(request: HttpRequest, slug: str) -> HttpResponse:
    """Toàn cảnh of an office: who has issued and sent what, by name; never a league table."""
    today = clock.today()
    scope = enter(request.user, slug, "office.view", today=today)
    asked = request.GET.get("nam", "")
    year = int(asked) if _YEAR.fullmatch(asked) else year_of(today)
    words, state = request.GET.get("tim", "").strip(), request.GET.get("loc", "")
    under, issued = queries.schools_with_issued(scope.organisation, year)
    schools = queries.named(under, words) if words else under
    ready = [pk for pk in schools if pk in issued]
    rest = [pk for pk in schools if pk not in issued]
    shown = {"co": ready, "chua": rest}.get(state, schools)
    page = Paginator(shown, 25).get_page(request.GET.get("page"))
    context = {
        "scope": scope,
        "year": year,
        "active": "office",
        "page": page,
        "lines": queries.schools_of_office(scope.organisation, list(page.object_list), year),
        "total": len(under),
        "issued": len(ready),
        "words": words,
        "state": state,
        "year_choices": range(year_of(today) + 1, year_of(today) - 4, -1),
    }
    return render(request, "reports/office.html", context)


@open_to_all
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Whether the application works: 200 or 503; JSON for programs, a page for people.

    The page is drawn without the request: it says so, too, when nobody can be looked up.
    """
    signs = health_signs.look(clock.now())
    well = all(sign.well for sign in signs)
    status = 200 if well else 503
    if "text/html" in request.headers.get("Accept", ""):
        context = {
            "signs": signs,
            "well": well,
            "mail": bool(settings.MAIL_HOST),
            "is_demo_site": settings.DEMO,
        }
        return HttpResponse(render_to_string("reports/health.html", context), status=status)
    body = {"ok": well, "checks": {sign.name: sign.well for sign in signs}}
    return JsonResponse(body, status=status)
