"""A secret kept in a file of its owner only."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def read_secret(path: Path) -> str | None:
    """The secret of a file; None where there is no file, or none that holds one."""
    try:
        return path.read_text(encoding="ascii").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def make_secret(path: Path, length: int) -> str | None:
    """The secret of a file, made of `length` random bytes where there is none.

    Of several who make it at once all get the same; a file that a power cut left empty is replaced.
    """
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(length))
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(fresh, path)  # a whole file appears at once, and only where there is none
        except OSError:
            if read_secret(path) is None:  # empty or damaged; or no links on this disk
                fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return read_secret(path)
