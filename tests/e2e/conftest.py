"""One browser a module, and one installation of the demo a module, copied from one build."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker drives the browser and the servers: two at once on a small machine disturb."""
    for item in items:
        if "/e2e/" in item.path.as_posix():
            item.add_marker(pytest.mark.xdist_group("e2e"))


def _why(report: pytest.TestReport) -> str:
    """The first line of what went wrong, so that a fault that comes seldom can be found."""
    crash = getattr(report.longrepr, "reprcrash", None)
    words = crash.message if crash else str(report.longrepr)
    return f"{report.when}: {words.strip().splitlines()[0][:200] if words.strip() else '?'}"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """A browser run that fails is tried once more; the last lines of the run name it."""
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = runtestprotocol(item, nextitem=nextitem, log=False)
    if any(report.failed for report in reports):
        why = "; ".join(_why(report) for report in reports if report.failed)
        if hasattr(item, "_initrequest"):
            item._initrequest()
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
        for report in reports:
            report.user_properties.append(("second_try", f"{item.nodeid} ({why})"))
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True
