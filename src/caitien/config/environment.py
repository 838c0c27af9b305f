"""What the environment says: one place where variables are read, with their defaults."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


class SettingError(SystemExit):
    """A setting that cannot be understood; the program stops with a Vietnamese line."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"Thiết lập {name} chưa đúng: {why}")


def text(name: str, default: str = "") -> str:
    """The variable CAITIEN_<name>, stripped."""
    return os.environ.get(f"CAITIEN_{name}", default).strip()


def flag(name: str) -> bool:
    """Whether CAITIEN_<name> is 1, true, yes or có."""
    value = text(name).casefold()
    if value in ("", "0", "false", "no", "không"):
        return False
    if value in ("1", "true", "yes", "có"):
        return True
    raise SettingError(f"CAITIEN_{name}", f"“{value}” không phải 1 hoặc 0")


def number(name: str, default: int) -> int:
    """CAITIEN_<name> as a whole number."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise SettingError(f"CAITIEN_{name}", f"“{value}” không phải số nguyên")
    return int(value)


def words(name: str) -> list[str]:
    """CAITIEN_<name> split at commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def data_folder() -> Path:
    """Where the database (SQLite), files and key are kept: CAITIEN_DATA, else ~/CaiTien."""
    named = text("DATA")
    return Path(named).expanduser().absolute() if named else Path.home() / "CaiTien"


def secret_key() -> str:
    """CAITIEN_SECRET_KEY, else the one kept in the data folder, else one for this process only.

    `make_secret_key` writes the kept one; it is called when the application is set up.
    """
    given = text("SECRET_KEY")
    if given:
        return given
    kept = data_folder() / "khoa-bi-mat"
    try:
        found = kept.read_text(encoding="ascii").strip()
    except OSError:
        found = ""
    return found or secrets.token_urlsafe(50)


def make_secret_key() -> None:
    """Write a key into the data folder, readable by its owner only; an existing one stays."""
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "khoa-bi-mat"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(50))
