"""The few pages of django-allauth that behave differently here."""

from __future__ import annotations

from typing import Any

from allauth.account.views import PasswordResetView
from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from caitien.ui.middleware import open_to_all


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
password_reset = open_to_all(AskForReset.as_view())
recovery_codes_file = CodesFile.as_view()
