"""Changing cells and rows: what was stored is told, nothing is lost, nothing foreign gets in."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caitien.accounts import audit
from caitien.accounts.models import AuditLine
from caitien.core.drafts.model import Item, PlanDraft
from caitien.core.render.cells import criterion_lines
from caitien.plans.drafting import content_hash, draft_of, rows_of
from caitien.plans.fields import FIELDS, columns_of
from caitien.plans.findings_missing import missing_in
from caitien.plans.models import Action, Plan
from caitien.plans.queries_history import history_of
from caitien.plans.services_edit import (
    FieldConflict,
    FieldProblem,
    FieldSaved,
    people_json,
    set_budget,
    set_field,
    set_people,
)
from caitien.plans.services_edit_rows import (
    END,
    add_row,
    delete_row,
    move_row,
    paste_rows,
    restore_row,
)
from caitien.plans.services_edit_values import shown
from caitien.plans.services_make import plan_from_draft
from caitien.schools.models import Person, Unit
from caitien.ui.problems import Conflict, Problem
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


def write(cast: Cast, plan: Plan, row: Any, field: str, value: Any, **more: Any) -> FieldSaved:
    """Set a field of an action from what it holds now."""
    row.refresh_from_db()
    kind = more.pop("kind", "action")
    spec = next((f for f in FIELDS[kind] if f.name == field), None)
    base = more.pop("base", shown(spec, row) if spec else "")
    uid = None if kind == "plan" else row.uid
    given: dict[str, Any] = {"plan": plan, "actor": cast.secretary, "at": NOW} | more
    return set_field(**given, kind=kind, uid=uid, field=field, base=base, value=value)


# -- cells --------------------------------------------------------------------------------------


def test_two_people_edit_two_cells_of_a_row_and_neither_is_lost(
    cast: Cast, plan: Plan, row: Action
) -> None:
    write(cast, plan, row, "target", "Đạt Mức 2", base="")
    write(cast, plan, row, "content", "Hồ sơ", base="", actor=cast.deputy)
    row.refresh_from_db()
    assert (row.target, row.content) == ("Đạt Mức 2", "Hồ sơ")


def test_a_write_from_a_stale_page_is_refused_with_both_versions_shown(
    cast: Cast, plan: Plan, row: Action
) -> None:
    write(cast, plan, row, "target", "Của cô Ký")
    with pytest.raises(FieldConflict) as raised:
        write(cast, plan, row, "target", "Của thầy Phó", base="", actor=cast.deputy)
    assert (raised.value.mine, raised.value.theirs) == ("Của thầy Phó", "Của cô Ký")
    assert raised.value.row_version == 2
    row.refresh_from_db()
    assert row.target == "Của cô Ký"
    write(cast, plan, row, "target", "Của cả hai", base="Của cô Ký", actor=cast.deputy)
    row.refresh_from_db()
    assert row.target == "Của cả hai"


def test_a_write_that_changes_nothing_says_so_and_leaves_no_trace(
    cast: Cast, plan: Plan, row: Action
) -> None:
    first = write(cast, plan, row, "target", "Đạt")
    assert first.changed
    lines, version = AuditLine.objects.count(), Plan.objects.get(pk=plan.pk).version
    again = write(cast, plan, row, "target", "  Đạt\r\n", base="")
    assert (again.changed, again.value, again.row_version) == (False, "Đạt", first.row_version)
    assert (AuditLine.objects.count(), Plan.objects.get(pk=plan.pk).version) == (lines, version)


def test_a_save_reports_what_was_stored(cast: Cast, plan: Plan, row: Action) -> None:
    saved = write(cast, plan, row, "solutions", " Ho\u0323p t\u00f4\u0309 \r\n\n\tLập sổ\x07 ")
    row.refresh_from_db()
    assert saved.value == row.solutions == ["Họp tổ", "Lập sổ"]
    assert (saved.kind, saved.uid, saved.field) == ("action", str(row.uid), "solutions")
    assert (saved.row_version, saved.plan_version) == (row.version, plan.version)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("due", "31/02/2027", "không phải một ngày có thật"),
        ("due", "sau Tết", "không phải một ngày có thật"),
        ("level", "9", "từ 0"),
        ("criterion", "9.9", "có: "),
        ("criterion", "hai chấm ba", "mã một tiêu chí"),
        ("tt", "x" * 21, "dài 21 ký tự"),
        ("content", ["a"], "cần là chữ"),
    ],
)
def test_a_value_that_cannot_be_taken_is_refused_kindly_and_the_old_one_kept(
    cast: Cast, plan: Plan, row: Action, field: str, value: Any, said: str
) -> None:
    before = Plan.objects.get(pk=plan.pk).version
    with pytest.raises(FieldProblem) as raised:
        write(cast, plan, row, field, value)
    assert said in raised.value.message
    assert "Nội dung cũ còn nguyên" in raised.value.message
    assert raised.value.mine == value
    assert Plan.objects.get(pk=plan.pk).version == before


def test_a_wrong_code_is_refused_and_the_valid_ones_shown(
    cast: Cast, plan: Plan, row: Action
) -> None:
    with pytest.raises(FieldProblem, match=r"1\.9; có: 1\.1, 1\.2"):
        write(cast, plan, row, "criterion", "1.9")
    saved = write(cast, plan, row, "criterion", "Tiêu chí 2. 2")
    row.refresh_from_db()
    assert (saved.value, row.standard) == ("2.2", "2")
    assert saved.derived["criterion_title"] == row.criterion_title != ""


def test_nobody_edits_a_plan_that_waits_for_approval_or_was_deleted(
    cast: Cast, plan: Plan, row: Action
) -> None:
    for state in set(Plan.State) - {Plan.State.DRAFT, Plan.State.REVIEW, Plan.State.RETURNED}:
        Plan.objects.update(state=state)
        with pytest.raises(Problem, match="không sửa được"):
            write(cast, plan, row, "target", "Đạt")
    Plan.objects.update(state=Plan.State.RETURNED, deleted_at=NOW)
    with pytest.raises(Problem, match="đã được xoá"):
        write(cast, plan, row, "target", "Đạt")


def test_a_row_of_another_plan_is_not_reached_through_this_one(
    cast: Cast, plan: Plan, row: Action
) -> None:
    other = first_plan(cast, once="hai")
    with pytest.raises(Problem, match="Không thấy"):
        write(cast, other, row, "target", "Đạt")


def test_a_column_of_the_schools_own_is_written_and_no_other_one(
    cast: Cast, plan: Plan, row: Action
) -> None:
    Plan.objects.update(columns=[*plan.columns, {"title": "Ý kiến", "field": ""}])
    saved = write(cast, plan, row, "extra:Ý kiến", "Đồng ý")
    assert saved.value == "Đồng ý"
    assert draft_of(plan).items[0].extra == {"Ý kiến": "Đồng ý"}
    with pytest.raises(FieldConflict):
        write(cast, plan, row, "extra:Ý kiến", "Không")
    with pytest.raises(Problem, match="không có cột này"):
        write(cast, plan, row, "extra:Lạ", "x")


# -- people -------------------------------------------------------------------------------------


def test_a_person_or_unit_from_another_school_is_refused(
    cast: Cast, plan: Plan, row: Action
) -> None:
    strange = cast.person("stranger")
    unit = Unit.objects.create(organisation=cast.other_school, kind="doan_the", name="Đoàn")
    for field, value in (
        ("lead_person", strange.key),
        ("supervisor_person", strange.key),
        ("collaborators", [cast.person("head").key, strange.key]),
        ("lead_unit", str(unit.pk)),
        ("collaborator_units", [str(unit.pk)]),
    ):
        with pytest.raises(FieldProblem, match="không có trong danh sách"):
            write(cast, plan, row, field, value)
    with pytest.raises(FieldProblem):
        set_people(
            plan=plan, actor=cast.secretary, at=NOW, uid=row.uid,
            base=people_json(row), value={"lead_person": strange.key},
        )  # fmt: skip


def test_an_inactive_person_stays_on_save_but_cannot_be_picked_anew(
    cast: Cast, plan: Plan, row: Action
) -> None:
    """A select without the stored value wiped the assignment on save."""
    teacher = cast.person("teacher")
    write(cast, plan, row, "lead_person", teacher.key)
    Person.objects.filter(pk=teacher.pk).update(active=False)
    row.refresh_from_db()
    saved = set_people(
        plan=plan, actor=cast.secretary, at=NOW, uid=row.uid, base=people_json(row),
        value=people_json(row) | {"collaborators": [cast.person("head").key]},
    )  # fmt: skip
    row.refresh_from_db()
    assert row.lead_person == teacher
    assert saved.value["lead_person"] == teacher.key
    second = plan.actions.all()[1]
    with pytest.raises(FieldProblem, match="thôi công tác"):
        write(cast, plan, second, "lead_person", teacher.key)


def test_the_words_follow_the_people_picked_and_groups_stay(
    cast: Cast, plan: Plan, row: Action
) -> None:
    write(cast, plan, row, "assignee_text", "Hiệu trưởng, các lớp 9")
    row.refresh_from_db()
    assert row.lead_person == cast.person("head")
    base = people_json(row)
    picked = {"lead_person": cast.person("deputy").key, "collaborator_units": [str(cast.unit.pk)]}
    saved = set_people(
        plan=plan, actor=cast.secretary, at=NOW, uid=row.uid, base=base, value=picked
    )
    words = saved.derived["assignee_text"]
    assert "Trần Văn Phó (Phó hiệu trưởng)" in words
    assert "Tổ Toán – Tin" in words
    assert "các lớp 9" in words
    item = draft_of(plan).items[0]
    assert item.lead == "Trần Văn Phó (Phó hiệu trưởng)"
    assert item.collaborators == ["Tổ Toán – Tin", "các lớp 9"]
    with pytest.raises(FieldConflict) as raised:
        set_people(plan=plan, actor=cast.deputy, at=NOW, uid=row.uid, base=base, value={})
    assert raised.value.theirs["lead_person"] == cast.person("deputy").key


def test_words_that_name_those_picked_stay_as_they_are(cast: Cast, plan: Plan, row: Action) -> None:
    write(cast, plan, row, "assignee_text", "Đ/c hiệu trưởng; nhà trường")
    Action.objects.update(lead_person=None)
    saved = write(cast, plan, row, "lead_person", cast.person("head").key)
    row.refresh_from_db()
    assert "assignee_text" not in saved.derived or "nhà trường" in row.assignee_text


def test_a_cell_that_names_nobody_clear_clears_the_person_and_says_so(
    cast: Cast, plan: Plan, row: Action
) -> None:
    write(cast, plan, row, "assignee_text", "Hiệu trưởng")
    saved = write(cast, plan, row, "assignee_text", "Ai rảnh thì làm")
    row.refresh_from_db()
    assert row.lead_person is None
    assert saved.derived["lead_person"] == ""


# -- time and money -----------------------------------------------------------------------------


def test_days_follow_the_time_typed_and_the_time_follows_days_picked(
    cast: Cast, plan: Plan, row: Action
) -> None:
    saved = write(cast, plan, row, "time", "Tháng 10 đến tháng 12")
    assert saved.derived == {"start": "2026-10-01", "due": "2026-12-31"}
    saved = write(cast, plan, row, "due", "15/01/2027")
    row.refresh_from_db()
    assert (row.start, row.due) == (date(2026, 10, 1), date(2027, 1, 15))
    assert saved.derived["time"] == row.time
    assert "15 tháng 01 năm 2027" in row.time
    again = write(cast, plan, row, "time", row.time + " ")
    assert not again.changed
    item = draft_of(plan).items[0]
    assert (item.start, item.end) == ("2026-10-01", "2027-01-15")


def test_a_deadline_picked_alone_includes_its_day(cast: Cast, plan: Plan, row: Action) -> None:
    write(cast, plan, row, "due", "2027-05-20")
    row.refresh_from_db()
    assert row.time == "Chậm nhất ngày 20 tháng 5 năm 2027"
    write(cast, plan, row, "time", "chậm nhất ngày 20 tháng 5 năm 2027 (sau thi)")
    row.refresh_from_db()
    assert (row.start, row.due) == (None, date(2027, 5, 20))


def test_the_sum_follows_the_cell_and_the_cell_the_sources(
    cast: Cast, plan: Plan, row: Action
) -> None:
    saved = write(cast, plan, row, "budget_text", "5 triệu đồng")
    assert saved.derived["budget"] == [{"source": "", "amount": 5_000_000, "note": ""}]
    lines = [
        {"source": "Ngân sách nhà nước", "amount": "3.000.000", "note": ""},
        {"source": "Xã hội hóa", "amount": "2 triệu", "note": "cha mẹ học sinh"},
    ]
    base = saved.derived["budget"]
    given: dict[str, Any] = {"plan": plan, "actor": cast.secretary, "at": NOW, "uid": row.uid}
    done = set_budget(**given, base=base, value=lines)
    assert [line["amount"] for line in done.value] == [3_000_000, 2_000_000]
    assert draft_of(plan).items[0].budget_vnd == 5_000_000
    assert "3.000.000 đồng (Ngân sách nhà nước)" in done.derived["budget_text"]
    assert not set_budget(**given, base=base, value=lines).changed
    with pytest.raises(FieldConflict):
        set_budget(**given, base=base, value=[{"source": "Quỹ", "amount": 1}])
    with pytest.raises(FieldProblem, match="không phải một số tiền"):
        set_budget(**given, base=done.value, value=[{"source": "Quỹ", "amount": "ít"}])
    noted = write(cast, plan, row, "budget_text", "7 triệu đồng")
    assert noted.notes
    assert row.budget.count() == 2


# -- the header and sections ----------------------------------------------------------------------


def test_bases_in_a_section_follow_their_words(cast: Cast, plan: Plan) -> None:
    section = plan.sections.all()[1]
    old = "Căn cứ Thông tư số 18/2018/TT-BGDĐT ngày 22 tháng 8 năm 2018;"
    new = "Căn cứ Thông tư số 57/2026/TT-BGDĐT ngày 07 tháng 7 năm 2026;"
    write(cast, plan, plan, "bases", [old], kind="plan")
    plan.refresh_from_db()
    assert plan.bases[0]["number"] == "18/2018/TT-BGDĐT"
    write(cast, plan, section, "body", ["1. Báo cáo.", old], kind="section")
    write(cast, plan, section, "body", ["1. Báo cáo.", new, "Hết"], kind="section")
    plan.refresh_from_db()
    assert [basis["number"] for basis in plan.bases] == ["57/2026/TT-BGDĐT"]


def test_the_table_of_a_section_stays_before_its_paragraph(cast: Cast, plan: Plan) -> None:
    section = next(s for s in plan.sections.all() if s.body.get("tables"))
    write(cast, plan, section, "body", "Một\nHai", kind="section")
    section.refresh_from_db()
    section.body = section.body | {"tables": [section.body["tables"][0] | {"at": 1}]}
    section.save()
    write(cast, plan, section, "body", "Không\nMột\nMột nữa\nHai", kind="section")
    section.refresh_from_db()
    assert section.body["tables"][0]["at"] == 3


def test_every_field_of_the_registry_is_a_field_of_its_row(cast: Cast, plan: Plan) -> None:
    rows = {
        "plan": plan,
        "section": plan.sections.first(),
        "action": plan.actions.first(),
        "monitoring": plan.monitoring.first(),
    }
    for kind, one in rows.items():
        for field in FIELDS[kind]:
            value = shown(field, one)
            saved = write(cast, plan, one, field.name, value, kind=kind)
            assert not saved.changed, (kind, field.name)
            assert field.label
    columns = columns_of("bieu2_tt57", plan.columns)
    assert len(columns) == 10
    assert all(fields for _, fields in columns)


# -- rows ---------------------------------------------------------------------------------------


def _order(plan: Plan) -> list[str]:
    return [item.tt or "" for item in draft_of(plan).items]


def test_a_double_click_adds_one_row_and_a_repeated_paste_no_twins(cast: Cast, plan: Plan) -> None:
    uid = uuid.uuid4()
    given: dict[str, Any] = {"plan": plan, "actor": cast.secretary, "at": NOW, "kind": "action"}
    first = add_row(**given, uid=uid, values={"tt": "3", "time": "Tháng 9"})
    second = add_row(**given, uid=str(uid), values={"tt": "4"})
    assert (first.made, second.made) == (True, False)
    rows = [{"tt": "a", "target": "Một"}, {"tt": " "}, {"tt": "b", "criterion": "TC 1.2"}]
    pasted = paste_rows(**given, rows=rows, once="dan", after=uid)
    again = paste_rows(**given, rows=rows, once="dan", after=uid)
    assert pasted.uids == again.uids
    assert (pasted.made, again.made) == (True, False)
    assert _order(plan) == ["1", "2", "3", "a", "b"]
    assert plan.actions.get(tt="3").due == date(2026, 9, 30)


def test_a_paste_with_one_wrong_cell_names_it_and_adds_nothing(cast: Cast, plan: Plan) -> None:
    rows = [{"tt": "a"}, {"criterion": "8.8"}]
    with pytest.raises(FieldProblem, match="Dòng 2 của phần dán, Tiêu chí"):
        paste_rows(plan=plan, actor=cast.secretary, at=NOW, kind="action", rows=rows, once="x")
    assert _order(plan) == ["1", "2"]


def test_a_row_comes_back_from_deletion_with_all_it_held(
    cast: Cast, plan: Plan, row: Action
) -> None:
    given: dict[str, Any] = {"plan": plan, "actor": cast.secretary, "at": NOW}
    write(cast, plan, row, "target", "Đạt")
    row.refresh_from_db()
    with pytest.raises(Conflict):
        delete_row(**given, kind="action", uid=row.uid, base_version=1)
    delete_row(**given, kind="action", uid=row.uid, base_version=row.version)
    assert not delete_row(**given, kind="action", uid=row.uid).made
    assert _order(plan) == ["2"]
    with pytest.raises(FieldConflict) as raised:
        write(cast, plan, row, "content", "Muộn rồi", actor=cast.deputy)
    assert raised.value.gone
    assert raised.value.mine == "Muộn rồi"
    assert restore_row(**given, kind="action", uid=row.uid).made
    assert _order(plan) == ["1", "2"]
    assert not restore_row(**given, kind="action", uid=row.uid).made
    row.refresh_from_db()
    assert row.target == "Đạt"


def test_rows_move_and_room_is_made_where_there_is_none(cast: Cast, plan: Plan) -> None:
    given: dict[str, Any] = {"plan": plan, "actor": cast.secretary, "at": NOW, "kind": "action"}
    first, second = plan.actions.all()
    move_row(**given, uid=first.uid, after=second.uid)
    assert _order(plan) == ["2", "1"]
    move_row(**given, uid=first.uid, after=None)
    assert _order(plan) == ["1", "2"]
    version = Plan.objects.get(pk=plan.pk).version
    assert not move_row(**given, uid=second.uid, after=END).made
    assert not move_row(**given, uid=second.uid, after=second.uid).made
    assert Plan.objects.get(pk=plan.pk).version == version
    for n in range(15):
        add_row(**given, uid=uuid.uuid4(), after=first.uid, values={"tt": f"x{n}"})
    assert _order(plan) == ["1", *(f"x{n}" for n in reversed(range(15))), "2"]
    with pytest.raises(Problem, match="Không thấy dòng"):
        add_row(**given, uid=uuid.uuid4(), after=uuid.uuid4())


def test_a_row_of_another_plan_cannot_be_made_again_here(
    cast: Cast, plan: Plan, row: Action
) -> None:
    other = first_plan(cast, once="hai")
    with pytest.raises(Problem, match="thuộc kế hoạch khác"):
        add_row(plan=other, actor=cast.secretary, at=NOW, kind="action", uid=row.uid)


# -- history ------------------------------------------------------------------------------------


def test_the_history_of_a_row_reads_as_sentences_and_its_chain_holds(
    cast: Cast, plan: Plan, row: Action
) -> None:
    second = plan.actions.all()[1]
    write(cast, plan, row, "target", "Đạt Mức 2")
    write(cast, plan, second, "target", "Khác")
    move_row(plan=plan, actor=cast.deputy, at=NOW, kind="action", uid=row.uid, after=second.uid)
    told = history_of(plan, row.uid)
    assert [one.who for one in told] == ["Trần Văn Phó", "Lê Thu Ký"]
    assert told[1].sentence.startswith("Lê Thu Ký sửa “Mục tiêu, kết quả cần đạt” của hoạt động")
    assert "“Đạt Mức 2”" in told[1].sentence
    assert told[1].changes["target"] == ["", "Đạt Mức 2"]
    assert len(history_of(plan)) == 4
    assert audit.verify(audit.scope_of(cast.school.pk)) is None


def test_saving_a_cell_takes_few_queries(cast: Cast, plan: Plan, row: Action) -> None:
    with CaptureQueriesContext(connection) as seen:
        set_field(
            plan=plan, actor=cast.secretary, at=NOW, kind="action", uid=row.uid,
            field="target", base="", value="Đạt",
        )  # fmt: skip
    assert len(seen) <= 14


def test_pasting_forty_rows_takes_few_queries_and_stores_all_that_follows(
    cast: Cast, plan: Plan
) -> None:
    head = cast.person("head").full_name
    helper = cast.person("teacher").full_name
    line = {
        "content": "Việc", "criterion": "2.1", "time": "Tháng 10",
        "assignee_text": f"{head}\nPhối hợp: {helper}", "budget_text": "5.000.000 đồng",
        "supervisor": head,
    }  # fmt: skip
    rows = [line | {"tt": str(n), "content": f"Việc {n}"} for n in range(40)]
    with CaptureQueriesContext(connection) as seen:
        paste_rows(plan=plan, actor=cast.secretary, at=NOW, kind="action", rows=rows, once="b")
    assert len(seen) < 30
    made = list(plan.actions.filter(content__startswith="Việc"))
    assert [row.content for row in made] == [f"Việc {n}" for n in range(40)]
    last = made[-1]
    assert last.lead_person == last.supervisor_person == cast.person("head")
    assert list(last.collaborators.all()) == [cast.person("teacher")]
    assert [x.amount for x in last.budget.all()] == [5_000_000]
    assert (last.due, last.standard, last.version) == (date(2026, 10, 31), "2", 1)


# -- problems and further criteria ----------------------------------------------------------------


def test_an_action_answers_a_problem_of_its_own_plan(cast: Cast, plan: Plan, row: Action) -> None:
    given: dict[str, Any] = {"plan": plan, "actor": cast.secretary, "at": NOW, "kind": "problem"}
    first, second = uuid.uuid4(), uuid.uuid4()
    add_row(**given, uid=first, values={"tt": "1", "weakness": "Thiếu máy"})
    add_row(**given, uid=second, values={"tt": "2", "weakness": "Khác", "criterion": "2.1"})
    waiting = [one for one in missing_in(rows_of(plan)) if one.kind == "problem"]
    assert [(one.uid, one.blocks) for one in waiting] == [(str(first), False)]
    assert "Vấn đề trọng tâm 1 chưa có hoạt động nào" in waiting[0].message
    saved = write(cast, plan, row, "problem", str(first))
    assert saved.value == str(first)
    assert not [one for one in missing_in(rows_of(plan)) if one.kind == "problem"]
    assert not write(cast, plan, row, "problem", str(first)).changed
    other = first_plan(cast, once="hai")
    foreign = uuid.uuid4()
    add_row(**(given | {"plan": other}), uid=foreign)
    with pytest.raises(FieldProblem, match="không còn trong kế hoạch"):
        write(cast, plan, row, "problem", str(foreign))
    assert write(cast, plan, row, "problem", "").value == ""


def test_further_criteria_are_checked_and_printed_with_the_code(
    cast: Cast, plan: Plan, row: Action
) -> None:
    before = content_hash(draft_of(plan), plan.form)
    saved = write(cast, plan, row, "more_criteria", "TC 2.3, 1.1\n2.1;2.3")
    assert saved.value == ["2.1", "2.3"]
    draft = draft_of(plan)
    assert draft.items[0].code_text == "Tiêu chí 1.1; 2.1; 2.3"
    assert content_hash(draft, plan.form) != before
    assert "Tiêu chí 1.1; 2.1; 2.3: " in criterion_lines(draft.items[0])[0]
    with pytest.raises(FieldProblem, match=r"không có tiêu chí 8\.8"):
        write(cast, plan, row, "more_criteria", ["8.8"])
    write(cast, plan, row, "criterion", "2.3")
    row.refresh_from_db()
    assert (row.criterion, row.more_criteria) == ("2.3", ["2.1"])
    again = plan_from_draft(
        school=cast.school, draft=draft_of(plan), actor=cast.head, at=NOW, once="lai"
    ).plan
    assert again.actions.all()[0].more_criteria == ["2.1"]
    assert content_hash(draft_of(again), plan.form) == content_hash(draft_of(plan), plan.form)


def test_several_codes_of_a_files_cell_are_read_and_kept_as_written(cast: Cast) -> None:
    item = Item(criterion="1.1", code_text="TC 1.1, 2.3 (Mức 2)", content="Việc")
    plan = imported(cast, PlanDraft(title="K", school_year="2026-2027", items=[item]))
    row = plan.actions.all()[0]
    assert row.more_criteria == ["2.3"]
    assert draft_of(plan).items[0].code_text == "TC 1.1, 2.3 (Mức 2)"
    write(cast, plan, row, "more_criteria", [])
    assert draft_of(plan).items[0].code_text is None
