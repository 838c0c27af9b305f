"""Finds plans for the people who may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404

from caitien.core.vietnamese.text import collapse, nfc
from caitien.schools.models import Person
from caitien.ui.prepared import Prepared

from .models import Comment, Delivery, IssuedPaper, Plan, Transition

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from caitien.schools.access import Scope
    from caitien.schools.models import Organisation


def _plan_at(school: int, key: str) -> QuerySet[Plan]:
    found = Plan.objects.filter(school=school, key=key, deleted_at=None)
    return found.select_related("school", "school__parent", "parent", "copied_from")


_PLAN = Prepared(_plan_at, int, str)


def plan_for(scope: Scope, key: str) -> Plan:
    """The plan of this key in the scope's school; 404 for anything else."""
    plan = _PLAN.first(scope.school.pk, key)
    if plan is None:
        raise Http404
    return plan


def _public_at(key: str) -> QuerySet[Plan]:
    return Plan.objects.filter(public_key=key, deleted_at=None).select_related("school")


def _newest(plan: int) -> QuerySet[IssuedPaper]:
    return IssuedPaper.objects.filter(plan=plan).select_related("pdf")[:1]


_PUBLIC, _NEWEST = Prepared(_public_at, str), Prepared(_newest, int)


def published(key: str) -> tuple[Plan, IssuedPaper] | None:
    """The published plan of this key with its newest paper; None where there is none."""
    plan = _PUBLIC.first(key) if key else None
    paper = _NEWEST.first(plan.pk) if plan is not None else None
    return (plan, paper) if plan is not None and paper is not None else None


def _papers(plan: int) -> QuerySet[IssuedPaper]:
    papers = IssuedPaper.objects.filter(plan=plan).defer("content")
    return papers.select_related("docx", "pdf", "issued_by")


_PAPERS = Prepared(_papers, int)
_STEPS = Prepared(lambda plan: Transition.objects.filter(plan=plan), int)


def papers_of(plan: Plan) -> list[IssuedPaper]:
    """The papers of a plan, newest first, with their files and deliveries. At most two queries."""
    found = _PAPERS(plan.pk)
    sent = Delivery.objects.select_related("office", "received_by", "returned_by")
    prefetch_related_objects(found, Prefetch("deliveries", sent))
    return found


def steps_taken_of(plan: Plan) -> list[Transition]:
    """The steps a plan went through, in order. One query."""
    return _STEPS(plan.pk)


def named_in(text: str, school: Organisation) -> list[int]:
    """Ids of the school's people whose full name is written after an "@". At most one query."""
    if "@" not in text:
        return []
    words = collapse(nfc(text)).casefold()
    people = Person.objects.filter(organisation=school, active=True)
    named = people.values_list("pk", "full_name")
    return [pk for pk, name in named if f"@{collapse(nfc(name)).casefold()}" in words]


#: remarks in order, each with its answers in order
Threads = list[tuple[Comment, list[Comment]]]
_REMARKS = Prepared(lambda plan: Comment.objects.filter(plan=plan), int)


def threads_of(plan: Plan) -> Threads:
    """The remarks on a plan, whom each names, and what was answered. At most two queries."""
    every = _REMARKS(plan.pk)
    remarks = [one for one in every if one.reply_to_id is None]
    prefetch_related_objects(remarks, "mentions")
    answers: dict[int | None, list[Comment]] = {}
    for one in every:
        answers.setdefault(one.reply_to_id, []).append(one)
    return [(one, answers.get(one.pk, [])) for one in remarks]
