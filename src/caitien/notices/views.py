"""One's own messages, the daily letter, and whether mail goes out at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caitien.accounts import limits
from caitien.accounts.models import User
from caitien.schools.access import enter
from caitien.ui import clock

from . import queries
from .models import Notice
from .sending import try_mail
from .services import choose_mail, mark_read

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def _me(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


@never_cache
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """The messages of the user signed in, newest first."""
    user = _me(request)
    only_unread = request.GET.get("loc") == "chua-xem"
    mine = queries.notices_of(user, only_unread=only_unread)
    page = Paginator(mine, 25).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "only_unread": only_unread,
        "fresh": queries.unread_count(user),
        "daily": queries.wants_daily(user),
        "mail": bool(settings.MAIL_HOST),
    }
    return render(request, "notices/list.html", context)


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark all, or one, as read; go to where it points."""
    user = _me(request)
    only = request.POST.get("mot", "")
    if not only:
        count = mark_read(user=user, at=clock.now())
        messages.info(
            request,
            f"Đã đánh dấu {count} thông báo là đã xem."
            if count
            else "Không còn thông báo nào mới.",
        )
        return redirect("notices")
    number = int(only) if only.isascii() and only.isdecimal() and len(only) < 16 else 0
    found = Notice.objects.filter(user=user, pk=number).first()
    if found is None:
        raise Http404
    mark_read(user=user, at=clock.now(), only=found.pk)
    here = url_has_allowed_host_and_scheme(found.url, None) and found.url.startswith("/")
    return redirect(found.url if here else "notices")


@require_POST
def daily_mail(request: HttpRequest) -> HttpResponse:
    """Want the daily letter, or not."""
    choice = choose_mail(user=_me(request), daily=request.POST.get("nhan") == "1")
    done = "Từ nay nhận thư tóm tắt" if choice.daily else "Từ nay không nhận thư tóm tắt"
    messages.success(request, f"{done} thông báo mỗi ngày.")
    return redirect("notices")


@never_cache
@require_http_methods(["GET", "POST"])
def mail_check(request: HttpRequest, slug: str) -> HttpResponse:
    """Whether mail goes out: numbers of the outbox, and a letter to oneself, answered at once."""
    scope = enter(request.user, slug, "roles.manage", today=clock.today())
    answer: tuple[bool, str] | None = None
    if request.method == "POST" and settings.MAIL_HOST:
        if not limits.count(request, "test_mail"):
            return limits.too_many(request)
        answer = try_mail(to=scope.user.email, at=clock.now())
    context = {
        "scope": scope,
        "active": "school",
        "mail": bool(settings.MAIL_HOST),
        "state": queries.outbox_state() if scope.user.is_superuser else None,
        "answer": answer,
    }
    return render(request, "notices/mail_check.html", context)
