"""The preview of an import, applying it once, taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from caitien.schools.access import Scope
from caitien.ui import clock
from caitien.ui.problems import Problem

from . import services_apply
from .models import Import, ImportFile
from .preview import preview_of
from .views import find

_QUESTIONS = ("school", "level", "no-items", "exists", "again")


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """What would be created, changed and refused; POST keeps the choices and shows it anew."""
    scope, batch = find(request, slug, key)
    if request.method == "POST":
        try:
            services_apply.save_choices(
                batch=batch, choices=_choices(request, batch), actor=scope.user, at=clock.now()
            )
        except Problem as problem:
            messages.error(request, problem.message)
        return redirect("import-preview", slug=slug, key=key)
    if batch.state != Import.State.READY:
        return redirect("import", slug=slug, key=key)
    return _show(request, scope, batch)


def _show(
    request: HttpRequest, scope: Scope, batch: Import, error: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "scope": scope,
        "active": "imports",
        "batch": batch,
        "preview": preview_of(batch, scope.school, scope.today),
        "error": error,
        "may_create": scope.may("plan.create"),
    }
    return render(request, "exchange/preview.html", context, status=status)


def _choices(request: HttpRequest, batch: Import) -> services_apply.Choices:
    """What the form of the preview says, for every plan of every file."""
    found: services_apply.Choices = {}
    for part in batch.files.filter(state=ImportFile.State.READ).only("pk", "drafts"):
        for index in range(len(part.drafts or [])):
            name = f"{part.pk}-{index}"
            if f"{name}-here" not in request.POST:
                continue
            year = request.POST.get(f"{name}-year", "")
            chosen: dict[str, Any] = {
                "take": request.POST.get(f"{name}-take") == "1",
                "form": request.POST.get(f"{name}-form", "")[:40],
                "answers": {
                    code: answer[:20]
                    for code in _QUESTIONS
                    if (answer := request.POST.get(f"{name}-{code}", ""))
                },
            }
            if year.isascii() and year.isdigit() and 2000 < int(year[:6]) < 2200:
                chosen["year"] = int(year)
            found.setdefault(part.pk, {})[str(index)] = chosen
    return found


@require_POST
def apply(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Keep the choices and make the plans."""
    scope, batch = find(request, slug, key)
    scope.need("plan.create")
    try:
        if batch.state == Import.State.READY:
            services_apply.save_choices(
                batch=batch, choices=_choices(request, batch), actor=scope.user, at=clock.now()
            )
        services_apply.apply_import(
            batch=batch,
            actor=scope.user,
            at=clock.now(),
            today=scope.today,
            seen=request.POST.get("mark", ""),
        )
    except Problem as problem:
        batch.refresh_from_db()
        if batch.state == Import.State.READY:
            return _show(request, scope, batch, problem.message, problem.status)
        messages.error(request, problem.message)
        return redirect("import", slug=slug, key=key)
    return redirect("import", slug=slug, key=key)


@require_POST
def undo(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Take the whole import back."""
    scope, batch = find(request, slug, key)
    scope.need("plan.create")
    try:
        services_apply.undo_import(batch=batch, actor=scope.user, at=clock.now())
    except Problem as problem:
        messages.error(request, problem.message)
    return redirect("import", slug=slug, key=key)


@require_POST
def reopen(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Open an undone or dropped import again."""
    scope, batch = find(request, slug, key)
    try:
        services_apply.reopen(batch=batch, actor=scope.user, at=clock.now())
    except Problem as problem:
        messages.error(request, problem.message)
    return redirect("import", slug=slug, key=key)
