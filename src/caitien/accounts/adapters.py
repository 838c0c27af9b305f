"""How django-allauth behaves here: nobody signs up by themselves, everything in Vietnamese."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from caitien.ui import clock

from .audit import record
from .models import User
from .office_account import trusted

#: the letter django-allauth sends after a change of how somebody signs in → action, words
EVENTS = {
    "account/email/password_changed": ("user.password", "đổi mật khẩu"),
    "account/email/password_set": ("user.password", "đặt mật khẩu"),
    "account/email/password_reset": ("user.password", "đặt lại mật khẩu bằng thư"),
    "mfa/email/totp_activated": ("user.second_step", "bật ứng dụng xác minh"),
    "mfa/email/totp_deactivated": ("user.second_step", "thôi dùng ứng dụng xác minh"),
    "mfa/email/recovery_codes_generated": ("user.second_step", "tạo mã dự phòng mới"),
    "mfa/email/webauthn_added": ("user.second_step", "thêm khóa truy cập"),
    "mfa/email/webauthn_removed": ("user.second_step", "bỏ khóa truy cập"),
    "socialaccount/email/account_connected": (
        "user.connect",
        "đăng nhập lần đầu bằng tài khoản của cơ quan; hai tài khoản được gắn với nhau",
    ),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people come by invitation."""
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Tries are counted by the address alone: another Host or port gives no new ones."""
        return str(credentials.get("email", "")).strip().lower()

    def send_notification_mail(
        self, template_prefix: str, user: Any, *more: Any, **kw: Any
    ) -> None:
        """Tell the trail what changed in how somebody signs in, and write to the person."""
        words = EVENTS.get(template_prefix)
        if words is not None:
            action, told = words
            record(
                organisation_id=None,
                actor=user,
                at=clock.now(),
                action=action,
                target=f"user:{user.pk}",
                sentence=f"{user} {told}",
            )
        super().send_notification_mail(template_prefix, user, *more, **kw)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """One's own page."""
        return reverse("profile")


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """An office's own account opens an existing user of the same, verified address; no others."""

    def get_provider(self, request: HttpRequest, provider: Any, client_id: Any = None) -> Any:
        """The office's server, spoken to as strictly as `office_account` says."""
        return trusted(super().get_provider(request, provider, client_id))

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


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second steps of signing in."""

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """A name for a passkey that was given none: “Khóa 1”, “Khóa 2”…"""
        from allauth.mfa.models import Authenticator

        count: int = Authenticator.objects.filter(user=user, type=type).count()
        return f"Khóa {count + 1}"
