"""Reads an uploaded file in a process of its own, bounded in memory and time, and stoppable.

The parent never parses the file: it hands it over in a folder and takes JSON and PNG back.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

_SOURCE = Path(__file__).resolve().parents[2]
PREFIX = "caitien-doc-"
#: seconds after which a folder left by a dead worker may go
_OLD = 2 * 3600

UNFORESEEN = (
    "chương trình đọc tệp dừng giữa chừng (tệp có thể hỏng hoặc quá đặc biệt). Tệp gốc vẫn được "
    "giữ. Hãy mở bằng Word, lưu lại thành .docx rồi tải lên lại."
)
TOO_SLOW = (
    "đọc quá lâu nên đã dừng. Tệp gốc vẫn được giữ. Hãy tách riêng phần kế hoạch, hoặc lưu lại "
    "bằng Word thành .docx rồi tải lên lại."
)
TOO_BIG = (
    "cần quá nhiều bộ nhớ để đọc nên đã dừng. Tệp gốc vẫn được giữ. Hãy tách riêng phần kế hoạch, "
    "nén ảnh trong tệp rồi tải lên lại."
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may take: bytes of address space, seconds of work and of waiting."""

    memory: int = 1_500_000_000
    seconds: int = 90
    wall: float = 180.0
    office_seconds: int = 60
    most_pages: int = 60


@dataclass(slots=True)
class Picture:
    """A page as PNG with the boxes of values (parts of width and height)."""

    number: int
    png: bytes
    width: int
    height: int
    boxes: dict[str, list[list[float]]]


@dataclass(slots=True)
class Outcome:
    """What came of a file: a reading (as Plan JSON of the file), or the Vietnamese reason why not.

    `stopped` is True where `tick` asked to stop: then nothing else counts.
    """

    reading: dict[str, Any] | None = None
    code: str = ""
    error: str = ""
    pictures: list[Picture] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    stopped: bool = False


Tick = Callable[[int, int], bool]


def read_apart(
    content: IO[bytes],
    name: str,
    *,
    tick: Tick,
    soffice: str = "",
    limits: Limits | None = None,
) -> Outcome:
    """Read a file in a child process. `name` is a clean file name (messages show it).

    `tick(done, total)` is called at least every second; where it answers False the child is ended.
    Never raises for what the file is or does.
    """
    limits = limits or Limits()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        place = folder / "in"
        place.mkdir()
        with (place / name).open("wb") as file:
            shutil.copyfileobj(content, file, 1024 * 1024)
        job = {
            "name": name,
            "soffice": soffice,
            "parent": os.getpid(),
            "memory": limits.memory,
            "seconds": limits.seconds,
            "office_seconds": limits.office_seconds,
            "most_pages": limits.most_pages,
        }
        (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
        return _run(folder, name, tick, limits)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(folder: Path, name: str, tick: Tick, limits: Limits) -> Outcome:
    child = _start(folder)
    lines: queue.Queue[str | None] = queue.Queue()
    reader = threading.Thread(target=_listen, args=(child, lines), daemon=True)
    reader.start()
    ends = time.monotonic() + limits.wall
    done, total, slow = 0, 0, False
    try:
        while True:
            with contextlib.suppress(queue.Empty):
                line = lines.get(timeout=1.0)
                if line is None:
                    break
                done, total = _progress(line, done, total)
            if not tick(done, total):
                return Outcome(stopped=True)
            if time.monotonic() > ends:
                slow = True
                break
    finally:
        _end(child)
        reader.join(5)
        if child.stdout:
            child.stdout.close()
    slow = slow or -child.returncode in (_signal("SIGXCPU"),)
    return _outcome(folder, name, child.returncode, slow=slow)


def _start(folder: Path) -> subprocess.Popen[str]:
    names = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "FONTCONFIG_PATH", "FONTCONFIG_FILE")
    environment = {key: os.environ[key] for key in names if key in os.environ}
    environment |= {
        "PYTHONPATH": str(_SOURCE),
        "PYTHONIOENCODING": "utf-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(folder),
        "TMPDIR": str(folder),
    }
    return subprocess.Popen(  # noqa: S603 (own interpreter, own module)
        [sys.executable, "-m", "caitien.exchange.reader_child", str(folder)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=environment,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=os.name == "posix",
    )


def _listen(child: subprocess.Popen[str], lines: queue.Queue[str | None]) -> None:
    with contextlib.suppress(OSError, ValueError):
        for line in child.stdout or ():
            lines.put(line)
    lines.put(None)


def _progress(line: str, done: int, total: int) -> tuple[int, int]:
    parts = line.split()
    if len(parts) == 2 and all(part.isascii() and part.isdigit() for part in parts):
        return min(int(parts[0]), 10_000), min(int(parts[1]), 10_000)
    return done, total


def _signal(name: str) -> int:
    return int(getattr(signal, name, 0)) or -1


def _end(child: subprocess.Popen[str]) -> None:
    """End the child and everything it started; wait until it is gone."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(0.5 if child.poll() is None else 0)
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    elif child.poll() is None:
        child.kill()
    child.wait()


def _outcome(folder: Path, name: str, status: int, *, slow: bool) -> Outcome:
    answer = _json(folder / "answer.json")
    if not isinstance(answer, dict):
        if slow:
            return Outcome(code="too-slow", error=f"{name}: {TOO_SLOW}")
        if -status in (_signal("SIGKILL"), _signal("SIGSEGV"), _signal("SIGABRT")):
            return Outcome(code="too-big", error=f"{name}: {TOO_BIG}")
        return Outcome(code="unforeseen", error=f"{name}: {UNFORESEEN}")
    if "reading" not in answer:
        return Outcome(code=str(answer.get("code")), error=str(answer.get("error")))
    html = _json(folder / "html.json")
    made = Outcome(reading=answer["reading"])
    made.pictures = list(_pictures(folder))
    made.html = [] if made.pictures or not isinstance(html, list) else [str(p) for p in html]
    return made


def _pictures(folder: Path) -> Iterator[Picture]:
    found = _json(folder / "pages.json")
    for page in found.get("pictures", []) if isinstance(found, dict) else []:
        number = int(page["number"])
        with contextlib.suppress(OSError):
            png = (folder / f"page-{number}.png").read_bytes()
            yield Picture(number, png, page["width"], page["height"], page["boxes"])


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def sweep(now: float) -> int:
    """Remove folders that dead workers left behind more than two hours before `now` (a time as
    time.time() gives it); how many."""
    gone = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            if now - folder.stat().st_mtime > _OLD:
                shutil.rmtree(folder, ignore_errors=True)
                gone += 1
    return gone
