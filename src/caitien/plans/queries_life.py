"""What a plan still lacks before it may go on, and whom its paper may be sent to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db.models import Max

from caitien.accounts.audit import scope_of
from caitien.accounts.models import AuditLine
from caitien.schools.models import Organisation

from .drafting import PlanRows
from .findings_missing import missing_in
from .models import IssuedPaper, Plan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .models import Action, Transition

#: "Hoạt động 3 chưa có người thực hiện." → number, what is missing
_OF_ROW = re.compile(r"Hoạt động (\S+) (chưa .+)\.")
#: what the bound hash leaves out: changing these alone may be all that was asked for
_OUTSIDE = frozenset(
    {"plan_number", "dated", "place_name", "signer_title", "signer_name", "recipients"}
)


def missing_before_submit(plan: Plan, actions: list[Action] | None = None) -> list[str]:
    """What must not be missing when a plan is sent for approval, in Vietnamese; [] if nothing.

    One query, none where the plan's living `actions` are given.
    """
    rows = list(plan.actions.filter(deleted_at=None)) if actions is None else actions
    return [one.message for one in missing_in(PlanRows(plan, [], [], rows, [], {})) if one.blocks]


def returned_unchanged(
    plan: Plan, now_hash: str, steps: Sequence[Transition] | None = None
) -> Transition | None:
    """The step that gave the plan back, where nothing of it was changed since; None otherwise.

    `now_hash` is the bound hash of today, `steps` the plan's transitions in order where they were
    read already. One query more where the content is the same.
    """
    back = None
    for one in plan.transitions.all() if steps is None else steps:
        if one.after == Plan.State.RETURNED:
            back = one
        elif one.step == "submit":
            back = None
    if back is None or back.content_hash != now_hash:
        return None
    changed = AuditLine.objects.filter(
        scope=scope_of(plan.school_id),
        target=f"plan:{plan.pk}",
        action__in=("plan.field", "plan.undo"),
        at__gte=back.at,
    )
    head = any(_OUTSIDE & set(found) for found in changed.values_list("changes", flat=True))
    return None if head else back


def in_few_lines(missing: list[str]) -> list[str]:
    """The same list for reading: what several activities lack stands in one line."""
    lines: list[str] = []
    rows: dict[str, list[str]] = {}
    for message in missing:
        of_row = _OF_ROW.fullmatch(message)
        if of_row is None:
            lines.append(message)
        else:
            rows.setdefault(of_row[2], []).append(of_row[1])
    for words, numbers in rows.items():
        lines.append(f"Hoạt động {', '.join(numbers)} {words}.")
    return lines


def next_serial(school: Organisation, day: date) -> int:
    """The next running number of the school's plans in a calendar year."""
    papers = IssuedPaper.objects.filter(school=school, year=day.year)
    last: int | None = papers.aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


def number_of(school: Organisation, serial: int) -> str:
    """The number as printed: 12/KH-THCSND (Nghị định 30/2020: số/tên loại-chữ viết tắt)."""
    return f"{serial:02d}/KH-{school.code}" if school.code else f"{serial:02d}/KH"


def offices_above(school: Organisation) -> list[Organisation]:
    """The offices a school may send a paper to: those above it, nearest first."""
    found: list[Organisation] = []
    office = school.parent
    while office is not None and len(found) < 5:
        if office.closed_on is None:
            found.append(office)
        office = office.parent
    return found
