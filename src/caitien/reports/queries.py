"""What the year's overview and one's own work list show; read-only, across rooms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum

from caitien.core.regulations.calendar import deadlines, due_date
from caitien.plans.editions import own_edition
from caitien.plans.models import Action, BudgetLine, Comment, Plan
from caitien.plans.states import EDITABLE, steps_from
from caitien.schools.years import year_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from caitien.core.regulations.model import Deadline
    from caitien.schools.access import Scope
    from caitien.schools.models import Organisation

RETURNED = Plan.State.RETURNED
#: the edition whose dates stand beside those of every school year
EDITION = "tt57-2026"


@dataclass(frozen=True, slots=True)
class LegalDate:
    """A date the law or custom sets for a school year, with its article and how sure we are."""

    on: date
    deadline: Deadline

    @property
    def unsure(self) -> bool:
        """Whether a person should check the source."""
        return self.deadline.confidence != "H"


def legal_dates(year: int) -> list[LegalDate]:
    """The dated duties of a school year, in order."""
    found = []
    for one in (*deadlines(), *deadlines(EDITION)):
        on = due_date(one, year)
        if on is not None:
            found.append(LegalDate(on, one))
    return sorted(found, key=lambda one: one.on)


def plans_of_year(school: Organisation, year: int) -> list[Plan]:
    """The plans that cover a school year, with their number of actions; the annual ones first."""
    live = Q(actions__deleted_at=None)
    found = (
        Plan.objects.filter(
            school=school, deleted_at=None, start_year__lte=year, end_year__gte=year
        )
        .annotate(action_count=Count("actions", filter=live))
        .order_by("kind", "-id")
    )
    return list(found)


def actions_of(plans: list[Plan]) -> list[Action]:
    """The actions of these plans with what a timeline and a list of work need."""
    by_id = {plan.pk: plan for plan in plans}
    rows = Action.objects.filter(plan__in=list(by_id), deleted_at=None)
    found = list(rows.order_by("plan_id", "order"))
    for row in found:
        row.plan = by_id[row.plan_id]
    return found


@dataclass(frozen=True, slots=True)
class Next:
    """One thing that waits for this person: words, where, by when."""

    text: str
    url_name: str
    key: str
    due: date | None = None


def next_for(scope: Scope, plans: list[Plan], lacking: Collection[int] = ()) -> list[Next]:
    """What waits for this person: steps they may take with a plan.

    A plan of `lacking` (ids) is written on before it is sent; a plan of a year that is over waits
    for nobody to send it.
    """
    found = []
    for plan in plans:
        over = plan.end_year < year_of(scope.today)
        for step in steps_from(plan.state):
            waits = step.name in ("approve", "issue", "submit")
            unready = plan.pk in lacking or plan.state == RETURNED
            if step.name == "submit" and (over or unready):
                if not over and scope.may("plan.edit"):
                    verb = "Sửa chỗ bị trả lại" if plan.state == RETURNED else "Viết tiếp"
                    found.append(Next(f"{verb}: {plan.title}", "plan", plan.key))
                continue
            if waits and scope.may(step.capability):
                url = "plan-issue" if step.name == "issue" else "plan-life"
                found.append(Next(f"{step.label}: {plan.title}", url, plan.key))
    return found


def budget_by_source(plans: list[Plan]) -> list[tuple[str, int]]:
    """Sums in đồng by source over the actions of these plans; sources nobody gave are left out."""
    rows = (
        BudgetLine.objects.filter(
            action__plan__in=[p.pk for p in plans], action__deleted_at=None, amount__isnull=False
        )
        .values("source")
        .annotate(total=Sum("amount"))
        .order_by("-total")
    )
    return [(row["source"], int(row["total"])) for row in rows]


def my_actions(scope: Scope, year: int) -> list[Action]:
    """The actions of the year's plans this person leads, helps in or supervises; by due day."""
    if scope.person is None:
        return []
    me, unit = scope.person, scope.person.unit
    mine = Q(lead_person=me) | Q(collaborators=me) | Q(supervisor_person=me)
    if unit is not None:
        mine |= Q(lead_unit=unit) | Q(collaborator_units=unit)
    rows = Action.objects.filter(
        mine,
        plan__school=scope.school,
        plan__deleted_at=None,
        plan__start_year__lte=year,
        plan__end_year__gte=year,
        deleted_at=None,
    ).exclude(plan__state__in=[Plan.State.REPLACED])
    found = rows.select_related("plan", "lead_person", "lead_unit", "supervisor_person").distinct()
    return sorted(found, key=lambda one: (one.due is None, one.due or scope.today, one.order))


def my_mentions(scope: Scope) -> list[Comment]:
    """Open remarks that name this person."""
    if scope.person is None:
        return []
    rows = Comment.objects.filter(
        mentions=scope.person, resolved_at=None, plan__school=scope.school, plan__deleted_at=None
    )
    return list(rows.select_related("plan", "author")[:25])


#: (catalogue, criterion) → year → the actions for it
ByCriterion = dict[tuple[str, str], dict[int, list[Action]]]


def criteria_over_years(school: Organisation, years: list[int]) -> ByCriterion:
    """The actions of a school's annual plans by criterion, as its catalogue names it, and year."""
    rows = (
        Action.objects.filter(
            plan__school=school,
            plan__deleted_at=None,
            plan__kind=Plan.Kind.ANNUAL,
            plan__start_year__in=years,
            deleted_at=None,
        )
        .exclude(criterion="")
        .select_related("plan")
        .only(
            "uid", "criterion", "level", "plan", "plan__catalogue", "plan__start_year", "plan__rest"
        )
    )
    table: ByCriterion = {}
    for action in rows:
        key = (own_edition(action.plan, action.uid), action.criterion)
        table.setdefault(key, {}).setdefault(action.plan.start_year, []).append(action)
    return dict(sorted(table.items(), key=lambda pair: (pair[0][0], _code(pair[0][1]))))


def _code(code: str) -> tuple[int, ...]:
    return tuple(int(part) for part in code.split(".") if part.isdecimal())


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """One school of an office's panorama; never a rank."""

    school: Organisation
    plans: list[Plan]
    sent: int
    waiting: int


def schools_of_office(
    office: Organisation, schools: list[Organisation], year: int
) -> list[SchoolLine]:
    """Each of these schools (one page of them) with its issued plans of the year and deliveries."""
    from caitien.plans.models import Delivery

    issued = Plan.objects.filter(
        school__in=schools,
        deleted_at=None,
        start_year__lte=year,
        end_year__gte=year,
        state__in=[Plan.State.ISSUED, Plan.State.CLOSED],
    ).only("school", "title", "plan_number", "public_key")
    by_school: dict[int, list[Plan]] = {}
    for plan in issued:
        by_school.setdefault(plan.school_id, []).append(plan)
    sent: dict[int, list[Delivery]] = {}
    for one in (
        Delivery.objects.filter(
            office=office, paper__school__in=schools, paper__plan__end_year__gte=year
        )
        .select_related("paper")
        .only("received_at", "returned_at", "paper", "paper__school")
    ):
        sent.setdefault(one.paper.school_id, []).append(one)
    return [
        SchoolLine(
            school,
            by_school.get(school.pk, []),
            len(sent.get(school.pk, [])),
            sum(d.received_at is None and d.returned_at is None for d in sent.get(school.pk, [])),
        )
        for school in schools
    ]


def editable_with_gaps(plans: list[Plan], actions: list[Action]) -> list[tuple[Plan, list[str]]]:
    """The plans still being written, with what must not be missing when it is sent.

    `actions` are those of all the plans (`actions_of`). No query.
    """
    from caitien.plans.queries_life import missing_before_submit

    writing = [p for p in plans if p.state in EDITABLE]
    return [
        (p, missing_before_submit(p, [a for a in actions if a.plan_id == p.pk])) for p in writing
    ]
