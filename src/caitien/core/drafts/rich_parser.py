"""HTML of any kind as a section: read tag by tag, nothing expected to be well formed."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from caitien.core.documents.model import Run
from caitien.core.vietnamese.text import collapse

from .model import Section, SectionTable
from .styles import STYLES, collapsed_styles

_LETTERS = {"b": "b", "strong": "b", "i": "i", "em": "i", "u": "u", "ins": "u"}
#: tags whose begin and end part paragraphs
_BLOCK_NAMES = (
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main nav ol"
    " option optgroup p pre section select summary table tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
#: what a browser never shows
_UNSEEN = frozenset(("script", "style", "template", "title", "noscript"))
#: tags without an end
_VOID = frozenset(("br", "hr", "img", "input", "wbr", "col", "meta", "link", "area", "base"))
_BOLD = re.compile(r"font-weight\s*:\s*(bold|[6-9]00|normal|[1-5]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*(italic|oblique|normal)", re.IGNORECASE)
_UNDER = re.compile(r"text-decoration(?:-line)?\s*:[^;]*underline", re.IGNORECASE)
_NUMBER = re.compile(r"[1-9][0-9]{0,2}")
#: deeper than this tags inside tags do nothing but keep their words
_DEEPEST = 200


def read_html(html: str, heading: str) -> Section:
    """The section `html` says. Never raises for what the text may be."""
    reader = _Reader(heading)
    reader.feed(html.encode("utf-8", "replace").decode("utf-8"))  # no lone halves of characters
    reader.close()
    return reader.finish()


class _List:
    """A list being read: its tag, and the number of the item to come."""

    def __init__(self, tag: str, number: int) -> None:
        self.tag = tag
        self.number = number


class _Reader(HTMLParser):
    """Gathers paragraphs, spans and tables as tags come."""

    def __init__(self, heading: str) -> None:
        super().__init__(convert_charrefs=True)
        self._section = Section(heading)
        self._runs: list[tuple[str, str]] = []  # words and their letters, of one paragraph
        self._open: list[tuple[str, str, str]] = []  # tag, letters it adds, letters it takes
        self._now: str | None = ""  # the letters in force, None where they must be worked out
        self._lists: list[_List] = []
        self._mark: str = ""
        self._unseen: list[str] = []
        self._rows: list[list[list[str]]] = []
        self._tables = 0
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN and len(self._unseen) < _DEEPEST:
            self._unseen.append(tag)
        if self._unseen:
            return
        said = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS:
            self._break()
        if tag in ("ul", "ol") and len(self._lists) < _DEEPEST:
            start = said.get("start", "")
            self._lists.append(_List(tag, int(start) if _NUMBER.fullmatch(start) else 1))
        elif tag == "li":
            self._mark = self._mark_of_item()
        elif tag == "table":
            self._tables += 1
        elif self._tables == 1 and tag == "tr":
            self._rows.append([])
            self._in_cell = False
        elif self._tables == 1 and tag in ("td", "th"):
            if not self._rows:
                self._rows.append([])
            self._rows[-1].append([])
            self._in_cell = True
        elif tag == "img" and said.get("alt", "").strip():
            self.handle_data(said["alt"])
        if tag not in _VOID and tag not in _BLOCKS and len(self._open) < _DEEPEST:
            self._now = None
            self._open.append((tag, *_letters_of(tag, said.get("style", ""))))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag in self._unseen:
                del self._unseen[self._unseen.index(tag) :]
            return
        if tag in _BLOCKS:
            self._break()
        if tag in ("ul", "ol"):
            self._mark = ""
            for index in range(len(self._lists) - 1, -1, -1):
                if self._lists[index].tag == tag:
                    del self._lists[index:]
                    break
        elif tag == "li":
            self._mark = ""
        elif tag == "table" and self._tables:
            self._tables -= 1
            if not self._tables:
                self._end_table()
        elif tag in ("td", "th", "tr") and self._tables == 1:
            self._in_cell = False
        elif tag not in _BLOCKS:
            for index in range(len(self._open) - 1, -1, -1):
                if self._open[index][0] == tag:
                    del self._open[index]
                    self._now = None
                    break

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if self._in_cell:
            self._rows[-1][-1].append(data)
        elif data:
            self._runs.append((data, self._letters()))

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """What an office program writes as <![if …]>: skipped, as browsers do."""
        return self.parse_bogus_comment(i, False)

    def _letters(self) -> str:
        """The letters in force here."""
        if self._now is None:
            on: set[str] = set()
            for _, adds, takes in self._open:
                on.update(adds)
                on.difference_update(takes)
            self._now = "".join(letter for letter in STYLES if letter in on)
        return self._now

    def _mark_of_item(self) -> str:
        if not self._lists:
            return "- "
        inner = self._lists[-1]
        depth = len(self._lists)
        if inner.tag == "ul":
            return "- " if depth == 1 else "+ "
        number = inner.number
        return f"{number}. " if depth == 1 or number > 26 else f"{chr(96 + max(number, 1))}) "

    def _break(self) -> None:
        """A paragraph ends, if one was begun. In a cell a break is a blank."""
        if self._in_cell:
            self._rows[-1][-1].append(" ")
            return
        text = "".join(words for words, _ in self._runs)
        if not collapse(text):
            self._runs.clear()
            return
        mark, self._mark = self._mark, ""
        if mark and self._lists:
            self._lists[-1].number += 1
        runs: list[Run] = []
        at = len(mark)
        for words, letters in self._runs:
            if letters:
                runs.append(Run(at, at + len(words), letters))
            at += len(words)
        index = len(self._section.paragraphs)
        self._section.styles += collapsed_styles(mark + text, runs, index)
        self._section.paragraphs.append(collapse(mark + text))
        self._runs.clear()

    def _end_table(self) -> None:
        self._in_cell = False
        rows = [[collapse("".join(cell)) for cell in row] for row in self._rows if row]
        self._rows = []
        if rows:
            at = len(self._section.paragraphs)
            self._section.tables.append(SectionTable("other", at, rows))
        self._break()  # words that stood in the table but in none of its cells

    def finish(self) -> Section:
        """What was read; everything left open is closed."""
        self._in_cell = False
        self._break()
        if self._tables or self._rows:
            self._end_table()
        return self._section


def _letters_of(tag: str, style: str) -> tuple[str, str]:
    """The letters a tag adds and those it takes away."""
    adds = set(_LETTERS.get(tag, ""))
    takes: set[str] = set()
    for pattern, letter in ((_BOLD, "b"), (_ITALIC, "i")):
        found = pattern.search(style)
        if found:
            plain = found[1].lower() == "normal" or found[1] < "6"
            (takes if plain else adds).add(letter)
    if _UNDER.search(style):
        adds.add("u")
    return "".join(adds - takes), "".join(takes)
