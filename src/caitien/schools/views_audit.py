"""The audit trail: who did what, when; filtered, verified, taken away as a file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from caitien.ui import clock

from . import export_trail, queries_trail
from .access import Scope, enter
from .queries_trail import Wanted
from .views_common import page, paged

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

#: chains up to this long are checked each time the page is opened; longer ones when asked
CHECK_AT_ONCE = 2000
PAGE = 50


def _day(text: str) -> date | None:
    """A day typed by a browser (2026-11-20) or a person (20/11/2026); None for anything else."""
    try:
        if "/" in text:
            day, month, year = (int(part) for part in text.split("/"))
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        return None


def _wanted(request: HttpRequest) -> Wanted:
    subject = request.GET.get("ve", "")
    return Wanted(
        words=request.GET.get("tim", "").replace("\0", "")[:100].strip(),
        person=request.GET.get("ai", "").replace("\0", "")[:120].strip(),
        subject=subject if subject in queries_trail.SUBJECTS else "",
        since=_day(request.GET.get("tu", "")),
        until=_day(request.GET.get("den", "")),
    )


def _enter(request: HttpRequest, slug: str) -> Scope:
    return enter(request.user, slug, "audit.view", today=clock.today())


@never_cache
@require_GET
def audit(request: HttpRequest, slug: str) -> HttpResponse:
    """The trail of a school or an office."""
    scope = _enter(request, slug)
    if scope.organisation.is_office and request.path.startswith("/truong/"):
        return redirect("office-audit", slug)
    wanted = _wanted(request)
    lines = paged(request, queries_trail.trail(scope.organisation, wanted), PAGE)
    asked = request.GET.get("kiem_tra") == "1"
    total = queries_trail.length(scope.organisation)
    context = page(
        scope,
        "audit",
        page=lines,
        wanted=wanted,
        actors=queries_trail.actors(scope.organisation),
        subjects=queries_trail.subjects(scope.organisation),
        total=total,
        verified=queries_trail.verified(scope.organisation, total)
        if asked or total <= CHECK_AT_ONCE
        else None,
    )
    return render(request, "schools/trail.html", context)


@never_cache
@require_GET
def audit_file(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """The lines as they are filtered: a workbook, or .csv line by line however many."""
    scope = _enter(request, slug)
    lines = queries_trail.trail(scope.organisation, _wanted(request)).order_by("number")
    name = f"nhat-ky-{scope.organisation.slug}-{scope.today:%Y%m%d}.{kind}"
    answer: HttpResponseBase
    if kind == "csv":
        answer = StreamingHttpResponse(
            export_trail.csv_lines(lines), content_type="text/csv; charset=utf-8"
        )
    elif kind == "xlsx":
        content = export_trail.workbook(lines)
        answer = HttpResponse(content, content_type=export_trail.MEDIA_TYPE)
    else:
        raise Http404
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
