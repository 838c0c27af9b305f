"""Edits at the desk: field by field, compared with what the editor started from."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from caitien.accounts.audit import record
from caitien.ui.problems import Conflict, Problem

from .fields import Plan, doubts_of, index_of, text_at
from .fields_edit import BadValue, put
from .models import Import, ImportFile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from caitien.accounts.models import User

#: letters of one value
MOST = 20_000
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Change:
    """A person's text for a field and the text they started from."""

    value: str
    base: str


def _plain(text: str) -> str:
    """A text with one kind of line end, without what no database and no page takes."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


def split_key(key: str, plans: list[Plan]) -> tuple[int, Plan, str]:
    """`1/items/3/time` as plan number, plan and path. Problem where there is no such plan."""
    word, _, path = key.partition("/")
    number = index_of(word, len(plans))
    if number is None or not path:
        raise Problem("Không thấy chỗ cần sửa trong tệp này. Hãy tải lại trang.")
    return number, plans[number], path


def lock(batch: Import, part_id: int) -> ImportFile:
    """The file of a living import, locked for a change. Problem where it may not be changed."""
    batch = Import.objects.select_for_update().get(pk=batch.pk)
    if batch.state not in (Import.State.READY, Import.State.READING):
        raise Problem(
            f"Lần nhập này đang ở trạng thái “{batch.get_state_display()}” nên không sửa được nữa. "
            "Nội dung cũ vẫn còn nguyên."
        )
    parts = batch.files.select_for_update(of=("self",)).select_related("file").defer("reading")
    part = parts.get(pk=part_id)
    if part.state != ImportFile.State.READ:
        raise Problem("Tệp này chưa đọc xong nên chưa sửa được. Hãy chờ đọc xong.")
    return part


def save_fields(
    *, batch: Import, part_id: int, changes: Mapping[str, Change], actor: User, at: datetime
) -> dict[str, str]:
    """Write texts into the plans of a file; what is stored, by key.

    Keys are `<plan>/<path>`. Fields somebody else changed meanwhile are not written: Conflict,
    whose `theirs` holds {"saved": …, "fields": {key: {"mine", "theirs"}}}; the others are saved.
    Problem for a value a field cannot hold: then nothing is saved.
    """
    with transaction.atomic():
        part = lock(batch, part_id)
        plans: list[Plan] = part.drafts or []
        saved: dict[str, str] = {}
        lost: dict[str, dict[str, str]] = {}
        told: dict[str, list[str]] = {}
        for key, change in changes.items():
            _, plan, path = split_key(key, plans)
            now = text_at(plan, path)
            if now is None:
                raise Problem("Không thấy chỗ cần sửa trong tệp này. Hãy tải lại trang.")
            value, base = _plain(change.value), _plain(change.base)
            if _plain(now) not in (base, value):
                lost[key] = {"mine": value, "theirs": now}
                continue
            saved[key] = _write(plan, path, value, now)
            if saved[key] != now:
                told[key] = [now[:_SHOWN], saved[key][:_SHOWN]]
        if told:
            _keep(part, told, actor, at)
    if lost:
        raise Conflict(
            "Có người vừa sửa chỗ này. Cả hai bản đều còn; hãy chọn bản giữ lại.",
            theirs={"saved": saved, "fields": lost},
        )
    return saved


def _write(plan: Plan, path: str, value: str, now: str) -> str:
    if len(value) > MOST:
        raise Problem("Nội dung một ô dài quá 20.000 chữ nên chưa lưu; bản cũ vẫn còn.")
    if value != now:
        try:
            put(plan, path, value)
        except BadValue as error:
            raise Problem(f"Chưa lưu: {error}") from error
    return text_at(plan, path) or ""


def _keep(part: ImportFile, told: dict[str, list[str]], actor: User, at: datetime) -> None:
    for key in told:
        part.seen[key] = "edited"
    part.version += 1
    part.save(update_fields=["drafts", "seen", "version"])
    places = "một chỗ" if len(told) == 1 else f"{len(told)} chỗ"
    record(
        organisation_id=part.batch.school_id,
        actor=actor,
        at=at,
        action="import.edit",
        sentence=f"Sửa {places} trong tệp “{part.file.name}” trước khi nhập.",
        target=f"import:{part.batch_id}",
        changes=dict(told),
    )


def mark_seen(
    *, batch: Import, part_id: int, key: str, seen: bool, actor: User, at: datetime
) -> int:
    """Mark a doubted place as looked at (or not yet); how many places of the file are left."""
    with transaction.atomic():
        part = lock(batch, part_id)
        _, plan, path = split_key(key, part.drafts or [])
        if path not in {one.path for one in doubts_of(plan)}:
            return left_of(part)
        if seen == (key in part.seen):
            return left_of(part)
        if seen:
            part.seen[key] = "seen"
        else:
            del part.seen[key]
        part.version += 1
        part.save(update_fields=["seen", "version"])
        word = "đã xem" if seen else "cần xem lại"
        record(
            organisation_id=batch.school_id,
            actor=actor,
            at=at,
            action="import.seen",
            sentence=f"Ghi một chỗ trong tệp “{part.file.name}” là {word}.",
            target=f"import:{part.batch_id}",
            changes={key: [not seen, seen]},
        )
    return left_of(part)


def left_of(part: ImportFile) -> int:
    """How many doubted places of a file nobody has looked at yet."""
    plans: list[dict[str, Any]] = part.drafts or []
    return sum(
        f"{number}/{one.path}" not in part.seen
        for number, plan in enumerate(plans)
        for one in doubts_of(plan)
    )
