"""Which database the application works with, by CAITIEN_DATABASE_URL: SQLite or PostgreSQL."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import dj_database_url

from . import environment as env

if TYPE_CHECKING:
    from pathlib import Path

_FORM = (
    "phải có dạng postgres://người:mật-khẩu@máy/tên; dấu lạ trong mật khẩu viết bằng %, ví dụ %23"
)
#: schemes of PostgreSQL; other databases lack what locks and limits rest on
_SCHEMES = frozenset({"postgres", "postgresql"})
#: seconds a connection is kept for the next request
_KEPT = 600


def default_database(data: Path) -> dict[str, Any]:
    """What DATABASES["default"] is; the file of SQLite lies in `data`.

    Raises SettingError, which never repeats the address: a password may stand in it.
    """
    address = env.text("DATABASE_URL")
    if not address:
        return _sqlite(data)
    try:
        scheme = urlsplit(address).scheme
        found: dict[str, Any] = dict(
            dj_database_url.parse(address, conn_max_age=_KEPT, conn_health_checks=True)
            if scheme in _SCHEMES
            else {}
        )
    except ValueError:
        found = {}
    if not found.get("NAME"):
        raise env.SettingError("CAITIEN_DATABASE_URL", _FORM)
    if not find_spec("psycopg"):
        raise env.SettingError(
            "CAITIEN_DATABASE_URL", 'PostgreSQL cần cài thêm: pip install "caitien[postgres]"'
        )
    return found


def _sqlite(data: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": data / "caitien.sqlite3",
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;"
            ),
        },
        "CONN_MAX_AGE": _KEPT,
    }
