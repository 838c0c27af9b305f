"""Taking a change of a row back, from its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from caitien.ui import clock
from caitien.ui.problems import Problem

from .fields import ROW_WORDS, field_of
from .forms_conflict import two_versions
from .services_edit import FieldConflict
from .services_edit_undo import undo_field
from .views_edit_base import base_of, the_plan
from .views_edit_rows import row_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
def plan_row_undo(request: HttpRequest, slug: str, key: str, kind: str, uid: str) -> HttpResponse:
    """Put back what the posted `line` of the row's history changed, then show the history.

    Where somebody wrote in it since, both versions are shown (409) and nothing is written.
    """
    scope, plan = the_plan(request, slug, key, "plan.edit")
    row = row_in(plan, kind, str(uid))
    line = request.POST.get("line", "")
    try:
        saved = undo_field(
            plan=plan,
            actor=scope.user,
            at=clock.now(),
            line=int(line) if line.isdecimal() and len(line) < 10 else 0,
        )
    except FieldConflict as conflict:
        context = {
            "scope": scope,
            "plan": plan,
            "year": plan.start_year,
            "active": "plans",
            "base": base_of(scope, plan),
            "kind": kind,
            "uid": str(uid),
            "row": row,
            "name": ROW_WORDS[kind],
            "message": conflict.message,
            "one": two_versions(plan, kind, str(uid), conflict),
        }
        return render(request, "plans/undo_conflict.html", context, status=409)
    except Problem as problem:
        messages.error(request, problem.message)
    else:
        spec = field_of(kind, saved.field)
        what = f" “{spec.label}”" if spec else ""
        if saved.changed:
            messages.success(request, f"Đã hoàn tác{what}. Lần hoàn tác này cũng có trong lịch sử.")
        else:
            messages.info(request, "Ô đã như trước lần sửa ấy rồi nên không có gì thay đổi.")
    return redirect("plan-row-history", slug, key, kind, uid)
