"""The looks of a worksheet's cells: letters, alignment, upright rules, number format."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from .docx_names import Element
from .xlsx_numbers import BUILT_IN

_ALIGN = {"center": "center", "centerContinuous": "center", "right": "right", "left": "left"}
MAX_LOOKS = 70_000
T = TypeVar("T")


class Look(NamedTuple):
    """How a cell is printed. `ruled`: an upright rule stands at its left or right."""

    bold: bool = False
    italic: bool = False
    ruled: bool = False
    align: str = ""
    code: str = ""


PLAIN = Look()


def name_of(el: Element) -> str:
    """The name of an element without its namespace (Strict files have others)."""
    return str(el.tag).rpartition("}")[2]


def children(el: Element | None, name: str) -> list[Element]:
    """The child elements of a name."""
    return [] if el is None else [c for c in el if name_of(c) == name]


def child(el: Element | None, name: str) -> Element | None:
    """The first child element of a name."""
    found = children(el, name)
    return found[0] if found else None


def read_looks(root: Element | None) -> list[Look]:
    """The looks of a styles part, by the number cells give (`s`)."""
    if root is None:
        return []
    fonts = [(_on(f, "b"), _on(f, "i")) for f in children(child(root, "fonts"), "font")]
    rules = [_ruled(b) for b in children(child(root, "borders"), "border")]
    codes = dict(BUILT_IN)
    for form in children(child(root, "numFmts"), "numFmt"):
        codes[_number(form, "numFmtId")] = form.get("formatCode", "")[:255]
    looks = []
    for xf in children(child(root, "cellXfs"), "xf")[:MAX_LOOKS]:
        bold, italic = _at(fonts, _number(xf, "fontId"), (False, False))
        ruled = _at(rules, _number(xf, "borderId"), False)
        align = child(xf, "alignment")
        side = "" if align is None else _ALIGN.get(align.get("horizontal", ""), "")
        looks.append(Look(bold, italic, ruled, side, codes.get(_number(xf, "numFmtId"), "")))
    return looks


def _at(values: list[T], index: int, default: T) -> T:
    return values[index] if 0 <= index < len(values) else default


def _number(el: Element, name: str) -> int:
    text = el.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _on(font: Element, name: str) -> bool:
    el = child(font, name)
    return el is not None and el.get("val", "1") not in ("0", "false")


def _ruled(border: Element) -> bool:
    sides = [child(border, name) for name in ("left", "right", "start", "end")]
    return any(side is not None and side.get("style", "none") != "none" for side in sides)
