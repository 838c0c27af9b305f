"""What the first pages weigh on the wire, for somebody who was never here before."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from . import demo as places
from .browser import visitor
from .demo import Demo, sign_in_form

#: bytes on the wire a first page may weigh, everything included
MOST = 100_000


class Scale:
    """Weighs what a page loads, headers included, by the browser's own count."""

    def __init__(self, page: Page) -> None:
        self.parts: dict[str, tuple[str, int]] = {}
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.loadingFinished", self._finished)

    def _sent(self, event: dict) -> None:  # type: ignore[type-arg]
        self.parts[event["requestId"]] = (event["request"]["url"], 0)

    def _finished(self, event: dict) -> None:  # type: ignore[type-arg]
        url, _ = self.parts.get(event["requestId"], ("?", 0))
        self.parts[event["requestId"]] = (url, int(event["encodedDataLength"]))

    @property
    def bytes(self) -> int:
        """All of it."""
        return sum(size for _, size in self.parts.values())

    def told(self) -> str:
        """The heaviest parts."""
        heavy = sorted(self.parts.values(), key=lambda part: -part[1])[:10]
        return f"{self.bytes} byte: " + ", ".join(f"{url} {size}" for url, size in heavy)


def weigh(page: Page, address: str) -> Scale:
    """Open a page with an empty cache."""
    scale = Scale(page)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert len(scale.parts) > 3
    return scale


def test_signing_in_weighs_less_than_100_kb(opened: Browser, demo: Demo) -> None:
    page = visitor(opened).new_page()
    scale = weigh(page, demo.address + "/")
    assert page.locator("input[name=password]").is_visible()
    page.context.close()
    assert scale.bytes < MOST, scale.told()


def test_the_overview_weighs_less_than_100_kb(opened: Browser, demo: Demo) -> None:
    for part in (f"thuky.{places.DRAFT}", f"hieutruong.{places.ISSUED}", places.OFFICER):
        context = visitor(opened)
        sign_in_form(context.new_page(), demo.address, part)
        page = context.new_page()
        scale = weigh(page, demo.address + "/")
        assert "/tai-khoan/" not in page.url
        context.close()
        assert scale.bytes < MOST, f"{part}: {scale.told()}"
