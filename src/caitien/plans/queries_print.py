"""What the printed paper and the public page would lack, and where each of it is filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from caitien.core.regulations.forms import load_form
from caitien.core.vietnamese.text import fold, strip_list_mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from caitien.schools.models import Organisation

    from .models import Plan, PlanSection

#: what a form leaves to the school's choice
_OPTIONAL = re.compile(r"\(nếu có\)", re.IGNORECASE)
_ENDS: Final = " .:;…"


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing the paper would lack.

    `words` end without a full stop; `page` is the URL name of the page where it is filled in and
    `uid` the section there ("" for the other pages); `capability` is needed to fill it in.
    """

    words: str
    page: str
    capability: str
    uid: str = ""


def lacks_of_school(plan: Plan, school: Organisation, *, signers: bool = True) -> list[Lack]:
    """What the school's record lacks for a paper of this plan; `signers`: whether anybody can sign.

    No query.
    """
    found = []
    if not school.code:
        words = "Chữ viết tắt của trường, để số văn bản in đủ (ví dụ 05/KH-THCSTMT)"
        found.append(Lack(words, "school-edit", "school.manage"))
    if not (school.place or plan.place_name):
        words = "Địa danh của trường, đứng trước ngày tháng trên văn bản"
        found.append(Lack(words, "school-edit", "school.manage"))
    if not signers:
        words = "Người ký: danh sách nhân sự chưa có ai kèm chức vụ"
        found.append(Lack(words, "staff", "staff.manage"))
    return found


def lacks_of_plan(plan: Plan, sections: Iterable[PlanSection]) -> list[Lack]:
    """What the head of the plan and the printed lines of its sections lack. No query."""
    found = []
    for name, words in (
        ("school_name", "Tên trường ở đầu văn bản"),
        ("authority", "Cơ quan chủ quản ở đầu văn bản"),
    ):
        if not getattr(plan, name).strip():
            found.append(Lack(words, "plan-header", "plan.edit"))
    labels = _labels(plan.form)
    for section in sections:
        for label in _empty(section, labels):
            heading = section.heading.split(".")[0].strip()
            words = f"“{label}” ở mục {heading}" if heading else f"“{label}”"
            found.append(Lack(words, "plan-row", "plan.edit", str(section.uid)))
    return found


def _labels(form: str) -> dict[str, str]:
    """The lines a form prints for a school to go on from: folded → as printed, without number."""
    if not form:
        return {}
    lines = [line for section in load_form(form).sections for line in section.items]
    bare = [strip_list_mark(line)[1].rstrip(_ENDS) for line in lines if not _OPTIONAL.search(line)]
    return {fold(line): line for line in bare}


def _empty(section: PlanSection, labels: dict[str, str]) -> Iterator[str]:
    """Labels of the form with nothing behind them, in the same line or the next."""
    paragraphs: list[str] = section.body.get("paragraphs", [])
    tables = {table.get("at") for table in section.body.get("tables", ())}
    keys = [fold(strip_list_mark(line)[1].strip(_ENDS)) for line in paragraphs]
    for index, key in enumerate(keys):
        if key not in labels or index + 1 in tables:
            continue
        following = keys[index + 1] if index + 1 < len(keys) else ""
        if not following or following in labels or _numbered(paragraphs[index + 1]):
            yield labels[key]


def _numbered(line: str) -> bool:
    """Whether a line begins the next numbered item."""
    return bool(re.match(r"\s*\d{1,2}[.)]\s", line))
