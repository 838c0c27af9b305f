"""The file of an office's own form, for `caitien check`: named by `--office-form` or `[form]`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .settings import SettingsError

if TYPE_CHECKING:
    from caitien.core.regulations.office_form import OfficeForm

_TOLD = 5


def load_office(path: Path | None) -> OfficeForm | None:
    """The form of a file, None where none is named. Raises SettingsError with its faults."""
    if path is None:
        return None
    from caitien.core.regulations.office_form import parse_office_form

    form, problems = parse_office_form(path)
    if form is None:
        said = " ".join(one.message for one in problems[:_TOLD])
        more = f" Và {len(problems) - _TOLD} điểm nữa." if len(problems) > _TOLD else ""
        raise SettingsError(path, f"{said}{more} Mẫu chưa được dùng; hãy sửa tệp rồi chạy lại.")
    return form
