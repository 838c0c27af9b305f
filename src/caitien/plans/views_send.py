"""Sending, receiving and publishing issued papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from caitien.schools import files
from caitien.schools.access import enter
from caitien.schools.models import Organisation
from caitien.schools.names import search_words
from caitien.ui import clock
from caitien.ui.middleware import open_to_all
from caitien.ui.problems import Problem

from .models import Delivery
from .queries_plans import plan_for, published
from .reading import reading_html
from .services_send import give_back, publish, receive, send, unpublish
from .views_edit_base import is_number

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from .models import IssuedPaper, Plan


@require_POST
def plan_send(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Send the newest paper of a plan to one office above."""
    scope = enter(request.user, slug, "plan.send", today=clock.today())
    paper = plan_for(scope, key).papers.first()
    office = request.POST.get("office", "")
    if paper is None or not is_number(office):
        raise Http404
    try:
        to = get_object_or_404(Organisation, pk=int(office))
        url = reverse("deliveries", args=[to.slug])
        sent = send(paper=paper, office=to, actor=scope.user, at=clock.now(), url=url)
    except Problem as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, f"Đã gửi kế hoạch số {paper.number} tới {sent.office}.")
    return redirect("plan-life", slug, key)


@require_POST
def plan_publish(request: HttpRequest, slug: str, key: str, open_it: bool) -> HttpResponse:
    """Open or close the public page."""
    scope = enter(request.user, slug, "plan.publish", today=clock.today())
    plan = plan_for(scope, key)
    try:
        (publish if open_it else unpublish)(plan=plan, actor=scope.user, at=clock.now())
    except Problem as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, "Đã công khai kế hoạch." if open_it else "Đã ngừng công khai.")
    return redirect("plan-life", slug, key)


#: what the list of deliveries shows; a paper's whole content is not read for it
_LISTED = (
    "sent_at", "received_at", "returned_at", "reason", "paper__number", "paper__dated",
    "paper__plan__title", "paper__school__name", "sent_by__full_name", "sent_by__email",
    "received_by__full_name", "received_by__email",
)  # fmt: skip


@require_GET
def deliveries(request: HttpRequest, slug: str) -> HttpResponse:
    """What schools sent to this office, newest first."""
    scope = enter(request.user, slug, "delivery.view", today=clock.today())
    found = (
        Delivery.objects.filter(office=scope.organisation)
        .select_related("paper__plan", "paper__school", "sent_by", "received_by")
        .only(*_LISTED)
    )
    words, state = request.GET.get("tim", "").strip(), request.GET.get("loc", "")
    for word in search_words(words):
        found = found.filter(paper__school__search_key__contains=word)
    filters: dict[str, dict[str, Any]] = {
        "cho": {"received_at": None, "returned_at": None},
        "nhan": {"received_at__isnull": False, "returned_at": None},
        "tra": {"returned_at__isnull": False},
    }
    found = found.filter(**filters.get(state, {}))
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    context = {"scope": scope, "page": page, "words": words, "state": state}
    context["active"] = "deliveries"
    return render(request, "plans/deliveries.html", context)


@require_POST
def delivery_answer(request: HttpRequest, slug: str, number: int, answer: str) -> HttpResponse:
    """Confirm a delivery, or return it with a reason."""
    scope = enter(request.user, slug, "delivery.answer", today=clock.today())
    rows = Delivery.objects.select_related("paper__school", "paper__plan")
    found = get_object_or_404(rows, pk=number, office=scope.organisation)
    plan = found.paper.plan
    url = reverse("plan-life", args=[found.paper.school.slug, plan.key])
    try:
        if answer == "nhan":
            receive(delivery=found, actor=scope.user, at=clock.now())
            messages.success(request, "Đã xác nhận nhận văn bản.")
        else:
            reason = request.POST.get("reason", "")
            at = clock.now()
            give_back(delivery=found, reason=reason, actor=scope.user, at=at, url=url)
            messages.success(request, "Đã trả lại văn bản kèm lý do.")
    except Problem as problem:
        messages.error(request, problem.message)
    return redirect("deliveries", slug)


@require_GET
def delivery_pdf(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The sealed PDF an office was sent."""
    scope = enter(request.user, slug, "delivery.view", today=clock.today())
    found = get_object_or_404(
        Delivery.objects.select_related("paper__pdf"), pk=number, office=scope.organisation
    )
    return _pdf(found.paper)


def _pdf(paper: IssuedPaper) -> HttpResponseBase:
    return files.download_response(paper.pdf, inline=True)


def _published(key: str) -> tuple[Plan, IssuedPaper]:
    found = published(key)
    if found is None:
        raise Http404
    return found


@open_to_all
@require_GET
def public_plan(request: HttpRequest, key: str) -> HttpResponse:
    """The public page of an issued plan: what was sealed, nothing else."""
    plan, paper = _published(key)
    context = {"plan": plan, "paper": paper, "paper_html": reading_html(paper.content)}
    return render(request, "plans/public.html", context)


@open_to_all
@require_GET
def public_plan_pdf(request: HttpRequest, key: str) -> HttpResponseBase:
    """The sealed PDF of a published plan."""
    return _pdf(_published(key)[1])
