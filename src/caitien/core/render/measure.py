"""How wide a text is in a Times-metric face, and how wide the columns of a table should be."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .model import Cell, Row

#: a point in millimetres
POINT = 0.3528
#: white space at both sides of a cell, mm
CELL_PAD = 2.6

# widths of Times in thousandths of the letter size, by classes of letters
_CLASSES = (
    (250, " ,."),
    (278, "ijl;:/|'t\\"),
    (333, "fr()[]-!I‘’J"),
    (444, "aceszvxykđ“”?^"),
    (500, "bdghnopqu0123456789$*_–#"),
    (570, "+=<>~"),
    (611, "ELTSFZPB"),
    (667, "CRAVYXUKHDNGOQĐƠƯ"),
    (722, "w&@"),
    (780, "mM%"),
    (944, "W—"),
    (1000, "…"),
)
_WIDTHS = {letter: width for width, letters in _CLASSES for letter in letters}


@lru_cache(maxsize=4096)
def _letter(letter: str) -> int:
    base = unicodedata.normalize("NFD", letter)[:1]
    known = _WIDTHS.get(letter) or _WIDTHS.get(base)
    if known:
        return 550 if base in "ou" and letter in "ơườớởỡợừứửữự" else known
    return 722 if letter.isupper() else 500


def text_width(text: str, size: float, bold: bool = False) -> float:
    """The width of one line of text, mm, within a few percent."""
    factor = 1.06 if bold else 1.0
    return sum(map(_letter, text)) / 1000 * size * POINT * factor


def balanced(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """The text in as few lines as fit `width` mm, as even as possible, broken between words."""
    words = text.split()
    if not words:
        return []
    least = max(text_width(word, size, bold) for word in words)
    count = len(_wrap(words, max(width, least), size, bold))
    low, high = least, max(width, least)
    while high - low > 0.5:
        middle = (low + high) / 2
        if len(_wrap(words, middle, size, bold)) > count:
            low = middle
        else:
            high = middle
    return _wrap(words, high, size, bold)


def _wrap(words: list[str], width: float, size: float, bold: bool) -> list[str]:
    """Words put into lines of at most `width` mm, each as full as can be."""
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if text_width(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def line_count(cell: Cell, width: float, size: float) -> int:
    """About how many lines the cell takes in a column of `width` mm."""
    room = max(width - CELL_PAD, 5.0) * 0.96
    return sum(int(text_width(text, size) / room) + 1 for text in cell.paragraphs) or 1


def fit_columns(
    head: list[Row], rows: list[Row], total: float, size: float, wishes: list[float] | None = None
) -> list[float]:
    """Widths in mm, summing to `total`, that cut no word and give room where the text is.

    `wishes` are the widths of a printed form; they count as much as the contents do.
    """
    count = sum(cell.span for cell in (head or rows)[0].cells)
    least = [9.0] * count
    load = [0.0] * count
    filled = [0] * count
    for weight, row in [(0.0, r) for r in head] + [(1.0, r) for r in rows[:400]]:
        column = 0
        for cell in row.cells:
            if cell.span == 1 and cell.paragraphs:
                least[column] = max(least[column], _least(cell, size))
                if weight:
                    amount = sum(text_width(text, size) for text in cell.paragraphs)
                    load[column] += amount
                    filled[column] += 1
            column += cell.span
    mean = [area / max(n, 1) for area, n in zip(load, filled, strict=True)]
    least = [
        max(low, 24.0 if area > 120 else 20.0 if area > 35 else low)
        for low, area in zip(least, mean, strict=True)
    ]
    if wishes and len(wishes) == count:
        want = _wanted(mean, filled, wishes)
    else:
        share = [n / max(len(rows), 1) for n in filled]
        want = [area**0.5 * (0.4 + 0.6 * part) for area, part in zip(mean, share, strict=True)]
    return _share(least, want, total)


def _wanted(mean: list[float], filled: list[int], wishes: list[float]) -> list[float]:
    """The widths of the form, moved half way towards what the texts ask for.

    A column without any text keeps most of its width, for it is there to be filled in by hand.
    """
    used = [i for i, n in enumerate(filled) if n]
    asked = sum(mean[i] ** 0.5 for i in used) or 1.0
    scale = sum(wishes[i] for i in used) / asked
    return [
        (wish + mean[i] ** 0.5 * scale) / 2 if i in used else wish * 0.8
        for i, wish in enumerate(wishes)
    ]


def _least(cell: Cell, size: float) -> float:
    """The width under which a word of the cell would be cut (at most 42 mm)."""
    words = re.findall(r"\S+", " ".join(cell.paragraphs[:60]))
    widest = max((text_width(word, size, cell.bold) for word in words), default=0.0)
    return min(widest * 1.05, 42.0) + CELL_PAD + 0.4


def _share(least: list[float], want: list[float], total: float) -> list[float]:
    """Columns as wanted, none under its least; all scaled down where even that is too much."""
    if sum(least) >= total:
        return [width * total / sum(least) for width in least]
    fixed: set[int] = set()
    while True:
        room = total - sum(least[i] for i in fixed)
        wanted = sum(want[i] for i in range(len(want)) if i not in fixed)
        if wanted <= 0:
            spare = (total - sum(least)) / len(least)
            return [width + spare for width in least]
        low = {i for i in range(len(want)) if i not in fixed and want[i] * room / wanted < least[i]}
        if not low:
            return [least[i] if i in fixed else want[i] * room / wanted for i in range(len(want))]
        fixed |= low
