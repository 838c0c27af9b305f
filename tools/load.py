"""`make load`: 200 trường × 3 năm học, bốn người cùng lúc, thời gian trả lời của các trang chính.

Dựng dữ liệu trong một thư mục tạm (SQLite, hoặc cơ sở dữ liệu TRỐNG của CAITIEN_DATABASE_URL), chạy
`caitien-web serve` như khi dùng thật, rồi đo qua mạng: trung vị, p95, lâu nhất, số truy vấn, và số
byte một trình duyệt mới phải tải cho trang đầu.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import http.client
import json
import os
import platform
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin

from load_data import PASSWORD

ROOT = Path(__file__).resolve().parent.parent
#: the aims: milliseconds of 95 % of the answers, bytes of a first page, queries of a page
AIM_MS, AIM_BYTES, AIM_QUERIES = 150.0, 100 * 1024, 15
_LINKED = re.compile(rb'<(?:script|link|img)\b[^>]*\b(?:src|href)="(/static/[^"]+)"')
_IMPORTED = re.compile(rb'(?:from|import)\s*\(?\s*["\'](\.{1,2}/[^"\']+|/static/[^"\']+)["\']')
_IN_STYLE = re.compile(rb'url\(["\']?([^"\')]+)["\']?\)')
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Site:
    """A running installation and what was built in it."""

    folder: Path
    environment: dict[str, str]
    port: int
    built: dict[str, Any] = field(default_factory=dict)

    def data(self, *words: str) -> Any:
        """Run tools/load_data.py in this installation."""
        command = [sys.executable, str(ROOT / "tools" / "load_data.py"), *words]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True,
                              check=False)  # fmt: skip
        if done.returncode:
            sys.exit(done.stdout + done.stderr)
        return json.loads(done.stdout)


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


@contextlib.contextmanager
def site(schools: int) -> Iterator[Site]:
    """An installation with its data, serving."""
    folder = Path(tempfile.mkdtemp(prefix="caitien-load-"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("CAITIEN_", "DJANGO_"))}
    environment = {
        **kept,
        "CAITIEN_DATA": str(folder),
        "CAITIEN_DATABASE_URL": os.environ.get("CAITIEN_DATABASE_URL", ""),
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUTF8": "1",
    }
    made = Site(folder, environment, port)
    manage = [sys.executable, "-m", "caitien.config.manage"]
    process = None
    try:
        subprocess.run([*manage, "prepare"], env=environment, check=True, capture_output=True)
        begun = time.perf_counter()
        made.built = made.data("build", str(schools))
        print(f"Dựng {schools} trường × 3 năm học: {time.perf_counter() - begun:.0f} giây.")
        with (folder / "serve.log").open("wb") as log:
            process = subprocess.Popen(
                [*manage, "serve", "--port", str(port), "--prepared"],
                env=environment, stdout=log, stderr=log,
            )  # fmt: skip
        wait(made, process)
        yield made
    finally:
        if process is not None:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(15)
            process.kill()
        shutil.rmtree(folder, ignore_errors=True)


def wait(made: Site, process: subprocess.Popen[bytes]) -> None:
    """Until the health page answers."""
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if Browser(made.port).ask("GET", "/suc-khoe/")[0] == 200:
                return
        time.sleep(0.2)
    sys.exit("Máy chủ không trả lời.\n" + (made.folder / "serve.log").read_text("utf-8"))


def pages_of(built: dict[str, Any]) -> dict[str, list[str]]:
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


def measure(made: Site, clients: int, seconds: float) -> dict[str, list[float]]:
    """Milliseconds of every answer by page; each client walks through the pages, over and over."""
    pages = pages_of(made.built)
    times: dict[str, list[float]] = {name: [] for name in pages}
    wrong: list[str] = []
    ready = threading.Barrier(clients)
    # signed in once each: so many sign-ins at once from one address are held back
    known = {account: Browser(made.port) for account, _ in pages.values()}
    for account, browser in known.items():
        if account:
            browser.sign_in(made.built["login"], account)

    def walk(number: int) -> None:
        browsers = {account: Browser(made.port) for account in known}
        for account, browser in browsers.items():
            browser.cookies = dict(known[account].cookies)
        names = list(pages)
        names = names[number * len(names) // clients :] + names[: number * len(names) // clients]
        for name in names:
            browsers[pages[name][0]].ask("GET", pages[name][1])
        ready.wait()
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            for name in names:
                account, url = pages[name]
                begun = time.perf_counter()
                status, _ = browsers[account].ask("GET", url)
                times[name].append((time.perf_counter() - begun) * 1000)
                if status != 200:
                    wrong.append(f"{url}: {status}")

    threads = [threading.Thread(target=walk, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        sys.exit("\n".join(sorted(set(wrong))))
    return times


def first_visit(made: Site, url: str, email: str) -> tuple[int, dict[str, int]]:
    """Bytes a fresh browser gets for a page: itself, styles, scripts and what they ask for."""
    browser = Browser(made.port)
    if email:
        browser.sign_in(made.built["login"], email)
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


def percentile(values: list[float], part: float) -> float:
    """The value below which this part of them lies."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(len(ranked) * part))]


def machine() -> str:
    """What it was measured on."""
    database = os.environ.get("CAITIEN_DATABASE_URL", "").partition(":")[0] or "SQLite"
    busy = f", tải trung bình lúc bắt đầu {os.getloadavg()[0]:.1f}" if os.name == "posix" else ""
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} nhân, "
        f"Python {platform.python_version()}, {database}{busy}"
    )


def report(times: dict[str, list[float]], costs: dict[str, tuple[int, float]]) -> bool:
    """Print the table; whether every aim was reached."""
    head = f"{'Trang':28}{'lần':>6}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}"
    print(f"\n{head}{'CPU ms':>8}{'truy vấn':>10}")
    well = True
    for name, values in times.items():
        p95 = percentile(values, 0.95)
        queries, processor = costs[name]
        good = p95 < AIM_MS and queries < AIM_QUERIES
        well = well and good
        print(
            f"{name:28}{len(values):6}{percentile(values, 0.5):9.0f}{p95:9.0f}{max(values):9.0f}"
            f"{processor:8.0f}{queries:10}{'' if good else '   ← quá mức'}"
        )
    every = [value for values in times.values() for value in values]
    print(
        f"{'Tất cả':28}{len(every):6}{percentile(every, 0.5):9.0f}"
        f"{percentile(every, 0.95):9.0f}{max(every):9.0f}"
    )
    return well


def main() -> int:
    """Build, serve, measure, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--schools", type=int, default=200)
    asked.add_argument("--clients", type=int, default=4)
    asked.add_argument("--seconds", type=float, default=20)
    asked.add_argument("--parts", action="store_true", help="liệt kê từng tệp của trang đầu")
    options = asked.parse_args()
    print(f"Máy đo: {machine()}")
    with site(options.schools) as made:
        guest = Browser(made.port)
        guest.ask("GET", "/")
        made.built["login"] = guest.headers["location"].partition("?")[0]
        times = measure(made, options.clients, options.seconds)
        pages = pages_of(made.built)
        costs = made.data("costs", json.dumps(pages))
        print(f"{options.clients} người dùng cùng lúc trong {options.seconds:.0f} giây.")
        well = report(times, costs)
        print(f"\nMục tiêu: p95 dưới {AIM_MS:.0f} ms, dưới {AIM_QUERIES} truy vấn mỗi trang.")
        for words, (account, url) in (
            ("trang đăng nhập", ("", made.built["login"])),
            ("Tổng quan", tuple(pages["Tổng quan"])),
        ):
            total, sizes = first_visit(made, url, account)
            well = well and total < AIM_BYTES
            print(
                f"Lần đầu mở {words}: {total / 1024:.1f} KB qua mạng, {len(sizes)} tệp "
                f"(mục tiêu dưới {AIM_BYTES // 1024} KB)."
            )
            for each, size in sorted(sizes.items(), key=lambda one: -one[1]):
                if options.parts:
                    print(f"  {size / 1024:7.1f} KB  {each}")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
