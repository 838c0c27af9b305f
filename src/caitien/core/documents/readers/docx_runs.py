"""The characters of one paragraph of a .docx: runs, fields, tracked changes, breaks, anchors."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.documents.model import Paragraph, Run

from .docx_fields import Fields, form_result
from .docx_names import (
    ALTERNATE,
    BR,
    CHAR,
    CHOICE,
    CR,
    DEL,
    DRAWING,
    ENDNOTE_MARK,
    FALLBACK,
    FIELD_CHAR,
    FIELD_CODE,
    FIELD_TYPE,
    FONT,
    FONT_ASCII,
    FONT_HIGH,
    FONTS,
    FOOTNOTE_MARK,
    HARD_HYPHEN,
    INS,
    INSTR,
    MATH,
    MATH_BELOW,
    MATH_PARAGRAPH,
    MATH_TEXT,
    MOVE_FROM,
    MOVE_TO,
    OBJECT,
    PICT,
    PPR,
    PTAB,
    RENDERED_BREAK,
    RPR,
    RUBY_TEXT,
    SIMPLE_FIELD,
    SPACE,
    SYM,
    TAB,
    TBL,
    TEXT_BOX,
    W_ID,
    W_TYPE,
    Element,
    P,
    R,
    T,
)
from .docx_state import Walk
from .docx_styles import PLAIN, Flags
from .docx_symbols import symbol
from .old_fonts import is_capital_font, to_unicode

_SKIPPED = frozenset((PPR, RPR, P, TBL, RUBY_TEXT))
_LETTERS = (("b", 0), ("i", 1), ("u", 4))
_ANCHORS = frozenset((DRAWING, PICT, OBJECT))


class Line:
    """A paragraph being collected: text, page marks, letters counted, what hangs on it."""

    __slots__ = (
        "bold",
        "boxes",
        "break_after",
        "break_before",
        "italic",
        "length",
        "marks",
        "parts",
        "runs",
        "start_page",
        "visible",
    )

    def __init__(self, page: int) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.visible = self.bold = self.italic = 0
        self.start_page = page
        self.marks: list[tuple[int, int]] = []  # offset, page that begins there
        self.runs: list[tuple[int, int, Flags]] = []  # start, end, letters that are not plain
        self.boxes: list[tuple[bool, Element]] = []  # stands before the text, w:txbxContent
        self.break_before = self.break_after = False

    def add(self, text: str, look: Flags) -> None:
        """Appends characters written with the letters `look`."""
        if look[2]:
            text = text.upper()
        self.parts.append(text)
        if look[0] or look[1] or look[4]:
            self.runs.append((self.length, self.length + len(text), look))
        self.length += len(text)
        seen = len(text) - text.count(" ")
        self.visible += seen
        if look[0]:
            self.bold += seen
        if look[1]:
            self.italic += seen

    @property
    def text(self) -> str:
        """The characters so far."""
        return "".join(self.parts)

    def join(self, second: Line) -> None:
        """Takes the next line in: this one lost its paragraph mark."""
        shift = self.length
        self.parts += second.parts
        self.length += second.length
        self.visible += second.visible
        self.bold += second.bold
        self.italic += second.italic
        self.boxes += second.boxes
        self.marks += [(offset + shift, page) for offset, page in second.marks]
        self.runs += [(start + shift, end + shift, look) for start, end, look in second.runs]
        self.break_before = self.break_before or second.break_before
        self.break_after = second.break_after

    def letters(self, own: Flags) -> tuple[Run, ...]:
        """The runs in bold, italic or underlined letters, `own` ones of the style left out."""
        out: list[Run] = []
        for start, end, look in self.runs:
            said = "".join(letter for letter, index in _LETTERS if look[index] and not own[index])
            if out and out[-1].end == start and out[-1].letters == said:
                out[-1] = Run(out[-1].start, end, said)
            elif said:
                out.append(Run(start, end, said))
        return tuple(out)


class RunReader:
    """Collects paragraph after paragraph; fields are followed inside one paragraph only."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._line = Line(1)
        self._fields = Fields()
        self._base: Flags = PLAIN
        #: the font the run being read names
        self._font = ""

    def collect(self, paragraph: Element, base: Flags) -> Line:
        """The characters of `paragraph`, whose style writes with the letters `base`."""
        self._line = line = self._new_line()
        self._fields = Fields()
        self._base = base
        stack: list[Iterator[Element]] = [iter(paragraph)]
        while stack:
            for el in stack[-1]:
                inner = self._step(el)
                if inner is not None:
                    stack.append(iter(inner))
                    break
            else:
                stack.pop()
        left, self._fields = self._fields.unfinished(), Fields()
        for text in left:
            self._put(text, base)
        return line

    def keep(self, paragraph: Paragraph, line: Line) -> None:
        """`paragraph` was made of `line`: nothing to remember in ordinary reading."""

    def _new_line(self) -> Line:
        return Line(self._walk.page)

    def _step(self, el: Element) -> Element | None:
        """Takes one child in; gives back what is to be entered."""
        tag = el.tag
        if tag == R:
            self._run(el)
        elif tag in _SKIPPED:
            return None
        elif tag in (DEL, MOVE_FROM):
            self._walk.tally["deleted"] += 1
        elif tag in (INS, MOVE_TO):
            self._walk.tally["inserted"] += 1
            return el
        elif tag == ALTERNATE:
            return choose(el)
        elif tag == SIMPLE_FIELD:
            return None if Fields.is_page(el.get(INSTR, "")) else el
        elif tag in (MATH, MATH_PARAGRAPH):
            self._math(el)
        elif tag in _ANCHORS:
            self._anchor(el)
        elif len(el):
            return el
        return None

    def _run(self, run: Element) -> None:
        look = self._base
        self._font = ""
        for el in run:
            tag = el.tag
            if tag == T:
                text = el.text
                if text:
                    self._text(el, text, look)
            elif tag == RPR:
                look = self._walk.styles.letters(el, self._base) if len(el) else self._base
                if self._walk.old_code:
                    self._font = _font(el)
            elif tag in (TAB, PTAB):
                self._put("\t", look, el)
            elif tag in (BR, CR):
                self._break(el, look)
            elif tag == RENDERED_BREAK:
                if self._walk.rendered_break():
                    self._mark()
            elif tag == FIELD_CODE:
                self._fields.code(el.text or "")
            elif tag == FIELD_CHAR:
                self._field(el, look)
            else:
                self._rare(el, tag, look)

    def _text(self, el: Element, text: str, look: Flags) -> None:
        if "\n" in text or "\r" in text:
            text = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
        if text[0] in " \t" or text[-1] in " \t":
            space = el.get(SPACE)
            if space != "preserve" and (space is not None or not self._walk.keep_space):
                text = text.strip(" \t")
        if self._walk.old_code and not self._font.startswith(("Symbol", "Wingdings", "Webdings")):
            new = to_unicode(text, self._walk.old_code)
            new = new.upper() if is_capital_font(self._font) else new
            self._put(new, look, el if new == text else None)
            return
        self._put(text, look, el)

    def _put(self, text: str, look: Flags, source: Element | None = None) -> None:
        """Appends characters that are printed; `source` is the element that holds them."""
        if not text:
            return
        if look[3]:
            if not text.isspace():
                self._walk.tally["hidden"] += 1
            return
        if self._fields.mutes(text):
            return
        if self._line.length == 0:
            self._line.start_page = self._walk.page
        self._line.add(text, look)
        if not text.isspace():
            self._line.break_after = False
            self._walk.print_text()

    def _break(self, el: Element, look: Flags) -> None:
        if el.tag != BR or el.get(W_TYPE) != "page":
            self._put("\n", look, el)
            return
        self._walk.hard_break()
        if self._line.visible:
            self._line.break_after = True
            self._put("\n", look, el)
            self._mark()
        else:
            self._line.break_before = True

    def _mark(self) -> None:
        """From here on the text of the paragraph stands on another page."""
        line = self._line
        if line.length:
            line.marks.append((line.length, self._walk.page))
        else:
            line.start_page = self._walk.page

    def _field(self, el: Element, look: Flags) -> None:
        kind = el.get(FIELD_TYPE)
        if kind == "begin":
            self._fields.begin(form_result(el))
        elif kind == "separate":
            self._fields.separate()
        elif kind == "end":
            self._put(self._fields.end(), look)

    def _rare(self, el: Element, tag: str, look: Flags) -> None:
        if tag == SYM:
            self._put(symbol(el.get(FONT, ""), el.get(CHAR, "")), look)
        elif tag == HARD_HYPHEN:
            self._put("-", look, el)
        elif tag in (FOOTNOTE_MARK, ENDNOTE_MARK):
            self._walk.notes.append((tag, el.get(W_ID, ""), self._walk.body_paragraph))
        elif tag == ALTERNATE:
            branch = choose(el)
            if branch is not None:
                self._anchor(branch)
        elif tag in _ANCHORS:
            self._anchor(el)
        elif tag in (MATH, MATH_PARAGRAPH):
            self._math(el)
        elif len(el) and tag not in _SKIPPED:
            for inner in el.iter(T):
                if not any(up.tag == RUBY_TEXT for up in inner.iterancestors()):
                    self._put(inner.text or "", look)

    def _math(self, el: Element) -> None:
        for inner in el.iter(MATH_TEXT, MATH_BELOW, T):
            self._put("/" if inner.tag == MATH_BELOW else inner.text or "", self._base)

    def _anchor(self, el: Element) -> None:
        """Text boxes drawn here; what a run holds inside a chosen branch besides is text."""
        if el.tag == OBJECT:
            self._walk.tally["object"] += 1
        before = self._line.visible == 0
        stack = [el]
        while stack:
            top = stack.pop()
            if top.tag == TEXT_BOX:
                self._line.boxes.append((before, top))
            elif top.tag == T:
                self._put(top.text or "", self._base)
            elif top.tag == ALTERNATE:
                branch = choose(top)
                if branch is not None:
                    stack.append(branch)
            elif len(top):
                stack.extend(reversed(top))


def choose(alternate: Element) -> Element | None:
    """The one branch of mc:AlternateContent to read: the first that holds text, else any."""
    branches = [b for b in alternate if b.tag in (CHOICE, FALLBACK)]
    for branch in branches:
        if next(branch.iter(TEXT_BOX, T), None) is not None:
            return branch
    return branches[0] if branches else None


def _font(rpr: Element) -> str:
    """The font a run names, or ''."""
    fonts = rpr.find(FONTS)
    return "" if fonts is None else fonts.get(FONT_HIGH) or fonts.get(FONT_ASCII) or ""


def mark_deleted(ppr: Element | None) -> bool:
    """Whether the paragraph mark itself was deleted, so that the text runs on in the next."""
    if ppr is None:
        return False
    rpr = ppr.find(RPR)
    return rpr is not None and rpr.find(DEL) is not None
