"""`caitien-web demo`: five made-up schools to try everything on."""

from __future__ import annotations

import contextlib
import socket
import threading
import webbrowser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from caitien.config.preparing import prepare
from caitien.ui import clock

#: ports tried, in order
PORTS = range(8000, 8020)


class Command(BaseCommand):
    """Mở bản minh họa: năm trường không có thật, đủ các giai đoạn của kế hoạch."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen, and whether to open a browser."""
        parser.add_argument(
            "--port", type=int, default=0, help="cổng (mặc định: từ 8000, cổng trống)"
        )
        parser.add_argument("--no-browser", action="store_true", help="không mở trình duyệt")
        parser.add_argument("--build-only", action="store_true", help="chỉ dựng dữ liệu rồi thôi")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, build once, say the accounts, serve."""
        from caitien.demo.build import accounts, build
        from caitien.demo.places import PASSWORD

        if not settings.DEMO:
            raise CommandError(
                "Bản minh họa chạy trong thư mục dữ liệu riêng: đặt CAITIEN_DEMO=1 và CAITIEN_DATA "
                "tới một thư mục trống, để không lẫn với dữ liệu thật."
            )
        prepare(self.stdout.write)
        if holds_real_data():
            raise CommandError(
                "Thư mục dữ liệu này đang có người dùng hoặc đơn vị thật nên không dựng bản minh "
                "họa vào đó; chưa có gì thay đổi. Hãy đặt CAITIEN_DATA tới một thư mục trống."
            )
        if build(at=clock.now(), today=clock.today()):
            self.stdout.write("Đã dựng 5 trường minh họa.")
        if options["build_only"]:
            return
        port = options["port"] or free_port()
        self.stdout.write(f"\nTài khoản minh họa (mật khẩu chung: {PASSWORD}):")
        for account in accounts():
            self.stdout.write(f"  {account.email:48} {account.words}")
        self.stdout.write("")
        self.stdout.flush()
        if not options["no_browser"]:
            threading.Timer(2.0, webbrowser.open, [f"http://localhost:{port}/"]).start()
        call_command("serve", port=port, prepared=True)


def holds_real_data() -> bool:
    """Whether people or places stand in an installation that is no demo yet.

    Who tries a demo may well add people to it; that makes it no less one.
    """
    from caitien.accounts.models import User
    from caitien.schools.models import Organisation

    if Organisation.objects.filter(is_demo=True).exists():
        return False
    return User.objects.exists() or Organisation.objects.exists()


def free_port() -> int:
    """The first of the usual ports nobody listens on."""
    for port in PORTS:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise CommandError("Các cổng 8000-8019 đều đang bận; hãy chọn cổng khác bằng --port.")
