"""Characters of a PDF page to words."""

from __future__ import annotations

from caitien.core.documents.readers.pdf_types import Word

_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
# A glyph as read: code, x0, x1 along the text, baseline, style; code 32 stands for any space.
Glyph = tuple[int, float, float, float, "Style"]


class Style:
    """What all characters of one text object share."""

    __slots__ = ("bold", "direction", "hidden", "italic", "size", "y")

    def __init__(self) -> None:
        self.size = 0.0
        self.y = 0.0
        self.bold = False
        self.italic = False
        self.hidden = False
        self.direction = 0  # 0 level, 1 upwards, 2 upside down, 3 downwards, -1 slanted


def build_words(glyphs: list[Glyph]) -> list[Word]:
    """Characters to words: real spaces, gaps and changes of line end a word.

    A character drawn twice at one place (imitated bold) counts once.
    """
    spaces = sum(1 for glyph in glyphs if glyph[0] == 32)
    builder = _Builder(0.3 if spaces * 25 > len(glyphs) else 0.17)
    for glyph in glyphs:
        if glyph[0] == 32:
            builder.close()
            builder.spaces += 1
        else:
            builder.take(*glyph)
    builder.close()
    return builder.without_doubles()


class _Builder:
    """Grows one word at a time."""

    def __init__(self, factor: float) -> None:
        self.factor = factor
        self.words: list[Word] = []
        self.text = ""
        self.x0 = self.x1 = self.y = self.last_x0 = 0.0
        self.last_code = 0
        self.style = Style()
        self.spaces = 0
        self.glued = False

    def take(self, code: int, x0: float, x1: float, y: float, style: Style) -> None:
        """Add a letter to the word, or begin a new word with it."""
        if self.text:
            size = style.size
            gap = x0 - self.x1
            if style is self.style and code != self.last_code and -0.4 * size < gap:
                if gap <= self.factor * size:
                    self.text += chr(code) if code < 0xFB00 else _LIGATURES.get(code) or chr(code)
                    self.last_code, self.last_x0 = code, x0
                    if x1 > self.x1:
                        self.x1 = x1
                    return
            elif self._again_or_mark(code, x0, x1, y, style):
                return
            level = abs(y - self.y) <= 0.12 * size
            touching = level and -0.45 * size < gap <= self.factor * size
            if not (touching and style is self.style):
                self.close()
                self.glued = touching
            else:
                self.text += chr(code)
                self.last_code, self.last_x0, self.x1 = code, x0, max(x1, self.x1)
                return
        self.text = chr(code) if code < 0xFB00 else _LIGATURES.get(code) or chr(code)
        self.x0, self.x1, self.y, self.style = x0, x1, y, style
        self.last_code, self.last_x0 = code, x0

    def _again_or_mark(self, code: int, x0: float, x1: float, y: float, style: Style) -> bool:
        """The same letter once more at the same place is left out; a mark joins its letter."""
        near = abs(y - self.y) < 1
        if code == self.last_code and near and abs(x0 - self.last_x0) < 0.12 * style.size:
            return not 0x300 <= code <= 0x36F
        if 0x300 <= code <= 0x36F and near and abs(x0 - self.x1) < style.size:
            self.text += chr(code)
            self.last_code, self.last_x0 = code, x0
            return True
        return False

    def close(self) -> None:
        """End the word."""
        if not self.text:
            return
        style = self.style
        self.words.append(
            Word(
                self.text,
                self.x0,
                self.x1,
                self.y,
                style.size,
                style.bold,
                style.italic,
                self.spaces,
                self.glued and not self.spaces,
            )
        )
        self.text = ""
        self.spaces = 0
        self.glued = False

    def without_doubles(self) -> list[Word]:
        """The words, each drawn once; a word drawn twice with a tiny shift counts as bold."""
        seen: dict[tuple[str, int], list[Word]] = {}
        kept: list[Word] = []
        for word in self.words:
            near = seen.setdefault((word.text, round(word.y / 4)), [])
            for other in near:
                shift = 0.15 * word.size
                if abs(other.x0 - word.x0) < shift and abs(other.y - word.y) < shift:
                    other.bold = True
                    break
            else:
                near.append(word)
                kept.append(word)
        return kept
