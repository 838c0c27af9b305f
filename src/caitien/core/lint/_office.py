"""A plan beside an office's own form: its columns, its sections and their order.

Where no form is given there is nothing to find. What is not found in extracted text (.txt, .pdf)
is at most a warning, since extraction may have lost it; a scan is not judged at all.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from caitien.core.documents.model import NOWHERE
from caitien.core.drafts.columns import fields_of
from caitien.core.vietnamese.text import collapse, key, similarity

from .diagnostic import Severity

if TYPE_CHECKING:
    from caitien.core.documents.model import Place
    from caitien.core.drafts.model import Column, PlanDraft
    from caitien.core.regulations.office_form import OfficeColumn, OfficeForm, OfficeSection

    from .context import Context
    from .rule import Finding

ALIKE = 0.85
_NUMBER = re.compile(
    r"^\s*(?:(?:phần|mục)\s+)?(?:[IVX]{1,6}|[A-H]|\d{1,2}(?:\.\d{1,2})*)\s*[.):\-–/]+\s*(?=\D)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]*\)")
_JOINTS = re.compile(r"[,;&]|\bvà\b")
#: words before the name of a thing in a heading: "Các mục tiêu" is about "mục tiêu"
_LEADING = re.compile(r"^(?:(?:các|những|một số|phần|về|hệ thống)\s+)+")
_LONGEST = 160
#: what a plan's column also serves for
_SERVES = {
    "assignee": {"lead", "collaborators"},
    "lead": {"assignee"},
    "time": {"start", "end"},
    "start": {"time"},
    "end": {"time"},
    "standard_criterion": {"standard", "criterion"},
    "criterion": {"standard_criterion"},
}


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading of the plan; `depth` is 0 for sections, 1 for numbered lines inside them."""

    text: str
    place: Place
    depth: int


def form_of(ctx: Context) -> OfficeForm | None:
    """The form the plan is held to; None where there is none, or nothing to compare with."""
    return None if "scan" in ctx.damage else ctx.office


def _missing(ctx: Context, form: OfficeForm, what: str, required: bool, near: str) -> Finding:
    asked = "mẫu bắt buộc có" if required else "mẫu có, không bắt buộc"
    message = f"Thiếu {what} ({asked})."
    finding = ctx.missing(what, (near, "title"), message=message, why=_why(form))
    return finding if required else replace(finding, severity=Severity.INFO)


def _why(form: OfficeForm) -> str:
    return (
        f"{form.office} quy định mẫu này (“{form.name}”, theo {form.document}); "
        "kế hoạch làm theo mẫu thì được tiếp nhận, tổng hợp mà không phải làm lại."
    )


# -- columns --------------------------------------------------------------------------------


def columns_missing(ctx: Context) -> Iterator[Finding]:
    """Columns no column of the plan stands for; nothing where the table is torn or not known."""
    form = form_of(ctx)
    if form is None or "table" in ctx.damage or not ctx.plan.columns:
        return
    meant = fields_of([column.title for column in form.columns])
    table = next((item.place for item in ctx.plan.items if item.place.table is not None), NOWHERE)
    for column, field in zip(form.columns, meant, strict=True):
        if any(_stands_for(own, column, column.field or field) for own in ctx.plan.columns):
            continue
        finding = _missing(ctx, form, f"cột “{column.title}”", column.required, "title")
        if table != NOWHERE:
            titles = " | ".join(own.title for own in ctx.plan.columns)
            finding = replace(
                finding,
                place=replace(table, row=None, column=None, paragraph=None),
                excerpt=titles if len(titles) <= _LONGEST else titles[: _LONGEST - 1] + "…",
            )
        yield finding


def _stands_for(own: Column, asked: OfficeColumn, field: str) -> bool:
    if field and (own.field == field or field in _SERVES.get(own.field, ())):
        return True
    return _alike(own.title, asked.title) >= ALIKE or key(own.title).endswith(
        f" {key(asked.title)}"
    )


# -- sections -------------------------------------------------------------------------------

#: where a section of the form stands: the number of the heading, and of its part ("mục đích",
#: "yêu cầu") where the heading names several things
_At = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Sections:
    """The plan's headings, and where the sections of the form stand, by their index."""

    headings: list[_Heading]
    where: dict[int, _At]


def _found(ctx: Context) -> _Sections:
    headings = _headings(ctx.plan)
    sections = ctx.office.sections if ctx.office else ()
    return _Sections(headings, _match([section.title for section in sections], headings))


def sections_missing(ctx: Context) -> Iterator[Finding]:
    """Sections of the form under no heading of the plan."""
    form = form_of(ctx)
    if form is None:
        return
    where = ctx.memo(_found).where
    for index, section in enumerate(form.sections):
        if index not in where:
            what = f"mục “{section.title}”"
            yield _missing(ctx, form, what, section.required, "heading")


def sections_misplaced(ctx: Context) -> Iterator[Finding]:
    """The fewest sections that would have to move to stand as in the form."""
    form = form_of(ctx)
    if form is None or "page_order" in ctx.damage:
        return
    found = ctx.memo(_found)
    present = sorted(found.where)
    kept = _rising([found.where[index] for index in present])
    for number, index in enumerate(present):
        if number in kept:
            continue
        section, heading = form.sections[index], found.headings[found.where[index][0]]
        wanted = _wanted([form.sections[other] for other in present], number)
        yield ctx.spot(
            heading.place,
            heading.text,
            f"Mục “{section.title}” chưa đúng thứ tự của mẫu; mẫu đặt mục này {wanted}.",
            severity=Severity.ERROR if section.required else Severity.INFO,
            why=_why(form),
        )


def _wanted(sections: Sequence[OfficeSection], number: int) -> str:
    if number:
        return f"sau mục “{sections[number - 1].title}”"
    return f"trước mục “{sections[1].title}”"


def _headings(plan: PlanDraft) -> list[_Heading]:
    """The headings of sections and the numbered lines inside them, in reading order."""
    found = []
    for section in plan.sections:
        found.append(_Heading(section.heading, section.place, 0))
        found += [
            _Heading(line, NOWHERE, 1)
            for line in section.paragraphs
            if len(line) <= _LONGEST and _NUMBER.match(line)
        ]
    return found


def _match(titles: Sequence[str], headings: Sequence[_Heading]) -> dict[int, _At]:
    """Index of a title → where it stands; sections before lines, then the likest pairs first.

    A heading that is a title stands for that alone; one that names several things ("Mục tiêu, chỉ
    tiêu") stands for a title in each of its parts.
    """
    pairs = sorted(
        (heading.depth, -alike, index, at, span)
        for index, title in enumerate(titles)
        for at, heading in enumerate(headings)
        for alike, span in _likenesses(heading.text, title)
    )
    where: dict[int, _At] = {}
    taken: set[_At] = set()
    for _, _, index, at, span in pairs:
        parts = {(at, part) for part in range(*span)}
        if index not in where and not parts & taken:
            where[index] = (at, span[0])
            taken |= parts
    return where


def _likenesses(heading: str, title: str) -> Iterator[tuple[float, tuple[int, int]]]:
    """How a heading may stand for a title: likeness, and the parts of the heading that do."""
    parts = _parts(heading)
    whole = _alike(heading, title)
    if whole >= ALIKE:
        yield whole, (0, max(len(parts), 1))
        return
    asked = _parts(title)
    for first in range(len(parts) - len(asked) + 1):
        if all(_begins(parts[first + n], one) for n, one in enumerate(asked)):
            said = sum(map(len, parts[first : first + len(asked)]))
            alike = ALIKE * sum(map(len, asked)) / max(said, 1)
            yield alike, (first, first + len(asked))


def _parts(title: str) -> list[str]:
    """What a title names, one by one, without number and brackets: "mục tiêu", "chỉ tiêu"."""
    bare = key(_BRACKETS.sub(" ", _NUMBER.sub("", collapse(title), count=1)))
    parts = (_LEADING.sub("", part.strip()) for part in _JOINTS.split(bare))
    return [part for part in parts if part]


def _begins(part: str, asked: str) -> bool:
    return bool(asked) and (part == asked or part.startswith(asked + " "))


def _alike(a: str, b: str) -> float:
    """How alike two titles are, 0..1, without numbers before them, with or without brackets."""
    a, b = _bare(a), _bare(b)
    return max(similarity(a, b), similarity(_BRACKETS.sub(" ", a), _BRACKETS.sub(" ", b)))


def _bare(title: str) -> str:
    """A title without its number; a comma and “và” between its parts are the same."""
    return _JOINTS.sub(" ", key(_NUMBER.sub("", collapse(title), count=1)))


def _rising(places: Sequence[_At]) -> set[int]:
    """The indexes of a longest rising subsequence: the fewest sections are said to be misplaced."""
    tops: list[_At] = []
    ends: list[int] = []
    before: list[int] = []
    for index, place in enumerate(places):
        at = bisect_right(tops, place)
        tops[at : at + 1] = [place]
        ends[at : at + 1] = [index]
        before.append(ends[at - 1] if at else -1)
    kept: set[int] = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return kept
