"""Steps of a plan's life together with their news: who is told, in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from caitien.accounts.models import User
from caitien.notices.models import Notice
from caitien.notices.services import notify
from caitien.schools.models import Grant
from caitien.schools.roles import CAPABILITIES, OFFICE_CAPABILITIES

from .services_life import move
from .states import BY_NAME, steps_from

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from caitien.schools.models import Organisation

    from .models import Plan, Transition


@transaction.atomic
def move_and_tell(
    *, plan: Plan, step: str, actor: User, at: datetime, seen_hash: str, note: str, url: str
) -> Transition:
    """Take a step and tell those who go on from it: both happen, or neither. See `move`."""
    done = move(plan=plan, step=step, actor=actor, at=at, seen_hash=seen_hash, note=note)
    tell_next(done, url)
    return done


def tell_next(done: Transition, url: str) -> int:
    """Tell the others who can go on from here; how many were told. The same step is told once.

    A plan sent back also tells whoever sent it.
    """
    plan = done.plan
    kind = f"plan.{done.step}"
    if Notice.objects.filter(organisation=plan.school, kind=kind, url=url, at=done.at).exists():
        return 0
    wanted = {step.capability for step in steps_from(plan.state) if step.name != "withdraw"}
    day = done.at.date()
    users = {user for name in wanted for user in who_may(name, plan.school, day)}
    sender = plan.transitions.filter(step="submit").select_related("by").last()
    if sender:
        users |= still_here([sender.by], plan.school, day)
    users.discard(done.by)
    words = f"{done.by_name} {BY_NAME[done.step].done} “{plan.name}”"
    if done.note:
        words += f": {done.note}"
    return notify(
        users=users,
        organisation=plan.school,
        kind=kind,
        text=words,
        url=url,
        at=done.at,
    )


def who_may(capability: str, organisation: Organisation, day: date) -> set[User]:
    """Who has a capability in a school or an office on this day."""
    table = OFFICE_CAPABILITIES if organisation.is_office else CAPABILITIES
    holders = _grants(organisation, day).filter(role__in=table[capability])
    return set(User.objects.filter(pk__in=holders.values("user")))


def still_here(users: Iterable[User], school: Organisation, day: date) -> set[User]:
    """Those of these users who have a role in the school on this day: others are told nothing."""
    known = {user.pk: user for user in users}
    here = _grants(school, day).filter(user__in=list(known)).values_list("user", flat=True)
    return {known[pk] for pk in here}


def _grants(school: Organisation, day: date) -> QuerySet[Grant]:
    open_end = Q(until_on=None) | Q(until_on__gte=day)
    return Grant.objects.filter(open_end, organisation=school, from_on__lte=day)
