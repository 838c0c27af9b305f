"""System checks: settings that would make the application unsafe or unable to work."""

from __future__ import annotations

import os
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from . import environment


@register(Tags.security)
def oidc_is_whole(app_configs: Any, **more: Any) -> list[CheckMessage]:
    """Signing in with an office's account needs issuer, client id and secret."""
    issuer = urlsplit(settings.OIDC_ISSUER)
    if settings.OIDC_ISSUER and not (issuer.scheme in ("https", "http") and issuer.netloc):
        return [Error("CAITIEN_OIDC_ISSUER phải là một địa chỉ https://…", id="caitien.E002")]
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    if all(app["client_id"] and app["secret"] for app in apps):
        return []
    return [
        Error(
            "Có CAITIEN_OIDC_ISSUER nhưng thiếu CAITIEN_OIDC_CLIENT_ID hoặc CAITIEN_OIDC_SECRET.",
            id="caitien.E001",
        )
    ]


@register(Tags.security)
def debugging_is_for_this_machine(app_configs: Any, **more: Any) -> list[CheckMessage]:
    """Pages of a broken program show its inside: never to visitors of a site with a name."""
    if not (settings.DEBUG and (settings.HOSTS or settings.SECURE)):
        return []
    return [
        Error(
            "CAITIEN_DEBUG=1 chỉ dùng khi phát triển, không đi cùng CAITIEN_HOSTS, CAITIEN_HTTPS.",
            id="caitien.E003",
        )
    ]


@register(Tags.security)
def letters_have_a_sender(app_configs: Any, **more: Any) -> list[CheckMessage]:
    """Mail servers throw letters of an address nobody has away."""
    if not settings.MAIL_HOST or not settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        return []
    return [
        Warning(
            "Có CAITIEN_MAIL_HOST nhưng CAITIEN_MAIL_FROM còn để trống: thư gửi từ "
            f"{settings.DEFAULT_FROM_EMAIL} dễ bị máy chủ thư từ chối.",
            id="caitien.W004",
        )
    ]


@register(Tags.security)
def names_are_known(app_configs: Any, **more: Any) -> list[CheckMessage]:
    """A variable whose name is nearly one of ours does nothing, and nobody would notice."""
    known = [one.name for one in environment.SETTINGS]
    found: list[CheckMessage] = []
    for full in sorted(os.environ):
        name = full.removeprefix("CAITIEN_")
        if name == full or name in known or name.startswith("TEST_"):
            continue
        for near in get_close_matches(name, known, n=1, cutoff=0.75):
            words = f"Không có thiết lập {full} nên nó không có tác dụng; có phải CAITIEN_{near}?"
            found.append(Warning(words, id="caitien.W005"))
    return found
