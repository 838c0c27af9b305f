"""The life of a plan as one written table: who may move it, from where, to where, on what terms."""

from __future__ import annotations

from dataclasses import dataclass

from .models import Plan

S = Plan.State

#: states in which the content may be changed by those who may edit
EDITABLE = frozenset({S.DRAFT, S.REVIEW, S.RETURNED})
#: states in which the content is fixed by a seal
SEALED = frozenset({S.ISSUED, S.REPLACED, S.CLOSED})


@dataclass(frozen=True, slots=True)
class Step:
    """One arrow of the machine.

    `needs_note`: a reason must be given. `complete`: nothing that blocks may be missing.
    `same_content`: the content must be what the step before bound (its hash).
    """

    name: str
    label: str
    before: frozenset[Plan.State]
    after: Plan.State
    capability: str
    done: str
    needs_note: bool = False
    complete: bool = False
    same_content: bool = False


STEPS: tuple[Step, ...] = (
    Step(
        name="open_review",
        label="Mở góp ý",
        before=frozenset({S.DRAFT, S.RETURNED}),
        after=S.REVIEW,
        capability="plan.review",
        done="mở góp ý cho",
    ),
    Step(
        name="close_review",
        label="Kết thúc góp ý",
        before=frozenset({S.REVIEW}),
        after=S.DRAFT,
        capability="plan.review",
        done="kết thúc góp ý cho",
    ),
    Step(
        name="submit",
        label="Gửi duyệt",
        before=frozenset({S.DRAFT, S.REVIEW, S.RETURNED}),
        after=S.SUBMITTED,
        capability="plan.submit",
        done="gửi duyệt",
        complete=True,
    ),
    Step(
        name="withdraw",
        label="Rút lại để sửa",
        before=frozenset({S.SUBMITTED}),
        after=S.DRAFT,
        capability="plan.submit",
        done="rút lại để sửa",
    ),
    Step(
        name="send_back",
        label="Trả lại",
        before=frozenset({S.SUBMITTED}),
        after=S.RETURNED,
        capability="plan.approve",
        done="trả lại",
        needs_note=True,
    ),
    Step(
        name="approve",
        label="Phê duyệt",
        before=frozenset({S.SUBMITTED}),
        after=S.APPROVED,
        capability="plan.approve",
        done="phê duyệt",
        complete=True,
        same_content=True,
    ),
    Step(
        name="reopen",
        label="Mở lại để sửa",
        before=frozenset({S.APPROVED}),
        after=S.RETURNED,
        capability="plan.approve",
        done="mở lại để sửa",
        needs_note=True,
    ),
    Step(
        name="issue",
        label="Ban hành",
        before=frozenset({S.APPROVED}),
        after=S.ISSUED,
        capability="plan.issue",
        done="ban hành",
        same_content=True,
    ),
    Step(
        name="close",
        label="Đóng kế hoạch",
        before=frozenset({S.ISSUED}),
        after=S.CLOSED,
        capability="plan.close",
        done="đóng",
        needs_note=True,
    ),
)

BY_NAME = {step.name: step for step in STEPS}


def steps_from(state: str) -> list[Step]:
    """The arrows that leave a state, in the order of the table."""
    return [step for step in STEPS if state in step.before]
