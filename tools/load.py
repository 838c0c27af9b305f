"""`make load`: 200 trường × 3 năm học, bốn người cùng lúc, thời gian trả lời của các trang chính.

Dựng dữ liệu trong một thư mục tạm (SQLite, hoặc cơ sở dữ liệu TRỐNG của CAITIEN_DATABASE_URL), chạy
`caitien-web serve` như khi dùng thật, rồi đo qua mạng: trung vị, p95, lâu nhất khi một người và khi
bốn người hỏi liên tục, mili giây CPU của máy chủ (không đổi khi máy bận việc khác), số truy vấn, và
số byte một trình duyệt mới phải tải cho trang đầu.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from load_walk import Browser, Visitors, Walk, first_visit, pages_of

ROOT = Path(__file__).resolve().parent.parent
#: the aims: milliseconds of 95 % of the answers, bytes of a first page, queries of a page
AIM_MS, AIM_BYTES, AIM_QUERIES = 150.0, 100 * 1024, 15
#: seconds a person looks at a page before opening the next: turns pages a second into people
PAUSE = 10
#: seconds the server and its worker are given to come to rest
REST = 3.0


@dataclass
class Site:
    """A running installation and what was built in it."""

    folder: Path
    environment: dict[str, str]
    port: int
    pid: int = 0
    built: dict[str, Any] = field(default_factory=dict)

    def data(self, *words: str) -> Any:
        """Run tools/load_data.py in this installation."""
        command = [sys.executable, str(ROOT / "tools" / "load_data.py"), *words]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True,
                              check=False)  # fmt: skip
        if done.returncode:
            sys.exit(done.stdout + done.stderr)
        return json.loads(done.stdout)


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
        made.pid = process.pid
        wait(made, process)
        time.sleep(REST)
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


def percentile(values: list[float], part: float) -> float:
    """The value below which this part of them lies."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(len(ranked) * part))]


def busy() -> str:
    """The load average of the last minute."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "không rõ"


def machine() -> str:
    """What it was measured on."""
    database = os.environ.get("CAITIEN_DATABASE_URL", "").partition(":")[0] or "SQLite"
    names = list[str]()
    with contextlib.suppress(OSError):
        told = Path("/proc/cpuinfo").read_text("utf-8", "replace")
        names = [line.partition(":")[2] for line in told.splitlines() if "model name" in line]
    name = " ".join(names[0].split()) if names else platform.processor() or platform.machine()
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} nhân ({name}), "
        f"Python {platform.python_version()}, {database}, tải trung bình lúc bắt đầu {busy()}"
    )


def cost(value: float | None) -> str:
    """Milliseconds of processor, or a dash where the system does not tell."""
    return "–" if value is None else f"{value:.1f}"


def times(values: list[float]) -> str:
    """p50, p95 and the longest."""
    parts = (percentile(values, 0.5), percentile(values, 0.95), max(values))
    return f"{len(values):6}" + "".join(f"{part:7.0f}" for part in parts)


def report(alone: Walk, crowd: Walk, queries: dict[str, int]) -> bool:
    """Print the table; whether every aim was reached."""
    columns = f"{'lần':>6}{'p50':>7}{'p95':>7}{'max':>7}"
    title = f"{f'{crowd.clients} người':>27}"
    print(f"\nms{'':26}{'CPU':>7}{'1 người':>27}{title}")
    print(f"{'Trang':28}{'':7}{columns}{columns}{'truy vấn':>10}")
    well = True
    for name, values in crowd.ms.items():
        good = percentile(values, 0.95) < AIM_MS and queries[name] < AIM_QUERIES
        well = well and good
        print(
            f"{name:28}{cost(alone.costs[name]):>7}{times(alone.ms[name])}{times(values)}"
            f"{queries[name]:10}{'' if good else '   ← quá mức'}"
        )
    print(f"{'Tất cả':28}{cost(alone.server):>7}{times(alone.every)}{times(crowd.every)}\n")
    for walk in (alone, crowd):
        rate = len(walk.every) / walk.seconds
        print(
            f"{walk.clients} người: {rate:.0f} trang mỗi giây (bằng {rate * PAUSE:.0f} người, mỗi "
            f"người {PAUSE} giây mở một trang); mỗi trang {cost(walk.server)} ms CPU của máy chủ, "
            f"{walk.own:.1f} ms CPU của chương trình đo."
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
    print(f"Máy đo: {machine()}.")
    print(
        f"{options.clients} người: {options.clients} kết nối, mỗi kết nối hỏi trang sau ngay khi "
        "có trang trước, không nghỉ, từ chính máy này (chung nhân với máy chủ). 1 người: chỉ một "
        "kết nối, từng trang một."
    )
    with site(options.schools) as made:
        guest = Browser(made.port)
        guest.ask("GET", "/")
        login = guest.headers["location"].partition("?")[0]
        pages = pages_of(made.built)
        visitors = Visitors(made.port, login, pages, made.pid)
        alone = visitors.alone(options.seconds)
        print(f"Tải trung bình trước khi {options.clients} người cùng hỏi: {busy()}.")
        crowd = visitors.together(options.clients, options.seconds)
        well = report(alone, crowd, made.data("costs", json.dumps(pages)))
        print(
            f"Mục tiêu: p95 của {options.clients} người dưới {AIM_MS:.0f} ms, "
            f"dưới {AIM_QUERIES} truy vấn mỗi trang."
        )
        for words, (account, url) in (
            ("trang đăng nhập", ("", login)),
            ("Tổng quan", tuple(pages["Tổng quan"])),
        ):
            total, sizes = first_visit(made.port, login, url, account)
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
