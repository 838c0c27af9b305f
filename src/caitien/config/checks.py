"""System checks: settings that would make the application unsafe or unable to work."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security)
def oidc_is_whole(app_configs: Any, **more: Any) -> list[CheckMessage]:
    """Signing in with an office's account needs issuer, client id and secret."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    if all(app["client_id"] and app["secret"] for app in apps):
        return []
    return [
        Error(
            "Có CAITIEN_OIDC_ISSUER nhưng thiếu CAITIEN_OIDC_CLIENT_ID hoặc CAITIEN_OIDC_SECRET.",
            id="caitien.E001",
        )
    ]
