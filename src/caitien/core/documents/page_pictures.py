"""Pages of a PDF as small pictures, with the spots where given words stand on them."""

from __future__ import annotations

import ctypes
import struct
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

#: the longer side of a picture in pixels
SIDE = 1500
#: letters of context on either side of the words, the longest first
_CONTEXTS = ((40, 40), (40, 0), (0, 40), (14, 14), (14, 0), (0, 14), (0, 0))
#: a bounding box grows by this part of its height
_MARGIN = 0.15
_LOW = bytes(value >> 4 for value in range(256))
_HIGH = bytes(value & 0xF0 for value in range(256))


@dataclass(frozen=True, slots=True)
class Spot:
    """Words to find on a page (from 1), with the text before and after them; `number` names them.

    Words "" only ask for the page.
    """

    number: int
    page: int
    words: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a spot is, one box for each of its lines; parts of the page's width and height."""

    number: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page: a PNG in sixteen greys of `width` × `height` pixels, the boxes found, and the numbers
    of the spots that were asked for on it."""

    page: int
    width: int
    height: int
    png: bytes
    boxes: tuple[Box, ...] = ()
    numbers: tuple[int, ...] = ()


def page_pictures(path: Path | bytes, spots: Iterable[Spot], *, most: int) -> list[PagePicture]:
    """Pictures of the first `most` pages that spots stand on; [] for what pdfium cannot open.

    A spot is found by its words and what stands around them; one that cannot be told from others
    has no box.
    """
    import pypdfium2

    by_page = {
        page: list(group)
        for page, group in groupby(sorted(spots, key=lambda s: (s.page, s.number)), _page_of)
    }
    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError):
        return []
    made: list[PagePicture] = []
    try:
        for page in sorted(by_page):
            if len(made) < most and 0 < page <= len(document):
                picture = _picture(document, page, by_page[page])
                made += [picture] if picture else []
    finally:
        document.close()
    return made


def _page_of(spot: Spot) -> int:
    return spot.page


def _picture(document: Any, number: int, spots: Sequence[Spot]) -> PagePicture | None:
    import pypdfium2

    try:
        page = document[number - 1]
        scale = SIDE / max(page.get_width(), page.get_height())
        bitmap = page.render(scale=scale, grayscale=True)
        letters = _Letters(page)
    except (pypdfium2.PdfiumError, ZeroDivisionError, ValueError, MemoryError):
        return None
    png = _png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
    boxes = tuple(box for spot in spots for box in letters.boxes(spot))
    numbers = tuple(spot.number for spot in spots)
    return PagePicture(number, bitmap.width, bitmap.height, png, boxes, numbers)


def _png(grey: bytes, width: int, height: int, stride: int) -> bytes:
    """A PNG with four bits a pixel, of one byte a pixel."""
    rows = []
    for row in range(height):
        line = grey[row * stride : row * stride + width] + b"\xff" * (width % 2)
        high = int.from_bytes(line[0::2].translate(_HIGH), "big")
        low = int.from_bytes(line[1::2].translate(_LOW), "big")
        rows.append(b"\0" + (high | low).to_bytes((width + 1) // 2, "big"))
    head = struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def _squash(text: str) -> str:
    """The visible characters of a text, letter and mark apart."""
    return "".join(unicodedata.normalize("NFD", text).split())


class _Letters:
    """The characters of a page in the order of the file, and where each is drawn."""

    def __init__(self, page: Any) -> None:
        import pypdfium2.raw as c

        self._c, self._page = c, page
        self._text = page.get_textpage()
        self._index: list[int] = []
        letters: list[str] = []
        for index in range(c.FPDFText_CountChars(self._text)):
            letter = chr(c.FPDFText_GetUnicode(self._text, index))
            for part in unicodedata.normalize("NFD", letter):
                if not part.isspace() and part.isprintable():
                    letters.append(part)
                    self._index.append(index)
        self._letters = "".join(letters)

    def boxes(self, spot: Spot) -> Iterator[Box]:
        """The boxes of a spot, one a line; nothing where it is not found or not for certain."""
        span = self._find(spot)
        if span is None:
            return
        drawn = [box for i in dict.fromkeys(self._index[slice(*span)]) if (box := self._box(i))]
        line: list[tuple[float, float, float, float]] = []
        for box in drawn:
            if line and not _same_line(line[-1], box):
                yield _around(spot.number, line)
                line = []
            line.append(box)
        if line:
            yield _around(spot.number, line)

    def _find(self, spot: Spot) -> tuple[int, int] | None:
        words, before, after = _squash(spot.words), _squash(spot.before), _squash(spot.after)
        if not words:
            return None
        for left, right in _CONTEXTS:
            lead = before[-left:] if left else ""
            needle = lead + words + after[:right]
            at = self._letters.find(needle)
            if at >= 0 and self._letters.find(needle, at + 1) < 0:
                return at + len(lead), at + len(lead) + len(words)
        return None

    def _box(self, index: int) -> tuple[float, float, float, float] | None:
        """Left, top, right and bottom of a character as parts of the page as it is shown."""
        c = self._c
        rect = c.FS_RECTF()
        if not c.FPDFText_GetLooseCharBox(self._text, index, rect):
            return None
        size = 100_000
        corners = []
        for x, y in ((rect.left, rect.top), (rect.right, rect.bottom)):
            across, down = ctypes.c_int(), ctypes.c_int()
            c.FPDF_PageToDevice(self._page, 0, 0, size, size, 0, x, y, across, down)
            corners.append((across.value / size, down.value / size))
        (x0, y0), (x1, y1) = corners
        box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        return box if box[0] < 1 and box[1] < 1 and box[2] > 0 and box[3] > 0 else None


def _same_line(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    """Whether two characters stand on one line, the second to the right of the first."""
    middle = (other[1] + other[3]) / 2
    return one[1] <= middle <= one[3] and other[0] >= one[0] - 0.01


def _around(number: int, line: Sequence[tuple[float, float, float, float]]) -> Box:
    lefts, tops, rights, bottoms = zip(*line, strict=True)
    more = (max(bottoms) - min(tops)) * _MARGIN
    x0, y0 = max(0.0, min(lefts) - more), max(0.0, min(tops) - more)
    x1, y1 = min(1.0, max(rights) + more), min(1.0, max(bottoms) + more)
    return Box(number, round(x0, 4), round(y0, 4), round(x1 - x0, 4), round(y1 - y0, 4))
