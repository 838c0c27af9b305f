"""Makes texts whose table is torn into lines the way PDF text extraction tears it.

Cells are wrapped to column widths in em (Times metrics of our own), written cell after cell, one
line each with a blank line between; empty cells at the end of a row leave only spaces; a row cut by
the page break goes on after it, every cell with its rest.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from caitien.core.vietnamese.text import fold

_WIDE = {"m": 0.78, "w": 0.72, "f": 0.33, "i": 0.28, "j": 0.28, "l": 0.28, "r": 0.33, "t": 0.28}
_PUNCTUATION = {" ": 0.25, ".": 0.25, ",": 0.25, "-": 0.33, "/": 0.28, "(": 0.33, ")": 0.33}


def _width(text: str) -> float:
    total = 0.0
    for char, base in zip(text, fold(text), strict=False):
        if base.isalpha():
            total += 0.68 if char.isupper() else _WIDE.get(base, 0.47)
        else:
            total += _PUNCTUATION.get(char, 0.5)
    return total


def wrap(text: str, width: float) -> list[str]:
    """The lines of a cell: broken at spaces and after hyphens."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            for index, piece in enumerate(re.findall(r"[^-]*-|[^-]+", word)):
                tried = f"{line} {piece}" if line and index == 0 else line + piece
                if line and _width(tried) > width:
                    lines.append(line)
                    line = piece
                else:
                    line = tried
        if line:
            lines.append(line)
    return lines


@dataclass(slots=True)
class TornTable:
    """Rows to tear: ('standard', tt, text) or a list of cell texts, one for each width."""

    titles: Sequence[str]
    widths: Sequence[float]
    rows: list[object] = field(default_factory=list)
    page: int = 38

    def text(self, rng: random.Random, *, head: bool = True) -> str:
        """The torn text; without `head` the titles of the columns are lost."""
        out: list[str] = []
        used = 12
        if head:
            for title, width in zip(self.titles, self.widths, strict=True):
                for line in wrap(title, width):
                    out += [f"{line} ", ""]
        for row in self.rows:
            if isinstance(row, tuple):
                lines = wrap(f"{row[1]} Tiêu chuẩn {row[2]}", 17)
                for line in lines:
                    out += [f"{line} ", ""]
                out += ["     ", ""]
                used += len(lines)
                continue
            assert isinstance(row, list)
            used = self._row(out, row, used, rng)
        return "\n".join(out)

    def _row(self, out: list[str], row: list[str], used: int, rng: random.Random) -> int:
        cells = [wrap(text, width) for text, width in zip(row, self.widths, strict=True)]
        height = max(map(len, cells))
        room = self.page - used
        if height <= room or room < 3:
            for line in self._lines(cells, rng):
                out += [line, ""]
            return height if room < 3 and height > room else used + height
        for line in self._lines([cell[:room] for cell in cells], rng):
            out += [line, ""]
        out.pop()
        if rng.random() < 0.5:
            out += ["", "", ""]
        for line in self._lines([cell[room:] for cell in cells], rng):
            out += [line, ""]
        return height - room

    @staticmethod
    def _lines(cells: list[list[str]], rng: random.Random) -> list[str]:
        out: list[str] = []
        for column, cell in enumerate(cells):
            for index, line in enumerate(cell):
                lead = " " if column == 1 and index == 0 and not cells[0] else ""
                out.append(f"{lead}{line} ")
        last = max((c for c, cell in enumerate(cells) if cell), default=-1)
        empty = len(cells) - 1 - last
        if empty and out:
            if rng.random() < 0.5:
                out.append(" " * empty)
            else:
                out[-1] += " " * empty
        return out
