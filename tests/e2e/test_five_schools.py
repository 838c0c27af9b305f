"""Each of the five kinds of school, from its file to an issued paper and its public page.

A real Chromium, a real server and worker, on SQLite and on PostgreSQL. Screenshots of the run
stand in ket-qua/man-hinh.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from . import seed
from .browser import browser, chromium, picture, visitor
from .server import application
from .steps import import_file, issue, press, sign_in

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_from_the_file_to_the_public_page(database: str) -> None:
    chromium()
    with application(database) as app, browser() as opened:
        app.manage("prepare")
        app.run_module("tests.e2e.seed")
        app.start("--prepared")
        for slug, *_, file in seed.SCHOOLS:
            shots = f"{slug}" if database == "sqlite" else ""
            walk(opened, app.address, slug, SAMPLES / file, shots)


def walk(opened, address: str, slug: str, file: Path, shots: str) -> None:  # type: ignore[no-untyped-def]
    """One school's way."""
    secretary = sign_in(opened, address, f"tk.{slug}@example.vn")
    page = secretary.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "console", lambda m: problems.append(f"{page.url} {m.text}") if m.type == "error" else None
    )
    import_file(page, address, slug, file, shots)
    plan = page.url
    if shots:
        picture(page, f"{shots}-ke-hoach")
    fill_gaps(page, plan)
    page.goto(plan + "qua-trinh/")
    press(page, "Gửi duyệt")
    expect(page.locator(".title-state")).to_contain_text("Chờ phê duyệt")
    head = sign_in(opened, address, f"ht.{slug}@example.vn")
    theirs = head.new_page()
    theirs.goto(plan + "qua-trinh/")
    press(theirs, "Phê duyệt")
    expect(theirs.locator(".title-state")).to_contain_text("Đã phê duyệt")
    number = issue(theirs, shots)
    assert number.startswith("Số 01/KH-")
    if shots:
        picture(theirs, f"{shots}-qua-trinh")
    press(theirs, "Gửi văn bản")
    expect(theirs.locator("main")).to_contain_text("chờ xác nhận")
    press(theirs, "Công khai kế hoạch")
    public = theirs.locator("a[href^='/cong-khai/']").first.get_attribute("href")
    stranger = visitor(opened, phone=True)
    reading = stranger.new_page()
    answer = reading.goto(f"{address}{public}")
    assert answer is not None
    assert answer.status == 200
    expect(reading.locator("article.paper")).to_contain_text("Tân Lộc, ngày")
    if shots:
        picture(reading, f"{shots}-cong-khai")
    pdf = stranger.request.get(f"{address}{public}ban-in.pdf")
    assert pdf.body().startswith(b"%PDF-")
    assert problems == []
    for context in (secretary, head, stranger):
        context.close()


def fill_gaps(page, plan: str) -> None:  # type: ignore[no-untyped-def]
    """Fill in, through the form of each row, what must not be missing when a plan is sent."""
    page.goto(plan + "qua-trinh/")
    if not page.get_by_text("Còn thiếu trước khi gửi duyệt").count():
        return
    page.goto(plan)
    rows = [one.get_attribute("href") for one in page.locator("a[href*='/dong/']").all()]
    for href in dict.fromkeys(row for row in rows if row):
        page.goto(href if href.startswith("http") else plan.split("/truong/")[0] + href)
        for name, words in (("time", "Tháng 4/2027"), ("assignee_text", "Phó hiệu trưởng")):
            box = page.locator(f"[name={name}]").first
            if box.count() and not box.input_value().strip():
                box.fill(words)
                page.keyboard.press("Tab")
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_load_state()
