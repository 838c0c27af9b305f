"""What the year's overview and one's own work list show; read-only, across rooms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, Sum

from caitien.accounts.searching import search_words
from caitien.core.regulations.calendar import deadlines, due_date
from caitien.core.regulations.loader import load_edition
from caitien.plans.editions import own_edition
from caitien.plans.models import Action, BudgetLine, Comment, Plan
from caitien.plans.states import EDITABLE, SEALED, steps_from
from caitien.schools.access import schools_under
from caitien.schools.models import Organisation
from caitien.schools.years import year_of
from caitien.ui.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from caitien.core.regulations.model import Deadline
    from caitien.schools.access import Scope

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

    @property
    def source(self) -> str:
        """The article, with the circular it stands in."""
        edition = self.deadline.edition
        where = f" Thông tư {load_edition(edition).number}" if edition else ""
        return self.deadline.article + where


def legal_dates(year: int) -> list[LegalDate]:
    """The dated duties of a school year, in order."""
    found = []
    for one in (*deadlines(), *deadlines(EDITION)):
        on = due_date(one, year)
        if on is not None:
            found.append(LegalDate(on, one))
    return sorted(found, key=lambda one: one.on)


def _plans_at(school: int, year: int) -> QuerySet[Plan]:
    live = Q(actions__deleted_at=None)
    found = Plan.objects.filter(
        school=school, deleted_at=None, start_year__lte=year, end_year__gte=year
    )
    return found.annotate(action_count=Count("actions", filter=live)).order_by("kind", "-id")


_PLANS = Prepared(_plans_at, int, int)


def plans_of_year(school: Organisation, year: int) -> list[Plan]:
    """The plans that cover a school year, with their number of actions; the annual ones first."""
    return _PLANS(school.pk, year)


@cache
def _actions(count: int) -> Prepared[Action]:
    """The living actions of so many plans (their ids)."""
    return Prepared(
        lambda *plans: Action.objects.filter(plan__in=plans, deleted_at=None).order_by(
            "plan_id", "order"
        ),
        *[int] * count,
    )


def actions_of(plans: list[Plan]) -> list[Action]:
    """The actions of these plans with what a timeline and a list of work need."""
    if not plans:
        return []
    by_id = {plan.pk: plan for plan in plans}
    found = _actions(len(by_id))(*by_id)
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
    #: what is missing before the step can be taken, in Vietnamese
    missing: tuple[str, ...] = ()


def next_for(
    scope: Scope, plans: list[Plan], lacking: Mapping[int, Sequence[str]] | None = None
) -> list[Next]:
    """What waits for this person: steps they may take with a plan.

    A plan that lacks something (`lacking`: id → what, in words), or was given back and not touched
    since, is written on before it is sent; a plan of a year that is over waits for nobody to send
    it. One query more where a plan was given back.
    """
    found: list[Next] = []
    lacking = lacking or {}
    for plan in plans:
        over = plan.end_year < year_of(scope.today)
        for step in steps_from(plan.state):
            waits = step.name in ("approve", "issue", "submit")
            if step.name == "submit" and (over or plan.pk in lacking or _untouched(plan)):
                if not over and scope.may("plan.edit"):
                    verb = "Sửa chỗ bị trả lại" if plan.state == RETURNED else "Viết tiếp"
                    missing = tuple(lacking.get(plan.pk, ()))
                    found.append(Next(f"{verb}: {plan.name}", "plan", plan.key, missing=missing))
                continue
            if waits and scope.may(step.capability):
                url = "plan-issue" if step.name == "issue" else "plan-life"
                found.append(Next(f"{step.label}: {plan.name}", url, plan.key))
    return found


def _untouched(plan: Plan) -> bool:
    """Whether a plan that was given back is still as it was then."""
    if plan.state != RETURNED:
        return False
    last = plan.transitions.values_list("at", flat=True).last()
    return last is None or plan.changed_at <= last


@cache
def _budget(count: int) -> Prepared[BudgetLine]:
    """Sums by source over the living actions of so many plans (their ids), largest first."""

    def sums(*plans: int) -> Any:
        lines = BudgetLine.objects.filter(
            action__plan__in=plans, action__deleted_at=None, amount__isnull=False
        )
        return lines.values_list("source").annotate(total=Sum("amount")).order_by("-total")

    return Prepared(sums, *[int] * count)


def budget_by_source(plans: list[Plan]) -> list[tuple[str, int]]:
    """Sums in đồng by source over the actions of these plans; sources nobody gave are left out."""
    if not plans:
        return []
    rows = _budget(len(plans)).tuples(*(plan.pk for plan in plans))
    return [(source, int(total)) for source, total in rows]


def _mine(mine: Q, school: int, year: int) -> QuerySet[Action]:
    rows = Action.objects.filter(
        mine,
        plan__school=school,
        plan__deleted_at=None,
        plan__start_year__lte=year,
        plan__end_year__gte=year,
        deleted_at=None,
    ).exclude(plan__state__in=[Plan.State.REPLACED])
    return rows.select_related("plan", "lead_person", "lead_unit", "supervisor_person").distinct()


def _of_person(me: int) -> Q:
    return Q(lead_person=me) | Q(collaborators=me) | Q(supervisor_person=me)


def _of_unit(unit: int) -> Q:
    return Q(lead_unit=unit) | Q(collaborator_units=unit)


_MINE = Prepared(lambda me, school, year: _mine(_of_person(me), school, year), int, int, int)
_MINE_AND_MY_UNITS = Prepared(
    lambda unit, me, school, year: _mine(_of_person(me) | _of_unit(unit), school, year),
    int, int, int, int,
)  # fmt: skip


def my_actions(scope: Scope, year: int) -> list[Action]:
    """The actions of the year's plans this person leads, helps in or supervises; by due day."""
    if scope.person is None:
        return []
    me, unit, school = scope.person.pk, scope.person.unit_id, scope.school.pk
    mine = (me, school, year)
    found = _MINE(*mine) if unit is None else _MINE_AND_MY_UNITS(unit, *mine)
    return sorted(found, key=lambda one: (one.due is None, one.due or scope.today, one.order))


def _mentions(person: int, school: int) -> QuerySet[Comment]:
    rows = Comment.objects.filter(
        mentions=person, resolved_at=None, plan__school=school, plan__deleted_at=None
    ).exclude(plan__state__in=SEALED)
    return rows.select_related("plan", "author")[:25]


_MENTIONS = Prepared(_mentions, int, int)


def my_mentions(scope: Scope) -> list[Comment]:
    """Open remarks that name this person; those of a sealed plan wait for nobody."""
    if scope.person is None:
        return []
    return _MENTIONS(scope.person.pk, scope.school.pk)


#: (catalogue, criterion) → year → the actions for it
ByCriterion = dict[tuple[str, str], dict[int, list[Action]]]


def _criteria(school: int, first: int, last: int) -> QuerySet[Action]:
    rows = Action.objects.filter(
        plan__school=school,
        plan__deleted_at=None,
        plan__kind=Plan.Kind.ANNUAL,
        plan__start_year__range=(first, last),
        deleted_at=None,
    ).exclude(criterion="")
    return rows.select_related("plan").only(
        "uid", "criterion", "level", "plan", "plan__catalogue", "plan__start_year", "plan__rest"
    )


_CRITERIA = Prepared(_criteria, int, int, int)


def criteria_over_years(school: Organisation, years: Sequence[int]) -> ByCriterion:
    """The actions of a school's annual plans by criterion, as its catalogue names it, and year."""
    table: ByCriterion = {}
    for action in _CRITERIA(school.pk, min(years), max(years)):
        if action.plan.start_year not in years:
            continue
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


def _under(office: int) -> Any:
    return schools_under(office).filter(closed_on=None).order_by("sort_key", "id").values_list("pk")


def _issued_under(office: int, year: int) -> Any:
    found = schools_under(office).filter(
        closed_on=None,
        plans__deleted_at=None,
        plans__start_year__lte=year,
        plans__end_year__gte=year,
        plans__state__in=[Plan.State.ISSUED, Plan.State.CLOSED],
    )
    return found.order_by().values_list("pk").distinct()


_UNDER: Prepared[Organisation] = Prepared(_under, int)
_ISSUED: Prepared[Organisation] = Prepared(_issued_under, int, int)


def schools_with_issued(office: Organisation, year: int) -> tuple[list[int], set[int]]:
    """The ids of an office's schools by name, and of those with a plan issued. Two queries."""
    under = [pk for (pk,) in _UNDER.tuples(office.pk)]
    return under, {pk for (pk,) in _ISSUED.tuples(office.pk, year)}


def named(schools: list[int], words: str) -> list[int]:
    """Those of these schools (ids) that have these words, as every search here. One query."""
    found = Organisation.objects.filter(pk__in=schools)
    for word in search_words(words):
        found = found.filter(search_key__contains=word)
    fitting = set(found.order_by().values_list("pk", flat=True))
    return [pk for pk in schools if pk in fitting]


def schools_of_office(office: Organisation, schools: list[int], year: int) -> list[SchoolLine]:
    """Each of these schools (ids, one page) with its issued plans of the year and deliveries.

    Three queries.
    """
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
    sent: dict[int, list[bool]] = {}
    answers = Delivery.objects.filter(
        office=office,
        paper__school__in=schools,
        paper__plan__start_year__lte=year,
        paper__plan__end_year__gte=year,
    )
    for school, received, returned in answers.order_by().values_list(
        "paper__school", "received_at", "returned_at"
    ):
        sent.setdefault(school, []).append(received is None and returned is None)
    known = Organisation.objects.in_bulk(schools)
    return [
        SchoolLine(known[pk], by_school.get(pk, []), len(sent.get(pk, [])), sum(sent.get(pk, [])))
        for pk in schools
        if pk in known
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


def lacking(scope: Scope, plans: list[Plan]) -> dict[int, list[str]]:
    """What each plan still being written lacks before it can be sent, in few lines.

    One query; none for those who do not send plans.
    """
    from caitien.plans.queries_life import in_few_lines

    writing = [plan for plan in plans if plan.state in EDITABLE]
    if not (writing and scope.may("plan.submit")):
        return {}
    found = editable_with_gaps(writing, actions_of(writing))
    return {plan.pk: in_few_lines(words) for plan, words in found if words}
