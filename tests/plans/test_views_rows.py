"""Rows as forms without JavaScript, adding, deleting, moving, pasting, history."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from caitien.plans.forms_conflict import marked
from caitien.plans.models import Plan
from tests.people import Cast

from .test_views_edit import SCRIPT, address, form_data, make_plan, rows, save
from .test_views_edit import plan as plan


def post(client: Client, plan: Plan, rest: str, body: dict[str, Any]) -> Any:
    """POST as the page's script does."""
    return client.post(
        address(plan, rest), json.dumps(body), content_type="application/json", headers=SCRIPT
    )


def open_form(client: Client, plan: Plan, number: int = 0) -> tuple[str, dict[str, Any]]:
    """The address of a row's form and what a browser would send of it untouched."""
    url = address(plan, f"dong/action/{rows(plan)[number].uid}/")
    page = client.get(url)
    assert page.status_code == 200
    return url, form_data(page.context["form"])


def test_a_form_nobody_touched_stores_nothing(cast: Cast, plan: Plan) -> None:
    client = cast.client(cast.secretary)
    save(client, plan, "target", "", "dòng một\ndòng hai")
    plan.refresh_from_db()
    before = plan.version
    url, data = open_form(client, plan)
    answer = client.post(url, data, follow=True)
    assert "Không có gì thay đổi" in answer.content.decode()
    plan.refresh_from_db()
    assert plan.version == before


def test_every_kind_of_field_is_stored_by_a_plain_form(cast: Cast, plan: Plan) -> None:
    client = cast.client(cast.secretary)
    url, data = open_form(client, plan)
    lan, unit = cast.person("teacher"), cast.unit
    data |= {
        "target": "80% học sinh đọc sách\r\nmỗi tuần",
        "solutions": "Việc một\r\nViệc hai",
        "start": "2026-12-01",
        "due": "2027-01-15",
        "target_level": "2",
        "baseline": "60%",
        "goal": "80%",
        "lead": [f"p:{lan.key}"],
        "others": [f"u:{unit.pk}"],
        "nguon": ["Ngân sách nhà nước", ""],
        "so_tien": ["5.000.000", ""],
        "ghi_chu_tien": ["", ""],
        "report_dates": "15/01/2027",
    }
    answer = client.post(url, data)
    assert answer.status_code == 302, answer.content.decode()
    row = rows(plan)[0]
    assert row.target == "80% học sinh đọc sách\nmỗi tuần"
    assert row.solutions == ["Việc một", "Việc hai"]
    assert (str(row.start), str(row.due), row.target_level) == ("2026-12-01", "2027-01-15", 2)
    assert (row.baseline, row.goal, row.report_dates) == ("60%", "80%", ["2027-01-15"])
    assert row.lead_person == lan
    assert list(row.collaborator_units.all()) == [unit]
    assert lan.full_name in row.assignee_text
    assert [(line.source, line.amount) for line in row.budget.all()] == [
        ("Ngân sách nhà nước", 5_000_000)
    ]
    assert "5.000.000" in row.budget_text


def test_a_name_typed_without_javascript_is_found_on_the_staff_list(cast: Cast, plan: Plan) -> None:
    client = cast.client(cast.secretary)
    url, data = open_form(client, plan)
    assert client.post(url, data | {"lead-ten": "Hoàng Thị Lan"}).status_code == 302
    assert rows(plan)[0].lead_person == cast.person("teacher")
    url, data = open_form(client, plan)
    wrong = client.post(url, data | {"lead-ten": "Mai Người Lạ", "notes": "chữ vừa gõ"})
    html = wrong.content.decode()
    assert "Mai Người Lạ" in html
    assert "chữ vừa gõ" in html
    assert rows(plan)[0].lead_person == cast.person("teacher")


def test_an_assignee_of_another_school_is_refused(cast: Cast, plan: Plan) -> None:
    """A council member, an assignee or a signer from another school was accepted."""
    client = cast.client(cast.secretary)
    url, data = open_form(client, plan)
    stranger = cast.person("stranger")
    answer = client.post(url, data | {"lead": [f"p:{stranger.key}"]})
    assert "không có trong danh sách nhân sự" in answer.content.decode()
    assert rows(plan)[0].lead_person is None


def test_a_bad_value_keeps_all_that_was_typed(cast: Cast, plan: Plan) -> None:
    client = cast.client(cast.secretary)
    url, data = open_form(client, plan)
    data |= {
        "due": "2027-02-31",
        "notes": "ghi chú dài",
        "nguon": ["A"],
        "so_tien": ["năm triệu mốt"],
    }
    data["ghi_chu_tien"] = [""]
    html = client.post(url, data).content.decode()
    assert "Có ô chưa lưu được" in html
    assert "2027-02-31" in html
    assert "ghi chú dài" in html
    assert "năm triệu mốt" in html
    assert rows(plan)[0].due is None


def test_a_stale_form_shows_both_versions_and_three_choices(cast: Cast, plan: Plan) -> None:
    """Two people edit, the last one overwrites: refused with both versions, merged by field."""
    client = cast.client(cast.secretary)
    url, data = open_form(client, plan)
    save(cast.client(cast.head), plan, "target", "", "bản của hiệu trưởng")
    page = client.post(url, data | {"target": "bản của thư ký", "notes": "ghi chú"})
    assert page.status_code == 409
    html = page.content.decode()
    assert "hiệu" in html
    assert rows(plan)[0].target == "bản của hiệu trưởng"
    assert rows(plan)[0].notes == "ghi chú", "cells nobody else touched are saved"
    kept = {
        "resolve": "1",
        "theirs": page.context["theirs_json"],
        "mine": page.context["mine_json"],
    }
    choice = kept | {"choice-target": "own", "own-target": "bản ghép"}
    assert client.post(url, choice).status_code == 302
    assert rows(plan)[0].target == "bản ghép"
    again = client.post(url, kept | {"choice-target": "mine"})
    assert again.status_code == 409, "somebody wrote meanwhile: asked once more"
    assert client.post(url, kept | {"choice-target": "theirs"}).status_code == 302
    assert rows(plan)[0].target == "bản ghép"


def test_dates_and_their_words_can_be_changed_together(cast: Cast, plan: Plan) -> None:
    client = cast.client(cast.secretary)
    url, data = open_form(client, plan)
    data |= {"time": "Trong năm học", "start": "2026-12-01", "due": "2027-01-15"}
    assert client.post(url, data).status_code == 302
    assert str(rows(plan)[0].due) == "2027-01-15"


def test_the_header_is_a_form_too(cast: Cast, plan: Plan) -> None:
    client = cast.client(cast.secretary)
    url = address(plan, "phan-dau/")
    data = form_data(client.get(url).context["form"])
    data |= {"signer_name": "Nguyễn Thị Hương", "bases": "Căn cứ một;\r\nCăn cứ hai."}
    data["dated"] = "2026-11-20"
    assert client.post(url, data).status_code == 302
    plan.refresh_from_db()
    assert plan.signer_name == "Nguyễn Thị Hương"
    assert [one["text"] for one in plan.bases] == ["Căn cứ một;", "Căn cứ hai."]
    assert str(plan.dated) == "2026-11-20"


def test_a_plain_form_sent_twice_makes_one_row(cast: Cast, plan: Plan) -> None:
    """Double clicks while the page is slow created twins."""
    client = cast.client(cast.secretary)
    data = {"kind": "action", "after": str(rows(plan)[0].uid), "once": "mot-lan-thoi-thu-nghiem"}
    for _ in range(2):
        answer = client.post(address(plan, "dong/them/"), data)
        assert answer.status_code == 302
        assert "/dong/action/" in answer["Location"]
    assert len(rows(plan)) == 3
    assert client.get(answer["Location"]).status_code == 200


def test_add_move_delete_restore_by_the_script(cast: Cast, plan: Plan) -> None:
    client = cast.client(cast.secretary)
    first, second = rows(plan)
    uid = str(uuid4())
    body = {"kind": "action", "after": str(second.uid), "uid": uid}
    added = post(client, plan, "dong/them/", body)
    assert f"dong-{uid}" in added.json()["tables"]["action"]
    moved = post(client, plan, f"dong/action/{uid}/chuyen/", {"after": ""})
    assert moved.status_code == 200
    assert [str(row.uid) for row in rows(plan)] == [uid, str(first.uid), str(second.uid)]
    gone = post(client, plan, f"dong/action/{uid}/xoa/", {"version": 1})
    assert f"dong-{uid}" not in gone.json()["tables"]["action"]
    back = post(client, plan, f"dong/action/{uid}/khoi-phuc/", {})
    assert f"dong-{uid}" in back.json()["tables"]["action"]


def test_a_delete_of_a_row_somebody_changed_is_refused(cast: Cast, plan: Plan) -> None:
    row = rows(plan)[0]
    save(cast.client(cast.head), plan, "target", "", "vừa viết")
    body = {"version": row.version}
    refused = post(cast.client(cast.secretary), plan, f"dong/action/{row.uid}/xoa/", body)
    assert refused.status_code == 409
    assert len(rows(plan)) == 2


def test_a_delete_without_javascript_offers_to_undo(cast: Cast, plan: Plan) -> None:
    client = cast.client(cast.secretary)
    row = rows(plan)[0]
    page = client.post(address(plan, f"dong/action/{row.uid}/xoa/"), follow=True)
    html = page.content.decode()
    assert f"dong/action/{row.uid}/khoi-phuc/" in html
    client.post(address(plan, f"dong/action/{row.uid}/khoi-phuc/"))
    assert len(rows(plan)) == 2


def test_a_pasted_table_makes_its_rows_once(cast: Cast, plan: Plan) -> None:
    client = cast.client(cast.secretary)
    body = {
        "kind": "action",
        "after": str(rows(plan)[-1].uid),
        "fields": ["content", "target", "solutions"],
        "rows": [["Thư viện", "80%", "Một\nHai"], ["<b>Sân</b>", "an toàn", ""]],
        "once": "dan-mot-lan",
    }
    for _ in range(2):
        answer = post(client, plan, "dan/", body)
        assert answer.status_code == 200
    assert len(rows(plan)) == 4
    assert rows(plan)[2].solutions == ["Một", "Hai"]
    assert "&lt;b&gt;Sân" in answer.json()["tables"]["action"]


@pytest.mark.parametrize(
    "bad",
    [
        {"rows": [["x"]] * 301, "fields": ["content"]},
        {"rows": [["x"]], "fields": ["content"] * 50},
        {"rows": "x", "fields": ["content"]},
        {"rows": [["x"]], "fields": ["deleted_at"]},
        {"rows": [["x" * 30000]], "fields": ["content"]},
        {"rows": [[""]], "fields": ["content"]},
        {},
    ],
)
def test_a_huge_or_odd_paste_is_refused_whole(cast: Cast, plan: Plan, bad: dict[str, Any]) -> None:
    body = {"kind": "action", "after": "", "once": "x"} | bad
    answer = post(cast.client(cast.secretary), plan, "dan/", body)
    assert answer.status_code == 400
    assert answer.json()["message"]
    assert len(rows(plan)) == 2


def test_history_is_sentences(cast: Cast, plan: Plan) -> None:
    save(cast.client(cast.head), plan, "target", "", "80% học sinh")
    row = rows(plan)[0]
    page = cast.client(cast.viewer).get(address(plan, f"dong/action/{row.uid}/lich-su/"))
    html = page.content.decode()
    assert "Nguyễn Thị Hương sửa “Mục tiêu" in html
    assert "80% học sinh" in html


WRITES = ("dong/them/", "dan/", "xem-lai/sua/", "xem-lai/bo-qua/")


@pytest.mark.parametrize("rest", WRITES)
def test_writes_ask_the_same_questions(cast: Cast, plan: Plan, rest: str) -> None:
    assert post(cast.client(cast.teacher), plan, rest, {}).status_code == 403
    assert post(cast.client(cast.stranger), plan, rest, {}).status_code == 404
    assert cast.client(cast.secretary).get(address(plan, rest)).status_code == 405


@pytest.mark.parametrize("verb", ["", "xoa/", "khoi-phuc/", "chuyen/"])
def test_rows_ask_the_same_questions(cast: Cast, plan: Plan, verb: str) -> None:
    rest = f"dong/action/{rows(plan)[0].uid}/{verb}"
    assert post(cast.client(cast.teacher), plan, rest, {}).status_code == 403
    assert post(cast.client(cast.stranger), plan, rest, {}).status_code == 404
    assert len(rows(plan)) == 2


def test_a_row_of_another_plan_is_not_found(cast: Cast, plan: Plan) -> None:
    other = make_plan(cast, "cv5932_9", ("1.1",))
    client = cast.client(cast.secretary)
    for kind in ("action", "problem", "nothing"):
        assert client.get(address(plan, f"dong/{kind}/{rows(other)[0].uid}/")).status_code == 404


@pytest.mark.parametrize("form", ["bieu2_tt57", "cv5932_9", "lqd_10", "five_5"])
def test_every_form_shows_its_own_columns(cast: Cast, form: str) -> None:
    from caitien.core.regulations.forms import load_form

    plan = make_plan(cast, form)
    html = cast.client(cast.secretary).get(address(plan)).content.decode()
    table = load_form(form).plan_table
    assert table is not None
    for column in table.columns:
        if column.field != "tt":
            assert f'data-l="{column.title}"' in html


@given(st.text(), st.text())
def test_marked_versions_lose_no_letter(one: str, other: str) -> None:
    left, right = marked(one, other)
    assert "".join(words for _, words in left) == one
    assert "".join(words for _, words in right) == other
    if one == other:
        assert not any(changed for changed, _ in left + right)
