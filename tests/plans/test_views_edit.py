"""The editor's page and its saving: roles, conflicts, hostile text, size."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caitien.accounts.models import AuditLine
from caitien.plans.models import Action, Plan
from caitien.plans.services_make import create_plan
from caitien.schools.models import Person
from tests.people import NOW, YEAR, Cast

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> “an toàn” & đủ"
SCRIPT = {"X-Caitien": "1"}


def make_plan(
    cast: Cast, form: str = "bieu2_tt57", criteria: tuple[str, ...] = ("1.1", "2.1")
) -> Plan:
    """A plan of the cast's school with a row for each criterion."""
    return create_plan(
        school=cast.school,
        actor=cast.secretary,
        at=NOW,
        once=f"thu-{form}-{len(criteria)}",
        start_year=YEAR,
        school_level="thcs",
        form=form,
        criteria=criteria,
    ).plan


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """A plan in the form of the circular in force, two rows."""
    return make_plan(cast)


def address(plan: Plan, rest: str = "") -> str:
    """An address of the plan."""
    return f"/truong/{plan.school.slug}/ke-hoach/{plan.key}/{rest}"


def rows(plan: Plan) -> list[Action]:
    """The living actions."""
    return list(plan.actions.filter(deleted_at=None))


def save(client: Client, plan: Plan, field: str, base: str, value: str, **more: str) -> Any:
    """Save a cell as the page's script does."""
    row = rows(plan)[0]
    body = {"kind": "action", "uid": str(row.uid), "field": field, "base": base, "value": value}
    return client.post(
        address(plan, "luu/"),
        json.dumps(body | more),
        content_type="application/json",
        headers=SCRIPT,
    )


EDITORS = ("head", "deputy", "secretary")
READERS = ("admin", "council", "supervisor", "teacher", "viewer", "reviewer")


@pytest.mark.parametrize("part", EDITORS)
def test_those_who_may_edit_get_the_editor(cast: Cast, plan: Plan, part: str) -> None:
    page = cast.client(cast.users[part]).get(address(plan))
    assert page.status_code == 200
    html = page.content.decode()
    assert "data-editable" in html
    assert "ui/plan.js" in html
    assert (
        save(cast.client(cast.users[part]), plan, "target", "", "80% học sinh").status_code == 200
    )


@pytest.mark.parametrize("part", READERS)
def test_others_of_the_school_read_the_same_page_and_cannot_write(
    cast: Cast, plan: Plan, part: str
) -> None:
    client = cast.client(cast.users[part])
    html = client.get(address(plan)).content.decode()
    assert "data-editable" not in html
    assert "ui/plan.js" not in html
    assert plan.name in html
    assert save(client, plan, "target", "", "80%").status_code == 403
    assert rows(plan)[0].target == ""


@pytest.mark.parametrize("part", ["stranger", "officer", "keeper"])
@pytest.mark.parametrize("rest", ["", "thay-doi/", "xem-lai/", "phan-dau/", "tim-nguoi/?q=a"])
def test_strangers_find_nothing(cast: Cast, plan: Plan, part: str, rest: str) -> None:
    client = cast.client(cast.users[part])
    assert client.get(address(plan, rest)).status_code == 404
    assert save(client, plan, "target", "", "80%").status_code == 404


def test_a_visitor_is_sent_to_sign_in(cast: Cast, plan: Plan) -> None:
    page = cast.client().get(address(plan))
    assert page.status_code == 302
    assert "/tai-khoan/" in page["Location"]
    assert save(cast.client(), plan, "target", "", "80%").status_code == 401


def test_a_save_reports_what_was_stored(cast: Cast, plan: Plan) -> None:
    client = cast.client(cast.secretary)
    answer = save(client, plan, "target", "", "  80% học sinh\r\nđọc sách  ").json()
    assert answer["value"] == rows(plan)[0].target == "80% học sinh\nđọc sách"
    assert answer["changed"] is True
    assert answer["saved_at"]
    assert "80% học sinh" in answer["row"]
    again = save(client, plan, "target", "", "80% học sinh\nđọc sách").json()
    assert again["changed"] is False


def test_two_people_edit_two_cells_of_a_row_and_both_stay(cast: Cast, plan: Plan) -> None:
    assert save(cast.client(cast.head), plan, "target", "", "của hiệu trưởng").status_code == 200
    assert save(cast.client(cast.secretary), plan, "indicator", "", "của thư ký").status_code == 200
    row = rows(plan)[0]
    assert (row.target, row.indicator) == ("của hiệu trưởng", "của thư ký")


def test_a_stale_save_is_refused_with_both_versions_marked(cast: Cast, plan: Plan) -> None:
    save(cast.client(cast.head), plan, "target", "", "đạt 80% học sinh")
    refused = save(cast.client(cast.secretary), plan, "target", "", "đạt 90% học sinh")
    assert refused.status_code == 409
    body = refused.json()
    assert body["theirs"] == "đạt 80% học sinh"
    assert "<ins>90</ins>" in body["html"]
    assert "<del>80</del>" in body["html"]
    assert "Nguyễn Thị Hương" in body["html"]
    for words in ("Giữ bản của tôi", "Giữ bản kia", "Tự ghép hai bản"):
        assert words in body["html"]
    assert rows(plan)[0].target == "đạt 80% học sinh"
    merged = save(cast.client(cast.secretary), plan, "target", body["theirs"], "đạt 85%")
    assert merged.status_code == 200


def test_words_typed_into_a_deleted_row_are_not_lost(cast: Cast, plan: Plan) -> None:
    row = rows(plan)[0]
    cast.client(cast.head).post(address(plan, f"dong/action/{row.uid}/xoa/"))
    body = {"kind": "action", "uid": str(row.uid), "field": "target", "base": "", "value": "mới"}
    refused = cast.client(cast.secretary).post(
        address(plan, "luu/"), json.dumps(body), content_type="application/json", headers=SCRIPT
    )
    assert refused.status_code == 409
    assert refused.json()["gone"] is True
    assert "mới" in refused.json()["html"]


@pytest.mark.parametrize("bad", [b"", b"[]", b"{", b"[" * 5000, b'{"kind": 1}', b'{"value": null}'])
def test_an_unreadable_save_is_refused_kindly(cast: Cast, plan: Plan, bad: bytes) -> None:
    answer = cast.client(cast.secretary).post(
        address(plan, "luu/"), bad, content_type="application/json", headers=SCRIPT
    )
    assert answer.status_code == 400
    assert "Hãy tải lại trang" in answer.json()["message"]


def test_a_field_nobody_has_is_refused(cast: Cast, plan: Plan) -> None:
    for field in ("deleted_at", "plan", "uid", "rest", ""):
        assert save(cast.client(cast.secretary), plan, field, "", "x").status_code == 400


def test_a_fixed_state_is_only_read(cast: Cast, plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ISSUED)
    client = cast.client(cast.secretary)
    html = client.get(address(plan)).content.decode()
    assert "data-editable" not in html
    assert "chỉ để đọc" in html
    refused = save(client, plan, "target", "", "80%")
    assert refused.status_code == 400
    assert "chép ra" in refused.json()["message"]
    assert client.get(address(plan, "thay-doi/")).status_code == 403


def test_hostile_text_is_shown_as_text(cast: Cast, plan: Plan) -> None:
    client = cast.client(cast.secretary)
    saved = save(client, plan, "target", "", HOSTILE)
    assert "<script>" not in saved.json()["row"]
    html = client.get(address(plan)).content.decode()
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    refused = save(cast.client(cast.head), plan, "target", "", HOSTILE + " khác")
    assert "<img src=x" not in refused.json()["html"]


def test_rich_text_keeps_words_and_loses_everything_else(cast: Cast, plan: Plan) -> None:
    section = plan.sections.first()
    assert section is not None
    client = cast.client(cast.secretary)
    page = client.get(address(plan)).content.decode()
    start = page.index('data-f="body">') + len('data-f="body">')
    base = page[start : page.index("</div>", start)]
    value = (
        '<p class="MsoNormal" style="color:red" onclick="alert(1)">Đoạn <b>đậm</b></p>'
        "<script>alert(2)</script><style>p{}</style><ul><li>Việc một</li></ul>"
        '<p><a href="javascript:alert(3)">liên kết</a><o:p></o:p></p><iframe src="//x"></iframe>'
    )
    body = {"kind": "section", "uid": str(section.uid), "field": "body", "base": base}
    saved = client.post(
        address(plan, "luu/"),
        json.dumps(body | {"value": value}),
        content_type="application/json",
        headers=SCRIPT,
    )
    assert saved.status_code == 200, saved.json()
    section.refresh_from_db()
    assert section.body["paragraphs"] == ["Đoạn đậm", "- Việc một", "liên kết"]
    for bad in ("script", "style", "onclick", "href", "iframe", "alert"):
        assert bad not in saved.json()["value"]
    assert "<li>Việc một</li>" in saved.json()["value"]


def test_changes_of_others_come_by_polling(cast: Cast, plan: Plan) -> None:
    client = cast.client(cast.secretary)
    plan.refresh_from_db()
    now = plan.version
    assert client.get(address(plan, f"thay-doi/?tu={now}")).status_code == 204
    save(cast.client(cast.head), plan, "target", "", "của hiệu trưởng")
    fresh = client.get(address(plan, f"thay-doi/?tu={now}"))
    assert fresh.status_code == 200
    assert "của hiệu trưởng" in fresh.json()["tables"]["action"]
    assert fresh.json()["version"] == now + 1


def test_choosing_an_inactive_person_never_happens_but_a_stored_one_stays(
    cast: Cast, plan: Plan
) -> None:
    """A select without the stored value wiped the assignment on save."""
    row = rows(plan)[0]
    lan = cast.person("teacher")
    Action.objects.filter(pk=row.pk).update(lead_person=lan, assignee_text=lan.full_name)
    Person.objects.filter(pk=lan.pk).update(active=False)
    client = cast.client(cast.secretary)
    page = client.get(address(plan, f"dong/action/{row.uid}/"))
    html = page.content.decode()
    assert f'value="p:{lan.key}" checked' in html
    assert "đã thôi" in html
    found = client.get(address(plan, "tim-nguoi/?q=hoang thi lan")).json()["found"]
    assert found == []
    data = form_data(page.context["form"])
    answer = client.post(address(plan, f"dong/action/{row.uid}/"), data | {"target": "mới"})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.target, row.lead_person_id) == ("mới", lan.pk)


def form_data(form: Any) -> dict[str, Any]:
    """What a browser sends of a row's form that nobody touched."""
    data: dict[str, Any] = {"base": form.initial["base"]}
    for name in form.fields:
        if name in ("lead", "others", "supervisor_person", "base"):
            continue
        data[name] = (form.initial.get(name) or "").replace("\n", "\r\n")
    row = form.row
    if form.kind == "action":
        data["lead"] = [f"p:{row.lead_person.key}"] if row.lead_person else []
        data["others"] = [f"p:{one.key}" for one in row.collaborators.all()]
        data["nguon"] = [line["source"] for line in form.lines]
        data["so_tien"] = [line["amount"] for line in form.lines]
        data["ghi_chu_tien"] = [line["note"] for line in form.lines]
    return data


def test_people_of_other_schools_are_not_found(cast: Cast, plan: Plan) -> None:
    client = cast.client(cast.secretary)
    found = client.get(address(plan, "tim-nguoi/?q=huong")).json()["found"]
    assert [one["text"] for one in found] == ["Nguyễn Thị Hương"]
    assert client.get(address(plan, "tim-nguoi/?q=Người Lạ")).json()["found"] == []
    assert (
        client.get(address(plan, "tim-nguoi/?q=toan tin")).json()["found"][0]["value"][:2] == "u:"
    )


def test_a_plan_of_sixty_rows_stays_light(
    cast: Cast, django_assert_max_num_queries: Any, plan: Plan
) -> None:
    sections = list(plan.sections.all())
    assert sections
    words = (
        "Tổ chức chuyên đề, dự giờ chéo giữa các tổ, ghi biên bản, rút kinh nghiệm sau mỗi đợt. "
    )
    lan = cast.person("teacher")
    Action.objects.bulk_create(
        Action(
            plan=plan,
            order=100000 + n,
            criterion="1.1",
            content=f"{words}{n}",
            target=words * 2 + str(n),
            solutions=[f"{words}{n}.{m}" for m in range(4)],
            indicator=words,
            assignee_text="Tổ trưởng",
            lead_person=lan,
            time="Cả năm học",
        )
        for n in range(58)
    )
    client = cast.client(cast.secretary)
    client.get(address(plan))
    with django_assert_max_num_queries(14) as found:
        page = client.get(address(plan))
    assert isinstance(found, CaptureQueriesContext)
    assert page.content.decode().count("<tr id=") >= 60
    assert len(gzip.compress(page.content)) < 60_000


def test_the_audit_trail_tells_of_every_save(cast: Cast, plan: Plan) -> None:
    before = AuditLine.objects.count()
    save(cast.client(cast.secretary), plan, "target", "", "80%")
    assert AuditLine.objects.count() == before + 1
    line = AuditLine.objects.order_by("-pk")[0]
    assert "80%" in line.sentence


def test_no_inline_script_or_style_is_on_the_page(cast: Cast, plan: Plan) -> None:
    html = cast.client(cast.secretary).get(address(plan)).content.decode()
    assert "style=" not in html
    assert "onclick" not in html
    assert "<script>" not in html
