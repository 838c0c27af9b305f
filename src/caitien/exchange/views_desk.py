"""The review desk: the page of the file left, its data right."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from caitien.schools.access import Scope
from caitien.ui import clock
from caitien.ui.problems import Conflict, Problem

from . import queries, services_desk
from .fields import index_of
from .models import Import, ImportFile
from .services_desk import Change
from .views import find

_MOST_BODY = 2_000_000
#: letters of the marks a page may name
_MOST_MARKS = 20_000


def find_part(
    request: HttpRequest, slug: str, key: str, number: int
) -> tuple[Scope, Import, ImportFile]:
    """The scope, the import and its file of this number (404 otherwise)."""
    scope, batch = find(request, slug, key)
    part = queries.part_of(batch, number) if 0 < number < 1000 else None
    if part is None:
        raise Http404
    return scope, batch, part


def _plan_number(request: HttpRequest, part: ImportFile) -> int:
    asked = request.GET.get("ke-hoach", "1")
    number = index_of(asked, len(part.drafts or []) + 1)
    if not number:
        raise Http404
    return number - 1


@require_safe
def desk(request: HttpRequest, slug: str, key: str, number: int) -> HttpResponse:
    """The desk of one plan of a file; what the file seems to be, where it is no plan."""
    scope, batch, part = find_part(request, slug, key, number)
    if part.state != ImportFile.State.READ:
        return redirect("import", slug=slug, key=key)
    context: dict[str, Any] = {
        "scope": scope,
        "active": "imports",
        "batch": batch,
        "part": part,
        "number": number,
        "may_edit": batch.state in (Import.State.READY, Import.State.READING),
    }
    if not part.drafts:
        context["seems"], context["advice"] = queries.seems(part.doc_type)
        context["sheets"] = queries.sheets_of(part, 0)
        return render(request, "exchange/not_a_plan.html", context)
    if "den" in request.GET:
        return _jump(part, slug, key, number, request.GET["den"])
    plan = _plan_number(request, part)
    shown = queries.desk(part, plan, request.GET.get("page"), scope.today)
    context |= {"desk": shown, "plan": plan, "plan_number": plan + 1, "plans": part.drafts}
    return render(request, "exchange/desk.html", context)


def _jump(part: ImportFile, slug: str, key: str, number: int, wanted: str) -> HttpResponse:
    """To the page of the desk where a field stands; `dau`: the first nobody looked at."""
    if wanted == "dau":
        wanted = next(iter(queries.left_keys(part)), "0/school_name")
    spot = queries.spot_of(part, wanted)
    if spot is None:
        raise Http404
    plan, page = spot
    address = reverse("import-desk", args=[slug, key, number])
    anchor = "f-" + wanted.replace("/", "-")
    return redirect(f"{address}?ke-hoach={plan + 1}&page={page}#{anchor}")


@require_POST
def save(request: HttpRequest, slug: str, key: str, number: int) -> HttpResponse:
    """Save fields: JSON from the page's script, or the plain form of a row."""
    scope, batch, part = find_part(request, slug, key, number)
    by_script = request.content_type == "application/json"
    try:
        changes = _sent(request) if by_script else _posted(request)
        saved = services_desk.save_fields(
            batch=batch, part_id=part.pk, changes=changes, actor=scope.user, at=clock.now()
        )
    except Conflict as conflict:
        if by_script:
            data = {"message": conflict.message, **conflict.theirs}
            return JsonResponse(data, status=conflict.status)
        return _show_conflict(request, scope, part, conflict, number)
    except Problem as problem:
        if by_script:
            return JsonResponse({"message": problem.message}, status=problem.status)
        messages.error(request, problem.message)
        return _back(request, slug, key, number)
    if by_script:
        part.refresh_from_db()
        at = timezone.localtime(clock.now())
        left = queries.left_keys(part)
        return JsonResponse({"at": f"{at:%H:%M}", "saved": saved, "left": left})
    messages.success(request, f"Đã lưu {len(saved)} chỗ." if saved else "Không có gì thay đổi.")
    return _back(request, slug, key, number)


def _sent(request: HttpRequest) -> dict[str, Change]:
    """The changes of a JSON body. Problem where it is none."""
    try:
        if len(request.body) > _MOST_BODY:
            raise ValueError("too long")
        fields = json.loads(request.body)["fields"]
        return {
            name: Change(_words(one["value"]), _words(one["base"])) for name, one in fields.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Problem("Máy chủ không hiểu nội dung gửi lên. Hãy tải lại trang.") from None


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _posted(request: HttpRequest) -> dict[str, Change]:
    """The changed fields of a plain form: `v:<key>` beside `b:<key>`."""
    found = {}
    for name, value in request.POST.items():
        if name.startswith("v:"):
            base = request.POST.get(f"b:{name[2:]}", "")
            if str(value).replace("\r\n", "\n") != str(base).replace("\r\n", "\n"):
                found[name[2:]] = Change(str(value), str(base))
    return found


def _show_conflict(
    request: HttpRequest, scope: Scope, part: ImportFile, conflict: Conflict, number: int
) -> HttpResponse:
    rows = [
        {"key": key, "plan": key.partition("/")[0], **both}
        for key, both in conflict.theirs["fields"].items()
    ]
    context = {"scope": scope, "active": "imports", "batch": part.batch, "part": part}
    context |= {"rows": rows, "number": number, "message": conflict.message}
    return render(request, "exchange/conflict.html", context, status=HTTPStatus.CONFLICT)


def _back(request: HttpRequest, slug: str, key: str, number: int) -> HttpResponse:
    plan, row = request.POST.get("plan", ""), request.POST.get("row", "")
    page = request.POST.get("page", "")
    address = reverse("import-desk", args=[slug, key, number])
    index, shown = index_of(plan, 1000), index_of(page, 1000)
    query = "" if index is None else f"?ke-hoach={index + 1}"
    if query and shown:
        query += f"&page={shown}"
    anchor = f"#{row}" if row.replace("-", "").isalnum() and row.isascii() else ""
    return redirect(f"{address}{query}{anchor}")


@require_POST
def seen(request: HttpRequest, slug: str, key: str, number: int) -> HttpResponse:
    """Mark a doubted place as looked at."""
    scope, batch, part = find_part(request, slug, key, number)
    by_script = bool(request.headers.get("X-Caitien"))
    try:
        services_desk.mark_seen(
            batch=batch,
            part_id=part.pk,
            key=request.POST.get("key", ""),
            seen=request.POST.get("seen", "1") == "1",
            actor=scope.user,
            at=clock.now(),
        )
    except Problem as problem:
        if by_script:
            return JsonResponse({"message": problem.message}, status=problem.status)
        messages.error(request, problem.message)
        return _back(request, slug, key, number)
    if by_script:
        part.refresh_from_db()
        return JsonResponse({"left": queries.left_keys(part)})
    return _back(request, slug, key, number)


@require_safe
def findings(request: HttpRequest, slug: str, key: str, number: int) -> HttpResponse:
    """What the check says now, for the page's script: {"cards": {row: {"mark", "html"}}}.

    `co` names what the page has (row:mark, separated by points); only other rows are sent.
    """
    scope, _, part = find_part(request, slug, key, number)
    if not part.drafts:
        raise Http404
    plan = _plan_number(request, part)
    has = set(request.GET.get("co", "")[:_MOST_MARKS].split("."))
    shown = queries.desk(part, plan, request.GET.get("page"), scope.today, paper=False)
    cards = {
        card.key: {
            "mark": card.mark,
            "html": render_to_string("exchange/_findings.html", {"card": card, "plan": plan}),
        }
        for card in shown.cards
        if f"{card.key}:{card.mark}" not in has
    }
    return JsonResponse({"cards": cards, "counts": shown.counts})


@require_safe
def page_picture(request: HttpRequest, slug: str, key: str, number: int, page: int) -> HttpResponse:
    """A page of the file as a picture."""
    _, _, part = find_part(request, slug, key, number)
    found = get_object_or_404(part.pages.exclude(image=None), number=page)
    answer = HttpResponse(bytes(found.image or b""), content_type="image/png")
    answer["Cache-Control"] = "private, max-age=86400"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
