"""What a plan still lacks before it may go on, and whom its paper may be sent to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from caitien.schools.models import Organisation

from .models import Action, IssuedPaper

if TYPE_CHECKING:
    from datetime import date

    from .models import Plan

_NEEDED = ("content", "target", "solutions", "assignee_text", "lead_person_id", "lead_unit_id")


def missing_before_submit(plan: Plan) -> list[str]:
    """What must not be missing when a plan is sent for approval, in Vietnamese; [] if nothing."""
    fields = (*_NEEDED, "time", "due", "solution_details")
    actions = list(plan.actions.filter(deleted_at=None).only(*fields))
    missing = [] if plan.title.strip() else ["tên kế hoạch"]
    if not actions:
        return [*missing, "hoạt động cải tiến (bảng kế hoạch chưa có hàng nào)"]
    for what, has in (("nội dung", _content), ("người thực hiện", _people), ("thời gian", _time)):
        without = sum(not has(action) for action in actions)
        if without:
            missing.append(f"{what} của {without} hoạt động")
    return missing


def _content(action: Action) -> bool:
    return bool(action.content or action.target or action.solutions)


def _people(action: Action) -> bool:
    told = action.assignee_text or action.lead_person_id or action.lead_unit_id
    return bool(told) or any(job.get("assignee_text") for job in action.solution_details)


def _time(action: Action) -> bool:
    told = action.time or action.due
    return bool(told) or any(job.get("time") for job in action.solution_details)


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
