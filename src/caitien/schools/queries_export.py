"""The staff list as .xlsx, and the workbook to fill in. Every cell is text, none a formula."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from .models import Organisation, Person, Unit

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: title → width of the column in characters
COLUMNS = {
    "Mã nhân sự": 14,
    "Họ và tên": 28,
    "Danh xưng": 12,
    "Chức vụ": 26,
    "Tổ, bộ phận": 26,
    "Thư điện tử": 30,
    "Điện thoại": 16,
}
TITLES = ("Thầy", "Cô", "Ông", "Bà")
_RISKY = ("=", "+", "-", "@", "\t", "\r")


class _Book:
    """A workbook in memory with the few looks these sheets need."""

    def __init__(self, title: str, at: datetime) -> None:
        from xlsxwriter import Workbook

        self.stream = io.BytesIO()
        self.book = Workbook(
            self.stream,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        self.book.set_properties({"title": title, "created": at.replace(tzinfo=None)})
        plain: dict[str, Any] = {"valign": "top", "text_wrap": True, "num_format": "@"}
        self.plain = self.book.add_format(plain)
        self.guarded = self.book.add_format({**plain, "quote_prefix": True})
        self.head = self.book.add_format(
            {"bold": True, "bottom": 2, "bg_color": "#EAF0F6", "valign": "vcenter"}
        )

    def sheet(self, name: str, columns: dict[str, int]) -> Any:
        """A sheet with its row of titles, which stays in sight."""
        sheet = self.book.add_worksheet(name)
        for place, (title, width) in enumerate(columns.items()):
            sheet.set_column(place, place, width, self.plain)
            sheet.write_string(0, place, title, self.head)
        sheet.freeze_panes(1, 0)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet

    def write(self, sheet: Any, row: int, values: Iterable[str]) -> None:
        """A row of texts; one that begins like a formula is marked as text for good."""
        for place, value in enumerate(values):
            look = self.guarded if value.startswith(_RISKY) else self.plain
            sheet.write_string(row, place, value, look)

    def bytes(self) -> bytes:
        """The finished file."""
        self.book.close()
        return self.stream.getvalue()


def export_staff(organisation: Organisation, people: Iterable[Person], at: datetime) -> bytes:
    """The staff list as .xlsx bytes, one row a person; it can be imported again."""
    book = _Book(f"Nhân sự {organisation.name}", at)
    sheet = book.sheet("Nhân sự", {**COLUMNS, "Tình trạng": 26})
    row = 0
    for row, person in enumerate(people, 1):
        left = f"Thôi công tác {person.left_on:%d/%m/%Y}" if person.left_on else "Thôi công tác"
        values = (
            person.staff_code, person.full_name, person.title, person.post,
            person.unit.name if person.unit else "", person.email, person.phone,
            "Đang công tác" if person.active else left,
        )  # fmt: skip
        book.write(sheet, row, values)
    sheet.autofilter(0, 0, max(row, 1), len(COLUMNS))
    return book.bytes()


def template(organisation: Organisation, units: Iterable[Unit], at: datetime) -> bytes:
    """The workbook to fill in: titles, choices of units, and a sheet that explains."""
    book = _Book(f"Mẫu danh sách nhân sự {organisation.name}", at)
    sheet = book.sheet("Nhân sự", COLUMNS)
    told = book.sheet("Hướng dẫn", {"Cột": 18, "Ghi gì": 80})
    words = (
        ("Mã nhân sự", "Không bắt buộc. Có mã thì lần nhập sau nhận đúng người dù đổi tên."),
        ("Họ và tên", "Bắt buộc. Ghi đầy đủ, mỗi người một dòng."),
        ("Danh xưng", "Không bắt buộc: Thầy, Cô, Ông, Bà."),
        ("Chức vụ", "Ví dụ: Hiệu trưởng, Phó hiệu trưởng, Giáo viên, Nhân viên văn thư."),
        ("Tổ, bộ phận", "Tên tổ như trong mục Tổ, bộ phận; tên mới sẽ được hỏi trước khi lập."),
        ("Thư điện tử", "Dùng để gửi lời mời tạo tài khoản."),
        ("Điện thoại", "Không bắt buộc."),
        (
            "Chung",
            "Ô để trống không xóa điều đã lưu. Người không có trong tệp vẫn giữ nguyên.",
        ),
    )
    for row, values in enumerate(words, 1):
        book.write(told, row, values)
    sheet.data_validation(1, 2, 2000, 2, _choice(TITLES))
    listed = [unit.name for unit in units]
    if listed:
        choices = book.sheet("Tổ, bộ phận", {"Tổ, bộ phận": 40})
        for row, name in enumerate(listed, 1):
            book.write(choices, row, (name,))
        source = f"='Tổ, bộ phận'!$A$2:$A${len(listed) + 1}"
        sheet.data_validation(1, 4, 2000, 4, {**_choice(()), "source": source})
    return book.bytes()


def _choice(values: tuple[str, ...]) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(values),
        "error_type": "information",
        "error_title": "Giá trị mới",
        "error_message": "Giá trị này chưa có trong danh sách; vẫn ghi được.",
    }
