"""Where the values of plans stand on the pages of a PDF, found by their words in reading order.

The words of all pages are one string; each value is looked for after the one before it, so that
words which come often ("Hiệu trưởng") land in their own row.
"""

from __future__ import annotations

import ctypes
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from .fields import Field

Box = tuple[float, float, float, float]
#: page (from 1) → path of a value → its boxes, in parts of width and height
Boxes = dict[int, dict[str, list[list[float]]]]

#: letters of a value that tell it from others where the whole is broken by a page's end
_START = 24
#: letters a piece at a page's end must have, and words tried where the cut seems to be
_LEAST = 4
_BACK = 6
#: most letters read of all pages
_MOST = 1_500_000
_GRID = 100_000


def find_boxes(path: Path, wanted: Iterable[tuple[str, Field]], pages: int) -> Boxes:
    """The boxes of values on the first `pages` pages. `wanted` are (key, field) in reading order.

    A value whose words are not found has no box; nothing is guessed. {} for what pdfium cannot
    open.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError):
        return {}
    try:
        letters = _Letters(document, pages)
        found: Boxes = {}
        cursor = 0
        for key, one in wanted:
            spans = list(letters.spans(one.text, cursor, one.place.get("page")))
            if spans and len(_squash(one.text)) >= 4:
                cursor = spans[0][0]
            for start, end in spans:
                for page, box in letters.boxes(start, end):
                    found.setdefault(page, {}).setdefault(key, []).append(box)
        return found
    finally:
        document.close()


def _squash(text: str) -> str:
    """The visible characters of a text, letter and mark apart."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not c.isspace())


def _cuts(line: str) -> list[int]:
    """Where the words of a line begin among its visible characters, but for the first."""
    return list(accumulate(len(_squash(word)) for word in line.split()))[:-1]


class _Letters:
    """The visible letters of the pages of a document and which character each belongs to."""

    def __init__(self, document: Any, pages: int) -> None:
        self._pages: list[tuple[Any, Any]] = []
        self._starts: list[int] = []
        self._index = array("l")
        parts: list[str] = []
        for number in range(min(pages, len(document))):
            if len(self._index) > _MOST:
                break
            self._starts.append(len(self._index))
            parts.append(self._read(document, number))
        self._text = "".join(parts)

    def _read(self, document: Any, number: int) -> str:
        import pypdfium2
        import pypdfium2.raw as c

        try:
            page = document[number]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            self._pages.append((None, None))
            return ""
        self._pages.append((page, text))
        out: list[str] = []
        for index in range(c.FPDFText_CountChars(text)):
            for part in unicodedata.normalize("NFD", chr(c.FPDFText_GetUnicode(text, index))):
                if not part.isspace() and part.isprintable():
                    out.append(part)
                    self._index.append(index)
        return "".join(out)

    def spans(self, text: str, cursor: int, page: int | None) -> Iterator[tuple[int, int]]:
        """Where a value stands: once, or in pieces (its paragraphs, the start of each)."""
        whole = _squash(text)
        if not whole:
            return
        low, high = self._range(page)
        at = self._find(whole, cursor, low, high)
        if at >= 0:
            yield at, at + len(whole)
            return
        for line in text.split("\n"):
            words = _squash(line)
            at = self._find(words, cursor, low, high) if len(words) > 3 else -1
            found = [(at, at + len(words))] if at >= 0 else []
            found = found or list(self._cut(words, _cuts(line), (cursor, low, high)))
            yield from found
            cursor = found[0][0] if found else cursor

    def _cut(
        self, words: str, cuts: list[int], among: tuple[int, int, int]
    ) -> Iterator[tuple[int, int]]:
        """The pieces of a line that a page's end cuts at one of `cuts`; its start if no more."""
        cursor, low, high = among
        at = self._find(words[:_START], cursor, low, high) if len(words) > _START else -1
        if at >= 0:
            size = min(self._common(at, words), self._page(at)[1] - at)
            tries = [cut for cut in cuts if cut <= size][: -_BACK - 1 : -1]
        else:
            size, tries = 0, [cut for cut in cuts if _LEAST <= cut < _START]
        for cut in tries:
            head = at if at >= 0 else self._find(words[:cut], cursor, low, high)
            if head < 0:
                continue
            after, end = self._page(self._page(head)[1])
            rest = self._rest(words[cut:], [one - cut for one in cuts if one > cut], after, end)
            if rest:
                yield head, head + cut
                yield from rest
                return
        if at >= 0:
            yield at, at + size

    def _rest(self, words: str, cuts: list[int], low: int, high: int) -> list[tuple[int, int]]:
        """Where the rest of a line stands on the next page, and on the one after that."""
        if len(words) < _LEAST or low >= high:
            return []
        at = self._text.find(words, low, high)
        if at >= 0:
            return [(at, at + len(words))]
        if len(words) <= 2 * _START or words[:_START] not in self._text[low:high]:
            return []
        return list(self._cut(words, cuts, (low, low, high)))

    def _page(self, at: int) -> tuple[int, int]:
        """The letters of the page on which this one stands; nothing after the last."""
        number = bisect_right(self._starts, at)
        ends = [*self._starts[1:], len(self._text)]
        if at >= len(self._text):
            return at, at
        return self._starts[number - 1], ends[number - 1]

    def _common(self, at: int, words: str) -> int:
        """How many letters from `at` on are those of the words."""
        there = self._text[at : at + len(words)]
        return next(
            (i for i, pair in enumerate(zip(there, words, strict=False)) if pair[0] != pair[1]),
            len(there),
        )

    def _range(self, page: int | None) -> tuple[int, int]:
        """The letters of a page and the next one; all where the page is not known."""
        if not page or page > len(self._starts):
            return 0, len(self._text)
        after = page + 1
        high = self._starts[after] if after < len(self._starts) else len(self._text)
        return self._starts[page - 1], high

    def _find(self, words: str, cursor: int, low: int, high: int) -> int:
        """The first place after the cursor, else the first in the range; -1."""
        at = self._text.find(words, max(cursor, low), high)
        if at < 0 and len(words) > 5:
            at = self._text.find(words, low, high)
        return at

    def boxes(self, start: int, end: int) -> Iterator[tuple[int, list[float]]]:
        """A box for each page the letters stand on (values fill cells: lines are joined)."""
        by_page: dict[int, list[Box]] = {}
        for position in range(start, min(end, len(self._index))):
            page = bisect_right(self._starts, position) - 1
            box = self._box(page, self._index[position])
            if box:
                by_page.setdefault(page, []).append(box)
        for page, boxes in by_page.items():
            lefts, tops, rights, bottoms = zip(*boxes, strict=True)
            more = 0.003
            x0, y0 = max(0.0, min(lefts) - more), max(0.0, min(tops) - more)
            x1, y1 = min(1.0, max(rights) + more), min(1.0, max(bottoms) + more)
            yield page + 1, [round(v, 4) for v in (x0, y0, x1 - x0, y1 - y0)]

    def _box(self, page: int, index: int) -> Box | None:
        import pypdfium2.raw as c

        handle, text = self._pages[page]
        rect = c.FS_RECTF()
        if handle is None or not c.FPDFText_GetLooseCharBox(text, index, rect):
            return None
        corners = []
        for x, y in ((rect.left, rect.top), (rect.right, rect.bottom)):
            across, down = ctypes.c_int(), ctypes.c_int()
            c.FPDF_PageToDevice(handle, 0, 0, _GRID, _GRID, 0, x, y, across, down)
            corners.append((across.value / _GRID, down.value / _GRID))
        (x0, y0), (x1, y1) = corners
        box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        return box if box[0] < 1 and box[1] < 1 and box[2] > 0 and box[3] > 0 else None
