"""The same fault in several places, put together for people: one finding to read, many places."""

from __future__ import annotations

from collections.abc import Iterable

from .diagnostic import Diagnostic


def grouped(found: Iterable[Diagnostic]) -> list[list[Diagnostic]]:
    """Diagnostics that say the same of different places, in the order of the first of each.

    The same: rule, severity, message, doubt and plan. Nothing is lost: every diagnostic is in
    exactly one list, those of a list in the order given.
    """
    groups: dict[tuple[object, ...], list[Diagnostic]] = {}
    for one in found:
        key = (one.plan, one.code, one.severity, one.confidence, one.message)
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def labels(group: Iterable[Diagnostic], nowhere: str) -> list[str]:
    """Where they are, each place once; `nowhere` is said of one without a place."""
    return list(dict.fromkeys(one.place.label() or nowhere for one in group))
