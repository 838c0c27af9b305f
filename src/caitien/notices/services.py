"""Writes messages to people, and puts e-mails into the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from .models import Mail, MailChoice, Notice
from .sending import forget_old as forget_old
from .sending import send_waiting as send_waiting

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from caitien.accounts.models import User
    from caitien.schools.models import Organisation


def notify(
    *,
    users: Iterable[User],
    organisation: Organisation,
    kind: str,
    text: str,
    url: str,
    at: datetime,
) -> int:
    """Tell each of these users once; how many were told."""
    told = {user.pk: user for user in users if user.is_active}
    Notice.objects.bulk_create(
        Notice(user=user, organisation=organisation, kind=kind, text=text[:300], url=url, at=at)
        for user in told.values()
    )
    return len(told)


def mark_read(*, user: User, at: datetime, only: int | None = None) -> int:
    """Mark one's own messages as read (all, or one by its id); how many were."""
    unread = Notice.objects.filter(user=user, read_at=None)
    if only is not None:
        unread = unread.filter(pk=only)
    return unread.update(read_at=at)


def queue_mail(*, to: str, subject: str, body: str, once: str, at: datetime) -> Mail:
    """Put an e-mail into the outbox; the same `once` is put in once."""
    mail, _ = Mail.objects.get_or_create(
        once=once,
        defaults={
            "to": to,
            "subject": " ".join(subject.split())[:200],
            "body": body,
            "created_at": at,
            "next_try_at": at,
        },
    )
    return mail


@transaction.atomic
def choose_mail(*, user: User, daily: bool) -> MailChoice:
    """Whether a person wants the daily letter that sums up what is new."""
    choice, _ = MailChoice.objects.update_or_create(user=user, defaults={"daily": daily})
    return choice
