"""The audit trail of a school or office, for people to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from caitien.accounts.audit import scope_of
from caitien.accounts.models import AuditLine

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from .models import Organisation


def lines(organisation: Organisation, query: str = "") -> QuerySet[AuditLine]:
    """The lines, latest first; those that hold every word of the query as it is written."""
    found = AuditLine.objects.filter(scope=scope_of(organisation.pk))
    for word in query.split()[:8]:
        found = found.filter(Q(sentence__icontains=word) | Q(actor_name__icontains=word))
    return found.order_by("-number")
