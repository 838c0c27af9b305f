"""A real Chromium of this machine, driven by scripts; skips, saying why, where there is none."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
#: screenshots of a run stand here (not kept in git)
PICTURES = ROOT / "ket-qua" / "man-hinh"
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
#: machines are shared and slow by turns
expect.set_options(timeout=20_000)


def chromium() -> str:
    """The program; skips the test where the machine has none."""
    named = os.environ.get("CAITIEN_CHROMIUM", "")
    for name in (named, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        found = shutil.which(name) if name else None
        if found:
            return found
    pytest.skip("máy không có Chromium (Debian: apt install chromium)")


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    program = chromium()
    with sync_playwright() as play:
        opened = play.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"], headless=True
        )
        try:
            yield opened
        finally:
            opened.close()


def visitor(
    opened: Browser, *, phone: bool = False, script: bool = True, state: Any = None
) -> BrowserContext:
    """A fresh visitor, on a phone or at a desk, with or without JavaScript.

    `state` are the cookies of a person who has signed in before (`storage_state`).
    """
    return opened.new_context(
        viewport=PHONE if phone else DESK,  # type: ignore[arg-type]
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        java_script_enabled=script,
        has_touch=phone,
        storage_state=state,
    )


def picture(page: Page, name: str) -> None:
    """Keep what is on the screen, at 360 and at 1280 px."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    for width, size in (("360", PHONE), ("1280", DESK)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
    if before:
        page.set_viewport_size(before)
