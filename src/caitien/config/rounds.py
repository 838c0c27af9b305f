"""What the keeper of the installation does every few seconds, whoever is signed in."""

from __future__ import annotations

from typing import Any

from caitien.ui import clock


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


def forget_old_tries() -> Any:
    """Take away counts of tries whose time is over."""
    from caitien.accounts.shared_cache import forget_expired

    return forget_expired(clock.now().timestamp())


JOBS = (take_up_stuck_imports, gather_digests, send_waiting_mail, forget_old_tries)
