"""One command that serves: the web server in this process, the worker of jobs beside it."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WORKER = ("-m", "caitien.config.worker")
#: seconds a request may have its turn while others wait
PATIENCE = 0.1
#: seconds between two rounds of the keeper: stuck jobs, waiting mail
ROUND = 15.0


class Worker:
    """The worker process: started, started again when it dies, stopped with the server."""

    def __init__(self, say: Callable[[str], None], command: Sequence[str] = WORKER) -> None:
        self.say = say
        self.command = [sys.executable, *command]
        self.stopping = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None
        self.thread = threading.Thread(target=self._keep, name="worker", daemon=True)

    def start(self) -> None:
        """Start the worker and the thread that watches it."""
        self.thread.start()

    def stop(self) -> None:
        """Ask the worker to finish its job, then end it."""
        self.stopping.set()
        process = self.process
        if process and process.poll() is None:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
        self.thread.join(5)

    def _keep(self) -> None:
        wait = 0.5
        while not self.stopping.is_set():
            began = time.monotonic()
            try:
                with subprocess.Popen(  # noqa: S603 - our own program
                    self.command, env=os.environ, stdin=subprocess.PIPE
                ) as self.process:
                    self.process.wait()
                told = "Tiến trình làm việc nền đã dừng; đang chạy lại…"
            except OSError as error:  # no memory, no process left: there may be again
                told = f"Chưa chạy được tiến trình làm việc nền ({error.strerror}); sẽ thử lại…"
            if self.stopping.is_set():
                return
            self.say(told)
            wait = 0.5 if time.monotonic() - began > 60 else min(wait * 2, 30)
            self.stopping.wait(wait)


class Rounds:
    """Runs the keeper's rounds (`jobs`) every few seconds, each failure told and survived."""

    def __init__(self, jobs: Sequence[Callable[[], Any]], say: Callable[[str], None]) -> None:
        self.jobs, self.say = jobs, say
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._run, name="rounds", daemon=True)

    def start(self) -> None:
        """Start the rounds."""
        self.thread.start()

    def stop(self) -> None:
        """End after the round under way."""
        self.stopping.set()
        self.thread.join(10)

    def _run(self) -> None:
        from django.db import close_old_connections

        while not self.stopping.is_set():
            for job in self.jobs:
                try:
                    close_old_connections()
                    job()
                except Exception as error:  # noqa: BLE001 - one failing job must not stop the rest
                    self.say(f"Việc định kỳ {job.__name__} gặp lỗi: {error}")
            self.stopping.wait(ROUND)


class Turns:
    """Lets requests run one after the other, as long as each is quick, in the order they came.

    Threads of one interpreter share one processor: four pages computed side by side all take as
    long as the four together, and switching between them costs a fifth more. In turn, the first
    is there after a quarter of the time. Who has the turn for longer than PATIENCE (printing,
    signing in) loses it and goes on beside the others.
    """

    def __init__(self, application: Callable[..., Any]) -> None:
        self.application = application
        self.lock = threading.Lock()
        #: whose turn it is, and since when
        self.turn: threading.Event | None = None
        self.since = 0.0
        #: who waits, the first to come first; an event is set when there is something to look at
        self.line: deque[threading.Event] = deque()

    def __call__(self, environ: Any, start_response: Any) -> Any:
        """Answer when it is this request's turn."""
        mine = threading.Event()
        with self.lock:
            self.line.append(mine)
        while (wait := self._wait(mine)) != 0.0:
            mine.wait(wait)
        try:
            return self.application(environ, start_response)
        finally:
            with self.lock:
                if self.turn is mine:
                    self.turn = None
                    self._call_next()

    def _wait(self, mine: threading.Event) -> float | None:
        """0 when the turn was taken; else seconds to wait, None where others come first."""
        with self.lock:
            mine.clear()
            if self.line[0] is not mine:
                return None
            left = self.since + PATIENCE - time.monotonic()
            if self.turn is not None and left > 0:
                return left
            self.line.popleft()
            self.turn, self.since = mine, time.monotonic()
            self._call_next()
            return 0.0

    def _call_next(self) -> None:
        """Let the first of the line look whether it is their turn."""
        if self.line:
            self.line[0].set()


class NoPort(Exception):
    """The port cannot be opened; the message is Vietnamese and says what to do."""


def server_of(application: Callable[..., Any], host: str, port: int, threads: int) -> Any:
    """The web server, its port open.

    What a proxy in front says of a visitor (https, address) is passed on only where the settings
    name one; elsewhere a visitor could say it. A body may be a little larger than an upload may,
    so that one that is too large is told so in words.
    """
    from django.conf import settings
    from waitress import create_server

    proxies = settings.SECURE or settings.ALLAUTH_TRUSTED_PROXY_COUNT > 0
    try:
        return create_server(
            application,
            host=host,
            port=port,
            threads=threads,
            ident=None,
            channel_timeout=60,
            clear_untrusted_proxy_headers=not proxies,
            max_request_body_size=max(2**30, 10 * settings.UPLOAD_MAX_BYTES),
        )
    except (OSError, ValueError, OverflowError) as error:
        raise NoPort(
            f"Không mở được địa chỉ {host}, cổng {port}: có thể Cải Tiến (hoặc chương trình khác) "
            f"đang chạy ở đó. Hãy dừng chương trình kia, hoặc chọn cổng khác: --port {port + 1}."
        ) from error


def serve(host: str, port: int, threads: int, ready: Callable[[], None]) -> None:
    """Serve until told to stop (Ctrl+C, SIGTERM). `ready` is called once the port is open."""
    from django.db import connection

    from . import urls  # noqa: F401 - every view is loaded before the first visitor comes
    from .wsgi import application

    # another database works, and is waited for, elsewhere: pages can be computed meanwhile
    taken: Any = Turns(application) if connection.vendor == "sqlite" else application
    gc.collect()
    gc.freeze()  # what was loaded to start with is not looked through again and again
    server = server_of(taken, host, port, threads)

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end)
    ready()
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
