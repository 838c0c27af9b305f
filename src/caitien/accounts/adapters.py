"""How django-allauth behaves here: nobody signs up by themselves, everything in Vietnamese."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from .models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people come by invitation."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """One's own page."""
        return reverse("profile")


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """An office's own account opens an existing user of the same, verified address; no others."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: people come by invitation."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Connect an office's account to the active user of the address the office verified.

        Never to the keeper of the installation, whose way in is the password and second step.
        """
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        verified = [
            each.email.lower() for each in sociallogin.email_addresses if each.verified is True
        ]
        found = User.objects.filter(email__in=verified, is_active=True, is_superuser=False)
        if len(users := list(found[:2])) == 1:
            sociallogin.connect(request, users[0])

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        """One's own page."""
        return reverse("profile")


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second steps of signing in."""

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """A name for a passkey that was given none: “Khóa 1”, “Khóa 2”…"""
        from allauth.mfa.models import Authenticator

        count: int = Authenticator.objects.filter(user=user, type=type).count()
        return f"Khóa {count + 1}"
