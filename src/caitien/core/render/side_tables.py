"""The smaller tables: focal problems and monitoring of Biểu 2, and tables of unknown meaning."""

from __future__ import annotations

from caitien.core.drafts.model import PlanDraft
from caitien.core.regulations.forms import FormTable, load_form

from .cells import lines_of
from .layouts import BIEU2
from .measure import fit_columns
from .model import LANDSCAPE_WIDTH, PORTRAIT_WIDTH, Cell, Row, Table
from .plan_table import WIDE, mark_long_rows

_SIZE = 12.0


def _grid(table: FormTable, rows: list[list[str | None]], landscape: bool) -> Table:
    """A table of Biểu 2 with these texts; an absent value is an empty cell."""
    head = [Row([Cell([c.title], align="center", bold=True) for c in table.columns])]
    body = [Row([Cell(lines_of(text)) for text in row]) for row in rows]
    width = LANDSCAPE_WIDTH if landscape else PORTRAIT_WIDTH
    widths = fit_columns(head, body, width, _SIZE, [c.width_mm for c in table.columns])
    mark_long_rows(body, widths, _SIZE)
    return Table(widths, head, body, landscape, _SIZE)


def priority_table(draft: PlanDraft, blanks: int = 0, landscape: bool = True) -> Table:
    """Section IV of Biểu 2; `blanks` empty rows where the draft has no focal problem."""
    rows: list[list[str | None]] = [
        [
            p.tt,
            _named("Tiêu chuẩn", p.standard),
            _named("Tiêu chí", p.criterion),
            p.current,
            p.weakness,
            p.cause,
        ]
        for p in draft.priority_issues
    ]
    rows = rows or [[None] * 6 for _ in range(blanks)]
    table = _grid(_table_of("priority_issues"), rows, landscape)
    for row in table.rows:
        row.cells[0].align = "center"
    return table


def _named(kind: str, code: str | None) -> str | None:
    """ "Tiêu chí 4.2" for a bare code "4.2"; other words as they are."""
    return f"{kind} {code}" if code and code[:1].isdigit() else code


def monitoring_table(
    draft: PlanDraft, fixed: tuple[str, ...] = (), landscape: bool = True
) -> Table:
    """Section VI of Biểu 2; `fixed` are the moments the form prints, added where missing."""
    rows: list[list[str | None]] = [
        [m.when, m.content, m.result, m.adjustment, m.evaluator] for m in draft.monitoring
    ]
    told = {(m.when or "").strip().lower() for m in draft.monitoring}
    rows += [[when, None, None, None, None] for when in fixed if when.lower() not in told]
    return _grid(_table_of("monitoring"), rows, landscape)


def _table_of(table_id: str) -> FormTable:
    found = load_form(BIEU2).table(table_id)
    if found is None:
        raise LookupError(f"{BIEU2}: {table_id}")
    return found


def other_table(rows: list[list[str]]) -> Table:
    """A table whose meaning is not known, cell by cell; short rows stretch their last cell."""
    count = max(len(row) for row in rows) or 1
    body = []
    for row in rows:
        cells = [Cell(lines_of(text)) for text in row] or [Cell()]
        cells[-1].span += count - len(cells)
        body.append(Row(cells))
    full = next((r for r in body if len(r.cells) == count), None)
    width = LANDSCAPE_WIDTH if count >= WIDE else PORTRAIT_WIDTH
    widths = fit_columns([full] if full else [], body, width, _SIZE)
    mark_long_rows(body, widths, _SIZE)
    return Table(widths, [], body, count >= WIDE, _SIZE)
