"""Forms of roles: whom, which, for how long."""

from __future__ import annotations

from typing import Any

from django import forms

from . import queries_rights, years
from .forms import DayField, PersonField
from .models import Organisation


class GiveForm(forms.Form):
    """A role for somebody of the staff list, or for somebody from outside by e-mail."""

    person = PersonField(
        label="Giao cho",
        required=False,
        empty_label="Người ngoài danh sách nhân sự",
        help_text="Mời người ngoài: giữ nguyên dòng đầu, ghi thư và họ tên ở cuối trang.",
    )
    full_name = forms.CharField(
        label="Họ và tên người ngoài danh sách",
        max_length=120,
        required=False,
        help_text="Chỉ ghi khi mời người ngoài (đoàn thẩm định, ban đại diện cha mẹ học sinh).",
    )
    email = forms.EmailField(
        label="Thư điện tử để mời",
        required=False,
        help_text="Cần khi người ấy chưa có tài khoản và danh sách chưa ghi thư điện tử.",
        error_messages={"invalid": "Hãy ghi địa chỉ như ten@truong.edu.vn."},
    )
    role = forms.ChoiceField(label="Vai trò", error_messages={"required": "Hãy chọn một vai trò."})
    field_order = ("person", "role", "start_year", "until_on", "email", "full_name")
    start_year = forms.TypedChoiceField(
        label="Năm học", required=False, coerce=int, empty_value=None
    )
    until_on = DayField(
        label="Đến hết ngày",
        required=False,
        help_text="Để trống: đến hết năm học đã chọn, hoặc đến khi cho thôi.",
    )

    def __init__(self, *args: Any, organisation: Organisation, year: int, **more: Any) -> None:
        super().__init__(*args, **more)
        person: Any = self.fields["person"]
        person.offer(organisation)
        role: Any = self.fields["role"]
        roles = queries_rights.roles_of_kind(organisation)
        role.choices = [("", "Chọn vai trò"), *((one.value, one.label) for one in roles)]
        start_year: Any = self.fields["start_year"]
        shown = [(y, f"Chỉ năm học {years.year_name(y)}") for y in (year, year + 1)]
        start_year.choices = [("", "Không theo năm học"), *shown]


class EndForm(forms.Form):
    """When a role ends."""

    when = forms.ChoiceField(
        label="Thôi khi nào",
        choices=[("now", "Ngay bây giờ"), ("day", "Đến hết ngày")],
        widget=forms.RadioSelect,
        initial="now",
    )
    on = DayField(label="Ngày cuối còn hiệu lực", required=False)

    def clean(self) -> dict[str, Any]:
        """A day where one is asked for."""
        found = super().clean() or {}
        if found.get("when") == "day" and not found.get("on"):
            self.add_error("on", "Hãy ghi ngày cuối còn hiệu lực.")
        return found
