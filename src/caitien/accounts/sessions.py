"""Sessions in the database, as Django keeps them; the query of every page is compiled once."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from caitien.ui.prepared import Prepared

_SESSION = Prepared(lambda key: Session.objects.filter(session_key=key), str)


class SessionStore(db.SessionStore):
    """Reads a session anew for every request: one ended a moment ago is ended."""

    def load(self) -> dict[str, Any]:
        """What the session holds; a session that is gone or over loses its key."""
        found = _SESSION.first(self.session_key) if self.session_key else None
        if found is None or found.expire_date <= timezone.now():
            self._session_key = None
            return {}
        told: dict[str, Any] = self.decode(found.session_data)
        return told
