"""Items of a plan from its table: one row by meaning becomes one Item, every value placed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from caitien.core.documents.model import Cell, Place, Table
from caitien.core.vietnamese.text import collapse, key

from .cells import (
    BARE_CODE,
    CLAUSE,
    CRITERION,
    LEVEL,
    LEVEL4_CLAUSE,
    LEVEL_BAND,
    STANDARD,
    Code,
    is_blank,
    parse_code,
    text_of,
    work_pieces,
)
from .columns import (
    as_columns,
    fields_of,
    header_rows,
    is_deadline,
    is_plan_header,
    layout_of,
    row_fields,
)
from .extras import add_extras, place_of_cell
from .guess import guess_fields
from .jobs import align_jobs, has_several_jobs
from .model import EmptyRow, Item, PlanDraft, StandardRow
from .outline import Owners, cell_key
from .rows import CODE_FIELDS, CONTENT_FIELDS, RawRow, raw_rows
from .tables import has_own_head
from .titles import LIKE_A_TITLE, bare_codes, split_title, without_title
from .typed import fill_columns, fill_typed

#: column field → field of the item that keeps the cell's text
_TEXT_FIELDS = {
    "target": "target",
    "content": "content",
    "indicator": "indicator",
    "assignee": "assignee_text",
    "time": "time",
    "budget": "budget_text",
    "conditions": "conditions",
    "resources": "resources",
    "expected_evidence": "expected_evidence",
    "supervisor": "supervisor",
    "report_time": "report_time",
    "status": "status",
    "notes": "notes",
    "current": "current",
}


#: column field → field of the item a piece of text is said to belong to
_ITEM_FIELDS = {
    **_TEXT_FIELDS,
    "standard_criterion": "criterion",
    "standard": "standard_title",
    "lead": "assignee_text",
    "collaborators": "assignee_text",
    "start": "time",
    "end": "time",
}


#: columns of the work, whose cells may begin with the criterion ("Tiêu chí 5.6: …")
_WORK_FIELDS = ("content", "target", "solutions")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line above a table that names the standard or the criterion of its rows."""

    text: str
    place: Place


@dataclass(slots=True)
class ItemsReader:
    """Reads the items of one plan, table after table; standards and columns carry over."""

    plan: PlanDraft
    fields: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    standard: str | None = None
    standard_title: str | None = None
    band: tuple[int, ...] = ()
    last: Item | None = None
    heading: Item | None = None
    rows: list[tuple[Item, RawRow]] = field(default_factory=list)
    #: the contents of the table begin with bare codes ("3.5. …")
    bare: bool = False
    #: a new section began since the last table
    fresh: bool = False
    #: (table, row, column) of a cell → (index of its item or None, field)
    owners: Owners = field(default_factory=dict)

    def goes_on(self, table: Table) -> bool:
        """True where a table without a head goes on with the one before it."""
        if self.fresh or not self.fields or table.columns != len(self.fields):
            return False
        return not has_own_head(table)

    def read(self, table: Table, default: tuple[str, ...] = ()) -> None:
        """Read the items of a table; `default` are its columns where its head was lost."""
        self.fresh = False
        count, titles = header_rows(table.rows, table.columns)
        if count and is_plan_header(titles):
            self.titles, self.fields = titles, fields_of(titles)
            self.plan.columns = as_columns(self.titles, self.fields)
            self.plan.table_layout = layout_of(self.fields) or "other"
        elif not self.fields or len(self.fields) != table.columns:
            count = 0
            self.fields = list(default) or guess_fields(table)
            self.titles = [""] * len(self.fields)
            self.plan.table_layout = layout_of(self.fields) or "other"
            self.plan.uncertain["table_layout"] = "không thấy dòng tiêu đề của bảng"
        self.bare = bare_codes(table.rows[count:], self.fields)
        for raw in raw_rows(table.rows[count:], row_fields(self.fields)):
            self.take(raw)

    def speak_of(self, standard: Heading | None, criterion: Heading | None) -> None:
        """The standard and the criterion that lines above the next table name."""
        if standard:
            found = STANDARD.match(standard.text)
            if found:
                self.standard, self.heading = found["n"], None
                self.standard_title = collapse(found["title"]) or None
        code = parse_code(criterion.text) if criterion else None
        if criterion and code:
            self.heading = Item(
                standard=code.criterion[0],
                criterion=code.criterion,
                criterion_title=code.title,
                code_text=criterion.text,
                place=criterion.place,
            )

    def finish(self) -> None:
        """Align jobs, times and people, and fill the typed fields, once all rows are known."""
        several = any(has_several_jobs(raw.cells) for _, raw in self.rows)
        for item, raw in self.rows:
            align_jobs(item, raw.cells, several=several)
            fill_typed(item, self.plan.school_year, self._unit, deadline=self._deadline)
            fill_columns(item, raw.cells, self.plan.school_year)

    @property
    def _unit(self) -> str:
        """The unit of money the title of the budget column names ('triệu đồng'), or ''."""
        if "budget" not in self.fields:
            return ""
        title = self.titles[self.fields.index("budget")]
        found = re.search(
            r"(?:nghìn|ngàn|triệu|tỷ|tỉ)(?:\s+đồng)?|\bđồng|VNĐ", title, re.IGNORECASE
        )
        return found[0] if found else ""

    @property
    def _deadline(self) -> bool:
        """True where the time column asks for the last day."""
        return "time" in self.fields and is_deadline(self.titles[self.fields.index("time")])

    def take(self, raw: RawRow) -> None:
        """Take in one row by meaning."""
        if raw.kind == "band":
            self._band(raw)
        elif raw.kind == "standard":
            self._standard(raw)
        elif raw.kind == "criterion":
            self._criterion(raw)
        elif raw.kind == "note":
            plan = self.plan
            (plan.sections[-1].paragraphs if plan.sections else plan.preamble).append(raw.text)
        else:
            self._item(raw)

    def _band(self, raw: RawRow) -> None:
        found = LEVEL_BAND.match(raw.text)
        if not found:
            return
        self.band = tuple(int(c) for c in found["levels"] if c.isdigit())
        if self.band == (4,):
            if found["rest"].strip():
                self.plan.level4_text = raw.text
                self.plan.places["level4_text"] = raw.place
            self.standard = self.standard_title = None

    def _standard(self, raw: RawRow) -> None:
        found = STANDARD.match(raw.text)
        if not found:
            return
        self.heading = None
        self.standard = found["n"]
        self.standard_title = collapse(found["title"]) or None
        self.plan.standards.append(
            StandardRow(
                self.standard,
                self.standard_title,
                found["tt"].strip() if found["tt"] else None,
                collapse(raw.text[found.end("tt") :] if found["tt"] else raw.text),
                raw.place,
            )
        )

    def _criterion(self, raw: RawRow) -> None:
        """A heading row naming the criterion of the rows below it."""
        code, text = self._code(raw)
        if code:
            self.heading = Item(
                criterion=code.criterion,
                criterion_title=code.title,
                code_text=text,
                standard=self._standard_of(raw, code),
                place=raw.place,
            )

    def _code(self, raw: RawRow) -> tuple[Code | None, str | None]:
        """(the criterion of a row, the text of the cell it stands in)."""
        for name in (*CODE_FIELDS, *_WORK_FIELDS):
            cell = raw.cells.get(name)
            if cell is None or is_blank(cell):
                continue
            text = collapse(cell.text)
            code = parse_code(cell.text)
            if code and name in CODE_FIELDS:
                return code, text
            if code and (CRITERION.match(text) or (self.bare and name == "content")):
                title, _ = split_title(code.criterion, code.title or "", LIKE_A_TITLE)
                return replace(code, title=title), text
            clause = (CLAUSE.match(text) if self.band == (4,) else None) or LEVEL4_CLAUSE.match(
                text
            )
            if clause and name in CODE_FIELDS:
                return Code(clause["n"], clause["rest"], 4), text
        return None, None

    def _item(self, raw: RawRow) -> None:
        code, code_text = self._code(raw)
        content = [
            name
            for name, cell in raw.cells.items()
            if (name in CONTENT_FIELDS or name.startswith("+")) and not is_blank(cell)
        ]
        if code_text and len(content) == 1 and key(raw.cells[content[0]].text) == key(code_text):
            content = []
        standard = self._standard_of(raw, code)
        if not content:
            if code:
                level = 4 if self.band == (4,) else code.level
                self.plan.empty_rows.append(
                    EmptyRow(None if level == 4 else standard, code.criterion, level, raw.place)
                )
            return
        item = Item(place=raw.place, standard=standard, standard_title=self.standard_title)
        item.code_text = code_text
        if code:
            self.heading = None
            item.criterion, item.level = code.criterion, code.level
            item.criterion_title = code.title
            item.standard_title = code.standard_title or item.standard_title
            self._note_doubt(item, raw, code)
            if "solutions" in raw.cells:
                raw.cells["solutions"] = without_title(raw.cells["solutions"], code.criterion)
        elif self.heading:
            item.criterion = self.heading.criterion
            item.criterion_title = self.heading.criterion_title
            item.code_text = self.heading.code_text
            item.standard = item.standard or self.heading.standard
            item.places["criterion"] = self.heading.place
        elif (raw.inherited or raw.merged_code) and self.last:
            item.criterion = self.last.criterion
            item.standard = item.standard or self.last.standard
            item.criterion_title = self.last.criterion_title
            if raw.inherited and item.criterion:
                item.uncertain["criterion"] = "ô tiêu chí để trống, lấy theo hàng trên"
        self._fill(item, raw)
        self._own(raw, len(self.plan.items))
        self.plan.items.append(item)
        self.rows.append((item, raw))
        self.last = item

    def _own(self, raw: RawRow, index: int) -> None:
        for name, cell in raw.cells.items():
            known = _ITEM_FIELDS.get(name, name)
            if name.startswith("+"):
                title = collapse(self.titles[int(name[1:])])
                known = f"extra.{title}" if title else "extra"
            for paragraph in cell.paragraphs:
                for place in (paragraph.place, *(mark.place for mark in paragraph.marks)):
                    self.owners.setdefault(cell_key(place), (index, known))

    def _note_doubt(self, item: Item, raw: RawRow, code: Code) -> None:
        """What is unsure of a code: several in one cell, or one that may be a mere number."""
        if code.others:
            item.uncertain["criterion"] = (
                f"ô ghi nhiều tiêu chí ({', '.join((code.criterion, *code.others))}),"
                " lấy tiêu chí đầu"
            )
        tt = raw.cells.get("tt")
        if tt is not None and BARE_CODE.match(collapse(tt.text)) and code == parse_code(tt.text):
            item.uncertain["criterion"] = "lấy từ cột số thứ tự, có thể chỉ là số thứ tự"

    def _standard_of(self, raw: RawRow, code: Code | None) -> str | None:
        for name in ("standard", "standard_criterion"):
            cell = raw.cells.get(name)
            if cell is None or is_blank(cell):
                continue
            text = collapse(cell.text)
            found = STANDARD.match(text)
            if found and not code:
                self.standard = found["n"]
                self.standard_title = collapse(found["title"]) or None
            elif name == "standard" and (found or text[:1].isdigit()):
                self.standard = found["n"] if found else text[:1]
                title = found["title"] if found else text[1:].lstrip(".: ")
                self.standard_title = collapse(title) or None
        if code and code.level == 4 and self.band == (4,):
            return None
        if code and self.standard and code.criterion[0] != self.standard:
            return code.criterion[0]
        return self.standard or (code.criterion[0] if code else None)

    def _fill(self, item: Item, raw: RawRow) -> None:
        tt = raw.cells.get("tt")
        if tt is not None and not is_blank(tt) and not parse_code(tt.text):
            item.tt = text_of(tt, keep_marks=True)
            if item.tt:
                item.tt = item.tt.rstrip(".) ") or None
        for name, cell in raw.cells.items():
            if is_blank(cell):
                continue
            target = _TEXT_FIELDS.get(name)
            if target:
                setattr(item, target, text_of(cell))
                item.places[target] = _place(cell, raw)
            elif name == "solutions":
                item.solutions = [p.text for p in work_pieces(cell) if p.text]
                item.places["solutions"] = _place(cell, raw)
            elif name == "tt":
                item.places["tt"] = _place(cell, raw)
            elif name in CODE_FIELDS:
                item.places["criterion"] = _place(cell, raw)
                if not item.criterion and not STANDARD.match(collapse(cell.text)):
                    item.criterion_title = text_of(cell)
                    item.code_text = collapse(cell.text)
            elif name == "criterion_title":
                item.criterion_title = text_of(cell)
                item.places["criterion_title"] = _place(cell, raw)
        add_extras(item, raw.cells, self.titles, self.fields, raw.place)
        self._people_columns(item, raw)
        dates = [text_of(raw.cells.get(name)) for name in ("start", "end")]
        if any(dates):
            item.time = " - ".join(part for part in (*dates, item.time) if part)
            item.places["time"] = raw.place
        self._part_title(item, raw)
        level = LEVEL.match(item.target or "")
        if level and item.level is None:
            item.level = int(level["n"])

    def _part_title(self, item: Item, raw: RawRow) -> None:
        """Part the title of the criterion from the work where the code cell says both."""
        if item.criterion and item.criterion_title and not item.solutions and not item.content:
            title, work = split_title(item.criterion, item.criterion_title)
            if title and work:
                item.criterion_title, item.solutions = title, [work]
                item.places["solutions"] = item.places.get("criterion", raw.place)

    def _people_columns(self, item: Item, raw: RawRow) -> None:
        """Separate columns for the lead and for those who work with them."""
        if "lead" not in raw.cells and "collaborators" not in raw.cells:
            return
        lead, others = text_of(raw.cells.get("lead")), text_of(raw.cells.get("collaborators"))
        parts = [part for part in (lead, item.assignee_text, others) if part]
        item.assignee_text = "\n".join(parts) or None
        if item.assignee_text:
            item.places["assignee_text"] = raw.place


def _place(cell: Cell, raw: RawRow) -> Place:
    return place_of_cell(cell, raw.place)
