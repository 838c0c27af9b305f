"""From a Document to what it says: the kind of file, and its plans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from caitien.core.documents.model import (
    Block,
    Document,
    LooseLines,
    Paragraph,
    ReadWarning,
    Table,
)
from caitien.core.vietnamese.text import collapse, strip_list_mark

from .annexes import annex_kind, plain_rows, read_monitoring, read_priority_issues
from .ending import ANNEX, is_plain_title, read_ending, starts_ending
from .header import complete_head, is_date_line, read_head, read_title
from .items import Heading, ItemsReader
from .kinds import PLAN_TITLE
from .layout import flatten
from .model import PlanDraft, Reading, Section, SectionTable
from .outline import text_blocks_of
from .rows import CONTENT_FIELDS
from .sections import BASIS, add_paragraph, heading_style, is_heading, opens_section
from .starts import RULE, foreign_kind, plan_starts
from .tables import chosen_tables, names_criteria

_TITLE_WORDS = re.compile(
    r"^(?:cải tiến|về việc|v/v|năm học|giai đoạn|từ năm|giáo dục|chất lượng|của|trường|kế hoạch"
    r"|\(?ban hành|\(?kèm theo|\(năm học|\(giai đoạn|thực hiện|nâng cao)",
    re.IGNORECASE,
)
#: a signer's title not in capitals counts only this close to the end
_LAST_LINES = 12
#: how far above a table the line may stand that names its standard or criterion
_ABOVE_TABLE = 4
_NAMES_STANDARD = re.compile(r"^Tiêu\s*chuẩn\s*[1-9]\b", re.IGNORECASE)
_NAMES_CRITERION = re.compile(r"^(?:Tiêu\s*chí|TC)\s*(?:số\s*)?[1-9]\s*\.\s*\d", re.IGNORECASE)

_NUMBERED = re.compile(r"^(?:[-+*•]|\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]+[.)]|[a-zđ]\))\s+")


def understand(document: Document) -> Reading:
    """What a document says: its kind and, for improvement plans, one PlanDraft each.

    A file that cannot be taken for a plan has no plans, and says so in a warning; nothing is
    guessed.
    """
    reading = Reading(document.file, document.format, warnings=list(document.warnings))
    units = flatten(document)
    starts = plan_starts(units)
    if not starts:
        reading.doc_type, _ = foreign_kind(units)
        if reading.doc_type == "unknown" and names_criteria(units):
            starts = [(0, 0)]
    if not starts:
        return _not_a_plan(reading)
    reading.doc_type = "improvement_plan"
    bounds = [start for start, _ in starts] + [len(units)]
    for (start, title), end in zip(starts, bounds[1:], strict=True):
        plan = _PlanReader(document, units[start:end], title - start).read()
        reading.plans.append(plan)
    if starts[0][0]:
        before = text_blocks_of(units[: starts[0][0]], {}, {}, PlanDraft())
        reading.plans[0].blocks[:0] = before
    if len(starts) > 1:
        reading.warnings.append(
            ReadWarning(
                "several-plans",
                f"Tệp chứa {len(starts)} kế hoạch nối nhau; mỗi kế hoạch được đọc riêng.",
                units[starts[1][0]].place,
            )
        )
    for plan in reading.plans:
        if not plan.items and not plan.empty_rows:
            reading.warnings.append(_no_items(plan))
    if all(_is_blank_form(plan) for plan in reading.plans):
        reading.doc_type = "blank_form"
        reading.plans.clear()
    return reading


def _no_items(plan: PlanDraft) -> ReadWarning:
    """Said where no row of work was understood: an empty list must not look like a read one."""
    return ReadWarning(
        "no-items",
        "Không nhận ra bảng công việc của kế hoạch; chưa có dòng nào được đọc. Hãy xem tên các cột"
        " (tiêu chí, giải pháp, người phụ trách, thời gian…) trong tệp gốc.",
        plan.place_of("title"),
    )


def _not_a_plan(reading: Reading) -> Reading:
    if reading.doc_type in ("unknown", "improvement_plan"):
        reading.doc_type = "unknown"
        message = "Không thấy kế hoạch cải tiến chất lượng trong tệp này."
    else:
        message = "Tệp này không phải kế hoạch cải tiến chất lượng; không có dòng nào được đọc."
    reading.warnings.append(ReadWarning("not-a-plan", message))
    return reading


def _is_blank_form(plan: PlanDraft) -> bool:
    return not plan.items and not plan.school_year and not plan.date and not plan.plan_number


@dataclass(slots=True)
class _PlanReader:
    """Reads one plan out of its units; `title` is the index of the first line of its title."""

    document: Document
    units: Sequence[Block]
    title: int
    plan: PlanDraft = field(default_factory=PlanDraft)
    #: index of a unit → the role of its text
    roles: dict[int, str] = field(default_factory=dict)
    style: str = "roman"
    chosen: set[int] = field(default_factory=set)
    #: index of a paragraph that tells a row's field → (its item, the field)
    told: dict[int, tuple[int | None, str]] = field(default_factory=dict)
    loose: list[LooseLines] = field(default_factory=list)
    items: ItemsReader = field(init=False)

    def __post_init__(self) -> None:
        self.items = ItemsReader(self.plan)

    def read(self) -> PlanDraft:
        """The plan."""
        head = [u for u in self.units[: self.title] if isinstance(u, Paragraph)]
        self.roles.update(dict.fromkeys(range(self.title), "header"))
        read_head(self.plan, head)
        body = self._title_lines()
        self.style = heading_style(u for u in self.units[body:] if isinstance(u, Paragraph))
        self.chosen = chosen_tables(self.units[body:], self.style)
        ending = self._ending_start(body)
        annex = self._annex_start(ending)
        self._prose(body, ending)
        self._body(range(body, ending))
        seen = len(self.loose)
        self._tail(range(ending, annex))
        self._body(range(annex, len(self.units)))
        late = self.loose[seen:]
        paragraphs = [u for u in self.units[body:] if isinstance(u, Paragraph)]
        complete_head(self.plan, [*head, *paragraphs])
        if self.loose:
            from .torn import read_torn  # rarely needed, and slow to load

            if not set(self.items.fields) & set(CONTENT_FIELDS):
                self.items.fields = []  # a head that names no cell says nothing of the torn table
            read_torn(self.plan, self.items, self.loose)
        self.items.finish()
        ends = [u for u in self.units[ending:annex] if isinstance(u, Paragraph)]
        read_ending(self.plan, ends)
        _note_damage(self.document, self.plan, late)
        self.plan.blocks = text_blocks_of(
            self.units, self.roles, self.items.owners, self.plan, self.told
        )
        return self.plan

    def _prose(self, first: int, end: int) -> None:
        """Read the work told in labelled paragraphs, in a plan without a table of it."""
        if self.chosen or any(isinstance(u, LooseLines) for u in self.units):
            return
        from .prose import find_prose, take_prose  # rarely needed

        prose = find_prose(self.units, first, end, lambda unit: is_heading(unit, self.style))
        if prose.holds_work():
            self.told = take_prose(self.items, prose)
            self.roles.update(dict.fromkeys(self.told, "cell"))

    def _title_lines(self) -> int:
        """Read the lines of the title; the index of the first unit after them."""
        units, index = self.units, self.title
        first = units[index] if index < len(units) else None
        if not isinstance(first, Paragraph) or not PLAN_TITLE.match(collapse(first.full_text)):
            return index
        lines = [first]
        self.roles[index] = "title"
        index += 1
        while index < len(units) and len(lines) < 6:
            unit = units[index]
            if not isinstance(unit, Paragraph):
                break
            text = collapse(unit.full_text)
            if text and not RULE.match(text):
                if not _is_title_line(unit, text):
                    break
                lines.append(unit)
                self.roles[index] = "title"
            index += 1
        read_title(self.plan, lines)
        return index

    def _ending_start(self, body: int) -> int:
        """The first unit of the ending: after the last heading, who receives or signs."""
        end = len(self.units)
        last = body - 1
        annex = self._annex_start(body)
        for index in range(body, annex):
            unit = self.units[index]
            if isinstance(unit, Paragraph) and is_heading(unit, self.style):
                last = index
        for index in range(last + 1, end):
            unit = self.units[index]
            if not isinstance(unit, Paragraph):
                continue
            near = min(end, annex) - index <= _LAST_LINES
            if starts_ending(unit.full_text) or (near and is_plain_title(unit.full_text)):
                return self._with_date(index, last + 1)
        return min(end, annex)

    def _with_date(self, index: int, floor: int) -> int:
        """A place and date right above the signature belong to the ending."""
        start = index
        for before in range(index - 1, max(floor, index - 3) - 1, -1):
            unit = self.units[before]
            if not isinstance(unit, Paragraph):
                break
            if is_date_line(collapse(unit.full_text)):
                start = before
            elif collapse(unit.full_text):
                break
        return start

    def _annex_start(self, begin: int) -> int:
        for index in range(begin, len(self.units)):
            unit = self.units[index]
            if isinstance(unit, Paragraph) and ANNEX.match(collapse(unit.full_text)):
                return index
        return len(self.units)

    def _body(self, span: range) -> None:
        for index in span:
            unit = self.units[index]
            if isinstance(unit, Paragraph):
                self._paragraph(index, unit)
            else:
                self._table(index, unit)

    def _tail(self, span: range) -> None:
        """The ending: its tables still belong to the plan."""
        for index in span:
            unit = self.units[index]
            if isinstance(unit, Paragraph):
                marked = strip_list_mark(collapse(unit.full_text))[0] or unit.label
                self.roles[index] = "recipients" if marked else "signature"
            else:
                self._table(index, unit)

    def _paragraph(self, index: int, paragraph: Paragraph) -> None:
        text = collapse(paragraph.full_text)
        if not text or RULE.match(text):
            return
        if index in self.told:
            self._mark("items", paragraph)
            return
        if is_heading(paragraph, self.style) or ANNEX.match(text):
            self.plan.sections.append(Section(text, place=paragraph.place))
            self.items.fresh = True
            self.roles[index] = "heading"
        else:
            self.roles[index] = "basis" if add_paragraph(self.plan, paragraph) else "body"

    def _table(self, index: int, unit: Table | LooseLines) -> None:
        if isinstance(unit, LooseLines):
            if not self.loose and not self.plan.items:
                self._mark("items", unit)
            self.loose.append(unit)
            return
        kind = annex_kind(unit)
        if kind == "priority_issues":
            self._mark(kind, unit)
            read_priority_issues(self.plan, unit)
        elif kind == "monitoring":
            self._mark(kind, unit)
            read_monitoring(self.plan, unit)
        elif id(unit) in self.chosen or self.items.goes_on(unit):
            self._mark("items", unit)
            self._speak_of(index)
            self.items.read(unit)
        else:
            self._mark("other", unit, plain_rows(unit))

    def _mark(self, kind: str, unit: Block, rows: list[list[str]] | None = None) -> None:
        if not self.plan.sections:
            return
        section = self.plan.sections[-1]
        marked = any(t.kind == kind for s in self.plan.sections for t in s.tables)
        if kind == "other" or not marked:
            section.tables.append(
                SectionTable(kind, len(section.paragraphs), rows or [], unit.place)
            )

    def _speak_of(self, index: int) -> None:
        """Tell the items reader what the lines right above a table name."""
        standards: list[Heading] = []
        criterion: Heading | None = None
        for before in range(index - 1, max(-1, index - 1 - _ABOVE_TABLE), -1):
            unit = self.units[before]
            if not isinstance(unit, Paragraph) or len(unit.text) > 160:
                break
            text = collapse(unit.full_text)
            body = re.sub(
                r"^(?:[-+*•]|\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]+[.)]|[a-zđ]\))\s+", "", text
            )
            if _NAMES_CRITERION.match(body) and not standards:
                criterion = criterion or Heading(body, unit.place)
            elif _NAMES_STANDARD.match(body):
                standards.append(Heading(body, unit.place))
        self.items.speak_of(standards[0] if len(standards) == 1 else None, criterion)


def _is_title_line(unit: Paragraph, text: str) -> bool:
    """True for a line that goes on with the title above it."""
    if opens_section(text, bold=unit.bold) or BASIS.match(text) or unit.label:
        return False
    if len(text) > 160 or text[-1] in ";:":
        return False
    if not (text.isupper() or unit.align == "center" or _TITLE_WORDS.match(text)):
        return False
    return not (_TITLE_WORDS.match(text) and text.endswith(".") and len(text) > 80)


def _note_damage(document: Document, plan: PlanDraft, late: list[LooseLines]) -> None:
    if any(warning.code == "decomposed-text" for warning in document.warnings):
        plan.damage.add("decomposed")
    if document.format in ("docx", "xlsx"):
        return
    if not (plan.authority and plan.form_lines.get("national_name")):
        plan.damage.add("header")
        if plan.authority is None:
            plan.uncertain["authority"] = "không thấy trong văn bản trích xuất"
    if late:
        plan.damage.add("page_order")
