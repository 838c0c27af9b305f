"""First-run set-up and one's own page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from caitien.ui import clock
from caitien.ui.middleware import open_to_all
from caitien.ui.problems import Problem

from .models import User
from .services import forget_setup_code, rename, set_up

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

BACKEND = "django.contrib.auth.backends.ModelBackend"
SETUP_CODE = "ma-thiet-lap"


class SetupForm(forms.Form):
    """The keeper of the installation, and the code that proves who is at the machine."""

    code = forms.CharField(label="Mã thiết lập", max_length=80)
    full_name = forms.CharField(label="Họ và tên đầy đủ", max_length=120)
    email = forms.EmailField(label="Thư điện tử (dùng để đăng nhập)")
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


class ProfileForm(forms.Form):
    """One's own name and telephone."""

    full_name = forms.CharField(label="Họ và tên đầy đủ", max_length=120)
    phone = forms.CharField(label="Điện thoại", max_length=30, required=False)


def kept_code() -> str | None:
    """The set-up code of this machine, None where set-up is over or was never begun."""
    try:
        return Path(settings.DATA, SETUP_CODE).read_text(encoding="ascii").strip() or None
    except OSError:
        return None


@open_to_all
@never_cache
@sensitive_post_parameters("password", "again", "code")
@require_http_methods(["GET", "POST"])
def setup(request: HttpRequest) -> HttpResponse:
    """The first-run page: 404 once somebody keeps the installation."""
    if User.objects.filter(is_superuser=True).exists():
        raise Http404
    form = SetupForm(request.POST or None, initial={"code": request.GET.get("ma", "")})
    if request.method == "POST" and form.is_valid():
        try:
            user = set_up(
                code=form.cleaned_data["code"],
                kept=kept_code(),
                email=form.cleaned_data["email"],
                full_name=form.cleaned_data["full_name"],
                password=form.cleaned_data["password"],
                at=clock.now(),
            )
        except Problem as problem:
            form.add_error(None, problem.message)
        else:
            forget_setup_code(Path(settings.DATA), SETUP_CODE)
            login(request, user, backend=BACKEND)
            return redirect("home")
    return render(request, "accounts/setup.html", {"form": form})


@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """One's own page: name, ways to sign in."""
    user = request.user
    if not isinstance(user, User):
        raise Http404
    form = ProfileForm(
        request.POST or None, initial={"full_name": user.full_name, "phone": user.phone}
    )
    if request.method == "POST" and form.is_valid():
        rename(
            user=user,
            full_name=form.cleaned_data["full_name"],
            phone=form.cleaned_data["phone"],
            at=clock.now(),
        )
        messages.success(request, "Đã lưu thông tin của thầy cô.")
        return redirect("profile")
    return render(request, "accounts/profile.html", {"form": form})
