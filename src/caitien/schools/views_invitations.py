"""An invitation sent again by who may give the role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from caitien.accounts.joining import deliver
from caitien.accounts.models import Invitation
from caitien.ui import clock

from .access import enter
from .roles import Role
from .services_invited import resend_invitation
from .views_common import page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@require_POST
def invitation_resend(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A new link in place of the old one: by mail where mail goes out, else shown once."""
    scope = enter(request.user, slug, "roles.manage", today=clock.today())
    old = get_object_or_404(Invitation, organisation=scope.school, pk=pk)
    made, token = resend_invitation(
        invitation=old, actor=scope.user, at=clock.now(), today=scope.today
    )
    shown = deliver(request, made, token, str(Role(made.role).label))
    if shown:
        return render(request, "schools/invited.html", page(scope, "rights", **shown))
    messages.success(request, f"Đã gửi lại lời mời tới {made.email}. Đường dẫn cũ hết hiệu lực.")
    return redirect("rights", slug)
