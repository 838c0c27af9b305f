"""Sessions in the database, as Django keeps them; the query of every page is compiled once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from caitien.ui.prepared import Prepared

if TYPE_CHECKING:
    from datetime import datetime

_SESSION = Prepared(lambda key: Session.objects.filter(session_key=key), str)


class SessionStore(db.SessionStore):
    """Reads a session anew for every request: one ended a moment ago is ended."""

    def load(self) -> dict[str, Any]:
        """What the session holds; a session that is gone or over loses its key."""
        key = self.session_key
        found = _SESSION.first(key) if key and "\0" not in key else None  # no database takes a NUL
        if found is None or found.expire_date <= timezone.now():
            self._session_key = None
            return {}
        told: dict[str, Any] = self.decode(found.session_data)
        return told


def forget_ended(at: datetime, most: int = 5000) -> int:
    """Take away sessions that were over at `at`, `most` at once; how many went.

    A look that finds nothing writes nothing.
    """
    over = Session.objects.filter(expire_date__lte=at).order_by("expire_date")
    keys = list(over.values_list("session_key", flat=True)[:most])
    return int(Session.objects.filter(session_key__in=keys).delete()[0]) if keys else 0
