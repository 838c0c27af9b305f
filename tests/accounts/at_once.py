"""Several at the same moment, on a database as it is run: a file that threads share."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, connections

from caitien.ui.problems import Problem


@contextmanager
def shared(folder: Path) -> Iterator[None]:
    """Threads begun inside work on a file copy of the test database (SQLite keeps it in memory).

    On PostgreSQL they share the database anyway.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    file = folder / "chung.sqlite3"
    copy = sqlite3.connect(file)
    connection.connection.backup(copy)
    copy.execute("PRAGMA journal_mode=WAL")
    copy.close()
    kept: dict[str, Any] = connections.settings["default"]
    name = kept["NAME"]
    kept["NAME"] = str(file)
    try:
        yield
    finally:
        kept["NAME"] = name


def alone(work: Callable[[], Any]) -> Any:
    """What a work gives, done in a thread (so on the shared database)."""
    return race(work)[0]


def race(*works: Callable[[], Any]) -> list[Any]:
    """What each work gave, or its Problem or error; all are begun together."""
    told: list[Any] = [None] * len(works)
    gate = threading.Barrier(len(works))

    def run(place: int, work: Callable[[], Any]) -> None:
        gate.wait(20)
        try:
            told[place] = work()
        except Problem as problem:
            told[place] = problem
        except Exception as error:  # noqa: BLE001 - the test looks at it
            told[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return told
