"""Passkeys, with a real browser and its virtual authenticator, under our own policy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.people import Cast, make_cast

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PASSWORD = "mat khau thu nghiem"  # noqa: S105 - of made-up people
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


class Browser:
    """A page of the site at work, with a device that has a fingerprint reader."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.device = page.context.new_cdp_session(page)
        self.device.send("WebAuthn.enable")
        self.key = self.give(verified=True)

    def give(self, *, verified: bool) -> str:
        options = {**KEY, "isUserVerified": verified}
        found = self.device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        return str(found["authenticatorId"])

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def sign_in(self, email: str) -> None:
        self.go("/tai-khoan/dang-nhap/")
        self.page.fill("[name=login]", email)
        self.page.fill("[name=password]", PASSWORD)
        self.page.get_by_role("button", name="Đăng nhập", exact=True).click()

    def sign_out(self) -> None:
        self.go("/tai-khoan/dang-xuat/")
        self.page.locator("main").get_by_role("button", name="Đăng xuất").click()

    def add_key(self, name: str) -> None:
        self.go("/tai-khoan/hai-buoc/khoa/them/")
        self.page.fill("[name=password]", PASSWORD)
        self.page.get_by_role("button", name="Tiếp tục").click()
        self.page.get_by_label("Tên khóa").fill(name)
        self.page.get_by_role("button", name="Thêm khóa truy cập").click()
        expect(self.page.get_by_role("heading", name="Mã dự phòng")).to_be_visible()


@pytest.fixture
def browser(cast: Cast, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("máy không có Chromium: khóa truy cập không được thử trong trình duyệt")
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    faults: list[str] = []
    with sync_playwright() as player:
        chromium = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = chromium.new_context(locale="vi-VN").new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
        yield Browser(page, live_server.url.replace("127.0.0.1", "localhost"))
        chromium.close()
    assert faults == [], "nothing was refused by the policy, nothing broke"


def test_a_passkey_is_added_signs_in_alone_is_renamed_and_dropped(
    cast: Cast, browser: Browser
) -> None:
    page = browser.page
    browser.sign_in(cast.teacher.email)
    browser.add_key("Điện thoại của tôi")
    browser.sign_out()
    browser.go("/tai-khoan/dang-nhap/")
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    page.wait_for_url(lambda url: "dang-nhap" not in url)
    browser.go("/toi/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tài khoản của tôi")
    expect(page.locator("main")).to_contain_text(cast.teacher.email)

    browser.go("/tai-khoan/hai-buoc/khoa/xac-minh-lai/?next=/tai-khoan/hai-buoc/khoa/")
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Khóa truy cập")
    page.get_by_role("link", name="Đổi tên").click()
    page.get_by_label("Tên khóa").fill("Máy ở nhà")
    page.get_by_role("button", name="Lưu tên khóa").click()
    expect(page.locator("main")).to_contain_text("Máy ở nhà")
    page.get_by_role("link", name="Bỏ khóa").click()
    page.get_by_role("button", name="Bỏ khóa").click()
    expect(page.locator("main")).to_contain_text("Chưa có khóa truy cập")


def test_a_passkey_is_the_second_step_after_the_password(cast: Cast, browser: Browser) -> None:
    browser.sign_in(cast.head.email)
    browser.add_key("Máy phòng hiệu trưởng")
    browser.sign_out()
    browser.sign_in(cast.head.email)
    expect(browser.page.get_by_role("heading", level=1)).to_have_text("Bước thứ hai")
    browser.page.get_by_role("button", name="Dùng khóa truy cập").click()
    browser.page.wait_for_url(lambda url: "tai-khoan" not in url)


def test_a_refused_passkey_is_told_in_words(cast: Cast, browser: Browser) -> None:
    browser.device.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": browser.key})
    browser.give(verified=False)
    browser.go("/tai-khoan/dang-nhap/")
    expect(browser.page.locator("[data-key-error]")).to_be_hidden()
    browser.page.get_by_role("button", name="Dùng khóa truy cập").click()
    told = browser.page.get_by_role("alert")
    expect(told).to_contain_text("Chưa dùng được khóa truy cập")
