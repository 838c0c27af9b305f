"""The review desk: what is shown, edited, looked at; two people at once; without scripts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from caitien.accounts.models import AuditLine
from caitien.exchange import queries
from caitien.exchange.fields import doubts_of, groups_of, text_at
from caitien.exchange.fields_edit import BadValue, put
from caitien.exchange.models import Import, ImportFile
from caitien.exchange.services_desk import left_of
from tests.people import TODAY, Cast

from .making import PLAN, SAMPLES, address, only, read, ready, sample, upload

TORN = "xe-dong-tieu-hoc.txt"
TIME = "0/items/1/time"


def post(client: Client, where: str, fields: dict[str, tuple[str, str]]) -> Any:
    """Save fields as the page's script does: {key: (value, base)}."""
    sent = {key: {"value": value, "base": base} for key, (value, base) in fields.items()}
    return client.post(
        f"{where}1/luu/",
        json.dumps({"fields": sent}),
        content_type="application/json",
        headers={"X-Caitien": "1"},
    )


def test_the_desk_shows_page_and_data_linked(cast: Cast) -> None:
    batch = ready(cast)
    page = cast.client(cast.secretary).get(address(cast, batch, "1/")).content.decode()
    assert f"{address(cast, batch, '1/trang/2.png')}?ban=" in page
    assert f'data-box="{TIME}"' in page
    assert f'data-field="{TIME}"' in page
    assert "Từ tháng 10/2024 đến tháng 4/2025" in page
    assert "Trường Trung học cơ sở Đồi Thông" in page
    assert "style=" not in page
    assert "<script>" not in page
    picture = cast.client(cast.secretary).get(address(cast, batch, "1/trang/2.png"))
    assert picture["Content-Type"] == "image/png"
    assert "private" in picture["Cache-Control"]


def test_doubts_carry_their_reason_and_are_counted(cast: Cast) -> None:
    batch = ready(cast, TORN)
    part = only(batch)
    doubts = doubts_of(part.drafts[0])
    assert doubts
    page = cast.client(cast.secretary).get(address(cast, batch, "1/")).content.decode()
    assert f"còn {len(doubts)} chỗ đọc chưa chắc" in page
    assert f"Chưa chắc: {doubts[0].doubt}" in page
    assert "doubtful" in page
    front = cast.client(cast.secretary).get(address(cast, batch)).content.decode()
    assert f"{len(doubts)} chỗ" in front


def test_a_part_with_a_fault_stands_open(cast: Cast) -> None:
    """What the counts above tell must be found without opening every part."""
    batch = ready(cast)
    part = only(batch)
    plan = dict(part.drafts[0])
    plan["sections_text"] = [
        {
            "heading": "I. YÊU CẦU",
            "paragraphs": ["Việc nào cũng có người phụ trách và và thời hạn."],
        },
        {"heading": "II. TỔ CHỨC", "paragraphs": ["Hiệu trưởng chỉ đạo chung."]},
        {"heading": "III. BÁO CÁO", "paragraphs": ["Báo cáo cuối năm học./."]},
    ]
    part.drafts = [plan]
    part.save()
    cards = {card.key: card for card in queries.desk(part, 0, None, TODAY, paper=False).cards}
    assert "CH" in " ".join(one.code for one in cards["section-0"].findings)
    assert cards["section-0"].open
    assert not cards["section-2"].open
    told = {one.severity.value for one in cards["section-1"].findings}
    assert cards["section-1"].open == bool(told & {"error", "warning"})


def test_the_next_doubt_has_an_address(cast: Cast) -> None:
    batch = ready(cast, TORN)
    first = doubts_of(only(batch).drafts[0])[0]
    client = cast.client(cast.secretary)
    answer = client.get(address(cast, batch, "1/?den=dau"))
    assert answer["Location"].endswith(f"?ke-hoach=1&page=1#f-0-{first.dom}")
    assert client.get(answer["Location"]).status_code == 200


def test_looked_at_is_remembered_and_can_be_taken_back(cast: Cast) -> None:
    batch = ready(cast, TORN)
    part = only(batch)
    before = left_of(part)
    key = f"0/{doubts_of(part.drafts[0])[0].path}"
    client = cast.client(cast.secretary)
    where = address(cast, batch, "1/da-xem/")
    answer = client.post(where, {"key": key, "seen": "1"}, headers={"X-Caitien": "1"}).json()
    assert len(answer["left"]) == before - 1
    assert key not in answer["left"]
    client.post(where, {"key": key, "seen": "1"})
    assert AuditLine.objects.filter(action="import.seen").count() == 1
    client.post(where, {"key": key, "seen": "0"})
    assert left_of(only(batch)) == before
    assert (
        client.post(where, {"key": "0/items/99/time"}, headers={"X-Caitien": "1"}).status_code
        == 200
    )
    assert client.post(where, {"key": "x"}, headers={"X-Caitien": "1"}).status_code == 400


def test_an_edit_is_saved_deduced_anew_and_no_longer_doubted(cast: Cast) -> None:
    batch = ready(cast)
    client, where = cast.client(cast.secretary), address(cast, batch)
    base = "Từ tháng 10/2024 đến tháng 4/2025"
    answer = post(client, where, {TIME: ("Tháng 12/2024", base)})
    assert answer.status_code == 200
    assert answer.json()["saved"] == {TIME: "Tháng 12/2024"}
    item = only(batch).drafts[0]["items"][1]
    assert (item["time"], item["start"], item["end"]) == ("Tháng 12/2024", "2024-12", "2024-12")
    line = AuditLine.objects.get(action="import.edit")
    assert line.changes == {TIME: [base, "Tháng 12/2024"]}
    # what the file said stays beside it
    assert only(batch).reading["plans"][0]["items"][1]["time"] == base


def test_a_write_that_changed_nothing_says_what_is_stored(cast: Cast) -> None:
    batch = ready(cast)
    base = "Từ tháng 10/2024 đến tháng 4/2025"
    answer = post(cast.client(cast.head), address(cast, batch), {TIME: (base, base)})
    assert answer.json()["saved"] == {TIME: base}
    assert not AuditLine.objects.filter(action="import.edit").exists()


def test_two_people_edit_two_cells_of_a_row(cast: Cast) -> None:
    """Both are kept: fields are merged one by one."""
    batch = ready(cast)
    where = address(cast, batch)
    one, two = cast.client(cast.secretary), cast.client(cast.head)
    item = only(batch).drafts[0]["items"][1]
    assert post(one, where, {TIME: ("Tháng 12/2024", item["time"])}).status_code == 200
    budget = {"0/items/1/budget_text": ("2.000.000 đồng", item["budget_text"])}
    assert post(two, where, budget).status_code == 200
    item = only(batch).drafts[0]["items"][1]
    assert (item["time"], item["budget_vnd"]) == ("Tháng 12/2024", 2_000_000)


def test_saving_from_a_stale_page_shows_both_versions(cast: Cast) -> None:
    batch = ready(cast)
    where = address(cast, batch)
    one, two = cast.client(cast.secretary), cast.client(cast.head)
    base = "Từ tháng 10/2024 đến tháng 4/2025"
    post(one, where, {TIME: ("Tháng 12/2024", base)})
    both = {TIME: ("Tháng 01/2025", base), "0/place": ("Đồi Thông", "Đông Khê")}
    answer = post(two, where, both)
    assert answer.status_code == 409
    told = answer.json()
    assert told["fields"] == {TIME: {"mine": "Tháng 01/2025", "theirs": "Tháng 12/2024"}}
    assert told["saved"] == {"0/place": "Đồi Thông"}
    draft = only(batch).drafts[0]
    assert (draft["items"][1]["time"], draft["place"]) == ("Tháng 12/2024", "Đồi Thông")
    # the plain form shows both on a page
    form = {f"v:{TIME}": "Tháng 02/2025", f"b:{TIME}": base, "plan": "0"}
    page = two.post(f"{where}1/luu/", form)
    assert page.status_code == 409
    assert "Tháng 12/2024" in page.content.decode()
    assert "Tháng 02/2025" in page.content.decode()


def test_without_scripts_a_row_is_a_form(cast: Cast) -> None:
    batch = ready(cast)
    where = address(cast, batch)
    base = "Từ tháng 10/2024 đến tháng 4/2025"
    form = {f"v:{TIME}": "Tháng 11/2024", f"b:{TIME}": base, "plan": "0", "row": "item-1"}
    form |= {"v:0/place": "Đông Khê", "b:0/place": "Đông Khê"}
    answer = cast.client(cast.head).post(f"{where}1/luu/", form)
    assert answer["Location"] == f"{where}1/?ke-hoach=1#item-1"
    assert only(batch).drafts[0]["items"][1]["time"] == "Tháng 11/2024"
    assert list(AuditLine.objects.get(action="import.edit").changes) == [TIME]


@pytest.mark.parametrize(
    ("key", "value", "base", "words"),
    [
        ("0/date", "31/02/2024", "10/09/2024", "không phải một ngày có thật"),
        ("0/school_year", "năm nay", "2024-2025", "2026-2027"),
        ("0/items/1/level", "9", "2", "Mức chỉ có thể"),
        ("0/items/1/time", "x" * 20_001, "Từ tháng 10/2024 đến tháng 4/2025", "20.000 chữ"),
        ("0/items/77/time", "x", "", "Không thấy chỗ cần sửa"),
        ("7/title", "x", "", "Không thấy chỗ cần sửa"),
        ("0/__class__", "x", "", "Không thấy chỗ cần sửa"),
        ("0/items/-1/time", "x", "", "Không thấy chỗ cần sửa"),
        ("0/items/1/places", "x", "", "Không thấy chỗ cần sửa"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_saved(
    cast: Cast, key: str, value: str, base: str, words: str
) -> None:
    batch = ready(cast)
    version = only(batch).version
    answer = post(cast.client(cast.head), address(cast, batch), {key: (value, base)})
    assert answer.status_code == 400
    assert words in answer.json()["message"]
    assert only(batch).version == version


@pytest.mark.parametrize("body", ["[]", "{", '{"fields": 3}', '{"fields": {"a": 1}}', "[" * 9999])
def test_a_body_that_makes_no_sense(cast: Cast, body: str) -> None:
    where = address(cast, ready(cast), "1/luu/")
    answer = cast.client(cast.head).post(where, body, content_type="application/json")
    assert answer.status_code == 400
    assert "Traceback" not in answer.content.decode()


def test_findings_stand_with_their_row_and_follow_the_edits(cast: Cast) -> None:
    batch = ready(cast)
    client, where = cast.client(cast.head), address(cast, batch)
    base = "Từ tháng 10/2024 đến tháng 4/2025"
    asked = f"{where}1/nhan-xet/?ke-hoach=1"
    before = client.get(asked).json()
    has = ".".join(f"{key}:{card['mark']}" for key, card in before["cards"].items())
    assert all(f'data-mark="{one[-10:]}"' in page_of(client, where) for one in has.split("."))
    assert client.get(f"{asked}&co={has}").json()["cards"] == {}
    post(client, where, {TIME: ("Tháng 3/2021", base)})
    answer = client.get(f"{asked}&co={has}")
    after = answer.json()
    assert set(after["cards"]) == {"item-1"}  # only what changed is sent
    assert after["counts"] != before["counts"]
    assert "2021" in after["cards"]["item-1"]["html"]
    assert after["cards"]["item-1"]["html"] in page_of(client, where)
    assert set(client.get(asked).json()["cards"]) == set(before["cards"])
    assert client.get(f"{asked}&co={'x:' * 50_000}").status_code == 200


def page_of(client: Client, where: str) -> str:
    return client.get(f"{where}1/").content.decode()


def test_several_plans_in_one_file_are_chosen_by_tabs(cast: Cast) -> None:
    batch = ready(cast, "hai-ke-hoach-tieu-hoc.txt")
    client, where = cast.client(cast.head), address(cast, batch)
    first = client.get(f"{where}1/").content.decode()
    second = client.get(f"{where}1/?ke-hoach=2").content.decode()
    assert "Kế hoạch 2" in first
    assert 'data-field="0/title"' in first
    assert 'data-field="1/title"' in second


def test_a_file_that_is_no_plan_says_what_it_seems_to_be(cast: Cast) -> None:
    text = "BÁO CÁO TỰ ĐÁNH GIÁ\nTrường Tiểu học Lê Lợi\nPhần I. CƠ SỞ DỮ LIỆU\n" * 3
    batch = read(upload(cast, ("báo cáo.txt", text.encode())))
    assert only(batch).state == ImportFile.State.READ
    page = cast.client(cast.head).get(address(cast, batch, "1/")).content.decode()
    assert "Tệp có vẻ là" in page
    assert "Tải lên tệp khác" in page
    front = cast.client(cast.head).get(address(cast, batch)).content.decode()
    assert "Tệp có vẻ là" in front


def test_a_finished_import_is_only_looked_at(cast: Cast) -> None:
    batch = ready(cast)
    Import.objects.filter(pk=batch.pk).update(state=Import.State.APPLIED)
    client, where = cast.client(cast.head), address(cast, batch)
    assert "chỉ xem được" in client.get(f"{where}1/").content.decode()
    answer = post(client, where, {"0/place": ("x", "Đông Khê")})
    assert answer.status_code == 400
    assert "không sửa được nữa" in answer.json()["message"]


def test_a_long_plan_is_shown_in_parts(cast: Cast, django_assert_max_num_queries: Any) -> None:
    batch = ready(cast)
    part = only(batch)
    rows = part.drafts[0]["items"]
    part.drafts[0]["items"] = [dict(rows[n % len(rows)]) for n in range(450)]
    part.save()
    client = cast.client(cast.head)
    with django_assert_max_num_queries(15):
        page = client.get(address(cast, batch, "1/?page=3")).content.decode()
    assert 'data-field="0/items/120/time"' in page
    assert 'data-field="0/items/119/time"' not in page
    assert "sẽ được kiểm tra sau khi nhập" in page
    jump = client.get(address(cast, batch, "1/?den=0/items/300/time"))
    assert jump["Location"].endswith("page=6#f-0-items-300-time")


def test_the_pages_ask_few_questions_and_are_light(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    batch = ready(cast)
    client = cast.client(cast.head)
    for rest in ("", "tien-do/", "1/", "xem-truoc/"):
        with django_assert_max_num_queries(15):
            answer = client.get(address(cast, batch, rest))
        assert len(answer.content) < 100_000


# -- fields ---------------------------------------------------------------------------------------


def plans() -> list[dict[str, Any]]:
    """The expected readings of the samples are Plan JSON, too."""
    from caitien.core.documents.readers import open_document
    from caitien.core.drafts.plan_json import reading_to_dict
    from caitien.core.drafts.read import understand

    names = ("bieu2-thcs.docx", PLAN, "hai-ke-hoach-tieu-hoc.txt")
    read_all = [reading_to_dict(understand(open_document(SAMPLES / name))) for name in names]
    return [plan for reading in read_all for plan in reading["plans"]]


PLANS = plans()


@given(st.data(), st.text(max_size=60))
def test_what_is_put_is_what_is_shown(data: st.DataObject, text: str) -> None:
    plan = json.loads(json.dumps(data.draw(st.sampled_from(PLANS))))
    fields = [one for group in groups_of(plan) for one in group.fields]
    one = data.draw(st.sampled_from(fields))
    assert text_at(plan, one.path) == one.text
    try:
        put(plan, one.path, text)
    except BadValue:
        assert text_at(plan, one.path) == one.text
        return
    shown = text_at(plan, one.path)
    assert shown is not None
    put(plan, one.path, shown)
    assert text_at(plan, one.path) == shown
    list(groups_of(plan))


def test_every_field_of_every_group_can_be_found_again() -> None:
    for plan in PLANS:
        paths = [one.path for group in groups_of(plan) for one in group.fields]
        assert len(paths) == len(set(paths))
        assert all(text_at(plan, path) is not None for path in paths)


def test_findings_are_kept_until_something_changes(cast: Cast) -> None:
    part = only(ready(cast))
    assert queries.findings(part, TODAY) is not None
    assert queries.findings(part, TODAY) == queries.findings(part, TODAY)


def test_upload_of_the_sample_keeps_its_hash(cast: Cast) -> None:
    import hashlib

    part = only(upload(cast, (PLAN, sample(PLAN))))
    assert part.file.sha256 == hashlib.sha256(sample(PLAN)).hexdigest()
