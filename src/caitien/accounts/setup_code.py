"""The code that opens the first-run page: kept in the data folder, readable by its owner only.

Whoever can read that file runs this machine anyway.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.conf import settings

from caitien.ui.secret_file import make_secret, read_secret

#: the name of the file in the data folder
NAME: Final = "ma-thiet-lap"


def path() -> Path:
    """Where the code is kept."""
    return Path(settings.DATA, NAME)


def kept() -> str | None:
    """The code of this machine; None where set-up is over or was never begun."""
    return read_secret(path())


def make() -> str | None:
    """The code, made where there is none; of several who make it at once all get the same."""
    return make_secret(path(), 18)


def forget() -> None:
    """Remove the code: it was used, or somebody keeps the installation already."""
    path().unlink(missing_ok=True)
