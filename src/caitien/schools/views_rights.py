"""Who may what: roles given and ended, invitations, the table of what each role may do."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caitien.accounts.joining import deliver
from caitien.accounts.models import Invitation
from caitien.accounts.queries import open_invitations
from caitien.accounts.services import invite, revoke
from caitien.ui import clock
from caitien.ui.problems import Problem

from . import queries_rights, services_rights, years
from .access import enter
from .forms_rights import EndForm, GiveForm
from .models import Grant, Person
from .roles import Role
from .views_common import PAGE, page, paged, refuse, tell

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from .access import Scope


@require_GET
def rights(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has which role until when."""
    scope = enter(request.user, slug, "roles.manage", today=clock.today())
    wanted = {
        name: request.GET.get(key, "")[:100]
        for name, key in (("query", "tim"), ("role", "vai_tro"), ("state", "loc"))
    }
    found = queries_rights.grants(scope.school, scope.today, **wanted)
    context = page(
        scope,
        "rights",
        page=paged(request, found),
        wanted=wanted,
        states=queries_rights.STATES,
        roles=queries_rights.roles_of_kind(scope.school),
        invitations=_waiting(request, scope),
    )
    return render(request, "schools/rights.html", context)


def _waiting(request: HttpRequest, scope: Scope) -> Page[Invitation]:
    """The page of the open invitations that the address asks for (`trang_moi`)."""
    found = open_invitations(scope.school.pk, clock.now())
    return Paginator(found, PAGE).get_page(request.GET.get("trang_moi"))


@require_GET
def rights_table(request: HttpRequest, slug: str) -> HttpResponse:
    """What each role may do."""
    scope = enter(request.user, slug, "staff.view", today=clock.today())
    roles, rows = queries_rights.capability_table(scope.school)
    told = [(role, queries_rights.ROLE_WORDS[role]) for role in roles]
    context = page(scope, "rights", roles=roles, rows=rows, told=told)
    return render(request, "schools/rights_table.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def rights_give(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a role: at once to who has an account, by a link to copy to who has none."""
    scope = enter(request.user, slug, "roles.manage", today=clock.today())
    year = years.year_of(scope.today)
    initial = {
        "person": request.GET.get("nguoi", "")[:12],
        "role": request.GET.get("vai-tro", "")[:20],
    }
    form = GiveForm(request.POST or None, initial=initial, organisation=scope.school, year=year)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            link = _give(request, scope, form)
        except Problem as problem:
            refuse(form, problem)
            status = problem.status
        else:
            if not link:
                return redirect("rights", slug)
            return render(request, "schools/invited.html", page(scope, "rights", **link))
    context = page(scope, "rights", form=form)
    return render(request, "schools/rights_give.html", context, status=status)


def _give(request: HttpRequest, scope: Scope, form: GiveForm) -> dict[str, str]:
    """Give or invite; the link of an invitation and whom it is for, {} where none is needed."""
    given, at = form.cleaned_data, clock.now()
    person: Person | None = given["person"]
    if person is not None and person.user is not None:
        _, new = services_rights.give_role(
            organisation=scope.school,
            user=person.user,
            role=given["role"],
            from_on=None,
            until_on=given["until_on"],
            start_year=given["start_year"],
            actor=scope.user,
            at=at,
        )
        tell(request, new, f"Đã giao vai trò cho {person.full_name}.",
             f"{person.full_name} đang có vai trò này rồi.")  # fmt: skip
        return {}
    email = services_rights.check_invitation(
        organisation=scope.school,
        person=person,
        email=given["email"],
        role=given["role"],
        actor=scope.user,
        today=scope.today,
    )
    name = person.full_name if person else given["full_name"].strip()
    if not name:
        raise Problem("Hãy ghi họ và tên người được mời.")
    begin, until = services_rights.period(
        given["role"], None, given["until_on"], given["start_year"], scope.today
    )
    invitation, token = invite(
        organisation=scope.school, email=email, full_name=name, role=given["role"],
        person=person, grant_from=begin, grant_until=until, start_year=given["start_year"],
        actor=scope.user, at=at,
    )  # fmt: skip
    shown = deliver(request, invitation, token, str(Role(given["role"]).label))
    if not shown:
        messages.success(request, f"Đã gửi lời mời tới {email}.")
    return shown


@require_http_methods(["GET", "POST"])
def rights_end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let a role end, now or on a day."""
    scope = enter(request.user, slug, "roles.manage", today=clock.today())
    grant = get_object_or_404(
        Grant.objects.select_related("user", "organisation"), organisation=scope.school, pk=pk
    )
    form = EndForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        now = form.cleaned_data["when"] == "now"
        on = scope.today - timedelta(days=1) if now else form.cleaned_data["on"]
        try:
            changed = services_rights.end_role(grant=grant, on=on, actor=scope.user, at=clock.now())
        except Problem as problem:
            refuse(form, problem)
            status = problem.status
        else:
            tell(request, changed, f"Đã cho thôi vai trò của {grant.user}.")
            return redirect("rights", slug)
    context = page(scope, "rights", form=form, grant=grant)
    return render(request, "schools/rights_end.html", context, status=status)


@require_POST
def invitation_revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Call an invitation back that nobody has answered."""
    scope = enter(request.user, slug, "roles.manage", today=clock.today())
    invitation = get_object_or_404(Invitation, organisation=scope.school, pk=pk)
    revoke(invitation=invitation, actor=scope.user, at=clock.now())
    messages.success(request, f"Đã thu hồi lời mời {invitation.email}.")
    return redirect("rights", slug)
