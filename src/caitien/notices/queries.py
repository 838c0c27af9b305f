"""Reads about messages and letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Q

from caitien.ui.prepared import Prepared

from .models import Mail, MailChoice, Notice

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from caitien.accounts.models import User


def _unread(user: int) -> Any:
    return Notice.objects.filter(user=user, read_at=None).order_by().values_list("pk")[:99]


_UNREAD: Prepared[Notice] = Prepared(_unread, int)


def unread_count(user: User) -> int:
    """How many messages a user has not read (99 at most are counted)."""
    return len(_UNREAD.tuples(user.pk))


def notices_of(user: User, *, only_unread: bool = False) -> QuerySet[Notice]:
    """The messages of a user, latest first."""
    mine = Notice.objects.filter(user=user).select_related("organisation")
    return mine.filter(read_at=None) if only_unread else mine


def wants_daily(user: User) -> bool:
    """Whether a user wants the daily letter (yes, until they say no)."""
    choice = MailChoice.objects.filter(user=user).first()
    return choice is None or choice.daily


@dataclass(frozen=True, slots=True)
class OutboxState:
    """How the outbox stands: numbers only, whose letters they are is nobody's business."""

    waiting: int
    given_up: int
    last_sent: datetime | None


def outbox_state() -> OutboxState:
    """How many letters wait, how many were given up, when the last one went out."""
    told = Mail.objects.aggregate(
        waiting=Count("pk", filter=Q(sent_at=None, given_up_at=None)),
        given_up=Count("pk", filter=Q(given_up_at__isnull=False)),
        last=Max("sent_at"),
    )
    return OutboxState(told["waiting"], told["given_up"], told["last"])
