"""A small browser without a window, for tests that end servers in the middle of a request."""

from __future__ import annotations

import contextlib
import threading
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from typing import Any

from lxml import html

from .seed import PASSWORD

ERRORS = (OSError, urllib.error.URLError)


class Client:
    """A signed-in person; forms are filled in as the page shows them."""

    def __init__(self, address: str, email: str) -> None:
        self.address = address
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        page = self.get("/tai-khoan/dang-nhap/")
        form = next(f for f in page.forms if "password" in f.fields)
        where, _ = self.post(form, login=email, password=PASSWORD)
        assert "/tai-khoan/" not in where

    def get(self, path: str) -> Any:
        """A page, parsed; its `url` is where one ended."""
        address = path if path.startswith("http") else self.address + path
        with self.opener.open(address, timeout=30) as answer:
            return html.fromstring(answer.read(), base_url=answer.url)

    def body(self, form: Any, **more: str) -> tuple[str, bytes]:
        """Where a form goes and what it says; one answer is given to each open question."""
        boxes = {box.get("name") for box in form.xpath(".//textarea")}
        told = [
            (name, value.removeprefix("\n") if name in boxes else value)  # as browsers read them
            for name, value in form.form_values()
            if name not in more
        ]
        told += more.items()
        for box in form.xpath(".//fieldset[contains(@class,'ask')]//input"):
            if box.get("name") not in [name for name, _ in told]:
                told.append((box.get("name"), box.get("value")))
        there = urllib.parse.urljoin(form.base_url, form.get("action") or form.base_url)
        return there, urllib.parse.urlencode(told).encode()

    def post(self, form: Any, **more: str) -> tuple[str, Any]:
        """Send a form; where one ends, and that page."""
        there, said = self.body(form, **more)
        with self.opener.open(there, said, timeout=60) as answer:
            return answer.url, html.fromstring(answer.read(), base_url=answer.url)

    def cookie(self) -> str:
        """The cookies as one header."""
        return "; ".join(f"{one.name}={one.value}" for one in self.jar)


class Cut:
    """A request on its way in a thread of its own, while the caller pulls the plug."""

    def __init__(self, client: Client, form: Any, **more: str) -> None:
        self.answered = False
        there, said = client.body(form, **more)

        def run() -> None:
            with contextlib.suppress(*ERRORS), client.opener.open(there, said, timeout=60) as got:
                got.read()
                self.answered = True

        self.thread = threading.Thread(target=run, daemon=True)
        self.thread.start()

    def end(self) -> bool:
        """Wait for the thread; whether the answer came before the cut."""
        self.thread.join(60)
        return self.answered
