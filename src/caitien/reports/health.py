"""Whether the application can really work: database, tables, files, jobs. Tells the truth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django_tasks_db.models import DBTaskResult

from caitien.schools.stores import StoreDown, store_of

if TYPE_CHECKING:
    from datetime import datetime

#: a job that waits longer than this means no worker is at work
SLOW = timedelta(minutes=2)
#: less free space than this (bytes) is told
LEAST_SPACE = 200 * 1024 * 1024
#: where the state of the file store is remembered, and for how many seconds
_FILES, _KNOWN = "health:files", 10


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing looked at: its name, whether it is well, and words for a person."""

    name: str
    well: bool
    words: str


def look(now: datetime) -> list[Sign]:
    """Look at everything; never raises."""
    database = _database()
    return [database, *([_tables(), _jobs(now)] if database.well else []), _files(), _space()]


def _database() -> Sign:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except Error:
        return Sign("database", False, "Không kết nối được cơ sở dữ liệu.")
    return Sign("database", True, "Cơ sở dữ liệu trả lời.")


def _tables() -> Sign:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return Sign("tables", False, "Không đọc được trạng thái các bảng.")
    if waiting:
        return Sign("tables", False, f"Còn {len(waiting)} bước nâng cấp dữ liệu chưa chạy.")
    return Sign("tables", True, "Các bảng đúng phiên bản này.")


def _jobs(now: datetime) -> Sign:
    try:
        waiting = DBTaskResult.objects.filter(status="READY", enqueued_at__lt=now - SLOW)
        late = waiting.filter(run_after__lt=now - SLOW).count()
    except Error:
        return Sign("jobs", False, "Không đọc được hàng đợi việc nền.")
    if late:
        return Sign("jobs", False, f"{late} việc nền chờ quá 2 phút: tiến trình nền không chạy.")
    return Sign("jobs", True, "Không có việc nền nào bị kẹt.")


def _files() -> Sign:
    """Whether a file can be written and read; a store that was slow is not asked at every look."""
    why: str | None = cache.get(_FILES)
    if why is None:
        try:
            store_of().probe()
            why = ""
        except StoreDown as down:
            why = down.why
        cache.set(_FILES, why, _KNOWN)
    return Sign("files", not why, why or "Ghi và đọc được tệp.")


def _space() -> Sign:
    import shutil

    try:
        free = shutil.disk_usage(settings.DATA).free
    except OSError:
        return Sign("space", False, "Không đọc được dung lượng đĩa.")
    words = f"Đĩa còn {free // (1024 * 1024):,} MB.".replace(",", ".")
    return Sign("space", free >= LEAST_SPACE, words)
