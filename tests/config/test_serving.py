"""The server: requests take turns, a slow one holds nobody up, the worker ends with its server."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from waitress import wasyncore

import caitien
from caitien.config import serving
from caitien.config.serving import Turns

SOURCE = str(Path(caitien.__file__).resolve().parents[1])


class Work:
    """An application that notes who is inside at once."""

    def __init__(self) -> None:
        self.inside, self.most, self.order = 0, 0, list[str]()
        self.lock, self.slow_may_end = threading.Lock(), threading.Event()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        """Quick, slow or broken, as asked."""
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        try:
            if environ["kind"] == "slow":
                assert self.slow_may_end.wait(20)
            elif environ["kind"] == "broken":
                raise RuntimeError("broken")
            time.sleep(0.005)
            self.order.append(environ["kind"])
        finally:
            with self.lock:
                self.inside -= 1
        return [b"done"]


def ask_all(taken: Turns, kinds: list[str]) -> list[threading.Thread]:
    """A thread for each request, started in this order."""
    threads = [threading.Thread(target=taken, args=({"kind": kind}, None)) for kind in kinds]
    for thread in threads:
        thread.start()
        time.sleep(0.001)
    return threads


def test_quick_requests_run_one_after_the_other() -> None:
    work = Work()
    for thread in ask_all(Turns(work), ["quick"] * 12):
        thread.join(10)
    assert work.order == ["quick"] * 12
    assert work.most == 1


def test_a_slow_request_holds_nobody_up() -> None:
    work = Work()
    taken = Turns(work)
    slow = ask_all(taken, ["slow", "slow"])
    for thread in ask_all(taken, ["quick"] * 6):
        thread.join(10)
        assert not thread.is_alive()
    assert work.order == ["quick"] * 6
    work.slow_may_end.set()
    for thread in slow:
        thread.join(10)
    assert work.order[6:] == ["slow", "slow"]
    assert Turns(work)({"kind": "quick"}, None) == [b"done"]


def test_who_came_first_is_never_passed_by_those_who_come_again() -> None:
    def busy(environ: Any, start_response: Any) -> list[bytes]:
        until = time.perf_counter() + 0.004
        while time.perf_counter() < until:
            pass
        done.append(environ["who"])
        return []

    done, taken, until = list[int](), Turns(busy), time.monotonic() + 1.5

    def ask(who: int) -> None:
        while time.monotonic() < until:
            taken({"who": who}, None)

    threads = [threading.Thread(target=ask, args=(who,)) for who in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    counts = [done.count(who) for who in range(6)]
    assert min(counts) > max(counts) / 3, counts


def test_a_request_that_fails_gives_its_turn_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "PATIENCE", 60.0)
    taken = Turns(Work())
    with pytest.raises(RuntimeError, match="broken"):
        taken({"kind": "broken"}, None)
    assert taken.turn is None
    assert taken({"kind": "quick"}, None) == [b"done"]


@pytest.mark.parametrize(
    ("https", "proxies", "heard"), [(True, 1, True), (False, 1, True), (False, 0, False)]
)
def test_what_a_proxy_says_is_heard_only_where_there_is_one(
    settings: Any, https: bool, proxies: int, heard: bool
) -> None:
    settings.SECURE, settings.ALLAUTH_TRUSTED_PROXY_COUNT = https, proxies
    found: dict[str, Any] = {}

    def application(environ: Any, start_response: Any) -> list[bytes]:
        found.update(environ)
        start_response("200 OK", [("Content-Length", "0")])
        return [b""]

    server = serving.server_of(application, "127.0.0.1", 0, 1)

    def ask() -> None:
        told = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.5"}
        asked = http.client.HTTPConnection("127.0.0.1", server.effective_port, timeout=10)
        asked.request("GET", "/", headers=told)
        assert asked.getresponse().status == 200
        asked.close()

    visitor = threading.Thread(target=ask)
    visitor.start()
    while visitor.is_alive():
        wasyncore.loop(timeout=0.1, count=1, map=server._map)
    server.close()
    assert ("HTTP_X_FORWARDED_PROTO" in found) is heard
    assert found.get("HTTP_X_FORWARDED_FOR") == ("203.0.113.5" if heard else None)


def test_a_worker_that_cannot_be_started_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    told, tries = list[str](), list[int]()

    def no_memory(*_: Any, **__: Any) -> Any:
        tries.append(1)
        if len(tries) == 2:
            worker.stopping.set()
        raise OSError(12, "Cannot allocate memory")

    worker = serving.Worker(told.append)
    monkeypatch.setattr(subprocess, "Popen", no_memory)
    worker.start()
    worker.thread.join(10)
    assert len(tries) == 2
    assert told
    assert "sẽ thử lại" in told[0]


def test_a_thread_at_standard_input_lets_the_worker_end_in_peace() -> None:
    code = (
        "import threading, time\n"
        "from caitien.config.worker import end_with_the_server\n"
        "threading.Thread(target=end_with_the_server, daemon=True).start()\n"
        "time.sleep(0.2)\n"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(caitien.__file__).resolve().parents[1])},
    )  # fmt: skip
    assert worker.wait(20) == 0
    assert worker.stderr is not None
    assert worker.stderr.read() == b""
    for pipe in (worker.stdin, worker.stderr):
        if pipe is not None:
            pipe.close()


def test_a_port_in_use_is_told_in_words(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        environment = os.environ | {"CAITIEN_DATA": str(tmp_path), "PYTHONPATH": SOURCE}
        command = ["-m", "caitien.config.manage", "serve", "--prepared", "--no-worker"]
        done = subprocess.run(
            [sys.executable, *command, "--port", str(port)],
            env=environment | {"DJANGO_SETTINGS_MODULE": "caitien.config.settings"},
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert done.returncode == 1
    assert f"cổng {port}" in done.stderr
    assert f"--port {port + 1}" in done.stderr
    assert "Traceback" not in done.stderr


def test_jobs_that_go_well_are_not_news_and_failures_are(tmp_path: Path) -> None:
    said = (
        "import logging, django; django.setup()\n"
        "from django_tasks_db.management.commands.db_worker import Command\n"
        "Command().configure_logging(1)\n"
        "for name in ('django_tasks', 'django_tasks_db'):\n"
        "    logging.getLogger(name).info('went well')\n"
        "    logging.getLogger(name).error('went wrong')\n"
    )
    environment = os.environ | {"CAITIEN_DATA": str(tmp_path), "PYTHONPATH": SOURCE}
    done = subprocess.run(
        [sys.executable, "-c", said],
        env=environment | {"DJANGO_SETTINGS_MODULE": "caitien.config.settings"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "went well" not in done.stderr + done.stdout
    assert done.stderr.count("went wrong") == 2
