"""What the checks say, on the screen: counts, cards, mends, reasons to put aside."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from caitien.plans.models import Dismissal, Plan
from tests.people import Cast

from .test_views_edit import SCRIPT, address, rows, save
from .test_views_edit import plan as plan


def look(client: Client, plan: Plan) -> dict[str, Any]:
    """The findings as the page's script gets them."""
    answer = client.get(address(plan, "xem-lai/?khung=1"), headers=SCRIPT)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def send(client: Client, plan: Plan, rest: str, body: dict[str, str]) -> Any:
    """POST as the page's script does."""
    return client.post(
        address(plan, rest), json.dumps(body), content_type="application/json", headers=SCRIPT
    )


@pytest.fixture
def faulty(cast: Cast, plan: Plan) -> Plan:
    """A plan with a misspelt word in the second line of a cell."""
    save(cast.client(cast.head), plan, "solutions", "", "Việc đầu tiên\nTổ chức họat động đọc")
    return plan


def test_a_finding_stands_at_its_word(cast: Cast, faulty: Plan) -> None:
    found = look(cast.client(cast.secretary), faulty)
    [item] = [one for one in found["items"] if one["excerpt"] == "họat"]
    row = rows(faulty)[0]
    text = "\n".join(row.solutions)
    assert (item["uid"], item["field"]) == (str(row.uid), "solutions")
    assert text[item["offset"] :].startswith("họat")
    assert "Sửa thành “hoạt”" in found["cards"]
    assert "lỗi" in found["counts"]


def test_a_safe_mend_is_one_click(cast: Cast, faulty: Plan) -> None:
    client = cast.client(cast.secretary)
    [item] = [one for one in look(client, faulty)["items"] if one["excerpt"] == "họat"]
    done = send(client, faulty, "xem-lai/sua/", {"fingerprint": item["id"]})
    assert done.status_code == 200
    assert rows(faulty)[0].solutions[1] == "Tổ chức hoạt động đọc"
    assert not [one for one in look(client, faulty)["items"] if one["excerpt"] == "họat"]
    again = send(client, faulty, "xem-lai/sua/", {"fingerprint": item["id"]})
    assert again.status_code == 400
    assert "soát lại" in again.json()["message"]


def test_a_reason_puts_a_finding_aside_and_back(cast: Cast, faulty: Plan) -> None:
    client = cast.client(cast.secretary)
    [item] = [one for one in look(client, faulty)["items"] if one["excerpt"] == "họat"]
    body = {"fingerprint": item["id"]}
    assert send(client, faulty, "xem-lai/bo-qua/", body | {"reason": "  "}).status_code == 400
    reason = "Tên riêng <b>của</b> câu lạc bộ"
    assert send(client, faulty, "xem-lai/bo-qua/", body | {"reason": reason}).status_code == 200
    found = look(client, faulty)
    assert item["id"] not in [one["id"] for one in found["items"]]
    assert "Tên riêng &lt;b&gt;" in found["cards"]
    assert Dismissal.objects.count() == 1
    assert send(client, faulty, "xem-lai/bo-qua/", body | {"back": "1"}).status_code == 200
    assert item["id"] in [one["id"] for one in look(client, faulty)["items"]]


def test_findings_without_javascript(cast: Cast, faulty: Plan) -> None:
    client = cast.client(cast.secretary)
    html = client.get(address(faulty, "xem-lai/")).content.decode()
    assert "Bỏ qua vì…" in html
    [item] = [one for one in look(client, faulty)["items"] if one["excerpt"] == "họat"]
    done = client.post(address(faulty, "xem-lai/sua/"), {"fingerprint": item["id"]})
    assert done.status_code == 302
    assert rows(faulty)[0].solutions[1] == "Tổ chức hoạt động đọc"


def test_readers_see_findings_but_no_buttons(cast: Cast, faulty: Plan) -> None:
    html = cast.client(cast.teacher).get(address(faulty, "xem-lai/")).content.decode()
    assert "họat" in html
    assert "Bỏ qua vì…" not in html


def test_the_same_said_of_many_rows_is_told_once_and_put_aside_at_once(
    cast: Cast, plan: Plan
) -> None:
    client = cast.client(cast.secretary)
    for row in rows(plan):
        body = {
            "kind": "action",
            "uid": str(row.uid),
            "field": "solutions",
            "base": "\n".join(row.solutions),
        }
        send(client, plan, "luu/", body | {"value": "Tổ chức họat động đọc"})
    items = [one for one in look(client, plan)["items"] if one["excerpt"] == "họat"]
    assert len(items) == len(rows(plan)) == 2
    cards = look(client, plan)["cards"].split('<li id="xet-')
    first, second = [card for card in cards if "Đặt sai dấu thanh" in card]
    assert "Cũng vậy ở 1 chỗ khác." in first
    assert "Cũng vậy" not in second
    assert all("Bỏ qua cả 2 chỗ" in card for card in (first, second))
    only = {"fingerprint": items[0]["id"], "reason": "Tên riêng", "everywhere": "1"}
    done = send(client, plan, "xem-lai/bo-qua/", only)
    assert "2 chỗ" in done.json()["message"]
    assert not [one for one in look(client, plan)["items"] if one["excerpt"] == "họat"]
    assert Dismissal.objects.count() == 2
