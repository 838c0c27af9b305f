"""Forms of a plan's life: issuing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from caitien.schools.models import Person

from .queries_life import next_serial
from .services_issue import Issue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from caitien.core.lint.diagnostic import Diagnostic

    from .models import Plan


if TYPE_CHECKING:
    Choice = forms.ModelChoiceField[Person]
else:
    Choice = forms.ModelChoiceField


class PersonChoice(Choice):
    """A choice of staff, shown with the post."""

    def label_from_instance(self, obj: Any) -> str:
        """Name and post."""
        return f"{obj.full_name} – {obj.post}" if obj.post else str(obj.full_name)


class IssueForm(forms.Form):
    """Number, day, signature and recipients of a paper to be issued."""

    serial = forms.IntegerField(
        label="Số",
        min_value=1,
        max_value=99_999,
        help_text="Phần chữ của số văn bản lấy từ trang Nhà trường.",
    )
    dated = forms.DateField(label="Ngày ban hành", help_text="Ngày ghi trên văn bản.")
    signer = PersonChoice(label="Người ký", queryset=Person.objects.none())
    acting_for = forms.CharField(
        label="Ký thay",
        max_length=60,
        required=False,
        help_text="Để trống khi hiệu trưởng ký; phó hiệu trưởng ký thì ghi: KT. HIỆU TRƯỞNG.",
    )
    recipients = forms.CharField(
        label="Nơi nhận",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Mỗi nơi nhận một dòng.",
    )

    faults_seen = forms.BooleanField(
        label="Tôi đã xem các lỗi nêu trên và vẫn ban hành",
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, plan: Plan, today: date, **more: Any) -> None:
        staff = Person.objects.filter(organisation=plan.school, active=True)
        self.may_be_signed = any(one.post for one in staff)
        heads = [one.pk for one in staff if one.post.casefold().startswith("hiệu trưởng")]
        more["initial"] = {
            "serial": next_serial(plan.school, today),
            "dated": today.strftime("%d/%m/%Y"),
            "signer": heads[0] if heads else None,
            "recipients": "\n".join(plan.recipients) or "- Như trên;\n- Lưu: VT.",
            **more.get("initial", {}),
        }
        super().__init__(*args, **more)
        signer = self.fields["signer"]
        signer.queryset = staff  # type: ignore[attr-defined]
        if not self.is_bound:  # shown only: the list read above serves
            label = PersonChoice.label_from_instance
            choices = [("", "Chọn người ký"), *((p.pk, label(signer, p)) for p in staff)]  # type: ignore[arg-type]
            signer.widget.choices = choices
        else:
            signer.empty_label = "Chọn người ký"  # type: ignore[attr-defined]
        self.today = today

    def need_answer(self, faults: Sequence[Diagnostic]) -> None:
        """Ask whether to go on where the paper would print faults, unless it was answered."""
        if not faults:
            return
        self.fields["faults_seen"].widget = forms.CheckboxInput()
        if not self.cleaned_data.get("faults_seen"):
            self.add_error(
                None,
                f"Máy thấy {len(faults)} lỗi trong bản sẽ in (nêu ở trên). Chưa ban hành; hãy mở "
                "lại để sửa, hoặc đánh dấu đã xem rồi ban hành.",
            )

    def clean_signer(self) -> Person:
        """Somebody with a post: it is printed above the name, and never guessed."""
        signer: Person = self.cleaned_data["signer"]
        if not signer.post:
            raise forms.ValidationError(
                f"{signer.full_name} chưa có chức vụ trong danh sách nhân sự, nên chưa biết in "
                "chức danh nào trên chữ ký. Hãy ghi chức vụ ở mục Nhân sự rồi ban hành lại."
            )
        return signer

    def clean_dated(self) -> date:
        """Not a day to come: a paper is not signed ahead."""
        dated: date = self.cleaned_data["dated"]
        if dated > self.today:
            raise forms.ValidationError("Ngày ban hành không thể sau hôm nay.")
        return dated

    def issue(self) -> Issue:
        """What was filled in."""
        data = self.cleaned_data
        lines = [line.strip() for line in data["recipients"].splitlines() if line.strip()]
        return Issue(
            serial=data["serial"],
            dated=data["dated"],
            signer=data["signer"],
            acting_for=data["acting_for"].strip(),
            recipients=tuple(lines),
        )
