"""Brings an installation to what this version needs: key, tables, static files, set-up code."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command

from . import environment

if TYPE_CHECKING:
    from collections.abc import Callable

SETUP_CODE = "ma-thiet-lap"
#: static files of libraries that no page asks for
NOT_USED = (
    "django_htmx/ext*",
    "django_htmx/ht*x-4*",
    "django_htmx/*debug*",
    "js/bootstrap*",
    "css/bootstrap.[cm]*",
    "css/bootstrap-utilities*",
    "css/*.rtl*",
    "admin",
)


def prepare(say: Callable[[str], None]) -> None:
    """Make the data folder, key, tables and static files; safe to run again at any time."""
    folder = environment.data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    environment.make_secret_key()
    # a process that began before there was a key would sign with one nobody else knows
    settings.SECRET_KEY = environment.secret_key()
    say("Chuẩn bị cơ sở dữ liệu…")
    call_command("migrate", verbosity=0, interactive=False)
    if not settings.DEBUG:
        say("Chuẩn bị các tệp giao diện…")
        call_command(
            "collectstatic", verbosity=0, interactive=False, ignore_patterns=list(NOT_USED)
        )


def setup_code() -> str | None:
    """The code that opens the first-run page; None once somebody keeps the installation.

    It is kept in the data folder, readable by its owner only: whoever can read that file runs this
    machine anyway.
    """
    from caitien.accounts.models import User

    path = Path(settings.DATA) / SETUP_CODE
    if User.objects.filter(is_superuser=True).exists():
        path.unlink(missing_ok=True)
        return None
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    code = secrets.token_urlsafe(18)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(code)
    return code
