"""Automatic numbering of a .docx: the label Word prints before a paragraph."""

from __future__ import annotations

import re

from .docx_names import (
    ABSTRACT,
    ABSTRACT_ID,
    ABSTRACT_NO,
    FALLBACK,
    IS_LEGAL,
    LEVEL_NO,
    LVL,
    LVL_OVERRIDE,
    LVL_RESTART,
    LVL_TEXT,
    NUM,
    NUM_FMT,
    NUM_NO,
    NUM_STYLE,
    P_STYLE,
    START,
    START_OVERRIDE,
    VAL,
    Element,
    child_val,
    is_on,
    number,
)
from .docx_styles import Styles
from .numerals import numeral

_LEVELS = 9
_SLOT = re.compile(r"%([1-9])")
#: bullets printed as they are; every other (round, square, arrow, picture font) reads as "-"
_PLAIN_BULLETS = frozenset("-–—+*>=")


class _Level:
    """One level of a list: where it starts, how it counts, what it prints."""

    __slots__ = ("fmt", "legal", "restart", "start", "style", "text")

    def __init__(self, lvl: Element) -> None:
        self.start = number(child_val(lvl, START), 0, 0, 1_000_000)
        fmt = lvl.find(NUM_FMT)
        if fmt is None:
            fmt = lvl.find(f".//{FALLBACK}/{NUM_FMT}")
        self.fmt = "decimal" if fmt is None else fmt.get(VAL, "decimal")
        self.text = child_val(lvl, LVL_TEXT) or ""
        restart = child_val(lvl, LVL_RESTART)
        self.restart = None if restart is None else number(restart, 0, 0, _LEVELS)
        legal = lvl.find(IS_LEGAL)
        self.legal = legal is not None and is_on(legal)
        self.style = child_val(lvl, P_STYLE)


class _List:
    """A w:num: the list it shares its counters with, its levels and where it starts anew."""

    __slots__ = ("abstract", "levels", "starts")

    def __init__(self, abstract: str, levels: dict[int, _Level], starts: dict[int, int]) -> None:
        self.abstract = abstract
        self.levels = levels
        self.starts = starts

    def start(self, level: int) -> int:
        """The number a level begins with."""
        if level in self.starts:
            return self.starts[level]
        return self.levels[level].start if level in self.levels else 1


class Numbering:
    """Counts as the paragraphs of one document come, in reading order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._nums: dict[str, Element] = {}
        self._abstracts: dict[str, Element] = {}
        self._lists: dict[str, _List | None] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        if root is not None:
            for num in root.iter(NUM):
                self._nums.setdefault(num.get(NUM_NO, ""), num)
            for abstract in root.iter(ABSTRACT):
                self._abstracts.setdefault(abstract.get(ABSTRACT_NO, ""), abstract)

    def label(self, num_id: str, level: int | None, style_id: str = "") -> str:
        """What is printed before the next paragraph of list `num_id` ('' = nothing).

        `level` None means the level linked to `style_id`, else the first one.
        """
        numbers = self._list(num_id)
        if numbers is None:
            return ""
        if level is None:
            linked = (n for n, one in numbers.levels.items() if style_id and one.style == style_id)
            level = next(linked, 0)
        counters = self._counters.setdefault(numbers.abstract, [None] * _LEVELS)
        if num_id not in self._begun:
            self._begun.add(num_id)
            for overridden in numbers.starts:
                counters[overridden] = None
        self._count(numbers, counters, level)
        return self._print(numbers, counters, level)

    def _count(self, numbers: _List, counters: list[int | None], level: int) -> None:
        for above in range(level):
            if counters[above] is None:
                counters[above] = numbers.start(above)
        now = counters[level]
        counters[level] = numbers.start(level) if now is None else now + 1
        for below in range(level + 1, _LEVELS):
            known = numbers.levels.get(below)
            restart = below if known is None or known.restart is None else known.restart
            if level < restart:
                counters[below] = None

    def _print(self, numbers: _List, counters: list[int | None], level: int) -> str:
        known = numbers.levels.get(level)
        if known is None or (known.fmt == "none" and "%" not in known.text):
            return "" if known is None else known.text.strip()
        if known.fmt == "bullet":
            sign = known.text.strip()
            return sign if sign and set(sign) <= _PLAIN_BULLETS else "-"

        def fill(match: re.Match[str]) -> str:
            slot = int(match.group(1)) - 1
            own = numbers.levels.get(slot)
            fmt = "decimal" if own is None or known.legal else own.fmt
            value = counters[slot]
            return numeral(numbers.start(slot) if value is None else value, fmt)

        return _SLOT.sub(fill, known.text).strip()

    def _list(self, num_id: str) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._build(num_id)
        return self._lists[num_id]

    def _levels_of(self, name: str, abstract: Element) -> dict[int, _Level]:
        if name not in self._levels:
            self._levels[name] = {
                number(lvl.get(LEVEL_NO), 0, 0, _LEVELS - 1): _Level(lvl)
                for lvl in abstract.iter(LVL)
            }
        return self._levels[name]

    def _build(self, num_id: str) -> _List | None:
        num = self._nums.get(num_id)
        if num is None:
            return None
        abstract_id = child_val(num, ABSTRACT_ID) or ""
        for _ in range(_LEVELS):
            abstract = self._abstracts.get(abstract_id)
            link = None if abstract is None else child_val(abstract, NUM_STYLE)
            if link is None:
                break
            other = self._nums.get(self._styles.numbering_of(link) or "")
            abstract_id = "" if other is None else child_val(other, ABSTRACT_ID) or ""
        abstract = self._abstracts.get(abstract_id)
        if abstract is None:
            return None
        levels = dict(self._levels_of(abstract_id, abstract))
        starts: dict[int, int] = {}
        for override in num.iter(LVL_OVERRIDE):
            level = number(override.get(LEVEL_NO), 0, 0, 8)
            if (lvl := override.find(LVL)) is not None:
                levels[level] = _Level(lvl)
            if (start := child_val(override, START_OVERRIDE)) is not None:
                starts[level] = number(start, 1, 0, 1_000_000)
        return _List(abstract_id, levels, starts)
