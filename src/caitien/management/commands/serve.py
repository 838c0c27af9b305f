"""`caitien-web serve`: prepare, then serve with the worker in one command."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from caitien.config import preparing, rounds, serving

#: addresses only this machine reaches
LOCAL = ("127.0.0.1", "localhost", "::1")


class Command(BaseCommand):
    """Chạy Cải Tiến trên máy này: chuẩn bị dữ liệu, mở trang web và tiến trình làm việc nền."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen."""
        parser.add_argument("--host", default="127.0.0.1", help="địa chỉ (mặc định: chỉ máy này)")
        parser.add_argument("--port", type=int, default=8000, help="cổng (mặc định 8000)")
        parser.add_argument("--threads", type=int, default=8, help="số luồng phục vụ")
        parser.add_argument("--prepared", action="store_true", help="bỏ qua bước chuẩn bị")
        parser.add_argument("--no-worker", action="store_true", help="không chạy việc nền ở đây")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, start the worker and the keeper, serve, stop them again."""
        if not options["prepared"]:
            preparing.prepare(self.stdout.write)
        worker = serving.Worker(self.stderr.write)
        keeper = serving.Rounds(rounds.JOBS, self.stderr.write)
        if not options["no_worker"]:
            worker.start()
            keeper.start()
        try:
            serving.serve(
                options["host"],
                options["port"],
                options["threads"],
                lambda: self._ready(options["host"], options["port"]),
            )
        except serving.NoPort as error:
            raise CommandError(str(error)) from error
        finally:
            if not options["no_worker"]:
                keeper.stop()
                worker.stop()

    def _ready(self, host: str, port: int) -> None:
        shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::") else host  # noqa: S104 - shown only
        address = f"http://{shown}:{port}/"
        code = preparing.setup_code()
        self.stdout.write(f"Cải Tiến đang chạy tại {address}   (dừng: Ctrl+C)")
        if host not in LOCAL and not settings.HOSTS:
            self.stdout.write(
                "Máy khác chưa mở được trang này: hãy đặt CAITIEN_HOSTS là tên hoặc địa chỉ mạng "
                "của máy này, ví dụ CAITIEN_HOSTS=192.168.1.20, rồi chạy lại."
            )
        self.stdout.write(f"Dữ liệu và tệp nằm trong: {settings.DATA}")
        if code and not settings.DEMO:
            self.stdout.write(f"Lần đầu sử dụng? Mở {address}thiet-lap/?ma={code}")
        self.stdout.flush()
