"""Choosing people and units from the school's lists: chips, and a box to search or type a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from caitien.core.vietnamese.text import fold
from caitien.schools.models import Organisation, Person, Unit

from .people_text import Directory, named

if TYPE_CHECKING:
    from collections.abc import Sequence


#: most people a search shows
MOST_FOUND = 20


def value_of(one: Person | Unit) -> str:
    """A person or unit as forms send it: "p:<key>" or "u:<number>"."""
    return f"p:{one.key}" if isinstance(one, Person) else f"u:{one.pk}"


def words_of(one: Person | Unit) -> str:
    """A person or unit as a chip names it; who left is said so and stays."""
    return named(one) if one.active else f"{named(one)} – đã thôi"


def people_of(lead: Sequence[str], others: Sequence[str]) -> dict[str, Any]:
    """The chosen people as `set_people` takes them."""
    first = lead[0] if lead else ""
    return {
        "lead_person": first[2:] if first.startswith("p:") else "",
        "lead_unit": first[2:] if first.startswith("u:") else "",
        "collaborators": sorted(v[2:] for v in others if v.startswith("p:")),
        "collaborator_units": sorted(v[2:] for v in others if v.startswith("u:")),
    }


class PeopleWidget(forms.Widget):
    """The chosen as checked boxes and a box for a name; the script makes a search of it."""

    def __init__(
        self, label: str, chosen: Sequence[Person | Unit], many: bool, units: bool
    ) -> None:
        super().__init__()
        self.label, self.chosen, self.many, self.units = label, chosen, many, units

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The HTML of the field."""
        chips = format_html_join(
            "",
            '<label class="person"><input type="checkbox" name="{}" value="{}" checked> {}</label>',
            ((name, value_of(one), words_of(one)) for one in self.chosen),
        )
        return format_html(
            '<div class="people" data-people data-name="{}" data-label="{}" data-kinds="{}"{}>'
            '<div data-chosen>{}</div><div data-plain><label for="{}">{}</label>'
            '<input type="text" id="{}" name="{}-ten" autocomplete="off"></div></div>',
            name,
            self.label.lower(),
            "all" if self.units else "people",
            SafeString(" data-many" if self.many else ""),
            chips,
            (attrs or {}).get("id", name),
            "Thêm: gõ đúng họ tên" if self.many else "Gõ đúng họ tên để thay",
            (attrs or {}).get("id", name),
            name,
        )

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The chosen values and the name typed beside them."""
        return {"chosen": data.getlist(name), "typed": data.get(f"{name}-ten", "").strip()}


class PeopleField(forms.Field):
    """People (and units) of one school. Cleans to a list of values ("p:<key>", "u:<number>")."""

    def __init__(
        self,
        label: str,
        school: Organisation,
        chosen: Sequence[Person | Unit],
        *,
        units: bool = False,
        many: bool = False,
    ) -> None:
        self.school, self.many = school, many
        widget = PeopleWidget(label, chosen, many, units)
        super().__init__(label=label, required=False, widget=widget)

    def clean(self, value: Any) -> list[str]:
        """The values; a typed name must stand for exactly one person or unit of the school."""
        chosen = list(dict.fromkeys(v for v in value["chosen"] if v[:2] in ("p:", "u:")))
        if value["typed"]:
            found = Directory.of(self.school).find(value["typed"])
            if found is None:
                raise forms.ValidationError(
                    f"“{value['typed'][:60]}” chưa đúng một người hay một tổ trong danh sách của "
                    "trường. Hãy gõ đủ họ tên như trong danh sách nhân sự."
                )
            chosen = [*chosen, value_of(found)] if self.many else [value_of(found)]
        return chosen if self.many else chosen[:1]


def find_people(school: Organisation, query: str, *, units: bool) -> list[dict[str, str]]:
    """Active people and units of a school whose name or post has all these words. Two queries.

    Marks and letter case are forgiven ("huong" finds Hương); at most MOST_FOUND are given.
    """
    words = fold(query).split()
    people = Person.objects.filter(organisation=school, active=True).select_related("unit")
    found: list[tuple[str, Person | Unit, str]] = [
        (f"{p.full_name} {p.post} {p.staff_code}", p, p.post or str(p.unit or "")) for p in people
    ]
    if units:
        own = Unit.objects.filter(Q(organisation=school), active=True)
        found = [*((u.name, u, u.get_kind_display()) for u in own), *found]
    fitting = [
        {
            "value": value_of(one),
            "text": one.name if isinstance(one, Unit) else one.full_name,
            "more": more,
        }
        for text, one, more in found
        if all(word in fold(text) for word in words)
    ]
    return fitting[:MOST_FOUND]
