"""A plan's tables as the screen shows them: the columns, what a cell says and how it is edited.

Plain values made from rows read once; no queries here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from caitien.core.regulations.forms import load_form
from caitien.core.regulations.loader import load_catalogue
from caitien.ui.templatetags.caitien import day, dong

from .editions import row_catalogue
from .fields import FIELDS, columns_of
from .models import Action, MonitoringEntry, Plan, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from caitien.core.regulations.model import Catalogue

    from .drafting import PlanRows
    from .fields import Field
    from .models import BudgetLine

AnyRow = Action | Problem | MonitoringEntry
#: how wide a column is: s, m or l
_SIZES: Final = {
    "tt": "s",
    "standard": "s",
    "status": "s",
    "time": "s",
    "budget_text": "s",
    "report_time": "s",
    "notes": "s",
    "solutions": "l",
}
TABLE_IDS: Final = {"problem": "priority_issues", "action": "plan", "monitoring": "monitoring"}
TABLE_WORDS: Final = {
    "problem": ("Các vấn đề trọng tâm cần cải tiến", "Thêm vấn đề"),
    "action": ("Bảng hoạt động cải tiến", "Thêm dòng"),
    "monitoring": ("Theo dõi và đánh giá thực hiện", "Thêm lần theo dõi"),
}


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column on the screen: its title, the field it edits ("" where it is only read)."""

    title: str
    field: str
    edit: str = ""
    size: str = "m"


@dataclass(frozen=True, slots=True)
class TableCell:
    """What a cell shows; `value` where it is not the text itself; `note` from typed values."""

    column: TableColumn
    text: str
    value: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row on the screen. `heading` is the standard's line above it, where it begins there."""

    kind: str
    uid: str
    version: int
    number: str
    code: str
    name: str
    cells: list[TableCell]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class TableView:
    """A table of the plan on the screen."""

    kind: str
    title: str
    add: str
    columns: list[TableColumn]
    rows: list[TableRow]

    @property
    def last(self) -> str:
        """The uid of the last row; "" where there is none."""
        return self.rows[-1].uid if self.rows else ""


@dataclass(slots=True)
class Names:
    """The names of people and units by id, for notes; `gone` are those no longer active."""

    people: dict[int, str] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)


def catalogue_of(plan: Plan) -> Catalogue | None:
    """The catalogue the plan stands under, or None where none is set or known."""
    try:
        return load_catalogue(plan.catalogue) if plan.catalogue else None
    except KeyError:
        return None


def text_of(row: Any, name: str) -> str:
    """The text of a field of a row as it is edited: lists are lines."""
    value = getattr(row, name)
    if isinstance(value, list):
        return "\n".join(str(part) for part in value)
    return "" if value is None else str(value)


def table_columns(plan: Plan, kind: str) -> list[TableColumn]:
    """The columns of one of the plan's tables; the number stands at the head of every row."""
    if kind == "action":
        return _action_columns(plan)
    titles = _form_titles(plan.form, TABLE_IDS[kind])
    return [
        _column(plan, titles.get(one.name, one.label), one)
        for one in FIELDS[kind]
        if one.name != "tt"
    ]


def _action_columns(plan: Plan) -> list[TableColumn]:
    form = plan.form
    if not plan.columns and not form:
        form = "bieu2_tt57" if plan.catalogue.startswith("tt57") else "cv5932_9"
    made: list[TableColumn] = []
    for title, fields in columns_of(form, plan.columns):
        if not fields:
            made.append(TableColumn(title, f"extra:{title}"))
            continue
        one = fields[-1]
        if one.name == "tt" or any(column.field == one.name for column in made):
            continue
        made.append(_column(plan, title, one))
    return made


def _column(plan: Plan, title: str, one: Field) -> TableColumn:
    chosen = {"criterion": catalogue_of(plan), "status": status_choices(plan)}
    edit = one.name if chosen.get(one.name) else ""
    return TableColumn(title, one.name, edit, _SIZES.get(one.name, "m"))


@cache
def _form_titles(form: str, table_id: str) -> dict[str, str]:
    table = load_form(form).table(table_id) if form else None
    return {column.field: column.title for column in table.columns} if table else {}


def tables_shown(plan: Plan, rows: PlanRows) -> list[str]:
    """The kinds of tables the plan has: those of its form, and those with rows."""
    kept = {"problem": rows.problems, "action": True, "monitoring": rows.monitoring}
    return [
        kind
        for kind, some in kept.items()
        if some or (plan.form and _form_titles(plan.form, TABLE_IDS[kind]))
    ]


def table_view(plan: Plan, kind: str, rows: PlanRows, names: Names) -> TableView:
    """A table of the plan with all its rows."""
    columns = table_columns(plan, kind)
    title, add = TABLE_WORDS[kind]
    catalogue = catalogue_of(plan)
    of_kind: dict[str, Sequence[AnyRow]] = {
        "problem": rows.problems,
        "action": rows.actions,
        "monitoring": rows.monitoring,
    }
    items = of_kind[kind]
    grouped = kind == "action" and not any(c.field == "standard" for c in columns)
    made: list[TableRow] = []
    before = ""
    for number, row in enumerate(items, 1):
        lines = rows.budget.get(row.pk, []) if isinstance(row, Action) else []
        own = row_catalogue(plan, row.uid) or catalogue
        line = row_view(row, number, columns, own, names, lines)
        if own and catalogue and own.id != catalogue.id:
            line = _noted(line, f"mã theo Thông tư {own.number}")
        if grouped and isinstance(row, Action):
            standard = row.standard or row.criterion.partition(".")[0]
            if standard and standard != before:
                line = _headed(line, _standard_line(standard, row, own))
            before = standard or before
        made.append(line)
    return TableView(kind, title, add, columns, made)


def _headed(line: TableRow, heading: str) -> TableRow:
    return TableRow(
        line.kind, line.uid, line.version, line.number, line.code, line.name, line.cells, heading
    )


def _noted(line: TableRow, note: str) -> TableRow:
    """The row with words beside its code: it is of another circular than the plan's."""
    cells = [
        replace(cell, note=" · ".join(filter(None, (note, cell.note))))
        if cell.column.field == "criterion"
        else cell
        for cell in line.cells
    ]
    return replace(line, cells=cells)


def _standard_line(code: str, row: Action, catalogue: Catalogue | None) -> str:
    known = catalogue.standard(code) if catalogue else None
    title = row.standard_title or (known.title if known else "")
    return f"Tiêu chuẩn {code}: {title}" if title else f"Tiêu chuẩn {code}"


def row_view(
    row: AnyRow,
    number: int,
    columns: list[TableColumn],
    catalogue: Catalogue | None,
    names: Names,
    lines: Sequence[BudgetLine] = (),
) -> TableRow:
    """One row of a table."""
    kind = kind_of(row)
    code = getattr(row, "criterion", "")
    shown = str(getattr(row, "tt", "") or number)
    words = f"dòng {number}, tiêu chí {code}" if code else f"dòng {number}"
    return TableRow(
        kind=kind,
        uid=str(row.uid),
        version=row.version,
        number=shown,
        code=code,
        name=words,
        cells=[_cell(row, column, catalogue, names, lines) for column in columns],
    )


def kind_of(row: object) -> str:
    """The kind of a row as addresses and services name it."""
    if isinstance(row, Action):
        return "action"
    return "problem" if isinstance(row, Problem) else "monitoring"


def _cell(
    row: AnyRow,
    column: TableColumn,
    catalogue: Catalogue | None,
    names: Names,
    lines: Sequence[BudgetLine],
) -> TableCell:
    if column.field.startswith("extra:"):
        extra: Mapping[str, str] = getattr(row, "extra", {})
        return TableCell(column, extra.get(column.title, ""))
    if column.field == "criterion":
        return _criterion_cell(row, column, catalogue)
    text = text_of(row, column.field)
    value = text if column.edit else None
    note = _note(row, column.field, text, names, lines) if isinstance(row, Action) else ""
    return TableCell(column, text, value, note)


def _criterion_cell(row: AnyRow, column: TableColumn, catalogue: Catalogue | None) -> TableCell:
    code = getattr(row, "criterion", "")
    known = catalogue.criterion(code) if catalogue and code else None
    title = getattr(row, "criterion_title", "") or (known.title if known else "")
    text = criterion_words(code, title)
    notes = []
    if isinstance(row, Action):
        more = f"cùng tiêu chí {', '.join(row.more_criteria)}" if row.more_criteria else ""
        notes = [one for one in (more, _levels(row)) if one]
    return TableCell(column, text, code, " · ".join(notes))


def criterion_words(code: str, title: str) -> str:
    """A criterion as lists and cells name it."""
    return f"Tiêu chí {code}. {title}" if code and title else f"Tiêu chí {code}" if code else title


def _levels(row: Action) -> str:
    if row.level is not None and row.target_level is not None:
        return f"Mức {row.level} → {row.target_level}"
    if row.target_level is not None:
        return f"Mức cần đạt: {row.target_level}"
    return f"Mức {row.level}" if row.level is not None else ""


def _note(row: Action, name: str, text: str, names: Names, lines: Sequence[BudgetLine]) -> str:
    """What typed values add to the words of a cell; nothing where the words say it already."""
    if name == "assignee_text":
        lead = names.people.get(row.lead_person_id or 0) or names.units.get(row.lead_unit_id or 0)
        return f"Chủ trì: {lead}" if lead and lead.split(" (")[0] not in text else ""
    if name == "time" and row.due:
        return f"hạn {day(row.due)}" if day(row.due) not in text else ""
    if name == "budget_text":
        sums = [line.amount for line in lines if line.amount is not None]
        return dong(sum(sums)) if sum(sums) and dong(sum(sums)) not in text else ""
    if name == "indicator" and (row.baseline or row.goal):
        unit = f" {row.indicator_unit}" if row.indicator_unit else ""
        return f"{row.baseline or '…'} → {row.goal or '…'}{unit}"
    return ""


def criterion_choices(plan: Plan) -> list[tuple[str, list[tuple[str, str]]]]:
    """The criteria of the plan's catalogue by standard: (standard, [(code, words)])."""
    catalogue = catalogue_of(plan)
    if catalogue is None:
        return []
    return [
        (
            f"Tiêu chuẩn {standard.code}: {standard.title}",
            [
                (c.code, criterion_words(c.code, c.title))
                for c in catalogue.of_standard(standard.code)
            ],
        )
        for standard in catalogue.standards
    ]


def status_choices(plan: Plan) -> list[str]:
    """The values the form allows for the column "mức độ thực hiện"."""
    table = load_form(plan.form).plan_table if plan.form else None
    found = [c.values for c in table.columns if c.field == "status"] if table else []
    return list(found[0]) if found else []
