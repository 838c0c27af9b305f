"""Editable fields of a plan's rows: what each is, how it is typed, which column prints it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from caitien.core.regulations.forms import load_form

FieldKind = Literal[
    "line",  # one line of text
    "text",  # lines of text
    "list",  # list of lines, one entry each
    "bases",  # list of legal bases, one line each
    "rich",  # text of a section: paragraphs, styles, tables of its own
    "date",
    "dates",
    "person",
    "people",
    "unit",
    "units",
    "level",
    "criterion",
    "criteria",  # further criteria, a list of codes
    "problem_ref",  # a priority problem of the plan
]
RowKind = Literal["plan", "section", "problem", "action", "monitoring"]


@dataclass(frozen=True, slots=True)
class Field:
    """One editable field.

    `name` is the attribute of the row (for "rich" the body of a section). `column` is the field
    name forms and draft columns print it under ("" where no column does: header, typed values).
    `most` is the longest text, 0 where only good sense limits it; `needed` marks what a plan cannot
    be sent for approval without.
    """

    name: str
    label: str
    kind: FieldKind
    help: str = ""
    column: str = ""
    most: int = 0
    needed: bool = False


LONG: Final = 20_000

PLAN: Final = (
    Field(
        "title",
        "Tên kế hoạch",
        "line",
        "Tên gọi trong danh sách, gồm cả năm học.",
        "title",
        300,
        True,
    ),
    Field(
        "title_lines",
        "Tên kế hoạch trên giấy",
        "list",
        "Mỗi dòng in thành một dòng của tên.",
        "title",
    ),
    Field("authority", "Cơ quan chủ quản", "line", "In ở góc trái, trên tên trường.", "", 200),
    Field("school_name", "Tên trường trên văn bản", "line", "", "", 200),
    Field("plan_number", "Số văn bản", "line", "Để trống: số được cấp khi ban hành.", "", 80),
    Field("place_name", "Địa danh", "line", "Tên xã, phường đứng trước ngày tháng.", "", 120),
    Field("dated", "Ngày văn bản", "date", "Để trống: ngày được ghi khi ban hành."),
    Field("bases", "Căn cứ", "bases", "Mỗi căn cứ một dòng, có số và ngày của văn bản.", "bases"),
    Field("preamble", "Phần mở đầu", "list", "Các đoạn đứng trước mục I."),
    Field("signer_title", "Chức danh người ký", "line", "Ví dụ HIỆU TRƯỞNG.", "", 200),
    Field("signer_name", "Họ tên người ký", "line", "", "", 120),
    Field("recipients", "Nơi nhận", "list", "Mỗi nơi một dòng; dòng cuối thường là “Lưu: VT”."),
)
SECTION: Final = (
    Field("heading", "Đề mục", "line", "Gồm cả số mục, ví dụ “I. MỤC ĐÍCH, YÊU CẦU”.", "", 500),
    Field("body", "Nội dung", "rich", "Mỗi đoạn một dòng."),
)
PROBLEM: Final = (
    Field("tt", "TT", "line", "Số thứ tự trong bảng.", "tt", 20),
    Field("standard", "Tiêu chuẩn", "line", "Số của tiêu chuẩn.", "standard", 20),
    Field(
        "criterion",
        "Tiêu chí liên quan",
        "criterion",
        "Ví dụ 2.3; để trống nếu không có.",
        "criterion",
        20,
    ),
    Field("current", "Đánh giá hiện trạng", "text", "Việc đang ra sao, có số liệu.", "current"),
    Field("weakness", "Điểm hạn chế", "text", "Điều báo cáo tự đánh giá đã chỉ ra.", "weakness"),
    Field("cause", "Nguyên nhân của hạn chế", "text", "Vì sao còn hạn chế ấy.", "cause"),
)
ACTION: Final = (
    Field("tt", "TT", "line", "Số thứ tự trong bảng.", "tt", 20),
    Field("standard", "Tiêu chuẩn", "line", "Số của tiêu chuẩn.", "standard", 20),
    Field("standard_title", "Tên tiêu chuẩn", "text", "", "standard"),
    Field("criterion", "Tiêu chí", "criterion", "Ví dụ 2.3.", "criterion", 20),
    Field("criterion_title", "Tên tiêu chí", "text", "", "criterion"),
    Field(
        "more_criteria",
        "Tiêu chí khác",
        "criteria",
        "Những tiêu chí khác cùng được cải tiến, ví dụ 2.3; 3.1.",
    ),
    Field(
        "problem",
        "Vấn đề trọng tâm",
        "problem_ref",
        "Hoạt động này giải quyết vấn đề nào đã nêu trong kế hoạch.",
    ),
    Field("level", "Mức hiện tại", "level", "Mức tự đánh giá đã đạt."),
    Field("target_level", "Mức cần đạt", "level", "Mức phấn đấu sau khi cải tiến."),
    Field("current", "Hiện trạng", "text", "Việc đang ra sao, có số liệu.", "current"),
    Field("content", "Nội dung cải tiến", "text", "Vấn đề cần cải tiến.", "content", 0, True),
    Field(
        "target",
        "Mục tiêu, kết quả cần đạt",
        "text",
        "Đo được: bao nhiêu, đến mức nào.",
        "target",
        0,
        True,
    ),
    Field("solutions", "Giải pháp, công việc", "list", "Mỗi việc một dòng.", "solutions", 0, True),
    Field(
        "indicator", "Chỉ số đánh giá kết quả", "text", "Nhìn vào đâu để biết đã đạt.", "indicator"
    ),
    Field("indicator_unit", "Đơn vị đo", "line", "Ví dụ %, học sinh, tiết.", "", 40),
    Field("baseline", "Số liệu đầu kỳ", "line", "Con số lúc bắt đầu.", "", 80),
    Field("goal", "Chỉ tiêu", "line", "Con số cần đạt.", "", 80),
    Field(
        "assignee_text",
        "Người thực hiện",
        "text",
        "Chữ in trên giấy; người đầu tiên là người chủ trì.",
        "assignee",
        0,
        True,
    ),
    Field("lead_person", "Người chủ trì", "person", "Chọn trong danh sách nhân sự của trường."),
    Field("lead_unit", "Tổ, bộ phận chủ trì", "unit", "Khi việc giao cho cả tổ."),
    Field("collaborators", "Người phối hợp", "people", "Chọn trong danh sách nhân sự."),
    Field("collaborator_units", "Tổ, bộ phận phối hợp", "units", ""),
    Field(
        "time",
        "Thời gian thực hiện",
        "text",
        "Ví dụ “Từ tháng 9/2026 đến tháng 12/2026”.",
        "time",
        0,
        True,
    ),
    Field("start", "Ngày bắt đầu", "date", "Dùng để nhắc việc."),
    Field("due", "Hạn hoàn thành", "date", "Dùng để nhắc việc và báo trễ hạn."),
    Field(
        "budget_text",
        "Kinh phí",
        "text",
        "Ví dụ “5.000.000 đồng, nguồn chi thường xuyên”.",
        "budget",
    ),
    Field("resources", "Nguồn lực bảo đảm", "text", "Người, phương tiện, kinh phí.", "resources"),
    Field("conditions", "Điều kiện thực hiện", "text", "", "conditions"),
    Field(
        "expected_evidence",
        "Minh chứng dự kiến",
        "text",
        "Biên bản, ảnh, số liệu sẽ có.",
        "expected_evidence",
    ),
    Field("supervisor", "Người giám sát", "text", "", "supervisor"),
    Field(
        "supervisor_person",
        "Người giám sát (chọn)",
        "person",
        "Chọn trong danh sách nhân sự của trường.",
    ),
    Field("report_time", "Thời điểm báo cáo", "text", "", "report_time"),
    Field("report_dates", "Ngày báo cáo", "dates", "Những ngày cần có báo cáo."),
    Field("status", "Mức độ thực hiện", "line", "Chữ của biểu mẫu.", "status"),
    Field("notes", "Ghi chú", "text", "", "notes"),
)
MONITORING: Final = (
    Field("when", "Thời điểm", "text", "Ví dụ “Cuối học kỳ I”.", "when"),
    Field("content", "Nội dung theo dõi", "text", "", "content"),
    Field("result", "Kết quả thực hiện", "text", "", "result"),
    Field("adjustment", "Điều chỉnh (nếu có)", "text", "", "adjustment"),
    Field("evaluator", "Người đánh giá", "text", "", "evaluator"),
)
FIELDS: Final[dict[str, tuple[Field, ...]]] = {
    "plan": PLAN,
    "section": SECTION,
    "problem": PROBLEM,
    "action": ACTION,
    "monitoring": MONITORING,
}
#: what a row of each kind is called in messages and history
ROW_WORDS: Final = {
    "plan": "phần đầu kế hoạch",
    "section": "mục",
    "problem": "vấn đề trọng tâm",
    "action": "hoạt động",
    "monitoring": "lần theo dõi",
}
#: columns of forms and drafts that print several fields, or a field of another name
_COLUMN_FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "assignee": ("assignee_text",),
    "lead": ("assignee_text",),
    "collaborators": ("assignee_text",),
    "budget": ("budget_text",),
    "standard_criterion": ("standard", "criterion"),
    "criterion": ("criterion",),
    "standard": ("standard",),
    "start": ("time",),
    "end": ("time",),
    "weakness": ("current",),
    "cause": ("current",),
}


def field_of(kind: str, name: str) -> Field | None:
    """The field of this name in rows of this kind, or None."""
    return next((one for one in FIELDS.get(kind, ()) if one.name == name), None)


def columns_of(form: str, columns: list[dict[str, str]]) -> list[tuple[str, tuple[Field, ...]]]:
    """The printed columns of a plan's table: (title, the action's fields it prints).

    `columns` are Plan.columns; where it has none the form's own. A column no field stands for has
    an empty tuple: its cells are in Action.extra.
    """
    titled = [(c["title"], c["field"]) for c in columns]
    if not titled and form:
        table = load_form(form).plan_table
        titled = [(c.title, c.field) for c in table.columns] if table else []
    out = []
    for title, name in titled:
        names = _COLUMN_FIELDS.get(name, (name,))
        found = [field_of("action", one) for one in names]
        out.append((title, tuple(one for one in found if one is not None)))
    return out
