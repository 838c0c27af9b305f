"""A section's text as a small subset of HTML for an editor in the browser, and back.

The subset: p, ul, ol, li, strong, em, u, table, tr, td (br and a few more are understood). A list
mark of the text ("- ", "+ " below it, "1. " "2. " …) becomes a list; every other mark stays text.
`from_html(to_html(section))` is the section again, where its paragraphs are single lines without
double blanks and its tables are of the kind `other`; the tables of the plan itself have no HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from .model import Section, SectionTable, StyleSpan
from .styles import by_paragraph, in_order, pieces

_TAGS = {"b": "strong", "i": "em", "u": "u"}
_DASH = re.compile(r"- (?=\S)")
_PLUS = re.compile(r"\+ (?=\S)")
_NUMBER = re.compile(r"([1-9]\d?)\. (?=\S)")


def to_html(section: Section) -> str:
    """The paragraphs, styles and `other` tables of a section as HTML; the heading is left out."""
    return _Writer(section).write()


def from_html(html: str, heading: str = "") -> Section:
    """The section that some HTML says, whatever it is: nothing raises, no visible text is lost.

    Text is NFC with single blanks; empty paragraphs are dropped; attributes and unknown tags do
    nothing but keep their words. Items of lists get the marks `to_html` knows. A cell's lines are
    joined with blanks, a table inside a cell becomes text of the cell.
    """
    from .rich_parser import read_html  # html.parser is slow to load

    return read_html(html, heading)


def with_html(section: Section, html: str) -> Section:
    """The section with its text taken from `html`; heading, place and the plan's tables stay.

    A table of the plan (items, priority_issues, monitoring) that stood at the end stands at the
    end again, any other before the paragraph of the same index, as far as there is one.
    """
    new = from_html(html, section.heading)
    new.place = section.place
    last = len(section.paragraphs)
    for table in section.tables:
        if table.kind != "other":
            at = len(new.paragraphs) if table.at >= last else min(table.at, len(new.paragraphs))
            new.tables.append(SectionTable(table.kind, at, table.rows, table.place))
    new.tables.sort(key=lambda table: table.at)
    return new


class _Writer:
    """Writes block after block; `_open` are the closing tags still to come."""

    def __init__(self, section: Section) -> None:
        self._texts = section.paragraphs
        self._styles = by_paragraph(in_order(section.styles, section.paragraphs))
        self._tables: dict[int, list[SectionTable]] = {}
        for table in section.tables:
            if table.kind == "other":
                at = min(max(table.at, 0), len(self._texts))
                self._tables.setdefault(at, []).append(table)
        self._out: list[str] = []

    def write(self) -> str:
        """The whole."""
        index = 0
        while index < len(self._texts):
            self._put_tables(index)
            end = self._dashes(index)
            if end > index:
                self._bullets(index, end)
            elif (end := self._numbers(index)) > index + 1:
                items = [self._inline(i, len(f"{i - index + 1}. ")) for i in range(index, end)]
                self._list("ol", items)
            else:
                end = index + 1
                self._out.append(f"<p>{self._inline(index)}</p>")
            index = end
        self._put_tables(index)
        return "".join(self._out)

    def _marked(self, index: int, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The mark of a paragraph, where none of its styles touches the mark."""
        found = pattern.match(self._texts[index])
        if found and any(span.start < found.end() for span in self._styles.get(index, ())):
            return None
        return found

    def _dashes(self, start: int) -> int:
        """The end of the paragraphs marked "- ", and "+ " below one, without a table between."""
        if not self._marked(start, _DASH):
            return start
        end = start + 1
        while end < len(self._texts) and end not in self._tables:
            if not (self._marked(end, _DASH) or self._marked(end, _PLUS)):
                break
            end += 1
        return end

    def _numbers(self, start: int) -> int:
        """The end of the paragraphs numbered "1. ", "2. " … from `start` on."""
        end = start
        while end < len(self._texts) and (end == start or end not in self._tables):
            found = self._marked(end, _NUMBER)
            if found is None or int(found[1]) != end - start + 1:
                break
            end += 1
        return end

    def _bullets(self, start: int, end: int) -> None:
        items: list[str] = []
        below: list[str] = []
        for index in range(start, end):
            if self._marked(index, _PLUS):
                below.append(f"<li>{self._inline(index, 2)}</li>")
                continue
            items[-1:] = [item + _nested(below) for item in items[-1:]]
            below = []
            items.append(self._inline(index, 2))
        items[-1] += _nested(below)
        self._list("ul", items)

    def _list(self, tag: str, items: Iterable[str]) -> None:
        self._out.append(f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>")

    def _inline(self, index: int, skip: int = 0) -> str:
        """The words of a paragraph after its first `skip` characters."""
        text = self._texts[index][skip:]
        spans = [
            StyleSpan(0, span.start - skip, span.end - skip, span.style)
            for span in self._styles.get(index, ())
        ]
        out = []
        for words, letters in pieces(text, spans):
            before = "".join(f"<{_TAGS[letter]}>" for letter in letters)
            after = "".join(f"</{_TAGS[letter]}>" for letter in reversed(letters))
            out.append(f"{before}{escape(words, quote=False)}{after}")
        return "".join(out)

    def _put_tables(self, index: int) -> None:
        for table in self._tables.get(index, ()):
            rows = "".join(
                f"<tr>{''.join(f'<td>{escape(cell, quote=False)}</td>' for cell in row)}</tr>"
                for row in table.rows
            )
            self._out.append(f"<table>{rows}</table>")


def _nested(items: list[str]) -> str:
    return f"<ul>{''.join(items)}</ul>" if items else ""
