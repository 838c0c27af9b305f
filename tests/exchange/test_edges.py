"""What a stranger's hand may send or a strange file may hold; pages that were overtaken."""

from __future__ import annotations

import io
import json
import sys
import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caitien.exchange import reader_child, sandbox, services_read, tasks
from caitien.exchange.fields import index_of, text_at
from caitien.exchange.fields_edit import put
from caitien.exchange.models import Import, ImportFile
from caitien.exchange.preview import preview_of, same_school
from caitien.exchange.sandbox import read_apart
from caitien.exchange.services_apply import save_choices
from caitien.plans.models import Plan
from tests.people import NOW, TODAY, Cast

from .making import PLAN, address, only, read, ready, sample, upload
from .test_apply import choices
from .test_desk import TIME, post

TORN = "xe-dong-tieu-hoc.txt"


@pytest.mark.parametrize("bad", ["a\x00b", "a\ud800b", "a\x1b[2Jb", "a\x85b"])
def test_letters_no_database_and_no_page_takes_are_left_out(cast: Cast, bad: str) -> None:
    batch = ready(cast)
    client, where = cast.client(cast.head), address(cast, batch)
    key = "0/items/1/notes"
    answer = post(client, where, {key: (bad, "")})
    assert answer.status_code == 200
    assert answer.json()["saved"][key].startswith("a")
    stored = only(batch).drafts[0]["items"][1]["notes"]
    assert json.dumps(stored).isascii()
    assert "\\u" not in json.dumps(stored)
    assert client.get(f"{where}1/").status_code == 200


def test_a_field_whose_file_has_such_letters_can_still_be_saved(cast: Cast) -> None:
    batch = ready(cast)
    part = only(batch)
    part.drafts[0]["items"][1]["notes"] = "dòng một\x0bdòng hai"
    part.save()
    key = "0/items/1/notes"
    answer = post(
        cast.client(cast.head), address(cast, batch), {key: ("mới", "dòng một\x0bdòng hai")}
    )
    assert answer.status_code == 200
    assert only(batch).drafts[0]["items"][1]["notes"] == "mới"


@pytest.mark.parametrize(
    "key",
    [
        "9" * 5000 + "/title",
        "0/items/" + "9" * 5000 + "/time",
        "00/items/01/time",
        "0/items/²/time",
    ],
)
def test_keys_with_numbers_nobody_writes_are_no_fields(cast: Cast, key: str) -> None:
    batch = ready(cast)
    client, where = cast.client(cast.head), address(cast, batch)
    assert post(client, where, {key: ("x", "")}).status_code == 400
    form = {"key": key, "plan": "9" * 5000, "page": "9" * 5000}
    assert client.post(f"{where}1/da-xem/", form).status_code == 302
    assert client.get(f"{where}1/", {"den": key[:3000]}).status_code == 404
    assert client.get(f"{where}1/?ke-hoach={'9' * 3000}").status_code == 404


def test_an_index_is_written_in_one_way() -> None:
    assert index_of("0", 1) == 0
    assert index_of("12", 13) == 12
    for word in ("", "-1", "1", "01", "１", "1.0", "9" * 5000):
        assert index_of(word, 1) is None, word


@pytest.mark.parametrize("fields", [{TIME: {"value": None, "base": ""}}, {TIME: {"value": 5}}, []])
def test_values_that_are_no_texts_are_refused(cast: Cast, fields: Any) -> None:
    batch = ready(cast)
    before = only(batch).drafts
    answer = cast.client(cast.head).post(
        address(cast, batch, "1/luu/"), json.dumps({"fields": fields}), "application/json"
    )
    assert answer.status_code == 400
    assert only(batch).drafts == before


# -- a preview that was overtaken ---------------------------------------------------------------


def mark_on(page: str) -> str:
    return page.partition('name="mark" value="')[2].partition('"')[0]


def test_applying_a_preview_that_was_overtaken_is_refused_and_shown_anew(cast: Cast) -> None:
    batch = ready(cast)
    client, where = cast.client(cast.head), address(cast, batch)
    mark = mark_on(client.get(f"{where}xem-truoc/").content.decode())
    form = choices(batch, school="own")
    base = text_at(only(batch).drafts[0], "items/1/time") or ""
    post(cast.client(cast.secretary), where, {TIME: ("Tháng 12/2024", base)})
    answer = client.post(f"{where}nhap/", form | {"mark": mark})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "vừa có người sửa ở bàn đối chiếu" in page
    assert not Plan.objects.exists()
    assert client.post(f"{where}nhap/", form | {"mark": mark_on(page)}).status_code == 302
    assert Plan.objects.get().actions.all()[1].time == "Tháng 12/2024"


def test_looking_at_a_place_does_not_overtake_a_preview(cast: Cast) -> None:
    batch = ready(cast, TORN)
    client, where = cast.client(cast.head), address(cast, batch)
    before = mark_on(client.get(f"{where}xem-truoc/").content.decode())
    key = next(iter(post_left(client, where)))
    client.post(f"{where}1/da-xem/", {"key": key})
    assert mark_on(client.get(f"{where}xem-truoc/").content.decode()) == before


def post_left(client: Any, where: str) -> list[str]:
    """The places of the file nobody looked at."""
    page = client.get(f"{where}1/").content.decode()
    return page.partition('data-left="')[2].partition('data-left="')[2].partition('"')[0].split()


def test_a_form_that_does_not_exist_is_not_taken(cast: Cast) -> None:
    batch = ready(cast)
    chosen = {only(batch).pk: {"0": {"take": True, "form": "khong-co", "answers": {}}}}
    save_choices(batch=batch, choices=chosen, actor=cast.head, at=NOW)
    assert preview_of(batch, cast.school, TODAY).plans[0].form == ""


def test_the_year_a_file_names_is_always_among_the_years(cast: Cast) -> None:
    batch = ready(cast)
    part = only(batch)
    part.drafts[0]["school_year"] = "2015-2016"
    part.save()
    shown = preview_of(batch, cast.school, TODAY)
    assert shown.plans[0].year == 2015
    assert shown.years[-1] == (2015, "2015-2016")
    page = cast.client(cast.head).get(address(cast, batch, "xem-truoc/")).content.decode()
    assert '<option value="2015" selected>' in page


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Trường THCS Lê Quý Đôn, xã Bình An", True),
        ("Trường THCS Lê Quý Đôn 2", False),
        ("Trường THCS Lê Quý Đôn B", False),
        ("Trường THCS Đôn", False),
        ("Trường Trung học cơ sở Lê Quý Đôn", True),
    ],
)
def test_another_schools_name_is_asked_about(name: str, same: bool) -> None:
    assert same_school(name, "Trường Trung học cơ sở Lê Quý Đôn") is same


# -- the school year decides what month is meant ------------------------------------------------


def test_a_school_year_set_at_the_desk_dates_the_rows_anew(cast: Cast) -> None:
    plan: dict[str, Any] = {
        "items": [
            {"time": "Tháng 10", "time_kind": "month", "start": None, "end": None},
            {"time": "Tháng 3/2025", "time_kind": "month", "start": "2025-03", "end": "2025-03"},
            {"time": "Tháng 4", "time_kind": "deadline", "start": None, "end": "2030-01-01"},
        ]
    }
    put(plan, "school_year", "2026-2027")
    assert (plan["items"][0]["start"], plan["items"][0]["end"]) == ("2026-10", "2026-10")
    assert plan["items"][1]["start"] == "2025-03"
    assert plan["items"][2]["end"] == "2030-01-01"  # not ours: stays
    put(plan, "school_year", "2024-2025")
    assert plan["items"][0]["start"] == "2024-10"
    put(plan, "school_year", "")
    assert plan["items"][0]["start"] is None


def test_a_plan_taken_into_another_year_is_dated_by_that_year(cast: Cast) -> None:
    batch = ready(cast)
    part = only(batch)
    row = part.drafts[0]["items"][1]
    row |= {"time": "Tháng 10", "time_kind": "month", "start": "2024-10", "end": "2024-10"}
    part.save()
    form = choices(batch, school="own") | {f"{part.pk}-0-year": "2026"}
    cast.client(cast.head).post(address(cast, batch, "nhap/"), form)
    action = Plan.objects.get().actions.all()[1]
    assert (action.time, action.start) == ("Tháng 10", date(2026, 10, 1))
    assert only(batch).drafts[0]["items"][1]["start"] == "2024-10"


# -- the reading process ------------------------------------------------------------------------


def test_a_long_vietnamese_name_is_no_name_on_a_disk(cast: Cast) -> None:
    """150 letters of three bytes are more than a disk takes; people still see the whole name."""
    name = "Kế hoạch cải tiến chất lượng " + "ế" * 110 + ".pdf"
    part = only(read(upload(cast, (name, sample(PLAN)))))
    assert part.state == ImportFile.State.READ, part.error
    assert part.reading["file"] == part.file.name == name
    broken = only(read(upload(cast, (name.replace("pdf", "docx"), b"PK\x03\x04 broken"))))
    assert broken.error.startswith("Kế hoạch cải tiến chất lượng ếế")
    assert "tep.docx" not in broken.error


def test_nothing_a_reading_says_holds_a_nul(tmp_path: Path) -> None:
    value = {"a": "x\x00y", "b": "\\u0000", "c": ["\\\x00", "\x00\x00z"]}
    reader_child.write(tmp_path, "a.json", value)
    found = json.loads((tmp_path / "a.json").read_text())
    assert found == {"a": "xy", "b": "\\u0000", "c": ["\\", "z"]}


CHATTER = """
import sys, pathlib, json
folder = pathlib.Path(sys.argv[-1])
(folder / "answer.json").write_text(json.dumps({"reading": {"plans": []}}))
(folder / "html.json").write_text(json.dumps(
    ["<table><tr><td data-place=t1r1c1 onclick=x>a</td></tr></table><script>alert(1)</script>"
     "<p class=at-center style='x'>b<img src=x onerror=y></p>"]))
(folder / "pages.json").write_text(json.dumps({"pictures": []}))
try:
    for n in range(300_000):
        print(n, 7)
    print("x" * 50_000_000)
except BrokenPipeError:
    pass
"""


def test_a_child_that_was_taken_over_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It talks without end and writes a page with scripts: little is heard, nothing is run."""
    program = tmp_path / "child.py"
    program.write_text(CHATTER)
    start = sandbox.subprocess.Popen

    def other(command: list[str], **more: Any) -> Any:
        return start([sys.executable, str(program), command[-1]], **more)

    monkeypatch.setattr(sandbox.subprocess, "Popen", other)
    ticks: list[tuple[int, int]] = []
    found = read_apart(io.BytesIO(b"x"), "a.pdf", tick=lambda *told: not ticks.append(told))
    assert len(ticks) < 200
    assert all(done <= 10_000 for done, _ in ticks)
    assert found.html == [
        '<table><tbody><tr><td data-place="t1r1c1">a</td></tr></tbody></table>'
        '<p class="at-center">b</p>'
    ]


def test_an_answer_too_large_to_take_is_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "_MOST_JSON", 1_000)
    found = read_apart(io.BytesIO(sample(PLAN)), "a.pdf", tick=lambda done, total: True)
    assert found.reading is None
    assert found.error.startswith("a.pdf: ")


def test_reading_that_fails_unforeseen_is_tried_three_times_and_told(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It went on for ever before: read, fail, back in the queue, read …"""
    batch = upload(cast, (PLAN, sample(PLAN)))

    def fails(**_: Any) -> bool:
        raise ValueError("nobody thought of this")

    monkeypatch.setattr(services_read, "finish", fails)
    part = only(batch)
    for number in range(1, 4):
        with pytest.raises(ValueError, match="nobody"):
            tasks.read_file.call(part.pk)
        part.refresh_from_db()
        assert part.tries == number
    assert part.state == ImportFile.State.FAILED
    assert "đã thử đọc 3 lần" in part.error
    assert part.batch.state == Import.State.FAILED


def test_a_worker_told_to_stop_counts_no_failure(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = upload(cast, (PLAN, sample(PLAN)))

    def stopped(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(tasks, "read_apart", stopped)
    for _ in range(4):
        with pytest.raises(KeyboardInterrupt):
            tasks.read_file.call(only(batch).pk)
    assert only(batch).state == ImportFile.State.WAITING
    assert threading.active_count() < 20
