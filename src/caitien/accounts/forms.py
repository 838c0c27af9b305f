"""The forms of this room."""

from __future__ import annotations

from typing import Any

from django import forms

_NEW = {"autocomplete": "new-password"}


class NewPasswordForm(forms.Form):
    """A name and a new password, typed twice."""

    full_name = forms.CharField(
        label="Họ và tên đầy đủ",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label="Mật khẩu",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs=_NEW),
        help_text="Ít nhất 10 ký tự; có thể là một câu dễ nhớ.",
    )
    again = forms.CharField(
        label="Nhập lại mật khẩu",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs=_NEW),
    )

    def clean_again(self) -> str:
        """The same password twice."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password"):
            raise forms.ValidationError("Hai lần nhập mật khẩu chưa giống nhau.")
        return again


class SetupForm(NewPasswordForm):
    """The keeper of the installation, and the code that proves who is at the machine."""

    code = forms.CharField(
        label="Mã thiết lập",
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    email = forms.EmailField(
        label="Thư điện tử (dùng để đăng nhập)",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ("code", "full_name", "email", "password", "again")


class ProfileForm(forms.Form):
    """One's own name and telephone."""

    full_name = forms.CharField(
        label="Họ và tên đầy đủ",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label="Điện thoại",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )


class LeaveForm(forms.Form):
    """Ending the other sign-ins asks for the password, where the account has one."""

    password = forms.CharField(
        label="Mật khẩu đang dùng",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, has_password: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_password:
            del self.fields["password"]
