"""Compiled regular expressions kept between runs.

A short run (`caitien check one.docx`) would spend a third of its time compiling the same few
hundred patterns again. Their compiled code is kept in the user's cache folder, as Python keeps
that of its modules; whatever is odd (another Python, a damaged file, no folder) means compiling
as usual. CAITIEN_CACHE names another folder, or "off".
"""

from __future__ import annotations

import atexit
import marshal
import os
import re
import sys
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

#: fewer new patterns than this are not worth writing the file again
_WORTH_WRITING = 25
_MOST = 5_000


def cache_folder() -> Path | None:
    """The folder for what may be lost at any time; None where there is none or it is not wanted."""
    named = os.environ.get("CAITIEN_CACHE", "")
    if named.lower() in ("off", "0", "no"):
        return None
    if named:
        return Path(named)
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME")
    if base:
        return Path(base) / "caitien"
    home = os.environ.get("HOME")
    return Path(home) / ".cache" / "caitien" if home else None


class Kept:
    """The compiled patterns of a cache file: (pattern, flags) → what `_sre.compile` takes."""

    def __init__(self, path: Path, compiler: Any, sre: Any) -> None:
        self.path = path
        self.sre = sre
        self.compiler = compiler
        self.usual = compiler.compile
        self.table: dict[tuple[str, int], tuple[Any, ...]] = {}
        self.new = 0
        with suppress(OSError, ValueError, EOFError, TypeError):
            self.table = self._load(path.read_bytes())

    @staticmethod
    def _load(raw: bytes) -> dict[tuple[str, int], tuple[Any, ...]]:
        if len(raw) < 4 or zlib.crc32(raw[4:]) != int.from_bytes(raw[:4], "big"):
            return {}
        table = marshal.loads(raw[4:])  # noqa: S302 - the user's own file, with a check sum
        return table if isinstance(table, dict) else {}

    def compile(self, pattern: Any, flags: int = 0) -> Any:
        """As `re._compiler.compile`: from the table, or compiled and put into it."""
        if not isinstance(pattern, str):
            return self.usual(pattern, flags)
        flags = int(flags)
        known = self.table.get((pattern, flags))
        if known is not None:
            with suppress(ValueError, TypeError, RuntimeError):
                return self.sre.compile(pattern, *known)
        parsed = self.compiler._parser.parse(pattern, flags)
        code = [int(part) for part in self.compiler._code(parsed, flags)]
        groups = parsed.state.groupdict
        names: list[str | None] = [None] * parsed.state.groups
        for name, number in groups.items():
            names[number] = name
        whole = (int(flags | parsed.state.flags), code, parsed.state.groups - 1, dict(groups))
        if flags & re.DEBUG.value:
            return self.usual(pattern, flags)
        self.table[pattern, flags] = (*whole, tuple(names))
        self.new += 1
        return self.sre.compile(pattern, *whole, tuple(names))

    def save(self) -> None:
        """Write the table, whole or not at all; silent where that cannot be done."""
        if self.new < _WORTH_WRITING or len(self.table) > _MOST:
            return
        body = marshal.dumps(self.table)
        raw = zlib.crc32(body).to_bytes(4, "big") + body
        part = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(raw)
            part.replace(self.path)


def keep_compiled() -> None:
    """From here on patterns come from the user's cache folder where they are known."""
    folder = cache_folder()
    compiler: Any = getattr(re, "_compiler", None)
    if folder is None or sys.implementation.name != "cpython" or compiler is None:
        return
    try:
        import _sre  # type: ignore[import-not-found]
    except ImportError:
        return
    if not all(hasattr(compiler, name) for name in ("compile", "_code", "_parser")):
        return
    version = f"{sys.implementation.cache_tag}-{sys.version_info.micro}-{_sre.MAGIC}"
    kept = Kept(folder / f"patterns-{version}.bin", compiler, _sre)
    compiler.compile = kept.compile
    atexit.register(kept.save)
