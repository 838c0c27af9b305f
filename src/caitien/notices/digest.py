"""The daily letter: what is new, once a day at most for each person, never at night."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from .models import Mail, Notice
from .sending import REMINDER, is_night
from .services import queue_mail

if TYPE_CHECKING:
    from collections.abc import Iterator

#: older messages are not sent any more
RECENT = timedelta(days=7)
#: lines of one letter; the rest is counted
LINES = 20
#: users looked at with one query
MANY = 100


def queue_digests(*, at: datetime) -> int:
    """Put today's letters into the outbox; how many. A message is in one letter only.

    Nothing where no mail goes out, or at night. Who chose no letter, is not active or belongs to a
    demo gets none.
    """
    if not settings.MAIL_HOST or is_night(at):
        return 0
    wanted = Q(user__mail_choice=None) | Q(user__mail_choice__daily=True)
    unread = Notice.objects.filter(
        wanted, read_at=None, at__gt=at - RECENT, at__lte=at, user__is_active=True,
        user__is_demo=False,
    )  # fmt: skip
    today = timezone.localdate(at)
    users = list(unread.order_by().values_list("user", flat=True).distinct())
    got = _letters(users, [today])
    rest = [pk for pk in users if pk not in got]
    last = _letters(rest, [today - timedelta(days=day) for day in range(1, RECENT.days + 2)])
    count = 0
    for some in _parts(rest):
        fresh: dict[int, list[Notice]] = defaultdict(list)
        rows = unread.filter(user__in=some).select_related("user", "organisation")
        for notice in rows.order_by("at", "pk"):
            if notice.user_id not in last or notice.at > last[notice.user_id]:
                fresh[notice.user_id].append(notice)
        for notices in fresh.values():
            _queue(notices, today, at)
        count += len(fresh)
    return count


def _parts(users: list[int]) -> Iterator[list[int]]:
    """The users, MANY at once."""
    return (users[first : first + MANY] for first in range(0, len(users), MANY))


def _key(user: int, day: date) -> str:
    return f"{REMINDER}{user}:{day:%Y-%m-%d}"


def _letters(users: list[int], days: list[date]) -> dict[int, datetime]:
    """When each of these users got the last letter of these days. One query for MANY users."""
    found: dict[int, datetime] = {}
    for some in _parts(users):
        owner = {_key(user, day): user for user in some for day in days}
        for key, at in Mail.objects.filter(once__in=owner).values_list("once", "created_at"):
            found[owner[key]] = max(at, found.get(owner[key], at))
    return found


def _queue(notices: list[Notice], today: date, at: datetime) -> None:
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
        once=_key(user.pk, today),
        at=at,
    )


def site() -> str:
    """The address of the installation for letters; "" where it has no name of its own."""
    names = [name for name in settings.HOSTS if not name.startswith((".", "*"))]
    return f"{'https' if settings.SECURE else 'http'}://{names[0]}" if names else ""
