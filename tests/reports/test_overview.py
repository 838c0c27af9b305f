"""Tổng quan, Việc của tôi, Toàn cảnh, health: what is true, to whom it belongs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from caitien.plans.models import Plan
from caitien.reports import health, queries
from caitien.reports.overview import first_steps, label_of, state_of
from caitien.schools.access import enter
from caitien.schools.models import Grant, Organisation
from caitien.ui.templatetags.caitien import moment
from tests.people import NOW, TODAY, YEAR, Cast, give
from tests.plans.life_plans import make_plan, small_draft

pytestmark = pytest.mark.django_db


def test_legal_dates_are_data_with_their_article() -> None:
    found = queries.legal_dates(YEAR)
    report = next(one for one in found if one.deadline.id == "report")
    assert report.on == date(2027, 6, 14)  # "trước ngày 15/6"
    assert report.source == "điểm d khoản 3 Điều 9 Thông tư 57/2026/TT-BGDĐT"
    assert "Thông tư" not in found[0].source
    assert [one.on for one in found] == sorted(one.on for one in found)


def test_the_overview_shows_the_year_asked_for_and_no_other(cast: Cast) -> None:
    plan = make_plan(cast)
    client = cast.client(cast.head)
    here = client.get(reverse("overview", args=[cast.school.slug, YEAR])).content.decode()
    before = client.get(reverse("overview", args=[cast.school.slug, YEAR - 1])).content.decode()
    assert plan.name in here
    assert plan.name not in before
    assert "Chưa có kế hoạch cho năm học này" in before


def test_whoever_must_do_a_task_could_not_see_it_without_wide_rights(cast: Cast) -> None:
    plan = make_plan(cast)
    action = plan.actions.first()
    assert action is not None
    action.lead_unit = None
    action.lead_person = cast.person("teacher")
    action.save()
    answer = cast.client(cast.teacher).get(reverse("mine", args=[cast.school.slug, YEAR]))
    assert action.content in answer.content.decode()
    others = cast.client(cast.supervisor).get(reverse("mine", args=[cast.school.slug, YEAR]))
    assert action.content not in others.content.decode()


def test_nothing_assigned_is_said_in_words_and_not_as_0_of_0(cast: Cast) -> None:
    make_plan(cast, small_draft(1))
    text = cast.client(cast.deputy).get(reverse("mine", args=[cast.school.slug, YEAR]))
    assert "Chưa được giao việc nào" in text.content.decode()


def test_an_action_without_people_is_unassigned_and_not_late(cast: Cast) -> None:
    plan = make_plan(cast, small_draft(1))
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ISSUED)
    action = plan.actions.select_related("plan").get()
    action.plan.refresh_from_db()
    action.assignee_text, action.lead_unit, action.due = "", None, TODAY - timedelta(days=9)
    assert state_of(action, TODAY) == "chua_giao"
    action.assignee_text = "Kế toán"
    assert state_of(action, TODAY) == "qua_han"
    assert label_of(action).startswith("2.1 ")


def test_the_approver_sees_what_waits_and_the_secretary_does_not_approve(cast: Cast) -> None:
    plan = make_plan(cast)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.SUBMITTED)
    for who, told in (("head", ["Phê duyệt"]), ("secretary", [])):
        scope = enter(cast.users[who], cast.school.slug, "plan.view", today=TODAY)
        found = queries.next_for(scope, queries.plans_of_year(cast.school, YEAR))
        assert [one.text.split(":")[0] for one in found] == told


def test_the_same_code_of_two_circulars_is_two_rows(cast: Cast) -> None:
    old = make_plan(cast, small_draft(1))
    Plan.objects.filter(pk=old.pk).update(
        start_year=YEAR - 3, end_year=YEAR - 3, catalogue="tt18-2018/trung_hoc"
    )
    new = make_plan(cast, small_draft(1))
    Plan.objects.filter(pk=new.pk).update(catalogue="tt57-2026/pho_thong")
    table = queries.criteria_over_years(cast.school, [YEAR - 3, YEAR])
    assert [key for key in table if key[1] == "2.1"] == [
        ("tt18-2018/trung_hoc", "2.1"),
        ("tt57-2026/pho_thong", "2.1"),
    ]


def test_a_missing_sum_is_not_counted_as_zero(cast: Cast) -> None:
    plan = make_plan(cast, small_draft(2))
    first, second = plan.actions.all()
    first.budget.create(source="Chi thường xuyên", amount=5_000_000)
    second.budget.create(source="Xã hội hóa", amount=None)
    assert queries.budget_by_source([plan]) == [("Chi thường xuyên", 5_000_000)]


def test_the_office_sees_its_schools_by_name_and_never_a_ranking(cast: Cast) -> None:
    give(cast.officer, cast.office, "chuyen_vien")
    page = cast.client(cast.officer).get(reverse("office", args=[cast.office.slug]))
    text = page.content.decode()
    assert text.index(cast.other_school.name) < text.index(cast.school.name)  # by name
    assert "0 trong số 2 trường" in text
    for word in ("xếp hạng", "thứ hạng", "top"):
        assert word not in text.casefold()


def test_the_office_filters_by_words_and_by_what_was_issued(cast: Cast) -> None:
    give(cast.officer, cast.office, "chuyen_vien")
    plan = make_plan(cast)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ISSUED, plan_number="07/KH")
    Organisation.objects.filter(pk=cast.other_school.pk).update(name="Trường Số Hai")
    Organisation.objects.filter(pk=cast.school.pk).update(name="Trường Số Một")

    def asked(**more: str) -> str:
        page = reverse("office", args=[cast.office.slug])
        return cast.client(cast.officer).get(page, {"nam": YEAR, **more}).content.decode()

    whole = asked()
    assert "1 trong số 2 trường đã ban hành" in whole
    assert whole.index("Trường Số Hai") < whole.index("Trường Số Một") < whole.index("07/KH")
    assert "Trường Số Hai" not in asked(loc="co")
    assert "Trường Số Một" not in asked(loc="chua")
    words = asked(tim="Hai")
    assert "0 trong số 2 trường" in words
    assert "Trường Số Một" not in words
    assert "Không có trường nào" in asked(tim="Hai", loc="co")
    assert "0 trong số 2 trường" in asked(nam=str(YEAR - 4))
    Organisation.objects.filter(pk=cast.other_school.pk).update(closed_on=TODAY)
    assert "1 trong số 1 trường" in asked()


def test_home_goes_straight_on_where_there_is_one_place(cast: Cast) -> None:
    answer = cast.client(cast.teacher).get(reverse("home"))
    assert answer["Location"] == reverse("school", args=[cast.school.slug])
    then = cast.client(cast.teacher).get(answer["Location"])
    assert "/viec-cua-toi/" in then["Location"]  # a teacher's own part first
    empty = cast.client(cast.keeper).get(reverse("home"))
    assert "Bắt đầu: lập trường hoặc cơ quan" in empty.content.decode()


def test_the_keeper_finds_the_way_to_the_first_school_and_a_guest_none(cast: Cast) -> None:
    way = f'href="{reverse("office-new")}"'
    assert way in cast.client(cast.keeper).get(reverse("home")).content.decode()
    Grant.objects.filter(user=cast.teacher).delete()
    guest = cast.client(cast.teacher).get(reverse("home")).content.decode()
    assert "Chưa có nơi làm việc" in guest
    assert way not in guest


def test_a_new_school_is_told_what_to_write_first(cast: Cast) -> None:
    Plan.objects.filter(school=cast.school).delete()
    Organisation.objects.filter(pk=cast.school.pk).update(code="", place="")
    page = reverse("overview", args=[cast.school.slug, YEAR])
    shown = cast.client(cast.head).get(page).content.decode()
    assert "Chuẩn bị nhà trường" in shown
    assert reverse("school-edit", args=[cast.school.slug]) in shown
    assert "Chuẩn bị nhà trường" not in cast.client(cast.teacher).get(page).content.decode()


def test_a_secretary_whose_time_is_over_is_invited_anew(cast: Cast) -> None:
    scope = enter(cast.head, cast.school.slug, "school.view", today=TODAY)
    Organisation.objects.filter(pk=cast.school.pk).update(code="")

    def invited() -> bool:
        return {step["text"]: bool(step["done"]) for step in first_steps(scope)}[
            "Mời thư ký hội đồng"
        ]

    scope.school.code = ""
    assert invited()
    Grant.objects.filter(user=cast.secretary).update(until_on=TODAY - timedelta(days=1))
    assert not invited()


def test_what_is_missing_is_written_before_it_is_sent_and_a_past_year_is_not_urged(
    cast: Cast,
) -> None:
    plan = make_plan(cast)
    scope = enter(cast.secretary, cast.school.slug, "plan.view", today=TODAY)
    words = [one.text for one in queries.next_for(scope, [plan], {plan.pk: ["Thiếu."]})]
    assert words == [f"Viết tiếp: {plan.name}"]
    plan.state = Plan.State.RETURNED
    assert [one.text for one in queries.next_for(scope, [plan])] == [
        f"Sửa chỗ bị trả lại: {plan.name}"
    ]
    plan.state, plan.start_year, plan.end_year = Plan.State.DRAFT, YEAR - 3, YEAR - 3
    assert queries.next_for(scope, [plan]) == []


def test_health_tells_the_truth(cast: Cast) -> None:
    client = cast.client()
    assert client.get(reverse("health")).json()["ok"] is True
    assert {sign.name for sign in health.look(timezone.now())} == {
        "database",
        "tables",
        "jobs",
        "files",
        "space",
    }


def test_a_failed_migration_still_reported_healthy_is_503_here(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'caitien'")
    answer = cast.client().get(reverse("health"))
    assert answer.status_code == 503
    assert answer.json()["checks"]["tables"] is False


def test_a_job_nobody_takes_up_is_told(cast: Cast) -> None:
    from django_tasks_db.models import DBTaskResult

    from caitien.exchange.tasks import read_file

    read_file.enqueue(0)
    assert health._jobs(timezone.now()).well
    long_ago = NOW - timedelta(days=1)
    DBTaskResult.objects.update(enqueued_at=long_ago, run_after=long_ago)
    assert not health._jobs(timezone.now()).well


def test_drafts_of_one_name_are_told_apart_on_the_overview(cast: Cast) -> None:
    """Two drafts of a year have the same name; only when they were written tells which is which."""
    plan = make_plan(cast)
    Plan.objects.filter(pk=plan.pk).update(plan_number="")
    page = cast.client(cast.head).get(reverse("overview", args=[cast.school.slug, YEAR]))
    assert f"sửa lần cuối {moment(plan.changed_at)}" in page.content.decode()
