"""Uploading files and watching them being read."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caitien.schools.access import Scope, enter
from caitien.schools.years import year_of
from caitien.ui import clock
from caitien.ui.problems import Problem

from . import queries, services_upload
from .forms import Bounded, once_of
from .models import Import, ImportFile
from .tasks import office_program


def find(request: HttpRequest, slug: str, key: str) -> tuple[Scope, Import]:
    """The scope of the user and an import of that very school (404 otherwise)."""
    scope = enter(request.user, slug, "import.use", today=clock.today())
    return scope, get_object_or_404(scope.school.imports.select_related("created_by"), key=key)


@csrf_exempt  # the limits stand before the body is read; `_imports` checks the token
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest, slug: str) -> HttpResponse:
    """The imports of a school and the form for new files."""
    bounded = Bounded(request, settings.UPLOAD_MAX_BYTES, settings.UPLOAD_MAX_FILES)
    if request.method == "POST":
        request.upload_handlers.insert(0, bounded)
    answer: HttpResponse = _imports(request, slug, bounded)
    return answer


@csrf_protect
def _imports(request: HttpRequest, slug: str, bounded: Bounded) -> HttpResponse:
    scope = enter(request.user, slug, "import.use", today=clock.today())
    error, status = "", 200
    if request.method == "POST":
        try:
            return _upload(request, scope, bounded)
        except Problem as problem:
            error, status = problem.message, problem.status
    state = request.GET.get("loc", "")
    found = queries.imports_of(scope.school, state)
    context = {
        "scope": scope,
        "active": "imports",
        "page": queries.page_of(found, request.GET.get("page")),
        "state": state,
        "states": Import.State.choices,
        "error": error,
        "former": bool(office_program()),
        "most_files": settings.UPLOAD_MAX_FILES,
        "most_mb": settings.UPLOAD_MAX_BYTES // 1024 // 1024,
    }
    return render(request, "exchange/imports.html", context, status=status)


def _upload(request: HttpRequest, scope: Scope, bounded: Bounded) -> HttpResponse:
    uploads = [
        services_upload.Upload(sent.name or "", sent.file)
        for sent in request.FILES.getlist("files")
        if sent.file is not None
    ]
    most = settings.UPLOAD_MAX_BYTES // 1024 // 1024
    if bounded.too_many:
        raise Problem(
            f"Mỗi lần tải lên được nhiều nhất {settings.UPLOAD_MAX_FILES} tệp và {most * 8} MB. "
            "Chưa nhận tệp nào; hãy chia ra vài lần."
        )
    if bounded.too_big and not uploads:
        raise Problem(
            f"Tệp lớn hơn {most} MB nên chưa nhận. Hãy nén ảnh trong tệp (Word: Compress Pictures) "
            "hoặc tách riêng phần kế hoạch rồi tải lên lại."
        )
    received = services_upload.receive(
        school=scope.school,
        uploads=uploads,
        once=once_of(request),
        actor=scope.user,
        at=clock.now(),
    )
    if bounded.too_big:
        messages.warning(
            request,
            f"{len(bounded.too_big)} tệp lớn hơn {most} MB nên không nhận; các tệp khác đã nhận.",
        )
    if received.again:
        messages.info(request, "Những tệp này đã được tải lên từ trước; đây là lần nhập ấy.")
    return redirect("import", slug=scope.school.slug, key=received.batch.key)


@require_safe
def import_page(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """One import: its files, how far reading is, what comes next."""
    scope, batch = find(request, slug, key)
    return render(request, "exchange/import.html", _context(scope, batch))


@require_safe
def progress(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The part of the page that changes while files are read (asked for every two seconds).

    `ban` is the mark of what the page shows: nothing is sent again while that is still so.
    """
    scope, batch = find(request, slug, key)
    running = batch.state in (Import.State.WAITING, Import.State.READING)
    if running and request.GET.get("ban") == queries.progress_mark(batch):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    answer = render(request, "exchange/_files.html", _context(scope, batch))
    if not running:
        answer["HX-Refresh"] = "true"
    return answer


def _context(scope: Scope, batch: Import) -> dict[str, object]:
    lines = queries.lines_of(batch)
    ready = [line for line in lines if line.plans]
    plans = list(batch.plans.filter(deleted_at=None)) if batch.applied_at else []
    this_year = year_of(scope.today)
    return {
        "scope": scope,
        "active": "imports",
        "batch": batch,
        "lines": lines,
        "mark": queries.progress_mark(batch, lines),
        "running": batch.state in (Import.State.WAITING, Import.State.READING),
        "ready": ready,
        "failed": [line for line in lines if line.part.state == ImportFile.State.FAILED],
        "left": sum(line.left for line in lines),
        "doubted": next((line for line in lines if line.left), None),
        "plans": plans,
        "past": max(
            (plan for plan in plans if plan.end_year < this_year),
            key=lambda plan: plan.end_year,
            default=None,
        ),
        "this_year": this_year,
    }


@require_POST
def import_drop(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Give an import up."""
    scope, batch = find(request, slug, key)
    try:
        services_upload.drop(batch=batch, actor=scope.user, at=clock.now())
    except Problem as problem:
        messages.error(request, problem.message)
    return redirect("import", slug=slug, key=key)


@require_POST
def import_again(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Read the files that failed once more."""
    scope, batch = find(request, slug, key)
    try:
        services_upload.read_again(batch=batch, actor=scope.user, at=clock.now())
    except Problem as problem:
        messages.error(request, problem.message)
    return redirect("import", slug=slug, key=key)
