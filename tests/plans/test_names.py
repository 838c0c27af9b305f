"""A plan is named on screens without the capitals its paper is printed in."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from caitien.accounts.models import AuditLine
from caitien.notices.models import Notice
from caitien.plans.drafting import draft_of
from caitien.plans.models import Plan
from caitien.plans.printing import word_of
from caitien.plans.services_send import publish
from caitien.schools.models import Organisation
from tests.people import YEAR, Cast

from .life_plans import make_plan, small_draft
from .test_life import go, issued

pytestmark = pytest.mark.django_db

PRINTED = "KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG TRƯỜNG THCS NGUYỄN DU NĂM HỌC 2026-2027"
SHOWN = "Kế hoạch cải tiến chất lượng Trường THCS Nguyễn Du năm học 2026-2027"


def loud(cast: Cast) -> Plan:
    """A plan whose paper is titled in capitals."""
    return make_plan(cast, replace(small_draft(), title=PRINTED, title_lines=[PRINTED]))


@pytest.mark.parametrize(
    "page",
    ["plan", "plan-read", "plan-life", "plan-comments", "plan-preview", "plan-findings", "plans"],
)
def test_no_page_shouts_the_name_of_a_plan(cast: Cast, page: str) -> None:
    """Headings, crumbs, page titles and lists; the paper itself (article) prints as it is."""
    plan = loud(cast)
    slug = cast.school.slug
    url = reverse(page, args=[slug] if page == "plans" else [slug, plan.key])
    html = cast.client(cast.head).get(url).content.decode()
    around = re.sub(r"(?s)<article class=\"paper\">.*?</article>", "", html)
    around = re.sub(r"(?s)<dt>Tên kế hoạch trên giấy</dt>\s*<dd>.*?</dd>", "", around)
    around = re.sub(r"(?s)<ul class=\"cards cards-page\">.*?</ul>", "", around)
    assert SHOWN[:60] in around
    assert "KẾ HOẠCH CẢI TIẾN" not in around


def test_overview_work_list_and_new_plan_name_it_quietly(cast: Cast) -> None:
    loud(cast)
    client, slug = cast.client(cast.head), cast.school.slug
    pages = [
        reverse("overview", args=[slug, YEAR]),
        reverse("mine", args=[slug, YEAR]),
        reverse("plan-new", args=[slug]) + "?cach=nam-truoc",
    ]
    for url in pages:
        html = client.get(url).content.decode()
        assert SHOWN in html, url
        assert PRINTED not in html, url


def test_notices_history_office_and_public_page_name_it_quietly(cast: Cast) -> None:
    plan = loud(cast)
    plan = go(plan, "submit", cast, "secretary")
    url = reverse("plan-step", args=[cast.school.slug, plan.key, "approve"])
    cast.client(cast.head).post(url, {"seen_hash": plan.state_hash})
    assert SHOWN in Notice.objects.latest("id").text
    lines = AuditLine.objects.filter(target=f"plan:{plan.pk}")
    assert [line.sentence for line in lines if PRINTED in line.sentence] == []
    Plan.objects.filter(pk=plan.pk).update(title=PRINTED)


def test_the_public_page_is_titled_quietly_and_its_paper_as_printed(cast: Cast) -> None:
    plan = Plan.objects.get(pk=issued(cast).plan_id)
    Plan.objects.filter(pk=plan.pk).update(title=PRINTED)
    key = publish(plan=plan, actor=cast.head, at=plan.changed_at).public_key
    html = cast.client().get(reverse("public-plan", args=[key])).content.decode()
    assert f"<title>{SHOWN}" in html
    assert PRINTED not in html


def test_the_paper_keeps_its_capitals(cast: Cast) -> None:
    """Nghị định 30/2020 prints the name of the paper in capitals."""
    plan = loud(cast)
    assert draft_of(plan).title == PRINTED
    assert word_of(plan)


def test_a_plan_without_a_title_is_named_by_its_years(cast: Cast) -> None:
    assert Plan(start_year=2026, end_year=2026).name == "Kế hoạch năm học 2026-2027"
    assert Plan(start_year=2026, end_year=2030, title=" ").name == "Kế hoạch giai đoạn 2026-2031"


def test_the_schools_own_record_decides_how_its_name_is_written(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.school.pk).update(name="Trường THCS Đổi Mới")
    plan = make_plan(cast)
    Plan.objects.filter(pk=plan.pk).update(title="KẾ HOẠCH CỦA TRƯỜNG THCS ĐỔI MỚI NĂM 2026")
    html = cast.client(cast.head).get(reverse("plans", args=[cast.school.slug])).content.decode()
    assert "Kế hoạch của Trường THCS Đổi Mới năm 2026" in html
