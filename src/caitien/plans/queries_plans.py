"""Finds plans for the people who may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from .models import Plan

if TYPE_CHECKING:
    from caitien.schools.access import Scope


def plan_for(scope: Scope, key: str) -> Plan:
    """The plan of this key in the scope's school; 404 for anything else."""
    plans = Plan.objects.filter(school=scope.school, deleted_at=None).select_related(
        "school", "school__parent", "parent", "copied_from"
    )
    return get_object_or_404(plans, key=key)
