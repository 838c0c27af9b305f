"""Reads an uploaded file in a process of its own, bounded in memory and time, and stoppable.

The parent never parses the file: it hands it over in a folder and takes JSON and PNG back.
"""

from __future__ import annotations

import contextlib
import json
import os
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

import nh3

_SOURCE = Path(__file__).resolve().parents[2]
PREFIX = "caitien-doc-"
#: seconds after which a folder left by a dead worker may go
_OLD = 2 * 3600
#: seconds between two looks at the child
_TICK = 0.5
#: letters of a line of progress, bytes of a name on disk, of a picture and of all JSON taken
_MOST_LINE, _MOST_NAME, _MOST_PNG, _MOST_JSON = 40, 200, 20_000_000, 32_000_000

#: what rendition.py writes, and nothing else, comes into our pages
_TAGS = {"p", "b", "br", "div", "table", "tbody", "tr", "td"}
_SAID = {"*": {"data-place", "class", "colspan", "rowspan"}}

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
        held = _held_name(name)
        with (place / held).open("wb") as file:
            shutil.copyfileobj(content, file, 1024 * 1024)
        job = {
            "name": name,
            "held": held,
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


def _held_name(name: str) -> str:
    """The name on disk: the file's own, unless it has more bytes than a disk takes."""
    if len(name.encode()) <= _MOST_NAME:
        return name
    return "tep" + Path(name).suffix[:10]


def _run(folder: Path, name: str, tick: Tick, limits: Limits) -> Outcome:
    child = _start(folder)
    heard = _Progress()
    reader = threading.Thread(target=heard.listen, args=(child,), daemon=True)
    reader.start()
    ends = time.monotonic() + limits.wall
    slow = False
    try:
        while not heard.over.wait(_TICK):
            if not tick(heard.done, heard.total):
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


class _Progress:
    """What the child last said of how far it is; a child that never stops talking costs nothing."""

    def __init__(self) -> None:
        self.done = self.total = 0
        self.over = threading.Event()

    def listen(self, child: subprocess.Popen[str]) -> None:
        """Take "3 12" from the child's lines until it ends."""
        with contextlib.suppress(OSError, ValueError):
            while child.stdout and (line := child.stdout.readline(_MOST_LINE)):
                parts = line.split()
                if len(parts) == 2 and all(part.isascii() and part.isdigit() for part in parts):
                    self.done, self.total = (min(int(part), 10_000) for part in parts)
        self.over.set()


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
    made = Outcome(reading=answer["reading"])
    made.pictures = list(_pictures(folder))
    html = _json(folder / "html.json")
    if isinstance(html, list) and not made.pictures:
        made.html = [nh3.clean(str(p), tags=_TAGS, attributes=_SAID, link_rel=None) for p in html]
    return made


def _pictures(folder: Path) -> Iterator[Picture]:
    found = _json(folder / "pages.json")
    for page in found.get("pictures", []) if isinstance(found, dict) else []:
        number = int(page["number"])
        with contextlib.suppress(OSError):
            png = _bytes(folder / f"page-{number}.png", _MOST_PNG)
            yield Picture(number, png, int(page["width"]), int(page["height"]), page["boxes"])


def _bytes(path: Path, most: int) -> bytes:
    """A file the child wrote. Raises OSError where it is none or larger than expected."""
    with path.open("rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError("too large")
    return content


def _json(path: Path) -> Any:
    try:
        return json.loads(_bytes(path, _MOST_JSON))
    except (OSError, ValueError, RecursionError):
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
