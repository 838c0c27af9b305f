"""Every page asks for a sign-in unless its view says it is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

View = Callable[..., HttpResponseBase]


def open_to_all(view: View) -> View:
    """Mark a view that needs no sign-in (public pages, health, set-up)."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


class SignInFirst:
    """Sends a visitor who has not signed in to the sign-in page; htmx gets told to go there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Stop a visitor before a view that is not open to all."""
        if request.user.is_authenticated or getattr(view, "open_to_all", False):
            return None
        if view.__module__.startswith("allauth."):
            return None
        if request.headers.get("HX-Request") or request.headers.get("X-Caitien"):
            answer = HttpResponse(status=401)
            answer["HX-Redirect"] = reverse("account_login")
            return answer
        return redirect_to_login(request.get_full_path())
