"""Every page asks for a sign-in unless its view says it is open; none is kept by a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

View = Callable[..., HttpResponseBase]


def open_to_all(view: View) -> View:
    """Mark a view that needs no sign-in (public pages, health, set-up)."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


class SignInFirst:
    """Sends a visitor who has not signed in to the sign-in page; htmx gets told to go there.

    What somebody with a session is shown is not kept: on a machine of the staff room the next
    person's “Back” must not bring it up again. Views that say otherwise are left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; what comes back is private where a session came with it."""
        answer = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            answer.headers.setdefault("Cache-Control", "private, no-store")
        return answer

    def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Stop a visitor before a view that is not open to all."""
        if getattr(view, "open_to_all", False) or view.__module__.startswith("allauth."):
            return None  # without a look at who comes: health answers when nobody can be looked up
        if request.user.is_authenticated:
            return None
        if request.headers.get("HX-Request") or request.headers.get("X-Caitien"):
            answer = HttpResponse(status=401)
            answer["HX-Redirect"] = reverse("account_login")
            return answer
        return redirect_to_login(request.get_full_path())
