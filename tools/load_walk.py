"""Người dùng của tools/load.py: trình duyệt tối thiểu, các trang chính, các cách đi qua chúng."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin

from load_data import PASSWORD

#: times each page is asked for before it is measured
WARM = 3
#: name → [account, address]; the account is "" where anybody may look
Pages = dict[str, list[str]]
_LINKED = re.compile(rb'<(?:script|link|img)\b[^>]*\b(?:src|href)="(/static/[^"]+)"')
_IMPORTED = re.compile(rb'(?:from|import)\s*\(?\s*["\'](\.{1,2}/[^"\']+|/static/[^"\']+)["\']')
_IN_STYLE = re.compile(rb'url\(["\']?([^"\')]+)["\']?\)')
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Walk:
    """What a walk over the pages took: milliseconds of every answer, and of processor."""

    clients: int
    ms: dict[str, list[float]] = field(default_factory=dict)
    seconds: float = 0.0
    #: milliseconds of processor an answer cost the server, by page; None where nobody tells
    costs: dict[str, float | None] = field(default_factory=dict)
    #: the same over all pages, and for the program that measures (it sits on the same processors)
    server: float | None = None
    own: float = 0.0

    @property
    def every(self) -> list[float]:
        """Milliseconds of the answers of all pages."""
        return [value for values in self.ms.values() for value in values]


def processor_ms(pid: int) -> float | None:
    """Milliseconds of processor a process has used, all threads; None where /proc is not there."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return None
    return (int(told[11]) + int(told[12])) * 1000 / os.sysconf("SC_CLK_TCK")


class Meter:
    """Time on the wall and on the processor since `start`, of the server and of this program."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def start(self) -> None:
        """Begin to count."""
        self.before = processor_ms(self.pid)
        self.own, self.begun = time.process_time(), time.perf_counter()

    def seconds(self) -> float:
        """Seconds on the wall so far."""
        return time.perf_counter() - self.begun

    def server(self, answers: int) -> float | None:
        """Milliseconds of the server's processor an answer cost; None where nobody tells."""
        after = processor_ms(self.pid)
        if self.before is None or after is None:
            return None
        return (after - self.before) / answers

    def read(self, walk: Walk, answers: int) -> None:
        """Write down what so many answers took."""
        walk.seconds, walk.server = self.seconds(), self.server(answers)
        walk.own = (time.process_time() - self.own) * 1000 / answers


class Browser:
    """One user: a kept-open connection, cookies, gzip as a browser asks for it."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, dict[str, str]()
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, method: str, url: str, form: dict[str, str] | None = None) -> tuple[int, bytes]:
        """The status and the body as it came over the wire (maybe compressed)."""
        headers = {"Accept-Encoding": "gzip", "Accept": "text/html"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if form is not None:
            body = urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Referer"] = f"http://127.0.0.1:{self.port}{url}"
        self.line.request(method, url, body, headers)
        answer = self.line.getresponse()
        content = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        self.headers = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, content

    def plain(self, content: bytes) -> bytes:
        """The body of the last answer, unpacked."""
        packed = self.headers.get("content-encoding") == "gzip"
        return gzip.decompress(content) if packed else content

    def sign_in(self, url: str, email: str) -> None:
        """Sign in by the form, as a person does."""
        _, content = self.ask("GET", url)
        token = _TOKEN.search(self.plain(content))
        if token is None:
            sys.exit(f"{url}: không thấy biểu mẫu đăng nhập")
        form = {"csrfmiddlewaretoken": token[1].decode(), "login": email, "password": PASSWORD}
        status, _ = self.ask("POST", url, form)
        if status != 302:
            sys.exit(f"Không đăng nhập được bằng {email}: {status} (đường dẫn {url})")


def pages_of(built: dict[str, Any]) -> Pages:
    """The main pages: name → [account, address]; the account is "" where anybody may look."""
    head, officer = built["accounts"][0], built["officers"]
    school, year = f"/truong/{built['school']}/", built["year"]
    plan = f"{school}ke-hoach/{built['plan']}/"
    found = {
        "Tổng quan": f"{school}{year}-{year + 1}/",
        "Việc của tôi": f"{school}{year}-{year + 1}/viec-cua-toi/",
        "Kế hoạch (danh sách)": f"{school}ke-hoach/",
        "Kế hoạch (soạn, xem)": plan,
        "Kế hoạch (bản đọc)": f"{plan}xem/",
        "Quá trình": f"{plan}qua-trinh/",
        "Góp ý": f"{plan}gop-y/",
        "Nhân sự": f"{school}nha-truong/nhan-su/",
        "Nhật ký": f"{school}nha-truong/nhat-ky/",
        "Nhập tệp": f"{school}nhap/",
        "Thông báo": "/thong-bao/",
    }
    pages = {name: [head, url] for name, url in found.items()}
    pages["Toàn cảnh phường"] = [officer[0], f"/don-vi/{built['office']}/"]
    pages["Toàn cảnh sở (200 trường)"] = [officer[1], f"/don-vi/{built['department']}/"]
    pages["Văn bản gửi đến"] = [officer[0], f"/don-vi/{built['office']}/cong-van/"]
    pages["Trang công khai"] = ["", f"/cong-khai/{built['public']}/"]
    return pages


class Visitors:
    """Signed-in browsers, one for every account, and ways to walk over the pages."""

    def __init__(self, port: int, login: str, pages: Pages, pid: int) -> None:
        self.port, self.pages, self.pid = port, pages, pid
        # signed in once each: so many sign-ins at once from one address are held back
        self.known = {account: Browser(port) for account, _ in pages.values()}
        for account, browser in self.known.items():
            if account:
                browser.sign_in(login, account)

    def browsers(self) -> dict[str, Browser]:
        """Fresh connections, by account."""
        made = {account: Browser(self.port) for account in self.known}
        for account, browser in made.items():
            browser.cookies = dict(self.known[account].cookies)
        return made

    def ask(self, browsers: dict[str, Browser], name: str) -> float:
        """Milliseconds of one answer."""
        account, url = self.pages[name]
        begun = time.perf_counter()
        status, _ = browsers[account].ask("GET", url)
        if status != 200:
            raise SystemExit(f"{url}: {status}")
        return (time.perf_counter() - begun) * 1000

    def alone(self, seconds: float) -> Walk:
        """One client, page by page: what an answer takes and costs where nobody else asks."""
        walk, whole, browsers = Walk(1), Meter(self.pid), self.browsers()
        whole.start()
        for name in self.pages:
            for _ in range(WARM):
                self.ask(browsers, name)
            meter, times = Meter(self.pid), list[float]()
            meter.start()
            while meter.seconds() < seconds / len(self.pages) or not times:
                times.append(self.ask(browsers, name))
            walk.ms[name], walk.costs[name] = times, meter.server(len(times))
        whole.read(walk, len(walk.every) + WARM * len(self.pages))
        return walk

    def together(self, clients: int, seconds: float) -> Walk:
        """Clients that walk through the pages over and over, none ever pausing between two."""
        names, meter, wrong = list(self.pages), Meter(self.pid), list[str]()
        walk = Walk(clients, {name: [] for name in names})
        ready = threading.Barrier(clients, meter.start)

        def one(number: int) -> None:
            browsers, turn = self.browsers(), number * len(names) // clients
            mine = names[turn:] + names[:turn]
            try:
                for name in mine:
                    self.ask(browsers, name)
                ready.wait()
                while meter.seconds() < seconds:
                    for name in mine:
                        walk.ms[name].append(self.ask(browsers, name))
            except SystemExit as error:
                wrong.append(str(error))
                ready.abort()

        threads = [threading.Thread(target=one, args=(n,)) for n in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if wrong:
            sys.exit("\n".join(sorted(set(wrong))))
        meter.read(walk, len(walk.every))
        return walk


def first_visit(port: int, login: str, url: str, email: str) -> tuple[int, dict[str, int]]:
    """Bytes a fresh browser gets for a page: itself, styles, scripts and what they ask for."""
    browser = Browser(port)
    if email:
        browser.sign_in(login, email)
    waiting, sizes = [url], dict[str, int]()
    while waiting:
        each = waiting.pop()
        status, content = browser.ask("GET", each)
        if status != 200:
            sys.exit(f"{each}: {status}")
        head = sum(len(name) + len(value) + 4 for name, value in browser.headers.items())
        sizes[each] = len(content) + head
        text = browser.plain(content)
        ending = each.rpartition(".")[2]
        pattern = {"js": _IMPORTED, "css": _IN_STYLE}.get(ending, _LINKED)
        found = [] if ending in ("png", "svg", "woff2", "ico") else pattern.findall(text)
        for name in found:
            to = urljoin(each, name.decode())
            if to.startswith("/") and to not in sizes and to not in waiting:
                waiting.append(to)
    return sum(sizes.values()), sizes
