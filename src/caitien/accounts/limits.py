"""Limits on guessing at our own doors: set-up code, invitation links, one's own password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core.internal import ratelimit

from caitien.ui.errors import answer

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

APP = "caitien.accounts"
#: action → how often an address on the network (or a user) may fail
RATES = {
    "setup": "10/10m/ip",
    "invitation": "20/10m/ip",
    "password": "10/10m/user",
    "test_mail": "5/10m/user",
}


def full(request: HttpRequest, action: str) -> bool:
    """Whether this visitor has used up the tries of an action; counts nothing."""
    used = ratelimit.consume(
        request, app=APP, action=action, config=RATES, dry_run=True, limit_get=True
    )
    return used is None


def count(request: HttpRequest, action: str) -> bool:
    """Count one try; False where it was one too many."""
    used = ratelimit.consume(request, app=APP, action=action, config=RATES, limit_get=True)
    return used is not None


def too_many(request: HttpRequest) -> HttpResponse:
    """The page that asks to wait (429)."""
    return answer(request, 429)
