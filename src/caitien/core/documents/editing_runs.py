"""Runs written anew with cuts made: plainly, or as tracked changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from .editing_spans import Cut
from .editing_xml import Spot
from .readers.docx_names import RPR, SPACE, Element, T
from .readers.docx_trace import plain

_OPEN = re.compile(rb"<(?:(?P<prefix>[^\s/>:]+):)?[^\s/>]+")
_SPACE = re.compile(rb"\s+xml:space\s*=\s*(?:\"[^\"]*\"|'[^']*')")
#: tabs and line ends of new text, which become elements; kept text never holds these letters
_NEW = str.maketrans({"\t": "\x01", "\n": "\x02"})
_PIECES = re.compile("[\x01\x02]|[^\x01\x02]+")
_ELEMENTS = {"\x01": "tab", "\x02": "br"}
_W = T[1 : T.index("}")]


@dataclass(slots=True)
class Tracking:
    """Who changes when, and the numbers that changes of the document bear already."""

    author: str
    date: str | None
    taken: set[str]
    _last: int = 0

    def number(self) -> str:
        """A number no other change bears."""
        self._last += 1
        while str(self._last) in self.taken:
            self._last += 1
        return str(self._last)

    def attributes(self, prefix: str) -> str:
        """The attributes of a w:ins or w:del."""
        date = f" {prefix}date={quoteattr(self.date)}" if self.date else ""
        return f' {prefix}id="{self.number()}" {prefix}author={quoteattr(self.author)}{date}'


@dataclass(frozen=True, slots=True)
class _Atom:
    """A piece of a run: `kind` keep, cut or new; text, or the bytes of another element.

    `source` is the start tag of the w:t the text stands in (b"" where there is none).
    """

    kind: str
    text: str = ""
    raw: bytes = b""
    source: bytes = b""


def renewed(
    data: bytes, run: Element, spot: Spot, cuts: Sequence[Cut], tracking: Tracking | None, *,
    keep_space: bool,
) -> bytes:  # fmt: skip
    """The bytes of `run`, which stands at `spot` of `data`, with its cuts made."""
    start = data[spot.start : spot.open_end]
    opening = _OPEN.match(start)
    prefix = f"{opening['prefix'].decode()}:" if opening and opening["prefix"] else ""
    look = b""
    atoms: list[_Atom] = []
    at = spot.open_end
    for child, (begin, end) in zip(run, spot.children, strict=True):
        if between := data[at:begin].strip():
            atoms.append(_Atom("keep", raw=between))
        at = end
        raw = data[begin:end]
        own = [cut for cut in cuts if cut.element is child]
        if child.tag == RPR:
            look = raw
        elif own:
            atoms += _atoms(child, raw, own, keep_space=keep_space)
        else:
            atoms.append(_Atom("keep", raw=raw))
    if rest := data[at : spot.close_start].strip():
        atoms.append(_Atom("keep", raw=rest))
    writer = _Writer(prefix, start, look, tracking)
    if not prefix:
        writer.bind(run)
    atoms = [atom for atom in atoms if atom.text or atom.raw]
    return writer.tracked(atoms) if tracking else writer.plain(atoms)


def _atoms(child: Element, raw: bytes, cuts: list[Cut], *, keep_space: bool) -> Iterator[_Atom]:
    cuts = sorted(cuts, key=lambda cut: (cut.start, cut.end))
    if child.tag != T:
        for cut in cuts:
            if cut.start == cut.end == 0:
                yield _new(cut)
        gone = any(cut.end > cut.start for cut in cuts)
        yield _Atom("cut" if gone else "keep", raw=raw)
        for cut in cuts:
            if cut.end:
                yield _new(cut)
        return
    tag = raw[: raw.index(b">") + 1]
    text, lost = shown(child, keep_space=keep_space)
    at = 0
    for cut in cuts:
        start, end = max(cut.start - lost, 0), max(cut.end - lost, 0)
        yield _Atom("keep", text[at:start], source=tag)
        yield _Atom("cut", text[start:end], source=tag)
        yield _new(cut, tag)
        at = end
    yield _Atom("keep", text[at:], source=tag)


def _new(cut: Cut, tag: bytes = b"") -> _Atom:
    return _Atom("new", cut.text.translate(_NEW), source=tag)


def shown(element: Element, *, keep_space: bool) -> tuple[str, int]:
    """The characters of a w:t that Word shows, and how many blanks before them it does not."""
    text = plain(element)
    space = element.get(SPACE)
    if space == "preserve" or (space is None and keep_space):
        return text, 0
    return text.strip(" \t"), len(text) - len(text.lstrip(" \t"))


class _Writer:
    """Writes runs like one run: its start tag, its prefix (`w:`), its formatting."""

    def __init__(self, prefix: str, start: bytes, look: bytes, tracking: Tracking | None) -> None:
        self._prefix = prefix
        self._start = start
        self._look = look
        self._tracking = tracking
        self._copies = 0
        self._attributes = prefix
        self._declared = ""

    def bind(self, run: Element) -> None:
        """For elements without a prefix: attributes still need one."""
        names = (name for name, space in run.nsmap.items() if name and space == _W)
        bound = next(names, None)
        self._attributes = f"{bound or 'w'}:"
        self._declared = "" if bound else f' xmlns:w="{_W}"'

    def plain(self, atoms: list[_Atom]) -> bytes:
        """The run with the new text in place of the old; b"" where nothing is left of it."""
        inner = self._content([atom for atom in atoms if atom.kind != "cut"], "t")
        return self._run(inner, self._look) if inner else b""

    def tracked(self, atoms: list[_Atom]) -> bytes:
        """The run cut up: what stays, what is deleted and what is inserted."""
        out = b""
        for kind, group in groupby(atoms, key=lambda atom: atom.kind):
            inner = self._content(list(group), "delText" if kind == "cut" else "t")
            if not inner:
                continue
            if kind == "keep" or self._tracking is None:
                out += self._run(inner, self._copied_look())
                continue
            name = "del" if kind == "cut" else "ins"
            look = self._copied_look() if kind == "cut" else self._own_look()
            said = self._declared + self._tracking.attributes(self._attributes)
            out += f"<{self._prefix}{name}{said}>".encode() + self._run(inner, look)
            out += f"</{self._prefix}{name}>".encode()
        return out

    def _run(self, inner: bytes, look: bytes) -> bytes:
        return self._start + look + inner + f"</{self._prefix}r>".encode()

    def _own_look(self) -> bytes:
        """The formatting without the record of how it was before."""
        name = f"{self._prefix}rPrChange".encode()
        return re.sub(rb"<%s[\s>].*?</%s>" % (name, name), b"", self._look, flags=re.DOTALL)

    def _copied_look(self) -> bytes:
        """The formatting; in every copy but the first, changes recorded in it get new numbers."""
        self._copies += 1
        if self._copies == 1 or self._tracking is None:
            return self._look
        tracking, name = self._tracking, f"{self._attributes}id".encode()
        return re.sub(
            rb"(\s%s=[\"'])[^\"']*" % name,
            lambda match: match[1] + tracking.number().encode(),
            self._look,
        )

    def _content(self, atoms: list[_Atom], name: str) -> bytes:
        out = b""
        text = ""
        source = b""
        for atom in atoms:
            if atom.raw:
                out += self._text(text, source, name) + atom.raw
                text, source = "", b""
                continue
            if atom.source and source and atom.source != source:
                out += self._text(text, source, name)
                text = ""
            source = atom.source or source
            text += atom.text
        return out + self._text(text, source, name)

    def _text(self, text: str, source: bytes, name: str) -> bytes:
        """A text as w:t elements (`name`: w:delText), tabs and line ends as elements of theirs."""
        out = b""
        for piece in _PIECES.findall(text):
            if piece in _ELEMENTS:
                out += f"<{self._prefix}{_ELEMENTS[piece]}/>".encode()
            else:
                out += self._element(piece, source, name)
        return out

    def _element(self, text: str, source: bytes, name: str) -> bytes:
        if source and name == "t":
            tag = source
            if text != text.strip():
                tag = _SPACE.sub(b"", tag).removesuffix(b">") + b' xml:space="preserve">'
        else:
            space = ' xml:space="preserve"' if text != text.strip() else ""
            tag = f"<{self._prefix}{name}{space}>".encode()
        return tag + escape(text).encode() + f"</{self._prefix}{name}>".encode()
