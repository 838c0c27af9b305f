"""A reading in a few lines for people: what the file is, what is in it, what is doubtful."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .language import t

if TYPE_CHECKING:
    from caitien.core.drafts.model import Item, PlanDraft, Reading

DOC_TYPES = {
    "improvement_plan": ("kế hoạch cải tiến chất lượng", "improvement plan"),
    "self_assessment_report": ("báo cáo tự đánh giá", "self-assessment report"),
    "evidence_list": ("danh mục minh chứng", "list of evidence"),
    "strategy_plan": ("kế hoạch chiến lược", "strategy plan"),
    "result_report": ("báo cáo kết quả thực hiện", "report of results"),
    "blank_form": ("biểu mẫu chưa điền", "blank form"),
    "unknown": ("loại văn bản chưa nhận ra", "unknown kind of document"),
}
#: fields of a plan and of its rows in words for people
FIELD_WORDS = {
    "assignee_text": "người thực hiện",
    "authority": "cơ quan chủ quản",
    "budget_text": "kinh phí",
    "budget_vnd": "kinh phí",
    "collaborators": "người phối hợp",
    "conditions": "điều kiện",
    "content": "nội dung cải tiến",
    "criterion": "tiêu chí",
    "date": "ngày ban hành",
    "expected_evidence": "minh chứng dự kiến",
    "indicator": "chỉ số đánh giá",
    "lead": "người chủ trì",
    "level": "mức",
    "notes": "ghi chú",
    "place": "địa danh",
    "plan_number": "số kế hoạch",
    "report_time": "thời điểm báo cáo",
    "resources": "nguồn lực",
    "school_level": "cấp học",
    "school_name": "tên trường",
    "school_year": "năm học",
    "signatory": "người ký",
    "solutions": "giải pháp",
    "status": "mức độ thực hiện",
    "supervisor": "người giám sát",
    "table_layout": "mẫu bảng",
    "target": "kết quả cần đạt",
    "time": "thời gian",
}
_NONE = "—"


def doc_type_words(doc_type: str) -> str:
    """The kind of a document in words."""
    vi, en = DOC_TYPES.get(doc_type, DOC_TYPES["unknown"])
    return t(vi, en)


def doubts(plan: PlanDraft) -> list[tuple[str, str]]:
    """Every value the reader is unsure of: (where, reason)."""
    found = [(_field(name), reason) for name, reason in plan.uncertain.items()]
    for number, item in enumerate(plan.items, 1):
        where = _row_name(number, item)
        found += [(f"{where}, {_field(name)}", reason) for name, reason in item.uncertain.items()]
    return found


def summary_lines(reading: Reading, name: str) -> Iterator[str]:
    """The lines `caitien read FILE` prints."""
    count = len(reading.plans)
    more = t(f", {count} kế hoạch trong tệp", f", {count} plans in the file") if count > 1 else ""
    yield f"{name}: {doc_type_words(reading.doc_type)}{more}"
    for number, plan in enumerate(reading.plans, 1):
        if count > 1:
            yield t(f"  Kế hoạch {number}", f"  Plan {number}")
        yield from _plan(plan)
    for warning in reading.warnings:
        where = warning.place.label()
        yield f"  ! {warning.message}" + (f" ({where})" if where else "")


def _plan(plan: PlanDraft) -> Iterator[str]:
    year = plan.school_year or _NONE
    if plan.school_year_to:
        year = t(f"{year} đến {plan.school_year_to}", f"{year} to {plan.school_year_to}")
    rows = [
        (t("Trường", "School"), plan.school_name),
        (t("Số, ngày", "Number, date"), " · ".join(filter(None, (plan.plan_number, plan.date)))),
        (t("Năm học", "School year"), year),
        (t("Mẫu bảng", "Table layout"), plan.table_layout),
        (t("Người ký", "Signed by"), plan.signatory.name),
    ]
    for label, value in rows:
        yield f"    {label:<14}{value or _NONE}"
    yield t(f"    {len(plan.items)} dòng công việc:", f"    {len(plan.items)} rows:")
    for number, item in enumerate(plan.items, 1):
        yield f"      {_row_name(number, item):<16}{_cut(_what(item), 52)} | {_when_who(item)}"
    unsure = doubts(plan)
    if unsure:
        yield t(f"    {len(unsure)} chỗ cần xem lại:", f"    {len(unsure)} doubts:")
        for reason, places in _by_reason(unsure).items():
            named = "; ".join(places[:3])
            more = t(f" và {len(places) - 3} chỗ nữa", f" and {len(places) - 3} more")
            yield f"      ? {named}{more if len(places) > 3 else ''}: {reason}"


def _by_reason(unsure: list[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for where, reason in dict.fromkeys(unsure):
        grouped.setdefault(reason, []).append(where)
    return grouped


def _field(name: str) -> str:
    return t(FIELD_WORDS.get(name, name), name)


def _row_name(number: int, item: Item) -> str:
    code = item.criterion or item.tt or ""
    level = t(f" mức {item.level}", f" level {item.level}") if item.level else ""
    return t(f"dòng {number}", f"row {number}") if not code else f"{code}{level}"


def _what(item: Item) -> str:
    return item.content or item.target or item.text_of("solutions") or _NONE


def _when_who(item: Item) -> str:
    return f"{_cut(item.time or _NONE, 24)} | {_cut(item.lead or item.assignee_text or _NONE, 24)}"


def _cut(text: str, width: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"
