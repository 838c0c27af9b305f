"""The audit trail: who did what, when; filtered, verified, taken away as a file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from caitien.accounts.audit import SYSTEM, scope_of
from caitien.ui import clock

from . import export_trail, queries_trail
from .access import Scope, enter
from .queries_trail import Wanted
from .views_common import keeper_of, page, paged

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


def _shown(request: HttpRequest, chain: str) -> dict[str, Any]:
    """What the page of a chain shows."""
    wanted = _wanted(request)
    asked = request.GET.get("kiem_tra") == "1"
    total = queries_trail.length(chain)
    return {
        "page": paged(request, queries_trail.trail(chain, wanted), PAGE),
        "wanted": wanted,
        "actors": queries_trail.actors(chain),
        "subjects": queries_trail.subjects(chain),
        "total": total,
        "verified": queries_trail.verified(chain, total)
        if asked or total <= CHECK_AT_ONCE
        else None,
    }


def _file(request: HttpRequest, chain: str, name: str, kind: str) -> HttpResponseBase:
    """The lines as they are filtered: a workbook, or .csv line by line however many."""
    lines = queries_trail.trail(chain, _wanted(request)).order_by("number")
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
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


@never_cache
@require_GET
def audit(request: HttpRequest, slug: str) -> HttpResponse:
    """The trail of a school or an office."""
    scope = _enter(request, slug)
    if scope.organisation.is_office and request.path.startswith("/truong/"):
        return redirect("office-audit", slug)
    shown = _shown(request, scope_of(scope.organisation.pk))
    return render(request, "schools/trail.html", page(scope, "audit", **shown))


@never_cache
@require_GET
def audit_file(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """The trail of a school or an office to take away."""
    scope = _enter(request, slug)
    name = f"nhat-ky-{scope.organisation.slug}-{scope.today:%Y%m%d}"
    return _file(request, scope_of(scope.organisation.pk), name, kind)


@never_cache
@require_GET
def system_audit(request: HttpRequest) -> HttpResponse:
    """The trail of the installation: accounts, set-up; for its keeper."""
    keeper_of(request)
    return render(request, "schools/keeper_trail.html", {**_shown(request, SYSTEM), "tab": "trail"})


@never_cache
@require_GET
def system_audit_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The trail of the installation to take away."""
    keeper_of(request)
    return _file(request, SYSTEM, f"nhat-ky-he-thong-{clock.today():%Y%m%d}", kind)
