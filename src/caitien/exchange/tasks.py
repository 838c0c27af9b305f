"""Background work of the desk: reading files, and picking up what dead workers left.

Workers are django_tasks_db's (`db_worker`); `reap` is called at start and every minute or so.
"""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from caitien.schools.files import FileDamaged, StoreDown, open_checked
from caitien.schools.stores import store_of
from caitien.ui import clock

from . import services_read
from .sandbox import Limits, Outcome, read_apart, sweep

if TYPE_CHECKING:
    from datetime import datetime

#: seconds between two signs of life
_BEAT = 2.0
AWAY = (
    "{name}: kho tệp của máy chủ chưa trả lời nên chưa đọc được. Tệp vẫn được giữ; máy sẽ tự thử "
    "lại sau ít phút."
)
GONE = (
    "{name}: kho tệp của máy chủ không trả lời nên chưa đọc được. Tệp vẫn được giữ. Hãy báo người "
    "quản trị xem trang sức khỏe của ứng dụng, rồi bấm “Đọc lại tệp chưa đọc được”."
)
BROKE_OFF = "Lần đọc trước dừng giữa chừng; máy sẽ tự đọc lại."
#: a job marked running for longer has no worker any more
_LOST = timedelta(minutes=10)


def office_program() -> str:
    """Where LibreOffice is; "" where there is none or the site does not want it."""
    named = getattr(settings, "SOFFICE", None)
    return str(named) if named is not None else shutil.which("soffice") or ""


@task()
def read_file(part_id: int) -> None:
    """Read one uploaded file in a process apart. Asked for twice, it is read once."""
    part = services_read.claim(part_id=part_id, at=clock.now())
    if part is None:
        return
    last = clock.now()
    told = (0, 0)

    def tick(done: int, total: int) -> bool:
        nonlocal last, told
        now = clock.now()
        if (done, total) == told and (now - last).total_seconds() < _BEAT:
            return True
        last, told = now, (done, total)
        return services_read.beat(part=part, done=done, total=total, at=now)

    try:
        with open_checked(part.file) as content:
            outcome = read_apart(
                content,
                part.file.name,
                tick=tick,
                soffice=office_program(),
                limits=getattr(settings, "READING_LIMITS", None) or Limits(),
            )
        if not outcome.stopped:
            services_read.finish(part=part, outcome=outcome)
    except FileDamaged as problem:
        outcome = Outcome(code="stored-damaged", error=problem.message)
        services_read.finish(part=part, outcome=outcome)
    except StoreDown:
        name = part.file.name
        services_read.let_go(part=part, why=AWAY.format(name=name), last=GONE.format(name=name))
    except Exception:
        gave_up = services_read.GAVE_UP.format(name=part.file.name, tries=part.tries)
        services_read.let_go(part=part, why=BROKE_OFF, last=gave_up)
        raise
    except BaseException:
        services_read.let_go(part=part)
        raise


def reap(now: datetime) -> int:
    """Queue again what died in the middle; how many files. Safe to call at any time, twice too."""
    sweep(now.timestamp())
    store_of().sweep(now.timestamp())
    with transaction.atomic():
        ids = services_read.reclaim(at=now)
        path = read_file.module_path
        DBTaskResult.objects.filter(
            task_path=path, status=TaskResultStatus.RUNNING, started_at__lt=now - _LOST
        ).update(status=TaskResultStatus.FAILED, finished_at=now)
        queued = {
            tuple(job["args"])
            for job in DBTaskResult.objects.filter(
                task_path=path, status=TaskResultStatus.READY
            ).values_list("args_kwargs", flat=True)
        }
        lost = [pk for pk in ids if (pk,) not in queued]
        for pk in lost:
            read_file.enqueue(pk)
    return len(lost)
