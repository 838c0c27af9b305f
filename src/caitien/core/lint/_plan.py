"""What rules on the quality of a plan's table share: rows, cells by paragraph, where to point."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pkgutil import get_data
from typing import TYPE_CHECKING, Any

from caitien.core.vietnamese.text import collapse, strip_list_mark

from ._cells import cells, mark
from ._plan_words import measured

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caitien.core.drafts.model import Item, TextBlock

    from .context import Context
    from .rule import Finding

#: from this many rows on, all are told in the same words: they are read as one
MANY = 12
_RESULT = re.compile(r"kết quả|mục tiêu|chỉ tiêu|cần đạt|yêu cầu|mong (?:đợi|muốn)", re.IGNORECASE)
_GOALS = re.compile(r"(?<!\w)(?:chỉ tiêu|mục tiêu)(?!\w)", re.IGNORECASE)
_CUT = re.compile(r"(?:^…|…$|(?<!\w)(?:với|và|để|các|những|hoặc|nhằm|của|cho)\s*$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of a cell: `text` without list mark, as the item holds it."""

    item: Item
    index: int
    field: str
    text: str


def word_table(name: str) -> list[tuple[str, list[str]]]:
    """A list of data: "key | word, word" a line, comments left out."""
    text = (get_data("caitien.core.lint", f"data/{name}.txt") or b"").decode("utf-8")
    lines = [line.split("|") for line in text.splitlines() if line and not line.startswith("#")]
    return [(key.strip(), [word.strip() for word in words.split(",")]) for key, words in lines]


def rows(ctx: Context) -> Iterator[tuple[int, Item]]:
    """The rows that are whole, with their index; none of a table read from a scan."""
    if "scan" in ctx.damage:
        return
    for index, item in enumerate(ctx.plan.items):
        if not item.partial:
            yield index, item


def parts(ctx: Context, name: str) -> list[Part]:
    """The paragraphs of a field of every whole row, those cut off in the middle left out."""
    known = ctx.memo(_known_parts)
    if name not in known:
        known[name] = _parts(ctx, name)
    return known[name]


def _known_parts(_: Context) -> dict[str, list[Part]]:
    return {}


def _parts(ctx: Context, name: str) -> list[Part]:
    found = []
    for index, item in rows(ctx):
        for line in (item.text_of(name) or "").split("\n"):
            text = strip_list_mark(line.strip())[1]
            if text and not _CUT.search(text):
                found.append(Part(item, index, name, text))
    return found


def doubtful(ctx: Context, item: Item, *names: str) -> bool:
    """Whether the table is torn, or the reader is unsure of one of these fields of the row."""
    return "table" in ctx.damage or any(name in item.uncertain for name in names)


def has_results(ctx: Context) -> bool:
    """Whether the column understood as target is, by its title, one of results."""
    titles = [column.title for column in ctx.plan.columns if column.field == "target"]
    return not titles or any(_RESULT.search(title) for title in titles)


def targets(ctx: Context) -> list[Part]:
    """The paragraphs of the results column; none where that column holds something else."""
    return parts(ctx, "target") if has_results(ctx) else []


def goals(ctx: Context) -> list[TextBlock]:
    """The lines of a section of goals ("Chỉ tiêu", "Mục tiêu") that cannot be measured."""
    found = []
    inside = False
    for block in ctx.role("heading", "body"):
        if block.role == "heading":
            inside = bool(_GOALS.search(block.text)) and len(block.text.split()) <= 12
        elif inside and len(block.text.split()) >= 6 and not block.text.rstrip().endswith(":"):
            found += [] if measured(strip_list_mark(block.text.strip())[1]) else [block]
    return found


def code(item: Item) -> str:
    """How to name a row in a message: its criterion, else its number."""
    return item.criterion or item.tt or "?"


def codes(items: Sequence[Item]) -> str:
    """Rows by name, each once: "1.3, 2.1"."""
    return ", ".join(dict.fromkeys(code(item) for item in items))


def say(
    ctx: Context,
    part: Part,
    message: str,
    found: str | None = None,
    *,
    after: int = 0,
    **more: Any,
) -> Finding:
    """A finding on a paragraph of a cell, or on `found`, a piece of it.

    Where the cell holds the same words several times, `after` of them are passed over.
    """
    wanted = found if found is not None and found in part.text else part.text
    best = None
    for block in ctx.memo(_places).get((part.index, part.field), []):
        at = block.text.find(wanted)
        if at < 0 and len(wanted) > 40:  # a paragraph broken by the end of a page
            at = block.text.find(collapse(wanted)[:40])
        if at >= 0:
            best = (block, at)
            after -= 1
            if after < 0:
                break
    if best is None or best[1] == 0:
        place = best[0].place if best else part.item.place_of(part.field)
        return ctx.spot(place, wanted, message, field=part.field, item=part.index, **more)
    block, at = best
    finding = mark(ctx, block, at, min(at + len(wanted), len(block.text)), message, **more)
    return replace(finding, field=part.field, item=part.index)


def _places(ctx: Context) -> dict[tuple[int, str], list[TextBlock]]:
    """The blocks of every cell; below a page break those of the same column go on."""
    found: dict[tuple[int, str], list[TextBlock]] = {}
    columns: dict[tuple[int | None, int | None], str] = {}
    current: int | None = None
    for block in cells(ctx):
        where = (block.place.table, block.place.column)
        name = block.field
        if block.item is not None and name:
            current = block.item
            if block.place.column is not None:
                columns[where] = name
        elif current is not None and block.item is None and where in columns:
            name = columns[where]
        else:
            continue
        found.setdefault((current, name), []).append(block)
    return found
