"""Plain text as physical lines, and the measures that tell prose from a table torn into lines."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from caitien.core.documents.model import Place

#: "I. MỤC ĐÍCH", "VI. TỔ CHỨC THỰC HIỆN": a heading that no cell of a table begins with
ROMAN_HEADING = re.compile(r"^(?:PHẦN\s+)?[IVX]{1,5}\s*(?:[.)]|/(?!\d))\s*\S")
#: the first line of a row, or of a heading, of a plan's table
ROW_START = re.compile(r"^\s*(?:\d{1,2}\s+)?Tiêu (?:chí|chuẩn)\s*\d")
LIST_MARK = re.compile(r"^(?:[-+•–*▪]|\.-|\d{1,2}[.)]|[a-zđ][.)])\s*(?=\D)")
BASIS_START = re.compile(r"^[-–]?\s*(?:Căn cứ|Thực hiện|Theo|Xét)\s", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|br|div|span|b|i|u|strong|em|td|tr|li|ul|ol)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE
)
_HASHES = re.compile(r"^\s{0,3}#{1,6}\s+(?=\S)")
_PIPES = re.compile(r"^\s*\|(.*)\|\s*$")
_PIPE_RULE = re.compile(r"^\s*:?-{2,}:?\s*$")
_LINK = re.compile(r"<((?:https?://|mailto:|www\.)[^<>\s]{1,500})>")
#: a line of three columns or more that spaces set apart
_SPREAD = re.compile(r"\S {2,}\S.* {2,}\S")
_FIELD_CODE = re.compile(r"^\s*(?:PAGE|NUMPAGES|\\\* MERGEFORMAT)\s*$")


@dataclass(slots=True)
class Line:
    """One physical line that holds something (or spaces only, where `text` is empty)."""

    number: int
    raw: str
    text: str
    gap: int
    page_start: bool = False

    @property
    def indent(self) -> int:
        """Spaces before the text."""
        return len(self.raw) - len(self.raw.lstrip(" \u00a0"))

    @property
    def trailing(self) -> int:
        """Spaces after the text; all of them where there is no text."""
        return len(self.raw) - len(self.raw.rstrip(" \u00a0"))

    @property
    def has_tab(self) -> bool:
        """True where the line carries a cell boundary."""
        return "\t" in self.raw


def clean(text: str) -> str:
    """A piece of text without mark-up left by an export; links lose their angle brackets."""
    if "<" not in text:
        return text
    return _LINK.sub(r"\1", _TAG.sub("", text))


def split_tagged(text: str) -> list[str]:
    """The paragraphs of a cell written with <p> tags or <br>; one where there are none."""
    if "<" not in text:
        return [text]
    parts = re.split(r"</?p(?:\s[^<>]{0,200})?>|<br\s*/?>", text, flags=re.I)
    kept = [clean(part) for part in parts if part.strip()]
    return kept or [""]


def _unmarked(raw: str) -> str:
    """A line without Markdown: '## I. …' as text, '| a | b |' as tabbed cells, '' for a rule."""
    raw = _HASHES.sub("", raw).replace("**", "")
    found = _PIPES.match(raw)
    if not found or raw.count("|") < 3:
        return raw
    cells = found[1].split("|")
    if all(_PIPE_RULE.match(cell) for cell in cells):
        return ""
    return "\t".join(cell.strip() for cell in cells)


class Lines:
    """The lines of a text with its measures: usual gap, width of prose, wrapped or not."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.all: list[Line] = []
        gap = 0
        page = False
        for number, raw in enumerate(text.split("\n"), start=1):
            if "\f" in raw:
                page = True
                raw = raw.replace("\f", "")
            if not raw.strip(" \u00a0\r") and "\t" not in raw:
                if raw.strip("\r"):
                    self.all.append(Line(number, raw.strip("\r"), "", gap, page))
                    gap = 0
                else:
                    gap += 1
                continue
            if page and raw.strip().isdigit():
                continue  # the number of the page, on top of it
            raw = _unmarked(raw.rstrip("\r"))
            if not raw:
                continue
            self.all.append(Line(number, raw, raw.strip(" \u00a0"), gap, page))
            gap, page = 0, False
        self._drop_field_codes()

    def _drop_field_codes(self) -> None:
        kept: list[Line] = []
        after_code = False
        for line in self.all:
            if _FIELD_CODE.match(line.text) and line.text:
                after_code = True
                continue
            if after_code and line.text.isdigit():
                after_code = False
                continue
            after_code = after_code and not line.text
            kept.append(line)
        self.all = kept

    def place(self, line: Line) -> Place:
        """The place of a line."""
        return Place(file=self.file, line=line.number)

    @cached_property
    def filled(self) -> list[Line]:
        """The lines that hold text."""
        return [line for line in self.all if line.text]

    @cached_property
    def usual_gap(self) -> int:
        """How many blank lines usually stand between two lines."""
        counts = Counter(line.gap for line in self.filled[1:])
        return counts.most_common(1)[0][0] if counts else 0

    @cached_property
    def width(self) -> int:
        """Characters of a full line of prose; 0 where no line is long enough to tell."""
        prose = [line for line in self.filled if not line.has_tab and not _SPREAD.search(line.text)]
        lengths = sorted(len(line.text) for line in prose)
        long = [length for length in lengths if length >= 45]
        if len(long) < 3:
            return 0
        return long[min(len(long) - 1, int(len(long) * 0.9))]

    @cached_property
    def wrapped(self) -> bool:
        """True where paragraphs are broken into lines of about one width (text out of a PDF)."""
        if not self.width or self.width > 160:
            return False
        full = cut = 0
        prose = [line for line in self.filled if not line.has_tab]
        for line, after in itertools.pairwise(prose):
            if len(line.text) < 0.7 * self.width:
                continue
            full += 1
            if line.text[-1] not in ".;:!?…" and not LIST_MARK.match(after.text):
                cut += 1
        return (full >= 3 and cut >= 0.35 * full) or self._torn(prose)

    def _torn(self, prose: list[Line]) -> bool:
        """True where many narrow lines and the names of criteria betray a table torn into lines."""
        narrow = sum(len(line.text) <= 0.4 * self.width for line in prose)
        rows = sum(bool(ROW_START.match(line.text)) for line in prose)
        return rows >= 3 and narrow >= max(20, 0.4 * len(prose))
