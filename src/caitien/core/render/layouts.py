"""Columns of the plan's table in each known form, and names for the columns of unknown ones."""

from __future__ import annotations

from caitien.core.drafts.model import PlanDraft
from caitien.core.regulations.forms import Form, form_ids, load_form
from caitien.core.vietnamese.text import fold

from .cells import criterion_lines, paragraphs_of
from .plan_table import TableColumn, name_of

BIEU2 = "bieu2_tt57"

PLAN_KIND = "improvement_plan"

#: titles for the columns of a draft whose form is unknown, in the order they are printed
_TITLES = (
    ("tt", "TT"),
    ("criterion", "Tiêu chuẩn, tiêu chí"),
    ("content", "Nội dung"),
    ("target", "Mục tiêu"),
    ("solutions", "Giải pháp thực hiện"),
    ("indicator", "Chỉ số đánh giá"),
    ("assignee_text", "Người thực hiện"),
    ("time", "Thời gian thực hiện"),
    ("budget_text", "Kinh phí"),
    ("resources", "Nguồn lực"),
    ("conditions", "Điều kiện thực hiện"),
    ("expected_evidence", "Minh chứng dự kiến"),
    ("supervisor", "Giám sát"),
    ("report_time", "Thời điểm báo cáo"),
    ("status", "Mức độ thực hiện"),
    ("notes", "Ghi chú"),
)


class UnknownForm(ValueError):
    """A form this program does not know. `str(error)` is one Vietnamese line."""

    def __init__(self, form: str) -> None:
        known = ", ".join(form_ids(PLAN_KIND))
        super().__init__(f"Không có mẫu in “{form}”. Các mẫu in được: {known}.")


def plan_form(form: str | None) -> Form | None:
    """The form of a plan with this id; None where there is none."""
    found = load_form(form) if form in form_ids() else None
    return found if found and found.plan_table else None


def form_columns(form: str) -> list[TableColumn]:
    """The columns of a known form; UnknownForm where there is none of that name."""
    found = plan_form(form)
    if found is None or found.plan_table is None:
        raise UnknownForm(form)
    return [TableColumn(c.title, c.field, c.width_mm) for c in found.plan_table.columns]


def form_blocks(form: str | None) -> tuple[str, ...]:
    """Rows the form prints before the first standard (not the one over Mức 4)."""
    found = plan_form(form)
    blocks = found.row_blocks if found else ()
    return tuple(b for b in blocks if fold(b) != "muc 4")


def draft_columns(draft: PlanDraft) -> list[TableColumn]:
    """The columns of the draft's own table: as found, else of its form, else those it fills."""
    known = form_columns(draft.table_layout or "") if plan_form(draft.table_layout) else []
    if not draft.columns:
        return known or _used_columns(draft)
    widths = {name_of(column): column.width for column in known}
    found = [TableColumn(c.title, c.field) for c in draft.columns]
    for column in found:
        column.width = widths.get(name_of(column), 0.0)
    return found


def _used_columns(draft: PlanDraft) -> list[TableColumn]:
    """A column for every field some item fills; always TT, code and solutions."""
    always = {"tt", "criterion", "solutions"}
    used = []
    for name, title in _TITLES:
        if name in always or any(paragraphs_of(item, name) for item in draft.items):
            used.append(TableColumn(title, name))
    if not any(criterion_lines(item) for item in draft.items) and not draft.empty_rows:
        used = [column for column in used if column.field != "criterion"]
    return used
