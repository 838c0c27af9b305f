"""Files in: kept, listed in an import, queued for reading. Sent twice, it is one import."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction

from caitien.accounts.audit import record
from caitien.schools import files
from caitien.schools.models import Organisation
from caitien.ui.problems import Problem

from .models import Import, ImportFile

if TYPE_CHECKING:
    from datetime import datetime

    from caitien.accounts.models import User

_PIECE = 256 * 1024
#: states in which an import still means something: the same files again lead back to it
ALIVE = (
    Import.State.WAITING,
    Import.State.READING,
    Import.State.READY,
    Import.State.APPLIED,
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it comes: its name (not to be trusted) and its bytes."""

    name: str
    content: IO[bytes]

    def pieces(self) -> Iterator[bytes]:
        """The bytes in pieces of bounded size."""
        self.content.seek(0)
        while piece := self.content.read(_PIECE):
            yield piece


@dataclass(frozen=True, slots=True)
class Received:
    """The import of an upload; `again` where the same files were there before."""

    batch: Import
    again: bool = False


def receive(
    *,
    school: Organisation,
    uploads: Sequence[Upload],
    once: str,
    actor: User,
    at: datetime,
) -> Received:
    """Keep the files of an upload and queue them for reading.

    The same `once`, or the very same files while an earlier import of them stands, gives that
    import back. Raises Problem for no files, too many, one too large or a store of files that does
    not answer; then there is no import. The bytes are kept before the transaction begins.
    """
    known = Import.objects.filter(school=school, once=once).first()
    if known:
        return Received(known, again=True)
    if not uploads:
        raise Problem("Chưa chọn tệp nào. Hãy chọn ít nhất một tệp kế hoạch rồi tải lên.")
    most = settings.UPLOAD_MAX_FILES
    if len(uploads) > most:
        raise Problem(
            f"Mỗi lần tải lên được nhiều nhất {most} tệp, lần này có {len(uploads)} tệp nên chưa "
            "nhận tệp nào. Hãy chia ra vài lần."
        )
    kept: dict[str, tuple[str, files.Kept]] = {}
    for upload in uploads:
        held = files.keep(name=upload.name, content=upload.pieces(), most=settings.UPLOAD_MAX_BYTES)
        kept.setdefault(held.sha256, (upload.name, held))
    try:
        with transaction.atomic():
            return _receive(school, list(kept.values()), once, actor, at)
    except IntegrityError:  # the same form arrived twice at the same moment
        return Received(Import.objects.get(school=school, once=once), again=True)


def _receive(
    school: Organisation,
    kept: Sequence[tuple[str, files.Kept]],
    once: str,
    actor: User,
    at: datetime,
) -> Received:
    Organisation.objects.select_for_update().get(pk=school.pk)  # the same files twice at once
    twin = _same_files(school, {held.sha256 for _, held in kept})
    if twin:
        return Received(twin, again=True)
    batch = Import.objects.create(school=school, once=once, created_by=actor, created_at=at)
    stored = [
        files.store(
            organisation=school, name=name, content=held, purpose="import", actor=actor, at=at
        )
        for name, held in kept
    ]
    for one in stored:
        queue(ImportFile.objects.create(batch=batch, file=one))
    names = ", ".join(f"“{one.name}”" for one in stored[:3])
    more = f" và {len(stored) - 3} tệp khác" if len(stored) > 3 else ""
    record(
        organisation_id=school.pk,
        actor=actor,
        at=at,
        action="import.upload",
        sentence=f"Tải lên {len(stored)} tệp để nhập kế hoạch: {names}{more}.",
        target=f"import:{batch.pk}",
        changes={"files": [None, [one.sha256 for one in stored]]},
    )
    return Received(batch)


def _same_files(school: Organisation, wanted: set[str]) -> Import | None:
    """An import of the school that stands and holds exactly these files."""
    near = (
        Import.objects.filter(
            school=school, state__in=ALIVE, files__file__sha256=next(iter(wanted))
        )
        .distinct()
        .order_by("-id")[:20]
    )
    for other in near:
        if set(other.files.values_list("file__sha256", flat=True)) == wanted:
            return other
    return None


def queue(part: ImportFile) -> None:
    """Ask a worker to read this file; the request belongs to the caller's transaction."""
    from .tasks import read_file

    read_file.enqueue(part.pk)


def read_again(*, batch: Import, actor: User, at: datetime) -> Import:
    """Queue the files that could not be read once more. Problem where none failed."""
    with transaction.atomic():
        batch = Import.objects.select_for_update().get(pk=batch.pk)
        failed = list(batch.files.filter(state=ImportFile.State.FAILED))
        if batch.state not in (Import.State.READY, Import.State.FAILED) or not failed:
            raise Problem("Lần nhập này không có tệp nào cần đọc lại.")
        for part in failed:
            part.state, part.tries, part.error, part.lease = ImportFile.State.WAITING, 0, "", ""
            part.save(update_fields=["state", "tries", "error", "lease"])
            queue(part)
        batch.state = Import.State.READING
        batch.version += 1
        batch.save(update_fields=["state", "version"])
        record(
            organisation_id=batch.school_id,
            actor=actor,
            at=at,
            action="import.again",
            sentence=f"Đọc lại {len(failed)} tệp chưa đọc được của lần nhập.",
            target=f"import:{batch.pk}",
        )
    return batch


def drop(*, batch: Import, actor: User, at: datetime) -> Import:
    """Give an import up before it is applied; its files stay kept. Twice is once."""
    with transaction.atomic():
        batch = Import.objects.select_for_update().get(pk=batch.pk)
        if batch.state == Import.State.DROPPED:
            return batch
        if batch.state == Import.State.APPLIED:
            raise Problem(
                "Lần nhập này đã tạo kế hoạch nên không bỏ được. Nếu nhập nhầm, hãy dùng "
                "“Hoàn tác cả lần nhập”."
            )
        before, batch.state = batch.state, Import.State.DROPPED
        batch.version += 1
        batch.save(update_fields=["state", "version"])
        record(
            organisation_id=batch.school_id,
            actor=actor,
            at=at,
            action="import.drop",
            sentence="Bỏ một lần nhập kế hoạch chưa áp dụng; tệp tải lên vẫn được giữ.",
            target=f"import:{batch.pk}",
            changes={"state": [before, batch.state]},
        )
    return batch
