"""What people do in the browser, step by step, each proved by what the page then says."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect

from .browser import picture, visitor
from .seed import PASSWORD


def sign_in(opened: Browser, address: str, email: str, *, phone: bool = False) -> BrowserContext:
    """A browser in which this person has signed in through the page."""
    context = visitor(opened, phone=phone)
    page = context.new_page()
    page.goto(address + "/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(re.compile("/(truong|don-vi)/"))
    return context


def import_file(page: Page, address: str, slug: str, file: Path, shots: str = "") -> None:
    """From the file to a plan: upload, read, look at the desk, preview, apply; ends on the plan."""
    page.goto(f"{address}/truong/{slug}/nhap/")
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Tải lên và đọc").click()
    page.wait_for_url(re.compile(f"/truong/{slug}/nhap/[a-z0-9]+/"))
    preview = page.get_by_role("link", name="Xem trước rồi nhập")
    for _ in range(60):
        if preview.count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(preview).to_be_visible()
    if shots:
        picture(page, f"{shots}-nhap")
    here = page.url
    desk = page.locator(f"a[href^='/truong/{slug}/nhap/'][href*='/1/']").first
    if desk.count():
        desk.click()
        page.wait_for_load_state("networkidle")
        if shots:
            picture(page, f"{shots}-ban-doi-chieu")
        page.goto(here)
    page.get_by_role("link", name="Xem trước rồi nhập").click()
    page.wait_for_load_state()
    for ask in page.locator("fieldset.ask").all():
        ask.locator("input").first.check()
    if shots:
        picture(page, f"{shots}-xem-truoc")
    page.get_by_role("button", name="Nhập các kế hoạch đã chọn").click()
    page.wait_for_load_state()
    page.locator(f"a[href^='/truong/{slug}/ke-hoach/']").filter(has_not_text="Kế hoạch của").nth(0)
    link = page.locator("main a[href*='/ke-hoach/']").filter(
        has_text=re.compile("kế hoạch", re.IGNORECASE)
    )
    hrefs = [one.get_attribute("href") or "" for one in link.all()]
    plan = next(one for one in hrefs if re.search(r"/ke-hoach/[a-z0-9]{10}/$", one))
    page.goto(address + plan)


def press(page: Page, name: str, note: str = "") -> None:
    """Take a step on the page of the plan's life."""
    if note:
        page.get_by_text(f"{name}…").first.click()
        page.locator("textarea[name=note]:visible").fill(note)
    page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state()


def issue(page: Page, shots: str = "") -> str:
    """Issue an approved plan from its life page; the number it got."""
    page.get_by_role("link", name="Ban hành…").first.click()
    page.wait_for_load_state()
    if shots:
        picture(page, f"{shots}-ban-hanh")
    page.get_by_role("button", name="Ban hành", exact=True).click()
    page.wait_for_load_state()
    answer = page.locator("input[type=checkbox][name=faults_seen]")
    if answer.count():  # the paper of the sample still has faults; the head looks and goes on
        picture(page, "loi-truoc-khi-ban-hanh")
        answer.check()
        page.get_by_role("button", name="Ban hành", exact=True).click()
    sealed = page.locator("section.sealed h2").first
    expect(sealed).to_be_visible()
    return (sealed.text_content() or "").strip()
