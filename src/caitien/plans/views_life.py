"""The life of a plan: its steps, its preview, its issue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import Prefetch
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
from .forms_life import IssueForm
from .life_notices import tell_next
from .models import Delivery, Plan
from .queries_life import in_few_lines, missing_before_submit, number_of, offices_above
from .queries_plans import plan_for
from .services_issue import faults_of, issue_plan
from .services_life import bound_hash, move
from .states import BY_NAME, EDITABLE, STEPS, steps_from

if TYPE_CHECKING:
    from django.http import HttpRequest

    from caitien.core.lint.diagnostic import Diagnostic

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def plan_life(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Where the plan stands, what may be done next, all that happened, papers and deliveries."""
    scope = enter(request.user, slug, "plan.view", today=clock.today())
    plan = plan_for(scope, key)
    steps = [step for step in steps_from(plan.state) if scope.may(step.capability)]
    sent = Delivery.objects.select_related("office", "received_by", "returned_by")
    papers = plan.papers.select_related("docx", "pdf", "issued_by").defer("content")
    papers = papers.prefetch_related(Prefetch("deliveries", sent))
    kept = [] if plan.state in EDITABLE else list(papers)  # what may be written was never issued
    steps_taken = list(plan.transitions.all())
    rows = rows_of(plan) if plan.state in EDITABLE else None
    context = {
        "scope": scope,
        "plan": plan,
        "year": plan.start_year,
        "active": "plans",
        "steps": [step for step in steps if step.name not in ("issue", "close")],
        "may_close": any(step.name == "close" for step in steps),
        "may_issue": any(step.name == "issue" for step in steps),
        # once it is sent nothing of it changes: the hash of the step that fixed it is what one sees
        "seen_hash": bound_hash(plan, rows.draft) if rows else plan.state_hash,
        "missing": in_few_lines(missing_before_submit(plan, rows.actions)) if rows else [],
        "past": bool(rows) and plan.end_year < year_of(scope.today),
        "this_year": year_of(scope.today),
        "transitions": [(one, BY_NAME[one.step]) for one in steps_taken],
        "papers": kept,
        "sent": bool(kept and kept[0].deliveries.all()),
        "returned": steps_taken[-1] if plan.state == Plan.State.RETURNED and steps_taken else None,
        "offices": [] if rows else offices_above(plan.school),
        "states": _road(plan, {one.before for one in steps_taken}),
        "open_comments": plan.comments.filter(resolved_at=None, reply_to=None).count(),
    }
    return render(request, "plans/life.html", context)


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
        done = move(plan=plan, step=step, actor=scope.user, at=now, seen_hash=seen, note=note)
    except Problem as problem:
        messages.error(request, problem.message)
    else:
        tell_next(done, reverse("plan-life", args=[slug, key]))
        messages.success(request, f"Đã {BY_NAME[step].done} “{plan.title}”.")
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
        seen = request.POST.get("seen_hash", "")
        try:
            paper = issue_plan(
                plan=plan, issue=form.issue(), actor=scope.user, at=now, seen_hash=seen
            )
        except Problem as problem:
            form.add_error(None, problem.message)
        else:
            tell_next(plan.transitions.latest("id"), reverse("plan-life", args=[slug, key]))
            messages.success(request, f"Đã ban hành kế hoạch số {paper.number}.")
            return redirect("plan-life", slug, key)
    made = printing.print_of(plan)
    context = {
        "scope": scope,
        "plan": plan,
        "year": plan.start_year,
        "active": "plans",
        "form": form,
        "seen_hash": plan.state_hash,
        "sample_number": number_of(plan.school, form.initial["serial"]),
        "faults": faults,
        "blanks": [one for one in made.blanks if one.where not in _FILLED_BY_ISSUE],
    }
    return render(request, "plans/issue.html", context)


_FILLED_BY_ISSUE = frozenset(
    {"Số văn bản", "Địa danh, ngày tháng", "Chức danh người ký", "Người ký", "Nơi nhận"}
)


@require_GET
def plan_preview(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The very PDF, page by page, beside the blanks that would print."""
    scope = enter(request.user, slug, "plan.view", today=clock.today())
    plan = plan_for(scope, key)
    made = printing.print_of(plan)
    context = {
        "scope": scope,
        "plan": plan,
        "year": plan.start_year,
        "active": "plans",
        "made": made,
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
