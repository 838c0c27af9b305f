"""Accounts: whom the keeper sees, where an account belongs, who may lock it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q

from caitien.accounts.audit import SYSTEM
from caitien.accounts.models import AuditLine, User
from caitien.accounts.searching import search_words

from . import queries_rights
from .models import Grant, Organisation, Person

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

#: state in the address → words of the chip
STATES = {
    "": "Tất cả",
    "dang-dung": "Đang dùng",
    "da-khoa": "Đã khóa",
    "giu-cai-dat": "Giữ cài đặt",
}


def accounts(today: date, *, query: str = "", state: str = "") -> QuerySet[User]:
    """All accounts of the installation by name, each with `grants_now` (roles of today)."""
    found = User.objects.select_related("locked_by")
    for word in search_words(query):
        found = found.filter(search_key__contains=word)
    if state == "giu-cai-dat":
        found = found.filter(is_superuser=True)
    elif state:
        found = found.filter(is_active=state == "dang-dung")
    held = _held(today).select_related("organisation").order_by("organisation__sort_key", "pk")
    return found.order_by("sort_key", "pk").prefetch_related(
        Prefetch("grants", queryset=held, to_attr="grants_now")
    )


def _held(today: date) -> QuerySet[Grant]:
    """Roles that hold today or will."""
    return Grant.objects.filter(Q(until_on=None) | Q(until_on__gte=today))


def places_of(user: User, today: date) -> list[Organisation]:
    """Where a user has a role today or later, or stands on the staff list, by name."""
    held = Q(pk__in=_held(today).filter(user=user).values("organisation"))
    listed = Q(pk__in=Person.objects.filter(user=user, active=True).values("organisation"))
    return list(Organisation.objects.filter(held | listed))


def belongs_only(user: User, organisation: Organisation, today: date) -> bool:
    """Whether this is the one place of a user, who is not a keeper of the installation."""
    places = {place.pk for place in places_of(user, today)}
    return not user.is_superuser and places <= {organisation.pk} and was_here(user, organisation)


def was_here(user: User, organisation: Organisation) -> bool:
    """Whether a user has or had a role here, or stands or stood on the staff list."""
    return (
        Grant.objects.filter(user=user, organisation=organisation).exists()
        or Person.objects.filter(user=user, organisation=organisation).exists()
    )


def left_without_manager(user: User, today: date) -> list[Organisation]:
    """Where nobody could give roles any more if this user could not sign in. Few queries."""
    own = _held(today).filter(user=user, role__in=queries_rights.MANAGERS, from_on__lte=today)
    places = Organisation.objects.filter(pk__in=own.values("organisation"), closed_on=None)
    others = (
        _held(today)
        .filter(role__in=queries_rights.MANAGERS, from_on__lte=today, user__is_active=True)
        .exclude(user=user)
    )
    return list(places.exclude(pk__in=others.values("organisation")))


def lines_of(user: User, most: int = 50) -> list[AuditLine]:
    """The latest lines of the installation's trail about an account, latest first."""
    lines = AuditLine.objects.filter(scope=SYSTEM, target=f"user:{user.pk}")
    return list(lines.order_by("-number")[:most])
