"""What the views of this room share: paging, problems on forms, the page of a conflict."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, QueryDict
from django.shortcuts import render

from caitien.accounts.models import User
from caitien.ui.problems import Conflict, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms
    from django.http import HttpRequest, HttpResponse

    from .access import Scope
    from .forms import BasedForm

PAGE = 25


def paged(request: HttpRequest, rows: Any, size: int = PAGE) -> Page[Any]:
    """The page of the list that the address asks for; the nearest one where there is none."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def page(scope: Scope, tab: str, **more: Any) -> dict[str, Any]:
    """The context of a page under “Nhà trường”, or of the same rooms of an office."""
    may = {
        "may_staff": scope.may("staff.view"),
        "may_staff_manage": scope.may("staff.manage"),
        "may_roles": scope.may("roles.manage"),
        "may_audit": scope.may("audit.view"),
        "may_manage": scope.may("school.manage"),
    }
    active = tab if scope.organisation.is_office else "school"
    return {"scope": scope, "active": active, "tab": tab, **may, **more}


def keeper_of(request: HttpRequest) -> User:
    """The keeper of the installation; to anybody else the keeper's pages do not exist (404)."""
    user = request.user
    if not isinstance(user, User) or not user.is_superuser or not user.is_active:
        raise Http404
    return user


def tell(request: HttpRequest, changed: object, done: str, same: str = "") -> None:
    """Say what was stored, or that nothing changed."""
    if changed:
        messages.success(request, done)
    else:
        messages.info(request, same or "Không có gì thay đổi nên không lưu thêm.")


def attempt(request: HttpRequest, write: Callable[[], object], done: str, same: str = "") -> bool:
    """Do what a button asks for and say what was stored, or why it was refused (then False).

    For buttons without a form of their own page: the view redirects to where the button stands.
    """
    try:
        changed = write()
    except Problem as problem:
        messages.error(request, problem.message)
        return False
    tell(request, changed, done, same)
    return True


def refuse(form: forms.Form, problem: Problem) -> None:
    """Put a refusal on top of the form; what was typed stays in it."""
    form.add_error(None, problem.message.removeprefix("Chưa lưu: ").strip())


def once_of(request: HttpRequest) -> str:
    """The token of this form (see the tag `once`)."""
    return request.POST.get("once", "")[:64]


def rebased(form: BasedForm, stored: dict[str, Any], problem: Conflict) -> QueryDict:
    """What was sent, to be saved again: only the fields that clashed start from what is stored.

    The others keep what the editor started from, so that what somebody else changed in them stays.
    """
    base = form.started_from()
    base |= {clash.field: stored[clash.field] for clash in problem.mine or []}
    fresh = QueryDict(mutable=True)
    fresh.update(form.data)
    fresh["base"] = json.dumps(base, ensure_ascii=False)
    return fresh


def conflict(
    request: HttpRequest, context: dict[str, Any], form: BasedForm, problem: Conflict, back: str
) -> HttpResponse:
    """Both versions side by side; saving again starts from what is stored now."""
    clashes = []
    fields = dict(form.fields)
    for clash in problem.mine or []:
        name = clash.field
        if name in fields:
            label = fields[name].label or name
            clashes.append(
                {
                    "label": label,
                    "bound": form[name],
                    "mine": _words(fields[name], clash.mine),
                    "theirs": _words(fields[name], clash.theirs),
                    "base": _words(fields[name], clash.base),
                }
            )
    names = {clash.field for clash in problem.mine or []}
    rest = [form[name] for name in fields if name not in names and name != "base"]
    context |= {
        "form": form,
        "clashes": clashes,
        "rest": rest,
        "message": problem.message,
        "back": back,
    }
    return render(request, "schools/conflict.html", context, status=problem.status)


def _words(field: Any, value: Any) -> str:
    """A stored value as people see it in this field."""
    if value in (None, ""):
        return "(trống)"
    for key, label in getattr(field, "choices", ()):
        if str(getattr(key, "value", key)) == str(value):
            return str(label)
    return str(value)
