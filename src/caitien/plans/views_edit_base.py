"""What the views of the editor share: the plan in its scope, what was sent, how refusals answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from caitien.schools.access import Scope, enter
from caitien.ui import clock
from caitien.ui.problems import Problem

from .queries_plans import plan_for
from .states import EDITABLE

if TYPE_CHECKING:
    from django.http import HttpRequest

    from .models import Plan

View = Callable[..., HttpResponse]


def by_script(request: HttpRequest) -> bool:
    """Whether the page's script asks, not a plain form."""
    return bool(request.headers.get("X-Caitien"))


def the_plan(request: HttpRequest, slug: str, key: str, capability: str) -> tuple[Scope, Plan]:
    """The scope of the user and the plan in it: stranger 404, member without the right 403."""
    scope = enter(request.user, slug, capability, today=clock.today())
    return scope, plan_for(scope, key)


def may_edit(scope: Scope, plan: Plan) -> bool:
    """Whether this user may change this plan's content today."""
    return scope.may("plan.edit") and plan.state in EDITABLE


def base_of(scope: Scope, plan: Plan) -> str:
    """The address of the plan, with its slash; sub-addresses follow it."""
    return reverse("plan", args=[scope.school.slug, plan.key])


def sent(request: HttpRequest) -> dict[str, Any]:
    """What was sent, as JSON by the script or as a form. Problem where it is neither."""
    if not (request.content_type or "").startswith("application/json"):
        return dict(request.POST.items())
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        raise Problem("Trang gửi lên không đọc được; nội dung cũ còn nguyên. Hãy tải lại trang.")
    return data


def refusals(view: View) -> View:
    """A Problem becomes JSON for the script, a message and the plan's page for a plain form."""

    @wraps(view)
    def answer(
        request: HttpRequest, slug: str, key: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        try:
            return view(request, slug, key, *args, **kwargs)
        except Problem as problem:
            if by_script(request):
                return JsonResponse({"message": problem.message}, status=problem.status)
            messages.error(request, problem.message)
            return redirect("plan", slug, key)

    return answer


def is_number(value: str) -> bool:
    """Whether a text is the number of a record: digits, and no more than a database holds."""
    return value.isascii() and value.isdecimal() and len(value) < 16


def text(data: dict[str, Any], name: str) -> str:
    """A text of what was sent; "" where it is none."""
    value = data.get(name, "")
    return value if isinstance(value, str) else ""
