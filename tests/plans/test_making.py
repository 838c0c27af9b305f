"""Making plans: first ones, from last year's, from longer ones; putting away and bringing back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caitien.accounts.models import AuditLine
from caitien.core.drafts.model import Item, Job, MonitoringRow, PlanDraft, Signatory
from caitien.core.regulations.forms import form_ids, load_form
from caitien.core.render.paper import paper_of
from caitien.plans.drafting import draft_of, rows_of
from caitien.plans.findings_missing import missing_in
from caitien.plans.models import Action, Plan
from caitien.plans.services_edit import set_field, set_people
from caitien.plans.services_make import create_plan, delete_plan, plan_from_draft, restore_plan
from caitien.plans.services_make_next import copy_plan, make_annual
from caitien.schools.models import Person
from caitien.ui.problems import Problem
from tests.people import NOW, Cast

from .making import first_plan, imported


@pytest.mark.parametrize("form", form_ids("improvement_plan"))
def test_a_first_plan_has_the_headings_of_its_form_and_a_row_for_each_criterion(
    cast: Cast, form: str
) -> None:
    plan = first_plan(cast, form=form)
    draft = draft_of(plan)
    known = load_form(form)
    assert [s.heading for s in draft.sections] == [
        f"{s.numeral}. {s.heading}" for s in known.sections
    ]
    assert [(i.tt, i.criterion) for i in draft.items] == [("1", "1.1"), ("2", "2.1")]
    assert all(i.criterion_title and i.standard_title for i in draft.items)
    assert plan.catalogue == "tt57-2026/pho_thong"
    assert "2026-2027" in (draft.title or "")
    assert "…" not in (draft.title or "")
    assert (draft.school_name, draft.place) == (cast.school.name, "An Hoà")
    assert draft.authority == "Ủy ban nhân dân phường An Hoà"
    assert (draft.signatory.title, draft.signatory.name) == ("HIỆU TRƯỞNG", "Nguyễn Thị Hương")
    assert paper_of(draft, form).parts
    missing = [one.field for one in missing_in(rows_of(plan)) if one.blocks]
    assert missing.count("assignee_text") == missing.count("time") == 2


def test_a_plan_of_several_years_names_its_span(cast: Cast) -> None:
    plan = first_plan(cast, form="five_5", kind="multi_year", end_year=2030)
    assert "2026-2031" in plan.title
    assert draft_of(plan).school_year_to == "2030-2031"


def test_a_double_click_makes_one_plan_and_another_school_its_own(cast: Cast) -> None:
    first, second = first_plan(cast), first_plan(cast)
    assert first.pk == second.pk
    assert AuditLine.objects.filter(action="plan.create").count() == 1
    given: dict[str, Any] = {
        "start_year": 2026, "school_level": "tieu_hoc", "form": "lqd_10", "once": "mot",
    }  # fmt: skip
    other = create_plan(school=cast.other_school, actor=cast.stranger, at=NOW, **given)
    assert other.made
    assert other.plan.pk != first.pk


def test_a_long_token_makes_one_plan_too(cast: Cast) -> None:
    made = [first_plan(cast, once="x" * 200), first_plan(cast, once="x" * 200)]
    assert made[0].pk == made[1].pk
    assert first_plan(cast, once="x" * 201).pk != made[0].pk


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"form": "bieu1_tt57"}, "mẫu"),
        ({"criteria": ("1.1", "9.9")}, "Không có tiêu chí 9.9"),
        ({"end_year": 2028}, "một năm học"),
        ({"start_year": 26}, "năm học"),
        ({"school_level": ""}, "cấp học"),
        ({"once": ""}, "tải lại"),
    ],
)
def test_a_plan_that_makes_no_sense_is_not_made(
    cast: Cast, wrong: dict[str, Any], said: str
) -> None:
    with pytest.raises(Problem, match=said):
        first_plan(cast, **wrong)
    assert not Plan.objects.exists()


def test_a_file_without_a_year_asks_for_it_and_nothing_is_made(cast: Cast) -> None:
    given: dict[str, Any] = {"school": cast.school, "actor": cast.head, "at": NOW, "once": "x"}
    with pytest.raises(Problem, match="Chưa rõ năm học"):
        plan_from_draft(**given, draft=PlanDraft(title="KẾ HOẠCH"))
    made = plan_from_draft(**given, draft=PlanDraft(title="KẾ HOẠCH"), start_year=2025)
    again = plan_from_draft(**given, draft=PlanDraft(title="KHÁC"), start_year=2025)
    assert (made.made, again.made) == (True, False)
    assert made.plan.pk == again.plan.pk
    assert draft_of(made.plan).school_year == "2025-2026"


# -- next year ------------------------------------------------------------------------------------

LAST_YEAR = PlanDraft(
    title="KẾ HOẠCH Cải tiến chất lượng giáo dục năm học 2025 - 2026",
    title_lines=["KẾ HOẠCH", "Cải tiến chất lượng giáo dục", "Năm học 2025 - 2026"],
    school_year="2025-2026",
    plan_number="12/KH-THCSND",
    date="2025-09-10",
    form_lines={"number_line": "Số: 12/KH-THCSND"},
    signatory=Signatory("HIỆU TRƯỞNG", "Người Đã Nghỉ"),
    items=[
        Item(tt="1", criterion="1.2", content="Cũ", time="Tháng 10/2025", status="Hoàn thành"),
        Item(tt="2", content="Theo tháng", time="Tháng 10", assignee_text="Hiệu trưởng"),
        Item(tt="3", content="Dài hơi", time="Từ tháng 9/2025 và các năm tiếp theo"),
        Item(
            tt="4",
            content="Có tiền",
            solution_details=[Job("Mua", "Tháng 11/2025", "Kế toán"), Job("Kiểm", "Tháng 5")],
            budget_text="3.000.000 đồng",
            budget_vnd=3_000_000,
        ),
    ],
    monitoring=[MonitoringRow("Cuối học kỳ I", "Rà soát", "Đạt", "Không", "Hiệu trưởng")],
)


def _copied(cast: Cast, **more: Any) -> Any:
    source = imported(cast, LAST_YEAR)
    Plan.objects.update(state=Plan.State.CLOSED)
    source.refresh_from_db()
    given: dict[str, Any] = {"source": source, "actor": cast.secretary, "at": NOW, "once": "sau"}
    return copy_plan(**(given | {"start_year": 2026} | more))


def test_copying_last_year_does_not_keep_last_years_done(cast: Cast) -> None:
    made = _copied(cast)
    plan, draft = made.plan, draft_of(made.plan)
    assert plan.state == Plan.State.DRAFT
    assert [item.status for item in draft.items] == [None] * 4
    assert (draft.monitoring[0].result, draft.monitoring[0].adjustment) == (None, None)
    assert draft.monitoring[0].content == "Rà soát"
    assert (draft.plan_number, draft.date, draft.signatory.name) == (None, None, None)
    assert not draft.form_lines
    assert draft.title == "KẾ HOẠCH Cải tiến chất lượng giáo dục năm học 2026 - 2027"
    assert draft.title_lines[-1] == "Năm học 2026 - 2027"
    assert plan.copied_from is not None
    old = list(plan.copied_from.actions.all())
    assert [row.carried_from for row in plan.actions.all()] == old
    assert [item.content for item in draft.items] == ["Cũ", "Theo tháng", "Dài hơi", "Có tiền"]
    assert draft.items[3].budget_vnd == 3_000_000
    assert plan.copied_from.state == Plan.State.CLOSED


def test_dates_of_the_old_year_are_cleared_and_listed_never_shifted(cast: Cast) -> None:
    made = _copied(cast)
    rows = list(made.plan.actions.all())
    assert [(one.uid, one.field, one.text) for one in made.dates] == [
        (str(rows[0].uid), "time", "Tháng 10/2025"),
        (str(rows[3].uid), "solutions", "Tháng 11/2025"),
    ]
    assert [job["time"] for job in rows[3].solution_details] == [None, "Tháng 5"]
    assert (rows[0].time, rows[0].start, rows[0].due) == ("", None, None)
    assert (rows[1].start, rows[1].due) == (date(2026, 10, 1), date(2026, 10, 31))
    assert rows[2].time == "Từ tháng 9/2025 và các năm tiếp theo"
    assert rows[1].lead_person == cast.person("head")


def test_a_summer_before_and_a_day_that_is_none_are_not_carried_over(cast: Cast) -> None:
    old = PlanDraft(
        title="KẾ HOẠCH",
        school_year="2025-2026",
        items=[
            Item(tt="1", target="Mức 2", solutions=["Sửa phòng học"], time="Hè 2026"),
            Item(tt="2", content="Mua sách", time="31/02/2026"),
            Item(tt="3", content="Tập huấn", time="Hè"),
        ],
    )
    made = copy_plan(
        source=imported(cast, old), actor=cast.head, at=NOW, once="he", start_year=2026
    )
    assert [(one.name, one.text) for one in made.dates] == [
        ("Sửa phòng học", "Hè 2026"),
        ("Mua sách", "31/02/2026"),
    ]
    assert [row.time for row in made.plan.actions.all()] == ["", "", "Hè"]


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"target": "Mức 3", "solutions": ["Sửa  phòng", "Mua bàn"]}, "Sửa phòng; Mua bàn"),
        ({"target": "Phấn đấu đạt mức 2.", "solutions": ["Tập huấn"]}, "Tập huấn"),
        ({"target": "Giảm sĩ số", "solutions": ["Đề nghị Sở"]}, "Giảm sĩ số"),
        ({"content": "Thư viện", "target": "Mức 3"}, "Thư viện"),
        ({"target": "Mức 3", "criterion_title": "Thư viện"}, "Thư viện"),
        ({"target": "Mức 3"}, "Mức 3"),
        ({}, ""),
    ],
)
def test_a_row_is_named_by_its_work_not_by_a_level(texts: dict[str, Any], words: str) -> None:
    assert Action(**texts).work == words


def test_a_copy_made_twice_is_one_and_into_the_past_is_refused(cast: Cast) -> None:
    made = _copied(cast)
    source = made.plan.copied_from
    given: dict[str, Any] = {"source": source, "actor": cast.head, "at": NOW, "once": "sau"}
    again = copy_plan(**given, start_year=2026)
    assert (made.made, again.made, again.plan.pk) == (True, False, made.plan.pk)
    with pytest.raises(Problem, match="năm học sau"):
        copy_plan(**(given | {"once": "nua"}), start_year=2025)


def test_who_has_left_does_not_lead_the_new_plan_and_is_listed(cast: Cast) -> None:
    source = imported(cast, LAST_YEAR)
    row = source.actions.all()[0]
    teacher, helper = cast.person("teacher"), cast.person("council")
    set_people(
        plan=source, actor=cast.head, at=NOW, uid=row.uid, base={},
        value={"lead_person": teacher.key, "collaborators": [helper.key]},
    )  # fmt: skip
    Person.objects.filter(pk=teacher.pk).update(active=False)
    made = copy_plan(source=source, actor=cast.head, at=NOW, once="s", start_year=2026)
    new = made.plan.actions.all()[0]
    assert new.lead_person is None
    assert list(new.collaborators.all()) == [helper]
    assert ("Cũ", teacher.full_name) in made.gone
    row.refresh_from_db()
    assert row.lead_person == teacher


def test_codes_of_a_former_edition_are_listed_with_proposals_not_changed(cast: Cast) -> None:
    made = _copied(cast)
    assert made.plan.catalogue == "tt18-2018"
    assert [(one.code, bool(one.proposed)) for one in made.codes] == [("1.2", True)]
    assert made.plan.actions.all()[0].criterion == "1.2"


def test_a_year_of_a_longer_plan_takes_the_rows_picked(cast: Cast) -> None:
    long = PlanDraft(
        title="KẾ HOẠCH cải tiến chất lượng giai đoạn 2025-2028",
        school_year="2025-2026",
        school_year_to="2027-2028",
        kind="multi_year",
        items=[
            Item(tt="1", content="Năm đầu", time="Năm học 2025-2026"),
            Item(tt="2", content="Cả giai đoạn", time="Từ tháng 9/2025 đến tháng 5/2028"),
            Item(tt="3", content="Không chọn"),
        ],
    )
    parent = imported(cast, long)
    rows = list(parent.actions.all())
    given: dict[str, Any] = {"parent": parent, "actor": cast.head, "at": NOW, "once": "con"}
    made = make_annual(**given, start_year=2026, rows=[rows[0].uid, str(rows[1].uid)])
    plan = made.plan
    assert (plan.parent, plan.kind, plan.start_year, plan.end_year) == (
        parent, "annual", 2026, 2026,
    )  # fmt: skip
    assert plan.title == "KẾ HOẠCH cải tiến chất lượng năm học 2026-2027"
    contents = [(row.content, row.time) for row in plan.actions.all()]
    assert contents == [("Năm đầu", ""), ("Cả giai đoạn", "Từ tháng 9/2025 đến tháng 5/2028")]
    assert [one.text for one in made.dates] == ["Năm học 2025-2026"]
    with pytest.raises(Problem, match="nằm ngoài"):
        make_annual(**(given | {"once": "b"}), start_year=2028, rows=[])
    with pytest.raises(Problem, match="nhiều năm"):
        make_annual(**(given | {"parent": plan, "once": "c"}), start_year=2026, rows=[])
    other = imported(cast, LAST_YEAR, "la")
    foreign = [other.actions.all()[0].uid]
    with pytest.raises(Problem, match="không còn trong kế hoạch"):
        make_annual(**(given | {"once": "d"}), start_year=2026, rows=foreign)
    with pytest.raises(Problem, match="kế hoạch năm học"):
        delete_plan(plan=parent, actor=cast.head, at=NOW)


# -- away and back --------------------------------------------------------------------------------


def test_only_a_draft_can_be_put_away_and_it_comes_back_whole(cast: Cast) -> None:
    plan = first_plan(cast)
    row = plan.actions.all()[0]
    set_field(
        plan=plan, actor=cast.head, at=NOW, kind="action", uid=row.uid,
        field="target", base="", value="Đạt",
    )  # fmt: skip
    for state in set(Plan.State) - {Plan.State.DRAFT}:
        Plan.objects.update(state=state)
        with pytest.raises(Problem, match="chỉ bản nháp"):
            delete_plan(plan=plan, actor=cast.head, at=NOW)
    Plan.objects.update(state=Plan.State.DRAFT)
    before = draft_of(Plan.objects.get(pk=plan.pk))
    for _ in range(2):
        delete_plan(plan=plan, actor=cast.head, at=NOW)
    assert Plan.objects.get(pk=plan.pk).deleted_at == NOW
    assert AuditLine.objects.filter(action="plan.delete").count() == 1
    for _ in range(2):
        restore_plan(plan=plan, actor=cast.head, at=NOW)
    assert draft_of(Plan.objects.get(pk=plan.pk)) == before
    assert AuditLine.objects.filter(action="plan.restore").count() == 1
