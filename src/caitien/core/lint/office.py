"""Holding a plan to an office's own form: its columns, its sections and their order.

These checks need the form's file, so they are no rules of the package: they run where a form is
given, whatever `select` and `ignore` say. Codes: MA201, MA202, MA203.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from caitien.core.documents.model import NOWHERE
from caitien.core.drafts.columns import fields_of
from caitien.core.vietnamese.text import collapse, key, similarity

from .context import Context
from .diagnostic import Diagnostic, Severity
from .rule import Finding
from .run import arranged

if TYPE_CHECKING:
    from caitien.core.documents.model import Place
    from caitien.core.drafts.model import Column, PlanDraft, Reading
    from caitien.core.regulations.office_form import OfficeColumn, OfficeForm

COLUMN_MISSING = ("MA201", "office-column-missing")
SECTION_MISSING = ("MA202", "office-section-missing")
SECTION_ORDER = ("MA203", "office-section-order")
ALIKE = 0.85
_NUMBER = re.compile(
    r"^\s*(?:(?:phần|mục)\s+)?(?:[IVX]{1,6}|[A-H]|\d{1,2}(?:\.\d{1,2})*)\s*[.):\-–/]+\s*(?=\D)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]*\)")
_JOINTS = re.compile(r"[,;&]|\bvà\b")
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


def check_office_form(
    plan: PlanDraft, form: OfficeForm, *, reading: Reading | None = None, index: int = 0
) -> list[Diagnostic]:
    """What the plan lacks of the form, in reading order.

    An error where the form requires it, else info; what is not found in extracted text (.txt,
    .pdf) is at most a warning, since extraction may have lost it. `reading` is the file of the
    plan and `index` its number there from 0.
    """
    ctx = Context(plan, reading)
    if "scan" in ctx.damage:
        return []
    found = [*_columns(ctx, form), *_sections(ctx, form)]
    why = (
        f"{form.office} quy định mẫu này (“{form.name}”, theo {form.document}); "
        "kế hoạch làm theo mẫu thì được tiếp nhận, tổng hợp mà không phải làm lại."
    )
    return arranged((one, _diagnostic(code, one, why, index)) for code, one in found)


def _diagnostic(code: tuple[str, str], one: Finding, why: str, index: int) -> Diagnostic:
    return Diagnostic(
        code=code[0],
        slug=code[1],
        kind=None,
        severity=one.severity or Severity.ERROR,
        message=one.message,
        why=why,
        article=None,
        place=one.place,
        excerpt=one.excerpt,
        confidence=one.confidence,
        absent=one.absent,
        plan=index,
    )


def _missing(ctx: Context, what: str, required: bool, near: str) -> Finding:
    asked = "mẫu bắt buộc có" if required else "mẫu có, không bắt buộc"
    finding = ctx.missing(what, (near, "title"), message=f"Thiếu {what} ({asked}).")
    return finding if required else replace(finding, severity=Severity.INFO)


# -- columns --------------------------------------------------------------------------------


def _columns(ctx: Context, form: OfficeForm) -> Iterator[tuple[tuple[str, str], Finding]]:
    """Columns no column of the plan stands for; nothing where the table is torn or not known."""
    if "table" in ctx.damage or not ctx.plan.columns:
        return
    meant = fields_of([column.title for column in form.columns])
    table = next((item.place for item in ctx.plan.items if item.place.table is not None), NOWHERE)
    for column, field in zip(form.columns, meant, strict=True):
        if any(_stands_for(own, column, column.field or field) for own in ctx.plan.columns):
            continue
        finding = _missing(ctx, f"cột “{column.title}”", column.required, "title")
        if table != NOWHERE:
            titles = " | ".join(own.title for own in ctx.plan.columns)
            finding = replace(
                finding,
                place=replace(table, row=None, column=None, paragraph=None),
                excerpt=titles if len(titles) <= _LONGEST else titles[: _LONGEST - 1] + "…",
            )
        yield COLUMN_MISSING, finding


def _stands_for(own: Column, asked: OfficeColumn, field: str) -> bool:
    if field and (own.field == field or field in _SERVES.get(own.field, ())):
        return True
    return _alike(own.title, asked.title) >= ALIKE or key(own.title).endswith(
        f" {key(asked.title)}"
    )


# -- sections -------------------------------------------------------------------------------


def _sections(ctx: Context, form: OfficeForm) -> Iterator[tuple[tuple[str, str], Finding]]:
    headings = _headings(ctx.plan)
    where = _match([section.title for section in form.sections], headings)
    for index, section in enumerate(form.sections):
        if index not in where:
            yield (
                SECTION_MISSING,
                _missing(ctx, f"mục “{section.title}”", section.required, "heading"),
            )
    if "page_order" in ctx.damage:
        return
    present = sorted(where)
    kept = _rising([where[index] for index in present])
    for number, index in enumerate(present):
        if number in kept:
            continue
        section, heading = form.sections[index], headings[where[index]]
        wanted = _wanted([form.sections[present[n]].title for n in range(len(present))], number)
        yield (
            SECTION_ORDER,
            ctx.spot(
                heading.place,
                heading.text,
                f"Mục “{section.title}” chưa đúng thứ tự của mẫu; mẫu đặt mục này {wanted}.",
                severity=Severity.ERROR if section.required else Severity.INFO,
            ),
        )


def _wanted(titles: Sequence[str], number: int) -> str:
    if number:
        return f"sau mục “{titles[number - 1]}”"
    return f"trước mục “{titles[1]}”"


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


def _match(titles: Sequence[str], headings: Sequence[_Heading]) -> dict[int, int]:
    """Index of a title → index of its heading; the likest pairs first, sections before lines."""
    pairs = sorted(
        (heading.depth, -alike, index, at)
        for index, title in enumerate(titles)
        for at, heading in enumerate(headings)
        if (alike := _alike(heading.text, title)) >= ALIKE
    )
    where: dict[int, int] = {}
    for _, _, index, at in pairs:
        if index not in where and at not in where.values():
            where[index] = at
    return where


def _alike(a: str, b: str) -> float:
    """How alike two titles are, 0..1, without numbers before them, with or without brackets."""
    a, b = _bare(a), _bare(b)
    return max(similarity(a, b), similarity(_BRACKETS.sub(" ", a), _BRACKETS.sub(" ", b)))


def _bare(title: str) -> str:
    """A title without its number; a comma and “và” between its parts are the same."""
    return _JOINTS.sub(" ", key(_NUMBER.sub("", collapse(title), count=1)))


def _rising(numbers: Sequence[int]) -> set[int]:
    """The indexes of a longest rising subsequence: the fewest sections are said to be misplaced."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        at = bisect_left(tops, number)
        tops[at : at + 1] = [number]
        ends[at : at + 1] = [index]
        before.append(ends[at - 1] if at else -1)
    kept: set[int] = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return kept
