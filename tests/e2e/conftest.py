"""One browser a module, and one installation of the demo a module, copied from one build."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from .browser import browser, chromium
from .demo import Demo, build_demo
from .server import Application


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    """A browser for the tests of a module."""
    with browser() as one:
        yield one


@pytest.fixture(scope="session")
def demo_folder() -> Iterator[Path]:
    """A data folder with the demo in it, as `caitien-web demo --build-only` leaves it."""
    chromium()
    folder = Path(tempfile.mkdtemp(prefix="caitien-demo-"))
    try:
        build_demo(folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def demo(demo_folder: Path, opened: Browser) -> Iterator[Demo]:
    """The demo, served with its worker; changes of one module are not seen by another."""
    folder = Path(tempfile.mkdtemp(prefix="caitien-e2e-"))
    shutil.copytree(demo_folder, folder, dirs_exist_ok=True)
    app = Application(folder, more={"CAITIEN_DEMO": "1"})
    try:
        app.start("--prepared")
        yield Demo(app, opened)
    finally:
        app.stop()
        shutil.rmtree(folder, ignore_errors=True)
