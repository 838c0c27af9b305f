"""Forms of offices and schools: made, renamed, moved, merged, split, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from . import names
from .forms import DayField
from .models import Organisation

if TYPE_CHECKING:
    _Choice = forms.ModelChoiceField[Organisation]
else:
    _Choice = forms.ModelChoiceField

_K = Organisation.Kind
#: what the keeper makes, the most usual first
_USUAL = (
    _K.SCHOOL, _K.WARD, _K.COMMUNE, _K.SPECIAL_ZONE, _K.DEPARTMENT, _K.MINISTRY, _K.FORMER_OFFICE,
)  # fmt: skip


class LevelsField(forms.MultipleChoiceField):
    """Levels of education, one or several."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", "Cấp học")
        super().__init__(
            choices=list(names.LEVELS.items()), widget=forms.CheckboxSelectMultiple, **options
        )


class ParentField(_Choice):
    """An office or school to stand under, or to merge into."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Organisation.objects.none(), to_field_name="slug", **options)


class NewForm(forms.Form):
    """An office or a school made by the keeper."""

    kind = forms.ChoiceField(
        label="Loại đơn vị", choices=[(kind.value, kind.label) for kind in _USUAL]
    )
    name = forms.CharField(
        label="Tên đầy đủ",
        max_length=200,
        help_text="Ghi đúng như trên con dấu: giấy tờ in nguyên văn tên này.",
    )
    short_name = forms.CharField(label="Tên gọn", max_length=60, required=False)
    parent = ParentField(
        label="Cơ quan quản lý", required=False, empty_label="Không có, cấp cao nhất"
    )
    levels = LevelsField(label="Cấp học (nếu là trường)", required=False)
    code = forms.CharField(label="Chữ viết tắt trong số văn bản", max_length=40, required=False)
    place = forms.CharField(label="Địa danh trên văn bản", max_length=120, required=False)
    opened_on = DayField(label="Ngày thành lập", required=False)
    closed_on = DayField(
        label="Thôi hoạt động từ ngày", required=False, help_text="Chỉ ghi cho cơ quan cũ."
    )

    def __init__(self, *args: Any, parents: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        parent: Any = self.fields["parent"]
        parent.queryset = parents


class SchoolForm(forms.Form):
    """A school made by the office above it."""

    name = forms.CharField(
        label="Tên trường đầy đủ",
        max_length=200,
        help_text="Ghi đúng như trên con dấu: giấy tờ in nguyên văn tên này.",
    )
    short_name = forms.CharField(
        label="Tên gọn", max_length=60, required=False, help_text="Ví dụ: THCS và tên trường."
    )
    levels = LevelsField()
    parent = ParentField(label="Cơ quan quản lý")
    code = forms.CharField(label="Chữ viết tắt trong số văn bản", max_length=40, required=False)
    place = forms.CharField(label="Địa danh trên văn bản", max_length=120, required=False)
    address = forms.CharField(label="Địa chỉ", max_length=250, required=False)
    opened_on = DayField(label="Ngày thành lập", required=False)

    def __init__(self, *args: Any, parents: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        parent: Any = self.fields["parent"]
        parent.queryset, parent.empty_label = parents, None


class ChangeForm(forms.Form):
    """What every change of the tree has: from which day, by which decision."""

    on = DayField(label="Có hiệu lực từ ngày")
    decision = forms.CharField(
        label="Theo quyết định",
        max_length=200,
        required=False,
        help_text="Số, ngày và cơ quan ra quyết định.",
    )

    def __init__(self, *args: Any, organisation: Organisation, choices: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.organisation = organisation
        for name in ("parent", "into"):
            if name in self.fields:
                field: Any = self.fields[name]
                field.queryset = choices


class RenameForm(ChangeForm):
    """Another name."""

    name = forms.CharField(label="Tên mới đầy đủ", max_length=200)
    short_name = forms.CharField(label="Tên gọn", max_length=60, required=False)
    code = forms.CharField(label="Chữ viết tắt trong số văn bản", max_length=40, required=False)
    field_order = ("name", "short_name", "code", "on", "decision")

    def __init__(self, *args: Any, organisation: Organisation, **more: Any) -> None:
        initial = {
            "name": organisation.name,
            "short_name": organisation.short_name,
            "code": organisation.code,
        }
        super().__init__(*args, organisation=organisation, initial=initial, **more)


class MoveForm(ChangeForm):
    """Another office above."""

    parent = ParentField(label="Cơ quan quản lý mới", empty_label="Hãy chọn")
    field_order = ("parent", "on", "decision")


class LevelsForm(ChangeForm):
    """Other levels of education."""

    levels = LevelsField()
    field_order = ("levels", "on", "decision")

    def __init__(self, *args: Any, organisation: Organisation, **more: Any) -> None:
        initial = {"levels": organisation.levels}
        super().__init__(*args, organisation=organisation, initial=initial, **more)


class MergeForm(ChangeForm):
    """Into which one it is merged."""

    into = ParentField(label="Sáp nhập vào", empty_label="Hãy chọn")
    field_order = ("into", "on", "decision")


class SplitForm(ChangeForm):
    """The new one that comes out of it."""

    name = forms.CharField(label="Tên đầy đủ của đơn vị mới", max_length=200)
    short_name = forms.CharField(label="Tên gọn", max_length=60, required=False)
    code = forms.CharField(label="Chữ viết tắt trong số văn bản", max_length=40, required=False)
    place = forms.CharField(label="Địa danh trên văn bản", max_length=120, required=False)
    levels = LevelsField(required=False)
    field_order = ("name", "short_name", "code", "place", "levels", "on", "decision")

    def __init__(self, *args: Any, organisation: Organisation, **more: Any) -> None:
        initial = {"levels": organisation.levels, "place": organisation.place}
        super().__init__(*args, organisation=organisation, initial=initial, **more)
        if not organisation.is_school:
            del self.fields["levels"]


class CloseForm(ChangeForm):
    """The day from which it works no more."""


class FirstManagerForm(forms.Form):
    """Whom to invite as the first one who gives roles."""

    full_name = forms.CharField(label="Họ và tên", max_length=120)
    email = forms.EmailField(label="Thư điện tử")
    role = forms.ChoiceField(label="Vai trò")
