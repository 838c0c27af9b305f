"""The first step of a new plan: how it begins, for which years, level and form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms

from caitien.core.regulations.forms import form_ids, load_form
from caitien.core.regulations.model import SCHOOL_LEVEL_NAMES

from .models import Plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caitien.schools.models import Organisation

#: more criteria than this are asked about once more, kindly
FEW: Final = 8
#: years of a plan of several years
_SPANS: Final = (2, 3, 4, 5)


def year_choices(this_year: int, back: int = 2, ahead: int = 2) -> list[tuple[str, str]]:
    """School years around the present one."""
    return [(str(y), f"{y}-{y + 1}") for y in range(this_year - back, this_year + ahead + 1)]


def level_choices(school: Organisation) -> list[tuple[str, str]]:
    """The levels of the school; a school of several also as one whole; all where none is set."""
    own = [level for level in school.levels if level in SCHOOL_LEVEL_NAMES]
    names = own or list(SCHOOL_LEVEL_NAMES)
    if len(own) > 1 and "lien_cap" not in own:
        names = [*own, "lien_cap"]
    return [(name, SCHOOL_LEVEL_NAMES[name].capitalize()) for name in names]


def form_choices() -> list[tuple[str, str]]:
    """The forms of plans; the one of the circular in force first."""
    ids = sorted(form_ids("improvement_plan"), key=lambda one: (one != "bieu2_tt57", one))
    return [(one, load_form(one).name) for one in ids]


class FirstStep(forms.Form):
    """A plan from the beginning."""

    kind = forms.ChoiceField(
        label="Loại kế hoạch",
        choices=Plan.Kind.choices,
        widget=forms.RadioSelect,
        initial=Plan.Kind.ANNUAL,
    )
    year = forms.TypedChoiceField(label="Năm học (bắt đầu từ)", coerce=int)
    span = forms.TypedChoiceField(
        label="Gồm mấy năm học",
        help_text="Chỉ dùng cho kế hoạch nhiều năm.",
        choices=[(str(n), f"{n} năm học") for n in _SPANS],
        coerce=int,
        initial="5",
        required=False,
        empty_value="5",
    )
    level = forms.ChoiceField(label="Cấp học")
    form = forms.ChoiceField(
        label="Mẫu kế hoạch",
        help_text="Từ năm học 2026-2027 dùng Biểu 2 của Thông tư 57/2026/TT-BGDĐT; các mẫu khác "
        "để soạn tiếp những kế hoạch đang dùng mẫu cũ.",
    )

    def __init__(self, school: Organisation, this_year: int, data: Any = None) -> None:
        super().__init__(data, initial={"year": str(this_year)})
        for name, choices in (
            ("year", year_choices(this_year)),
            ("level", level_choices(school)),
            ("form", form_choices()),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    @property
    def end_year(self) -> int:
        """The first calendar year of the last school year."""
        start: int = self.cleaned_data["year"]
        several = self.cleaned_data["kind"] == Plan.Kind.MULTI_YEAR
        return start + int(self.cleaned_data["span"]) - 1 if several else start


class FromPlan(forms.Form):
    """A plan from an earlier one; with `parent`, a year's part of that plan of several years."""

    source = forms.ChoiceField(label="Lập từ kế hoạch")
    year = forms.TypedChoiceField(label="Năm học của kế hoạch mới", coerce=int)

    def __init__(
        self,
        sources: Sequence[Plan],
        this_year: int,
        data: Any = None,
        source_key: str = "",
        parent: Plan | None = None,
    ) -> None:
        years = year_choices(this_year) if parent is None else years_of_parent(parent)
        first, marked = str(this_year), [value for value, words in years if "(" in words]
        if parent is not None:
            sources, source_key = [parent], parent.key
            free = [value for value, _ in years if value not in marked]
            first = first if first in free else next(iter(free or [years[0][0]]))
        super().__init__(data, initial={"year": first, "source": source_key})
        source, year = self.fields["source"], self.fields["year"]
        if isinstance(source, forms.ChoiceField) and isinstance(year, forms.ChoiceField):
            source.choices = [(plan.key, _named(plan)) for plan in sources]
            year.choices = years


def _named(plan: Plan) -> str:
    """A plan in a list of choices; its years are told once."""
    return plan.name if plan.years in plan.name else f"{plan.name} ({plan.years})"


def years_of_parent(parent: Plan) -> list[tuple[str, str]]:
    """The school years of a plan of several years, those that have a plan already marked."""
    made = set(parent.annual_plans.filter(deleted_at=None).values_list("start_year", flat=True))
    return [
        (str(y), f"{y}-{y + 1}{' (đã có kế hoạch năm học)' if y in made else ''}")
        for y in range(parent.start_year, parent.end_year + 1)
    ]
