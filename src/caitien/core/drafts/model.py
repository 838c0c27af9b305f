"""The PlanDraft: the hinge that import, lint, editor and export all speak.

Text is the author's, faults kept; deduced values go to the typed fields. A value that is not in the
file is None. Every value keeps its Place, and what the reader is unsure of is named in `uncertain`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from caitien.core.documents.model import NOWHERE, Mark, Place, ReadWarning, place_at

#: fields of an item that hold text of the table's cells, in the order forms print them
CELL_FIELDS = (
    "tt",
    "current",
    "content",
    "target",
    "solutions",
    "indicator",
    "assignee_text",
    "time",
    "budget_text",
    "resources",
    "conditions",
    "expected_evidence",
    "supervisor",
    "report_time",
    "status",
    "notes",
)
#: fields of a priority problem and of a monitoring row that hold text of their tables' cells
ISSUE_FIELDS = ("current", "weakness", "cause")
MONITORING_FIELDS = ("when", "content", "result", "adjustment", "evaluator")


@dataclass(slots=True)
class Job:
    """One of several jobs in a cell, with its own time and people (Plan JSON solution_details)."""

    text: str
    time: str | None = None
    assignee_text: str | None = None


@dataclass(slots=True)
class Item:
    """One row of the plan's table. Fields as in Plan JSON."""

    tt: str | None = None
    standard: str | None = None
    standard_title: str | None = None
    criterion: str | None = None
    criterion_title: str | None = None
    level: int | None = None
    target: str | None = None
    solutions: list[str] = field(default_factory=list)
    solution_details: list[Job] = field(default_factory=list)
    lead: str | None = None
    collaborators: list[str] = field(default_factory=list)
    assignee_text: str | None = None
    time: str | None = None
    time_kind: str | None = None
    start: str | None = None
    end: str | None = None
    budget_text: str | None = None
    budget_vnd: int | None = None
    conditions: str | None = None
    notes: str | None = None
    supervisor: str | None = None
    report_time: str | None = None
    content: str | None = None
    indicator: str | None = None
    resources: str | None = None
    expected_evidence: str | None = None
    status: str | None = None
    current: str | None = None
    #: cells of columns no field stands for, by column title
    extra: dict[str, str] = field(default_factory=dict)
    place: Place = NOWHERE
    places: dict[str, Place] = field(default_factory=dict)
    uncertain: dict[str, str] = field(default_factory=dict)
    #: the code cell as written ("Tiêu chí 2. 1 Mức 2"), for checks of its form
    code_text: str | None = None
    #: a row of which only fragments are left
    partial: bool = False

    def text_of(self, name: str) -> str | None:
        """The text of a cell field; solutions are joined with newlines; '' counts as None."""
        value = getattr(self, name)
        if isinstance(value, list):
            value = "\n".join(value)
        return value or None

    def place_of(self, name: str) -> Place:
        """The place of a field, or of the row where the field has none of its own."""
        return self.places.get(name, self.place)


@dataclass(slots=True)
class EmptyRow:
    """A row that carries a code but nothing else."""

    standard: str | None = None
    criterion: str | None = None
    level: int | None = None
    place: Place = NOWHERE


@dataclass(slots=True)
class StandardRow:
    """A heading row of the table ("Tiêu chuẩn 2: …"), as written."""

    standard: str
    title: str | None = None
    tt: str | None = None
    text: str = ""
    place: Place = NOWHERE


@dataclass(slots=True)
class LegalBasis:
    """One basis (căn cứ): the author's text, the first document number and date in it."""

    text: str
    number: str | None = None
    date: str | None = None  # ISO
    place: Place = NOWHERE


@dataclass(slots=True)
class PriorityIssue:
    """A row of section IV of Biểu 2 (Thông tư 57/2026): a focal problem of the self-assessment."""

    tt: str | None = None
    standard: str | None = None
    criterion: str | None = None
    current: str | None = None
    weakness: str | None = None
    cause: str | None = None
    place: Place = NOWHERE
    places: dict[str, Place] = field(default_factory=dict)

    def place_of(self, name: str) -> Place:
        """The place of a field, or of the row where the field has none of its own."""
        return self.places.get(name, self.place)


@dataclass(slots=True)
class MonitoringRow:
    """A row of section VI of Biểu 2 (Thông tư 57/2026)."""

    when: str | None = None
    content: str | None = None
    result: str | None = None
    adjustment: str | None = None
    evaluator: str | None = None
    place: Place = NOWHERE
    places: dict[str, Place] = field(default_factory=dict)

    def place_of(self, name: str) -> Place:
        """The place of a field, or of the row where the field has none of its own."""
        return self.places.get(name, self.place)


@dataclass(slots=True)
class SectionTable:
    """A table inside a section. `kind`: items, priority_issues, monitoring or other.

    `at` is the index of the section's paragraph before which it stands; `rows` hold the cell texts
    of an `other` table only.
    """

    kind: str
    at: int
    rows: list[list[str]] = field(default_factory=list)
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, order=True)
class StyleSpan:
    """Characters `start` to `end` of a section's paragraph (by index) are printed in a style.

    `style` is b (bold), i (italic) or u (underlined); spans of different styles may overlap.
    """

    paragraph: int
    start: int
    end: int
    style: str


@dataclass(slots=True)
class Section:
    """A numbered section: its heading line as written and its paragraphs (list marks kept).

    `styles` say which parts of the paragraphs are bold, italic or underlined; they change nothing
    of what the text says.
    """

    heading: str
    paragraphs: list[str] = field(default_factory=list)
    tables: list[SectionTable] = field(default_factory=list)
    place: Place = NOWHERE
    styles: list[StyleSpan] = field(default_factory=list)


@dataclass(slots=True)
class Column:
    """A column of the items table: its title as written and the field it was understood as."""

    title: str
    field: str


@dataclass(slots=True)
class Signatory:
    """Who signs: the whole title ("KT. HIỆU TRƯỞNG PHÓ HIỆU TRƯỞNG") and the name."""

    title: str | None = None
    name: str | None = None
    place: Place = NOWHERE


@dataclass(slots=True)
class TextBlock:
    """A piece of the author's text for checks of wording.

    `role` is header, title, basis, heading, body, cell, signature or recipients; `field` and `item`
    (index into PlanDraft.items) say which value it became, where that is known.
    """

    text: str
    role: str
    place: Place = NOWHERE
    marks: tuple[Mark, ...] = ()
    field: str | None = None
    item: int | None = None

    def place_at(self, offset: int) -> Place:
        """The place of the character at `offset`."""
        return place_at(self.marks, offset, self.place) if self.marks else self.place


@dataclass(slots=True)
class PlanDraft:
    """An improvement plan as read, edited or printed. Header fields as in Plan JSON."""

    school_name: str | None = None
    school_level: str | None = None
    authority: str | None = None
    plan_number: str | None = None
    plan_number_raw: str | None = None
    place: str | None = None
    date: str | None = None
    school_year: str | None = None
    school_year_to: str | None = None
    kind: str = "annual"
    title: str | None = None
    title_lines: list[str] = field(default_factory=list)
    table_layout: str | None = None
    columns: list[Column] = field(default_factory=list)
    legal_bases: list[LegalBasis] = field(default_factory=list)
    preamble: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    standards: list[StandardRow] = field(default_factory=list)
    empty_rows: list[EmptyRow] = field(default_factory=list)
    level4_text: str | None = None
    priority_issues: list[PriorityIssue] = field(default_factory=list)
    monitoring: list[MonitoringRow] = field(default_factory=list)
    signatory: Signatory = field(default_factory=Signatory)
    recipients: list[str] = field(default_factory=list)
    #: form lines as written: national_name, motto, number_line, date_line (absent = not found)
    form_lines: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    uncertain: dict[str, str] = field(default_factory=dict)
    #: what the text extraction may have lost or torn: header, table, page_order (see reader); or
    #: that its letters came with loose marks: decomposed
    damage: set[str] = field(default_factory=set)
    #: the author's text for checks of wording, in reading order
    blocks: list[TextBlock] = field(default_factory=list)

    def place_of(self, name: str) -> Place:
        """The place of a header value; NOWHERE where the value has none."""
        return self.places.get(name, NOWHERE)


#: what belongs to the file rather than to the plan: left out when two drafts are compared
FILE_FIELDS = frozenset(
    {"places", "uncertain", "damage", "blocks", "form_lines", "code_text", "partial"}
)


def plain(value: Any) -> Any:
    """A draft, or any part of it, as plain lists and dicts without places."""
    if isinstance(value, list):
        return [plain(part) for part in value]
    if isinstance(value, Place):
        return None
    if hasattr(value, "__dataclass_fields__"):
        return {
            f.name: plain(getattr(value, f.name))
            for f in fields(value)
            if f.name not in FILE_FIELDS and not isinstance(getattr(value, f.name), Place)
        }
    return value


def content_of(draft: PlanDraft) -> dict[str, Any]:
    """The plan itself as plain data: equal for two files that hold the same plan."""
    result: dict[str, Any] = plain(draft)
    return result


@dataclass(slots=True)
class Reading:
    """What was understood of one file.

    `doc_type` is improvement_plan, self_assessment_report, evidence_list, strategy_plan,
    result_report, blank_form or unknown; only an improvement plan has entries in `plans`.
    """

    file: str
    format: str
    doc_type: str = "unknown"
    plans: list[PlanDraft] = field(default_factory=list)
    warnings: list[ReadWarning] = field(default_factory=list)
