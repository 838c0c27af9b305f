"""The code that opens the first-run page: kept in the data folder, readable by its owner only.

Whoever can read that file runs this machine anyway.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

from django.conf import settings

#: the name of the file in the data folder
NAME: Final = "ma-thiet-lap"


def path() -> Path:
    """Where the code is kept."""
    return Path(settings.DATA, NAME)


def kept() -> str | None:
    """The code of this machine; None where set-up is over or was never begun."""
    try:
        return path().read_text(encoding="ascii").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def make() -> str | None:
    """The code, made where there is none; of several who make it at once all get the same."""
    fresh = path().with_name(f"{NAME}.{secrets.token_hex(4)}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(18))
    try:
        os.link(fresh, path())  # a whole file appears at once, and only where there is none
    except OSError:
        if kept() is None:  # an empty or damaged one opens nothing; or no links on this disk
            fresh.replace(path())
    finally:
        fresh.unlink(missing_ok=True)
    return kept()


def forget() -> None:
    """Remove the code: it was used, or somebody keeps the installation already."""
    path().unlink(missing_ok=True)
