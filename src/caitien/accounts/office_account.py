"""Signing in by an office's own server (OpenID Connect), stricter than django-allauth asks.

The token's signature, issuer, audience and time are always checked; it must carry the nonce of this
very sign-in and name the same subject as the user information; the code is bound by PKCE.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest

#: parts of the request to the office's server that django-allauth adds; no others are let through
_OWN = ("code_challenge", "code_challenge_method")


def nonce_of(state: str) -> str:
    """The nonce of a sign-in: known to who holds the state, which the session keeps."""
    return hashlib.sha256(f"nonce:{state}".encode()).hexdigest()


class OfficeClient(OAuth2Client):  # type: ignore[misc]
    """Sends the browser to the office's server with a nonce."""

    def get_redirect_url(self, authorization_url: str, scope: Any, extra_params: Any) -> str:
        """The address, with nothing in it that somebody put into a link."""
        extra = {name: value for name, value in extra_params.items() if name in _OWN}
        extra["nonce"] = nonce_of(str(self.state))
        url: str = super().get_redirect_url(authorization_url, scope, extra)
        return url


class OfficeServer(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The office's server as we trust it."""

    client_class = OfficeClient

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Who comes: only with a token of this sign-in, and one subject throughout."""
        told = kwargs["response"].get("id_token")
        if not isinstance(told, str):
            raise OAuth2Error("no id_token")
        said = self._decode_id_token(app, told)
        wanted = nonce_of(request.GET.get("state", ""))
        if not hmac.compare_digest(str(said.get("nonce", "")).encode(), wanted.encode()):
            raise OAuth2Error("nonce of another sign-in")
        info = self._fetch_user_info(token.token)
        subject = said.get("sub")
        if not isinstance(info, dict) or not subject or info.get("sub") != subject:
            raise OAuth2Error("no subject, or two")
        data = {"userinfo": info, "id_token": said}
        return self.get_provider().sociallogin_from_response(request, data)

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        """What the token says, its signature always checked."""
        said: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        return said


def trusted(provider: Any) -> Any:
    """The provider; an office's server is spoken to through `OfficeServer`, with PKCE."""
    if isinstance(provider, OpenIDConnectProvider):
        provider.oauth2_adapter_class = OfficeServer
        provider.pkce_enabled_default = True
    return provider
