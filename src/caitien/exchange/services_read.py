"""The life of a file while it is read: claimed by one worker, alive by its beats, finished once.

A worker holds a lease; whoever lost it (was thought dead, the import was dropped) writes nothing.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from .models import Import, ImportFile, ReadPage

if TYPE_CHECKING:
    from datetime import datetime

    from .sandbox import Outcome

MOST_TRIES = 3
#: without a beat for so long, a worker is taken for dead
SILENCE = timedelta(seconds=60)
#: a file nobody asked for after so long is queued again
FORGOTTEN = timedelta(minutes=2)
_STOPPED = (Import.State.DROPPED, Import.State.UNDONE, Import.State.APPLIED)
_CLAIMED = ["state", "lease", "tries", "started_at", "beat_at", "done", "total", "error"]
GAVE_UP = (
    "{name}: đã thử đọc {tries} lần mà chương trình đọc đều dừng giữa chừng. Tệp gốc vẫn được giữ. "
    "Hãy mở bằng Word, lưu lại thành .docx rồi tải lên lại."
)


def claim(*, part_id: int, at: datetime) -> ImportFile | None:
    """Take a waiting file for reading; None where there is nothing (any more) to read.

    Its `lease` must be shown at every later step.
    """
    with transaction.atomic():
        part = _lock(part_id)
        if part is None or part.state != ImportFile.State.WAITING or part.batch.state in _STOPPED:
            return None
        part.state = ImportFile.State.READING
        part.lease = secrets.token_urlsafe(12)
        part.tries += 1
        part.started_at = part.beat_at = at
        part.done, part.total, part.error = 0, 0, ""
        part.save(update_fields=_CLAIMED)
        Import.objects.filter(pk=part.batch_id, state=Import.State.WAITING).update(
            state=Import.State.READING
        )
    return part


def _lock(part_id: int) -> ImportFile | None:
    """A file, locked after its import: the order everybody keeps."""
    batch = Import.objects.select_for_update(of=("self",)).filter(files=part_id).first()
    if batch is None:
        return None
    locked = ImportFile.objects.select_for_update(of=("self",)).select_related("batch", "file")
    return locked.get(pk=part_id)


def beat(*, part: ImportFile, done: int, total: int, at: datetime) -> bool:
    """A sign of life with the progress; False where the worker must stop."""
    return bool(
        ImportFile.objects.filter(pk=part.pk, lease=part.lease, state=ImportFile.State.READING)
        .exclude(batch__state__in=_STOPPED)
        .update(beat_at=at, done=done, total=total)
    )


def finish(*, part: ImportFile, outcome: Outcome) -> bool:
    """Write what came of a file, whole or not at all; False where the lease was lost."""
    with transaction.atomic():
        batch = Import.objects.select_for_update().get(pk=part.batch_id)
        held = (
            ImportFile.objects.select_for_update()
            .filter(pk=part.pk, lease=part.lease, state=ImportFile.State.READING)
            .first()
        )
        if held is None:
            return False
        held.pages.all().delete()
        if outcome.reading is None:
            held.state, held.error = ImportFile.State.FAILED, outcome.error
        else:
            _fill(held, outcome)
        held.done = held.total = max(1, held.total)
        held.lease, held.version = "", held.version + 1
        held.save()
        settle(batch)
    return True


def _fill(part: ImportFile, outcome: Outcome) -> None:
    reading = outcome.reading or {}
    part.state, part.error = ImportFile.State.READ, ""
    part.format = str(reading.get("format") or "")[:10]
    part.doc_type = str(reading.get("doc_type") or "")[:30]
    part.drafts = reading.get("plans") or []
    part.reading = reading
    part.seen, part.choices = {}, {}
    pages = [
        ReadPage(
            of=part,
            number=picture.number,
            image=picture.png,
            media_type="image/png",
            width=picture.width,
            height=picture.height,
            boxes=picture.boxes,
        )
        for picture in outcome.pictures
    ] or [ReadPage(of=part, number=n, html=html) for n, html in enumerate(outcome.html, 1)]
    ReadPage.objects.bulk_create(pages, batch_size=10)


def settle(batch: Import) -> None:
    """Bring the state of an import in line with its files; `batch` is locked by the caller."""
    if batch.state in _STOPPED:
        return
    states = set(batch.files.values_list("state", flat=True))
    if states & {ImportFile.State.WAITING, ImportFile.State.READING}:
        state = Import.State.READING
    else:
        read = ImportFile.State.READ in states
        state = Import.State.READY if read else Import.State.FAILED
    if state != batch.state:
        batch.state = state
        batch.version += 1
        batch.save(update_fields=["state", "version"])


def let_go(*, part: ImportFile, why: str = "", last: str = "") -> None:
    """Put a file back that a worker cannot go on with.

    A worker that was told to stop gives no reason. One that met a failure says `why`; after three
    tries the file fails with the words `last`.
    """
    with transaction.atomic():
        batch = Import.objects.select_for_update().get(pk=part.batch_id)
        held = ImportFile.objects.filter(
            pk=part.pk, lease=part.lease, state=ImportFile.State.READING
        )
        if why and part.tries >= MOST_TRIES:
            held.update(state=ImportFile.State.FAILED, lease="", error=last)
        else:
            held.update(state=ImportFile.State.WAITING, lease="", error=why)
        settle(batch)


def reclaim(*, at: datetime) -> list[int]:
    """Files whose worker died go back to waiting (or fail after three tries); ids to queue again.

    Files that wait and were forgotten by the queue are named too.
    """
    silent = {"state": ImportFile.State.READING, "beat_at__lt": at - SILENCE}
    ids = [
        pk
        for pk in ImportFile.objects.filter(**silent).values_list("pk", flat=True)
        if _reclaim(pk, at)
    ]
    waiting = ImportFile.objects.filter(
        state=ImportFile.State.WAITING, batch__created_at__lt=at - FORGOTTEN
    ).exclude(batch__state__in=_STOPPED)
    return ids + [pk for pk in waiting.values_list("pk", flat=True) if pk not in ids]


def _reclaim(part_id: int, at: datetime) -> bool:
    """Take a file from a dead worker; whether it is to be queued again."""
    with transaction.atomic():
        part = _lock(part_id)
        if part is None or part.state != ImportFile.State.READING or not part.beat_at:
            return False
        if part.beat_at >= at - SILENCE:
            return False
        part.lease = ""
        again = part.tries < MOST_TRIES
        if again:
            part.state = ImportFile.State.WAITING
        else:
            part.state = ImportFile.State.FAILED
            part.error = GAVE_UP.format(name=part.file.name, tries=part.tries)
        part.save(update_fields=["state", "lease", "error"])
        settle(part.batch)
    return again
