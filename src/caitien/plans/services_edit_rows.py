"""Rows of a plan: add, delete and restore, move, paste. Every create is harmless when repeated.

`after` says where a row goes: the uid of the row before it, None for the first place, END for the
last.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as also
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid5

from django.db import transaction

from caitien.ui.problems import Conflict, Problem

from .drafting_store import STEP
from .fields import ROW_WORDS
from .models import Row
from .services_edit_base import (
    manager,
    name_of,
    open_plan,
    row_of,
    touch,
    write_down,
)
from .services_edit_fill import new_row, store_rows
from .services_edit_values import FieldProblem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from caitien.accounts.models import User

    from .models import Plan

END: Final = "cuoi"
#: most rows of one kind in a plan, and most pasted at once
MOST_ROWS, MOST_PASTED = 1000, 300
_PASTE_SPACE = UUID("5c0f3f8e-3a1b-4d7e-9b57-0d3f8f7f6a11")


@dataclass(frozen=True, slots=True)
class RowSaved:
    """A row as stored. `made` is False where it was there already (a repeated request)."""

    kind: str
    uid: str
    order: int
    row_version: int
    plan_version: int
    deleted: bool = False
    made: bool = True


@dataclass(frozen=True, slots=True)
class RowsPasted:
    """The rows of one paste, in order. `made` is False for a repeated request."""

    kind: str
    uids: tuple[str, ...]
    plan_version: int
    made: bool = True
    notes: tuple[str, ...] = also(default=())


def _saved(plan: Plan, kind: str, row: Row, *, made: bool = True) -> RowSaved:
    return RowSaved(
        kind=kind,
        uid=str(row.uid),
        order=row.order,
        row_version=row.version,
        plan_version=plan.version,
        deleted=row.deleted_at is not None,
        made=made,
    )


def _uid(uid: UUID | str) -> UUID:
    try:
        return uid if isinstance(uid, UUID) else UUID(str(uid))
    except ValueError:
        raise Problem("Dòng mới chưa có tên riêng; hãy tải lại trang rồi thêm lại.") from None


def _row(plan: Plan, kind: str, uid: UUID | str, *, gone: bool = False) -> Any:
    """A row of a table or section; Problem for the plan itself, which is no row."""
    manager(kind)
    return row_of(plan, kind, uid, gone=gone)


def _rows(plan: Plan, kind: str) -> list[Any]:
    """Every row of a kind in order, deleted ones too: they keep their place."""
    return list(manager(kind).filter(plan=plan).only("uid", "order", "deleted_at"))


def _make_room(plan: Plan, kind: str, after: UUID | str | None, count: int) -> list[int]:
    """`count` orders behind the row `after`; rows are numbered anew where there is no room."""
    rows = _rows(plan, kind)
    living = sum(row.deleted_at is None for row in rows)
    if living + count > MOST_ROWS:
        raise Problem(f"Một kế hoạch có nhiều nhất {MOST_ROWS} {ROW_WORDS[kind]}.")
    at = _index_behind(rows, after)
    low = rows[at - 1].order if at else 0
    high = rows[at].order if at < len(rows) else low + STEP * (count + 1)
    gap = (high - low) // (count + 1)
    if gap >= 1:
        return [low + gap * (n + 1) for n in range(count)]
    for n, row in enumerate(rows):
        row.order = (n + 1 + (count if n >= at else 0)) * STEP
    manager(kind).bulk_update(rows, ["order"])
    return [(at + n + 1) * STEP for n in range(count)]


def _index_behind(rows: Sequence[Any], after: UUID | str | None) -> int:
    if after == END:
        return len(rows)
    if after is None or after == "":
        return 0
    wanted = _uid(after)
    for index, row in enumerate(rows):
        if row.uid == wanted:
            return index + 1
    raise Problem("Không thấy dòng đứng trước chỗ cần thêm; hãy tải lại trang.")


@transaction.atomic
def add_row(
    *,
    plan: Plan,
    actor: User,
    at: datetime,
    kind: str,
    uid: UUID | str,
    after: UUID | str | None = END,
    values: Mapping[str, Any] | None = None,
) -> RowSaved:
    """Add a row. `uid` is made by the editor: the same request twice makes one row.

    `values` are JSON of fields; one that cannot be taken refuses the whole row (FieldProblem).
    """
    now = open_plan(plan)
    own = _uid(uid)
    rows = _rows(now, kind)
    if any(row.uid == own for row in rows):
        return _saved(now, kind, row_of(now, kind, own, gone=True), made=False)
    if manager(kind).filter(uid=own).exists():
        raise Problem("Dòng này thuộc kế hoạch khác; hãy tải lại trang rồi thêm lại.")
    order = _make_room(now, kind, after, 1)[0]
    edit = new_row(now, kind, own, order, values or {})
    store_rows(kind, [edit])
    row = edit.row
    touch(now, at)
    write_down(
        now,
        actor=actor,
        at=at,
        action="plan.row.add",
        sentence=f"{actor} thêm {name_of(kind, row)}",
        changes={str(own): ["", "thêm"]},
    )
    plan.version, plan.changed_at = now.version, now.changed_at
    return _saved(now, kind, row)


@transaction.atomic
def delete_row(
    *,
    plan: Plan,
    actor: User,
    at: datetime,
    kind: str,
    uid: UUID | str,
    base_version: int | None = None,
) -> RowSaved:
    """Put a row away; `restore_row` brings it back with all it held.

    `base_version` is the version the person saw: Conflict where somebody wrote in it since.
    Deleting twice is harmless.
    """
    now = open_plan(plan)
    row = _row(now, kind, uid, gone=True)
    if row.deleted_at is not None:
        return _saved(now, kind, row, made=False)
    if base_version is not None and base_version != row.version:
        raise Conflict(
            f"Có người vừa sửa {name_of(kind, row)} mà thầy, cô định xoá. Chưa xoá gì cả: "
            "hãy xem lại dòng này rồi xoá nếu vẫn cần.",
            mine=None,
            theirs=row.version,
        )
    row.deleted_at = at
    _put_away(now, kind, row, actor, at, "plan.row.delete", "xoá")
    plan.version, plan.changed_at = now.version, now.changed_at
    return _saved(now, kind, row)


@transaction.atomic
def restore_row(*, plan: Plan, actor: User, at: datetime, kind: str, uid: UUID | str) -> RowSaved:
    """Bring a deleted row back to where it stood. Restoring twice is harmless."""
    now = open_plan(plan)
    row = _row(now, kind, uid, gone=True)
    if row.deleted_at is None:
        return _saved(now, kind, row, made=False)
    row.deleted_at = None
    _put_away(now, kind, row, actor, at, "plan.row.restore", "khôi phục")
    plan.version, plan.changed_at = now.version, now.changed_at
    return _saved(now, kind, row)


def _put_away(
    plan: Plan, kind: str, row: Any, actor: User, at: datetime, action: str, verb: str
) -> None:
    row.version += 1
    row.save(update_fields=["deleted_at", "version"])
    touch(plan, at)
    write_down(
        plan,
        actor=actor,
        at=at,
        action=action,
        sentence=f"{actor} {verb} {name_of(kind, row)}",
        changes={str(row.uid): [kind, verb]},
    )


@transaction.atomic
def move_row(
    *,
    plan: Plan,
    actor: User,
    at: datetime,
    kind: str,
    uid: UUID | str,
    after: UUID | str | None,
) -> RowSaved:
    """Put a row behind another one. The row's cells and version stay as they are."""
    now = open_plan(plan)
    row = _row(now, kind, uid)
    rows = _rows(now, kind)
    others = [one for one in rows if one.uid != row.uid]
    if after not in (None, "", END) and _uid(after or "") == row.uid:
        return _saved(now, kind, row, made=False)
    at_index = _index_behind(others, after)
    old_index = next(n for n, one in enumerate(rows) if one.uid == row.uid)
    if at_index == old_index:
        return _saved(now, kind, row, made=False)
    ordered = [*others[:at_index], rows[old_index], *others[at_index:]]
    for n, one in enumerate(ordered):
        one.order = (n + 1) * STEP
    manager(kind).bulk_update(ordered, ["order"])
    row.order = (at_index + 1) * STEP
    touch(now, at)
    write_down(
        now,
        actor=actor,
        at=at,
        action="plan.row.move",
        sentence=f"{actor} chuyển chỗ {name_of(kind, row)}",
        changes={str(row.uid): [old_index + 1, at_index + 1]},
    )
    plan.version, plan.changed_at = now.version, now.changed_at
    return _saved(now, kind, row)


@transaction.atomic
def paste_rows(
    *,
    plan: Plan,
    actor: User,
    at: datetime,
    kind: str,
    rows: Sequence[Mapping[str, Any]],
    once: str,
    after: UUID | str | None = END,
) -> RowsPasted:
    """Add rows from a pasted table: each {field: text}. All of them, or none (FieldProblem).

    `once` names the paste: the same request twice makes the rows once.
    """
    if not once:
        raise Problem("Trang này đã cũ; hãy tải lại rồi dán lại. Kế hoạch vẫn như cũ.")
    now = open_plan(plan)
    kept = [row for row in rows if any(str(value).strip() for value in row.values())]
    if not kept:
        raise Problem("Phần dán vào không có chữ nào; kế hoạch vẫn như cũ.")
    if len(kept) > MOST_PASTED:
        raise Problem(f"Mỗi lần dán nhiều nhất {MOST_PASTED} dòng; hãy dán làm nhiều lần.")
    known = manager(kind)
    uids = [uuid5(_PASTE_SPACE, f"{now.key}:{once}:{n}") for n in range(len(kept))]
    if known.filter(plan=now, uid__in=uids).exists():
        there = set(known.filter(plan=now, uid__in=uids).values_list("uid", flat=True))
        found = tuple(str(uid) for uid in uids if uid in there)
        return RowsPasted(kind, found, now.version, made=False)
    orders = _make_room(now, kind, after, len(kept))
    edits = []
    for number, (uid, order, values) in enumerate(zip(uids, orders, kept, strict=True), 1):
        try:
            edits.append(new_row(now, kind, uid, order, values))
        except FieldProblem as problem:
            problem.tell(f"Dòng {number} của phần dán, {problem.message} Chưa dán dòng nào.")
            raise
    store_rows(kind, edits)
    touch(now, at)
    write_down(
        now,
        actor=actor,
        at=at,
        action="plan.row.paste",
        sentence=f"{actor} dán vào {len(kept)} {ROW_WORDS[kind]}",
        changes={str(uid): ["", "dán"] for uid in uids},
    )
    plan.version, plan.changed_at = now.version, now.changed_at
    return RowsPasted(kind, tuple(map(str, uids)), now.version)
