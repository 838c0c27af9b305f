"""The whole way with files in a real object store; what happens when the store goes away."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks_db.models import DBTaskResult

from caitien.exchange import tasks
from caitien.exchange.models import Import, ImportFile
from caitien.plans.models import Plan
from caitien.plans.services_issue import issue_plan
from caitien.plans.services_life import bound_hash
from caitien.schools import files
from caitien.schools.models import StoredFile
from tests.people import NOW, Cast
from tests.plans.test_life import approved, go, the_issue
from tests.schools.object_server import Line, ObjectServer, serving, use

from .making import PLAN, address, only, read, sample
from .test_apply import choices


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectServer]:
    with serving(tmp_path_factory.mktemp("kho")) as one:
        yield one


@pytest.fixture
def line(server: ObjectServer, settings: Any) -> Iterator[Line]:
    """The application keeps its files in the store, over a line the test can cut."""
    one = Line(server.port)
    use(settings, one.port, waits=(3.0, 10.0, 1))
    client = storages["default"].client
    yield one
    client.close()
    one.close()


def send(cast: Cast, name: str, content: bytes, once: str = "mot-lan-gui-cua-bieu-mau") -> Any:
    return cast.client(cast.secretary).post(
        f"/truong/{cast.school.slug}/nhap/",
        {"files": [SimpleUploadedFile(name, content)], "once": once},
    )


def down(cast: Cast, stored: StoredFile) -> bytes:
    answer = cast.client(cast.head).get(f"/truong/{cast.school.slug}/tep/{stored.key}/")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_from_the_file_to_the_issued_paper(cast: Cast, line: Line) -> None:
    content = sample(PLAN)
    assert send(cast, "Kế hoạch.pdf", content).status_code == 302
    batch = read(Import.objects.get())
    part = only(batch)
    assert part.state == ImportFile.State.READ, part.error
    assert down(cast, part.file) == content
    form = choices(batch, school="own", level="keep")
    assert cast.client(cast.secretary).post(address(cast, batch, "nhap/"), form).status_code == 302
    plan = Plan.objects.get()
    plan.actions.update(time="Tháng 12/2026", assignee_text="Hiệu trưởng")
    plan = go(go(plan, "submit", cast, "secretary"), "approve", cast)
    paper = issue_plan(
        plan=plan, issue=the_issue(cast), actor=cast.head, at=NOW, seen_hash=bound_hash(plan)
    )
    for stored, start in ((paper.docx, b"PK"), (paper.pdf, b"%PDF-")):
        got = down(cast, stored)
        assert got.startswith(start)
        assert hashlib.sha256(got).hexdigest() == stored.sha256


def test_an_upload_the_store_does_not_take_is_told_and_leaves_nothing(
    cast: Cast, line: Line
) -> None:
    line.most = 5_000
    content = sample(PLAN) + b"\n% never kept before"
    answer = send(cast, "Kế hoạch.pdf", content)
    assert answer.status_code == 503
    assert "Kho tệp của máy chủ chưa dùng được" in answer.content.decode()
    assert not Import.objects.exists()
    assert not StoredFile.objects.exists()
    assert not DBTaskResult.objects.exists()
    line.most = None
    assert send(cast, "Kế hoạch.pdf", content).status_code == 302


def test_a_paper_the_store_does_not_take_stays_approved_with_its_number_free(
    cast: Cast, line: Line
) -> None:
    plan = approved(cast)
    line.most = 5_000
    with pytest.raises(files.StoreDown):
        issue_plan(
            plan=plan, issue=the_issue(cast), actor=cast.head, at=NOW, seen_hash=bound_hash(plan)
        )
    plan.refresh_from_db()
    assert plan.state == Plan.State.APPROVED
    assert not plan.papers.exists()
    assert not StoredFile.objects.exists()
    line.most = None
    paper = issue_plan(
        plan=plan, issue=the_issue(cast), actor=cast.head, at=NOW, seen_hash=bound_hash(plan)
    )
    assert down(cast, paper.pdf).startswith(b"%PDF-")


def test_reading_waits_for_the_store_and_says_so(cast: Cast, line: Line) -> None:
    send(cast, "Kế hoạch.pdf", sample(PLAN))
    batch = Import.objects.get()
    line.most = 0
    part = only(read(batch))
    assert (part.state, part.tries) == (ImportFile.State.WAITING, 1)
    page = cast.client(cast.secretary).get(address(cast, batch)).content.decode()
    assert "kho tệp của máy chủ chưa trả lời" in page
    assert "máy sẽ tự thử lại" in page
    DBTaskResult.objects.all().delete()
    assert tasks.reap(batch.created_at + timedelta(minutes=3)) == 1
    line.most = None
    part = only(read(batch))
    assert (part.state, part.error) == (ImportFile.State.READ, "")


def test_a_store_that_stays_away_ends_the_reading_with_words(cast: Cast, line: Line) -> None:
    send(cast, "Kế hoạch.pdf", sample(PLAN))
    batch = Import.objects.get()
    line.most = 0
    for _ in range(3):
        read(batch)
    part = only(batch)
    assert (part.state, batch.state) == (ImportFile.State.FAILED, Import.State.FAILED)
    client = cast.client(cast.secretary)
    page = client.get(address(cast, batch)).content.decode()
    assert "Hãy báo người quản trị" in page
    line.most = None
    client.post(address(cast, batch, "doc-lai/"))
    assert only(read(batch)).state == ImportFile.State.READ


def test_an_object_swapped_before_it_is_read_is_no_plan(cast: Cast, line: Line) -> None:
    send(cast, "Kế hoạch.pdf", sample(PLAN))
    batch = Import.objects.get()
    name = files.path_of(only(batch).file.sha256)
    store = storages["default"]
    store.client.put_object(Bucket=store.bucket_name, Key=f"tep/{name}", Body=b"%PDF-forged")
    part = only(read(batch))
    assert part.state == ImportFile.State.FAILED
    assert "không còn đúng như lúc được lưu" in part.error
