"""The cache of the site: memory of this process, but tries and used codes, which all share.

What django-allauth counts (tries at a door, codes and tokens used once) has to be known to every
process and to outlive a restart: it stands in the table of `SharedEntry`. Each operation is one
statement, so of two processes that add the same key exactly one succeeds; on that rest the locks
django-allauth takes around every count. All other keys stay in memory and cost no query.
"""

from __future__ import annotations

import json
import math
import time
from typing import TYPE_CHECKING, Any, Final

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection

if TYPE_CHECKING:
    from .models import SharedEntry as Entry

#: keys of django-allauth: limits, codes of the second step, tokens of an office's server
SHARED: Final = ("allauth", "jwt:")
#: for keys that are to be kept without an end (none is, today): a year
_LONG: Final = 365 * 24 * 3600.0
_PUT = """
INSERT INTO {table} (key, value, expires) VALUES (%s, %s, %s)
ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires
"""
_ADD = _PUT + "WHERE {table}.expires <= %s"


def _rows() -> Any:
    from .models import SharedEntry

    return SharedEntry.objects


def _table() -> str:
    from .models import SharedEntry

    return connection.ops.quote_name(SharedEntry._meta.db_table)


class SiteCache(LocMemCache):
    """Memory of this process, but for the keys that begin as SHARED says."""

    def _kept(self, key: str, version: int | None) -> str | None:
        """The key in the table; None for one that stays in memory."""
        return self.make_and_validate_key(key, version) if key.startswith(SHARED) else None

    def _end(self, timeout: Any) -> float:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return time.time() + (_LONG if seconds is None else float(seconds))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The value, `default` where there is none or its time is over."""
        kept = self._kept(key, version)
        if kept is None:
            return super().get(key, default, version)
        found: Entry | None = _rows().filter(key=kept, expires__gt=time.time()).first()
        return json.loads(found.value) if found else default

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Put a value where there is none; whether this call did."""
        kept = self._kept(key, version)
        if kept is None:
            return super().add(key, value, timeout, version)
        with connection.cursor() as cursor:
            told = (kept, json.dumps(value), self._end(timeout), time.time())
            cursor.execute(_ADD.format(table=_table()), told)
            return bool(cursor.rowcount > 0)

    def set(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Put a value."""
        kept = self._kept(key, version)
        if kept is None:
            super().set(key, value, timeout, version)
            return
        with connection.cursor() as cursor:
            told = (kept, json.dumps(value), self._end(timeout))
            cursor.execute(_PUT.format(table=_table()), told)

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Take a value away; whether there was one."""
        kept = self._kept(key, version)
        if kept is None:
            return super().delete(key, version)
        return bool(_rows().filter(key=kept).delete()[0])

    def clear(self) -> None:
        """Empty the memory. What all share stays: emptying a cache lifts no limit."""
        super().clear()

    def has_key(self, key: Any, version: int | None = None) -> bool:
        """Whether there is a value."""
        none = object()
        return self.get(key, none, version) is not none


def forget_expired(now: float, most: int = 5000) -> int:
    """Take away what is over at `now` (seconds since 1970), `most` at once; how many went.

    A look that finds nothing writes nothing.
    """
    over = _rows().filter(expires__lte=math.floor(now)).order_by("expires")
    keys = list(over.values_list("key", flat=True)[:most])
    return int(_rows().filter(key__in=keys).delete()[0]) if keys else 0
