"""Remarks on a plan: the council's part of the review."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caitien.accounts.models import User
from caitien.notices.services import notify
from caitien.schools.access import enter
from caitien.schools.models import Person
from caitien.ui import clock
from caitien.ui.problems import Problem

from .drafting import draft_of
from .editions import edition_notice
from .life_notices import still_here
from .models import Comment
from .queries_plans import Threads, named_in, plan_for, threads_of
from .reading import reading_html
from .services_comments import comment, settle
from .states import SEALED
from .views_edit_base import is_number

if TYPE_CHECKING:
    from django.http import HttpRequest

    from caitien.schools.access import Scope

    from .models import Plan


@require_GET
def plan_read(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The plan as a page to read and print."""
    scope = enter(request.user, slug, "plan.view", today=clock.today())
    plan = plan_for(scope, key)
    context = {"scope": scope, "plan": plan, "year": plan.start_year, "active": "plans"}
    context["notice"] = edition_notice(plan, editable=scope.may("plan.edit"))
    context["paper_html"] = reading_html(draft_of(plan), plan.form or None)
    return render(request, "plans/read.html", context)


@require_http_methods(["GET", "POST"])
def plan_comments(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """All remarks of a plan; a new one on the plan, a row or a cell."""
    scope = enter(request.user, slug, "plan.view", today=clock.today())
    plan = plan_for(scope, key)
    failed = _write(request, scope, plan) if request.method == "POST" else None
    if request.method == "POST" and failed is None:
        return redirect("plan-comments", slug, key)
    people = Person.objects.filter(organisation=plan.school, active=True)
    context = {
        "scope": scope,
        "plan": plan,
        "year": plan.start_year,
        "active": "plans",
        "threads": _with_rows(plan, threads_of(plan)),
        "people": people,
        "failed": failed,
        "typed": request.POST.get("text", ""),
        "may_comment": scope.may("plan.comment") and plan.state not in SEALED,
        "may_settle": scope.may("plan.comment"),
        "closed": plan.state in SEALED,
        "row": request.GET.get("dong", request.POST.get("row", "")),
        "field": request.GET.get("o", request.POST.get("field", "")),
    }
    return render(request, "plans/comments.html", context, status=400 if failed else 200)


def _with_rows(plan: Plan, threads: Threads) -> list[tuple[Comment, list[Comment], str]]:
    """Each remark with its answers and the words of the row it is about."""
    wanted = {one.row for one, _ in threads if one.row}
    names: dict[UUID | None, str] = {}
    if not wanted:
        return [(one, answers, "") for one, answers in threads]
    for action in plan.actions.filter(uid__in=wanted):
        names[action.uid] = f"{action.criterion} {action.work}".strip()[:90]
    for section in plan.sections.filter(uid__in=wanted):
        names[section.uid] = section.heading[:90]
    for problem in plan.problems.filter(uid__in=wanted - set(names)):
        names[problem.uid] = f"{problem.criterion} {problem.weakness or problem.current}"[:90]
    for entry in plan.monitoring.filter(uid__in=wanted - set(names)):
        names[entry.uid] = f"Theo dõi: {entry.when or entry.content}"[:90]
    return [(one, answers, names.get(one.row, "")) for one, answers in threads]


def _answered(plan: Plan, number: str) -> Comment:
    """The remark that is answered; not found where the number names none of this plan."""
    if not is_number(number):
        raise Http404
    found: Comment = get_object_or_404(plan.comments, pk=int(number))
    return found


def _write(request: HttpRequest, scope: Scope, plan: Plan) -> str | None:
    """Write the remark of a request; the reason where it could not be written."""
    scope.need("plan.comment")
    data = request.POST
    chosen = [int(value) for value in data.getlist("mentions") if is_number(value)]
    text = data.get("text", "")
    chosen += named_in(text, plan.school)
    told = list(
        Person.objects.filter(organisation=plan.school, pk__in=chosen).select_related("user")
    )
    reply = data.get("reply_to", "")
    try:
        made = comment(
            plan=plan,
            text=text,
            once=data.get("once", "")[:40],
            actor=scope.user,
            at=clock.now(),
            row=_uuid(data.get("row", "")),
            field=data.get("field", ""),
            reply_to=_answered(plan, reply) if reply else None,
            mentions=told,
        )
    except Problem as problem:
        return problem.message
    users: set[User] = {plan.created_by, *(one.user for one in told if one.user)}
    if made.reply_to:
        users.add(made.reply_to.author)
    notify(
        users=still_here(users - {scope.user}, plan.school, scope.today),
        organisation=plan.school,
        kind="plan.comment",
        text=f"{scope.user} góp ý về “{plan.name}”: {made.text}",
        url=reverse("plan-comments", args=[plan.school.slug, plan.key]) + f"#y-{made.pk}",
        at=made.at,
    )
    messages.success(request, "Đã gửi ý kiến.")
    return None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


@require_POST
def comment_settle(request: HttpRequest, slug: str, key: str, number: int) -> HttpResponse:
    """Settle a remark, or open it again."""
    scope = enter(request.user, slug, "plan.comment", today=clock.today())
    plan = plan_for(scope, key)
    found = get_object_or_404(plan.comments, pk=number)
    wanted = request.POST.get("settled", "1") == "1"
    settle(comment=found, actor=scope.user, at=clock.now(), settled=wanted)
    return redirect("plan-comments", slug, key)
