"""Forms of people, units, facts and sites of a school."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import forms

from . import names, queries_staff, services_settings
from .models import Organisation, Person, Unit

if TYPE_CHECKING:
    _UnitChoice = forms.ModelChoiceField[Unit]
    _PersonChoice = forms.ModelChoiceField[Person]
else:
    _UnitChoice = _PersonChoice = forms.ModelChoiceField

TITLES = [("", "Không ghi"), ("Thầy", "Thầy"), ("Cô", "Cô"), ("Ông", "Ông"), ("Bà", "Bà")]
#: posts offered while typing; any other can be written
POSTS = (
    "Hiệu trưởng", "Quyền Hiệu trưởng", "Phó hiệu trưởng", "Giám đốc", "Phó giám đốc",
    "Tổ trưởng", "Tổ phó", "Tổng phụ trách Đội", "Giáo viên", "Nhân viên văn thư",
    "Nhân viên kế toán", "Nhân viên thư viện", "Nhân viên thiết bị", "Nhân viên y tế",
    "Nhân viên bảo vệ", "Nhân viên cấp dưỡng",
)  # fmt: skip


class DayField(forms.DateField):
    """A day, chosen with the browser's own calendar."""

    def __init__(self, **options: Any) -> None:
        options.setdefault(
            "widget",
            forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "max": "2100-01-01"}),
        )
        options.setdefault("error_messages", {"invalid": "Hãy ghi ngày như 08/08/2026."})
        super().__init__(**options)


class BasedForm(forms.Form):
    """A form that remembers what the editor started from, for merging (`services_merge`)."""

    base = forms.CharField(required=False, widget=forms.HiddenInput)

    def started_from(self) -> dict[str, Any]:
        """The values the page was drawn with; {} where that cannot be read."""
        try:
            found = json.loads(self.data.get("base", ""))
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @classmethod
    def on(cls, values: dict[str, Any], **options: Any) -> Any:
        """The form as first shown on these stored values."""
        base = json.dumps(values, ensure_ascii=False)
        return cls(initial={**values, "base": base}, **options)


class UnitField(_UnitChoice):
    """A unit of one school; the stored one stays in the list even when it is laid aside."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Unit.objects.none(), **options)

    def offer(self, organisation: Organisation, keep: Unit | None = None) -> None:
        """Offer the units of a school."""
        self.queryset = queries_staff.selectable_units(organisation, keep)

    def label_from_instance(self, obj: Any) -> str:
        """The name, and that it rests where it does."""
        return obj.name if obj.active else f"{obj.name} (đã ngừng)"


class PersonField(_PersonChoice):
    """Somebody of one school's staff; the stored person stays in the list after leaving."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Person.objects.none(), to_field_name="key", **options)

    def offer(self, organisation: Organisation, keep: Person | None = None) -> None:
        """Offer the staff of a school."""
        self.queryset = queries_staff.selectable(organisation, keep)

    def label_from_instance(self, obj: Any) -> str:
        """The name and the post, and that the person has left."""
        words = f"{obj.full_name} – {obj.post}" if obj.post else obj.full_name
        return words if obj.active else f"{words} (đã thôi công tác)"


class PersonForm(BasedForm):
    """Somebody of the staff list."""

    full_name = forms.CharField(
        label="Họ và tên", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    title = forms.CharField(label="Danh xưng", required=False, widget=forms.Select(choices=TITLES))
    post = forms.CharField(
        label="Chức vụ",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "chuc-vu", "autocomplete": "off"}),
    )
    since = DayField(
        label="Giữ chức vụ này từ ngày",
        required=False,
        help_text="Để giấy tờ ghi đúng người ký của ngày đó. Để trống là từ hôm nay.",
    )
    unit = UnitField(label="Tổ, bộ phận", required=False, empty_label="Chưa xếp tổ")
    staff_code = forms.CharField(label="Mã nhân sự", max_length=40, required=False)
    email = forms.EmailField(
        label="Thư điện tử",
        required=False,
        help_text="Dùng để gửi lời mời tạo tài khoản.",
        error_messages={"invalid": "Hãy ghi địa chỉ như ten@truong.edu.vn, hoặc để trống."},
    )
    phone = forms.CharField(
        label="Điện thoại",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    same_name_known = forms.BooleanField(
        label="Đây là người khác, chỉ trùng họ tên", required=False
    )

    def __init__(
        self, *args: Any, organisation: Organisation, person: Person | None = None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        unit: Any = self.fields["unit"]
        unit.offer(organisation, person.unit if person else None)
        if person is not None or not self.is_bound:
            del self.fields["same_name_known"]
        stored = person.title if person else ""
        if person is not None and person.pk:
            post = person.posts.filter(until_on=None).first()
            kept = f"Đang ghi từ {post.from_on:%d/%m/%Y}." if post else "Chưa ghi ngày nào."
            self.fields["since"].help_text = (
                f"{kept} Chỉ điền khi cần sửa ngày này, hoặc khi đổi chức vụ từ một ngày khác hôm "
                "nay. Giấy tờ ghi người ký theo ngày."
            )
        if stored and stored not in dict(TITLES):
            widget: Any = self.fields["title"].widget
            widget.choices = [*TITLES, (stored, stored)]

    def values(self) -> dict[str, Any]:
        """What the services take; only after `is_valid`."""
        found = {name: self.cleaned_data[name] for name in names.PERSON_FIELDS}
        found["unit"] = found["unit"].pk if found["unit"] else None
        return found


class DayForm(forms.Form):
    """One day: of leaving, of coming back."""

    on = DayField(label="Từ ngày")


class PastPostForm(forms.Form):
    """A post held in the past."""

    name = forms.CharField(
        label="Chức vụ đã giữ", max_length=120, widget=forms.TextInput(attrs={"list": "chuc-vu"})
    )
    from_on = DayField(label="Từ ngày")
    until_on = DayField(label="Đến ngày")


class UnitForm(BasedForm):
    """A unit of a school."""

    name = forms.CharField(label="Tên tổ, bộ phận", max_length=120)
    kind = forms.ChoiceField(label="Loại", choices=Unit.Kind.choices)


class FactsForm(BasedForm):
    """Facts of a school that change without a decision."""

    short_name = forms.CharField(
        label="Tên gọn", max_length=60, required=False, help_text="Hiện trên màn hình."
    )
    code = forms.CharField(
        label="Chữ viết tắt trong số văn bản",
        max_length=40,
        required=False,
        help_text="Phần sau gạch chéo của số: 12/KH-<b>chữ viết tắt</b>.",
    )
    place = forms.CharField(
        label="Địa danh trên văn bản",
        max_length=120,
        required=False,
        help_text="Đứng trước ngày, tháng, năm ở đầu giấy tờ: tên xã, phường hoặc đặc khu.",
    )
    address = forms.CharField(label="Địa chỉ", max_length=250, required=False)
    authority_name = forms.CharField(
        label="Tên cơ quan chủ quản",
        max_length=200,
        required=False,
        help_text="Chỉ ghi khi khác tên cơ quan quản lý trong hệ thống; in đúng từng chữ.",
    )
    opened_on = DayField(label="Ngày thành lập", required=False)

    def values(self) -> dict[str, Any]:
        """What the services take; only after `is_valid`."""
        found = {name: self.cleaned_data[name] for name in services_settings.FIELDS}
        opened = found["opened_on"]
        return {**found, "opened_on": opened.isoformat() if opened else ""}


class SiteForm(BasedForm):
    """A site of a school."""

    name = forms.CharField(label="Tên điểm trường", max_length=200)
    address = forms.CharField(label="Địa chỉ", max_length=250, required=False)


class StaffFileForm(forms.Form):
    """A workbook with a staff list."""

    file = forms.FileField(
        label="Tệp danh sách (.xlsx)",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": "Hãy chọn tệp danh sách.",
            "empty": "Tệp rỗng (0 byte). Hãy chọn lại tệp.",
        },
    )


class StartForm(forms.Form):
    """From when the posts of an imported list are held."""

    posts_from = DayField(
        label="Chức vụ trong tệp tính từ ngày",
        required=False,
        help_text="Ngày đầu năm học, trừ khi thầy, cô chọn ngày khác. Ai đang giữ chức vụ khác từ "
        "ngày này hoặc sau đó thì chức vụ mới tính từ hôm nay; chức vụ cũ vẫn còn trong quá trình "
        "công tác.",
    )
