"""What was done to a plan or to one row of it, in sentences, from the audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q

from caitien.accounts.audit import scope_of
from caitien.accounts.models import AuditLine

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from .models import Plan


#: what services_edit_undo can take back: changes of cells, and what took them back
UNDOABLE: Final = frozenset({"plan.field", "plan.people", "plan.budget", "plan.undo"})


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was done: when, by whom, in a Vietnamese sentence, and field by field."""

    at: datetime
    who: str
    sentence: str
    action: str
    #: {field: [before, after]} of JSON values
    changes: dict[str, Any]
    #: number of the line in the school's trail, for `undo_field`
    number: int = 0

    @property
    def undoable(self) -> bool:
        """Whether it changed cells, so that the values before it may be put back."""
        return self.action in UNDOABLE


def history_of(
    plan: Plan, uid: UUID | str | None = None, *, limit: int = 100, offset: int = 0
) -> list[Told]:
    """The latest things first; of one row where its uid is given. One query."""
    whole = f"plan:{plan.pk}"
    lines = AuditLine.objects.filter(scope=scope_of(plan.school_id))
    if uid is None:
        lines = lines.filter(Q(target=whole) | Q(target__startswith=f"{whole}/"))
    else:
        own = Q(target=f"{whole}/{uid}")
        lines = lines.filter(own | Q(target=whole, changes__has_key=str(uid)))
    return [
        Told(line.at, line.actor_name, line.sentence, line.action, line.changes, line.number)
        for line in lines.order_by("-number")[offset : offset + limit]
    ]
