"""What every change of a plan's content does: lock, look, remember what changed, write it down."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from caitien.accounts import audit
from caitien.ui.problems import Conflict, Problem

from . import models
from .fields import ROW_WORDS, Field, field_of
from .models import Plan
from .services_edit_values import shown
from .states import EDITABLE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from caitien.accounts.models import User

MODELS: Final[dict[str, type[models.Row]]] = {
    "section": models.PlanSection,
    "problem": models.Problem,
    "action": models.Action,
    "monitoring": models.MonitoringEntry,
}


def manager(kind: str) -> Any:
    """The records of rows of this kind. Problem where there is no such kind."""
    if kind not in MODELS:
        raise Problem("Không có loại dòng này trong kế hoạch.")
    return MODELS[kind]._default_manager


_EXTRA = re.compile(r"extra:.{1,200}")


class FieldConflict(Conflict):
    """A field was changed by somebody else meanwhile; `mine` and `theirs` are both values (JSON).

    `row_version` and `field` tell the editor what to show; `gone` is True where the row was deleted
    (it can be restored, then written).
    """

    def __init__(
        self, message: str, *, mine: Any, theirs: Any, field: str, row_version: int, gone: bool
    ) -> None:
        super().__init__(message, mine=mine, theirs=theirs)
        self.field = field
        self.row_version = row_version
        self.gone = gone


def open_plan(plan: Plan) -> Plan:
    """The plan as it is now, locked until the transaction ends. Problem where it may not change."""
    now = Plan.objects.select_for_update().get(pk=plan.pk)
    if now.deleted_at is not None:
        raise Problem("Kế hoạch này đã được xoá; hãy khôi phục kế hoạch rồi sửa tiếp.")
    if now.state not in EDITABLE:
        state = Plan.State(now.state).label.lower()
        raise Problem(
            f"Kế hoạch đang ở trạng thái “{state}” nên không sửa được nội dung. "
            "Chữ vừa gõ chưa được lưu; hãy chép ra nếu cần, rồi mở lại kế hoạch để sửa."
        )
    return now


def row_of(plan: Plan, kind: str, uid: UUID | str | None, *, gone: bool = False) -> Any:
    """The row of a plan with this uid (the plan itself for kind "plan").

    Problem where there is none; a deleted row only with `gone`.
    """
    if kind == "plan":
        return plan
    try:
        wanted = uid if isinstance(uid, UUID) else UUID(str(uid))
    except ValueError:
        wanted = None
    rows = manager(kind).filter(plan=plan, uid=wanted)
    if kind == "action":
        rows = rows.select_related("lead_person", "lead_unit", "supervisor_person", "problem")
    row = rows.first() if wanted else None
    if row is None or (row.deleted_at is not None and not gone):
        raise Problem(f"Không thấy {ROW_WORDS[kind]} này trong kế hoạch; hãy tải lại trang.")
    return row


def need_field(kind: str, name: str) -> Field:
    """The field of this name. Problem where rows of this kind have none."""
    found = field_of(kind, name)
    if found is None and kind == "action" and _EXTRA.fullmatch(name):
        found = Field(name, "Cột riêng", "text")
    if found is None:
        raise Problem("Không có ô này trong bảng; hãy tải lại trang.")
    return found


@dataclass(slots=True)
class Edit:
    """The changes of one row: set them with `put`, they are saved by `finish`."""

    plan: Plan
    kind: str
    row: Any
    #: name of the field → (before, after), as JSON
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    #: many-to-many field → records, set when the row is saved
    many: dict[str, list[Any]] = field(default_factory=dict)
    #: budget lines of a row that is not stored yet
    lines: list[models.BudgetLine] = field(default_factory=list)
    #: attributes that were set
    written: set[str] = field(default_factory=set)

    def put(self, name: str, value: Any) -> None:
        """Set an attribute of the row, and remember what it was where people see it."""
        spec = field_of(self.kind, name) or need_field(self.kind, name)
        before = self.changes[name][0] if name in self.changes else shown(spec, self.row)
        self._own_now(name)
        if name.startswith("extra:"):
            self.row.extra = self.row.extra | {name[6:]: value}
        else:
            setattr(self.row, name, value)
            self.written.add(name)
        self.note(name, before, shown(spec, self.row))

    def _own_now(self, name: str) -> None:
        """A field that was written no longer stands for what the file said ("kept")."""
        holder = self.row if self.kind == "action" else self.plan
        kept = holder.rest.get("kept")
        if not kept:
            return
        name = {"place_name": "place", "dated": "date"}.get(name, name)
        if self.kind == "action":
            kept = {n: pair for n, pair in kept.items() if n != name}
        else:
            part = "plan" if self.kind == "plan" else str(self.row.uid)
            own = {n: pair for n, pair in kept.get(part, {}).items() if n != name}
            kept = {**kept, part: own}
        holder.rest = {**holder.rest, "kept": kept}

    def put_many(self, name: str, records: list[Any]) -> None:
        """Set people or units of a row."""
        spec = need_field(self.kind, name)
        after = sorted(r.key if spec.kind == "people" else str(r.pk) for r in records)
        before = shown(spec, self.row)
        if before != after or name in self.many:
            self.many[name] = records
            self.note(name, before, after)

    def note(self, name: str, before: Any, after: Any) -> None:
        """Remember a change; one that came back to what it was is none."""
        if before == after:
            self.changes.pop(name, None)
        else:
            self.changes[name] = (before, after)

    def forget_doubt(self, name: str) -> None:
        """A value written by a person is no longer what a reader was unsure of."""
        if self.kind == "action" and name in self.row.uncertain:
            self.row.uncertain = {n: v for n, v in self.row.uncertain.items() if n != name}

    def finish(self, at: datetime) -> None:
        """Save the row and the plan: each gets a new version. Only what was written is saved."""
        if self.kind == "plan":
            touch(self.plan, at, self.written)
        else:
            self.row.version += 1
            self.row.save(update_fields=["version", *self.written, *_BESIDE.get(self.kind, ())])
            touch(self.plan, at)
        for name, records in self.many.items():
            getattr(self.row, name).set(records)


#: attributes that change together with others, by kind of row
_BESIDE: Final = {
    "section": ("body",),
    "action": ("rest", "uncertain", "solution_details", "extra"),
}


def touch(plan: Plan, at: datetime, written: Iterable[str] = ()) -> None:
    """The plan's content changed: save what was written, with a new version."""
    plan.version += 1
    plan.changed_at = at
    plan.save(update_fields=["version", "changed_at", "rest", "bases", *written])


def target_of(plan: Plan, kind: str = "plan", uid: UUID | str | None = None) -> str:
    """The target of audit lines about a plan or one of its rows."""
    return f"plan:{plan.pk}" if kind == "plan" else f"plan:{plan.pk}/{uid}"


def write_down(
    plan: Plan,
    *,
    actor: User,
    at: datetime,
    action: str,
    sentence: str,
    target: str = "",
    changes: dict[str, Any] | None = None,
) -> None:
    """One audit line about a plan."""
    audit.record(
        organisation_id=plan.school_id,
        actor=actor,
        at=at,
        action=action,
        sentence=sentence,
        target=target or target_of(plan),
        changes=changes,
    )


def name_of(kind: str, row: Any) -> str:
    """A row as history speaks of it: hoạt động “Tổ chức chuyên đề …”."""
    texts: list[Any] = []
    match kind:
        case "plan":
            texts = []
        case "section":
            texts = [row.heading]
        case "action":
            texts = [row.criterion and f"tiêu chí {row.criterion}", row.content, row.target]
            texts += row.solutions[:1]
        case "problem":
            texts = [row.criterion and f"tiêu chí {row.criterion}", row.weakness, row.current]
        case "monitoring":
            texts = [row.when, row.content]
    told = next((text for text in texts if text), "")
    first = " ".join(str(told).split())
    short = first if len(first) <= 60 else first[:59].rstrip() + "…"
    return f"{ROW_WORDS[kind]} “{short}”" if short else ROW_WORDS[kind]


def short(value: Any) -> str:
    """A value in a sentence of the history."""
    if isinstance(value, dict) and "paragraphs" in value:  # the text of a section
        value = value["paragraphs"]
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    text = " ".join(text.split())
    return (text if len(text) <= 60 else text[:59].rstrip() + "…") or "trống"
