"""Which cells of a fitted torn row could as well have been read otherwise."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from .torn_fit import FAR, RowFit

#: a reading that costs less than this much more is as good as the one taken
MARGIN = 1.5
_REACH = 4


def doubtful_columns(fit: RowFit, columns: Sequence[int]) -> set[int]:
    """The columns (indexes into fit.fields) whose content another reading would change.

    Tried are: every cut moved by up to four lines, every cell moved to a neighbouring empty
    column, and every cell cut off at a place where a new one could begin.
    """
    taken = cost_of(fit, columns)
    doubtful: set[int] = set()
    for other in _variants(fit, columns):
        changed = {a for a, b in zip(columns, other, strict=True) if a != b}
        changed |= {b for a, b in zip(columns, other, strict=True) if a != b}
        if changed <= doubtful:
            continue
        if cost_of(fit, other) - taken < MARGIN:
            doubtful |= changed
    return doubtful


def cost_of(fit: RowFit, columns: Sequence[int]) -> float:
    """What a reading costs by the rules of RowFit; FAR where it breaks the order of the columns."""
    total = 0.0
    before = -1
    for start, stop in _segments(columns):
        column = columns[start]
        if start and not fit.may_cut[start]:
            return FAR
        total += fit.entry_cost(start, before, column) + fit.segment_cost(start, stop, column)
        before = column
    return total + fit.end_cost(before)


def _segments(columns: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for index in range(1, len(columns) + 1):
        if index == len(columns) or columns[index] != columns[start]:
            yield start, index
            start = index


def _variants(fit: RowFit, columns: Sequence[int]) -> Iterator[list[int]]:
    segments = list(_segments(columns))
    for (start, cut), (_, stop) in itertools.pairwise(segments):
        for at in range(max(start, cut - _REACH), min(stop, cut + _REACH) + 1):
            if at != cut:
                moved = list(columns)
                moved[start:at] = [columns[start]] * (at - start)
                moved[at:stop] = [columns[cut]] * (stop - at)
                yield moved
    used = set(columns)
    for start, stop in segments:
        for column in (columns[start] - 1, columns[start] + 1):
            if 0 <= column < len(fit.fields) and column not in used:
                moved = list(columns)
                moved[start:stop] = [column] * (stop - start)
                yield moved
                for at in range(start + 1, stop):
                    half = list(columns)
                    if column > columns[start]:
                        half[at:stop] = [column] * (stop - at)
                    else:
                        half[start:at] = [column] * (at - start)
                    yield half
