"""Loose lines of a torn table as fragments, and the rows they begin."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from caitien.core.documents.model import LooseLine, LooseLines, Place
from caitien.core.vietnamese.text import collapse

from .columns import fields_of, score_title

_HEAD = re.compile(r"^(?:(?P<tt>\d{1,2})\s+)?Tiêu\s+chuẩn\s*\d\s*[:.–-]?")
_CODE = re.compile(
    r"^(?:(?P<tt>\d{1,2})\s+)?(?P<code>Tiêu\s+chí(?:\s*[1-9]\s*[.,]\s*\d{1,2})?)(?![,;\w])(?P<rest>.*)$"
)
_NUMBER = re.compile(r"^(?P<code>[1-9]\s*[.,]\s*\d{1,2})(?![\d.])(?P<rest>.*)$")
_ALONE = re.compile(r"^[1-5]\.\d{1,2}\.?$")
_BAND = re.compile(r"^MỨC\s*[1-4]")
_MONEY = re.compile(r"^(\d{1,3}(?:\.\d{3})+(?:\s*(?:đồng|đ|VNĐ))?)\s+([A-ZĐ].*)$")
_DIGITS = re.compile(r"^\d{1,2}$")


@dataclass(slots=True)
class Frag:
    """A line, or part of one, of a torn cell.

    `empties`: empty cells that followed it; `ends_cell`: an empty paragraph followed it; `code`: it
    is the code of a criterion and nothing else ("1.5").
    """

    text: str
    place: Place
    page_start: bool = False
    indent: int = 0
    empties: int = 0
    ends_cell: bool = False
    code: bool = False


@dataclass(slots=True)
class TornRow:
    """A row: kind is item, standard, band or loose (no code, nothing to tell which row it was)."""

    kind: str
    frags: list[Frag] = field(default_factory=list)
    tt: str | None = None
    code: list[Frag] = field(default_factory=list)
    code_text: str = ""


def fragments(runs: Iterable[LooseLines]) -> list[Frag]:
    """The lines of all runs; lines of spaces become notes on the line before them.

    A new run counts as a new page.
    """
    out: list[Frag] = []
    for number, run in enumerate(runs):
        for index, line in enumerate(run.lines):
            if not collapse(line.text):
                if out:
                    _note_blank(out[-1], line)
                continue
            out.extend(_split(line, page=line.page_start or (number > 0 and index == 0)))
    return out


def _note_blank(frag: Frag, line: LooseLine) -> None:
    if line.trailing >= 2:
        frag.empties = max(frag.empties, line.trailing)
    else:
        frag.ends_cell = True


def _split(line: LooseLine, *, page: bool) -> list[Frag]:
    """A line that holds the ends of two cells ('7.000.000 Không') as two fragments."""
    text = collapse(line.text)
    empties = max(0, line.trailing - 1)
    money = _MONEY.match(text)
    if money:
        return [
            Frag(money[1], line.place, page, line.indent),
            Frag(money[2], line.place, False, 0, empties),
        ]
    return [Frag(text, line.place, page, line.indent, empties)]


def split_head(frags: list[Frag]) -> tuple[list[str], int]:
    """(titles of the columns, index of the first fragment after them); ([], 0) where lost.

    A title begins with a capital; a piece no word of which is known belongs to the title before.
    """
    titles: list[str] = []
    index = 0
    while index < len(frags):
        text = frags[index].text
        if _HEAD.match(text) or _BAND.match(text) or _starts_code(frags, index):
            break
        if titles and not text[0].isupper():
            titles[-1] = f"{titles[-1]} {text}"
        else:
            titles.append(text)
        index += 1
    merged: list[str] = []
    for title in titles:
        if merged and not score_title(title):
            merged[-1] = f"{merged[-1]} {title}"
        else:
            merged.append(title)
    named = [name for name in fields_of(merged) if name]
    if len(named) >= 4 and len(named) >= 0.7 * len(merged):
        return merged, index
    return [], 0


def note_bare_codes(frags: list[Frag]) -> None:
    """Marks the lines that are nothing but a code, where no line says "Tiêu chí 1.5".

    Codes of a table go up; a figure that falls behind the code before it is no code.
    """
    if any(_CODE.match(frag.text) and re.search(r"\d", frag.text) for frag in frags):
        return
    last = (0, 0)
    found: list[Frag] = []
    for frag in frags:
        if not _ALONE.match(frag.text):
            continue
        standard, number = (int(part) for part in frag.text.rstrip(".").split("."))
        if last <= (standard, number) and number > 0 and standard <= max(last[0], 1) + 2:
            last = (standard, number)
            found.append(frag)
    if len(found) > 1:
        for frag in found:
            frag.code = True


def _starts_code(frags: list[Frag], index: int) -> bool:
    if frags[index].code:
        return True
    found = _CODE.match(frags[index].text)
    if not found:
        return False
    if re.search(r"\d", found["code"]):
        return True
    after = frags[index + 1].text if index + 1 < len(frags) else ""
    return not found["rest"].strip() and bool(_NUMBER.match(after))


def split_rows(frags: list[Frag]) -> list[TornRow]:
    """The rows the fragments make, in order."""
    rows: list[TornRow] = []
    index = 0
    tt: str | None = None
    while index < len(frags):
        frag = frags[index]
        if _DIGITS.match(frag.text) and _begins_row(frags, index):
            tt = frag.text
            after = frags[index + 1] if index + 1 < len(frags) else None
            if after and not (_HEAD.match(after.text) or _starts_code(frags, index + 1)):
                rows.append(TornRow("item", tt=tt))
                tt = None
            index += 1
        elif _HEAD.match(frag.text):
            row, index = _standard(frags, index)
            row.tt = row.tt or tt
            tt = None
            rows.append(row)
        elif _BAND.match(frag.text) and len(frag.text) < 60:
            rows.append(TornRow("band", [frag]))
            index += 1
        elif _starts_code(frags, index):
            row, index = _coded(frags, index)
            row.tt = row.tt or tt
            tt = None
            rows.append(row)
        else:
            if not rows or rows[-1].kind in ("standard", "band"):
                rows.append(TornRow("loose"))
            rows[-1].frags.append(frag)
            index += 1
    return rows


def _begins_row(frags: list[Frag], index: int) -> bool:
    if index + 1 >= len(frags):
        return False
    after = frags[index + 1]
    if _HEAD.match(after.text) or _starts_code(frags, index + 1):
        return True
    return (frags[index].indent > 0 or frags[index].page_start) and after.text[0].isupper()


def _standard(frags: list[Frag], index: int) -> tuple[TornRow, int]:
    """A heading row: it goes on while lines begin in lower case."""
    first = frags[index]
    found = _HEAD.match(first.text)
    row = TornRow("standard", [first], found["tt"] if found else None)
    index += 1
    while index < len(frags):
        before, frag = row.frags[-1], frags[index]
        ended = before.empties or frag.page_start or len(row.frags) > 3
        if ended or not frag.text[0].islower():
            break
        row.frags.append(frag)
        index += 1
    return row, index


def _coded(frags: list[Frag], index: int) -> tuple[TornRow, int]:
    """A row that begins with a criterion; what follows the code on its line is the next cell."""
    first = frags[index]
    if first.code:
        return TornRow("item", code=[first], code_text=first.text), index + 1
    found = _CODE.match(first.text)
    assert found is not None  # noqa: S101 - _starts_code has matched it
    row = TornRow("item", tt=found["tt"], code=[first], code_text=found["code"])
    rest = found["rest"].strip()
    index += 1
    last = first
    if not re.search(r"\d", found["code"]):
        number = _NUMBER.match(frags[index].text)
        assert number is not None  # noqa: S101 - _starts_code has matched it
        last = frags[index]
        row.code.append(last)
        row.code_text = f"{found['code']} {number['code']}"
        rest = number["rest"].strip()
        index += 1
    if rest:
        row.frags.append(Frag(rest, last.place, False, 0, last.empties, last.ends_cell))
    return row, index
