"""The numbering of a plan: sections and their numbered parts, and where it breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caitien.core.drafts.model import TextBlock

    from .context import Context

_NUMBERED = re.compile(
    r"\s*(?P<part>(?:Phần|PHẦN|Mục|MỤC)\s+)?(?:(?P<roman>[IVX]{1,6})|(?P<letter>[A-H])"
    r"|(?P<arabic>\d{1,2}))\s*(?:[.):\-–](?!\d)|(?<=[IVX])/(?=\s)|$)\s*(?=[^\W\d_]|\.\.|…|$)"
)
_INSIDE = re.compile(r"[.;:]\s+(?P<n>\d{1,2})[.)]\s+(?=[^\W\d_])")
#: "PHỤ LỤC 1. Phân công nhiệm vụ", a line of its own
_ANNEX = re.compile(r"\s*(?:PHỤ LỤC|Phụ lục(?=\s*(?:\d|[IVX]|$|[.:])))(?!\w)")
_SHORT = 16
_ROMANS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_ONES = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered line: its kind (part, roman, letter, arabic), number, label and depth."""

    block: TextBlock
    kind: str
    number: int
    label: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """A break of the numbering; `expected` is the label that should stand there, where clear."""

    at: Numbered
    message: str
    expected: str | None = None


def roman_number(text: str) -> int | None:
    """The value of a Roman numeral up to XXXIX in its proper spelling, else None."""
    total = 0
    for here, after in zip(text, [*text[1:], ""], strict=True):
        value = _ONES[here]
        total += -value if after and _ONES[after] > value else value
    return total if to_roman(total) == text else None


def to_roman(number: int) -> str:
    """A number from 1 to 39 in Roman numerals."""
    return "X" * (number // 10) + _ROMANS[number % 10]


def label_of(kind: str, number: int) -> str:
    """A number as its kind writes it."""
    if kind in ("roman", "part"):
        return to_roman(number)
    return chr(ord("A") + number - 1) if kind == "letter" else str(number)


def numbered(block: TextBlock) -> Numbered | None:
    """The number a line begins with, or None."""
    match = _NUMBERED.match(block.text)
    if not match:
        return None
    if match["arabic"] and not match["part"]:
        return Numbered(block, "arabic", int(match["arabic"]), match["arabic"])
    if block.role != "heading":
        return None
    if match["roman"]:
        value = roman_number(match["roman"])
        kind = "part" if match["part"] else "roman"
        return Numbered(block, kind, value, match["roman"]) if value else None
    if match["part"]:
        return None
    return Numbered(block, "letter", ord(match["letter"]) - 64, match["letter"])


def faults(ctx: Context) -> Iterator[Fault]:
    """Where the numbering breaks: headings as a tree, Arabic numbers inside each section."""
    kinds: list[str] = []  # kinds of the open levels, outermost first
    last: list[int] = []
    arabic: list[int] = []  # last numbers of the open Arabic lists of the section
    most: dict[int, int] = {}  # the highest number of each depth before it began anew
    for block in ctx.role("heading", "body", "basis"):
        if _ANNEX.match(block.text) and len(block.text.split()) <= _SHORT:
            kinds, last, arabic, most = [], [], [], {}  # an annex counts anew
        line = numbered(block)
        if line is None:
            continue
        if line.kind == "arabic":
            found = _in_list(line, arabic, len(kinds))
            if found:
                yield found
            if arabic:
                arabic[-1] = _same_line(block.text, arabic[-1])
            continue
        arabic = []
        if line.kind in kinds:
            depth = kinds.index(line.kind)
            del kinds[depth + 1 :], last[depth + 1 :]
            for deeper in [d for d in most if d > depth]:
                del most[deeper]
        else:
            depth = len(kinds)
            kinds.append(line.kind)
            last.append(0)
            most.pop(depth, None)
        found = _heading_fault(line, last[depth])
        if found and line.number == 1:
            most[depth] = last[depth]
        elif found is None and 1 < line.number <= most.get(depth, 0):
            found = Fault(line, f"Số mục {line.label} đã dùng cho một mục ở trên.")
        last[depth] = line.number
        if found:
            yield found


def _heading_fault(line: Numbered, before: int) -> Fault | None:
    expected = label_of(line.kind, before + 1)
    if line.number == before + 1:
        return None
    if before == 0:
        return Fault(line, f"Mục đầu tiên đánh số {line.label}, chưa phải {expected}.", expected)
    previous = label_of(line.kind, before)
    if line.number == 1:
        message = (
            f"Sau mục {previous} số mục quay lại {line.label}: có thể hai mẫu bị ghép vào nhau, "
            "các mục bị lặp."
        )
        return Fault(line, message)
    if line.number == before:
        return Fault(line, f"Số mục {line.label} bị lặp; phải là {expected}.", expected)
    message = f"Đánh số mục không liên tục: sau {previous} là {line.label}, phải là {expected}."
    return Fault(line, message, expected)


def _same_line(text: str, number: int) -> int:
    """The last number of a line that holds the next parts too: "1. Mua sách; 2. Xếp kệ"."""
    for match in _INSIDE.finditer(text):
        if int(match["n"]) == number + 1:
            number += 1
    return number


def _in_list(line: Numbered, open_lists: list[int], depth: int) -> Fault | None:
    """Checks an Arabic number against the open lists of its section, and enters it there.

    A 1 begins a list, inside another or after it; that is never a fault in a section.
    """
    line = Numbered(line.block, line.kind, line.number, line.label, depth)
    if line.number == 1:
        open_lists.append(1)
        return None
    while open_lists and line.number - 1 in open_lists and open_lists[-1] != line.number - 1:
        open_lists.pop()
    if not open_lists:
        open_lists.append(line.number)
        return Fault(line, f"Phần đánh số bắt đầu từ {line.label}, không có phần 1.")
    before = open_lists[-1]
    open_lists[-1] = line.number
    if line.number == before + 1:
        return None
    expected = str(before + 1)
    if line.number == before:
        return Fault(line, f"Số {line.label} bị lặp; phải là {expected}.", expected)
    message = f"Đánh số không liên tục: sau {before} là {line.label}, phải là {expected}."
    return Fault(line, message, expected)
