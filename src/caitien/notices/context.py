"""What the frame of every page knows about messages; read only where a template asks for it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from caitien.accounts.models import User
from caitien.schools.access import grants_in_force
from caitien.schools.roles import Role
from caitien.ui import clock

from .queries import unread_count

#: roles that open much: who has one should have a second step when signing in
GUARDS = (Role.ADMIN, Role.HEAD, Role.OFFICE_ADMIN)


def frame(request: HttpRequest) -> dict[str, Any]:
    """`unread`: messages not read; `guards`: whether this user keeps an important door."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    return {
        "unread": SimpleLazyObject(lambda: unread_count(user)),
        "guards": SimpleLazyObject(lambda: _guards(user)),
    }


def _guards(user: User) -> bool:
    mine = grants_in_force(user, clock.today()).filter(role__in=GUARDS)
    return user.is_superuser or mine.exists()
