"""Errors that people can do something about: what happened, what was kept, what to do."""

from __future__ import annotations

from typing import Any


class Problem(Exception):
    """A refusal with a Vietnamese message for the person; `status` is the HTTP status it gives."""

    status = 400

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Conflict(Problem):
    """Somebody else changed it meanwhile: `mine` and `theirs` are both versions, nothing lost."""

    status = 409

    def __init__(self, message: str, *, mine: Any = None, theirs: Any = None) -> None:
        super().__init__(message)
        self.mine = mine
        self.theirs = theirs
