"""The file of an office's own form, for `caitien check --office-form`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .settings import SettingsError

if TYPE_CHECKING:
    from caitien.core.drafts.model import Reading
    from caitien.core.lint.diagnostic import Diagnostic
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


def check_office(reading: Reading, form: OfficeForm) -> list[Diagnostic]:
    """What the plans of a file lack of the form."""
    from caitien.core.lint.office import check_office_form

    return [
        one
        for index, plan in enumerate(reading.plans)
        for one in check_office_form(plan, form, reading=reading, index=index)
    ]
