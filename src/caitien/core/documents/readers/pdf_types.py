"""What the PDF reader's steps hand to one another: words, lines, rulings, pages, tables on paper.

Lengths are points; x grows to the right and y downwards from the top left corner of the page as
it is shown (rotation and crop box applied).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter

SUPERSCRIPT = {"2": "²", "3": "³"}
_by_x0 = attrgetter("x0")


@dataclass(slots=True)
class Word:
    """A run of characters without white space.

    `y` is the baseline, `spaces` how many real space characters stood before it, `glued` True
    where it touches the word before (a change of font inside a word, a raised number).
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    italic: bool = False
    spaces: int = 0
    glued: bool = False


@dataclass(slots=True)
class Line:
    """Words on one baseline, from left to right.

    Its words do not change any more once its text has been asked for.
    """

    words: list[Word]
    page: int
    y: float
    size: float
    _text: str = ""

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)

    @property
    def italic(self) -> bool:
        return all(word.italic for word in self.words)

    @property
    def text(self) -> str:
        if not self._text:
            self._text = self._joined()
        return self._text

    def _joined(self) -> str:
        parts: list[str] = []
        for index, word in enumerate(self.words):
            if index and not word.glued:
                parts.append(" " * max(1, word.spaces))
            parts.append(word.text)
        return "".join(parts)

    def first_token_width(self) -> float:
        """Width of everything up to the first space: what had to fit on the line before.

        A line is not broken after an opening bracket, even one with a space behind it.
        """
        end = self.words[0].x1
        text = self.words[0].text
        for word in self.words[1:]:
            if not word.glued and text not in ("(", "[", "“"):
                break
            end = word.x1
            text = word.text if not word.glued else text + word.text
        return end - self.words[0].x0


@dataclass(slots=True)
class Ruling:
    """A straight line of a table, at `at` (x of an upright one, y of a level one)."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Box:
    """A rectangle, used for shaded areas and pictures."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class PageContent:
    """All that is drawn on one page."""

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    slanted: list[str] = field(default_factory=list)  # text across the page (watermarks)
    level: list[Ruling] = field(default_factory=list)
    upright: list[Ruling] = field(default_factory=list)
    shades: list[Box] = field(default_factory=list)
    fonts: set[str] = field(default_factory=set)
    characters: int = 0
    picture_share: float = 0.0  # part of the page covered by pictures, 0 to 1
    hidden_only: bool = False  # its words were invisible (the layer of a recognised scan)
    paths_left_out: bool = False
    unmapped: int = 0  # characters the font gives no meaning to


@dataclass(slots=True)
class PaperCell:
    """A cell on paper: grid position, size and its lines."""

    row: int
    column: int
    rowspan: int
    colspan: int
    x0: float
    y0: float
    x1: float
    y1: float
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class PaperTable:
    """A table on one page, or several pages once joined. `xs` are its column borders."""

    page: int
    xs: list[float]
    ys: list[float]
    cells: list[PaperCell]
    ruled: bool = True
    bottom_open: bool = False
    header_rows: int = 0
    nested: bool = False
    row_pages: list[int] = field(default_factory=list)
    head: list[PaperCell] = field(default_factory=list)  # cells of its first page
    recent: list[PaperCell] = field(default_factory=list)  # cells of its last page
    last_page: int = 0
    single: bool = False  # one lonely box: the last row of a table, or only a frame

    def __post_init__(self) -> None:
        self.head = self.recent = self.cells
        self.last_page = self.page
        if not self.row_pages:
            self.row_pages = [self.page] * (len(self.ys) - 1)

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]


def lines_of(words: list[Word], page: int) -> list[Line]:
    """The words put on lines, top to bottom; raised and lowered small words join their line."""
    if not words:
        return []
    sizes = sorted(word.size for word in words)
    usual = sizes[len(sizes) // 2]
    lines: list[Line] = []
    small: list[Word] = []
    for word in sorted(words, key=lambda w: (w.y, w.x0)):
        if word.size < 0.78 * usual and len(word.text) <= 3:
            small.append(word)
            continue
        last = lines[-1] if lines else None
        if last is not None and word.y - last.y <= 0.3 * min(word.size, last.size) + 0.5:
            last.words.append(word)
            last.size = max(last.size, word.size)
        else:
            lines.append(Line([word], page, word.y, word.size))
    for line in lines:
        line.words.sort(key=_by_x0)
    _place_small(small, lines, page)
    lines.sort(key=lambda line: (line.y, line.x0))
    return lines


def _place_small(small: list[Word], lines: list[Line], page: int) -> None:
    """Put raised or lowered words (m², footnote numbers) beside the word they belong to."""
    for word in small:
        home: Line | None = None
        before: Word | None = None
        for line in lines:
            if not -0.75 * line.size < word.y - line.y < 0.3 * line.size:
                continue
            beside = [w for w in line.words if -0.5 <= word.x0 - w.x1 + 0.4 < 0.2 * line.size]
            if beside:
                home, before = line, beside[-1]
                break
            if abs(word.y - line.y) < 0.5 and home is None:
                home = line
        if home is None:
            lines.append(Line([word], page, word.y, word.size))
            continue
        if before is not None and not word.spaces:
            word.glued = True
            raised = before.y - word.y > 0.15 * before.size
            if raised and word.text in SUPERSCRIPT and before.text.endswith("m"):
                word.text = SUPERSCRIPT[word.text]
        home.words.append(word)
        home.words.sort(key=_by_x0)
