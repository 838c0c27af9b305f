"""The rounds: what is over goes, what is not stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from caitien.config.rounds import JOBS, KEPT_JOBS, forget_finished_jobs
from caitien.ui import clock


@pytest.mark.django_db
def test_records_of_long_ended_jobs_go() -> None:
    now = clock.now()
    ended = {
        "old": now - KEPT_JOBS - timedelta(hours=1),
        "fresh": now - KEPT_JOBS + timedelta(hours=1),
        "waiting": None,
    }
    for name, at in ended.items():
        made = DBTaskResult.objects.create(
            args_kwargs={"args": [], "kwargs": {}}, task_path=name, run_after=now
        )
        DBTaskResult.objects.filter(pk=made.pk).update(finished_at=at)
    assert forget_finished_jobs() == 1
    assert set(DBTaskResult.objects.values_list("task_path", flat=True)) == {"fresh", "waiting"}
    assert forget_finished_jobs() == 0
    assert forget_finished_jobs in JOBS
