"""How many jobs, times and people a row lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caitien.core.vietnamese.periods import looks_like_time

from ._plan import rows

if TYPE_CHECKING:
    from caitien.core.drafts.model import Item

    from .context import Context

#: a line that only goes on with the one before
_GOES_ON = re.compile(r"\s*(?:đến|tới|-|–|và|phối hợp|cùng|\()", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Counts:
    """The jobs of a row, and the lines of its time and people cells (0: empty)."""

    jobs: int
    times: int
    people: int

    def differ(self, side_by_side: bool) -> bool:
        """Whether the numbers clash.

        One time or one person may stand for all jobs, unless the plan lists them job by job.
        """
        least = 1 if side_by_side else 2
        short = {n for n in (self.times, self.people) if n >= least}
        if side_by_side and self.times <= 1 and self.people <= 1:
            return False
        return any(n != self.jobs for n in short) and (side_by_side or self.times >= least)


def count(item: Item) -> Counts:
    """What a row lists."""
    jobs = item.solution_details
    if len(jobs) == len(item.solutions) and any(job.time for job in jobs):
        times = sum(job.time is not None for job in jobs)
        people = sum(job.assignee_text is not None for job in jobs)
        return Counts(len(jobs), times, people)
    return Counts(len(item.solutions), _times(item.time), _lines(item.assignee_text))


def _lines(text: str | None) -> int:
    lines = [line for line in (text or "").split("\n") if line.strip()]
    return sum(1 for n, line in enumerate(lines) if n == 0 or not _GOES_ON.match(line))


def _times(text: str | None) -> int:
    lines = [line for line in (text or "").split("\n") if line.strip()]
    if len(lines) < 2:
        return len(lines)
    whole = [line for line in lines if looks_like_time(line) > 0.6 and not _GOES_ON.match(line)]
    return max(1, len(whole))


def parallel(ctx: Context) -> bool:
    """Whether the plan lists times or people job by job: so in most rows of several jobs."""
    return ctx.memo(_parallel)


def _parallel(ctx: Context) -> bool:
    many = [count(item) for _, item in rows(ctx) if len(item.solutions) > 1]
    even = [c for c in many if c.jobs in (c.times, c.people)]
    return len(even) >= 2 and 2 * len(even) > len(many)
