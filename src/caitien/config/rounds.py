"""What the keeper of the installation does every few seconds, whoever is signed in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from caitien.ui import clock

#: how long one can look up how a job went
KEPT_JOBS = timedelta(days=30)


def take_up_stuck_imports() -> Any:
    """Put files whose reader died back in the queue."""
    from caitien.exchange.tasks import reap

    return reap(clock.now())


def send_waiting_mail() -> Any:
    """Send what waits in the outbox."""
    from caitien.notices.services import send_waiting

    return send_waiting(at=clock.now())


def gather_digests() -> Any:
    """Put the day's digests into the outbox."""
    from caitien.notices.digest import queue_digests

    return queue_digests(at=clock.now())


def forget_old_letters() -> Any:
    """Take away letters of long ago."""
    from caitien.notices.services import forget_old

    return forget_old(at=clock.now())


def forget_old_tries() -> Any:
    """Take away counts of tries whose time is over."""
    from caitien.accounts.shared_cache import forget_expired

    return forget_expired(clock.now().timestamp())


def forget_ended_sessions() -> Any:
    """Take away sessions whose time is over: nobody signs out on the last day."""
    from caitien.accounts.sessions import forget_ended

    return forget_ended(clock.now())


def forget_finished_jobs() -> Any:
    """Take away the records of jobs that ended more than `KEPT_JOBS` ago, some at a time."""
    from django_tasks_db.models import DBTaskResult

    over = DBTaskResult.objects.filter(finished_at__lt=clock.now() - KEPT_JOBS)
    old = list(over.values_list("pk", flat=True)[:500])
    return DBTaskResult.objects.filter(pk__in=old).delete()[0] if old else 0


JOBS = (
    take_up_stuck_imports,
    gather_digests,
    send_waiting_mail,
    forget_old_letters,
    forget_old_tries,
    forget_ended_sessions,
    forget_finished_jobs,
)
