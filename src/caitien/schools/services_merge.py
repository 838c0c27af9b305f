"""Saving from a page that may be stale: fields are merged, a real clash is shown, never lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from caitien.ui.problems import Conflict


@dataclass(frozen=True, slots=True)
class Clash:
    """A field two people changed: what both started from and what each made of it."""

    field: str
    base: Any
    mine: Any
    theirs: Any


def merge(
    current: dict[str, Any], base: dict[str, Any], new: dict[str, Any]
) -> dict[str, tuple[Any, Any]]:
    """What has to be written: {field: (before, after)}, of fields the editor really changed.

    `base` is what the editor started from (a field missing there counts as unchanged by others).
    Raises Conflict, with Clash lists as `mine`, where a field changed on both sides.
    """
    changes: dict[str, tuple[Any, Any]] = {}
    clashes: list[Clash] = []
    for field, wanted in new.items():
        stored, start = current[field], base.get(field, current[field])
        if wanted in (start, stored):
            continue
        if stored != start:
            clashes.append(Clash(field, start, wanted, stored))
        else:
            changes[field] = (stored, wanted)
    if clashes:
        raise Conflict(
            "Chưa lưu: trong lúc thầy, cô đang sửa thì người khác đã lưu nội dung khác. Cả hai bản "
            "đều còn ở dưới; hãy chọn bản cần giữ.",
            mine=clashes,
            theirs={clash.field: clash.theirs for clash in clashes},
        )
    return changes


def change_words(changes: dict[str, Any]) -> str:
    """Changes of named fields in words: "chức vụ: Giáo viên → Tổ trưởng"."""
    parts = (
        f"{name}: {before or 'trống'} → {after or 'trống'}"
        for name, (before, after) in changes.items()
    )
    return "; ".join(parts)
