"""The demo as an installation to walk about in: its people, its plans, their addresses."""

from __future__ import annotations

import json
import re
from functools import cached_property
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from caitien.demo.places import PASSWORD

from .browser import visitor
from .server import Application

#: schools of the demo by how far their plan of this year has come
DRAFT, WAITING, ISSUED = "mam-non-hoa-cau", "tieu-hoc-suoi-truc", "thcs-doi-thong"
RETURNED, APPROVED = "thpt-go-phuong", "thcs-cau-ngoi"
OFFICER = "chuyenvien"


def build_demo(folder: Path) -> None:
    """Make the demo in an empty folder."""
    app = Application(folder, more={"CAITIEN_DEMO": "1"})
    app.manage("demo", "--build-only")


def sign_in_form(page: Page, address: str, part: str) -> None:
    """Sign in through the page, with or without JavaScript."""
    page.goto(address + "/")
    page.fill("input[name=login]", f"{part}@minhhoa.vn")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(re.compile(r"^https?://[^/]+/(?!tai-khoan/)"))


class Demo:
    """A served demo. `part` names a person: "thuky.mam-non-hoa-cau", "chuyenvien", …"""

    def __init__(self, app: Application, opened: Browser) -> None:
        self.app, self.opened = app, opened
        self.address = app.address
        self._kept: dict[str, Any] = {}

    @cached_property
    def facts(self) -> dict[str, Any]:
        """What `tests.e2e.facts` says."""
        found: dict[str, Any] = json.loads(self.app.run_module("tests.e2e.facts"))
        return found

    def visit(self, part: str = "", *, phone: bool = False, script: bool = True) -> BrowserContext:
        """A browser of this person, signed in once and for all; "" is a stranger."""
        state = self.cookies(part) if part else None
        return visitor(self.opened, phone=phone, script=script, state=state)

    def cookies(self, part: str) -> Any:
        """The cookies of this person after signing in through the page."""
        if part not in self._kept:
            context = visitor(self.opened)
            sign_in_form(context.new_page(), self.address, part)
            self._kept[part] = context.storage_state()
            context.close()
        return self._kept[part]

    def plan(self, school: str, more: str = "") -> str:
        """The address of the school's plan of this year."""
        return (
            f"{self.address}/truong/{school}/ke-hoach/{self.facts['plans'][school]['key']}/{more}"
        )

    def row(self, school: str, number: int = 0) -> str:
        """The uid of an action of that plan, in the order of the table."""
        uid: str = self.facts["plans"][school]["rows"][number]
        return uid
