"""Reads about people who sign in and the invitations that wait."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import BooleanField, Case, Count, Q, Value, When

from .models import Invitation

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from .models import User


def open_invitations(organisation_id: int, at: datetime) -> QuerySet[Invitation]:
    """Invitations nobody answered and nobody called back, latest first.

    Each has `over`: whether its end has passed (those of the last 60 days are still listed).
    """
    return (
        Invitation.objects.filter(
            organisation=organisation_id,
            accepted_at=None,
            revoked_at=None,
            expires_at__gt=at - timedelta(days=60),
        )
        .annotate(
            over=Case(
                When(expires_at__lte=at, then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            )
        )
        .select_related("created_by", "person")
        .order_by("-created_at", "-pk")
    )


def second_steps(user: User) -> dict[str, int]:
    """How many of each second step a user has: {"totp": 1, "webauthn": 2, "recovery_codes": 1}."""
    from allauth.mfa.models import Authenticator

    rows = Authenticator.objects.filter(user=user).values("type").annotate(count=Count("pk"))
    return {row["type"]: row["count"] for row in rows}


def has_second_step(user: User) -> bool:
    """Whether signing in as this user takes more than a password."""
    from allauth.mfa.models import Authenticator

    strong = Q(type__in=("totp", "webauthn"))
    found: bool = Authenticator.objects.filter(strong, user=user).exists()
    return found
