"""The proposed crosswalk of the 2018 and the 2026 criteria, both ways. A person confirms each
line before use.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from .model import CrosswalkLine
from .yamlfile import read_data


@cache
def _forward() -> dict[tuple[str, str], tuple[CrosswalkLine, ...]]:
    data: dict[str, Any] = read_data("crosswalk")
    return {
        (pair["from"], pair["to"]): tuple(
            CrosswalkLine(
                from_id=pair["from"],
                from_code=line["from"],
                to_id=pair["to"],
                to_code=line["to"],
                strength=line["strength"],
                reason=line["reason"],
                status=data["status"],
            )
            for line in pair["lines"]
        )
        for pair in data["pairs"]
    }


def _turned(line: CrosswalkLine) -> CrosswalkLine:
    return CrosswalkLine(
        from_id=line.to_id,
        from_code=line.to_code,
        to_id=line.from_id,
        to_code=line.from_code,
        strength=line.strength,
        reason=line.reason,
        status=line.status,
    )


def crosswalk(from_id: str, to_id: str) -> tuple[CrosswalkLine, ...]:
    """The lines from one catalogue to another, in the order of the first; empty when none is
    proposed.
    """
    forward = _forward()
    if (from_id, to_id) in forward:
        return forward[from_id, to_id]
    lines = [_turned(line) for line in forward.get((to_id, from_id), ())]
    return tuple(sorted(lines, key=lambda line: _order(line.from_code)))


def _order(code: str) -> tuple[int, ...]:
    return tuple(int(part) for part in code.split("."))


def map_criterion(from_id: str, code: str, to_id: str | None = None) -> tuple[CrosswalkLine, ...]:
    """Lines of one criterion, to one catalogue or to all, full correspondences first; empty when
    unknown.
    """
    pairs = list(_forward())
    targets = [b for a, b in pairs if a == from_id] + [a for a, b in pairs if b == from_id]
    lines = [
        line
        for target in targets
        if to_id is None or target == to_id
        for line in crosswalk(from_id, target)
        if line.from_code == code
    ]
    return tuple(sorted(lines, key=lambda line: line.strength != "full"))
