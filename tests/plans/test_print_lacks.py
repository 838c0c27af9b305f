"""What a paper would lack is told before it is sealed, with the way to fill it in."""

from __future__ import annotations

import pytest
from django.urls import reverse

from caitien.core.render.blanks import blanks_of
from caitien.core.render.model import Para, Part
from caitien.core.render.paper import paper_of
from caitien.plans.drafting import draft_of, rows_of
from caitien.plans.findings_missing import missing_in
from caitien.plans.models import Plan
from caitien.plans.printing import print_of
from caitien.plans.queries_print import lacks_of_plan, lacks_of_school
from caitien.schools.models import Organisation
from tests.people import Cast

from .life_plans import make_plan
from .making import first_plan
from .test_life import go

pytestmark = pytest.mark.django_db


def words_of(plan: Plan) -> list[str]:
    """What the plan's own text lacks."""
    return [one.words for one in lacks_of_plan(plan, plan.sections.filter(deleted_at=None))]


def test_the_forms_lines_left_open_are_told_and_filled_ones_are_not(cast: Cast) -> None:
    plan = first_plan(cast)
    assert "“Loại hình” ở mục I" in words_of(plan)
    assert "“Địa chỉ” ở mục I" in words_of(plan)
    assert not any("Tên cơ sở" in words or "nếu có" in words for words in words_of(plan))
    assert "“Người đứng đầu cơ sở giáo dục” ở mục VII" in words_of(plan)
    facts = next(s for s in plan.sections.all() if s.heading.startswith("I."))
    lines = ["1. Tên: X", "2. Loại hình: công lập", "3. Địa chỉ:", "Số 1, An Hoà"]
    facts.body = {"paragraphs": lines}
    facts.save()
    duties = next(s for s in plan.sections.all() if s.heading.startswith("VII."))
    duties.body = {"paragraphs": ["1. Người đứng đầu cơ sở giáo dục", "- Chỉ đạo chung."]}
    duties.save()
    assert words_of(plan) == []


def test_a_schools_record_that_is_empty_is_told(cast: Cast) -> None:
    plan = first_plan(cast)
    assert lacks_of_school(plan, cast.school) == []
    school = Organisation.objects.get(pk=cast.school.pk)
    school.code = school.place = ""
    plan.place_name = ""
    found = [one.words for one in lacks_of_school(plan, school)]
    assert [words.split(" của")[0] for words in found] == ["Chữ viết tắt", "Địa danh"]
    assert len(lacks_of_school(plan, school, signers=False)) == 3


def page(cast: Cast, part: str, name: str, plan: Plan) -> str:
    """A page of the plan as this person sees it."""
    url = reverse(name, args=[cast.school.slug, plan.key])
    return cast.client(cast.users[part]).get(url).content.decode()


def test_before_it_is_sent_each_lack_links_to_where_it_is_filled_in(cast: Cast) -> None:
    plan = first_plan(cast)
    Organisation.objects.filter(pk=cast.school.pk).update(code="")
    facts = next(s for s in plan.sections.all() if s.heading.startswith("I."))
    row = reverse("plan-row", args=[cast.school.slug, plan.key, "section", facts.uid])
    edit = reverse("school-edit", args=[cast.school.slug])
    html = page(cast, "head", "plan-life", plan)
    assert f'<a href="{row}">“Loại hình” ở mục I</a>' in html
    assert f'<a href="{edit}">Chữ viết tắt' in html
    theirs = page(cast, "secretary", "plan-life", plan)
    assert edit not in theirs, "who may not change the school gets no link that answers 403"
    assert "nhờ hiệu trưởng hoặc người quản trị của trường ghi" in theirs
    assert cast.client(cast.head).get(row).status_code == 200


def test_the_issuing_page_lists_what_is_missing(cast: Cast) -> None:
    plan = first_plan(cast)
    plan.actions.update(content="Việc", assignee_text="Tổ Toán – Tin", time="Tháng 12/2026")
    Organisation.objects.filter(pk=cast.school.pk).update(place="")
    plan = Plan.objects.get(pk=plan.pk)
    plan.place_name = ""
    plan.save()
    plan = go(go(plan, "submit", cast, "secretary"), "approve", cast)
    html = page(cast, "head", "plan-issue", plan)
    for words in ("Bản in còn thiếu", "“Loại hình” ở mục I", "“Địa chỉ” ở mục I", "Địa danh"):
        assert words in html
    assert reverse("school-edit", args=[cast.school.slug]) in html
    assert "mở lại để sửa" in html
    Organisation.objects.filter(pk=cast.school.pk).update(place="An Hoà")
    assert "Địa danh của trường" not in page(cast, "head", "plan-issue", plan)


def test_the_preview_tells_what_is_not_there_at_all(cast: Cast) -> None:
    """A line of the form with nothing behind it prints no dots, and is missing all the same."""
    plan = first_plan(cast)
    facts = next(s for s in plan.sections.all() if s.heading.startswith("I."))
    row = reverse("plan-row", args=[cast.school.slug, plan.key, "section", facts.uid])
    html = page(cast, "secretary", "plan-preview", plan)
    assert f'<a href="{row}">“Loại hình” ở mục I</a>' in html
    assert "Loại hình” ở mục" not in page(cast, "viewer", "plan-preview", plan)
    assert "Nên ghi thêm" not in page(cast, "viewer", "plan-life", plan)


def test_what_a_plan_should_have_is_told_without_stopping_it(cast: Cast) -> None:
    plan = make_plan(cast)
    html = page(cast, "secretary", "plan-life", plan)
    assert "không bắt buộc để gửi duyệt" in html
    assert "Hoạt động 1, 2, 3 chưa ghi chỉ số đánh giá kết quả." in html
    assert ">Gửi duyệt</button>" in html


def test_a_number_with_its_stop_makes_no_sentence_of_two_stops(cast: Cast) -> None:
    plan = make_plan(cast)
    plan.actions.update(assignee_text="", lead_unit=None, tt="3.")
    said = [one.message for one in missing_in(rows_of(plan)) if one.blocks]
    assert said[0] == "Hoạt động 3 chưa có người thực hiện."


def test_a_blank_is_told_from_the_beginning_of_its_line(cast: Cast) -> None:
    """Not ". Báo cáo …": an excerpt begins with a whole word, a short line is told whole."""
    told = [one.text for one in print_of(first_plan(cast)).blanks]
    assert "1. Báo cáo tự đánh giá năm học …." in told
    assert not [text for text in told if text[:1] in ".,;:"]
    paper = paper_of(draft_of(first_plan(cast, "hai")), None)
    long = "Nhà trường phối hợp " * 12 + "với ……… để thực hiện " + "các việc đã nêu " * 12
    paper.parts = [Part(False, [Para(long.strip())])]
    (text,) = [one.text for one in blanks_of(paper) if one.where == "Phần lời"]
    assert "……" in text
    assert len(text) <= 120
    assert set(text.split()) <= set(long.split())


def test_a_preview_after_a_change_asks_for_new_pictures(cast: Cast) -> None:
    plan = first_plan(cast)
    page = reverse("plan-preview", args=[cast.school.slug, plan.key])
    picture = reverse("plan-preview-page", args=[cast.school.slug, plan.key, 1])
    browser = cast.client(cast.secretary)

    def asked() -> str:
        text = browser.get(page).content.decode()
        return text.partition(f'src="{picture}')[2].partition('"')[0]

    before = asked()
    assert before.startswith("?b=")
    assert asked() == before
    Plan.objects.filter(pk=plan.pk).update(title="KẾ HOẠCH ĐÃ ĐỔI TÊN")
    assert asked() != before
    assert browser.get(picture + before).status_code == 200
