"""Faults that reached people in other tools, each by its name; more stand beside what they concern.

Two people in one row, sealed files, stale pages, twins by double clicks, invented people: see the
tests of plans, schools, exchange and notices.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest
from django.urls import reverse

from caitien.plans.models import Plan
from caitien.plans.services_issue import Issue, faults_of, issue_plan
from caitien.plans.services_life import bound_hash
from caitien.plans.services_send import publish
from caitien.schools.models import Organisation
from tests.people import NOW, YEAR, Cast
from tests.plans.life_plans import make_plan, small_draft
from tests.plans.making import first_plan
from tests.plans.test_life import approved, the_issue

pytestmark = pytest.mark.django_db


def page(cast: Cast, name: str, year: int = YEAR) -> str:
    """A page of the school in a year, as the head sees it."""
    answer = cast.client(cast.head).get(reverse(name, args=[cast.school.slug, year]))
    text: str = answer.content.decode()
    return text


def test_the_dashboard_of_a_school_with_two_levels_counted_only_the_first(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.school.pk).update(levels=["tieu_hoc", "thcs"])
    lower = replace(small_draft(2), school_level="tieu_hoc", title="Kế hoạch khối tiểu học")
    upper = replace(small_draft(3), title="Kế hoạch khối trung học cơ sở")
    plans = [make_plan(cast, draft) for draft in (lower, upper)]
    Plan.objects.filter(pk=plans[0].pk).update(school_level="tieu_hoc", title=lower.title)
    Plan.objects.filter(pk=plans[1].pk).update(title=upper.title)
    text = page(cast, "overview")
    assert "Kế hoạch khối tiểu học" in text
    assert "Kế hoạch khối trung học cơ sở" in text
    assert "5 hoạt động: 5 đã có người" in text


def test_changing_the_school_year_saved_last_years_text_into_the_new_year(cast: Cast) -> None:
    plans = [make_plan(cast, small_draft(1)) for _ in range(2)]
    Plan.objects.filter(pk=plans[1].pk).update(start_year=YEAR + 1, end_year=YEAR + 1)
    rows = [plan.actions.get() for plan in plans]
    assert plans[0].name in page(cast, "overview", YEAR)
    assert plans[0].key not in page(cast, "overview", YEAR + 1)
    browser = cast.client(cast.secretary)

    def save(key: str, uid: Any, value: str) -> int:
        body = {
            "kind": "action", "uid": str(uid), "field": "target",
            "base": rows[0].target, "value": value,
        }  # fmt: skip
        status: int = browser.post(
            reverse("plan-save", args=[cast.school.slug, key]),
            body, content_type="application/json", headers={"X-Caitien": "1"},
        ).status_code  # fmt: skip
        return status

    assert save(plans[0].key, rows[0].uid, "Chỉ tiêu của năm cũ") == 200
    # a page of the old year whose address became the new plan's: nothing is written there
    assert save(plans[1].key, rows[0].uid, "Nhầm năm") in (400, 404, 409)
    assert plans[0].actions.get().target == "Chỉ tiêu của năm cũ"
    assert plans[1].actions.get().target == rows[1].target


def test_the_office_of_former_days_was_printed_on_a_paper_after_july_2025(cast: Cast) -> None:
    draft = replace(small_draft(1), authority="PHÒNG GIÁO DỤC VÀ ĐÀO TẠO AN HOÀ")
    today = date(YEAR, 11, 20)
    issue = Issue(12, today, cast.person("head"), recipients=("- Lưu: VT.",))
    plan = make_plan(cast, draft)
    assert "abolished-authority-named" in {one.slug for one in faults_of(plan, issue, today)}
    right = make_plan(cast, small_draft(1))
    assert "abolished-authority-named" not in {one.slug for one in faults_of(right, issue, today)}


def test_software_wrote_sentences_for_the_school(cast: Cast) -> None:
    plan = first_plan(cast)
    for action in plan.actions.all():
        written = (action.content, action.target, action.assignee_text, action.time)
        assert not any(written), "a draft line is proposed, never written by itself"
        assert not action.solutions
        assert action.lead_person_id is None
        assert action.due is None


def test_newest_25_lists_hid_data(cast: Cast) -> None:
    for number in range(60):
        plan = make_plan(cast, small_draft(1))
        Plan.objects.filter(pk=plan.pk).update(title=f"Kế hoạch thứ {number:02}")
    browser, url = cast.client(cast.head), reverse("plans", args=[cast.school.slug])
    text = "".join(browser.get(url, {"page": n}).content.decode() for n in (1, 2, 3))
    assert [n for n in range(60) if f"Kế hoạch thứ {n:02}" not in text] == []


def test_a_paper_of_a_school_whose_code_has_vietnamese_letters_keeps_its_name(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.school.pk).update(code="THCSĐT")
    cast.school.refresh_from_db()
    plan = approved(cast)
    issued = the_issue(cast)
    issue_plan(plan=plan, issue=issued, actor=cast.head, at=NOW, seen_hash=bound_hash(plan))
    publish(plan=plan, actor=cast.head, at=NOW)
    plan.refresh_from_db()
    answer = cast.client().get(reverse("public-plan-pdf", args=[plan.public_key]))
    assert answer.getvalue().startswith(b"%PDF-")
    told = answer["Content-Disposition"]
    assert told.startswith("inline; filename*=utf-8''"), told
    assert unquote(told.partition("''")[2]) == "Ke-hoach-12-KH-THCSĐT.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
