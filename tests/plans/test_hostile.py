"""What no page of ours sends: it is refused in words, changes nothing and never breaks a page."""

from __future__ import annotations

import json
import re
from uuid import uuid4

import pytest
from django.urls import reverse

from caitien.notices.models import Notice
from caitien.plans.models import Delivery, Plan
from caitien.plans.services_edit import (
    delete_row,
    move_row,
    paste_rows,
    restore_row,
    set_budget,
    set_field,
)
from caitien.plans.services_edit_values import FieldProblem
from caitien.plans.services_send import send
from caitien.schools.models import Organisation
from caitien.ui.problems import Problem
from tests.people import NOW, Cast

from .making import first_plan
from .test_life import issued

pytestmark = pytest.mark.django_db

PAGE = "/truong/thcs-nguyen-du/ke-hoach/"


@pytest.mark.parametrize("verb", ["xoa", "khoi-phuc", "chuyen", "lich-su", ""])
def test_the_plan_itself_is_no_row_of_it(cast: Cast, verb: str) -> None:
    """Its header has an address of its own; a plan is deleted by those who may, not as a row."""
    plan = first_plan(cast)
    url = f"{PAGE}{plan.key}/dong/plan/{uuid4()}/{f'{verb}/' if verb else ''}"
    client = cast.client(cast.deputy)
    answer = client.get(url) if verb in ("lich-su", "") else client.post(url, {"after": ""})
    assert answer.status_code in (302, 404)
    assert Plan.objects.get(pk=plan.pk).deleted_at is None
    given = {"plan": plan, "actor": cast.deputy, "at": NOW, "kind": "plan", "uid": uuid4()}
    for call in (delete_row, restore_row, lambda **more: move_row(**more, after=None)):
        with pytest.raises(Problem, match="loại dòng"):
            call(**given)


def test_digits_that_are_no_numbers_are_told_kindly(cast: Cast) -> None:
    """Superscripts are digits to a careless test and no number at all."""
    plan = first_plan(cast)
    row = plan.actions.first()
    client = cast.client(cast.secretary)
    base = f"{PAGE}{plan.key}/dong/action/{row.uid}/"
    given = {"plan": plan, "actor": cast.secretary, "at": NOW, "uid": row.uid}
    with pytest.raises(FieldProblem, match="tổ, bộ phận"):
        set_field(**given, kind="action", field="lead_unit", base="", value="²")
    with pytest.raises(FieldProblem, match="số tiền"):
        set_budget(**given, base=[], value=[{"source": "A", "amount": "³²", "note": ""}])
    with pytest.raises(FieldProblem, match="không hợp lý"):
        set_budget(**given, base=[], value=[{"source": "A", "amount": "9" * 5000, "note": ""}])
    assert client.post(f"{base}xoa/", {"version": "²"}).status_code == 302


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("people", "ai đó"),
        ("people", None),
        ("budget", [{"source": 1}]),
        ("budget", {}),
        ("time", [1]),
    ],
)
def test_a_choice_of_another_shape_is_refused(cast: Cast, name: str, value: object) -> None:
    plan = first_plan(cast)
    row = plan.actions.first()
    url = f"{PAGE}{plan.key}/dong/action/{row.uid}/"
    both = json.dumps({name: value})
    sent = {"resolve": "1", "mine": both, "theirs": both, f"choice-{name}": "mine", "base": "{}"}
    client = cast.client(cast.secretary)
    assert client.post(url, sent, headers={"X-Caitien": "1"}).status_code in (400, 409, 422)
    old = client.post(url, {"base": json.dumps({name: value}), "time": "Tháng 1"})
    assert old.status_code in (200, 302)
    assert plan.actions.get(pk=row.pk).time == ""


def test_a_merged_version_that_is_too_long_is_not_lost(cast: Cast) -> None:
    """Both versions joined by hand may be longer than a cell: they stay on the page, to be cut."""
    plan = first_plan(cast)
    row = plan.actions.first()
    url = f"{PAGE}{plan.key}/dong/action/{row.uid}/"
    long = "Câu ghép " * 3000
    sent = {"resolve": "1", "mine": '{"target": "a"}', "theirs": '{"target": ""}', "base": "{}"}
    sent |= {"choice-target": "own", "own-target": long}
    page = cast.client(cast.secretary).post(url, sent)
    assert page.status_code == 409
    html = page.content.decode()
    assert "nhiều nhất 20000" in html
    assert html.count("Câu ghép") > 3000
    assert plan.actions.get(pk=row.pk).target == ""


@pytest.mark.parametrize("field", ["report_dates", "collaborators", "more_criteria"])
def test_a_list_that_is_none_is_refused(cast: Cast, field: str) -> None:
    plan = first_plan(cast)
    given = {"plan": plan, "actor": cast.secretary, "at": NOW, "uid": plan.actions.first().uid}
    with pytest.raises(FieldProblem):
        set_field(**given, kind="action", field=field, base=[], value=5)


def test_a_paste_without_its_token_is_refused_not_lost(cast: Cast) -> None:
    """Two pastes without one would count as the same paste: the second would vanish."""
    plan = first_plan(cast)
    with pytest.raises(Problem, match="tải lại"):
        paste_rows(
            plan=plan, actor=cast.secretary, at=NOW, kind="action", rows=[{"content": "A"}], once=""
        )
    client = cast.client(cast.secretary)
    before = plan.actions.count()
    client.post(f"{PAGE}{plan.key}/dong/them/", {"kind": "action"})
    assert plan.actions.count() == before
    sent = {
        "kind": "action",
        "fields": ["content", "target"],
        "rows": [["Việc", None]],
        "once": "d",
    }
    url = f"{PAGE}{plan.key}/dan/"
    headers = {"X-Caitien": "1"}
    client.post(url, json.dumps(sent), content_type="application/json", headers=headers)
    assert plan.actions.get(content="Việc").target == "", "an empty cell does not say None"


def test_a_column_of_its_own_is_written_on_the_form_of_a_row_too(cast: Cast) -> None:
    """On a phone the form is the only way to a row: no column of the table may miss there."""
    plan = first_plan(cast)
    Plan.objects.filter(pk=plan.pk).update(
        columns=[{"title": "Nội dung", "field": "content"}, {"title": "Ý kiến", "field": ""}]
    )
    row = plan.actions.first()
    url = f"{PAGE}{plan.key}/dong/action/{row.uid}/"
    client = cast.client(cast.secretary)
    page = client.get(url)
    assert 'name="extra:Ý kiến"' in page.content.decode()
    form = page.context["form"]
    values = {name: form.initial.get(name, "") for name in form.fields}
    values |= {"extra:Ý kiến": "Đồng ý", "lead": [], "others": [], "supervisor_person": []}
    client.post(url, values)
    assert plan.actions.get(pk=row.pk).extra == {"Ý kiến": "Đồng ý"}


# -- papers sent to an office ---------------------------------------------------------------------


def test_who_answers_hears_of_a_paper_and_who_sent_it_of_its_return(cast: Cast) -> None:
    paper = issued(cast)
    client = cast.client(cast.secretary)
    client.post(
        reverse("plan-send", args=[cast.school.slug, paper.plan.key]), {"office": cast.office.pk}
    )
    assert Notice.objects.get(user=cast.officer).kind == "delivery.send"
    assert not Notice.objects.filter(user=cast.stranger).exists()
    one = Delivery.objects.get()
    back = reverse("delivery-return", args=[cast.office.slug, one.pk])
    cast.client(cast.officer).post(back, {"reason": "Thiếu chữ ký"})
    told = Notice.objects.get(user=cast.secretary, kind="delivery.give_back")
    assert "Thiếu chữ ký" in told.text
    assert told.url == reverse("plan-life", args=[cast.school.slug, paper.plan.key])
    assert not Notice.objects.filter(user=cast.teacher).exists()


def test_papers_are_found_by_a_schools_name_however_it_is_typed(cast: Cast) -> None:
    send(paper=issued(cast), office=cast.office, actor=cast.head, at=NOW)
    Organisation.objects.get(pk=cast.school.pk).save()
    url = reverse("deliveries", args=[cast.office.slug])
    client = cast.client(cast.officer)
    for words in ("nguyễn du", "NGUYEN DU", "du thcs"):
        assert "1 văn bản" in client.get(url, {"tim": words}).content.decode(), words
    assert "1 văn bản" not in client.get(url, {"tim": "lê lợi"}).content.decode()


# -- findings -------------------------------------------------------------------------------------


def test_a_finding_shows_the_words_around_a_short_excerpt(cast: Cast) -> None:
    """A card with "năm học …" alone does not say where to look."""
    plan = first_plan(cast)
    html = cast.client(cast.secretary).get(f"{PAGE}{plan.key}/xem-lai/").content.decode()
    shown = [re.sub("<[^>]+>", "", one) for one in re.findall(r"<q>.*?</q>", html)]
    assert "1. Báo cáo tự đánh giá năm học …." in shown
    assert "<mark>" in html
