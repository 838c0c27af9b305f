"""Accounts: all of them for the keeper; locked by the keeper or who gives roles at the place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from caitien.accounts.models import User
from caitien.accounts.queries import second_steps
from caitien.ui import clock
from caitien.ui.problems import Problem

from . import queries_accounts
from .access import enter
from .forms_accounts import LockForm
from .services_accounts import set_locked
from .views_common import keeper_of, page, paged, refuse, tell

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from .models import Organisation


@never_cache
@require_GET
def keeper_accounts(request: HttpRequest) -> HttpResponse:
    """Every account of the installation, for its keeper: searched, filtered, by page."""
    keeper_of(request)
    wanted = {"query": request.GET.get("tim", "")[:100], "state": request.GET.get("loc", "")}
    if wanted["state"] not in queries_accounts.STATES:
        wanted["state"] = ""
    context = {
        "page": paged(request, queries_accounts.accounts(clock.today(), **wanted)),
        "wanted": wanted,
        "states": queries_accounts.STATES,
        "tab": "accounts",
    }
    return render(request, "schools/keeper_accounts.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def keeper_account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account as the keeper sees it: where it belongs, what was done to it; locked here."""
    keeper = keeper_of(request)
    user = get_object_or_404(User.objects.select_related("locked_by", "locked_in"), pk=pk)
    form, status = _lock_form(request, user, keeper, None)
    if form is None:
        return redirect("keeper-account", pk)
    today = clock.today()
    context = {
        "account": user,
        "form": form,
        "places": queries_accounts.places_of(user, today),
        "without": queries_accounts.left_without_manager(user, today) if user.is_active else [],
        "lines": queries_accounts.lines_of(user),
        "steps": second_steps(user),
        "own": user.pk == keeper.pk,
        "tab": "accounts",
    }
    return render(request, "schools/keeper_account.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def rights_account(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The account of somebody of this school or office, locked and unlocked by its managers."""
    scope = enter(request.user, slug, "roles.manage", today=clock.today())
    user = get_object_or_404(User.objects.select_related("locked_by", "locked_in"), pk=pk)
    if not queries_accounts.was_here(user, scope.school):
        raise Http404
    form, status = _lock_form(request, user, scope.user, scope.school)
    if form is None:
        return redirect("rights-account", slug, pk)
    context = page(
        scope,
        "rights",
        account=user,
        form=form,
        own=user.pk == scope.user.pk,
        only_here=queries_accounts.belongs_only(user, scope.school, scope.today),
        locked_here=user.locked_in_id == scope.school.pk,
    )
    return render(request, "schools/account.html", context, status=status)


def _lock_form(
    request: HttpRequest, user: User, actor: User, organisation: Organisation | None
) -> tuple[LockForm | None, int]:
    """The form and the status of its page; no form where it was written."""
    first: dict[str, Any] = {"want": "khoa" if user.is_active else "mo"}
    form = LockForm(request.POST or None, initial=first)
    if request.method != "POST" or not form.is_valid():
        return form, 200
    locked = form.cleaned_data["want"] == "khoa"
    try:
        changed = set_locked(
            user=user,
            locked=locked,
            reason=form.cleaned_data["reason"],
            organisation=organisation,
            actor=actor,
            at=clock.now(),
        )
    except Problem as problem:
        refuse(form, problem)
        return form, problem.status
    words = (
        f"Đã khóa tài khoản của {user}; mọi máy đang dùng tài khoản này đã bị đăng xuất."
        if locked
        else f"Đã mở lại tài khoản của {user}."
    )
    tell(request, changed, words)
    return None, 302
