"""The power goes while something is under way: nothing half done, nothing lost, the next try works.

Server and worker are killed (SIGKILL) at several moments of each piece of work; what then stands
in the database and on the disk is looked at before and after the application starts again.
"""

from __future__ import annotations

import json
import socket
import time
import urllib.parse
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from .client import Client, Cut
from .server import Application, application

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
SCHOOL, SAMPLE = "tieu-hoc", "chin-cot-tieu-hoc.docx"
PATIENCE = 90.0
#: moments of the kill, as parts of what the work takes when nothing happens
MOMENTS = (0.05, 0.25, 0.45, 0.65, 0.8, 0.95)


class Site:
    """An installation whose power can go, with a secretary and a head of one school."""

    def __init__(self, app: Application) -> None:
        self.app = app
        self.clients: dict[str, Client] = {}
        self.files = 0

    def client(self, part: str) -> Client:
        """The secretary ("tk") or the head ("ht"), signed in."""
        if part not in self.clients:
            self.clients[part] = Client(self.app.address, f"{part}.{SCHOOL}@example.vn")
        return self.clients[part]

    def truth(self, *words: str) -> dict[str, Any]:
        """What stands; nothing of it is half done."""
        found: dict[str, Any] = json.loads(self.app.run_module("tests.e2e.truth", *words))
        assert found["half"] == []
        return found

    def power_back(self, *words: str) -> dict[str, Any]:
        """Look at what the cut left, start again (the health page says 200)."""
        found = self.truth(*words)
        self.app.start("--prepared")
        return found

    def file(self, padding: int = 0) -> bytes:
        """A plan as a Word file, each time another one; with `padding` bytes of a picture."""
        self.files += 1
        held = BytesIO((SAMPLES / SAMPLE).read_bytes())
        with zipfile.ZipFile(held, "a") as package:
            package.comment = f"bản {self.files}".encode()
            if padding:
                package.writestr("word/media/anh.bin", bytes(padding), zipfile.ZIP_STORED)
        return held.getvalue()

    def upload_request(self, content: bytes) -> bytes:
        """The whole request of an upload, as a browser sends it."""
        client = self.client("tk")
        page = client.get(f"/truong/{SCHOOL}/nhap/")
        form = next(
            one
            for one in page.forms
            if "once" in one.fields and one.xpath(".//input[@type='file']")
        )
        mark = "ranh-gioi-cua-tep"
        parts = "".join(
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in form.form_values()
            if name != "files"
        )
        told = 'Content-Disposition: form-data; name="files"; filename="ke-hoach.docx"'
        head = f"--{mark}\r\n{told}\r\n"
        body = parts.encode() + head.encode() + b"\r\n" + content + f"\r\n--{mark}--\r\n".encode()
        host = urllib.parse.urlsplit(client.address).netloc
        lines = (
            f"POST /truong/{SCHOOL}/nhap/ HTTP/1.1",
            f"Host: {host}",
            f"Cookie: {client.cookie()}",
            f"Content-Type: multipart/form-data; boundary={mark}",
            f"Content-Length: {len(body)}",
            "Connection: close",
        )
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body

    def upload(self, content: bytes) -> str:
        """Upload a file to the end; the key of its import."""
        answer = send(self.app, self.upload_request(content))
        there = next(
            line for line in answer.split(b"\r\n") if line.lower().startswith(b"location:")
        )
        return there.decode().rstrip("/").rsplit("/", 1)[1]

    def page(self, key: str) -> Any:
        """The page of an import."""
        return self.client("tk").get(f"/truong/{SCHOOL}/nhap/{key}/")

    def ready(self, key: str) -> None:
        """Wait until the file of an import has been read."""
        until = time.monotonic() + PATIENCE
        while not self.page(key).xpath("//a[contains(@href, '/xem-truoc/')]"):
            assert time.monotonic() < until, self.app.log()
            time.sleep(0.1)

    def apply_form(self, key: str) -> Any:
        """The form that makes plans of an import."""
        page = self.client("tk").get(f"/truong/{SCHOOL}/nhap/{key}/xem-truoc/")
        return next(form for form in page.forms if (form.get("action") or "").endswith("/nhap/"))


def send(app: Application, request: bytes, part: float = 1.0, kill: bool = False) -> bytes:
    """Send a part of a request over a connection of its own; the answer, or the power goes."""
    with socket.create_connection(("127.0.0.1", app.port), timeout=60) as line:
        line.sendall(request[: int(len(request) * part)])
        if kill:
            time.sleep(0.05)
            app.kill()
            return b""
        answer = b""
        while piece := line.recv(65536):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 302"), answer[:300]
    return answer


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    """An installation with schools, served."""
    with application(request.param) as app:
        app.manage("prepare")
        app.run_module("tests.e2e.seed")
        app.start("--prepared")
        yield Site(app)


def test_the_power_goes_during_an_upload(site: Site) -> None:
    content = site.file(padding=12_000_000)
    request = site.upload_request(content)
    before = len(site.truth()["imports"])
    for part in (0.3, 0.98):
        send(site.app, request, part, kill=True)
        assert len(site.power_back()["imports"]) == before
    send(site.app, request, kill=True)  # everything was sent, nothing was answered
    assert len(site.power_back()["imports"]) in (before, before + 1)
    for _ in range(2):  # the browser sends the same form again: one import, whatever came before
        send(site.app, request)
    found = site.truth()["imports"]
    assert len(found) == before + 1
    site.ready(found[-1]["key"])


def test_the_power_goes_while_a_file_is_read(site: Site) -> None:
    caught = 0
    for delay in (0.0, 0.3, 0.6):
        key = site.upload(site.file())
        until = time.monotonic() + PATIENCE
        while not site.page(key).xpath("//*[contains(., 'Đang đọc')]"):
            assert time.monotonic() < until
        time.sleep(delay)
        site.app.kill()
        found = site.power_back("later")
        caught += found["imports"][-1]["state"] == "dang_doc"
        site.ready(key)  # read again by itself
        assert site.truth()["imports"][-1]["state"] == "cho_xem"
    assert caught, "chưa lần nào cắt điện trúng lúc đang đọc"


def test_the_power_goes_while_an_import_is_applied(site: Site) -> None:
    key = site.upload(site.file())
    site.ready(key)
    began = time.monotonic()
    site.client("tk").post(site.apply_form(key))
    takes = time.monotonic() - began
    key = ""
    states = []
    for moment in MOMENTS:
        if not key:
            key = site.upload(site.file())
            site.ready(key)
        cut = Cut(site.client("tk"), site.apply_form(key))
        time.sleep(takes * moment)
        site.app.kill()
        answered = cut.end()
        now = next(one for one in site.power_back()["imports"] if one["key"] == key)
        assert (now["state"], len(now["plans"])) in (("cho_xem", 0), ("da_nhap", 1))
        if answered:
            assert now["state"] == "da_nhap"
        states.append((now["state"], answered))
        if now["state"] == "da_nhap":
            key = ""
    assert ("cho_xem", False) in states, "chưa lần nào cắt điện trước khi nhập xong"
    if not key:
        key = site.upload(site.file())
        site.ready(key)
    site.client("tk").post(site.apply_form(key))
    now = next(one for one in site.truth()["imports"] if one["key"] == key)
    assert (now["state"], len(now["plans"])) == ("da_nhap", 1)


def approved(site: Site) -> str:
    """A plan of the school, approved; its address."""
    key = site.upload(site.file())
    site.ready(key)
    site.client("tk").post(site.apply_form(key))
    plan = next(one for one in site.truth()["imports"] if one["key"] == key)["plans"][0]
    address = f"/truong/{SCHOOL}/ke-hoach/{plan}/"
    secretary = site.client("tk")
    for link in sorted(
        set(secretary.get(address).xpath("//a[contains(@href, '/dong/action/')]/@href"))
    ):
        form = next(
            one for one in secretary.get(link).forms if "row-form" in (one.get("class") or "")
        )
        more = {"time": "Tháng 4/2027", "assignee_text": "Phó hiệu trưởng"}
        empty = {name: more[name] for name in more if not (form.fields.get(name) or "x").strip()}
        if empty:
            _, page = secretary.post(form, **empty)
            assert not page.xpath("//*[@data-error-summary]"), page.text_content()
    for part, step in (("tk", "submit"), ("ht", "approve")):
        page = site.client(part).get(address + "qua-trinh/")
        found = [one for one in page.forms if (one.get("action") or "").endswith(f"/{step}/")]
        assert found, " ".join(page.xpath("//main")[0].text_content().split())
        site.client(part).post(found[0])
    return address


def test_the_power_goes_while_a_plan_is_issued(site: Site) -> None:
    address = approved(site)
    plan = address.rstrip("/").rsplit("/", 1)[1]
    head = site.client("ht")

    def form() -> Any:
        page = head.get(address + "ban-hanh/")
        return next((one for one in page.forms if "seen_hash" in one.fields), None)

    of_the_file = site.truth()["plans"][plan][1]
    more = {"faults_seen": "on"}
    began = time.monotonic()  # printing is what takes the time: the same print, but not kept
    with head.opener.open(f"{site.app.address}{address}ban-pdf/", timeout=60) as answer:
        answer.read()
    takes = 2 * (time.monotonic() - began)
    states = []
    for moment in MOMENTS:
        asked = form()
        if asked is None:
            break
        cut = Cut(head, asked, **more)
        time.sleep(takes * moment)
        site.app.kill()
        answered = cut.end()
        found = site.power_back()
        state, number = found["plans"][plan]
        assert (state, len(found["papers"])) in (("da_duyet", 0), ("da_ban_hanh", 1))
        assert state == "da_ban_hanh" or number == of_the_file
        states.append((state, answered))
    assert states[0] == ("da_duyet", False)
    if (asked := form()) is not None:
        head.post(asked, **more)
    found = site.truth()
    assert found["plans"][plan] == ["da_ban_hanh", found["papers"][0]]
    assert [number.split("/")[0] for number in found["papers"]] == ["01"]
