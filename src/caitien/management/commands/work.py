"""`caitien-web work`: the worker and the keeper's rounds, for sites that serve pages elsewhere."""

from __future__ import annotations

import contextlib
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from caitien.config import rounds, serving


class Command(BaseCommand):
    """Chạy việc nền (đọc tệp, gửi thư) mà không mở trang web."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until told to stop."""
        worker = serving.Worker(self.stderr.write)
        keeper = serving.Rounds(rounds.JOBS, self.stderr.write)
        stop = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: stop.set())
        worker.start()
        keeper.start()
        self.stdout.write("Việc nền đang chạy (dừng: Ctrl+C).")
        self.stdout.flush()
        with contextlib.suppress(KeyboardInterrupt):
            stop.wait()
        keeper.stop()
        worker.stop()
