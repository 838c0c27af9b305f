"""A table torn into lines put together again, as far as the evidence goes; the rest is said."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from caitien.core.documents.model import Cell, LooseLines, Mark, Paragraph
from caitien.core.vietnamese.people import find_posts
from caitien.core.vietnamese.text import collapse

from .columns import NINE, as_columns, fields_of, layout_of
from .items import ItemsReader
from .model import Item, PlanDraft
from .rows import RawRow
from .torn_doubt import doubtful_columns
from .torn_fit import RowFit
from .torn_rows import Frag, TornRow, fragments, note_bare_codes, split_head, split_rows
from .torn_signs import first_word, text_width

_ROUNDS = 3
#: a row of more lines than this is no row any more: it is kept as fragments
LONGEST_ROW = 200
_CODE_COLUMNS = ("tt", "standard", "criterion", "standard_criterion")
_WHY = "ghép lại từ bảng bị tách thành từng dòng, còn cách hiểu khác"


def read_torn(plan: PlanDraft, items: ItemsReader, runs: list[LooseLines]) -> None:
    """Read the items of a torn table; every value put together is named in `uncertain`."""
    frags = fragments(runs)
    note_bare_codes(frags)
    titles, start = split_head(frags)
    fields = fields_of(titles) if titles else list(items.fields or NINE)
    if titles:
        plan.columns = as_columns(titles, fields)
    plan.table_layout = layout_of(fields) or "other"
    if not titles:
        plan.uncertain["table_layout"] = "không thấy dòng tiêu đề của bảng"
    plan.damage.add("table")
    items.fields, items.titles = fields, titles or [""] * len(fields)
    rows = split_rows(frags[start:])
    cells = [name for name in fields if name and name not in _CODE_COLUMNS]
    whole = [r for r in rows if r.kind == "item" and 0 < len(r.frags) <= LONGEST_ROW]
    fits = _fit_rows(whole, cells, _pairs(frags))
    for row in rows:
        columns, doubtful = fits.get(id(row), ([], set()))
        before = len(plan.items)
        _take(plan, items, row, cells, columns)
        for item in plan.items[before:]:
            _mark_uncertain(item, row, [cells[column] for column in sorted(doubtful)])


def _pairs(frags: Sequence[Frag]) -> set[tuple[str, str]]:
    """Words that stand side by side within a line, anywhere in the table."""
    pairs: set[tuple[str, str]] = set()
    for frag in frags:
        words = [word.strip(".,;:()").lower() for word in frag.text.split()]
        pairs.update(itertools.pairwise(words))
    return pairs


def _fit_rows(
    rows: list[TornRow], cells: list[str], pairs: set[tuple[str, str]]
) -> dict[int, tuple[list[int], set[int]]]:
    """Per row (by id): the column of every line, and the columns that are in doubt."""
    if not cells:
        return {}
    widths = _first_widths(rows, cells)
    taken: dict[int, list[int]] = {}
    fits: dict[int, RowFit] = {}
    for _ in range(_ROUNDS):
        for row in rows:
            fits[id(row)] = RowFit(row.frags, cells, widths, pairs, taken.get(id(row), ()))
            taken[id(row)] = fits[id(row)].solve()
        widths = _widths(rows, cells, taken)
    return {key: (columns, doubtful_columns(fits[key], columns)) for key, columns in taken.items()}


def _first_widths(rows: list[TornRow], cells: list[str]) -> dict[str, float]:
    """The first lines of a row are the first column's; the widest lines are those of the work."""
    first = [text_width(f.text) for row in rows for f in row.frags[:2]]
    every = sorted(text_width(f.text) for row in rows for f in row.frags)
    widths: dict[str, float] = {}
    if every:
        widths["solutions"] = every[int(0.97 * (len(every) - 1))]
    if first and cells and cells[0] != "solutions":
        widths[cells[0]] = sorted(first)[int(0.9 * (len(first) - 1))]
    return widths


def _widths(rows: list[TornRow], cells: list[str], fits: dict[int, list[int]]) -> dict[str, float]:
    lines: dict[str, list[float]] = {}
    for row in rows:
        for frag, column in zip(row.frags, fits[id(row)], strict=True):
            lines.setdefault(cells[column], []).append(text_width(frag.text))
    return {
        name: sorted(values)[int(0.93 * (len(values) - 1))]
        for name, values in lines.items()
        if len(values) >= 3
    }


def _take(
    plan: PlanDraft, items: ItemsReader, row: TornRow, cells: list[str], fit: list[int]
) -> None:
    place = (row.code or row.frags or [Frag("", plan.place_of("title"))])[0].place
    if row.kind in ("standard", "band"):
        text = join_lines([f.text for f in row.frags])
        if row.tt and row.kind == "standard" and not text[:1].isdigit():
            text = f"{row.tt} {text}"
        items.take(RawRow(row.kind, place=place, text=text))
        return
    if row.kind == "loose" or not row.frags or len(row.frags) > LONGEST_ROW:
        _partial(plan, items, row)
        return
    raw = RawRow("item", {}, place)
    if row.tt:
        raw.cells["tt"] = Cell([Paragraph(row.tt, place)])
    if row.code_text:
        raw.cells["standard_criterion"] = Cell(
            [Paragraph(row.code_text, place, (Mark(0, place),))], place
        )
    for index, name in enumerate(cells):
        frags = [f for f, c in zip(row.frags, fit, strict=True) if c == index]
        if frags:
            raw.cells[name] = Cell(_paragraphs(frags, name), frags[0].place)
    items.take(raw)


#: column → the values of the item that hang on it
_HANGS_ON = {
    "assignee": ("assignee_text", "lead", "collaborators"),
    "time": ("time", "start", "end"),
    "budget": ("budget_text", "budget_vnd"),
}


def _mark_uncertain(item: Item, row: TornRow, doubtful: Sequence[str]) -> None:
    for column in doubtful:
        for name in _HANGS_ON.get(column, (column,)):
            item.uncertain.setdefault(name, _WHY)
    if row.kind == "item" and not row.code_text:
        item.uncertain["criterion"] = "không còn ô tiêu chí trong văn bản trích xuất"


def _partial(plan: PlanDraft, items: ItemsReader, row: TornRow) -> None:
    """Only fragments are left of a row: they are kept, and nothing is made of them."""
    frags = [*row.code, *row.frags]
    if not frags:
        return
    item = Item(place=frags[0].place, partial=True, tt=row.tt)
    item.standard, item.standard_title = items.standard, items.standard_title
    found = re.search(r"([1-9])\s*[.,]\s*(\d{1,2})", row.code_text)
    if found:
        item.criterion = f"{found[1]}.{int(found[2])}"
    groups: list[list[str]] = []
    for frag in row.frags:
        if not groups or frag.page_start:
            groups.append([])
        groups[-1].append(frag.text)
    item.solutions = [f"… {join_lines(group)} …" for group in groups]
    why = "chỉ còn mảnh chữ của hàng này"
    names = ("target", "solutions", "assignee_text", "time", "budget_text", "conditions", "notes")
    item.uncertain = dict.fromkeys(names if found else ("criterion", *names), why)
    item.places["solutions"] = item.place
    plan.items.append(item)


def join_lines(lines: Sequence[str]) -> str:
    """Lines of one paragraph: no space after a hyphen inside a word or number ('2022-' '2023')."""
    text = ""
    for line in lines:
        if text and not (text[-1] == "-" and len(text) > 1 and text[-2] != " "):
            text += " "
        text += line
    return collapse(text)


def _paragraphs(frags: Sequence[Frag], name: str) -> list[Paragraph]:
    """The lines of a cell as paragraphs, each marking where its lines begin."""
    groups: list[list[Frag]] = []
    breaks = _post_breaks(frags) if name in ("assignee", "supervisor") else set()
    for index, frag in enumerate(frags):
        before = frags[index - 1] if index else None
        if before is None or index in breaks or _new_paragraph(before, frag, frags):
            groups.append([])
        groups[-1].append(frag)
    return [_paragraph(group) for group in groups]


def _new_paragraph(before: Frag, frag: Frag, frags: Sequence[Frag]) -> bool:
    if re.match(r"^[-+•]\s*\S|^\d{1,2}[.)]\s+\S", frag.text):
        return True
    if before.text[-1] not in ".;:" or not frag.text[0].isupper() or frag.page_start:
        return False
    width = max(text_width(f.text) for f in frags)
    return text_width(f"{before.text} {first_word(frag.text)}") <= 0.85 * width


def _post_breaks(frags: Sequence[Frag]) -> set[int]:
    """Lines at which another person or body begins in a cell of people."""
    text = ""
    starts: dict[int, int] = {}
    for index, frag in enumerate(frags):
        text = join_lines([text, frag.text]) if text else frag.text
        starts[len(text) - len(frag.text)] = index
    breaks = set()
    ends = {found.end for found in find_posts(text)}
    begins = {found.start for found in find_posts(text)}
    for offset, index in starts.items():
        if not index or not text[offset].isupper():
            continue
        if offset - 1 in ends or (offset in begins and text[offset - 2] not in ",;"):
            breaks.add(index)
    return breaks


def _paragraph(frags: Sequence[Frag]) -> Paragraph:
    text = ""
    marks = []
    for frag in frags:
        joined = join_lines([text, frag.text]) if text else frag.text
        marks.append(Mark(len(joined) - len(frag.text), frag.place))
        text = joined
    return Paragraph(text, frags[0].place, tuple(marks))
