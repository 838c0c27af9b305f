"""The server: requests take turns, a slow one holds nobody up, the worker ends with its server."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

import caitien
from caitien.config import serving
from caitien.config.serving import Turns


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


def test_a_request_that_fails_gives_its_turn_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "PATIENCE", 60.0)
    taken = Turns(Work())
    with pytest.raises(RuntimeError, match="broken"):
        taken({"kind": "broken"}, None)
    assert taken.turn is None
    assert taken({"kind": "quick"}, None) == [b"done"]


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
