"""What is still missing in a plan, row by row: what blocks sending it, and what it should have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .fields import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .drafting import PlanRows
    from .models import Action


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing; `blocks`: the plan cannot be sent for approval without it."""

    kind: str
    uid: str
    field: str
    message: str
    blocks: bool


def missing_in(rows: PlanRows) -> list[Missing]:
    """What is missing, the plan itself first, then row by row. No queries.

    A row needs work, somebody and a time; what else the form prints a column for (target, measure,
    evidence) it should have.
    """
    found = []
    if not rows.plan.title.strip():
        found.append(Missing("plan", "", "title", "Kế hoạch chưa có tên.", True))
    if not rows.actions:
        message = "Bảng kế hoạch chưa có hoạt động nào; hãy thêm hoặc dán từ tệp Word."
        found.append(Missing("plan", "", "", message, True))
    printed = {
        field.name
        for _, fields in columns_of(rows.plan.form, rows.plan.columns)
        for field in fields
    }
    for number, action in enumerate(rows.actions, 1):
        found.extend(_of_row(action, f"Hoạt động {_number(action.tt, number)}", printed))
    found.extend(_unanswered(rows))
    return found


def _unanswered(rows: PlanRows) -> Iterator[Missing]:
    """Priority problems no action is linked with, nor names the criterion of."""
    linked = {action.problem_id for action in rows.actions}
    codes = {action.criterion for action in rows.actions}
    codes |= {code for action in rows.actions for code in action.more_criteria}
    for number, problem in enumerate(rows.problems, 1):
        if problem.pk in linked or (problem.criterion and problem.criterion in codes):
            continue
        name = f"Vấn đề trọng tâm {_number(problem.tt, number)}"
        message = f"{name} chưa có hoạt động nào; hãy gắn với một hoạt động hoặc thêm hoạt động."
        yield Missing("problem", str(problem.uid), "", message, False)


def _number(tt: str, number: int) -> str:
    """The number of a row as its table prints it, without the stop behind it."""
    return tt.strip(" .)") or str(number)


def _of_row(action: Action, name: str, printed: set[str]) -> Iterator[Missing]:
    uid = str(action.uid)
    jobs = action.solution_details
    if not (action.content or action.target or action.solutions):
        field = "content" if "content" in printed else "solutions"
        yield Missing("action", uid, field, f"{name} chưa ghi việc cần làm.", True)
    if not (
        action.assignee_text
        or action.lead_person_id
        or action.lead_unit_id
        or any(job.get("assignee_text") for job in jobs)
    ):
        yield Missing("action", uid, "assignee_text", f"{name} chưa có người thực hiện.", True)
    if not (action.time or action.due or any(job.get("time") for job in jobs)):
        yield Missing("action", uid, "time", f"{name} chưa có thời gian thực hiện.", True)
    elif action.time and not (action.due or action.start):
        message = f"{name}: chưa rõ hạn từ chữ “{action.time[:40]}”; hãy chọn ngày để được nhắc."
        yield Missing("action", uid, "due", message, False)
    if action.assignee_text and not (action.lead_person_id or action.lead_unit_id):
        message = f"{name}: chưa chọn người chủ trì trong danh sách nên không ai được nhắc việc."
        yield Missing("action", uid, "lead_person", message, False)
    for field, words in (
        ("target", "mục tiêu, kết quả cần đạt"),
        ("indicator", "chỉ số đánh giá kết quả"),
        ("expected_evidence", "minh chứng dự kiến"),
    ):
        if field in printed and not getattr(action, field):
            yield Missing("action", uid, field, f"{name} chưa ghi {words}.", False)
