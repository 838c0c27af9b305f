"""Where in a file its plans begin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from caitien.core.documents.model import Block, Paragraph
from caitien.core.vietnamese.text import collapse

from .ending import ANNEX
from .header import is_head_line
from .kinds import PLAN_TITLE, is_plan_title, kind_of_lines
from .sections import opens_section

#: a line of dashes, stars and the like
RULE = re.compile(r"^[\s_\-–—=*]+$")
_OTHER_PAPER = re.compile(
    r"^(?:QUYẾT ĐỊNH|TỜ TRÌNH|BIÊN BẢN|NGHỊ QUYẾT|THÔNG BÁO|CÔNG VĂN|GIẤY MỜI|BÁO CÁO)\b"
)
_WITH_PLAN = re.compile(r"^\(?\s*(?:Kèm|Đính kèm|Ban hành kèm) theo Kế hoạch\b", re.IGNORECASE)
#: how many units of a head may stand between a cover's title and the title itself
_COVER = 20
_SEARCHED = 80


def plan_starts(units: Sequence[Block]) -> list[tuple[int, int]]:
    """(first unit, title unit) of every plan in the file.

    A cover, a form label ("Biểu 2 …") before the letterhead and an annex that repeats the title are
    no plans of their own; a plan that follows another paper (a decision) begins with its own head.
    """
    starts: list[tuple[int, int]] = []
    titles = [index for index, unit in enumerate(units) if _is_title(units, index)]
    for index in titles:
        if starts and index < starts[-1][1] + 2:
            continue
        if starts and _is_cover(units, starts[-1][1], index):
            starts[-1] = (starts[-1][0], index)
            continue
        if starts and _is_annex(units, index):
            continue
        starts.append((_first_unit(units, index, starts[-1][1] + 1 if starts else 0), index))
    return _without_foreign(units, starts)


def foreign_kind(units: Sequence[Block]) -> tuple[str, int]:
    """The kind a title among the first lines names, and the unit it stands in (-1: none)."""
    places = [i for i, u in enumerate(units[:_SEARCHED]) if isinstance(u, Paragraph)]
    lines = [(i, part) for i in places for part in _text(units[i], keep_lines=True).split("\n")]
    kind, index = kind_of_lines(part for _, part in lines)
    return kind, lines[index][0] if index >= 0 else -1


def _text(unit: Block, *, keep_lines: bool = False) -> str:
    if not isinstance(unit, Paragraph):
        return ""
    return unit.full_text if keep_lines else collapse(unit.full_text)


def _is_title(units: Sequence[Block], index: int) -> bool:
    if not PLAN_TITLE.match(_text(units[index])):
        return False
    lines = [u.full_text for u in units[index : index + 4] if isinstance(u, Paragraph)]
    return is_plan_title([part for line in lines for part in line.split("\n")])


def _is_cover(units: Sequence[Block], before: int, index: int) -> bool:
    """True where nothing but head lines stands between two titles."""
    between = units[before + 1 : index]
    if len(between) > _COVER or not all(isinstance(u, Paragraph) for u in between):
        return False
    return not any(opens_section(_text(u)) or len(_text(u)) > 160 for u in between)


def _is_annex(units: Sequence[Block], index: int) -> bool:
    """True where a title stands in an annex: after "PHỤ LỤC", or "(Kèm theo Kế hoạch số …)"."""
    near = [_text(u) for u in units[max(0, index - 3) : index]]
    after = [_text(u) for u in units[index + 1 : index + 5]]
    return any(map(ANNEX.match, near)) or any(map(_WITH_PLAN.match, after))


def _first_unit(units: Sequence[Block], title: int, floor: int) -> int:
    """The first unit of the head above a title: the file's first, or after another paper."""
    others = [i for i in range(floor, title) if _OTHER_PAPER.match(_text(units[i]))]
    if not floor and not others:
        return 0
    start = title
    while start > floor and _belongs_to_head(units[start - 1]):
        start -= 1
    return start


def _belongs_to_head(unit: Block) -> bool:
    if not isinstance(unit, Paragraph):
        return False
    text = collapse(unit.full_text)
    short_name = text.isupper() and len(text) < 40 and not _OTHER_PAPER.match(text)
    return not text or bool(RULE.match(text)) or is_head_line(text) or short_name


def _without_foreign(
    units: Sequence[Block], starts: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The starts, unless the file opens as another kind of paper.

    A report speaks of plans inside; such a title counts where it has a letterhead of its own.
    """
    kind, at = foreign_kind(units)
    if not starts or kind in ("unknown", "improvement_plan") or at >= starts[0][1]:
        return starts
    return [
        (start, title)
        for start, title in starts
        if start > at and any(is_head_line(_text(u)) for u in units[start:title])
    ]
