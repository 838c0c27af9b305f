"""The daily letter: what is new, once a day at most for each person, never at night."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from .models import Mail, Notice
from .sending import REMINDER, is_night
from .services import queue_mail

#: older messages are not sent any more
RECENT = timedelta(days=7)
#: lines of one letter; the rest is counted
LINES = 20


def queue_digests(*, at: datetime) -> int:
    """Put today's letters into the outbox; how many. A message is in one letter only.

    Nothing where no mail goes out, or at night. Who chose no letter, is not active or belongs to a
    demo gets none.
    """
    if not settings.MAIL_HOST or is_night(at):
        return 0
    fresh: dict[int, list[Notice]] = defaultdict(list)
    wanted = Q(user__mail_choice=None) | Q(user__mail_choice__daily=True)
    unread = Notice.objects.filter(
        wanted, read_at=None, at__gt=at - RECENT, at__lte=at, user__is_active=True,
        user__is_demo=False,
    )  # fmt: skip
    for notice in unread.select_related("user", "organisation").order_by("at", "pk"):
        fresh[notice.user_id].append(notice)
    return sum(_queue(pk, notices, at) for pk, notices in fresh.items())


def _queue(user_id: int, notices: list[Notice], at: datetime) -> int:
    today = timezone.localdate(at)
    mine = Mail.objects.filter(once__startswith=f"{REMINDER}{user_id}:").order_by("-created_at")
    last = mine.first()
    if last is not None:
        if timezone.localdate(last.created_at) >= today:
            return 0
        notices = [notice for notice in notices if notice.at > last.created_at]
    if not notices:
        return 0
    user = notices[0].user
    words = {
        "user": user,
        "notices": notices[:LINES],
        "more": max(0, len(notices) - LINES),
        "site": site(),
    }
    queue_mail(
        to=user.email,
        subject=f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{len(notices)} thông báo chưa xem",
        body=render_to_string("notices/digest.txt", words).strip() + "\n",
        once=f"{REMINDER}{user_id}:{today:%Y-%m-%d}",
        at=at,
    )
    return 1


def site() -> str:
    """The address of the installation for letters; "" where it has no name of its own."""
    names = [name for name in settings.HOSTS if not name.startswith((".", "*"))]
    return f"{'https' if settings.SECURE else 'http'}://{names[0]}" if names else ""
