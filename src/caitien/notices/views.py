"""One's own messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from caitien.accounts.models import User
from caitien.ui import clock

from .models import Notice
from .services import mark_read

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """The messages of the user signed in, newest first."""
    if not isinstance(request.user, User):
        raise Http404
    mine = Notice.objects.filter(user=request.user).select_related("organisation")
    page = Paginator(mine, 25).get_page(request.GET.get("trang"))
    return render(request, "notices/list.html", {"page": page})


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark all, or one, as read; go to where it points."""
    if not isinstance(request.user, User):
        raise Http404
    only = request.POST.get("mot", "")
    found = (
        Notice.objects.filter(user=request.user, pk=int(only)).first() if only.isdecimal() else None
    )
    mark_read(user=request.user, at=clock.now(), only=found.pk if found else None)
    return redirect(found.url if found and found.url.startswith("/") else "notices")
