"""The page behind an invitation's link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib.auth import login
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from caitien.accounts.models import User
from caitien.accounts.services import invitation_of
from caitien.ui import clock
from caitien.ui.middleware import open_to_all
from caitien.ui.problems import Problem

from .roles import Role
from .services_invited import accept_as_new, accept_as_user

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

BACKEND = "django.contrib.auth.backends.ModelBackend"


class JoinForm(forms.Form):
    """Name and password of a new account."""

    full_name = forms.CharField(label="Họ và tên đầy đủ", max_length=120)
    password = forms.CharField(
        label="Mật khẩu",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Ít nhất 10 ký tự; có thể là một câu dễ nhớ.",
    )
    again = forms.CharField(
        label="Nhập lại mật khẩu",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """The same password twice."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password"):
            raise forms.ValidationError("Hai lần nhập mật khẩu chưa giống nhau.")
        return again


@open_to_all
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Answer an invitation: as the user signed in, or by making an account."""
    try:
        found = invitation_of(token, clock.now())
    except Problem as problem:
        return render(request, "schools/invitation_over.html", {"problem": problem}, status=410)
    known = User.objects.filter(email=found.email).exists()
    user = request.user if isinstance(request.user, User) else None
    form = JoinForm(request.POST or None, initial={"full_name": found.full_name})
    if request.method == "POST":
        answer = _answer(request, token, form, user)
        if answer is not None:
            return answer
    role = Role(found.role).label
    context = {"invitation": found, "form": form, "known": known, "role": role, "user_in": user}
    return render(request, "schools/invitation.html", context)


def _answer(
    request: HttpRequest, token: str, form: JoinForm, user: User | None
) -> HttpResponse | None:
    now, today = clock.now(), clock.today()
    try:
        if user is not None:
            accept_as_user(token=token, user=user, at=now, today=today)
            return redirect("home")
        if form.is_valid():
            name, password = form.cleaned_data["full_name"], form.cleaned_data["password"]
            made = accept_as_new(
                token=token, full_name=name, password=password, at=now, today=today
            )
            login(request, made, backend=BACKEND)
            return redirect("home")
    except Problem as problem:
        form.add_error(None, problem.message)
    return None
