"""Looks at a page as it is used: what the console says, what was refused, what axe-core finds."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Response

#: axe-core's weight of a fault that keeps people from using a page
GRAVE = ("serious", "critical")
_AXE = Axe()
_CSP = """
window.__refused = [];
document.addEventListener("securitypolicyviolation",
  (e) => window.__refused.push(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}`));
"""
#: what stands out beyond the right edge: the body, not what scrolls within its own frame
_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  const root = document.scrollingElement;
  if (root.scrollWidth <= room) return "";
  const out = [...document.querySelectorAll("body *")].filter((e) => {
    const at = e.getBoundingClientRect();
    return at.width && at.right > room + 1;
  }).slice(0, 4).map((e) => e.outerHTML.slice(0, 90));
  return `${root.scrollWidth} px > ${room} px: ${out.join(" | ")}`;
}"""


class Watch:
    """Collects what goes wrong on a page while it is used; `expected` statuses are no fault."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.expected: set[int] = set()
        #: True while the network is lost on purpose
        self.quiet = False
        self.problems: list[str] = []
        page.add_init_script(_CSP)
        page.on("pageerror", lambda error: self._note(f"lỗi JavaScript: {error}"))
        page.on("console", self._console)
        page.on("response", self._response)
        page.on("requestfailed", self._failed)

    def _note(self, words: str) -> None:
        if not self.quiet:
            self.problems.append(f"{self.page.url}: {words}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self._note(f"console.{message.type}: {message.text}")

    def _response(self, answer: Response) -> None:
        if answer.status >= 400 and answer.status not in self.expected:
            self._note(f"{answer.status} {answer.url}")

    def _failed(self, request: Any) -> None:
        if "ERR_ABORTED" not in (request.failure or ""):
            self._note(f"{request.failure} {request.url}")

    def end(self) -> list[str]:
        """What was found, and what the content security policy refused on the page shown last."""
        refused = self.page.evaluate("() => window.__refused || []")
        return self.problems + [f"{self.page.url}: CSP: {words}" for words in refused]


def too_wide(page: Page) -> str:
    """Why the page scrolls sideways; "" where it does not."""
    words: str = page.evaluate(_WIDE)
    return words


def grave_faults(page: Page) -> list[str]:
    """Serious and critical faults axe-core finds in what the page shows now."""
    found = _AXE.run(page, options={"resultTypes": ["violations"]})
    return [
        f"{fault['impact']} {fault['id']}: {fault['help']}: "
        + " | ".join(node["html"][:120] for node in fault["nodes"][:3])
        for fault in found.response["violations"]
        if fault["impact"] in GRAVE
    ]
