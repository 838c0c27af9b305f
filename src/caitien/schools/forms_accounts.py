"""The form that locks an account or unlocks it."""

from __future__ import annotations

from django import forms


class LockForm(forms.Form):
    """The reason; `want` is what the page was about, so that a second click undoes nothing."""

    want = forms.ChoiceField(choices=[("khoa", "Khóa"), ("mo", "Mở lại")], widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Lý do",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Được giữ trong nhật ký cùng tên người làm.",
        error_messages={"required": "Hãy ghi lý do."},
    )
