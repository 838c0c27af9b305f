"""From a Document to what it says: the kind of file, and its plans."""

from __future__ import annotations

import re
from collections.abc import Sequence

from caitien.core.documents.model import (
    Block,
    Document,
    LooseLines,
    Paragraph,
    Place,
    ReadWarning,
    Table,
)
from caitien.core.vietnamese.text import collapse

from .annexes import annex_kind, plain_rows, read_monitoring, read_priority_issues
from .ending import read_ending, starts_ending
from .header import complete_head, is_head_line, read_head, read_title
from .items import ItemsReader
from .kinds import PLAN_TITLE, is_plan_title, kind_of_lines
from .layout import flatten
from .model import PlanDraft, Reading, Section, SectionTable
from .outline import text_blocks_of
from .sections import BASIS, ROMAN, add_paragraph, is_heading
from .torn import read_torn

_RULE = re.compile(r"^[\s_\-–—=*]+$")
_TITLE_WORDS = re.compile(
    r"^(?:cải tiến|về việc|v/v|năm học|giai đoạn|từ năm|giáo dục|chất lượng|của|trường|kế hoạch"
    r"|\(?ban hành|\(?kèm theo)",
    re.IGNORECASE,
)


def understand(document: Document) -> Reading:
    """What a document says: its kind and, for improvement plans, one PlanDraft each.

    A file that cannot be taken for a plan has no plans, and says so in a warning; nothing is
    guessed.
    """
    reading = Reading(document.file, document.format, warnings=list(document.warnings))
    units = flatten(document)
    starts = _plan_starts(units)
    if not starts:
        reading.doc_type = kind_of_lines(
            u.full_text for u in units[:80] if isinstance(u, Paragraph)
        )
        if reading.doc_type == "unknown" and _has_plan_table(units):
            starts = [(0, 0)]
    if not starts:
        return _not_a_plan(reading)
    reading.doc_type = "improvement_plan"
    bounds = [start for start, _ in starts] + [len(units)]
    for (start, title), end in zip(starts, bounds[1:], strict=True):
        plan = _read_plan(document, units[start:end], title - start)
        reading.plans.append(plan)
    if len(starts) > 1:
        reading.warnings.append(
            ReadWarning(
                "several-plans",
                f"Tệp chứa {len(starts)} kế hoạch nối nhau; mỗi kế hoạch được đọc riêng.",
                _place(units[starts[1][0]]),
            )
        )
    if all(_is_blank_form(plan) for plan in reading.plans):
        reading.doc_type = "blank_form"
        reading.plans.clear()
    return reading


def _not_a_plan(reading: Reading) -> Reading:
    if reading.doc_type in ("unknown", "improvement_plan"):
        reading.doc_type = "unknown"
        message = "Không thấy kế hoạch cải tiến chất lượng trong tệp này."
    else:
        message = "Tệp này không phải kế hoạch cải tiến chất lượng; không có dòng nào được đọc."
    reading.warnings.append(ReadWarning("not-a-plan", message))
    return reading


def _place(unit: Block) -> Place:
    return unit.place


def _is_blank_form(plan: PlanDraft) -> bool:
    return not plan.items and not plan.school_year and not plan.date and not plan.plan_number


def _has_plan_table(units: Sequence[Block]) -> bool:
    reader = ItemsReader(PlanDraft())
    return any(isinstance(u, Table) and reader.accepts(u) for u in units)


def _plan_starts(units: Sequence[Block]) -> list[tuple[int, int]]:
    """(first unit, title unit) of every plan in the file."""
    starts: list[tuple[int, int]] = []
    floor = 0
    for index, unit in enumerate(units):
        if not isinstance(unit, Paragraph) or not PLAN_TITLE.match(collapse(unit.full_text)):
            continue
        if index < floor:
            continue
        lines = [u.full_text for u in units[index : index + 4] if isinstance(u, Paragraph)]
        if not is_plan_title([part for line in lines for part in line.split("\n")]):
            continue
        start = index
        while start > floor and _belongs_to_head(units[start - 1], first=not starts):
            start -= 1
        starts.append((0 if not starts else start, index))
        floor = index + 2
    return starts


def _belongs_to_head(unit: Block, *, first: bool) -> bool:
    if not isinstance(unit, Paragraph):
        return False
    text = collapse(unit.full_text)
    return first or not text or bool(_RULE.match(text)) or is_head_line(text)


def _read_plan(document: Document, units: Sequence[Block], title: int) -> PlanDraft:
    plan = PlanDraft()
    head = [u for u in units[:title] if isinstance(u, Paragraph)]
    read_head(plan, head)
    index = _read_title(plan, units, title)
    body = list(units[index:])
    ending = _ending_start(body)
    items = ItemsReader(plan)
    loose: list[LooseLines] = []
    roman = any(isinstance(u, Paragraph) and is_heading(u, roman=True) for u in body[:ending])
    for unit in body[:ending]:
        if isinstance(unit, Paragraph):
            _body_paragraph(plan, unit, roman=roman)
        elif isinstance(unit, Table):
            _body_table(plan, items, unit)
        else:
            if not loose and not plan.items:
                _mark_table(plan, "items", unit)
            loose.append(unit)
    tail = body[ending:]
    late = [u for u in tail if isinstance(u, LooseLines)]
    for unit in tail:
        if isinstance(unit, Table):
            _body_table(plan, items, unit)
    paragraphs = [u for u in units[index:] if isinstance(u, Paragraph)]
    complete_head(plan, [*head, *paragraphs])
    if loose or late:
        read_torn(plan, items, [*loose, *late])
    items.finish()
    read_ending(plan, [u for u in tail if isinstance(u, Paragraph)])
    _note_damage(document, plan, late)
    plan.blocks = text_blocks_of(plan, units, title, index, index + ending)
    return plan


def _read_title(plan: PlanDraft, units: Sequence[Block], title: int) -> int:
    """Read the title lines; the index of the first unit after them."""
    first = units[title] if title < len(units) else None
    if not isinstance(first, Paragraph) or not PLAN_TITLE.match(collapse(first.full_text)):
        return title
    lines = [first]
    index = title + 1
    while index < len(units) and len(lines) < 6:
        unit = units[index]
        if not isinstance(unit, Paragraph):
            break
        text = collapse(unit.full_text)
        if not text or _RULE.match(text):
            index += 1
            continue
        if ROMAN.match(text) or BASIS.match(text) or len(text) > 160 or text[-1] in ";:":
            break
        if not (text.isupper() or unit.align == "center" or _TITLE_WORDS.match(text)):
            break
        if _TITLE_WORDS.match(text) and text.endswith(".") and len(text) > 80:
            break
        lines.append(unit)
        index += 1
    read_title(plan, lines)
    return index


def _ending_start(body: Sequence[Block]) -> int:
    """The index of the first unit of the ending: after the last heading, who receives or signs."""
    last = 0
    for index, unit in enumerate(body):
        if isinstance(unit, Paragraph) and is_heading(unit, roman=True):
            last = index
    for index in range(last, len(body)):
        unit = body[index]
        if isinstance(unit, Paragraph) and index > last and starts_ending(unit.full_text):
            return index
    return len(body)


def _body_paragraph(plan: PlanDraft, paragraph: Paragraph, *, roman: bool) -> None:
    text = collapse(paragraph.full_text)
    if not text or re.fullmatch(r"[_\-–—=*]{3,}", text):
        return
    if is_heading(paragraph, roman=roman):
        plan.sections.append(Section(text, place=paragraph.place))
    else:
        add_paragraph(plan, paragraph)


def _mark_table(
    plan: PlanDraft, kind: str, unit: Block, rows: list[list[str]] | None = None
) -> None:
    if not plan.sections:
        return
    section = plan.sections[-1]
    if kind != "other" and any(t.kind == kind for s in plan.sections for t in s.tables):
        return
    section.tables.append(SectionTable(kind, len(section.paragraphs), rows or [], unit.place))


def _body_table(plan: PlanDraft, items: ItemsReader, table: Table) -> None:
    kind = annex_kind(table)
    if kind == "priority_issues":
        _mark_table(plan, kind, table)
        read_priority_issues(plan, table)
    elif kind == "monitoring":
        _mark_table(plan, kind, table)
        read_monitoring(plan, table)
    elif items.accepts(table):
        _mark_table(plan, "items", table)
        items.read(table)
    else:
        _mark_table(plan, "other", table, plain_rows(table))


def _note_damage(document: Document, plan: PlanDraft, late: list[LooseLines]) -> None:
    if document.format == "docx":
        return
    if not (plan.authority and plan.form_lines.get("national_name")):
        plan.damage.add("header")
        if plan.authority is None:
            plan.uncertain["authority"] = "không thấy trong văn bản trích xuất"
    if late:
        plan.damage.add("page_order")
