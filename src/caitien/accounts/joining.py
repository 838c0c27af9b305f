"""Coming in for the first time: what set-up and a taken-up invitation share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import login
from django.urls import reverse

from .services_invitations import send_invitation

if TYPE_CHECKING:
    from django.http import HttpRequest

    from .models import Invitation, User

BACKEND = "django.contrib.auth.backends.ModelBackend"


def sign_in(request: HttpRequest, user: User) -> None:
    """Sign in a user who has just chosen a password; the session gets a new key."""
    login(request, user, backend=BACKEND)


def deliver(request: HttpRequest, invitation: Invitation, token: str, role: str) -> dict[str, str]:
    """Send an invitation (to `role`, in words) by mail: {}. Where no mail goes out: what to show.

    That is {"link", "name", "email"} of the link, which is shown this once.
    """
    link = request.build_absolute_uri(reverse("invitation", args=[token]))
    if send_invitation(invitation=invitation, link=link, role=role):
        return {}
    name = invitation.full_name or invitation.email
    return {"link": link, "name": name, "email": invitation.email}
