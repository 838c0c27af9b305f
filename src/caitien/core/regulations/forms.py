"""Forms as data: sections, fixed lines and columns of plans, reports and lists; what blank forms
leave behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from .yamlfile import data_names, read_data

if TYPE_CHECKING:
    from .model import Confidence


@dataclass(frozen=True, slots=True)
class Column:
    """A column: printed title, the draft's field it carries, width in millimetres, allowed values
    if limited.
    """

    title: str
    field: str
    width_mm: float
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormTable:
    """A table of a form; ``rows`` are row labels the form prints, ``note`` the line printed
    beside it.
    """

    id: str
    columns: tuple[Column, ...]
    rows: tuple[str, ...] = ()
    note: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class FormSection:
    """A section of a form. ``fixed`` lines are printed by the form itself; ``items`` are
    sub-headings to fill.

    ``numeral_printed`` is what the circulating template prints where it numbers wrongly; None
    where it is right.
    """

    numeral: str
    heading: str
    fixed: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    table: FormTable | None = None
    numeral_printed: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A form: ``sections`` in order, ``tables`` those that stand outside sections.

    ``kind`` is "improvement_plan", "self_assessment_report", "evidence_list" or "worksheet";
    ``row_blocks`` are heading rows inside the plan table.
    """

    id: str
    name: str
    kind: str
    source: str
    article: str | None
    confidence: Confidence
    orientation: Literal["portrait", "landscape"]
    title_lines: tuple[str, ...]
    sections: tuple[FormSection, ...]
    tables: tuple[FormTable, ...]
    row_blocks: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def plan_table(self) -> FormTable | None:
        """The table that carries the plan's actions, or None for forms that are not plans."""
        return self.table("plan")

    def table(self, table_id: str) -> FormTable | None:
        """The table with this id, in a section or outside, or None."""
        every = [s.table for s in self.sections if s.table is not None] + list(self.tables)
        return next((table for table in every if table.id == table_id), None)


@dataclass(frozen=True, slots=True)
class TemplateRemain:
    """Words of a blank form people leave in. "…" in ``text`` stands for any run of dots, ellipses
    or underscores.

    ``kind``: "blank" (not filled), "choice" (not chosen), "guidance" (instruction), "boilerplate"
    (general sentence).
    """

    text: str
    kind: Literal["blank", "choice", "guidance", "boilerplate"]
    form: str | None
    advice: str


def form_ids(kind: str | None = None) -> tuple[str, ...]:
    """Ids of the shipped forms, of one kind when named ("improvement_plan")."""
    names = data_names("forms")
    return names if kind is None else tuple(n for n in names if load_form(n).kind == kind)


@cache
def load_form(form_id: str) -> Form:
    """The form with this id. Raises ``KeyError`` for an id not in ``form_ids()``."""
    if form_id not in data_names("forms"):
        raise KeyError(form_id)
    raw: dict[str, Any] = read_data(f"forms/{form_id}")
    return Form(
        id=raw["id"],
        name=raw["name"],
        kind=raw["kind"],
        source=raw["source"],
        article=raw["article"],
        confidence=raw["confidence"],
        orientation=raw["orientation"],
        title_lines=tuple(raw.get("title_lines") or ()),
        sections=tuple(_section(item) for item in raw.get("sections") or ()),
        tables=tuple(_table(item) for item in raw.get("tables") or ()),
        row_blocks=tuple(raw.get("row_blocks") or ()),
        notes=tuple(raw.get("notes") or ()),
    )


def _section(raw: dict[str, Any]) -> FormSection:
    table = raw.get("table")
    return FormSection(
        numeral=raw["numeral"],
        heading=raw["heading"],
        fixed=tuple(raw.get("fixed") or ()),
        items=tuple(raw.get("items") or ()),
        table=_table(table) if table else None,
        numeral_printed=raw.get("numeral_printed"),
    )


def _table(raw: dict[str, Any]) -> FormTable:
    return FormTable(
        id=raw["id"],
        columns=tuple(
            Column(c["title"], c["field"], float(c["width_mm"]), tuple(c.get("values") or ()))
            for c in raw["columns"]
        ),
        rows=tuple(raw.get("rows") or ()),
        note=raw.get("note"),
        title=raw.get("title"),
    )


@cache
def template_remains() -> tuple[TemplateRemain, ...]:
    """Words of blank forms that people leave in their plans, most particular first."""
    return tuple(TemplateRemain(**item) for item in read_data("remains")["remains"])
