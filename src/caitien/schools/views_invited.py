"""The page behind an invitation's link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from caitien.accounts import limits
from caitien.accounts.forms import NewPasswordForm
from caitien.accounts.joining import sign_in
from caitien.accounts.models import User
from caitien.accounts.services_invitations import UnknownInvitation, invitation_of
from caitien.ui import clock
from caitien.ui.middleware import open_to_all
from caitien.ui.problems import Problem

from .roles import Role
from .services_invited import accept_as_new, accept_as_user

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@open_to_all
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Answer an invitation: as the user signed in, or by making an account."""
    if limits.full(request, "invitation"):
        return limits.too_many(request)
    try:
        found = invitation_of(token, clock.now())
    except Problem as problem:
        if isinstance(problem, UnknownInvitation):
            limits.count(request, "invitation")
        over = {"problem": problem}
        return render(request, "schools/invitation_over.html", over, status=problem.status)
    user = request.user if isinstance(request.user, User) else None
    posted = request.POST if request.method == "POST" else None
    form = NewPasswordForm(posted, initial={"full_name": found.full_name})
    if request.method == "POST":
        answer = _answer(request, token, form, user)
        if answer is not None:
            return answer
    context = {
        "invitation": found,
        "form": form,
        "known": User.objects.filter(email=found.email).exists(),
        "role": Role(found.role).label,
        "user_in": user,
        "other": user is not None and user.email != found.email,
    }
    return render(request, "schools/invitation.html", context)


def _answer(
    request: HttpRequest, token: str, form: NewPasswordForm, user: User | None
) -> HttpResponse | None:
    now, today = clock.now(), clock.today()
    valid = form.is_valid()
    try:
        if user is not None:
            accept_as_user(token=token, user=user, at=now, today=today)
            return redirect("home")
        if valid:
            name, password = form.cleaned_data["full_name"], form.cleaned_data["password"]
            made = accept_as_new(
                token=token, full_name=name, password=password, at=now, today=today
            )
            sign_in(request, made)
            return redirect("home")
    except Problem as problem:
        form.add_error(None, problem.message)
    return None
