"""Several jobs in one cell: their times and people aligned with them."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from caitien.core.documents.model import Cell
from caitien.core.vietnamese.dates import looks_like_time
from caitien.core.vietnamese.people import find_posts, looks_like_assignee
from caitien.core.vietnamese.text import collapse

from .cells import Piece, pieces, split_repeats, work_pieces
from .model import Item, Job


def has_several_jobs(cells: Mapping[str, Cell]) -> bool:
    """True where a row holds numbered jobs with a time or people of their own."""
    jobs = _jobs(work_pieces(cells.get("solutions")))
    if len(jobs) < 2:
        return False
    times, people = pieces(cells.get("time")), pieces(cells.get("assignee"))
    one_list = any(person.text[-1:] in ";,&" for person in people[:-1])
    return len(times) > 1 or (len(people) == len(jobs) and not one_list)


def _jobs(parts: list[Piece]) -> list[str]:
    """The jobs of a cell: numbered paragraphs, or marked ones; else none is told apart."""
    numbered = [p for p in parts if p.number]
    if len(numbered) >= 2 or (numbered and len(parts) == len(numbered)):
        jobs: list[str] = []
        for part in parts:
            if part.number or not jobs:
                jobs.append(part.text)
            else:
                jobs[-1] = f"{jobs[-1]} {part.text}"
        return jobs
    return [p.text for p in parts]


def align_jobs(item: Item, cells: Mapping[str, Cell], *, several: bool) -> None:
    """Set `solutions` and, where the table gives each job its own time and people, the details.

    Texts that stand in the time column but are people are given to the jobs that lack people; the
    doubt is noted.
    """
    jobs = _jobs(work_pieces(cells.get("solutions")))
    if jobs:
        item.solutions = jobs
    if not several or not jobs:
        return
    count = len(jobs)
    times = [p.text for p in pieces(cells.get("time"))]
    people = [p.text for p in pieces(cells.get("assignee"))]
    times = _even(times, count)
    if count == 1:
        people = ["\n".join(people)] if people else []
    elif len(people) < count:
        groups = _even(people, count)
        if len(groups) != count:
            groups = [group for text in people for group in _groups(text)]
            if len(groups) == count:
                item.uncertain["assignee_text"] = (
                    f"ô người phụ trách ghi liền một dòng, chia thành {count} phần theo"
                    f" {count} việc"
                )
        if len(groups) == count:
            people = groups
    times, people = _swap_misplaced(item, times, people, count)
    if count == 1:
        times = ["\n".join(times)] if times else []
    if times and len(times) != count:
        item.uncertain.setdefault(
            "time", f"{len(times)} mốc thời gian cho {count} việc, xếp theo thứ tự"
        )
    if people and len(people) != count:
        item.uncertain.setdefault(
            "assignee_text", f"{len(people)} người phụ trách cho {count} việc, xếp theo thứ tự"
        )
    item.solution_details = [
        Job(job, _at(times, index), _at(people, index)) for index, job in enumerate(jobs)
    ]
    if times:
        item.time = "\n".join(times)
    if people:
        item.assignee_text = "\n".join(people)


def _at(values: list[str], index: int) -> str | None:
    return values[index] or None if index < len(values) else None


def _even(values: list[str], count: int) -> list[str]:
    """Split values that repeat themselves in one line, where that gives one for each job."""
    if not values or len(values) >= count:
        return values
    out: list[str] = []
    for value in values:
        sizes = range(count - len(values) + 1, 1, -1)
        parts = [split_repeats(value, size) for size in sizes]
        out.extend(next((p for p in parts if len(p) > 1), [value]))
    return out if len(out) == count else values


def _groups(text: str) -> list[str]:
    """'BGH GVCN, TPT Đội BGH' → 'BGH' · 'GVCN, TPT Đội' · 'BGH': cut where nothing parts."""
    posts = find_posts(text)
    if len(posts) < 2:
        return [text]
    cuts = [0]
    for before, after in itertools.pairwise(posts):
        if not text[before.end : after.start].strip():
            cuts.append(after.start)
    return [text[a:b].strip() for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _swap_misplaced(
    item: Item, times: list[str], people: list[str], count: int
) -> tuple[list[str], list[str]]:
    if len(people) >= count:
        return times, people
    kept: list[str] = []
    people = list(people)
    for index, text in enumerate(times):
        if (
            looks_like_assignee(collapse(text)) > 0.6
            and looks_like_time(collapse(text)) < 0.3
            and len(people) <= index < count
        ):
            people.append(text)
            item.uncertain["time"] = f"“{text}” nằm ở cột thời gian nhưng là người phụ trách"
        else:
            kept.append(text)
    return kept, people
