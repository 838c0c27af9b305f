"""What the terminal can do, lines to the person on stderr, and the progress of long work."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from types import TracebackType
from typing import IO, ClassVar

import click

from .language import t

#: exit codes of every command
FINE, FINDINGS, UNREADABLE = 0, 1, 2


def utf8_streams() -> None:
    """Make stdout and stderr UTF-8: a Windows console or a bare "C" locale may be anything."""
    for stream in (sys.stdout, sys.stderr):
        encoding = (getattr(stream, "encoding", None) or "").replace("-", "").lower()
        if encoding != "utf8" and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def is_terminal(stream: IO[str]) -> bool:
    """Whether a person looks at this stream."""
    try:
        return stream.isatty()
    except (AttributeError, ValueError):
        return False


def use_colour(stream: IO[str] | None = None) -> bool:
    """Colour only on a terminal that shows it, and never where NO_COLOR is set."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return is_terminal(stream or sys.stdout)


def paint(text: str, colour: str, *, bold: bool = False, on: bool) -> str:
    """The text in a colour where `on`."""
    return click.style(text, fg=colour, bold=bold) if on else text


def show(text: str) -> None:
    """A line of the result on stdout."""
    Progress.clear_shown()
    click.echo(text)


def complain(what: str, message: str) -> None:
    """One line on stderr: which file or thing, and what is the matter."""
    Progress.clear_shown()
    with suppress(BrokenPipeError):
        click.echo(f"caitien: {what}: {' '.join(message.split())}", err=True)


def tell(message: str) -> None:
    """One line on stderr that is no error."""
    Progress.clear_shown()
    with suppress(BrokenPipeError):
        click.echo(message, err=True)


class Progress:
    """A line on stderr saying how far the work is; nothing where nobody looks or work is short.

    `show`, `complain` and `tell` take the line away before they write; the next step draws it anew.
    """

    _now: ClassVar[Progress | None] = None

    def __init__(self, total: int, *, least: int = 9) -> None:
        self.total = total
        self.done = 0
        self.begun = time.monotonic()
        self.shown = total >= least and is_terminal(sys.stderr)
        self._drawn = 0.0
        self._dirty = False

    def __enter__(self) -> Progress:
        Progress._now = self
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()
        Progress._now = None

    @classmethod
    def clear_shown(cls) -> None:
        """Take away the line of the work under way, if there is one."""
        if cls._now is not None:
            cls._now.clear()

    def step(self) -> None:
        """One more is done."""
        self.done += 1
        now = time.monotonic()
        if self.shown and (now - self._drawn > 0.1 or self.done == self.total):
            self._drawn = now
            self._draw(now)

    def _draw(self, now: float) -> None:
        filled = 24 * self.done // max(self.total, 1)
        left = (now - self.begun) / max(self.done, 1) * (self.total - self.done)
        words = t(f"còn khoảng {left:.0f} giây", f"about {left:.0f} s left")
        bar = "█" * filled + "░" * (24 - filled)
        sys.stderr.write(f"\r\x1b[K{bar} {self.done}/{self.total}, {words}")
        sys.stderr.flush()
        self._dirty = True

    def clear(self) -> None:
        """Take the line away, before other text or at the end."""
        if self._dirty:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._dirty = False
