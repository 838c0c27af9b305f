"""What is remembered while one .docx is walked: pages, counts for warnings, notes met."""

from __future__ import annotations

from collections import Counter

from caitien.core.documents.model import ReadError

from .docx_numbering import Numbering
from .docx_package import too_big
from .docx_styles import Styles

#: more paragraphs than a dozen thick reports hold
MAX_PARAGRAPHS = 150_000
#: characters of the whole text
MAX_TEXT = 30_000_000


class Walk:
    """The state of one reading."""

    __slots__ = (
        "_breaks",
        "_section",
        "body_paragraph",
        "break_next",
        "fresh",
        "keep_space",
        "name",
        "notes",
        "numbering",
        "old_code",
        "page",
        "paged",
        "paragraphs",
        "styles",
        "tally",
        "text_length",
    )

    def __init__(self, name: str, styles: Styles, numbering: Numbering, *, paged: bool) -> None:
        self.name = name
        self.styles = styles
        self.numbering = numbering
        #: whether Word left page marks in the file; without them no page is known
        self.paged = paged
        self.page = 1
        #: nothing visible stands on this page yet
        self.fresh = True
        #: the next paragraph begins a page
        self.break_next = False
        #: xml:space="preserve" stands at the root
        self.keep_space = False
        self.tally: Counter[str] = Counter()
        #: "TCVN3" or "VNI" where the text is typed in a font of that code
        self.old_code = ""
        #: the number of the body paragraph being read
        self.body_paragraph = 0
        self.notes: list[tuple[str, str, int]] = []  # kind, id, body paragraph
        self._breaks: list[bool] = []
        self._section = 0
        self.paragraphs = 0
        self.text_length = 0

    def hard_break(self) -> None:
        """A page break the author made."""
        self.page += 1
        self.fresh = True

    def fresh_page(self) -> None:
        """A paragraph that must begin a page: no break where it does already."""
        if not self.fresh:
            self.hard_break()

    def learn_sections(self, kinds: list[str]) -> None:
        """The types of the sections in order; a section's type says how it begins."""
        self._breaks = [kind != "continuous" for kind in kinds[1:]]

    def end_section(self) -> None:
        """A section ends with this paragraph; the next one may begin a page."""
        if self._section < len(self._breaks) and self._breaks[self._section]:
            self.hard_break()
            self.break_next = True
        self._section += 1

    def rendered_break(self) -> bool:
        """A page mark left by Word; False where it only echoes a break already counted."""
        counts = not self.fresh
        if counts:
            self.page += 1
        self.fresh = True
        return counts

    def print_text(self) -> None:
        """Something visible stands on this page."""
        self.fresh = False

    def grow(self, length: int) -> None:
        """Counts a paragraph of `length` characters. Raises ReadError `too-big`."""
        self.paragraphs += 1
        self.text_length += length
        if self.paragraphs > MAX_PARAGRAPHS or self.text_length > MAX_TEXT:
            raise self.refuse("tệp có quá nhiều đoạn văn")

    def refuse(self, what: str) -> ReadError:
        """The `too-big` error of this file."""
        return too_big(self.name, what)

    def now(self) -> int | None:
        """The page being walked; None where the file does not tell."""
        return self.page if self.paged else None
