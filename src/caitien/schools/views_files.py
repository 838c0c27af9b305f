"""Handing out kept files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from caitien.ui import clock
from caitien.ui.errors import answer

from .access import enter
from .files import PURPOSES, FileDamaged, download_response


@require_safe
def stored_file(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """A file of the school, for those whose role may have files of its purpose.

    `?xem=1` shows a PDF or a picture in place.
    """
    scope = enter(request.user, slug, "school.view", today=clock.today())
    stored = get_object_or_404(scope.organisation.files, key=key)
    scope.need(PURPOSES.get(stored.purpose, "school.manage"))
    try:
        return download_response(stored, inline=request.GET.get("xem") == "1")
    except FileDamaged as problem:
        title = "Chưa mở được tệp"
        return answer(request, problem.status, title=title, message=problem.message)
