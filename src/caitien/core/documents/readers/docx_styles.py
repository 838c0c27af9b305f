"""Styles of a .docx: what a paragraph or character style says, inheritance followed."""

from __future__ import annotations

from .docx_names import (
    BASED_ON,
    BIDI,
    BOLD,
    CAPS,
    DOC_DEFAULTS,
    IS_DEFAULT,
    ITALIC,
    JC,
    LEVEL_OF,
    NUM_ID,
    NUM_PR,
    OUTLINE,
    PAGE_BREAK,
    PPR,
    PPR_DEFAULT,
    R_STYLE,
    RPR,
    RPR_DEFAULT,
    STYLE,
    STYLE_ID,
    STYLE_NAME,
    UNDERLINE,
    VAL,
    VANISH,
    W_TYPE,
    Element,
    child_val,
    is_on,
    number,
)

#: bold, italic, capitals, hidden, underlined
Flags = tuple[bool, bool, bool, bool, bool]
PLAIN: Flags = (False, False, False, False, False)
_UNSAID = (None, None, None, None, None)
TOGGLES = {BOLD: 0, ITALIC: 1, CAPS: 2, VANISH: 3, UNDERLINE: 4}
_HEADING_NAMES = ("heading", "title", "subtitle")
_ALIGN = {
    "left": "left",
    "start": "left",
    "right": "right",
    "end": "right",
    "center": "center",
    "both": "justify",
    "distribute": "justify",
    "thaiDistribute": "justify",
    "lowKashida": "justify",
    "mediumKashida": "justify",
    "highKashida": "justify",
}
_LONGEST_CHAIN = 40


class Shape:
    """What pPr says of a paragraph; None where it says nothing."""

    __slots__ = ("align", "level", "num_id", "page_break")

    def __init__(self) -> None:
        self.align: str | None = None
        self.page_break: bool | None = None
        self.num_id: str | None = None
        self.level: int | None = None

    def read(self, ppr: Element) -> None:
        """Fills what is still unknown from `ppr` (nearest first, then what it is based on)."""
        for el in ppr:
            tag = el.tag
            if tag == JC and self.align is None:
                self.align = _ALIGN.get(el.get(VAL, ""), "")
            elif tag == PAGE_BREAK and self.page_break is None:
                self.page_break = is_on(el)
            elif tag == NUM_PR:
                if self.num_id is None:
                    self.num_id = child_val(el, NUM_ID)
                if self.level is None and (level := child_val(el, LEVEL_OF)) is not None:
                    self.level = number(level, 0, 0, 8)
            elif tag == BIDI and is_on(el) and self.align in ("left", "right"):
                self.align = "right" if self.align == "left" else "left"


class ParagraphStyle:
    """A paragraph style, or the defaults: its shape, its letters and its own name.

    `own` are the letters that make it a heading style (none for any other style).
    """

    __slots__ = ("flags", "own", "shape", "style_id")

    def __init__(self, style_id: str, shape: Shape, flags: Flags, own: Flags = PLAIN) -> None:
        self.style_id = style_id
        self.shape = shape
        self.flags = flags
        self.own = own


class Styles:
    """The styles part; every answer is remembered."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default = ""
        self._base: Flags = PLAIN
        self._base_ppr: Element | None = None
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._characters: dict[str, tuple[bool | None, ...]] = {}
        if root is None:
            return
        for style in root.iter(STYLE):
            style_id = style.get(STYLE_ID, "")
            self._styles.setdefault(style_id, style)
            if style.get(W_TYPE) == "paragraph" and style.get(IS_DEFAULT) in ("1", "true", "on"):
                self._default = self._default or style_id
        defaults = root.find(DOC_DEFAULTS)
        if defaults is not None:
            rpr = defaults.find(f"{RPR_DEFAULT}/{RPR}")
            self._base = over(PLAIN, _said(rpr, _UNSAID))
            self._base_ppr = defaults.find(f"{PPR_DEFAULT}/{PPR}")

    def _chain(self, style_id: str) -> list[Element]:
        """The style and what it is based on, nearest first; a circle is cut."""
        chain: list[Element] = []
        while style_id in self._styles and len(chain) < _LONGEST_CHAIN:
            style = self._styles[style_id]
            if style in chain:
                break
            chain.append(style)
            style_id = child_val(style, BASED_ON) or ""
        return chain

    def paragraph(self, style_id: str | None) -> ParagraphStyle:
        """The style of a paragraph; the default one for None or an unknown name."""
        name = style_id if style_id in self._styles else self._default
        name = name or ""
        known = self._paragraphs.get(name)
        if known is None:
            shape = Shape()
            said: tuple[bool | None, ...] = _UNSAID
            heading = False
            for style in self._chain(name):
                heading = heading or _heads(style)
                if (ppr := style.find(PPR)) is not None:
                    shape.read(ppr)
                said = _said(style.find(RPR), said)
            if self._base_ppr is not None:
                shape.read(self._base_ppr)
            flags = over(self._base, said)
            known = ParagraphStyle(name, shape, flags, flags if heading else PLAIN)
            self._paragraphs[name] = known
        return known

    def character(self, style_id: str) -> tuple[bool | None, ...]:
        """What a character style says of bold, italic, capitals, hidden, underlined."""
        known = self._characters.get(style_id)
        if known is None:
            known = _UNSAID
            for style in self._chain(style_id):
                known = _said(style.find(RPR), known)
            self._characters[style_id] = known
        return known

    def letters(self, rpr: Element, base: Flags) -> Flags:
        """The letters of a run: its own word first, a character style toggles the paragraph's."""
        direct: list[bool | None] = [*_UNSAID]
        style: tuple[bool | None, ...] | None = None
        for el in rpr:
            index = TOGGLES.get(el.tag)
            if index is not None:
                direct[index] = is_on(el)
            elif el.tag == R_STYLE:
                style = self.character(el.get(VAL, ""))
        if style is not None:
            base = (
                base[0] ^ bool(style[0]),
                base[1] ^ bool(style[1]),
                base[2] ^ bool(style[2]),
                base[3] ^ bool(style[3]),
                base[4] or bool(style[4]),
            )
        return over(base, direct)

    def numbering_of(self, style_id: str) -> str | None:
        """The w:numId a style (a list style too) points to."""
        for style in self._chain(style_id):
            found = style.find(f"{PPR}/{NUM_PR}/{NUM_ID}")
            if found is not None:
                return found.get(VAL)
        return None


def _heads(style: Element) -> bool:
    """True for a style of headings or titles."""
    if (child_val(style, STYLE_NAME) or "").lower().startswith(_HEADING_NAMES):
        return True
    level = style.find(f"{PPR}/{OUTLINE}")
    return level is not None and number(level.get(VAL), 9) < 9


def _said(rpr: Element | None, nearer: tuple[bool | None, ...]) -> tuple[bool | None, ...]:
    """`nearer` with its gaps filled from `rpr`."""
    if rpr is None:
        return nearer
    said = list(nearer)
    for el in rpr:
        index = TOGGLES.get(el.tag)
        if index is not None and said[index] is None:
            said[index] = is_on(el)
    return tuple(said)


def over(base: Flags, said: tuple[bool | None, ...] | list[bool | None]) -> Flags:
    """`base` where nothing is said, else what is said."""
    b, i, c, h, u = said
    return (
        base[0] if b is None else b,
        base[1] if i is None else i,
        base[2] if c is None else c,
        base[3] if h is None else h,
        base[4] if u is None else u,
    )
