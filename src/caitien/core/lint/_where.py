"""Finding a piece of a row's text again in the blocks of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caitien.core.vietnamese.text import collapse

from ._cells import cells, joined, mark

if TYPE_CHECKING:
    from caitien.core.drafts.model import Item, TextBlock

    from .context import Context
    from .rule import Finding


def on_text(
    ctx: Context, item: Item, field: str, text: str, start: int, end: int, message: str, **more: Any
) -> Finding:
    """A finding on `text[start:end]`, a part of a field of an item, where it stands in the file.

    Falls back on the whole row where the file has no block that holds the words.
    """
    excerpt = text[start:end]
    around = text[start : end + 40].split("\n")[0]
    index = next((i for i, other in enumerate(ctx.plan.items) if other is item), None)
    own = [block for block in cells(ctx) if block.item == index and block.field == field]
    for wanted in (around, excerpt):
        for block in own or []:
            at = block.text.find(wanted)
            if at >= 0:
                return mark(ctx, block, at, at + len(excerpt), message, **more)
        for block in cells(ctx):
            at = block.text.find(wanted)
            if at >= 0 and block.item in (None, index):
                return mark(ctx, block, at, at + len(excerpt), message, **more)
    return ctx.spot(item.place_of(field), excerpt, message, field=field, item=index, **more)


def prose(ctx: Context) -> list[TextBlock]:
    """The blocks whose words are prose, each word once.

    Of a torn table the cells put together again stand for their lines.
    """
    return ctx.memo(_prose)


def _prose(ctx: Context) -> list[TextBlock]:
    whole = joined(ctx)
    told = "\n".join(collapse(block.text) for block in whole)
    roles = ("title", "heading", "body", "basis", "cell", "recipients")
    lines = [
        block
        for block in ctx.role(*roles)
        if not (whole and block.role == "cell" and collapse(block.text) in told)
    ]
    return lines + whole
