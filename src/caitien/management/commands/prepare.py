"""`caitien-web prepare`: bring database, static files and key to this version."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from caitien.config.preparing import prepare


class Command(BaseCommand):
    """Chuẩn bị cơ sở dữ liệu, khóa bí mật và các tệp giao diện (chạy lại lúc nào cũng được)."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, saying each step."""
        prepare(self.stdout.write)
