"""Accounts and the staff list: whose account is whose, its way in ended, locked and unlocked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from caitien.accounts.models import User
from caitien.accounts.services_locking import lock_account, unlock_account
from caitien.ui.problems import Problem

from . import queries_accounts, services_rights
from .models import Grant, Organisation, Person

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


def link_accounts(organisation_id: int, people: Iterable[Person]) -> int:
    """Give people the account of their e-mail address, where it has a role here and no record yet.

    How many were linked. The first head is invited before there is a staff list: the record that
    comes with the list is that head's. Call inside the transaction that wrote the people.
    """
    free = {
        one.email.lower(): one for one in people if one.email and one.active and not one.user_id
    }
    if not free:
        return 0
    here = Grant.objects.filter(organisation=organisation_id).values("user")
    known = Person.objects.filter(organisation=organisation_id, active=True).exclude(user=None)
    users = User.objects.filter(email__in=list(free), pk__in=here)
    linked = 0
    for user in users.exclude(pk__in=known.values("user")):
        person = free[user.email]
        linked += Person.objects.filter(pk=person.pk, user=None).update(user=user)
        person.user = user
    return linked


@transaction.atomic
def end_access(*, person: Person, actor: User, at: datetime) -> int:
    """End every role of a person here, from now on; the staff record stays. How many ended.

    Problem for the last who may give roles, for oneself, and where the actor may not.
    """
    if person.user is None:
        return 0
    if person.user_id == actor.pk:
        raise Problem(
            "Chưa thôi: không ai tự thôi mọi vai trò của mình ở trang này. Hãy nhờ người quản trị "
            "hoặc lãnh đạo khác."
        )
    yesterday = timezone.localdate(at) - timedelta(days=1)
    return services_rights.end_all(person=person, on=yesterday, actor=actor, at=at)


@transaction.atomic
def set_locked(
    *,
    user: User,
    locked: bool,
    reason: str,
    organisation: Organisation | None,
    actor: User,
    at: datetime,
) -> bool:
    """Lock an account or unlock it, by a manager of `organisation` or (None) by the keeper.

    False: it was so already. What is done is told in the trail of the installation and of every
    place where the user has a role or stands on the staff list. Problem where a manager's
    organisation is not the only one the account belongs to, and as `accounts.services_locking`
    says.
    """
    today = timezone.localdate(at)
    places = queries_accounts.places_of(user, today)
    if organisation is not None:
        roles = services_rights.capabilities_in(organisation, actor, today)
        if "roles.manage" not in roles or not queries_accounts.belongs_only(
            user, organisation, today
        ):
            raise Problem(
                "Chưa làm gì: tài khoản này không chỉ thuộc đơn vị này, nên chỉ người giữ cài đặt "
                "khóa được. Ở đây có thể cho thôi vai trò."
            )
    write = lock_account if locked else unlock_account
    return write(
        user=user,
        reason=reason,
        actor=actor,
        at=at,
        organisation_id=organisation.pk if organisation else None,
        told=[place.pk for place in places],
    )
