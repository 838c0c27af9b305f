"""Names of people and units in a plan's cells, matched with the school's staff list, and back.

Only what is clear is matched: a name, post or unit that stands for exactly one active record.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caitien.core.vietnamese.people import expand, find_posts, split_assignees
from caitien.core.vietnamese.text import collapse, key
from caitien.schools.models import Organisation, Person, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TITLE = re.compile(
    r"^(?:(?:đồng chí|đ/c|ông|bà|thầy giáo|cô giáo|thầy|cô|anh|chị|ths|ts|gv)\.?\s*:?\s+)+",
    re.IGNORECASE,
)
#: "Nguyễn Văn A (Hiệu trưởng)", "Hiệu trưởng - Nguyễn Văn A", "Hiệu trưởng: Nguyễn Văn A"
_BOTH = re.compile(
    r"^(?P<one>[^()]+?)\s*(?:\((?P<in>[^()]+)\)|\s[-–—]\s*(?P<after>.+)|:\s*(?P<b>.+))$"
)
WITH = "Phối hợp: "


@dataclass(frozen=True, slots=True)
class Matched:
    """Who a cell names: the lead, the others, and the names nobody on the list stands for."""

    lead: Person | Unit | None = None
    people: tuple[Person, ...] = ()
    units: tuple[Unit, ...] = ()
    #: names as written, without those matched; the lead's own where nobody is matched with it
    unknown: tuple[str, ...] = ()

    @property
    def lead_person(self) -> Person | None:
        """The lead, where it is a person."""
        return self.lead if isinstance(self.lead, Person) else None

    @property
    def lead_unit(self) -> Unit | None:
        """The lead, where it is a unit."""
        return self.lead if isinstance(self.lead, Unit) else None


@dataclass(slots=True)
class Directory:
    """The active people and units of one school, by the keys of their names."""

    people: dict[str, list[Person]] = field(default_factory=dict)
    posts: dict[str, list[Person]] = field(default_factory=dict)
    units: dict[str, list[Unit]] = field(default_factory=dict)
    #: what was found already: cells of a plan name the same few people again and again
    _found: dict[str, Person | Unit | None] = field(default_factory=dict, repr=False)
    _matched: dict[str, Matched] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, school: Organisation) -> Directory:
        """The directory of a school. Two queries."""
        own = cls()
        for person in Person.objects.filter(organisation=school, active=True):
            own.people.setdefault(key(person.full_name), []).append(person)
            if person.post:
                own.posts.setdefault(key(person.post), []).append(person)
        for unit in Unit.objects.filter(organisation=school, active=True):
            own.units.setdefault(key(unit.name), []).append(unit)
        return own

    def find(self, name: str) -> Person | Unit | None:
        """The one person or unit a name stands for; None where nobody or several do."""
        if name not in self._found:
            self._found[name] = self._find(collapse(name))
        return self._found[name]

    def _find(self, name: str) -> Person | Unit | None:
        both = _BOTH.match(name)
        if both:
            found = self._of_two(both["one"], both["in"] or both["after"] or both["b"] or "")
            if found is not None:
                return found
        return self._one(name)

    def _of_two(self, one: str, other: str) -> Person | Unit | None:
        """A name and a post together: both must mean the same person."""
        for name, post in ((one, other), (other, one)):
            named = self.people.get(key(_TITLE.sub("", name)), [])
            if not named:
                continue
            fitting = [p for p in named if p.post and self._same_post(p.post, post)]
            return fitting[0] if len(fitting) == 1 else None
        return None

    def _same_post(self, own: str, written: str) -> bool:
        if key(own) == key(written) or key(own) == key(expand(written) or ""):
            return True
        return key(own).startswith(f"{key(written)} ")

    def _one(self, name: str) -> Person | Unit | None:
        bare = key(_TITLE.sub("", name))
        found: list[Person | Unit] = [*self.people.get(bare, ())]
        if not found:
            posts = {key(name), key(expand(name) or ""), *_post_keys(name)} - {""}
            found = [
                *{p.pk: p for post in posts for p in self.posts.get(post, ())}.values(),
                *{u.pk: u for post in posts for u in self.units.get(post, ())}.values(),
            ]
        return found[0] if len(found) == 1 else None

    def match(self, text: str) -> Matched:
        """Who the names of a cell are, the first-named being the lead."""
        if not text.strip():
            return Matched()
        if text not in self._matched:
            names = split_assignees(text)
            self._matched[text] = self.match_names(names.lead, names.collaborators)
        return self._matched[text]

    def match_names(self, lead: str | None, others: Sequence[str]) -> Matched:
        """Who these names are."""
        first = self.find(lead) if lead else None
        unknown = [lead] if lead and first is None else []
        people, units = [], []
        for name in others:
            found = self.find(name)
            if isinstance(found, Person):
                people.append(found)
            elif isinstance(found, Unit):
                units.append(found)
            else:
                unknown.append(name)
        return Matched(first, tuple(people), tuple(units), tuple(unknown))


def _post_keys(name: str) -> set[str]:
    """The full name of a post, where the whole of a name is one ("P. Hiệu trưởng", "PHT")."""
    found = find_posts(name)
    whole = len(found) == 1 and key(found[0].text) == key(name)
    return {key(found[0].value.name)} if whole else set()


def named(one: Person | Unit) -> str:
    """A person or unit as a paper names them: full name with the post behind it."""
    if isinstance(one, Unit):
        return one.name
    return f"{one.full_name} ({one.post})" if one.post else one.full_name


def assignee_words(
    lead: Person | Unit | None, others: Iterable[Person | Unit], more: Iterable[str] = ()
) -> str:
    """The cell "người thực hiện" for these people; `more` are names no list has."""
    rest = "; ".join([*(named(one) for one in others), *more])
    first = named(lead) if lead else ""
    if not rest:
        return first
    return f"{first}\n{WITH}{rest}" if first else rest
