"""Uploading: once is once, limits before anything is kept, plain forms."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tasks_db.models import DBTaskResult

from caitien.accounts.models import AuditLine
from caitien.exchange.models import Import, ImportFile
from caitien.exchange.services_upload import Upload, drop, receive
from caitien.schools.models import StoredFile
from caitien.ui.problems import Problem
from tests.people import NOW, Cast

from .making import PLAN, address, only, read, sample, upload

ONCE = "a-token-of-this-form-1234"


def send(client: Client, cast: Cast, *files: tuple[str, bytes], once: str = ONCE) -> Any:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(
        f"/truong/{cast.school.slug}/nhap/", {"files": sent, "once": once}, follow=False
    )


def test_an_upload_is_kept_listed_and_queued(cast: Cast) -> None:
    answer = send(cast.client(cast.secretary), cast, ("Kế hoạch.pdf", sample(PLAN)))
    batch = Import.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == address(cast, batch)
    part = only(batch)
    assert (part.file.name, part.file.purpose) == ("Kế hoạch.pdf", "import")
    assert part.state == ImportFile.State.WAITING
    job = DBTaskResult.objects.get()
    assert job.args_kwargs["args"] == [part.pk]
    line = AuditLine.objects.get(action="import.upload")
    assert "“Kế hoạch.pdf”" in line.sentence


def test_upload_finished_twice_after_a_lost_answer(cast: Cast) -> None:
    """The same form sent again leads to the same import; nothing is kept or queued twice."""
    client = cast.client(cast.secretary)
    first = send(client, cast, ("a.pdf", sample(PLAN)))
    second = send(client, cast, ("a.pdf", sample(PLAN)))
    assert first["Location"] == second["Location"]
    assert Import.objects.count() == ImportFile.objects.count() == 1
    assert StoredFile.objects.count() == DBTaskResult.objects.count() == 1


def test_the_same_file_again_leads_back_to_its_import(cast: Cast) -> None:
    client = cast.client(cast.secretary)
    first = send(client, cast, ("a.pdf", sample(PLAN)), once="1" * 20)
    second = send(client, cast, ("bản sao.pdf", sample(PLAN)), once="2" * 20)
    assert first["Location"] == second["Location"]
    assert Import.objects.count() == StoredFile.objects.count() == 1
    drop(batch=Import.objects.get(), actor=cast.secretary, at=NOW)
    third = send(client, cast, ("a.pdf", sample(PLAN)), once="3" * 20)
    assert third["Location"] != first["Location"]


def test_another_school_with_the_same_file_has_an_import_of_its_own(cast: Cast) -> None:
    mine = upload(cast, ("a.pdf", sample(PLAN)), once=ONCE)
    theirs = receive(
        school=cast.other_school,
        uploads=[Upload("a.pdf", io.BytesIO(sample(PLAN)))],
        once=ONCE,
        actor=cast.stranger,
        at=NOW,
    )
    assert not theirs.again
    assert theirs.batch.pk != mine.pk


def test_a_file_chosen_twice_in_one_upload_is_taken_once(cast: Cast) -> None:
    batch = upload(cast, ("a.txt", b"mot"), ("b.txt", b"hai"), ("c.txt", b"mot"))
    assert [part.file.name for part in batch.files.all()] == ["a.txt", "b.txt"]


def test_nothing_chosen(cast: Cast) -> None:
    answer = send(cast.client(cast.head), cast)
    assert answer.status_code == 400
    assert "Chưa chọn tệp nào" in answer.content.decode()
    assert not Import.objects.exists()


def test_a_file_too_large_is_refused_before_it_is_kept(cast: Cast, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    client = cast.client(cast.head)
    answer = send(client, cast, ("lớn.docx", b"x" * (1024 * 1024 + 70_000)))
    assert answer.status_code == 400
    assert "1 MB" in answer.content.decode()
    assert not StoredFile.objects.exists()
    both = send(client, cast, ("lớn.docx", b"x" * 1_200_000), ("nhỏ.pdf", sample(PLAN)))
    assert both.status_code == 302
    assert only(Import.objects.get()).file.name == "nhỏ.pdf"


def test_too_many_files_are_refused_whole(cast: Cast, settings: Any) -> None:
    settings.UPLOAD_MAX_FILES = 2
    many = [(f"{n}.txt", b"%d" % n) for n in range(3)]
    answer = send(cast.client(cast.head), cast, *many)
    assert answer.status_code == 400
    assert not Import.objects.exists()
    with pytest.raises(Problem, match="nhiều nhất 2 tệp"):
        upload(cast, *many)


def test_the_token_of_the_form_is_asked_for(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.head, backend="django.contrib.auth.backends.ModelBackend")
    assert send(client, cast, ("a.pdf", sample(PLAN))).status_code == 403
    assert not Import.objects.exists()


def test_the_list_is_paged_and_searchable_by_state(cast: Cast) -> None:
    for number in range(27):
        upload(cast, (f"kế hoạch {number}.txt", b"ke hoach %d" % number))
    client = cast.client(cast.secretary)
    page = client.get(f"/truong/{cast.school.slug}/nhap/").content.decode()
    assert "27 lần nhập" in page
    assert "kế hoạch 26.txt" in page
    assert "kế hoạch 0.txt" not in page
    assert (
        "kế hoạch 0.txt" in client.get(f"/truong/{cast.school.slug}/nhap/?page=2").content.decode()
    )
    none = client.get(f"/truong/{cast.school.slug}/nhap/?loc=da_nhap").content.decode()
    assert "Không có lần nhập nào" in none


def test_dropping_stops_and_keeps_the_file(cast: Cast) -> None:
    batch = upload(cast, ("a.pdf", sample(PLAN)))
    client = cast.client(cast.secretary)
    client.post(address(cast, batch, "bo/"))
    client.post(address(cast, batch, "bo/"))
    batch.refresh_from_db()
    assert batch.state == Import.State.DROPPED
    assert AuditLine.objects.filter(action="import.drop").count() == 1
    read(batch)
    assert only(batch).state == ImportFile.State.WAITING
    assert StoredFile.objects.count() == 1
