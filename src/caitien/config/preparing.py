"""Brings an installation to what this version needs: key, tables, static files, set-up code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import CommandError, call_command

from . import environment

if TYPE_CHECKING:
    from collections.abc import Callable

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
    check_file_store()


def check_file_store() -> None:
    """Write and read one small file where files are kept; CommandError with the reason if not."""
    from caitien.schools.stores import StoreDown, store_of

    try:
        store_of().probe()
    except StoreDown as down:
        raise CommandError(
            f"Kho tệp chưa dùng được. {down.why} Các phần khác đã sẵn sàng; sửa xong hãy chạy lại."
        ) from down


def setup_code() -> str | None:
    """The code that opens the first-run page; None once somebody keeps the installation."""
    from caitien.accounts import setup_code as code
    from caitien.accounts.models import User

    if User.objects.filter(is_superuser=True).exists():
        code.forget()
        return None
    return code.make()
