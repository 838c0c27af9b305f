"""Preview, applying once, undoing whole."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from caitien.accounts.models import AuditLine
from caitien.exchange.models import Import
from caitien.exchange.preview import preview_of, same_school
from caitien.exchange.services_apply import apply_import, undo_import
from caitien.plans.models import Plan
from caitien.ui.problems import Problem
from tests.people import NOW, TODAY, Cast

from .making import PLAN, address, only, read, ready, sample, upload


def choices(batch: Import, **more: str) -> dict[str, str]:
    """The form of the preview with every plan taken, and answers by question."""
    form: dict[str, str] = {}
    for part in batch.files.all():
        for index, draft in enumerate(part.drafts or []):
            name = f"{part.pk}-{index}"
            year = (draft.get("school_year") or "")[:4]
            form |= {f"{name}-here": "1", f"{name}-take": "1", f"{name}-year": year}
            form |= {f"{name}-form": draft.get("table_layout") or ""}
            form |= {f"{name}-{code}": answer for code, answer in more.items()}
    return form


def go(client: Client, cast: Cast, batch: Import, **more: str) -> Any:
    return client.post(address(cast, batch, "nhap/"), choices(batch, **more))


def test_the_preview_says_what_will_be_created_and_what_must_be_decided(cast: Cast) -> None:
    batch = ready(cast)
    page = cast.client(cast.head).get(address(cast, batch, "xem-truoc/")).content.decode()
    assert "5 hoạt động cải tiến" in page
    assert "Tệp ghi tên “Trường Trung học cơ sở Đồi Thông”, khác tên trường mình" in page
    assert "Nguyễn Thị Hương (Hiệu trưởng)" in page
    assert "Tổng phụ trách Đội" in page
    assert '<option value="2024" selected>2024-2025' in page
    assert not Plan.objects.exists()


def test_an_open_question_stops_the_whole_import(cast: Cast) -> None:
    batch = ready(cast)
    answer = go(cast.client(cast.head), cast, batch)
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "Chưa nhập kế hoạch nào" in text
    assert "khác tên trường mình" in text
    assert not Plan.objects.exists()


def test_applied_as_previewed(cast: Cast) -> None:
    batch = ready(cast)
    answer = go(cast.client(cast.head), cast, batch, school="own")
    assert answer["Location"] == address(cast, batch)
    plan = Plan.objects.get()
    assert plan.imported_from == batch
    assert (plan.start_year, plan.state, plan.school) == (2024, Plan.State.DRAFT, cast.school)
    assert plan.school_name == cast.school.name
    assert plan.actions.count() == 5
    assert plan.form == "cv5932_9"
    action = plan.actions.all()[1]
    assert action.time == "Từ tháng 10/2024 đến tháng 4/2025"
    assert plan.actions.filter(lead_person=cast.person("head")).exists()
    batch.refresh_from_db()
    assert (batch.state, batch.applied_by) == (Import.State.APPLIED, cast.head)
    line = AuditLine.objects.get(action="import.apply")
    assert "2024-2025" in line.sentence
    page = cast.client(cast.head).get(address(cast, batch)).content.decode()
    assert plan.key in page
    assert "Hoàn tác cả lần nhập" in page


def test_edits_of_the_desk_reach_the_plan(cast: Cast) -> None:
    batch = ready(cast)
    part = only(batch)
    part.drafts[0]["items"][0]["target"] = "Mục tiêu đã sửa ở bàn đối chiếu"
    part.save()
    go(cast.client(cast.head), cast, batch, school="file")
    plan = Plan.objects.get()
    assert plan.actions.all()[0].target == "Mục tiêu đã sửa ở bàn đối chiếu"
    assert plan.school_name == "Trường Trung học cơ sở Đồi Thông"


def test_a_double_click_makes_one_plan(cast: Cast) -> None:
    batch = ready(cast)
    client = cast.client(cast.head)
    first = go(client, cast, batch, school="own")
    second = go(client, cast, batch, school="own")
    assert first["Location"] == second["Location"]
    assert Plan.objects.count() == 1
    assert AuditLine.objects.filter(action="import.apply").count() == 1
    assert len(apply_import(batch=batch, actor=cast.head, at=NOW, today=TODAY)) == 1


def test_an_apply_that_dies_in_the_middle_leaves_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caitien.exchange import services_apply

    batch = read(upload(cast, (PLAN, sample(PLAN)), ("bieu2-thcs.docx", sample("bieu2-thcs.docx"))))
    made = services_apply.plan_from_draft
    calls = []

    def dies(**given: Any) -> Any:
        calls.append(given)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return made(**given)

    client = cast.client(cast.head)
    client.post(address(cast, batch, "xem-truoc/"), choices(batch, school="own"))
    monkeypatch.setattr(services_apply, "plan_from_draft", dies)
    with pytest.raises(KeyboardInterrupt):
        apply_import(batch=batch, actor=cast.head, at=NOW, today=TODAY)
    assert not Plan.objects.exists()
    batch.refresh_from_db()
    assert batch.state == Import.State.READY
    monkeypatch.undo()
    assert len(apply_import(batch=batch, actor=cast.head, at=NOW, today=TODAY)) == 2


def test_a_plan_of_the_same_year_is_never_replaced(cast: Cast) -> None:
    client = cast.client(cast.head)
    go(client, cast, ready(cast), school="own")
    again = read(upload(cast, (PLAN, sample(PLAN) + b"\n% another copy")))
    answer = go(client, cast, again, school="own")
    assert answer.status_code == 400
    assert "đã có kế hoạch" in answer.content.decode()
    go(client, cast, again, school="own", exists="beside")
    assert Plan.objects.count() == 2


def test_a_file_without_a_year_waits_for_one(cast: Cast) -> None:
    batch = ready(cast)
    part = only(batch)
    part.drafts[0]["school_year"] = None
    part.save()
    client = cast.client(cast.head)
    answer = go(client, cast, batch, school="own")
    assert "Hãy chọn năm học" in answer.content.decode()
    form = choices(batch, school="own") | {f"{part.pk}-0-year": "2025"}
    client.post(address(cast, batch, "nhap/"), form)
    assert Plan.objects.get().start_year == 2025


def test_another_year_than_the_files_is_said_and_taken(cast: Cast) -> None:
    batch = ready(cast)
    name = f"{only(batch).pk}-0"
    client = cast.client(cast.head)
    form = choices(batch, school="own") | {f"{name}-year": "2026"}
    client.post(address(cast, batch, "xem-truoc/"), form)
    page = client.get(address(cast, batch, "xem-truoc/")).content.decode()
    assert "Tệp ghi năm học 2024-2025, đang chọn nhập vào 2026-2027." in page
    client.post(address(cast, batch, "nhap/"), form)
    assert Plan.objects.get().start_year == 2026


def test_a_plan_of_another_level_is_asked_about(cast: Cast) -> None:
    batch = ready(cast, "chin-cot-mam-non.docx")
    shown = preview_of(batch, cast.school, TODAY)
    assert {"school", "level"} <= {ask.code for ask in shown.plans[0].asks}


def test_several_plans_of_a_file_are_chosen_one_by_one(cast: Cast) -> None:
    batch = ready(cast, "hai-ke-hoach-tieu-hoc.txt")
    form = choices(batch, school="own", level="keep", **{"no-items": "keep"})
    del form[f"{only(batch).pk}-1-take"]
    answer = cast.client(cast.head).post(address(cast, batch, "nhap/"), form)
    assert answer.status_code == 302
    assert Plan.objects.count() == 1


def test_nothing_chosen_is_said(cast: Cast) -> None:
    batch = ready(cast)
    form = choices(batch, school="own")
    del form[f"{only(batch).pk}-0-take"]
    answer = cast.client(cast.head).post(address(cast, batch, "nhap/"), form)
    assert "Chưa chọn kế hoạch nào" in answer.content.decode()


def test_import_of_an_unchanged_template_failed_with_connection_error(cast: Cast) -> None:
    """A blank form names itself as one and what to do; nothing is created, nothing crashes."""
    text = (
        "KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC\nNăm học ...\nI. MỤC ĐÍCH, YÊU CẦU\n...\n"
        "II. NỘI DUNG\n..."
    )
    batch = read(upload(cast, ("mẫu trống.txt", text.encode())))
    client = cast.client(cast.head)
    page = client.get(address(cast, batch, "1/")).content.decode()
    assert "một mẫu kế hoạch còn trống" in page
    assert "Hãy điền vào mẫu rồi tải lên" in page
    preview = client.get(address(cast, batch, "xem-truoc/")).content.decode()
    assert "mẫu trống.txt" in preview
    answer = client.post(address(cast, batch, "nhap/"), {})
    assert answer.status_code == 400
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Trường THCS Nguyễn Du", True),
        ("TRƯỜNG TRUNG HỌC CƠ SỞ NGUYỄN DU", True),
        ("Trường THCS Nguyễn Dữ Thị", False),
        ("Trường THCS Lê Lợi", False),
        ("Trường trung học cơ sở", True),
        ("", True),
    ],
)
def test_when_a_name_is_ones_own(name: str, same: bool) -> None:
    assert same_school(name, "Trường Trung học cơ sở Nguyễn Du", "THCS Nguyễn Du") is same


# -- undo -----------------------------------------------------------------------------------------


def test_undo_takes_everything_back_and_it_can_be_done_again(cast: Cast) -> None:
    batch = ready(cast)
    client = cast.client(cast.head)
    go(client, cast, batch, school="own")
    client.post(address(cast, batch, "hoan-tac/"))
    client.post(address(cast, batch, "hoan-tac/"))
    batch.refresh_from_db()
    assert batch.state == Import.State.UNDONE
    assert not Plan.objects.filter(deleted_at=None).exists()
    assert AuditLine.objects.filter(action="import.undo").count() == 1
    client.post(address(cast, batch, "mo-lai/"))
    go(client, cast, batch, school="own")
    assert Plan.objects.filter(deleted_at=None).count() == 1
    assert Plan.objects.count() == 2


def test_undo_is_refused_once_somebody_worked_on_a_plan(cast: Cast) -> None:
    batch = ready(cast)
    go(cast.client(cast.head), cast, batch, school="own")
    action = Plan.objects.get().actions.all()[0]
    action.target = "Đã sửa"
    action.save()
    with pytest.raises(Problem, match="đã được sửa sau khi nhập"):
        undo_import(batch=batch, actor=cast.head, at=NOW + timedelta(days=1))
    assert Plan.objects.filter(deleted_at=None).count() == 1
    page = cast.client(cast.head).post(address(cast, batch, "hoan-tac/"), follow=True)
    assert "xử lý từng kế hoạch" in page.content.decode()


def test_undo_is_refused_once_a_plan_moved_on(cast: Cast) -> None:
    batch = ready(cast)
    go(cast.client(cast.head), cast, batch, school="own")
    Plan.objects.update(state=Plan.State.SUBMITTED)
    with pytest.raises(Problem, match="Chờ phê duyệt"):
        undo_import(batch=batch, actor=cast.head, at=NOW)


def test_an_import_that_made_nothing_has_nothing_to_undo(cast: Cast) -> None:
    with pytest.raises(Problem, match="chưa tạo kế hoạch nào"):
        undo_import(batch=ready(cast), actor=cast.head, at=NOW)


def test_an_applied_import_cannot_be_dropped(cast: Cast) -> None:
    batch = ready(cast)
    client = cast.client(cast.head)
    go(client, cast, batch, school="own")
    page = client.post(address(cast, batch, "bo/"), follow=True).content.decode()
    assert "Hoàn tác cả lần nhập" in page
    batch.refresh_from_db()
    assert batch.state == Import.State.APPLIED


def test_it_is_not_applied_before_it_is_read(cast: Cast) -> None:
    batch = upload(cast, (PLAN, sample(PLAN)))
    with pytest.raises(Problem, match="chưa đọc xong"):
        apply_import(batch=batch, actor=cast.head, at=NOW, today=TODAY)
