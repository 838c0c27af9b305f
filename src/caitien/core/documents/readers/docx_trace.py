"""Which elements of a .docx hold the characters of each paragraph: asked for by editing only."""

from __future__ import annotations

from dataclasses import dataclass

from caitien.core.documents.model import Paragraph

from .docx_names import Element, T
from .docx_runs import Line, RunReader
from .docx_state import Walk
from .docx_styles import Flags


@dataclass(slots=True)
class Span:
    """Characters `start` to `end` of a paragraph stand in `element` (w:t, w:tab, w:br …).

    `skip` is how many characters of a w:t before them the reader leaves out (spaces Word does not
    keep); `computed` says that Word works this text out by itself (a field), so that a change
    would not last.
    """

    start: int
    end: int
    element: Element
    skip: int = 0
    computed: bool = False


class TracedLine(Line):
    """A line that remembers where its characters stand."""

    __slots__ = ("spans",)

    def __init__(self, page: int) -> None:
        super().__init__(page)
        self.spans: list[Span] = []

    def join(self, second: Line) -> None:
        """Takes the next line in, its spans too."""
        shift = self.length
        super().join(second)
        if isinstance(second, TracedLine):
            self.spans += [_moved(span, shift) for span in second.spans]


class TracedRuns(RunReader):
    """Reads runs like RunReader and keeps the spans. Characters without a span are no one's."""

    def __init__(self, walk: Walk, trace: Trace) -> None:
        super().__init__(walk)
        self._trace = trace

    def keep(self, paragraph: Paragraph, line: Line) -> None:
        """Hands the spans of `line` to the trace."""
        if isinstance(line, TracedLine):
            self._trace.keep(paragraph, line.spans)

    def _new_line(self) -> Line:
        return TracedLine(self._walk.page)

    def _put(self, text: str, look: Flags, source: Element | None = None) -> None:
        line = self._line
        before = line.length
        super()._put(text, look)
        # Capitals may be more letters than what they were made of (ß): such text is no one's.
        if source is None or line.length - before != len(text) or not isinstance(line, TracedLine):
            return
        skip = max(plain(source).find(text), 0) if source.tag == T else 0
        span = Span(before, line.length, source, skip, self._fields.computed())
        line.spans.append(span)


class Trace:
    """The spans of every paragraph of one Document, and the parts they stand in."""

    def __init__(self) -> None:
        self._spans: dict[int, tuple[Paragraph, list[Span]]] = {}
        #: part name and root element, in the order read
        self.parts: list[tuple[str, Element]] = []
        self.walk: Walk | None = None

    def runs(self, walk: Walk) -> TracedRuns:
        """A reader of runs that fills this trace."""
        self.walk = walk
        return TracedRuns(walk, self)

    def add_part(self, name: str, root: Element) -> None:
        """A part whose text is read."""
        self.parts.append((name, root))

    def keep(self, paragraph: Paragraph, spans: list[Span]) -> None:
        """Remembers the spans of a paragraph (the paragraph too, so that its id stays its own)."""
        self._spans[id(paragraph)] = (paragraph, spans)

    def cut(self, paragraph: Paragraph, count: int) -> None:
        """The first `count` characters of a paragraph are left out of the Document."""
        spans = self.spans(paragraph)
        for span in spans:
            lost = min(max(count - span.start, 0), span.end - span.start)
            span.skip += lost
            span.start, span.end = max(span.start - count, 0), max(span.end - count, 0)
        spans[:] = [span for span in spans if span.end > span.start]

    def paragraphs(self) -> list[Paragraph]:
        """Every paragraph walked, in reading order; also those of rows the Document leaves out."""
        return [paragraph for paragraph, _ in self._spans.values()]

    def spans(self, paragraph: Paragraph) -> list[Span]:
        """The spans of a paragraph, in reading order; [] for one that was not traced."""
        known = self._spans.get(id(paragraph))
        return known[1] if known else []


def plain(element: Element) -> str:
    """The characters of a w:t as the reader takes them: line ends count as one space."""
    text = element.text or ""
    return text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by, span.element, span.skip, span.computed)
