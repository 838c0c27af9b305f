"""Many files on several processes: a file that crashes or hangs its reader costs only itself."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

J = TypeVar("J")
R = TypeVar("R")

#: seconds one file may take before its process is ended
LIMIT = 60.0


@dataclass(frozen=True, slots=True)
class Lost:
    """A job without a result: `why` is "crash" or "timeout"."""

    why: str


@dataclass(slots=True)
class _Worker(Generic[J]):
    process: Any
    pipe: Connection
    index: int = -1
    until: float = 0.0


def default_workers(count: int) -> int:
    """Both cores for more than 8 files, else one process."""
    return max(1, min(2, os.cpu_count() or 1)) if count > 8 else 1


def run_jobs(
    task: Callable[[J], R], jobs: Sequence[J], workers: int, limit: float = LIMIT
) -> Iterator[R | Lost]:
    """The result of `task` for each job, in the order of the jobs.

    `task` and the jobs must be picklable; `limit` is in seconds for one job.
    """
    waiting = deque(range(len(jobs)))
    done: dict[int, R | Lost] = {}
    busy: list[_Worker[J]] = []
    following = 0
    try:
        while following < len(jobs):
            while waiting and len(busy) < workers:
                busy.append(_start(task))
                _give(busy[-1], waiting.popleft(), jobs, limit)
            soonest = min(worker.until for worker in busy) - time.monotonic()
            wait([worker.pipe for worker in busy], timeout=max(0.0, soonest))
            for worker in list(busy):
                if not _collect(worker, done):
                    continue
                busy.remove(worker)
                if done[worker.index] in (Lost("crash"), Lost("timeout")):
                    _end(worker, kill=True)
                elif waiting:
                    _give(worker, waiting.popleft(), jobs, limit)
                    busy.append(worker)
                else:
                    _end(worker)
            while following in done:
                yield done.pop(following)
                following += 1
    finally:
        for worker in busy:
            _end(worker, kill=True)


def _collect(worker: _Worker[J], done: dict[int, Any]) -> bool:
    """Take a worker's result if it has one, or learn that it has died or takes too long."""
    if worker.pipe.poll():
        try:
            done[worker.index] = worker.pipe.recv()
        except (EOFError, OSError):
            done[worker.index] = Lost("crash")
        return True
    if time.monotonic() >= worker.until:
        done[worker.index] = Lost("timeout")
        return True
    return False


def _start(task: Callable[[J], R]) -> _Worker[J]:
    alone = sys.platform == "linux" and threading.active_count() == 1
    context: Any = get_context("fork" if alone else "spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, task), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _give(worker: _Worker[J], index: int, jobs: Sequence[J], limit: float) -> None:
    worker.index, worker.until = index, time.monotonic() + limit
    with suppress(OSError):
        worker.pipe.send(jobs[index])


def _end(worker: _Worker[J], *, kill: bool = False) -> None:
    with suppress(OSError):
        if kill:
            worker.process.kill()
        else:
            worker.pipe.send(None)
    worker.process.join(5)
    worker.pipe.close()


def _serve(pipe: Connection, task: Callable[[Any], Any]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C and ends us
    with suppress(EOFError, BrokenPipeError):  # the parent is gone
        while (job := pipe.recv()) is not None:
            pipe.send(task(job))
