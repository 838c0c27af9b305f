"""STR-07: marks of lists that stand against their words, or numbers written in two ways."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, safe

RULE = Rule(
    code="CT107",
    slug="list-mark-uneven",
    kind="STR-07",
    severity=Severity.INFO,
    title="Ký hiệu liệt kê không thống nhất",
    why="Gạch đầu dòng và số thứ tự viết một kiểu, cách chữ một khoảng trắng.",
    article="Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6",
)

#: "-Xây dựng", "+Tổ chức"
DASH = re.compile(r"^\s*(?P<mark>[-–—+•*])(?P<word>[^\W\d_]+)")
#: "1-Nhân viên", "2/ Tổ chức", "3)Rà soát", "4.Rà soát"
NUMBER = re.compile(r"^\s*(?P<mark>(?P<n>\d{1,2})\s?(?P<sign>[-–/).])\s?)(?P<word>[^\W\d_]+)")
_ROLES = ("basis", "body", "cell", "recipients")


def check(ctx: Context) -> Iterator[Finding]:
    marks = ctx.memo(_marks)
    for block in ctx.role(*_ROLES):
        for line in re.finditer(r"[^\n]+", block.text):
            dash = DASH.match(line.group())
            number = NUMBER.match(line.group()) if dash is None else None
            match = dash or number
            if match is None or (dash and "-" in line.group()[dash.end() : dash.end() + 1]):
                continue
            right = f"{match['mark'].strip()} {match['word']}"
            if number:
                plain = marks["."] >= marks[number["sign"]] or number["sign"] in "-–/"
                right = f"{number['n']}{'.' if plain else number['sign']} {number['word']}"
            start = line.start() + match.start("mark")
            end = line.start() + match.end("word")
            written = block.text[start:end]
            if written == right or written.split() == right.split():
                continue
            message = f"Ký hiệu liệt kê không thống nhất: nên ghi “{right}”."
            yield ctx.at(block, start, end, message, fix=safe(right))


def _marks(ctx: Context) -> Counter[str]:
    """How often each sign follows a number at the beginning of a line."""
    found: Counter[str] = Counter()
    for block in ctx.role(*_ROLES):
        for line in block.text.split("\n"):
            match = NUMBER.match(line)
            if match:
                found[match["sign"]] += 1
    return found
