"""The staff list: search, filters, twins; who may be chosen; a person's history as sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from caitien.accounts.audit import scope_of
from caitien.accounts.models import AuditLine
from caitien.ui.problems import Problem

from . import names
from .models import Grant, Organisation, Person, Unit
from .roles import Role

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from caitien.accounts.models import User

#: state in the address → words of the chip
STATES = {"": "Đang công tác", "da-thoi": "Đã thôi công tác", "tat-ca": "Tất cả"}


def search(people: QuerySet[Person], query: str) -> QuerySet[Person]:
    """The people in whom every word of the query is found: "huong do" finds "Đỗ Thị Hương"."""
    for word in names.search_words(query):
        people = people.filter(search_key__contains=word)
    return people


def staff(
    organisation: Organisation, *, query: str = "", unit: str = "", state: str = ""
) -> QuerySet[Person]:
    """The staff list by given name; `unit` is an id, or "0" for people without one."""
    people = Person.objects.filter(organisation=organisation).select_related("unit", "user")
    if state != "tat-ca":
        people = people.filter(active=state != "da-thoi")
    if unit == "0":
        people = people.filter(unit=None)
    elif unit.isdigit() and len(unit) < 15:
        people = people.filter(unit_id=int(unit))
    return search(people, query)


def twins(organisation: Organisation, full_name: str, besides: int = 0) -> list[Person]:
    """People of this list whose name is the same but for tone placement: Thủy = Thuỷ."""
    same = Person.objects.filter(organisation=organisation, name_key=names.name_key(full_name))
    return list(same.exclude(pk=besides).select_related("unit"))


def selectable(organisation: Organisation, keep: Person | None = None) -> QuerySet[Person]:
    """Who may be chosen in this school: those who work there, and the one who is stored already.

    A select made of it never loses a stored person who has left.
    """
    who = Q(active=True)
    if keep is not None:
        who |= Q(pk=keep.pk)
    return Person.objects.filter(who, organisation=organisation).select_related("unit")


def selectable_units(organisation: Organisation, keep: Unit | None = None) -> QuerySet[Unit]:
    """The units that may be chosen: those at work, and the one that is stored already."""
    which = Q(active=True)
    if keep is not None:
        which |= Q(pk=keep.pk)
    return Unit.objects.filter(which, organisation=organisation)


def own_person(organisation: Organisation, person: Person) -> Person:
    """The person, who must be on the staff list of this school. Problem otherwise."""
    if person.organisation_id != organisation.pk:
        raise Problem(
            f"Chưa lưu: {person.full_name} không có trong danh sách nhân sự của "
            f"{organisation.name}. Hãy chọn người trong danh sách của trường."
        )
    return person


def own_unit(organisation: Organisation, unit: Unit | None) -> Unit | None:
    """The unit, which must be one of this school's. Problem otherwise."""
    if unit is not None and unit.organisation_id != organisation.pk:
        raise Problem(
            f"Chưa lưu: {unit.name} không phải tổ, bộ phận của {organisation.name}. Hãy chọn lại."
        )
    return unit


def units_with_counts(organisation: Organisation) -> QuerySet[Unit, Unit]:
    """The units in their order, with `people_now` and `people_ever`. One query."""
    return Unit.objects.filter(organisation=organisation).annotate(
        people_now=Count("people", filter=Q(people__active=True)),
        people_ever=Count("people"),
    )


@dataclass(frozen=True, slots=True)
class StaffCounts:
    """How many people work here, have left, and work without a unit."""

    active: int
    left: int
    without_unit: int


def counts(organisation: Organisation) -> StaffCounts:
    """The counts over the staff list. One query."""
    found = Person.objects.filter(organisation=organisation).aggregate(
        here=Count("pk", filter=Q(active=True)),
        left=Count("pk", filter=Q(active=False)),
        bare=Count("pk", filter=Q(active=True, unit=None)),
    )
    return StaffCounts(found["here"], found["left"], found["bare"])


@dataclass(frozen=True, slots=True)
class Held:
    """A post or a role somebody held here: since when, until when, by whom given and ended."""

    name: str
    since: date
    until: date | None
    given_by: str
    ended_by: str
    #: when it was ended, where that is kept
    ended_at: datetime | None = None
    #: first calendar year of the school year it was given for
    start_year: int | None = None


def posts_held(person: Person) -> list[Held]:
    """The posts a person held, latest first. One query."""
    return [
        Held(post.name, post.from_on, post.until_on, _who(post.given_by), _who(post.ended_by))
        for post in person.posts.select_related("given_by", "ended_by")
    ]


def roles_held(person: Person) -> list[Held]:
    """The roles a person has, had or will have here, latest first. One query."""
    if person.user is None:
        return []
    grants = Grant.objects.filter(user=person.user, organisation=person.organisation_id)
    return [
        Held(
            str(Role(grant.role).label), grant.from_on, grant.until_on, _who(grant.given_by),
            _who(grant.ended_by), grant.ended_at, grant.start_year,
        )
        for grant in grants.select_related("given_by", "ended_by").order_by("-from_on", "-pk")
    ]  # fmt: skip


def _who(user: User | None) -> str:
    return str(user) if user else ""


def lines_about(person: Person, most: int = 50) -> list[AuditLine]:
    """The latest lines of the trail about somebody and their account here, latest first."""
    target = f"person:{person.pk}"
    about = Q(target=target) | Q(action="staff.import", changes__has_key=target)
    if person.user_id:
        about |= Q(target=f"user:{person.user_id}")
    lines = AuditLine.objects.filter(about, scope=scope_of(person.organisation_id))
    found = list(lines.order_by("-number")[:most])
    for line in found:
        if line.action == "staff.import":  # one line of an import tells of many people
            line.sentence = f"{line.actor_name} nhập từ tệp: {line.changes[target][1]}."
    return found
