"""Who may: finding a school or office *is* being allowed to see it.

A stranger gets 404, a member without the right 403. Views take a Scope from `enter` and reach every
object through it; nothing is authorised by hiding a menu.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from caitien.accounts.models import User
from caitien.ui.prepared import Prepared

from .models import Grant, Organisation, Person
from .roles import Role, capabilities_of

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Scope:
    """A user inside one school or office, with what they may do there today."""

    user: User
    organisation: Organisation
    roles: frozenset[Role]
    capabilities: frozenset[str]
    today: date
    #: the user's own record on the staff list of this organisation, where there is one
    person: Person | None

    @property
    def school(self) -> Organisation:
        """The organisation, where views speak of a school."""
        return self.organisation

    def may(self, capability: str) -> bool:
        """Whether the user has this capability here."""
        return capability in self.capabilities

    def need(self, capability: str) -> None:
        """403 unless the user has this capability here."""
        if capability not in self.capabilities:
            raise PermissionDenied(capability)


def grants_in_force(user: User | int, today: date) -> QuerySet[Grant]:
    """The grants of a user (or the user of this id) that hold on this day."""
    open_end = Q(until_on__isnull=True) | Q(until_on__gte=today)
    return Grant.objects.filter(open_end, user=user, from_on__lte=today)


def _grants_at(user: int, slug: str, today: date) -> QuerySet[Grant]:
    open_end = Q(until_on__isnull=True) | Q(until_on__gte=today)
    found = Grant.objects.filter(open_end, user=user, from_on__lte=today, organisation__slug=slug)
    return found.select_related("organisation", "organisation__parent")


def _person_of(organisation: int, user: int) -> QuerySet[Person]:
    return Person.objects.filter(organisation=organisation, user=user, active=True)[:1]


_GRANTS = Prepared(_grants_at, int, str, date)
_PERSON = Prepared(_person_of, int, int)


def enter(user: User | AnonymousUser, slug: str, capability: str, *, today: date) -> Scope:
    """The Scope of a user in the organisation of this slug.

    Http404 where the user has no role there (or it does not exist), PermissionDenied where the
    roles lack the capability. Every call reads the database: a right given a moment ago counts.
    """
    if not isinstance(user, User) or not user.is_active:
        raise Http404
    found = _GRANTS(user.pk, slug, today)
    if not found:
        raise Http404
    organisation = found[0].organisation
    roles = frozenset(Role(grant.role) for grant in found)
    person = _PERSON.first(organisation.pk, user.pk)
    scope = Scope(
        user=user,
        organisation=organisation,
        roles=roles,
        capabilities=capabilities_of(roles, office=organisation.is_office),
        today=today,
        person=person,
    )
    scope.need(capability)
    return scope


def organisations_of(user: User, today: date) -> list[Organisation]:
    """The schools and offices where the user has a role today, by name."""
    ids = grants_in_force(user, today).values("organisation")
    return list(Organisation.objects.filter(pk__in=ids).select_related("parent"))


def schools_under(office: Organisation | int) -> QuerySet[Organisation]:
    """The schools under an office (itself or its id) today, at any depth (four at most)."""
    under = Q(parent=office)
    for depth in range(1, 4):
        under |= Q(**{"parent__" * depth + "parent": office})
    return Organisation.objects.filter(under, kind=Organisation.Kind.SCHOOL)
