"""The desk in a real browser, with every file in a real object store."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response, expect

from tests.schools.object_server import BUCKET, KEY, SECRET, ObjectServer, serving

from .server import Application
from .steps import sign_in

SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "chin-cot-tieu-hoc.docx"
SCHOOL = "tieu-hoc"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectServer]:
    with serving(tmp_path_factory.mktemp("kho")) as one:
        yield one


@pytest.fixture(scope="module")
def app(store: ObjectServer) -> Iterator[Application]:
    """An installation whose files are in the store, by its settings."""
    with tempfile.TemporaryDirectory(prefix="caitien-e2e-", ignore_cleanup_errors=True) as folder:
        one = Application(
            Path(folder),
            more={
                "CAITIEN_FILES_URL": f"s3://{BUCKET}/e2e?endpoint=http://127.0.0.1:{store.port}",
                "CAITIEN_FILES_KEY": KEY,
                "CAITIEN_FILES_SECRET": SECRET,
            },
        )
        one.manage("prepare")
        one.run_module("tests.e2e.seed")
        one.start("--prepared")
        try:
            yield one
        finally:
            one.stop()


def test_an_edit_at_the_desk_asks_for_the_changed_rows_only(
    app: Application, opened: Browser
) -> None:
    context = sign_in(opened, app.address, f"tk.{SCHOOL}@example.vn")
    page = context.new_page()
    page.goto(f"{app.address}/truong/{SCHOOL}/nhap/")
    page.set_input_files("input[type=file]", SAMPLE)
    answers: list[Response] = []
    page.on("response", lambda one: answers.append(one))
    page.get_by_role("button", name="Tải lên và đọc").click()
    # the page follows the reading by itself until it can go on
    expect(page.get_by_role("link", name="Xem trước rồi nhập")).to_be_visible(timeout=60_000)
    asked = [one for one in answers if "/tien-do/" in one.url]
    assert all("ban=" in one.url for one in asked)
    assert {one.status for one in asked} <= {200, 204}
    with page.expect_download() as got:
        page.get_by_role("link", name="Tệp gốc").first.click()
    assert Path(got.value.path()).read_bytes() == SAMPLE.read_bytes()
    assert not (app.folder / "tep").exists()

    page.goto(page.url.rstrip("/") + "/1/")
    field = page.locator("[data-save='0/items/1/time']")
    with page.expect_response(re.compile("/nhan-xet/")) as told:
        field.fill("Tháng 3/2019")
        field.blur()
    cards = told.value.json()["cards"]
    assert 1 <= len(cards) <= 2
    assert "item-1" in cards
    row = page.locator("[data-findings='item-1']")
    expect(row).to_contain_text("2019")
    assert row.get_attribute("data-mark") == cards["item-1"]["mark"]
    with page.expect_response(re.compile("/nhan-xet/")) as again:
        page.locator("[data-save='0/items/2/notes'], [data-save='0/items/2/time']").first.fill("…")
    assert "item-1" not in again.value.json()["cards"]
    page.reload()
    expect(page.locator("[data-save='0/items/1/time']")).to_have_value("Tháng 3/2019")
    context.close()
