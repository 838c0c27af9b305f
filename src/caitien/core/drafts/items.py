"""Items of a plan from its table: one row by meaning becomes one Item, every value placed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from caitien.core.documents.model import Cell, Place, Table
from caitien.core.vietnamese.text import collapse, key

from .cells import CLAUSE, LEVEL, LEVEL_BAND, STANDARD, Code, is_blank, parse_code, pieces, text_of
from .columns import as_columns, fields_of, header_rows, is_plan_header, layout_of
from .guess import guess_fields
from .jobs import align_jobs, has_several_jobs
from .model import EmptyRow, Item, PlanDraft, StandardRow
from .rows import CODE_FIELDS, CONTENT_FIELDS, RawRow, raw_rows
from .typed import fill_typed

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

    def accepts(self, table: Table) -> bool:
        """True where a table is (a part of) the plan's table."""
        _, titles = header_rows(table.rows, table.columns)
        if titles and is_plan_header(titles):
            return True
        if self.fields and table.columns == len(self.fields):
            return True
        return _speaks_of_criteria(table)

    def read(self, table: Table, default: tuple[str, ...] = ()) -> None:
        """Read the items of a table; `default` are its columns where its head was lost."""
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
        for raw in raw_rows(table.rows[count:], self.fields):
            self.take(raw)

    def finish(self) -> None:
        """Align jobs, times and people, and fill the typed fields, once all rows are known."""
        several = any(has_several_jobs(raw.cells) for _, raw in self.rows)
        for item, raw in self.rows:
            align_jobs(item, raw.cells, several=several)
            fill_typed(item, self.plan.school_year, self._unit)

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

    def take(self, raw: RawRow) -> None:
        """Take in one row by meaning."""
        if raw.kind == "band":
            self._band(raw)
        elif raw.kind == "standard":
            self._standard(raw)
        elif raw.kind == "criterion":
            self._criterion(raw)
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
        for name in (*CODE_FIELDS, "content", "target"):
            cell = raw.cells.get(name)
            if cell is None or is_blank(cell):
                continue
            code = parse_code(cell.text)
            if code and (name in CODE_FIELDS or collapse(cell.text).lower().startswith("tiêu")):
                return code, collapse(cell.text)
            clause = CLAUSE.match(collapse(cell.text)) if self.band == (4,) else None
            if clause:
                return Code(clause["n"], clause["rest"], 4), collapse(cell.text)
        return None, None

    def _item(self, raw: RawRow) -> None:
        code, code_text = self._code(raw)
        content = [n for n in CONTENT_FIELDS if not is_blank(raw.cells.get(n))]
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
            item.criterion, item.criterion_title, item.level = (
                code.criterion,
                code.title,
                code.level,
            )
        elif self.heading:
            item.criterion = self.heading.criterion
            item.criterion_title = self.heading.criterion_title
            item.code_text = self.heading.code_text
            item.standard = item.standard or self.heading.standard
            item.places["criterion"] = self.heading.place
        elif (raw.inherited or raw.merged_code) and self.last:
            item.criterion = self.last.criterion
            item.criterion_title = self.last.criterion_title
            if raw.inherited and item.criterion:
                item.uncertain["criterion"] = "ô tiêu chí để trống, lấy theo hàng trên"
        self._fill(item, raw)
        self.plan.items.append(item)
        self.rows.append((item, raw))
        self.last = item

    def _standard_of(self, raw: RawRow, code: Code | None) -> str | None:
        cell = raw.cells.get("standard")
        if cell is not None and not is_blank(cell):
            text = collapse(cell.text)
            found = STANDARD.match(text)
            if found:
                self.standard = found["n"]
                self.standard_title = collapse(found["title"]) or None
            elif text[:1].isdigit():
                self.standard, self.standard_title = (
                    text[:1],
                    collapse(text[1:].lstrip(".: ")) or None,
                )
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
                item.solutions = [p.text for p in pieces(cell) if p.text]
                item.places["solutions"] = _place(cell, raw)
            elif name in ("weakness", "cause"):
                item.extra[self._title(name)] = text_of(cell) or ""
            elif name in CODE_FIELDS:
                item.places["criterion"] = _place(cell, raw)
        self._people_columns(item, raw)
        dates = [text_of(raw.cells.get(name)) for name in ("start", "end")]
        if any(dates):
            item.time = " - ".join(part for part in (*dates, item.time) if part)
            item.places["time"] = raw.place
        level = LEVEL.match(item.target or "")
        if level and item.level is None:
            item.level = int(level["n"])

    def _people_columns(self, item: Item, raw: RawRow) -> None:
        """Separate columns for the lead and for those who work with them."""
        if "lead" not in raw.cells and "collaborators" not in raw.cells:
            return
        lead, others = text_of(raw.cells.get("lead")), text_of(raw.cells.get("collaborators"))
        parts = [part for part in (lead, item.assignee_text, others) if part]
        item.assignee_text = "\n".join(parts) or None
        if item.assignee_text:
            item.places["assignee_text"] = raw.place

    def _title(self, name: str) -> str:
        return collapse(self.titles[self.fields.index(name)]) or name


def _place(cell: Cell, raw: RawRow) -> Place:
    for paragraph in cell.paragraphs:
        if paragraph.place.line or paragraph.place.table:
            return paragraph.place
    return cell.place if cell.place.table else raw.place


def _speaks_of_criteria(table: Table) -> bool:
    codes = sum(
        any(parse_code(c.text) and "ti" in c.text.lower()[:2] for c in row.cells)
        for row in table.rows
    )
    return codes >= 2 or (codes == 1 and len(table.rows) <= 4 and table.columns >= 4)
