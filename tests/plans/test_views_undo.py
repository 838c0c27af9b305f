"""Taking a change of a cell back from the history of its row."""

from __future__ import annotations

from typing import Any

from caitien.plans.models import Plan
from caitien.plans.queries_history import history_of
from tests.people import Cast

from .test_views_edit import address, rows, save
from .test_views_edit import plan as plan


def _history(plan: Plan) -> tuple[str, str]:
    row = rows(plan)[0]
    return address(plan, f"dong/action/{row.uid}/lich-su/"), str(row.uid)


def _undo(client: Any, plan: Plan, line: object) -> Any:
    url = address(plan, f"dong/action/{rows(plan)[0].uid}/hoan-tac/")
    return client.post(url, {"line": str(line)}, follow=True)


def test_the_history_offers_to_take_a_change_back_and_does(cast: Cast, plan: Plan) -> None:
    client = cast.client(cast.secretary)
    before = rows(plan)[0].target
    save(client, plan, "target", before, "80% học sinh đọc sách")
    url, uid = _history(plan)
    assert "Hoàn tác lần sửa này" in client.get(url).content.decode()
    answer = _undo(client, plan, history_of(plan, uid)[0].number)
    assert "Đã hoàn tác" in answer.content.decode()
    assert rows(plan)[0].target == before


def test_a_cell_written_since_is_not_overwritten_and_both_versions_are_shown(
    cast: Cast, plan: Plan
) -> None:
    client = cast.client(cast.secretary)
    save(client, plan, "target", rows(plan)[0].target, "bản thứ nhất")
    number = history_of(plan, _history(plan)[1])[0].number
    save(client, plan, "target", "bản thứ nhất", "bản thứ hai")
    answer = _undo(client, plan, number)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Chưa có gì bị ghi đè" in page
    assert "hai" in page
    assert rows(plan)[0].target == "bản thứ hai"


def test_a_line_that_is_none_is_refused_kindly(cast: Cast, plan: Plan) -> None:
    client = cast.client(cast.secretary)
    for line in ("", "khac", "999999", "-1", "9" * 40):
        answer = _undo(client, plan, line)
        assert "hãy tải lại trang" in answer.content.decode()


def test_who_only_reads_sees_no_button_and_may_not(cast: Cast, plan: Plan) -> None:
    writer, reader = cast.client(cast.secretary), cast.client(cast.teacher)
    save(writer, plan, "target", rows(plan)[0].target, "một")
    url, uid = _history(plan)
    assert "Hoàn tác lần sửa này" not in reader.get(url).content.decode()
    assert _undo(reader, plan, history_of(plan, uid)[0].number).status_code == 403
    assert rows(plan)[0].target == "một"
