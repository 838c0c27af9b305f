"""The application as `serve` runs it behind a proxy that speaks https."""

from __future__ import annotations

import http.client
import time

from tests.e2e.server import Application, application

HOST = "caitien.example.edu.vn"


def answer(app: Application, path: str, **headers: str) -> http.client.HTTPResponse:
    asked = http.client.HTTPConnection("127.0.0.1", app.port, timeout=30)
    asked.request("GET", path, headers={"Host": HOST} | headers)
    found = asked.getresponse()
    found.read()
    asked.close()
    return found


def test_a_page_asked_for_by_https_is_shown_and_not_sent_round_in_circles() -> None:
    with application("sqlite", CAITIEN_HTTPS="1", CAITIEN_HOSTS=HOST) as app:
        app.start("--no-worker")
        by_proxy = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.5"}
        shown = answer(app, "/tai-khoan/dang-nhap/", **by_proxy)
        plain = answer(app, "/tai-khoan/dang-nhap/", **{**by_proxy, "X-Forwarded-Proto": "http"})
    assert shown.status == 200
    assert "max-age=31536000" in (shown.getheader("Strict-Transport-Security") or "")
    cookies = shown.getheader("Set-Cookie") or ""
    assert "Secure" in cookies
    assert plain.status == 301
    assert plain.getheader("Location") == f"https://{HOST}/tai-khoan/dang-nhap/"


def test_a_first_start_took_three_minutes() -> None:
    with application("sqlite") as app:
        begun = time.monotonic()
        app.start()
        took = time.monotonic() - begun
        shown = answer(app, "/tai-khoan/dang-nhap/", Host="localhost")
    assert shown.status == 200
    assert took < 30, took
