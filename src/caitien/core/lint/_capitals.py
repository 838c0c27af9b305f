"""The table of words whose capitals Nghị định 30/2020, Phụ lục II, fixes."""

from __future__ import annotations

import re
from functools import cache

from ._collocations import lines_of

_NAMED = re.compile(r"\(\?P<\w+>")


@cache
def any_of() -> re.Pattern[str]:
    """A pattern that finds whatever one of `patterns` finds."""
    words: list[str] = []
    behind: list[str] = []
    for line in lines_of("capitals"):
        left = _NAMED.sub("(?:", line.partition("  =>  ")[0])
        (behind if left.startswith("(?<=") else words).append(left)
    return re.compile(
        "|".join([rf"(?<!\w)(?:{'|'.join(words)})", *(f"(?:{one})" for one in behind)])
    )


@cache
def patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each pattern with the right words; "^", "v": with a capital or a small
    first letter; "C": only the first letter a capital."""
    found = []
    for line in lines_of("capitals"):
        left, _, right = line.partition("  =>  ")
        before = "" if left.startswith("(?<=") else r"(?<!\w)"
        after = r"\b" if left[-1] != ")" else ""
        found.append((re.compile(f"{before}(?:{left}){after}"), right))
    return tuple(found)
