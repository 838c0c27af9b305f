"""Reading in a process apart: what comes of it, progress, workers that die, imports given up."""

from __future__ import annotations

import io
import shutil
import stat
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from caitien.core.documents.readers import open_document
from caitien.exchange import sandbox, services_read, tasks
from caitien.exchange.models import Import, ImportFile
from caitien.exchange.sandbox import Limits, read_apart
from caitien.exchange.services_upload import drop
from tests.core.documents.xlsx_maker import SHEETS, twin
from tests.people import NOW, Cast

from .making import PLAN, SAMPLES, address, only, read, ready, sample, upload

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading leaves its folders here, not where other test runs do."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def always(done: int, total: int) -> bool:
    return True


def folders() -> set[Path]:
    return set(Path(tempfile.gettempdir()).glob(f"{sandbox.PREFIX}*"))


def test_a_pdf_becomes_plans_and_pictures(cast: Cast) -> None:
    batch = read(upload(cast, (PLAN, sample(PLAN))))
    part = only(batch)
    assert batch.state == Import.State.READY
    assert (part.state, part.format, part.doc_type) == ("da_doc", "pdf", "improvement_plan")
    assert len(part.drafts[0]["items"]) == 5
    assert part.reading["file"] == PLAN
    pages = list(part.pages.all())
    assert [page.number for page in pages] == [1, 2, 3]
    for page in pages:
        assert bytes(page.image).startswith(b"\x89PNG")
        assert len(page.image) < 150_000
        assert page.width == 1500
    assert "0/items/1/time" in pages[1].boxes
    assert (part.tries, part.lease) == (1, "")
    assert part.done == part.total > 0


def test_a_text_becomes_html_with_places(cast: Cast) -> None:
    part = only(ready(cast, "xe-dong-tieu-hoc.txt"))
    page = part.pages.get()
    assert page.image is None
    place = part.drafts[0]["items"][0]["place"]["line"]
    assert f'data-place="l{place}"' in page.html


def test_a_word_file_without_office_is_shown_as_html(cast: Cast) -> None:
    part = only(ready(cast, "bieu2-thcs.docx"))
    html = "".join(part.pages.values_list("html", flat=True))
    place = part.drafts[0]["items"][1]["places"]["time"]
    assert f'data-place="t{place["table"]}r{place["row"]}c{place["column"]}"' in html


@pytest.mark.skipif(shutil.which("soffice") is None, reason="máy không có LibreOffice")
def test_a_word_file_is_drawn_by_office_where_there_is_one(cast: Cast, settings: Any) -> None:
    settings.SOFFICE = shutil.which("soffice")
    part = only(read(upload(cast, ("bieu2-thcs.docx", sample("bieu2-thcs.docx")))))
    pages = list(part.pages.all())
    assert pages
    assert all(page.media_type == "image/png" for page in pages)
    boxes = {key for page in pages for key in page.boxes}
    for row, item in enumerate(part.drafts[0]["items"]):
        for name in item["places"]:
            assert f"0/items/{row}/{name}" in boxes or len(item[name] or "") < 3, (row, name)


def test_an_office_that_hangs_costs_only_its_pictures(tmp_path: Path) -> None:
    """PDF engines hang: the reading is there all the same, with the plain rendition."""
    slow = script(tmp_path, "sleep 60")
    begun = time.monotonic()
    outcome = read_apart(
        io.BytesIO(sample("bieu2-thcs.docx")),
        "kế hoạch.docx",
        tick=always,
        soffice=slow,
        limits=Limits(office_seconds=1),
    )
    assert outcome.reading
    assert outcome.html
    assert not outcome.pictures
    assert time.monotonic() - begun < 20


def script(folder: Path, words: str) -> str:
    """A program that does this."""
    program = folder / "program"
    program.write_text(f"#!/bin/sh\n{words}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program)


def test_a_child_that_takes_too_long_is_ended_and_leaves_nothing(tmp_path: Path) -> None:
    before = folders()
    begun = time.monotonic()
    outcome = read_apart(
        io.BytesIO(sample(PLAN)), "a.pdf", tick=always, limits=Limits(wall=0.0, seconds=30)
    )
    assert time.monotonic() - begun < 15
    assert outcome.reading is not None or outcome.code == "too-slow"
    assert folders() == before


def test_a_child_without_memory_says_so() -> None:
    outcome = read_apart(
        io.BytesIO(sample(PLAN)), "a.pdf", tick=always, limits=Limits(memory=12_000_000)
    )
    assert outcome.reading is None
    assert outcome.error.startswith("a.pdf: ")
    assert "Tệp gốc vẫn được giữ" in outcome.error


def test_a_reader_that_is_told_to_stop_stops(tmp_path: Path) -> None:
    before = folders()
    slow = script(tmp_path, "sleep 60")
    begun = time.monotonic()
    outcome = read_apart(
        io.BytesIO(sample("bieu2-thcs.docx")),
        "a.docx",
        tick=lambda done, total: time.monotonic() - begun < 3,
        soffice=slow,
    )
    assert outcome.stopped
    assert time.monotonic() - begun < 15
    assert folders() == before


def test_the_page_shows_progress_and_can_be_left_and_found_again(cast: Cast) -> None:
    batch = upload(cast, (PLAN, sample(PLAN)))
    part = services_read.claim(part_id=only(batch).pk, at=NOW)
    assert part
    assert services_read.beat(part=part, done=3, total=12, at=NOW)
    client = cast.client(cast.secretary)
    page = client.get(address(cast, batch)).content.decode()
    assert "3/12" in page
    assert "every 2s" in page
    assert 'http-equiv="refresh"' in page
    assert batch.key in client.get(f"/truong/{cast.school.slug}/nhap/").content.decode()
    assert "HX-Refresh" not in client.get(address(cast, batch, "tien-do/"))
    mark = page.partition('name="ban" value="')[2].partition('"')[0]
    again = client.get(address(cast, batch, f"tien-do/?ban={mark}"))
    assert (again.status_code, again.content) == (204, b"")  # nothing new: nothing is sent
    assert services_read.beat(part=part, done=4, total=12, at=NOW)
    answer = client.get(address(cast, batch, f"tien-do/?ban={mark}")).content.decode()
    assert "4/12" in answer
    assert mark not in answer
    services_read.let_go(part=part)
    read(batch)
    assert client.get(address(cast, batch, "tien-do/"))["HX-Refresh"] == "true"
    assert "every 2s" not in client.get(address(cast, batch)).content.decode()


def test_asked_for_twice_it_is_read_once(cast: Cast) -> None:
    batch = ready(cast)
    version = only(batch).version
    tasks.read_file.call(only(batch).pk)
    assert only(batch).version == version
    assert only(batch).tries == 1


def test_a_dropped_import_stops_its_reader_and_writes_nothing(cast: Cast) -> None:
    batch = upload(cast, (PLAN, sample(PLAN)))
    part = services_read.claim(part_id=only(batch).pk, at=NOW)
    assert part
    drop(batch=batch, actor=cast.secretary, at=NOW)
    assert not services_read.beat(part=part, done=1, total=2, at=NOW)


def test_a_dead_workers_file_is_read_again(cast: Cast) -> None:
    batch = upload(cast, (PLAN, sample(PLAN)))
    dead = services_read.claim(part_id=only(batch).pk, at=NOW)
    assert dead
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=NOW)
    assert tasks.reap(NOW + timedelta(seconds=30)) == 0
    assert tasks.reap(NOW + timedelta(seconds=90)) == 1
    assert tasks.reap(NOW + timedelta(seconds=91)) == 0
    assert DBTaskResult.objects.filter(status=TaskResultStatus.READY).count() == 1
    read(batch)
    part = only(batch)
    assert (part.state, part.tries) == (ImportFile.State.READ, 2)
    # the worker thought dead comes back late: it may neither beat nor write
    assert not services_read.beat(part=dead, done=1, total=2, at=NOW)
    assert not services_read.finish(part=dead, outcome=sandbox.Outcome(error="late"))
    assert only(batch).state == ImportFile.State.READ
    assert part.pages.count() == 3


def test_three_deaths_are_enough(cast: Cast) -> None:
    batch = upload(cast, ("kế hoạch.pdf", sample(PLAN)))
    at = NOW
    for _ in range(3):
        assert services_read.claim(part_id=only(batch).pk, at=at)
        at += timedelta(minutes=2)
        tasks.reap(at)
    part = only(batch)
    batch.refresh_from_db()
    assert (part.state, batch.state) == (ImportFile.State.FAILED, Import.State.FAILED)
    assert "kế hoạch.pdf: đã thử đọc 3 lần" in part.error
    page = cast.client(cast.head).get(address(cast, batch)).content.decode()
    assert "đã thử đọc 3 lần" in page
    cast.client(cast.head).post(address(cast, batch, "doc-lai/"))
    assert read(batch).state == Import.State.READY


def test_a_file_the_queue_forgot_is_queued_again(cast: Cast) -> None:
    batch = upload(cast, (PLAN, sample(PLAN)))
    DBTaskResult.objects.all().delete()
    assert tasks.reap(NOW + timedelta(minutes=1)) == 0
    assert tasks.reap(NOW + timedelta(minutes=3)) == 1
    assert tasks.reap(NOW + timedelta(minutes=3)) == 0
    assert read(batch).state == Import.State.READY


def test_a_workbook_is_read_and_shown_sheet_by_sheet(cast: Cast, tmp_path: Path) -> None:
    book = twin(open_document(SAMPLES / "bieu2-thcs.docx"), tmp_path / "k.xlsx", SHEETS)
    part = only(read(upload(cast, ("Kế hoạch.xlsx", book.read_bytes()))))
    assert (part.state, part.format) == (ImportFile.State.READ, "xlsx")
    assert part.pages.count() > 1
    html = "".join(part.pages.values_list("html", flat=True))
    place = part.drafts[0]["items"][0]["places"]["time"]
    assert f'data-place="t{place["table"]}r{place["row"]}c{place["column"]}"' in html
