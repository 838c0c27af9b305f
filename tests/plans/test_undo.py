"""Taking a change back from the history: nothing written since is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caitien.accounts import audit
from caitien.core.drafts.model import Item, Job, LegalBasis, PlanDraft, Section
from caitien.plans.drafting import draft_of
from caitien.plans.models import Action, Plan
from caitien.plans.queries_history import history_of
from caitien.plans.services_edit import (
    FieldConflict,
    add_row,
    delete_row,
    people_json,
    set_budget,
    set_field,
    set_people,
    undo_field,
)
from caitien.ui.problems import Problem
from tests.people import NOW, Cast

from .making import first_plan, imported


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """A plan with two rows."""
    return first_plan(cast)


@pytest.fixture
def row(plan: Plan) -> Action:
    """Its first row."""
    return plan.actions.all()[0]


def _given(cast: Cast, plan: Plan) -> dict[str, Any]:
    return {"plan": plan, "actor": cast.secretary, "at": NOW}


def _set(cast: Cast, plan: Plan, row: Any, field: str, base: Any, value: Any) -> None:
    set_field(**_given(cast, plan), kind="action", uid=row.uid, field=field, base=base, value=value)


def _last(plan: Plan) -> int:
    return history_of(plan)[0].number


def test_a_cell_and_what_followed_it_come_back_and_the_undo_can_be_undone(
    cast: Cast, plan: Plan, row: Action
) -> None:
    _set(cast, plan, row, "time", "", "Tháng 10")
    _set(cast, plan, row, "time", "Tháng 10", "Từ 05/11/2026 đến 20/11/2026")
    before = _last(plan)
    done = undo_field(**_given(cast, plan), line=before)
    row.refresh_from_db()
    assert done.changed
    assert (done.field, done.value) == ("time", "Tháng 10")
    assert (row.time, row.start, row.due) == ("Tháng 10", date(2026, 10, 1), date(2026, 10, 31))
    assert draft_of(plan).items[0].end == "2026-10"
    told = history_of(plan, row.uid)[0]
    assert told.undoable
    assert "hoàn tác “Thời gian thực hiện”" in told.sentence
    assert not undo_field(**_given(cast, plan), line=before).changed
    undo_field(**_given(cast, plan), line=told.number)
    row.refresh_from_db()
    assert row.due == date(2026, 11, 20)
    assert audit.verify(audit.scope_of(cast.school.pk)) is None


def test_what_somebody_wrote_since_is_not_overwritten(cast: Cast, plan: Plan, row: Action) -> None:
    _set(cast, plan, row, "target", "", "Đạt")
    first = _last(plan)
    _set(cast, plan, row, "target", "Đạt", "Đạt Mức 2")
    with pytest.raises(FieldConflict) as raised:
        undo_field(**_given(cast, plan), line=first)
    assert (raised.value.mine, raised.value.theirs) == ("", "Đạt Mức 2")
    row.refresh_from_db()
    assert row.target == "Đạt Mức 2"


def test_people_and_money_come_back(cast: Cast, plan: Plan, row: Action) -> None:
    head, helper = cast.person("head"), cast.person("teacher")
    value: dict[str, Any] = {"lead_person": head.key, "collaborators": [helper.key]}
    set_people(**_given(cast, plan), uid=row.uid, base={}, value=value)
    set_people(
        **_given(cast, plan), uid=row.uid, base=people_json(Action.objects.get(pk=row.pk)),
        value={"lead_person": helper.key},
    )  # fmt: skip
    undo_field(**_given(cast, plan), line=_last(plan))
    row = Action.objects.get(pk=row.pk)
    assert row.lead_person == head
    assert list(row.collaborators.all()) == [helper]
    assert head.full_name in row.assignee_text
    lines = [{"source": "Ngân sách", "amount": 5_000_000, "note": ""}]
    set_budget(**_given(cast, plan), uid=row.uid, base=[], value=lines)
    set_budget(**_given(cast, plan), uid=row.uid, base=lines, value=[])
    undo_field(**_given(cast, plan), line=_last(plan))
    row = Action.objects.get(pk=row.pk)
    assert [line.amount for line in row.budget.all()] == [5_000_000]
    assert row.budget_text == "5.000.000 đồng (Ngân sách)"


def test_jobs_with_their_own_times_come_back_with_the_list(cast: Cast) -> None:
    jobs = [Job("Mua", "Tháng 11", "Kế toán"), Job("Kiểm", "Tháng 5", None)]
    item = Item(tt="1", solutions=["Mua", "Kiểm"], solution_details=jobs)
    plan = imported(cast, PlanDraft(title="K", school_year="2026-2027", items=[item]))
    row = plan.actions.all()[0]
    _set(cast, plan, row, "solutions", ["Mua", "Kiểm"], ["Kiểm"])
    undo_field(**_given(cast, plan), line=_last(plan))
    assert draft_of(plan).items[0].solution_details == jobs


def test_a_section_comes_back_with_its_bases(cast: Cast) -> None:
    text = "Căn cứ Thông tư 57/2026/TT-BGDĐT"
    draft = PlanDraft(
        title="K", school_year="2026-2027", legal_bases=[LegalBasis(text, "57/2026/TT-BGDĐT")],
        sections=[Section("I. CĂN CỨ", [text])],
    )  # fmt: skip
    plan = imported(cast, draft)
    given = _given(cast, plan) | {"kind": "section", "uid": plan.sections.all()[0].uid}
    set_field(**given, field="body", base=[text], value=["Không còn căn cứ"])
    assert not draft_of(Plan.objects.get(pk=plan.pk)).legal_bases
    undo_field(**_given(cast, plan), line=_last(plan))
    found = draft_of(Plan.objects.get(pk=plan.pk))
    assert found.sections[0].paragraphs == [text]
    assert found.legal_bases == draft.legal_bases


def test_only_changes_of_cells_of_this_plan_are_taken_back(
    cast: Cast, plan: Plan, row: Action
) -> None:
    other = first_plan(cast, once="hai")
    _set(cast, other, other.actions.all()[0], "target", "", "Đạt")
    for number in (_last(other), 10**6):
        with pytest.raises(Problem, match="Không thấy lần sửa này"):
            undo_field(**_given(cast, plan), line=number)
    uid = "5c0f3f8e-3a1b-4d7e-9b57-0d3f8f7f6a12"
    add_row(**_given(cast, plan), kind="action", uid=uid)
    with pytest.raises(Problem, match="Chỉ lần sửa ô"):
        undo_field(**_given(cast, plan), line=_last(plan))
    _set(cast, plan, row, "target", "", "Đạt")
    line = _last(plan)
    delete_row(**_given(cast, plan), kind="action", uid=row.uid)
    with pytest.raises(FieldConflict) as raised:
        undo_field(**_given(cast, plan), line=line)
    assert raised.value.gone
    Plan.objects.update(state=Plan.State.ISSUED)
    with pytest.raises(Problem, match="không sửa được"):
        undo_field(**_given(cast, plan), line=line)
