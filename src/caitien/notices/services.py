"""Writes messages, and sends what waits in the outbox with patience."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q

from .models import Mail, Notice

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from caitien.accounts.models import User
    from caitien.schools.models import Organisation

#: minutes until the next try after the 1st, 2nd, … failed one; then it is given up
WAITS = (1, 5, 30, 120, 720)


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
            "subject": subject.replace("\n", " ")[:200],
            "body": body,
            "created_at": at,
            "next_try_at": at,
        },
    )
    return mail


def send_waiting(*, at: datetime, most: int = 50) -> int:
    """Send what is due, oldest first; how many went out. A failure waits longer each time."""
    due = Q(sent_at=None, given_up_at=None, next_try_at__lte=at)
    sent = 0
    for pk in list(Mail.objects.filter(due).order_by("next_try_at").values_list("pk", flat=True))[
        :most
    ]:
        with transaction.atomic():
            mail = Mail.objects.select_for_update().filter(due, pk=pk).first()
            if mail is not None:
                sent += _send(mail, at)
    return sent


def _send(mail: Mail, at: datetime) -> int:
    mail.tries += 1
    try:
        EmailMessage(mail.subject, mail.body, to=[mail.to]).send()
    except OSError as error:  # SMTP and network errors are all OSError
        mail.last_error = f"{type(error).__name__}: {error}"
        if mail.tries > len(WAITS):
            mail.given_up_at = at
        else:
            mail.next_try_at = at + timedelta(minutes=WAITS[mail.tries - 1])
        mail.save()
        return 0
    mail.sent_at, mail.last_error = at, ""
    mail.save()
    return 1
