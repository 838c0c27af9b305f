"""The form of one row with every field it has, typed ones too; works without JavaScript.

What the person started from travels with the form, so that each field is compared by itself.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.db.models import prefetch_related_objects

from .editions import row_catalogue
from .fields import FIELDS, Field, columns_of
from .forms_people import PeopleField, people_of
from .forms_table import catalogue_of, criterion_choices, criterion_words, status_choices
from .queries_crosswalk import row_name
from .services_edit import people_json
from .services_edit_derive import lines_json
from .services_edit_values import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .models import Plan

#: the fields of an action by what a person thinks of together
GROUPS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("Tiêu chí", ("criterion", "more_criteria", "problem", "level", "target_level", "current")),
    ("Làm gì", ("content", "target", "solutions")),
    ("Đo bằng gì", ("indicator", "indicator_unit", "baseline", "goal")),
    ("Ai làm", ("lead", "others", "assignee_text")),
    ("Khi nào", ("start", "due", "time")),
    ("Bằng gì", ("budget", "budget_text", "resources", "conditions")),
    ("Kiểm tra ra sao", ("expected_evidence", "supervisor_person", "supervisor")),
    ("Báo cáo", ("report_dates", "report_time", "status", "notes")),
)
PEOPLE_FIELDS: Final = {"lead_person", "lead_unit", "collaborators", "collaborator_units"}
_FEW_LINES: Final = {
    "time",
    "assignee_text",
    "supervisor",
    "report_time",
    "budget_text",
    "notes",
    "more_criteria",
}
#: empty lines for money a form without JavaScript offers
_SPARE: Final = 2


@dataclass(frozen=True, slots=True)
class Group:
    """Some fields of the form under one heading; `budget` where the lines of money stand."""

    title: str
    fields: list[forms.BoundField]
    budget: bool = False


#: what a row's form shows of other tables, each read once
_READ_ONCE = (
    "collaborators",
    "collaborator_units",
    "budget",
    "lead_person",
    "lead_unit",
    "supervisor_person",
)


class RowForm(forms.Form):
    """The fields of a row of one kind. `cleaned_data` has JSON values as the services take them."""

    base = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, plan: Plan, kind: str, row: Any, data: Any = None) -> None:
        self.plan, self.kind, self.row = plan, kind, row
        if kind == "action":
            prefetch_related_objects([row], *_READ_ONCE)
        self.stored = stored_values(plan, kind, row)
        super().__init__(data, auto_id="o-%s", initial=self._initial())
        for one in FIELDS[kind]:
            if kind == "action" and one.name in PEOPLE_FIELDS:
                continue
            self.fields[one.name] = _form_field(one, plan, self.stored[one.name])
            if one.kind == "criterion":
                self._old_code(one.name)
        for name in own_columns(plan, row) if kind == "action" else ():
            self.fields[f"extra:{name}"] = _form_field(Field(name, name, "text"), plan, "")
        if kind == "action":
            self._people()

    def _old_code(self, name: str) -> None:
        """A code kept from another circular is called so, never by the title of the new one."""
        field, code = self.fields[name], self.stored[name]
        own = row_catalogue(self.plan, self.row.uid)
        if not (isinstance(field, forms.ChoiceField) and code and own):
            return
        if own.id != self.plan.catalogue:
            known = own.criterion(code)
            words = f"{criterion_words(code, known.title if known else '')} (Thông tư {own.number})"
            others = [
                (standard, [one for one in codes if one[0] != code])
                for standard, codes in criterion_choices(self.plan)
            ]
            field.choices = [("", "(không ghi)"), (code, words), *others]
            field.help_text = f"Đang giữ mã của Thông tư {own.number}. Chọn mã khác để đổi."

    def _people(self) -> None:
        row = self.row
        lead = [one for one in (row.lead_person, row.lead_unit) if one]
        others = [*row.collaborators.all(), *row.collaborator_units.all()]
        school = self.plan.school
        self.fields["lead"] = PeopleField("Chủ trì", school, lead, units=True)
        self.fields["others"] = PeopleField("Phối hợp", school, others, units=True, many=True)
        watcher = [row.supervisor_person] if row.supervisor_person else []
        self.fields["supervisor_person"] = PeopleField("Người giám sát", school, watcher)
        self.lines = lines_json(list(row.budget.all()))

    def _initial(self) -> dict[str, Any]:
        made = {name: as_text(value) for name, value in self.stored.items()}
        made["base"] = json.dumps(self.stored, ensure_ascii=False)
        return made

    @property
    def budget_lines(self) -> list[dict[str, Any]]:
        """The lines of money to show, with some empty ones behind."""
        lines = posted_lines(self.data) if self.is_bound else self.lines
        return [*lines, *({"source": "", "amount": "", "note": ""} for _ in range(_SPARE))]

    def groups(self) -> list[Group]:
        """The fields in the order of the work."""
        if self.kind != "action":
            names = [name for name in self.fields if name != "base"]
            return [Group("", [self[name] for name in names])]
        named = {name for _, names in GROUPS for name in names}
        made = [
            Group(title, [self[n] for n in names if n in self.fields], "budget" in names)
            for title, names in GROUPS
        ]
        rest = [name for name in self.fields if name not in named and name != "base"]
        return [*made, Group("Số thứ tự, tên tiêu chuẩn, cột riêng", [self[n] for n in rest])]

    def clean_base(self) -> dict[str, Any]:
        """What the person started from."""
        try:
            base = json.loads(self.cleaned_data["base"])
        except ValueError:
            base = None
        if not isinstance(base, dict) or not all(readable(n, v) for n, v in base.items()):
            raise forms.ValidationError("Trang này đã cũ. Hãy mở lại dòng rồi sửa tiếp.")
        return base

    def changed(self) -> list[tuple[str, Any, Any]]:
        """(field, what it was, what it shall be) of every field the person changed."""
        base = self.cleaned_data["base"]
        wanted = dict(self.cleaned_data)
        if self.kind == "action":
            wanted["supervisor_person"] = (wanted.pop("supervisor_person") or [""])[0]
            wanted["supervisor_person"] = wanted["supervisor_person"].removeprefix("p:")
        out: list[tuple[str, Any, Any]] = []
        for name, before in base.items():
            if name not in wanted or name not in self.fields:
                continue
            value = lines_of(as_text(wanted[name]))
            if lines_of(as_text(before)) != value:
                out.append((name, before, value))
        if self.kind == "action":
            people = people_of(wanted["lead"], wanted["others"])
            if people != base.get("people"):
                out.append(("people", base.get("people") or {}, people))
            lines = posted_lines(self.data)
            before = base.get("budget") or []
            if _plain(lines) != _plain(before):
                out.append(("budget", before, lines))
        return out


def own_columns(plan: Plan, row: Any) -> list[str]:
    """Titles of the columns no field stands for: the plan's own, and those the row has words in."""
    told = [title for title, fields in columns_of(plan.form, plan.columns) if not fields]
    return list(dict.fromkeys([*told, *row.extra]))


def stored_values(plan: Plan, kind: str, row: Any) -> dict[str, Any]:
    """Every field of a row as JSON, people and money of an action beside them."""
    values = {
        one.name: shown(one, row)
        for one in FIELDS[kind]
        if not (kind == "action" and one.name in PEOPLE_FIELDS)
    }
    if kind == "action":
        values["people"] = people_json(row)
        values["budget"] = lines_json(list(row.budget.all()))
        values |= {f"extra:{name}": row.extra.get(name, "") for name in own_columns(plan, row)}
    return values


def readable(name: str, value: Any) -> bool:
    """Whether a JSON value that came back from a page has the shape its field has."""
    if name == "people":
        return isinstance(value, dict) and all(
            one is None or isinstance(one, str) or _texts(one) for one in value.values()
        )
    if name == "budget":
        names = ("source", "amount", "note")
        return isinstance(value, list) and all(
            isinstance(x, dict)
            and all(isinstance(x.get(n), str | int | None) for n in names)
            and set(names) <= set(x)
            for x in value
        )
    return value is None or isinstance(value, str | int | dict) or _texts(value)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def as_text(value: Any) -> str:
    """A JSON value as a box of a form shows it."""
    if isinstance(value, dict) and "paragraphs" in value:  # the text of a section
        value = value["paragraphs"]
    if isinstance(value, list):
        return "\n".join(str(one) for one in value)
    return "" if value is None else str(value)


def lines_of(text: str) -> str:
    """A text as it is compared: browsers send CRLF between lines."""
    return text.replace("\r\n", "\n").strip()


def posted_lines(data: Any) -> list[dict[str, Any]]:
    """The lines of money of a sent form, without the empty ones."""
    columns = (data.getlist("nguon"), data.getlist("so_tien"), data.getlist("ghi_chu_tien"))
    lines = [
        {"source": s.strip(), "amount": a.strip(), "note": n.strip()}
        for s, a, n in zip(*columns, strict=False)
    ]
    return [line for line in lines if line["source"] or line["amount"] or line["note"]]


def _plain(lines: Iterable[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [
        (str(x["source"]), str(x["amount"] or "").replace(".", ""), str(x["note"])) for x in lines
    ]


def _form_field(one: Field, plan: Plan, stored: Any) -> forms.Field:
    common: dict[str, Any] = {"label": one.label, "help_text": one.help, "required": False}
    if one.kind == "criterion" and catalogue_of(plan):
        return forms.ChoiceField(choices=_with(criterion_choices(plan), stored), **common)
    if one.kind == "problem_ref":
        problems = problem_choices(plan)
        if stored and stored not in dict(problems):
            problems.append((stored, "vấn đề đã xoá"))
        return forms.ChoiceField(choices=_with(problems, stored), **common)
    if one.kind == "level":
        catalogue = catalogue_of(plan)
        levels = catalogue.levels if catalogue else (1, 2, 3, 4)
        choices = [(str(level), f"Mức {level}") for level in (0, *levels)]
        choices[0] = ("0", "Chưa đạt Mức 1")
        return forms.ChoiceField(choices=_with(choices, as_text(stored)), **common)
    if one.name == "status" and status_choices(plan):
        words = [(word, word) for word in status_choices(plan)]
        return forms.ChoiceField(choices=_with(words, stored), **common)
    if one.kind == "date":
        widget: forms.Widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return forms.CharField(widget=widget, **common)
    if one.kind in ("line", "criterion"):
        attrs = {"maxlength": one.most} if one.most else {}
        return forms.CharField(widget=forms.TextInput(attrs=attrs), **common)
    rows = 2 if one.name in _FEW_LINES or one.kind == "dates" else 4
    if one.kind == "dates":
        common["help_text"] = "Mỗi ngày một dòng, ví dụ 15/01/2027."
    return forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), strip=False, **common)


def problem_choices(plan: Plan) -> list[tuple[str, str]]:
    """The priority problems an action may answer: (uid, words). One query."""
    rows = plan.problems.filter(deleted_at=None)
    return [
        (str(row.uid), f"{row.tt or number}. {row_name('problem', row)}")
        for number, row in enumerate(rows, 1)
    ]


def _with(choices: list[Any], stored: Any) -> list[Any]:
    """The choices, an empty one first; a stored value no choice has stays to be chosen."""
    known = {
        value
        for key, words in choices
        for value in ([v for v, _ in words] if isinstance(words, list) else [key])
    }
    kept = [(stored, f"{stored} (đang ghi)")] if stored and stored not in known else []
    return [("", "(không ghi)"), *kept, *choices]
