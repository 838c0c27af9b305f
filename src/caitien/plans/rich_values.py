"""The text of a section as one value of a field: paragraphs, their styles, tables of its own.

JSON: {"paragraphs": [text], "styles": [[paragraph, start, end, style]], "tables": [{at, rows}]}.
`style` is b, i or u; `at` the paragraph a table stands before. A value without "styles" or "tables"
(a plain form, a mend of one word) says nothing about them: what stands in the section stays.
The plan's own tables (items, problems, monitoring) are no part of the value.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final

from caitien.core.documents.model import Run
from caitien.core.drafts.model import Section, SectionTable, StyleSpan
from caitien.core.drafts.rich import from_html, to_html
from caitien.core.drafts.styles import STYLES, collapsed_styles, in_order, pieces
from caitien.core.vietnamese.text import collapse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

RichValue = dict[str, Any]
#: most spans, cells and letters of cells a section may be sent with
MOST_SPANS: Final = 10_000
MOST_CELLS: Final = 20_000
MOST_IN_CELLS: Final = 200_000
STYLE_NAMES: Final = {"b": "đậm", "i": "nghiêng", "u": "gạch chân"}


def rich_of(body: dict[str, Any]) -> RichValue:
    """What is stored in a section's body, as a value."""
    return {
        "paragraphs": list(body.get("paragraphs", ())),
        "styles": [list(span) for span in body.get("styles", ())],
        "tables": [
            {"at": table["at"], "rows": [list(row) for row in table.get("rows", ())]}
            for table in body.get("tables", ())
            if table["kind"] == "other"
        ],
    }


def value_of(section: Section) -> RichValue:
    """A section of a draft as a value."""
    return {
        "paragraphs": list(section.paragraphs),
        "styles": [[s.paragraph, s.start, s.end, s.style] for s in section.styles],
        "tables": [{"at": t.at, "rows": t.rows} for t in section.tables if t.kind == "other"],
    }


def section_of_value(value: Any) -> Section:
    """A value (or a plain list of paragraphs) as a section without heading."""
    if not isinstance(value, dict):
        return Section("", [str(text) for text in value or ()])
    tables = [SectionTable("other", t["at"], t["rows"]) for t in value.get("tables", ())]
    styles = [StyleSpan(*span) for span in value.get("styles", ())]
    return Section("", list(value["paragraphs"]), tables, styles=styles)


def lines_of_value(value: Any) -> list[str]:
    """The paragraphs of a value in any of its forms."""
    return list(value["paragraphs"]) if isinstance(value, dict) else list(value or ())


# -- what was sent ------------------------------------------------------------------------------


def read_rich(value: Any, text: Callable[[Any], str]) -> RichValue:
    """A sent value, checked and cleaned; ValueError (Vietnamese) for what is none.

    Lines of text or a list of paragraphs are a value that tells the words alone. `text` cleans one
    text. Empty paragraphs and tables without a cell go.
    """
    if value is None or isinstance(value, str):
        value = text(value or "").split("\n")
    if isinstance(value, list | tuple):
        return {"paragraphs": [entry for entry in map(text, value) if entry]}
    told: Any = value.get("paragraphs") if isinstance(value, dict) else None
    if not _texts(told):
        raise ValueError("cần là các đoạn chữ.")
    spans = _spans(value["styles"], told) if value.get("styles") is not None else None
    paragraphs: list[str] = []
    kept: list[StyleSpan] = []
    index: list[int] = []
    for number, raw in enumerate(told):
        cleaned, own = _cleaned(raw, [s for s in spans or () if s.paragraph == number], text)
        if cleaned:
            index.append(number)
            kept += [StyleSpan(len(paragraphs), s.start, s.end, s.style) for s in own]
            paragraphs.append(cleaned)
    read: RichValue = {"paragraphs": paragraphs}
    if spans is not None:
        read["styles"] = _lists(in_order(kept, paragraphs))
    if value.get("tables") is not None:
        read["tables"] = _tables(value["tables"], len(told), text)
        for table in read["tables"]:
            table["at"] = sum(number < table["at"] for number in index)
    return read


def _texts(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)


def _number(value: Any, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _lists(spans: Iterable[StyleSpan]) -> list[list[Any]]:
    return [[s.paragraph, s.start, s.end, s.style] for s in spans]


def _spans(value: Any, paragraphs: list[str]) -> list[StyleSpan]:
    wrong = ValueError("chỗ in đậm, nghiêng, gạch chân không khớp với chữ của đoạn.")
    if not isinstance(value, list | tuple) or len(value) > MOST_SPANS:
        raise wrong
    spans = []
    for span in value:
        if not (isinstance(span, list | tuple) and len(span) == 4):
            raise wrong
        paragraph, start, end, style = span
        known = isinstance(style, str) and len(style) == 1 and style in STYLES
        if not (known and _number(paragraph, 0, len(paragraphs) - 1)):
            raise wrong
        length = len(paragraphs[paragraph])
        if not (_number(start, 0, length) and _number(end, 0, length) and start < end):
            raise wrong
        spans.append(StyleSpan(paragraph, start, end, style))
    return spans


def _cleaned(
    raw: str, spans: list[StyleSpan], text: Callable[[Any], str]
) -> tuple[str, list[StyleSpan]]:
    """A paragraph and its spans once it is cleaned; spans of what cannot be followed go."""
    cleaned = text(raw)
    if cleaned == raw or not spans:
        return cleaned, spans
    shown = collapse(raw)
    if text(shown) != shown:
        return cleaned, []
    runs, at = [], 0
    for words, letters in pieces(raw, [StyleSpan(0, s.start, s.end, s.style) for s in spans]):
        runs.append(Run(at, at + len(words), letters))
        at += len(words)
    return shown, collapsed_styles(raw, [run for run in runs if run.letters], 0)


def _tables(value: Any, most: int, text: Callable[[Any], str]) -> list[dict[str, Any]]:
    wrong = ValueError("bảng trong mục không đọc được.")
    if not isinstance(value, list | tuple):
        raise wrong
    made, cells, letters = [], 0, 0
    for table in value:
        rows = table.get("rows") if isinstance(table, dict) else None
        if not isinstance(rows, list | tuple) or not all(map(_texts, rows)):
            raise wrong
        if not _number(table.get("at"), 0, most):
            raise wrong
        cells += sum(map(len, rows))
        letters += sum(len(cell) for row in rows for cell in row)
        if cells > MOST_CELLS or letters > MOST_IN_CELLS:
            raise ValueError("bảng trong mục quá lớn; hãy đưa bảng vào phụ lục hoặc tách mục.")
        kept = [[text(cell) for cell in row] for row in rows if row]
        if kept:
            made.append({"at": table["at"], "rows": kept})
    return made


# -- what is compared and stored ----------------------------------------------------------------


def same_rich(one: RichValue, other: RichValue) -> bool:
    """Whether two values that were read say the same, as far as both speak.

    Two that tell styles are compared as an editor in a browser shows them: single blanks.
    """
    if "styles" not in one or "styles" not in other:
        return bool(one["paragraphs"] == other["paragraphs"])
    a, b = _as_shown(one), _as_shown(other)
    if (a.paragraphs, a.styles) != (b.paragraphs, b.styles):
        return False
    if "tables" not in one or "tables" not in other:
        return True
    return [(t.at, t.rows) for t in a.tables] == [(t.at, t.rows) for t in b.tables]


def _as_shown(value: RichValue) -> Section:
    return from_html(to_html(section_of_value(value)))


def body_with(body: dict[str, Any], value: RichValue) -> dict[str, Any]:
    """The body of a section with a value that was read; what it does not tell stays as it fits."""
    old, new = list(body.get("paragraphs", ())), value["paragraphs"]
    styles = value.get("styles")
    if styles is None:
        styles = _lists(in_order(_moved_styles(body, old, new), new))
    tables = _moved_tables(body.get("tables") or [], old, new)
    if "tables" in value:
        tables = _with_own(tables, body.get("tables") or [], value["tables"])
    made = {n: v for n, v in body.items() if n not in ("paragraphs", "styles", "tables")}
    made["paragraphs"] = new
    if styles:
        made["styles"] = styles
    if tables:
        made["tables"] = tables
    return made


def _steps(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    return list(SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes())


def _moved_tables(
    tables: list[dict[str, Any]], old: list[str], new: list[str]
) -> list[dict[str, Any]]:
    """The section's tables, each still before the paragraph it stood before."""
    if not tables:
        return []
    moved = {}
    for tag, a, b, c, d in _steps(old, new):
        for at in range(a, b):
            moved[at] = c + (at - a) if tag == "equal" else min(c + (at - a), d)
    return [table | {"at": moved.get(table["at"], len(new))} for table in tables]


def _with_own(
    moved: list[dict[str, Any]], before: list[dict[str, Any]], own: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The plan's tables with the section's own as sent; a cell only spaced otherwise stays."""
    stood = [number for number, table in enumerate(before) if table["kind"] == "other"]
    made = [(t["at"], n, t) for n, t in enumerate(moved) if t["kind"] != "other"]
    for number, table in enumerate(own):
        at = stood[number] if number < len(stood) else len(before) + number
        known: dict[str, Any] = before[at] if number < len(stood) else {"kind": "other"}
        rows = _kept_cells(known.get("rows", []), table["rows"])
        made.append((table["at"], at, known | {"at": table["at"], "rows": rows}))
    return [table for *_, table in sorted(made, key=lambda one: one[:2])]


def _kept_cells(old: list[list[str]], new: list[list[str]]) -> list[list[str]]:
    known = {(y, x): cell for y, row in enumerate(old) for x, cell in enumerate(row)}
    return [
        [
            before
            if (before := known.get((y, x))) is not None and collapse(before) == collapse(cell)
            else cell
            for x, cell in enumerate(row)
        ]
        for y, row in enumerate(new)
    ]


def _moved_styles(body: dict[str, Any], old: list[str], new: list[str]) -> Iterable[StyleSpan]:
    """The styles of a section whose words were written anew: those around a change stay."""
    pairs: dict[int, int] = {}
    for tag, a, b, c, d in _steps(old, new):
        if tag == "equal" or (tag == "replace" and b - a == d - c):
            pairs |= zip(range(a, b), range(c, d), strict=True)
        elif tag == "replace":
            pairs |= _alike(old, new, range(a, b), range(c, d))
    for paragraph, start, end, style in body.get("styles", ()):
        if paragraph in pairs:
            before, after = old[paragraph], new[pairs[paragraph]]
            start, end = moved_span(before, after, start, end)
            yield StyleSpan(pairs[paragraph], start, end, style)


def _alike(old: list[str], new: list[str], before: range, after: range) -> dict[int, int]:
    """Paragraphs of both that begin and end alike, in their order."""
    pairs: dict[int, int] = {}
    first = after.start
    for n in before:
        for m in range(first, after.stop):
            head, tail = _ends(old[n], new[m])
            if 2 * (head + tail) >= max(len(old[n]), len(new[m])):
                pairs[n], first = m, m + 1
                break
    return pairs


def _ends(before: str, after: str) -> tuple[int, int]:
    """How many characters two texts share at their beginning, and then at their end."""
    short = min(len(before), len(after))
    head = next((n for n in range(short) if before[n] != after[n]), short)
    most = short - head
    return head, next((n for n in range(most) if before[-1 - n] != after[-1 - n]), most)


def moved_span(before: str, after: str, start: int, end: int) -> tuple[int, int]:
    """A part of a text once its middle was written anew: what begins and ends alike stays."""
    if before == after:
        return start, end
    head, tail = _ends(before, after)
    until, grown = len(before) - tail, len(after) - len(before)
    first = start if start <= head else start + grown if start >= until else head
    last = end if end <= head else end + grown if end >= until else len(after) - tail
    return first, last


# -- in words -----------------------------------------------------------------------------------


def words_of_value(value: Any) -> str:
    """A value as a person compares it: paragraphs, and tables row by row."""
    section = section_of_value(value)
    lines: list[str] = []
    for index in range(len(section.paragraphs) + 1):
        for table in section.tables:
            if min(table.at, len(section.paragraphs)) == index:
                lines += [" | ".join(map(collapse, row)) for row in table.rows]
        lines += section.paragraphs[index : index + 1]
    return "\n".join(lines)


def styles_of_value(value: Any) -> str:
    """Which words of a value are bold, italic or underlined, in a line; "" where none is."""
    section = section_of_value(value)
    told = []
    for style, name in STYLE_NAMES.items():
        spans = [s for s in section.styles if s.style == style]
        words = [f"“{section.paragraphs[s.paragraph][s.start : s.end]}”" for s in spans]
        told += [f"{name} {', '.join(words)}"] if words else []
    return "; ".join(told)
