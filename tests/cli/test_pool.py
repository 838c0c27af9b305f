"""Workers: order kept; a crash or a hang costs only its own job."""

from __future__ import annotations

import os
import time

import pytest

from caitien.cli.pool import Lost, default_workers, run_jobs


def square(number: int) -> int:
    time.sleep(0.02 if number % 2 else 0)
    return number * number


def difficult(number: int) -> int:
    if number == 2:
        os._exit(9)  # as a segmentation fault would end the worker
    if number == 4:
        time.sleep(60)
    return number


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_come_in_the_order_of_the_jobs(workers: int) -> None:
    assert list(run_jobs(square, range(12), workers)) == [n * n for n in range(12)]


def test_no_jobs() -> None:
    assert list(run_jobs(square, [], 2)) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_a_crash_and_a_hang_cost_only_themselves(workers: int) -> None:
    begun = time.monotonic()
    found = list(run_jobs(difficult, range(7), workers, limit=1.0))
    assert found == [0, 1, Lost("crash"), 3, Lost("timeout"), 5, 6]
    assert time.monotonic() - begun < 30


def test_workers_end_when_the_caller_stops_early() -> None:
    running = run_jobs(difficult, [0, 4, 4], 3, limit=30)
    assert next(running) == 0
    begun = time.monotonic()
    running.close()  # type: ignore[attr-defined]
    assert time.monotonic() - begun < 20


def test_two_processes_only_for_many_files() -> None:
    assert default_workers(8) == 1
    assert default_workers(9) == min(2, os.cpu_count() or 1)
