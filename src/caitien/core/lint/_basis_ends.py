"""The signs at the ends of the legal bases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .rule import safe

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
    dots = False
    for block, sign in zip(blocks, last, strict=False):
        text = block.text.rstrip()
        bare = bool(re.search(r"[\w)”\"],?$", text)) and (mixed or bool(BASIS.match(text)))
        if not bare and not (mixed and sign == "." and not dots):
            continue
        dots = dots or not bare
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
