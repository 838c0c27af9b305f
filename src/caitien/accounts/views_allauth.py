"""The few pages of django-allauth that behave differently here."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.views import LoginView, PasswordResetView
from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from requests import RequestException

from caitien.ui.middleware import open_to_all

from . import setup_code
from .office_account import OfficeServer

logger = logging.getLogger(__name__)
#: what comes of an office's server that is down or answers something else than it should
_UNREADABLE = (
    RequestException, OAuth2Error, AttributeError, KeyError, TypeError, ValueError,
)  # fmt: skip


class SignIn(LoginView):  # type: ignore[misc]
    """Signing in; where nobody keeps the installation yet, where its first page is found."""

    def get_context_data(self, **kwargs: Any) -> Any:
        """With `first_run`: the code of set-up is still waiting in the data folder."""
        return super().get_context_data(first_run=setup_code.kept() is not None, **kwargs)


class AskForReset(PasswordResetView):  # type: ignore[misc]
    """Forgotten passwords: where no mail goes out, say so instead of promising a letter."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The page that explains, where the installation has no mail server."""
        if not settings.MAIL_HOST:
            return render(request, "account/password_reset_no_mail.html")
        return super().dispatch(request, *args, **kwargs)


class CodesFile(DownloadRecoveryCodesView):  # type: ignore[misc]
    """The recovery codes as a text file with a Vietnamese name."""

    def render_to_response(self, context: Any, **more: Any) -> HttpResponse:
        """The file, never kept by a browser."""
        answer: HttpResponse = super().render_to_response(context, **more)
        answer["Content-Disposition"] = 'attachment; filename="ma-du-phong-cai-tien.txt"'
        answer["Content-Type"] = "text/plain; charset=utf-8"
        answer["Cache-Control"] = "no-store"
        return answer


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey: its name in Vietnamese, good for signing in without a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Tên khóa"
        if "passwordless" in self.fields:
            self.fields["passwordless"].initial = True


class EditKeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """The name of a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Tên khóa"


class AddKey(AddWebAuthnView):  # type: ignore[misc]
    """A passkey added."""

    form_class = AddKeyForm


class EditKey(EditWebAuthnView):  # type: ignore[misc]
    """A passkey given another name."""

    form_class = EditKeyForm


add_key = AddKey.as_view()
edit_key = EditKey.as_view()
sign_in = open_to_all(SignIn.as_view())
password_reset = open_to_all(AskForReset.as_view())
recovery_codes_file = CodesFile.as_view()


def _office(
    request: HttpRequest, provider_id: str, view: type[OAuth2LoginView] | type[OAuth2CallbackView]
) -> HttpResponse:
    """A step of signing in by an office's server; its failures are told, never a broken page."""
    server = OfficeServer(request, provider_id)
    try:
        provider = server.get_provider()
    except SocialApp.DoesNotExist:
        raise Http404 from None
    try:
        answer: HttpResponse = view.adapter_view(server)(request)
    except _UNREADABLE as error:
        logger.warning("%s", provider_id, exc_info=True)
        return render_authentication_error(request, provider, exception=error)  # type: ignore[no-any-return]
    return answer


@open_to_all
@never_cache
def office_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the office's server; only to sign in, never to join another account to the present one."""
    if request.user.is_authenticated:
        return redirect("home")
    if request.GET.get("process", "login") != "login":
        raise Http404
    return _office(request, provider_id, OAuth2LoginView)


@open_to_all
@never_cache
def office_callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the office's server."""
    return _office(request, provider_id, OAuth2CallbackView)
