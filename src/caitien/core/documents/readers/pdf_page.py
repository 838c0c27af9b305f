"""One page of a PDF through pdfium: characters to words, paths to rulings."""

from __future__ import annotations

import ctypes
import math
from functools import cache
from typing import Any

import pypdfium2.raw as c

from caitien.core.documents.readers.pdf_paths import read_paths
from caitien.core.documents.readers.pdf_types import PageContent, Word, lines_of
from caitien.core.documents.readers.pdf_words import Glyph, Style, build_words

_SPACES = frozenset((0x20, 0x09, 0xA0, 0x2002, 0x2003, 0x2004, 0x2005, 0x2009, 0x202F, 0x3000))
_NOTHING = frozenset((0x00, 0x0A, 0x0D, 0xAD, 0x200B, 0x200C, 0x200D, 0xFEFF, 0x2060))
_LINE_END_HYPHEN = frozenset((0x02, 0xFFFE))  # what pdfium writes for a hyphen at a line's end
_UNUSUAL = _NOTHING | _LINE_END_HYPHEN
_INVISIBLE = (3, 7)


class Frame:
    """From the coordinates of the file to those of the page as shown, top left corner 0, 0."""

    def __init__(self, box: tuple[float, float, float, float], turn: int) -> None:
        left, bottom, right, top = box
        self.turn = turn
        wide, high = right - left, top - bottom
        self.width, self.height = (wide, high) if turn % 2 == 0 else (high, wide)
        self.matrix = (
            (1.0, 0.0, 0.0, -1.0, -left, top),
            (0.0, 1.0, 1.0, 0.0, -bottom, -left),
            (-1.0, 0.0, 0.0, 1.0, right, -bottom),
            (0.0, -1.0, -1.0, 0.0, top, right),
        )[turn]

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the file stands on the page as shown."""
        a, b, cc, d, e, f = self.matrix
        return a * x + cc * y + e, b * x + d * y + f


def read_page(document: Any, index: int, path_limit: int) -> PageContent:
    """Everything on page `index` (from 0) of a raw pdfium document.

    Raises ValueError where pdfium cannot load the page.
    """
    page = c.FPDF_LoadPage(document, index)
    if not page:
        raise ValueError(f"page {index + 1}")
    try:
        text_page = c.FPDFText_LoadPage(page)
        if not text_page:
            raise ValueError(f"text of page {index + 1}")
        try:
            return _read(page, text_page, index + 1, path_limit)
        finally:
            c.FPDFText_ClosePage(text_page)
    finally:
        c.FPDF_ClosePage(page)


def _read(page: Any, text_page: Any, number: int, path_limit: int) -> PageContent:
    box = _visible_box(page)
    turn = c.FPDFPage_GetRotation(page) % 4
    objects = _Objects(text_page)
    raw = _raw_characters(text_page, objects)
    turn = (turn + _main_direction(raw, turn)) % 4
    frame = Frame(box, turn)
    content = PageContent(number, frame.width, frame.height)
    content.fonts = objects.fonts
    content.unmapped = objects.unmapped
    content.characters = sum(1 for entry in raw if entry[0] != 32)
    visible = [entry for entry in raw if not entry[5].hidden]
    seen = sum(1 for entry in visible if entry[0] != 32)
    content.hidden_only = bool(content.characters) and not seen
    _words(visible if seen else raw, frame, content)
    read_paths(page, frame, content, path_limit)
    return content


def _visible_box(page: Any) -> tuple[float, float, float, float]:
    """The crop box, else the media box, else A4: left, bottom, right, top."""
    sides = [ctypes.c_float() for _ in range(4)]
    boxes = []
    for get in (c.FPDFPage_GetMediaBox, c.FPDFPage_GetCropBox):
        if get(page, *sides):
            left, bottom, right, top = (side.value for side in sides)
            boxes.append((min(left, right), min(bottom, top), max(left, right), max(bottom, top)))
    if not boxes:
        return 0.0, 0.0, c.FPDF_GetPageWidthF(page) or 595.0, c.FPDF_GetPageHeightF(page) or 842.0
    if len(boxes) == 1:
        return boxes[0]
    media, crop = boxes
    both = (
        max(media[0], crop[0]),
        max(media[1], crop[1]),
        min(media[2], crop[2]),
        min(media[3], crop[3]),
    )
    return both if both[2] - both[0] > 1 and both[3] - both[1] > 1 else media


# A raw character: code, left, bottom, right, top, style (in the coordinates of the file).
Raw = tuple[int, float, float, float, float, Style]


class _Objects:
    """The styles of the text objects of a page, each read once."""

    def __init__(self, text_page: Any) -> None:
        self.text_page = text_page
        self.styles: dict[int, Style] = {}
        self.fonts: set[str] = set()
        self.unmapped = 0
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._matrix = c.FS_MATRIX()
        self._names: dict[int, str] = {}

    def style(self, address: int, index: int) -> Style:
        """Read the style of the text object at `address`, `index` being its first character."""
        handle = c.FPDFText_GetTextObject(self.text_page, index)
        style = Style()
        c.FPDFText_GetCharOrigin(self.text_page, index, self._x, self._y)
        matrix = self._matrix
        c.FPDFText_GetMatrix(self.text_page, index, matrix)
        a, b, cc, d = matrix.a, matrix.b, matrix.c, matrix.d
        style.size = c.FPDFText_GetFontSize(self.text_page, index) * (math.hypot(cc, d) or 1.0)
        style.y = self._y.value
        style.direction = _direction(a, b)
        if style.direction in (1, 3):
            style.y = self._x.value
        mode = c.FPDFTextObj_GetTextRenderMode(handle)
        style.hidden = mode in _INVISIBLE
        name = self._font_name(handle)
        low = name.lower()
        style.bold = (
            any(part in low for part in ("bold", "black", "heavy", "-bd", "semibold"))
            or (low.startswith(".vn") and low.endswith("b"))
            or mode == 2
        )
        leaning = abs(cc * a + d * b) > 0.15 * math.hypot(a, b) * math.hypot(cc, d)
        style.italic = "italic" in low or "oblique" in low or leaning
        self.styles[address] = style
        return style

    def _font_name(self, handle: Any) -> str:
        font = c.FPDFTextObj_GetFont(handle)
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        name = self._names.get(key)
        if name is None:
            buffer = ctypes.create_string_buffer(256)
            length = c.FPDFFont_GetBaseFontName(font, buffer, 256) if font else 0
            name = buffer.raw[: max(0, min(length, 256) - 1)].decode("utf-8", "replace")
            if len(name) > 7 and name[6] == "+":
                name = name[7:]
            self._names[key] = name
            self.fonts.add(name)
        return name


def _direction(a: float, b: float) -> int:
    """0 to 3 for text at 0, 90, 180, 270 degrees anticlockwise; -1 for any other angle."""
    if abs(b) < 0.02 * abs(a):
        return 0 if a >= 0 else 2
    if abs(a) < 0.02 * abs(b):
        return 1 if b > 0 else 3
    return -1 if math.hypot(a, b) else 0


@cache
def _fast() -> tuple[Any, Any, Any]:
    """The three calls made for every character, bound so that they take and give plain numbers."""

    def bound(function: Any, result: Any, *arguments: Any) -> Any:
        address = ctypes.cast(function, ctypes.c_void_p).value
        return ctypes.PYFUNCTYPE(result, *arguments)(address or 0)

    pointer, number = ctypes.c_void_p, ctypes.c_int
    return (
        bound(c.FPDFText_GetUnicode, ctypes.c_uint, pointer, number),
        bound(c.FPDFText_GetTextObject, pointer, pointer, number),
        bound(c.FPDFText_GetLooseCharBox, number, pointer, number, pointer),
    )


def _raw_characters(text_page: Any, objects: _Objects) -> list[Raw]:
    """The characters the file holds (not those pdfium adds), in the order of the file."""
    get_unicode, get_object, get_box = _fast()
    page = ctypes.cast(text_page, ctypes.c_void_p).value
    box = c.FS_RECTF()
    box_address = ctypes.addressof(box)
    raw: list[Raw] = []
    styles = objects.styles
    last_address, style = 0, Style()
    for index in range(c.FPDFText_CountChars(text_page)):
        code = get_unicode(page, index)
        if code == 0x0D or code == 0x0A:
            continue
        address = get_object(page, index)
        if not address:
            continue
        if address != last_address:
            last_address = address
            style = styles.get(address) or objects.style(address, index)
        if code in _SPACES:
            raw.append((32, 0.0, 0.0, 0.0, 0.0, style))
            continue
        if code in _UNUSUAL or code >= 0xE000:
            if code in _NOTHING:
                objects.unmapped += code == 0
                continue
            if code in _LINE_END_HYPHEN:
                code = 0x2D
            elif code == 0xFFFD or 0xE000 <= code <= 0xF8FF:
                objects.unmapped += 1
        if get_box(page, index, box_address):
            raw.append((code, box.left, box.bottom, box.right, box.top, style))
    return raw


def _main_direction(raw: list[Raw], turn: int) -> int:
    """Quarter turns to add so that most of the text reads level (a table drawn sideways)."""
    counts = [0, 0, 0, 0]
    for entry in raw:
        if entry[5].direction >= 0:
            counts[entry[5].direction] += 1
    shown = [counts[(turn + k) % 4] for k in range(4)]  # by direction as shown
    if sum(counts) < 40 or max(shown[1:]) <= 0.6 * sum(counts):
        return 0
    return shown.index(max(shown))


def _words(raw: list[Raw], frame: Frame, content: PageContent) -> None:
    """Sort the characters by direction and build the words of each."""
    level: list[Glyph] = []
    upright: dict[int, list[Glyph]] = {1: [], 3: []}
    slanted: list[str] = []
    straight = frame.turn == 0
    left_shift, top = frame.matrix[4], frame.matrix[5]
    wide, high = frame.width + 2, frame.height + 2
    for code, left, bottom, right, upper, style in raw:
        if code == 32:
            shown = (style.direction - frame.turn) % 4 if style.direction >= 0 else -1
            if shown in (0, 2):
                level.append((32, 0.0, 0.0, 0.0, style))
            elif shown < 0:
                slanted.append(" ")
            else:
                upright[shown].append((32, 0.0, 0.0, 0.0, style))
            continue
        if straight and style.direction == 0:
            x0, y = left + left_shift, top - style.y
            if -2 < x0 < wide and -2 < y < high:
                level.append((code, x0, right + left_shift, y, style))
            continue
        ax, ay = frame.point(left, bottom)
        bx, by = frame.point(right, upper)
        x0, x1, y0, y1 = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
        if x1 < -2 or x0 > wide or y1 < -2 or y0 > high:
            continue
        if style.direction < 0:
            slanted.append(chr(code))
            continue
        base = frame.point(*((left, style.y) if style.direction in (0, 2) else (style.y, bottom)))
        shown = (style.direction - frame.turn) % 4
        if shown == 0:
            level.append((code, x0, x1, base[1], style))
        elif shown == 2:
            level.append((code, x0, x1, y1, style))
        elif shown == 1:
            upright[1].append((code, -y1, -y0, base[0], style))
        else:
            upright[3].append((code, y0, y1, -base[0], style))
    content.words = build_words(level)
    for shown, glyphs in upright.items():
        content.words.extend(_standing(build_words(glyphs), shown))
    text = "".join(slanted).strip()
    if text:
        content.slanted.append(text)


def _standing(words: list[Word], shown: int) -> list[Word]:
    """Words written upwards (1) or downwards (3): one Word a line, placed as it is seen."""
    result = []
    for line in lines_of(words, 0):
        low, high, at, size = line.x0, line.x1, line.y, line.size
        x0, x1 = (at - size, at) if shown == 1 else (-at, -at + size)
        y = -low if shown == 1 else high
        first = line.words[0]
        result.append(Word(line.text, x0, x1, y, size, first.bold, first.italic))
    return result
