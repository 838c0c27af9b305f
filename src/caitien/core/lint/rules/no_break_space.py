"""SPL-12: no-break spaces among the words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, safe

RULE = Rule(
    code="CH112",
    slug="no-break-space",
    kind="SPL-12",
    severity=Severity.INFO,
    title="Khoảng trắng không ngắt",
    why="Ký tự này theo vào khi chép từ trang web; chữ không xuống dòng đều và tìm kiếm không ra.",
)

#: U+00A0, its narrow form, and signs of no width
HIDDEN = re.compile("[^\\s\u00a0\u202f]*[\u00a0\u202f\u200b\u2060\ufeff]+[^\\s\u00a0\u202f]*")
SPACES = re.compile("[\u00a0\u202f]+")
NO_WIDTH = re.compile("[\u200b\u2060\ufeff]")
#: where a no-break space is meant: between a figure and its unit
MEANT = re.compile(
    "\\d[\u00a0\u202f](?:%|m|km|cm|kg|đồng|\\d)|Điều[\u00a0]\\d|(?:Số|số)[\u00a0]\\d"
)


def check(ctx: Context) -> Iterator[Finding]:
    first = None
    count = 0
    for block in ctx.blocks:
        for match in HIDDEN.finditer(block.text):
            if match.group().strip("\u00a0\u202f\u200b\u2060\ufeff") and not MEANT.search(
                match.group()
            ):
                count += 1
                first = first or (block, match)
    if first is None:
        return
    block, match = first
    right = NO_WIDTH.sub("", SPACES.sub(" ", match.group()))
    more = f", ở {count} chỗ" if count > 1 else ""
    message = f"Có khoảng trắng không ngắt hoặc ký tự ẩn{more}."
    yield ctx.at(block, *match.span(), message, fix=safe(right, "Thay bằng khoảng trắng thường."))
