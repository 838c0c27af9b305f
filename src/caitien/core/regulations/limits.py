"""Figures of a school that regulations limit: how many classes, how much ground a pupil."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from .yamlfile import read_data

if TYPE_CHECKING:
    from .model import Confidence

Measure = Literal["classes", "area_per_pupil"]


@dataclass(frozen=True, slots=True)
class Limit:
    """The most or the least a figure may be at these school levels, and the article that says so.

    `city` is the value where big cities are allowed another one; `criterion` and `mark` (Mức) name
    what the limit belongs to, None where it is no criterion's. Values are in `unit`.
    """

    measure: Measure
    bound: Literal["most", "least"]
    school_levels: tuple[str, ...]
    value: float
    unit: str
    article: str
    confidence: Confidence
    city: float | None = None
    criterion: str | None = None
    mark: int | None = None

    @property
    def outermost(self) -> float:
        """The value no school may pass, wherever it is."""
        return self.value if self.city is None else self.city


@cache
def limits() -> tuple[Limit, ...]:
    """Every limit."""
    found = read_data("limits")["limits"]
    return tuple(Limit(**(raw | {"school_levels": tuple(raw["school_levels"])})) for raw in found)


def limit_of(measure: Measure, school_level: str | None) -> Limit | None:
    """The limit of a figure for schools of a level; None where there is none."""
    for limit in limits():
        if limit.measure == measure and school_level in limit.school_levels:
            return limit
    return None
