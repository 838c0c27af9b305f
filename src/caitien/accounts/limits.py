"""Limits on guessing at our own doors: set-up code, invitation links, one's own password."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from allauth.core.internal import ratelimit
from django.core.cache import cache

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
    """Whether this visitor has used up the tries of an action; counts nothing, one query a rate."""
    for rate in ratelimit.get_rates(app=APP, action=action, config=RATES):
        key = ratelimit.get_cache_key(request, app=APP, action=action, rate=rate)
        tries = cache.get(key, [])
        if not ratelimit.apply_rate(tries, time.time(), rate, dry_run=True)[0]:
            return True
    return False


def count(request: HttpRequest, action: str) -> bool:
    """Count one try; False where it was one too many."""
    used = ratelimit.consume(request, app=APP, action=action, config=RATES, limit_get=True)
    return used is not None


def too_many(request: HttpRequest) -> HttpResponse:
    """The page that asks to wait (429)."""
    return answer(request, 429)
