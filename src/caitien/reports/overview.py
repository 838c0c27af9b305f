"""Tổng quan of a school year, put together for its page: words, pictures and their tables."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from caitien.core.regulations.loader import load_catalogue
from caitien.core.render import charts
from caitien.plans.models import Action, Plan
from caitien.plans.queries_life import in_few_lines
from caitien.schools.models import Grant, Person
from caitien.schools.roles import Role
from caitien.schools.years import year_bounds, year_of

from . import queries

if TYPE_CHECKING:
    from caitien.schools.access import Scope

#: years of the heat map, the one shown last
YEARS = 4
#: longest timeline drawn; the rest stands in the table of the plan itself
MOST_BARS = 60


def overview_of(scope: Scope, year: int) -> dict[str, Any]:
    """What the page shows; at most a dozen queries."""
    plans = queries.plans_of_year(scope.school, year)
    actions = queries.actions_of(plans)
    dates = queries.legal_dates(year)
    gaps = [pair for pair in queries.editable_with_gaps(plans, actions) if pair[1]]
    ahead = [one for one in dates if one.on >= scope.today]
    return {
        "plans": plans,
        "first_steps": [] if plans else first_steps(scope),
        "ahead": ahead,
        "behind": [one for one in dates if one.on < scope.today],
        "waiting": queries.next_for(scope, plans, {plan.pk: words for plan, words in gaps}),
        "mentions": queries.my_mentions(scope),
        "gaps": [(plan, in_few_lines(words)) for plan, words in gaps if not _over(plan, scope)],
        "actions": actions,
        "assigned": sum(bool(a.lead_person_id or a.lead_unit_id) for a in actions),
        "dated": sum(a.due is not None for a in actions),
        "late": [a for a in actions if a.due and a.due < scope.today and _runs(a.plan)],
        "timeline": timeline(scope, plans, actions, year, dates),
        "heat": heat_map(scope, year),
        "budget": budget(plans),
    }


def first_steps(scope: Scope) -> list[dict[str, Any]]:
    """What a new school still has to write before its first plan, for who may; [] once all is."""
    if not scope.may("school.manage"):
        return []
    school, slug = scope.school, scope.school.slug
    open_end = Q(until_on=None) | Q(until_on__gte=scope.today)
    writers = Grant.objects.filter(open_end, organisation=school, role=Role.SECRETARY)
    steps = [
        {
            "done": bool(school.code and school.place),
            "text": "Ghi chữ viết tắt và địa danh của trường",
            "why": "để số văn bản và ngày tháng trên giấy tờ in đúng.",
            "url": reverse("school-edit", args=[slug]),
        },
        {
            "done": Person.objects.filter(organisation=school).exists(),
            "text": "Nhập danh sách nhân sự",
            "why": "để chọn người thực hiện, người giám sát, người ký.",
            "url": reverse("staff-import", args=[slug]),
        },
        {
            "done": writers.exists(),
            "text": "Mời thư ký hội đồng",
            "why": "người nhập và viết kế hoạch cùng thầy, cô.",
            "url": reverse("rights-give", args=[slug]) + f"?vai-tro={Role.SECRETARY}",
        },
    ]
    return [] if all(step["done"] for step in steps) else steps


def _over(plan: Plan, scope: Scope) -> bool:
    return plan.end_year < year_of(scope.today)


def _runs(plan: Plan) -> bool:
    return plan.state == Plan.State.ISSUED


def _draw(svg: str, table: charts.TableOf) -> dict[str, Any]:
    """A picture and its table; the picture is our own SVG, every text in it escaped."""
    return {"svg": SafeString(mark_safe(svg)), "table": table}  # noqa: S308 - charts escape their texts


def timeline(
    scope: Scope,
    plans: list[Plan],
    actions: list[Action],
    year: int,
    dates: list[queries.LegalDate],
) -> dict[str, Any] | None:
    """The actions of the year on its months, legal dates as flags; None without one in it."""
    first, last = year_bounds(year)
    dated = [a for a in actions if _within(a, first, last)][:MOST_BARS]
    if not dated:
        return None
    bars = [
        charts.TimelineBar(
            label=label_of(action),
            start=action.start,
            due=action.due,
            state=state_of(action, scope.today),
            reviews=tuple(_days(action.report_dates)),
            url=reverse("plan", args=[scope.school.slug, action.plan.key]) + f"#dong-{action.uid}",
        )
        for action in dated
    ]
    flags = [charts.Flag(one.on, one.deadline.title) for one in dates]
    svg = charts.plan_timeline(
        bars,
        first=first,
        last=last,
        today=scope.today,
        title=f"Tiến độ các hoạt động năm học {year}-{year + 1}",
        flags=flags,
    )
    return _draw(svg, charts.plan_timeline_rows(bars))


def _within(action: Action, first: date, last: date) -> bool:
    """Whether an action's days touch the school year: a plan of years has others, too."""
    begin, end = action.start or action.due, action.due or action.start
    return begin is not None and end is not None and begin <= last and end >= first


def label_of(action: Action) -> str:
    """An action in a few words: its criterion and what it is about."""
    return f"{action.criterion} {action.work or '(chưa có nội dung)'}".strip()[:90]


def state_of(action: Action, today: date) -> str:
    """The state of an action as far as the plan tells it: progress is reported elsewhere."""
    if not (action.lead_person_id or action.lead_unit_id or action.assignee_text):
        return "chua_giao"
    if action.plan.state in (Plan.State.ISSUED, Plan.State.CLOSED):
        if action.due and action.due < today:
            return "qua_han"
        if action.start and action.start <= today:
            return "dang_lam"
    return "chua_bat_dau"


def _days(values: list[str]) -> list[date]:
    found = []
    for value in values:
        try:
            found.append(date.fromisoformat(value))
        except (TypeError, ValueError):
            continue
    return found


def heat_map(scope: Scope, year: int) -> dict[str, Any] | None:
    """Criteria × years: the level each plan started from; hatched where nobody assessed it.

    A code means what the circular of its plan says: the same code of two circulars is two rows.
    """
    years = list(range(year - YEARS + 1, year + 1))
    rows = []
    for (edition, code), by_year in queries.criteria_over_years(scope.school, years).items():
        title = titles_of(edition).get(code, "")
        number = load_catalogue(edition).number if edition else ""
        shown = f"{title} ({number})" if number else title
        levels = tuple(_level(by_year.get(one, [])) for one in years)
        rows.append(charts.CriterionYears(code, shown, levels))
    if not rows:
        return None
    title = "Mức của các tiêu chí có trong kế hoạch, theo năm học"
    svg = charts.criterion_heat_map(rows, years, title=title)
    return _draw(svg, charts.criterion_heat_map_rows(rows, years))


def titles_of(catalogue: str) -> dict[str, str]:
    """The titles of a catalogue's criteria by code; nothing for an unknown catalogue."""
    if not catalogue:
        return {}
    return {one.code: one.title for one in load_catalogue(catalogue).criteria}


def _level(actions: list[Action]) -> int | None:
    levels = [action.level for action in actions if action.level is not None]
    return min(levels) if levels else None


def budget(plans: list[Plan]) -> dict[str, Any] | None:
    """Planned sums by source; None where no sum was entered (which is not 0 đồng)."""
    sums = queries.budget_by_source(plans)
    if not sums:
        return None
    bars = [charts.BudgetBar(source or "Chưa rõ nguồn", total) for source, total in sums]
    svg = charts.budget_bars(bars, title="Kinh phí dự kiến theo nguồn")
    return {**_draw(svg, charts.budget_bars_rows(bars)), "total": sum(total for _, total in sums)}
