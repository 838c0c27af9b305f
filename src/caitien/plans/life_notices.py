"""Who is told of a step: those who can take the next one, and whoever sent it for approval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from caitien.accounts.models import User
from caitien.notices.services import notify
from caitien.schools.models import Grant
from caitien.schools.roles import CAPABILITIES

from .states import BY_NAME, steps_from

if TYPE_CHECKING:
    from .models import Transition


def tell_next(done: Transition, url: str) -> int:
    """Tell the others who can go on from here; how many were told.

    A plan sent back also tells whoever sent it.
    """
    plan = done.plan
    wanted = {step.capability for step in steps_from(plan.state) if step.name != "withdraw"}
    roles = {role for name in wanted for role in CAPABILITIES[name]}
    day = done.at.date()
    holders = Grant.objects.filter(
        Q(until_on=None) | Q(until_on__gte=day),
        organisation=plan.school,
        role__in=roles,
        from_on__lte=day,
    )
    users = set(User.objects.filter(pk__in=holders.values("user")))
    sender = plan.transitions.filter(step="submit").select_related("by").last()
    if sender:
        users.add(sender.by)
    users.discard(done.by)
    words = f"{done.by_name} {BY_NAME[done.step].done} “{plan.title}”"
    if done.note:
        words += f": {done.note}"
    return notify(
        users=users,
        organisation=plan.school,
        kind=f"plan.{done.step}",
        text=words,
        url=url,
        at=done.at,
    )
