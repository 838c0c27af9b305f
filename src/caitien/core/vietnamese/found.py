"""A value found in a string, with the place where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """`value` read from `text`, which is `searched[start:end]` of the string that was searched."""

    value: T
    start: int
    end: int
    text: str
