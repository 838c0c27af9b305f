"""Kept files: written once under their hash, verified when read, handed out with care."""

from __future__ import annotations

import errno
import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.http import HttpResponseBase
from hypothesis import given
from hypothesis import strategies as st

from caitien.exchange.tasks import reap
from caitien.schools import files
from caitien.schools.models import StoredFile
from caitien.schools.stores import store_of
from tests.people import NOW, Cast

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"


def keep(
    cast: Cast, name: str = "Kế hoạch.pdf", content: bytes | files.Kept = PDF, **more: object
) -> StoredFile:
    values = {"organisation": cast.school, "purpose": "import", "actor": cast.head, "at": NOW}
    return files.store(name=name, content=content, **(values | more))  # type: ignore[arg-type]


def on_disk(stored: StoredFile) -> Path:
    return Path(default_storage.path(files.path_of(stored.sha256)))


def asked(cast: Cast, part: str, address: str) -> int:
    """The status this person gets; the file of the answer is closed."""
    answer = cast.client(cast.users[part]).get(address)
    if answer.streaming:
        body(answer)
        answer.close()
    return answer.status_code


def body(response: HttpResponseBase) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_the_same_content_is_kept_once_under_each_name(cast: Cast) -> None:
    one = keep(cast, "a.pdf")
    before = on_disk(one).stat().st_mtime_ns
    two = keep(cast, "b.pdf", organisation=cast.other_school)
    assert one.sha256 == two.sha256 == hashlib.sha256(PDF).hexdigest()
    assert one.pk != two.pk
    assert (one.name, two.name) == ("a.pdf", "b.pdf")
    assert on_disk(one).stat().st_mtime_ns == before
    assert files.read_checked(two) == PDF


def test_content_may_come_in_pieces(cast: Cast) -> None:
    stored = keep(cast, content=(PDF[i : i + 7] for i in range(0, len(PDF), 7)))  # type: ignore[arg-type]
    assert stored.size == len(PDF)
    assert files.read_checked(stored) == PDF
    assert stored.media_type == "application/pdf"


def test_too_large_a_file_leaves_nothing_behind(cast: Cast) -> None:
    waiting = Path(default_storage.path("moi"))
    with pytest.raises(files.FileTooBig) as refused:
        keep(cast, "lớn.pdf", content=iter([b"x" * 700_000] * 3), most=1024 * 1024)  # type: ignore[arg-type]
    assert "1 MB" in refused.value.message
    assert not StoredFile.objects.exists()
    assert not list(waiting.iterdir())


def test_a_writer_that_breaks_off_leaves_nothing_behind(cast: Cast) -> None:
    def torn() -> object:
        yield b"half"
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        keep(cast, content=torn())  # type: ignore[arg-type]
    assert not list(Path(default_storage.path("moi")).iterdir())


def test_a_full_disk_is_told_and_leaves_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(files.StoreDown, match="Chưa có gì thay đổi") as refused:
        keep(cast, content=b"does not fit")
    assert "đĩa đầy" in refused.value.why
    assert "No space" in caplog.text
    assert not StoredFile.objects.exists()
    assert not list(Path(default_storage.path("moi")).iterdir())
    with pytest.raises(files.StoreDown):
        store_of().probe()


def test_kill_9_of_a_writer_leaves_only_what_the_rounds_remove(cast: Cast) -> None:
    waiting = Path(default_storage.path("moi"))
    waiting.mkdir(parents=True, exist_ok=True)
    (waiting / "half").write_bytes(b"half a file")
    written = (waiting / "half").stat().st_mtime
    stored = keep(cast)
    assert store_of().sweep(written + 3600) == 0
    assert reap(datetime.fromtimestamp(written, UTC) + timedelta(hours=3)) == 0
    assert not list(waiting.iterdir())
    assert files.read_checked(stored) == PDF


def test_kept_before_a_transaction_and_named_within(cast: Cast) -> None:
    kept = files.keep(name="a.pdf", content=PDF + b"% before")
    assert not StoredFile.objects.exists()
    stored = keep(cast, "a.pdf", content=kept)
    assert (stored.size, stored.media_type) == (len(PDF) + 8, "application/pdf")
    assert files.read_checked(stored) == PDF + b"% before"


def test_an_unknown_purpose_is_a_mistake_of_the_caller(cast: Cast) -> None:
    with pytest.raises(ValueError, match="anything"):
        keep(cast, purpose="anything")


def test_approved_row_was_locked_but_its_file_could_be_replaced(cast: Cast) -> None:
    """What was kept is verified on reading: changed bytes are never handed out."""
    stored = keep(cast, "Đã ban hành.pdf", content=PDF + b"% sealed")
    on_disk(stored).write_bytes(PDF + b"% forged")
    with pytest.raises(files.FileDamaged) as refused:
        files.open_checked(stored)
    assert "Đã ban hành.pdf" in refused.value.message
    answer = cast.client(cast.head).get(f"/truong/{cast.school.slug}/tep/{stored.key}/")
    assert answer.status_code == 500
    text = answer.content.decode()
    assert "không còn đúng như lúc được lưu" in text
    assert str(on_disk(stored).parent) not in text
    on_disk(stored).unlink()
    with pytest.raises(files.FileDamaged, match="Không tìm thấy"):
        files.open_checked(stored)


def test_storing_the_right_content_again_mends_a_damaged_copy(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    stored = keep(cast, content=PDF + b"% twice")
    on_disk(stored).write_bytes(b"rotten")
    again = keep(cast, content=PDF + b"% twice")
    assert files.read_checked(stored) == files.read_checked(again) == PDF + b"% twice"
    assert "damaged" in caplog.text


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\lan\\Kế hoạch.docx", "Kế hoạch.docx"),
        ("ke\u202ehcod.exe", "kehcod.exe"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie_ x.pdf"),
        ("<script>alert(1)</script>.docx", "script_.docx"),
        ('"; rm -rf.docx', "_ rm -rf.docx"),
        ("...", "tep"),
        ("", "tep"),
        ("\ud800.pdf", "_.pdf"),
        ("Kế hoạch\u0323 2026.docx", "Kế hoạcḥ 2026.docx"),
    ],
)
def test_names_with_path_traversal_and_tricks(given_name: str, kept: str) -> None:
    assert files.clean_name(given_name) == kept


def test_a_name_of_300_letters_keeps_its_ending() -> None:
    name = files.clean_name("k" * 300 + ".docx")
    assert len(name) <= 150
    assert name.endswith("….docx")


@given(st.text(max_size=400))
def test_a_clean_name_is_one_harmless_part(text: str) -> None:
    name = files.clean_name(text)
    assert name
    assert len(name) <= 150
    assert not set(name) & set('/\\\r\n\t\0"<>|?*:;')
    assert all(c.isprintable() for c in name)
    assert name not in (".", "..")
    assert files.clean_name(name) == name


@pytest.mark.parametrize(
    ("part", "status"),
    [
        ("head", 200),
        ("secretary", 200),
        ("admin", 200),
        ("teacher", 403),
        ("reviewer", 403),
        ("stranger", 404),
        ("officer", 404),
        ("keeper", 404),
    ],
)
def test_who_may_fetch_an_uploaded_file(cast: Cast, part: str, status: int) -> None:
    stored = keep(cast)
    assert asked(cast, part, f"/truong/{cast.school.slug}/tep/{stored.key}/") == status


def test_a_paper_is_open_to_all_of_the_school_only(cast: Cast) -> None:
    stored = keep(cast, purpose="paper")
    address = f"/truong/{cast.school.slug}/tep/{stored.key}/"
    assert asked(cast, "viewer", address) == 200
    assert asked(cast, "stranger", address) == 404


def test_another_schools_key_is_not_found(cast: Cast) -> None:
    stored = keep(cast, organisation=cast.other_school)
    answer = cast.client(cast.head).get(f"/truong/{cast.school.slug}/tep/{stored.key}/")
    assert answer.status_code == 404


def test_a_download_cannot_run_in_the_browser(cast: Cast) -> None:
    page = b"<!doctype html><script>alert(document.cookie)</script>"
    stored = keep(cast, "Kế hoạch năm học.html", content=page)
    answer = cast.client(cast.head).get(f"/truong/{cast.school.slug}/tep/{stored.key}/?xem=1")
    assert body(answer) == page
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''K%E1%BA%BF")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer["Cache-Control"]


def test_a_pdf_may_be_seen_in_place_when_asked_for(cast: Cast) -> None:
    stored = keep(cast)
    client = cast.client(cast.head)
    address = f"/truong/{cast.school.slug}/tep/{stored.key}/"
    seen, fetched = client.get(f"{address}?xem=1"), client.get(address)
    assert seen["Content-Disposition"].startswith("inline")
    assert seen["Content-Type"] == "application/pdf"
    assert int(seen["Content-Length"]) == len(PDF) == len(body(seen)) == len(body(fetched))
    assert fetched["Content-Disposition"].startswith("attachment")
    assert client.post(address).status_code == 405
