"""The life of a plan: its steps, its preview, its issue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caitien.schools.access import enter
from caitien.schools.years import year_of
from caitien.ui import clock
from caitien.ui.problems import Problem

from . import printing
from .drafting import rows_of
from .findings_missing import missing_in
from .forms_life import IssueForm
from .life_notices import move_and_tell
from .models import Plan
from .queries_life import in_few_lines, number_of, offices_above, returned_unchanged
from .queries_plans import papers_of, plan_for, steps_taken_of
from .queries_print import lacks_of_plan, lacks_of_school
from .services_issue import faults_of, issue_plan
from .services_life import bound_hash
from .states import BY_NAME, EDITABLE, SEALED, STEPS, steps_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpRequest

    from caitien.core.lint.diagnostic import Diagnostic
    from caitien.schools.access import Scope

    from .drafting import PlanRows
    from .models import PlanSection

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def plan_life(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Where the plan stands, what may be done next, all that happened, papers and deliveries."""
    scope = enter(request.user, slug, "plan.view", today=clock.today())
    plan = plan_for(scope, key)
    return render(request, "plans/life.html", _life(scope, plan))


def _life(scope: Scope, plan: Plan) -> dict[str, Any]:
    """What the page of a plan's life shows."""
    steps = [step for step in steps_from(plan.state) if scope.may(step.capability)]
    kept = [] if plan.state in EDITABLE else papers_of(plan)  # what may be written was never issued
    steps_taken = steps_taken_of(plan)
    rows = rows_of(plan) if plan.state in EDITABLE else None
    offices = [] if rows else offices_above(plan.school)
    sent = list(kept[0].deliveries.all()) if kept else []
    held = {one.office_id for one in sent if one.returned_at is None}
    seen = bound_hash(plan, rows.draft) if rows else plan.state_hash
    return {
        "scope": scope,
        "plan": plan,
        "year": plan.start_year,
        "active": "plans",
        "steps": sorted(
            (step for step in steps if step.name not in ("issue", "close")),
            key=lambda step: step.needs_note,  # a form that opens stands below the plain buttons
        ),
        "may_close": any(step.name == "close" for step in steps),
        "may_issue": any(step.name == "issue" for step in steps),
        # once it is sent nothing of it changes: the hash of the step that fixed it is what one sees
        "seen_hash": seen,
        "unchanged": returned_unchanged(plan, seen, steps_taken) if rows else None,
        "past": bool(rows) and plan.end_year < year_of(scope.today),
        "this_year": year_of(scope.today),
        "transitions": [(one, BY_NAME[one.step]) for one in steps_taken],
        "papers": kept,
        "sent": bool(sent),
        "returned": steps_taken[-1] if plan.state == Plan.State.RETURNED and steps_taken else None,
        "offices": offices,
        "to_send": [office for office in offices if office.pk not in held],
        "states": _road(plan, {one.before for one in steps_taken}),
        "open_comments": plan.comments.filter(resolved_at=None, reply_to=None).count(),
    } | _unfinished(scope, plan, rows)


def _unfinished(scope: Scope, plan: Plan, rows: PlanRows | None) -> dict[str, Any]:
    """What a plan that is still written needs before it is sent, and should have before print."""
    if rows is None:
        return {}
    told = missing_in(rows)
    return {
        "missing": in_few_lines([one.message for one in told if one.blocks]),
        "advice": in_few_lines([one.message for one in told if not one.blocks])
        if scope.may("plan.edit")
        else [],
        "lacks": _lacks(scope, plan, rows.sections),
    }


def _lacks(
    scope: Scope, plan: Plan, sections: Iterable[PlanSection], *, signers: bool = True
) -> list[tuple[str, str, str]]:
    """What the paper would lack: words, the address where it is filled in, what to do instead.

    Only for those who write the plan: readers are not told of work that is not theirs.
    """
    if not scope.may("plan.edit"):
        return []
    slug, found = plan.school.slug, []
    for one in [
        *lacks_of_school(plan, plan.school, signers=signers),
        *lacks_of_plan(plan, sections),
    ]:
        own = one.capability == "plan.edit"
        if not scope.may(one.capability):
            found.append((one.words, "", "nhờ hiệu trưởng hoặc người quản trị của trường ghi"))
        elif own and plan.state not in EDITABLE:
            found.append((one.words, "", "cần mở lại kế hoạch để ghi"))
        else:
            places = [slug, plan.key] if own else [slug]
            more = ["section", one.uid] if one.uid else []
            found.append((one.words, reverse(one.page, args=[*places, *more]), ""))
    return found


def _road(plan: Plan, been: set[str]) -> list[tuple[Plan.State, str]]:
    """The main road of a plan: what it went through, where it is, what lies ahead or aside."""
    state = Plan.State
    road = [state.DRAFT, state.REVIEW, state.SUBMITTED, state.APPROVED, state.ISSUED]
    turn = {state.RETURNED: state.DRAFT, state.REPLACED: state.ISSUED, state.CLOSED: state.ISSUED}
    here = turn.get(Plan.State(plan.state), Plan.State(plan.state))
    at = road.index(here)
    told = []
    for index, one in enumerate(road):
        passed = index < at and one in been
        told.append((one, "here" if index == at else "done" if passed else "ahead"))
    return told


@require_POST
def plan_step(request: HttpRequest, slug: str, key: str, step: str) -> HttpResponse:
    """Take one step of the machine (issuing has a page of its own)."""
    today, now = clock.today(), clock.now()
    scope = enter(request.user, slug, "plan.view", today=today)
    if step not in {one.name for one in STEPS if one.name != "issue"}:
        raise Http404
    scope.need(BY_NAME[step].capability)
    plan = plan_for(scope, key)
    seen, note = request.POST.get("seen_hash", ""), request.POST.get("note", "")
    try:
        move_and_tell(
            plan=plan,
            step=step,
            actor=scope.user,
            at=now,
            seen_hash=seen,
            note=note,
            url=reverse("plan-life", args=[slug, key]),
        )
    except Problem as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, f"Đã {BY_NAME[step].done} “{plan.name}”.")
    return redirect("plan-life", slug, key)


@require_http_methods(["GET", "POST"])
def plan_issue(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Number, date, sign and issue an approved plan."""
    today, now = clock.today(), clock.now()
    scope = enter(request.user, slug, "plan.issue", today=today)
    plan = plan_for(scope, key)
    if plan.state != Plan.State.APPROVED:
        if plan.state != Plan.State.ISSUED:
            messages.error(request, "Chỉ ban hành được kế hoạch đã phê duyệt.")
        return redirect("plan-life", slug, key)
    form = IssueForm(request.POST or None, plan=plan, today=today)
    faults: list[Diagnostic] = []
    if request.method == "POST" and form.is_valid():
        faults = faults_of(plan, form.issue(), today)
        form.need_answer(faults)
    if request.method == "POST" and form.is_valid():
        try:
            paper = issue_plan(
                plan=plan,
                issue=form.issue(),
                actor=scope.user,
                at=now,
                seen_hash=request.POST.get("seen_hash", ""),
                url=reverse("plan-life", args=[slug, key]),
            )
        except Problem as problem:
            form.add_error(None, problem.message)
        else:
            messages.success(request, f"Đã ban hành kế hoạch số {paper.number}.")
            return redirect("plan-life", slug, key)
    return render(request, "plans/issue.html", _issue(scope, plan, form, faults))


def _issue(
    scope: Scope, plan: Plan, form: IssueForm, faults: Sequence[Diagnostic]
) -> dict[str, Any]:
    """What the page of issuing shows."""
    rows = rows_of(plan)
    made = printing.print_of(plan, rows.draft)
    return {
        "scope": scope,
        "plan": plan,
        "year": plan.start_year,
        "active": "plans",
        "form": form,
        "seen_hash": plan.state_hash,
        "sample_number": number_of(plan.school, form.initial["serial"]),
        "faults": faults,
        "blanks": [one for one in made.blanks if one.where not in _FILLED_BY_ISSUE],
        "lacks": _lacks(scope, plan, rows.sections, signers=form.may_be_signed),
        "may_reopen": scope.may(BY_NAME["reopen"].capability),
    }


_FILLED_BY_ISSUE = frozenset(
    {"Số văn bản", "Địa danh, ngày tháng", "Chức danh người ký", "Người ký", "Nơi nhận"}
)


@require_GET
def plan_preview(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The very PDF, page by page, beside the blanks that would print."""
    scope = enter(request.user, slug, "plan.view", today=clock.today())
    plan = plan_for(scope, key)
    rows = rows_of(plan)
    made = printing.print_of(plan, rows.draft)
    context = {
        "scope": scope,
        "plan": plan,
        "year": plan.start_year,
        "active": "plans",
        "made": made,
        "mark": made.mark,
        "lacks": [] if plan.state in SEALED else _lacks(scope, plan, rows.sections),
        "pages": range(1, min(made.pages, 60) + 1),
    }
    return render(request, "plans/preview.html", context)


@require_GET
def plan_preview_page(request: HttpRequest, slug: str, key: str, number: int) -> HttpResponse:
    """One page of the preview as a picture."""
    scope = enter(request.user, slug, "plan.view", today=clock.today())
    plan = plan_for(scope, key)
    try:
        png = printing.picture(printing.print_of(plan).pdf, number)
    except IndexError:
        raise Http404 from None
    answer = HttpResponse(png, content_type="image/png")
    answer["Cache-Control"] = "private, max-age=60"
    return answer


@require_GET
def plan_file(request: HttpRequest, slug: str, key: str, kind: str) -> HttpResponse:
    """The plan as it stands, as a PDF or a Word file."""
    scope = enter(request.user, slug, "plan.view", today=clock.today())
    plan = plan_for(scope, key)
    if kind == "pdf":
        answer = HttpResponse(printing.print_of(plan).pdf, content_type="application/pdf")
    else:
        answer = HttpResponse(printing.word_of(plan), content_type=DOCX)
    name = f"ke-hoach-{plan.start_year}-{plan.key}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
