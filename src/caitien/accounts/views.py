"""First-run set-up and one's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from caitien.ui import clock
from caitien.ui.middleware import open_to_all
from caitien.ui.problems import Problem

from . import limits, setup_code
from .forms import LeaveForm, ProfileForm, SetupForm
from .joining import sign_in
from .models import User
from .queries import second_steps
from .services import end_other_sign_ins, rename, set_up

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@open_to_all
@never_cache
@sensitive_post_parameters("password", "again", "code")
@require_http_methods(["GET", "POST"])
def setup(request: HttpRequest) -> HttpResponse:
    """The first-run page: 404 once somebody keeps the installation."""
    if User.objects.filter(is_superuser=True).exists():
        raise Http404
    form = SetupForm(request.POST or None, initial={"code": request.GET.get("ma", "")[:80]})
    if request.method == "POST":
        if not limits.count(request, "setup"):
            return limits.too_many(request)
        if form.is_valid() and (user := _set_up(form)) is not None:
            sign_in(request, user)
            return redirect("home")
    return render(request, "accounts/setup.html", {"form": form})


def _set_up(form: SetupForm) -> User | None:
    """Make the keeper; None where it was refused (the form says why)."""
    given = form.cleaned_data
    try:
        user = set_up(
            code=given["code"].strip(),
            kept=setup_code.kept(),
            email=given["email"],
            full_name=given["full_name"],
            password=given["password"],
            at=clock.now(),
        )
    except Problem as problem:
        form.add_error(None, problem.message)
        return None
    setup_code.forget()
    return user


def _me(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


@never_cache
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """One's own page: name, ways to sign in."""
    user = _me(request)
    first = {"full_name": user.full_name, "phone": user.phone}
    form = ProfileForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        changed = rename(
            user=user, full_name=given["full_name"], phone=given["phone"], at=clock.now()
        )
        if (changed.full_name, changed.phone) == (user.full_name, user.phone):
            messages.info(request, "Không có gì thay đổi nên không lưu thêm.")
        else:
            messages.success(request, "Đã lưu thông tin của thầy, cô.")
        return redirect("profile")
    steps = second_steps(user)
    context = {
        "form": form,
        "steps": steps,
        "second": bool(steps.get("totp") or steps.get("webauthn")),
    }
    return render(request, "accounts/profile.html", context)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def leave_others(request: HttpRequest) -> HttpResponse:
    """End the sign-ins of all other machines; this one stays."""
    user = _me(request)
    form = LeaveForm(request.POST or None, has_password=user.has_usable_password())
    if request.method == "POST":
        if not limits.count(request, "password"):
            return limits.too_many(request)
        if form.is_valid():
            try:
                user = end_other_sign_ins(
                    user=user, password=form.cleaned_data.get("password"), at=clock.now()
                )
            except Problem as problem:
                form.add_error(None, problem.message)
            else:
                update_session_auth_hash(request, user)
                messages.success(request, "Đã đăng xuất khỏi mọi máy khác.")
                return redirect("profile")
    return render(request, "accounts/leave_others.html", {"form": form})
