"""A text composed for searching that still knows the places of the original."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

_CLUSTER = re.compile(r"[^\W\d_][\u0300-\u036f]+")


class Composed:
    """`text` with letters and their combining marks composed; offsets lead back to the original."""

    __slots__ = ("_ends", "_shifts", "original", "text")

    def __init__(self, original: str) -> None:
        self.original = original
        self._ends: list[int] = []
        self._shifts: list[int] = []
        if original.isascii() or unicodedata.is_normalized("NFC", original):
            self.text = original
            return
        parts, last, shift, length = [], 0, 0, 0
        for match in _CLUSTER.finditer(original):
            letters = unicodedata.normalize("NFC", match.group())
            plain = original[last : match.start()]
            parts += [plain, letters]
            # The first composed letter takes all marks that vanished.
            self._ends.append(length + len(plain) + 1)
            length += len(plain) + len(letters)
            last = match.end()
            shift += len(match.group()) - len(letters)
            self._shifts.append(shift)
        parts.append(original[last:])
        self.text = "".join(parts)

    def place(self, offset: int) -> int:
        """The offset in the original of an offset in `text` that lies between letters."""
        at = bisect_right(self._ends, offset)
        return offset + self._shifts[at - 1] if at else offset

    def cut(self, start: int, end: int) -> tuple[int, int, str]:
        """Start, end and text in the original of a span of `text`."""
        first, last = self.place(start), self.place(end)
        return first, last, self.original[first:last]
