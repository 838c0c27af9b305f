"""Files in a real object store: whole or not at all, verified, in bounded time, never in public."""

from __future__ import annotations

import io
import secrets
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, storages
from django.core.management import CommandError

from caitien.config import environment, file_store, preparing
from caitien.schools import files, stores
from caitien.schools.models import StoredFile
from caitien.schools.stores import RemoteStore, StoreDown, store_of
from tests.people import NOW, Cast

from .object_server import BUCKET, Line, ObjectServer, anonymous, serving, use

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectServer]:
    with serving(tmp_path_factory.mktemp("kho")) as one:
        yield one


@pytest.fixture
def bucket(server: ObjectServer, settings: Any) -> Iterator[Any]:
    """The application keeps its files in the store; the client is the test's own way in."""
    use(settings, server.port)
    client = storages["default"].client
    yield client
    client.close()


@pytest.fixture
def line(server: ObjectServer, settings: Any) -> Iterator[Line]:
    """The application reaches the store over a line the test can cut."""
    one = Line(server.port)
    use(settings, one.port)
    yield one
    one.close()


def fresh(size: int = 50_000) -> bytes:
    return PDF + secrets.token_bytes(size)


def keep(cast: Cast, content: bytes, name: str = "Kế hoạch.pdf", **more: Any) -> StoredFile:
    values = {"organisation": cast.school, "purpose": "paper", "actor": cast.head, "at": NOW}
    return files.store(name=name, content=content, **(values | more))


def spot(stored: StoredFile) -> dict[str, str]:
    return {"Bucket": BUCKET, "Key": "tep/" + files.path_of(stored.sha256)}


def got(cast: Cast, stored: StoredFile, part: str = "head") -> Any:
    return cast.client(cast.users[part]).get(f"/truong/{cast.school.slug}/tep/{stored.key}/")


def test_the_same_content_is_kept_once_and_comes_back(cast: Cast, bucket: Any) -> None:
    content = fresh()
    one = keep(cast, content)
    written = bucket.head_object(**spot(one))["LastModified"]
    time.sleep(1.1)
    two = keep(cast, content, "b.pdf", organisation=cast.other_school)
    assert bucket.head_object(**spot(one))["LastModified"] == written
    assert files.read_checked(one) == files.read_checked(two) == content
    assert files.read_checked(keep(cast, b"")) == b""
    large = fresh(12_000_000)
    assert files.read_checked(keep(cast, large)) == large


def test_downloads_go_through_the_application_and_its_rights(
    cast: Cast, bucket: Any, server: ObjectServer
) -> None:
    content = fresh()
    stored = keep(cast, content)
    answer = got(cast, stored)
    assert b"".join(answer.streaming_content) == content
    assert got(cast, stored, "stranger").status_code == 404
    assert anonymous(server.port, f"/{BUCKET}/{spot(stored)['Key']}") == 403
    with pytest.raises(ValueError, match="application"):
        storages["default"].url(files.path_of(stored.sha256))


def test_an_object_that_was_swapped_or_removed_is_refused(cast: Cast, bucket: Any) -> None:
    """An approved report's row was locked but its file could be replaced."""
    stored = keep(cast, fresh(), "Đã ban hành.pdf")
    for forged in (PDF + b"% forged", b"", bytes(3_000_000)):
        bucket.put_object(**spot(stored), Body=forged)
        with pytest.raises(files.FileDamaged, match="Đã ban hành"):
            files.open_checked(stored)
    assert got(cast, stored).status_code == 500
    bucket.delete_object(**spot(stored))
    with pytest.raises(files.FileDamaged, match="Không tìm thấy"):
        files.open_checked(stored)
    assert "Không tìm thấy nội dung tệp" in got(cast, stored).content.decode()


def test_storing_the_right_content_again_mends_a_damaged_object(
    cast: Cast, bucket: Any, caplog: pytest.LogCaptureFixture
) -> None:
    content = fresh()
    stored = keep(cast, content)
    bucket.put_object(**spot(stored), Body=b"rotten")
    assert files.read_checked(keep(cast, content)) == content
    assert "damaged" in caplog.text


def test_too_large_a_file_never_reaches_the_store(cast: Cast, bucket: Any) -> None:
    before = bucket.list_objects_v2(Bucket=BUCKET).get("KeyCount")
    with pytest.raises(files.FileTooBig):
        keep(cast, iter([bytes(700_000)] * 3), most=1024 * 1024)  # type: ignore[arg-type]
    assert bucket.list_objects_v2(Bucket=BUCKET).get("KeyCount") == before


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"secret_key": "khac"}, "CAITIEN_FILES_SECRET"),
        ({"access_key": "khac"}, "CAITIEN_FILES_KEY"),
        ({"bucket_name": "khong-co-ngan"}, "ngăn"),
    ],
)
def test_a_wrong_setting_is_named_to_the_keeper_and_to_nobody_else(
    cast: Cast, server: ObjectServer, settings: Any, wrong: dict[str, str], why: str
) -> None:
    use(settings, server.port, **wrong)
    with pytest.raises(StoreDown) as down:
        keep(cast, fresh())
    assert why in down.value.why
    assert "Kho tệp của máy chủ chưa dùng được" in down.value.message
    assert "CAITIEN" not in down.value.message
    assert not StoredFile.objects.exists()
    with pytest.raises(CommandError, match=why):
        preparing.check_file_store()


def test_a_store_that_is_gone_is_told_soon(cast: Cast, bucket: Any, settings: Any) -> None:
    stored = keep(cast, fresh())
    use(settings, 9)  # nobody listens there
    begun = time.monotonic()
    answer = got(cast, stored)
    assert answer.status_code == 503
    text = answer.content.decode()
    assert "Hãy thử lại sau ít phút" in text
    assert "127.0.0.1" not in text
    with pytest.raises(StoreDown, match="Chưa có gì thay đổi"):
        keep(cast, fresh())
    assert time.monotonic() - begun < 15


@pytest.mark.parametrize("then", ["cut", "silent"])
def test_a_line_that_breaks_in_the_middle_leaves_nothing_half_done(
    cast: Cast, line: Line, then: str, settings: Any
) -> None:
    content = fresh(3_000_000)
    use(settings, line.port, waits=(3.0, 4.0, 2))
    line.most, line.then = 1_000_000, then
    begun = time.monotonic()
    with pytest.raises(StoreDown):
        keep(cast, content)
    assert time.monotonic() - begun < 30
    assert not StoredFile.objects.exists()
    line.most = None
    assert files.read_checked(keep(cast, content)) == content


def test_a_store_that_is_slow_is_not_waited_for_without_end(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            time.sleep(0.02)
            return super().read(100)

    class Storage(InMemoryStorage):
        def _open(self, name: str, mode: str = "rb") -> Any:
            return Slow(bytes(1_000_000))

    monkeypatch.setattr(stores, "PATIENCE", 0.1)
    with pytest.raises(StoreDown) as down:
        RemoteStore(Storage()).open("a" * 64, 1_000_000)
    assert down.value.why == "Kho tệp trả lời quá chậm."


def test_kill_9_of_the_store_in_the_middle(cast: Cast, tmp_path: Any, settings: Any) -> None:
    """What was kept before is there after the restart; what was under way is done again."""
    with serving(tmp_path) as server:
        use(settings, server.port)
        first = fresh()
        stored = keep(cast, first)
        server.kill()
        with pytest.raises(StoreDown):
            keep(cast, fresh())
        with pytest.raises(StoreDown):
            files.open_checked(stored)
        server.start()
        server.serves()
        assert files.read_checked(stored) == first
        second = fresh()
        assert files.read_checked(keep(cast, second)) == second
        storages["default"].client.close()


def test_any_storage_of_djangos_will_do() -> None:
    """One in memory, which never writes over a name."""
    kept = InMemoryStorage()
    store = store_of(kept)
    assert isinstance(store, RemoteStore)
    content = fresh()
    digest = files.keep(name="a", content=content).sha256
    for _ in range(2):
        with store.waiting() as file:
            file.write(content)
            store.settle(file, digest)
        with store.open(digest, len(content)) as back:
            assert back.read() == content
        name = files.path_of(digest)
        kept.delete(name)
        kept.save(name, ContentFile(b"rotten"))
    store.probe()
    store.probe()
    assert kept.listdir("")[1] == ["kiem-tra"]
    assert store.sweep(0) == 0


# -- settings, health ---------------------------------------------------------------------------


def set_to(monkeypatch: pytest.MonkeyPatch, url: str, key: str = "k") -> Any:
    for name, value in (("URL", url), ("KEY", key), ("SECRET", "s")):
        monkeypatch.setenv(f"CAITIEN_FILES_{name}", value)
    return file_store.default_storage()


def test_keys_of_other_programs_in_the_environment_are_not_used(
    cast: Cast, server: ObjectServer, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_SESSION_TOKEN", "AWS_S3_SESSION_PROFILE", "AWS_ACCESS_KEY_ID"):
        monkeypatch.setenv(name, "of-another-program")
    use(settings, server.port)
    content = fresh()
    assert files.read_checked(keep(cast, content)) == content
    storages["default"].client.close()


def test_the_address_of_a_store(monkeypatch: pytest.MonkeyPatch) -> None:
    found = set_to(monkeypatch, "s3://ngan/a/b?endpoint=https://kho.example.vn:9000&region=vn-1")
    assert found["OPTIONS"] == {
        "bucket_name": "ngan",
        "location": "a/b",
        "region_name": "vn-1",
        "access_key": "k",
        "secret_key": "s",
        "endpoint_url": "https://kho.example.vn:9000",
    }
    assert "endpoint_url" not in set_to(monkeypatch, "s3://ngan")["OPTIONS"]
    assert "FileSystemStorage" in set_to(monkeypatch, "")["BACKEND"]


@pytest.mark.parametrize(
    "url",
    [
        "https://kho.example.vn/ngan",
        "s3://",
        "s3://khoa:bi-mat@ngan",
        "s3://ngan?endpoint=kho.example.vn",
        "s3://ngan?secret=bi-mat",
    ],
)
def test_an_address_nobody_can_use_stops_the_start_and_shows_no_secret(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    with pytest.raises(environment.SettingError, match="CAITIEN_FILES_URL") as stopped:
        set_to(monkeypatch, url)
    assert "bi-mat" not in str(stopped.value)
    with pytest.raises(environment.SettingError, match="CAITIEN_FILES_KEY"):
        set_to(monkeypatch, "s3://ngan", key="")


def test_the_health_page_writes_and_reads_a_file(cast: Cast, bucket: Any, settings: Any) -> None:
    cache.clear()
    page = cast.client().get("/suc-khoe/", headers={"Accept": "text/html"}).content.decode()
    assert "Ghi và đọc được tệp." in page
    preparing.check_file_store()
    cache.clear()
    use(settings, 9)
    begun = time.monotonic()
    answer = cast.client().get("/suc-khoe/", headers={"Accept": "text/html"})
    assert time.monotonic() - begun < 12
    assert answer.status_code == 503
    assert "Không kết nối được kho tệp." in answer.content.decode()
    cache.clear()
