"""The signs at the ends of the legal bases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .rule import safe, show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caitien.core.drafts.model import TextBlock

    from .context import Context
    from .rule import Finding

BASIS = re.compile(r"\s*(?:[-–+]\s*)?Căn cứ\s")


def ends(ctx: Context, blocks: list[TextBlock]) -> Iterator[Finding]:
    """The bases but the last that end otherwise than most, or a "Căn cứ …" that has no end."""
    last = [block.text.rstrip()[-1:] for block in blocks[:-1]]
    mixed = ";" in last and len(set(last)) > 1
    if mixed and last.count(".") > 2 * last.count(";"):
        yield from _semicolons(ctx, blocks, last)
        return
    for block, sign in zip(blocks, last, strict=False):
        text = block.text.rstrip()
        bare = bool(re.search(r"[\w)”\"],?$", text)) and (mixed or bool(BASIS.match(text)))
        if not bare and not (mixed and sign == "."):
            continue
        start = max(text.rfind(" "), 0) + 1
        message = "Căn cứ chưa kết thúc bằng dấu chấm phẩy, như các dòng khác."
        right = text[start:].rstrip(",.") + ";"
        yield ctx.at(block, start, len(text), message, fix=safe(right))
    text = blocks[-1].text.rstrip() if ";" in last else ""
    if re.search(r"[\w)”\"],?$", text):
        start = max(text.rfind(" "), 0) + 1
        message = "Căn cứ cuối chưa có dấu kết thúc."
        yield ctx.at(
            blocks[-1], start, len(text), message, fix=safe(text[start:].rstrip(",") + ".")
        )


def _semicolons(ctx: Context, blocks: list[TextBlock], last: list[str]) -> Iterator[Finding]:
    """The bases that end with a semicolon where nearly all others end with a full stop."""
    for block, sign in zip(blocks, last, strict=False):
        if sign == ";":
            text = block.text.rstrip()
            start = max(text.rfind(" "), 0) + 1
            message = "Căn cứ này kết thúc bằng dấu chấm phẩy, các căn cứ khác bằng dấu chấm."
            how = show("Cuối mỗi căn cứ ghi dấu chấm phẩy, căn cứ cuối cùng ghi dấu chấm.")
            yield ctx.at(block, start, len(text), message, fix=how)
