"""Where elements stand in the bytes of an XML part, so that all the rest is left as it was."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .readers.docx_names import Element

_TOKEN = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(?P<end>/)?(?P<name>[^\s/>]+)"
    rb"(?:[^>\"']|\"[^\"]*\"|'[^']*')*>",
    re.DOTALL,
)
_DECLARED = re.compile(rb"^(<\?xml[^>]*?encoding=[\"'])([A-Za-z0-9._-]+)([\"'])")
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(slots=True)
class Spot:
    """An element in the bytes: begin and end, its start tag, its end tag, its child elements."""

    start: int
    open_end: int
    close_start: int = -1
    end: int = -1
    children: list[tuple[int, int]] = field(default_factory=list)


def as_utf8(data: bytes) -> bytes:
    """The part in UTF-8. Raises UnicodeError or LookupError where it is in no known encoding."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            text = data.decode(codec).encode()
            return _DECLARED.sub(rb"\g<1>UTF-8\g<3>", text)
    declared = _DECLARED.match(data.removeprefix(codecs.BOM_UTF8))
    if declared is None or declared[2].lower() in (b"utf-8", b"utf8"):
        return data
    text = data.decode(declared[2].decode()).encode()
    return _DECLARED.sub(rb"\g<1>UTF-8\g<3>", text)


def locate(data: bytes, root: Element, wanted: Iterable[Element]) -> dict[Element, Spot]:
    """Where the wanted elements of the tree `root`, read from `data`, stand in it."""
    left = set(wanted)
    numbers: dict[int, Element] = {}
    for number, element in enumerate(root.iter()):
        if element in left:
            numbers[number] = element
            left.discard(element)
            if not left:
                break
    return {numbers[number]: spot for number, spot in _spots(data, numbers).items()}


def _spots(data: bytes, numbers: Mapping[int, Element]) -> dict[int, Spot]:
    found: dict[int, Spot] = {}
    open_: list[Spot | None] = []  # the elements around; None for one nobody wants
    starts: list[int] = []
    count = -1
    last = max(numbers, default=-1)
    for token in _TOKEN.finditer(data):
        if token["name"] is None:
            continue
        if token["end"]:
            spot = open_.pop()
            begin = starts.pop()
            if spot is not None:
                spot.close_start, spot.end = token.span()
        else:
            count += 1
            begin = token.start()
            spot = None
            if count in numbers:
                spot = found[count] = Spot(begin, token.end())
            if data[token.end() - 2] != 0x2F:  # not <…/>
                open_.append(spot)
                starts.append(begin)
                continue
            if spot is not None:
                spot.close_start = spot.end = token.end()
        if open_ and open_[-1] is not None:
            open_[-1].children.append((begin, token.end()))
        if count >= last and not any(open_):
            break
    return found


def splice(data: bytes, changes: Iterable[tuple[int, int, bytes]]) -> bytes:
    """The bytes with each [start, end) replaced; the ranges do not overlap."""
    out: list[bytes] = []
    at = 0
    for start, end, new in sorted(changes, key=lambda change: change[:2]):
        out += (data[at:start], new)
        at = end
    out.append(data[at:])
    return b"".join(out)
