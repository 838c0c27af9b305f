"""Work told in labelled paragraphs under the names of criteria, where a plan has no table.

"Tiêu chí 2.2. Đối với giáo viên" / "- Giải pháp: …" / "- Người phụ trách: …" / "- Thời gian: …"
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from caitien.core.documents.model import Block, Cell, Paragraph
from caitien.core.vietnamese.text import collapse, strip_list_mark

from .cells import CRITERION, STANDARD
from .columns import as_columns, score_title
from .items import ItemsReader
from .rows import CONTENT_FIELDS, RawRow

_LABEL = re.compile(r"^(?P<label>[^\W\d_][^:;.]{1,58}?)\s*:\s*(?P<rest>.*)$", re.DOTALL)
#: where one line holds several labels: "Thời gian: tháng 9/2022; Người phụ trách: kế toán"
_NEXT_LABEL = re.compile(r"(?<=[;.,])\s+(?=[A-ZĐÀ-Ỹ][^:;.,]{2,40}:)")
_LONGEST_NAME = 200
_WHO_WHEN = {"assignee", "lead", "time", "start", "end"}


@dataclass(slots=True)
class Prose:
    """The rows told in paragraphs; `units` says which unit became which row and field."""

    rows: list[RawRow] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    #: index of a unit → (index of its row, field)
    units: dict[int, tuple[int, str]] = field(default_factory=dict)

    def holds_work(self) -> bool:
        """True where the rows say what is done and who does it or when, most of them."""
        items = [row for row in self.rows if row.kind == "item"]
        told = [row for row in items if {"solutions", "target"} & set(row.cells)]
        full = [row for row in told if _WHO_WHEN & set(row.cells)]
        return len(items) >= 2 and len(full) >= 0.6 * len(items)


def find_prose(
    units: Sequence[Block], first: int, end: int, is_heading: Callable[[Paragraph], bool]
) -> Prose:
    """The rows the paragraphs of units[first:end] tell."""
    prose = Prose()
    active = ""
    for index in range(first, end):
        unit = units[index]
        if not isinstance(unit, Paragraph):
            active = ""
            continue
        text = collapse(unit.full_text)
        body = strip_list_mark(text)[1] or text
        if not body:
            continue
        if CRITERION.match(body) and len(body) < _LONGEST_NAME:
            cells = {"criterion": Cell([Paragraph(body, unit.place)], unit.place)}
            prose.rows.append(RawRow("item", cells, unit.place))
            prose.units[index] = (len(prose.rows) - 1, "criterion")
            active = "criterion"
        elif STANDARD.match(body) and len(body) < _LONGEST_NAME:
            prose.rows.append(RawRow("standard", place=unit.place, text=body))
            prose.units[index] = (len(prose.rows) - 1, "standard_title")
            active = ""
        elif active and not is_heading(unit):
            active = _tell(prose, active, unit, body)
            prose.units[index] = (len(prose.rows) - 1, active)
        else:
            active = ""
    return prose


def _tell(prose: Prose, active: str, unit: Paragraph, body: str) -> str:
    """Add what a line tells to the last row; the field it ends with."""
    for part in _NEXT_LABEL.split(body):
        found = _LABEL.match(part)
        name = _field_of(found["label"]) if found else ""
        if found and name:
            row = prose.rows[-1]
            if name in row.cells and name in ("solutions", "target", "content"):
                row = RawRow("item", {"criterion": row.cells["criterion"]}, unit.place)
                prose.rows.append(row)
            prose.labels.setdefault(name, collapse(found["label"]))
            active, part = name, found["rest"]
        elif active == "criterion":
            active = "solutions"
        text = part.strip().removesuffix(";").removesuffix(".").strip() if found else part
        if text:
            cell = prose.rows[-1].cells.setdefault(active, Cell([], unit.place))
            cell.paragraphs.append(Paragraph(text, unit.place))
    return active


def _field_of(label: str) -> str:
    """The field a label names, or ''."""
    scores = {n: s for n, s in score_title(label).items() if n in CONTENT_FIELDS}
    return max(scores, key=lambda name: scores[name], default="")


def take_prose(items: ItemsReader, prose: Prose) -> dict[int, tuple[int | None, str]]:
    """Read the rows as items; for each unit the index of its item and its field."""
    fields = ["criterion", *prose.labels]
    items.titles, items.fields = ["Tiêu chí", *prose.labels.values()], fields
    items.plan.columns = as_columns(items.titles, fields)
    items.plan.table_layout = "other"
    place_of: dict[int, int | None] = {}
    for number, row in enumerate(prose.rows):
        before = len(items.plan.items)
        items.take(row)
        place_of[number] = before if len(items.plan.items) > before else None
    return {index: (place_of[number], name) for index, (number, name) in prose.units.items()}
