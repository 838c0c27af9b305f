"""Rows of a plan: the form with every field, adding, deleting, moving, pasting, history."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caitien.ui import clock
from caitien.ui.problems import Problem

from .fields import ROW_WORDS
from .forms_conflict import two_versions
from .forms_people import find_people
from .forms_row import RowForm, as_text, readable
from .models import Plan, Row
from .queries_history import history_of
from .services_edit import (
    FieldConflict,
    FieldProblem,
    FieldSaved,
    set_budget,
    set_field,
    set_people,
)
from .services_edit_base import row_of
from .services_edit_rows import add_row, delete_row, move_row, paste_rows, restore_row
from .states import EDITABLE
from .views_edit import whole
from .views_edit_base import base_of, by_script, is_number, may_edit, refusals, sent, text, the_plan

if TYPE_CHECKING:
    from django.http import HttpRequest

    from caitien.schools.access import Scope

#: fields whose name in the form is not the one in services
_FORM_NAMES = {"people": "lead"}
_MOST_COLUMNS = 40


def row_in(plan: Plan, kind: str, uid: str) -> Row | Plan:
    """The living row of the plan; the plan itself for its header. Http404 where there is none."""
    try:
        if kind == "plan" and uid:  # the header has an address of its own
            raise Http404
        found: Row | Plan = row_of(plan, kind, uid)
    except Problem:
        raise Http404 from None
    return found


@require_http_methods(["GET", "POST"])
@refusals
def plan_header(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The header of the plan as a form."""
    return _row_page(request, slug, key, "plan", "")


@require_http_methods(["GET", "POST"])
@refusals
def plan_row(request: HttpRequest, slug: str, key: str, kind: str, uid: str) -> HttpResponse:
    """A row with all its fields as a form."""
    return _row_page(request, slug, key, kind, str(uid))


def _row_page(request: HttpRequest, slug: str, key: str, kind: str, uid: str) -> HttpResponse:
    scope, plan = the_plan(request, slug, key, "plan.edit")
    row = row_in(plan, kind, uid)
    if plan.state not in EDITABLE:
        raise Problem(
            f"Kế hoạch {Plan.State(plan.state).label.lower()} nên không sửa được nội dung. "
            "Nội dung vẫn còn nguyên; muốn sửa, hãy xem thẻ “Quá trình”."
        )
    form = RowForm(plan, kind, row, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if request.POST.get("resolve"):
            return _resolve(request, scope, plan, kind, uid)
        if form.is_valid():
            saved, conflicts = _save_all(scope, plan, kind, uid, form)
            if conflicts:
                return _conflict_page(request, scope, plan, kind, uid, conflicts, saved)
            if not form.errors:
                return _done(request, scope, plan, kind, uid, saved)
    return _form_page(request, scope, plan, kind, row, form)


def _form_page(
    request: HttpRequest, scope: Scope, plan: Plan, kind: str, row: Any, form: RowForm
) -> HttpResponse:
    uid = "" if kind == "plan" else str(row.uid)
    context = _around(scope, plan, kind, uid) | {"form": form, "row": row}
    context["where"] = _next_to(plan, kind, row)
    part = by_script(request) or request.GET.get("khung")
    return render(request, "plans/row_form.html" if part else "plans/row_page.html", context)


def _around(scope: Scope, plan: Plan, kind: str, uid: str) -> dict[str, Any]:
    base = base_of(scope, plan)
    return {
        "scope": scope,
        "plan": plan,
        "year": plan.start_year,
        "active": "plans",
        "base": base,
        "kind": kind,
        "uid": uid,
        "name": ROW_WORDS[kind].capitalize(),
        "action": f"{base}phan-dau/" if kind == "plan" else f"{base}dong/{kind}/{uid}/",
        "back": f"{base}#dong-{uid}" if uid else f"{base}#phan-dau",
    }


def _next_to(plan: Plan, kind: str, row: Any) -> dict[str, Any]:
    """Number of the row, and the uids a move up or down would put it behind."""
    if kind == "plan":
        return {}
    rows: Any = {
        "section": plan.sections,
        "problem": plan.problems,
        "action": plan.actions,
        "monitoring": plan.monitoring,
    }[kind]
    found = rows.filter(deleted_at=None).values_list("uid", flat=True)
    uids = [str(uid) for uid in found]
    at = uids.index(str(row.uid))
    return {
        "number": at + 1,
        "count": len(uids),
        "up": uids[at - 2] if at > 1 else "" if at == 1 else None,
        "down": uids[at + 1] if at + 1 < len(uids) else None,
        "previous": uids[at - 1] if at else None,
        "next": uids[at + 1] if at + 1 < len(uids) else None,
    }


def _write(
    scope: Scope, plan: Plan, kind: str, uid: str, name: str, base: Any, value: Any
) -> FieldSaved:
    at = clock.now()
    if name == "people":
        return set_people(plan=plan, actor=scope.user, at=at, uid=uid, base=base, value=value)
    if name == "budget":
        return set_budget(plan=plan, actor=scope.user, at=at, uid=uid, base=base, value=value)
    return set_field(
        plan=plan,
        actor=scope.user,
        at=at,
        kind=kind,
        uid=uid or None,
        field=name,
        base=base,
        value=value,
    )


def _save_all(
    scope: Scope, plan: Plan, kind: str, uid: str, form: RowForm
) -> tuple[int, list[FieldConflict]]:
    """Save every changed field; what one save brought about is no conflict for the next."""
    saved, conflicts = 0, []
    follow: dict[str, Any] = {}
    for name, base, value in form.changed():
        start = base | {n: follow[n] for n in base if n in follow} if name == "people" else base
        try:
            done = _write(scope, plan, kind, uid, name, follow.get(name, start), value)
        except FieldConflict as conflict:
            conflicts.append(conflict)
        except FieldProblem as problem:
            form.add_error(
                _FORM_NAMES.get(name, name if name in form.fields else None), problem.message
            )
        else:
            saved += done.changed
            follow |= done.derived
    return saved, conflicts


def _done(
    request: HttpRequest, scope: Scope, plan: Plan, kind: str, uid: str, saved: int
) -> HttpResponse:
    words = f"Đã lưu {saved} ô." if saved else "Không có gì thay đổi nên không cần lưu."
    if by_script(request):
        return whole(scope, plan, message=words)
    messages.success(request, words)
    return redirect(_around(scope, plan, kind, uid)["back"])


def _conflict_page(
    request: HttpRequest,
    scope: Scope,
    plan: Plan,
    kind: str,
    uid: str,
    conflicts: list[FieldConflict],
    saved: int,
) -> HttpResponse:
    context = _around(scope, plan, kind, uid) | {
        "conflicts": [two_versions(plan, kind, uid, one) for one in conflicts],
        "message": conflicts[0].message if len(conflicts) == 1 else "",
        "theirs_json": json.dumps({c.field: c.theirs for c in conflicts}, ensure_ascii=False),
        "mine_json": json.dumps({c.field: c.mine for c in conflicts}, ensure_ascii=False),
        "saved": saved,
    }
    page = "plans/conflict_form.html" if by_script(request) else "plans/conflict.html"
    return render(request, page, context, status=200 if by_script(request) else 409)


def _resolve(request: HttpRequest, scope: Scope, plan: Plan, kind: str, uid: str) -> HttpResponse:
    """The person chose: the other version is what they started from now."""
    try:
        theirs, mine = (json.loads(request.POST.get(name, "")) for name in ("theirs", "mine"))
    except ValueError:
        raise Problem("Lựa chọn gửi lên không đọc được; chưa có gì bị thay đổi.") from None
    saved, conflicts = 0, []
    both = isinstance(mine, dict) and isinstance(theirs, dict)
    for name in mine if both else ():
        if not (readable(name, mine[name]) and readable(name, theirs.get(name))):
            raise Problem("Lựa chọn gửi lên không đọc được; chưa có gì bị thay đổi.")
        choice = request.POST.get(f"choice-{name}")
        if choice not in ("mine", "own"):
            continue
        value = mine[name] if choice == "mine" else request.POST.get(f"own-{name}", "")
        try:
            saved += _write(scope, plan, kind, uid, name, theirs.get(name), value).changed
        except FieldConflict as conflict:
            conflicts.append(conflict)
        except FieldProblem as problem:  # what was typed stays on the page, to be mended there
            again = {"field": name, "row_version": 0, "gone": False}
            words = problem.message
            conflicts.append(FieldConflict(words, mine=value, theirs=theirs.get(name), **again))
    if conflicts:
        return _conflict_page(request, scope, plan, kind, uid, conflicts, saved)
    return _done(request, scope, plan, kind, uid, saved)


# -- rows as wholes -------------------------------------------------------------------------------


def _answer(
    request: HttpRequest, scope: Scope, plan: Plan, words: str, uid: str = "", page: str = ""
) -> HttpResponse:
    if by_script(request):
        return whole(scope, plan, message=words, uid=uid)
    messages.success(request, words)
    return redirect(page or f"{base_of(scope, plan)}{f'#dong-{uid}' if uid else ''}")


@require_POST
@refusals
def plan_row_add(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Add a row behind another ({kind, after, uid}); a plain form goes on to the row's own form."""
    scope, plan = the_plan(request, slug, key, "plan.edit")
    data = sent(request)
    kind = text(data, "kind")
    # a plain form sent twice makes one row: its name comes from the form's token
    once = text(data, "once")
    uid = text(data, "uid") or (str(uuid5(NAMESPACE_URL, f"{plan.key}:{once}")) if once else "")
    after = text(data, "after")
    add_row(plan=plan, actor=scope.user, at=clock.now(), kind=kind, uid=uid, after=after or None)
    page = f"{base_of(scope, plan)}dong/{kind}/{uid}/"
    return _answer(request, scope, plan, f"Đã thêm {ROW_WORDS[kind]}.", uid, page)


@require_POST
@refusals
def plan_row_delete(request: HttpRequest, slug: str, key: str, kind: str, uid: str) -> HttpResponse:
    """Put a row away; it can be brought back."""
    scope, plan = the_plan(request, slug, key, "plan.edit")
    version = str(sent(request).get("version", ""))
    delete_row(
        plan=plan,
        actor=scope.user,
        at=clock.now(),
        kind=kind,
        uid=uid,
        base_version=int(version) if is_number(version) else None,
    )
    words = f"Đã xoá {ROW_WORDS[kind]}."
    if not by_script(request):
        request.session[f"deleted:{plan.pk}"] = [kind, str(uid)]
    return _answer(request, scope, plan, words)


@require_POST
@refusals
def plan_row_restore(
    request: HttpRequest, slug: str, key: str, kind: str, uid: str
) -> HttpResponse:
    """Bring a deleted row back."""
    scope, plan = the_plan(request, slug, key, "plan.edit")
    restore_row(plan=plan, actor=scope.user, at=clock.now(), kind=kind, uid=uid)
    return _answer(request, scope, plan, f"Đã khôi phục {ROW_WORDS[kind]}.", str(uid))


@require_POST
@refusals
def plan_row_move(request: HttpRequest, slug: str, key: str, kind: str, uid: str) -> HttpResponse:
    """Put a row behind another one ("" is the first place)."""
    scope, plan = the_plan(request, slug, key, "plan.edit")
    after = text(sent(request), "after")
    move_row(plan=plan, actor=scope.user, at=clock.now(), kind=kind, uid=uid, after=after or None)
    return _answer(request, scope, plan, "Đã chuyển dòng.", str(uid))


@require_POST
@refusals
def plan_paste(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Add rows from a pasted table: {kind, after, fields, rows, once}."""
    scope, plan = the_plan(request, slug, key, "plan.edit")
    data = sent(request)
    fields, rows = data.get("fields"), data.get("rows")
    if not (isinstance(fields, list) and isinstance(rows, list) and len(fields) <= _MOST_COLUMNS):
        raise Problem("Phần dán vào không đọc được; kế hoạch vẫn như cũ.")
    values = [
        {str(name): _cell(cell) for name, cell in zip(fields, row, strict=False) if name}
        for row in rows
        if isinstance(row, list)
    ]
    done = paste_rows(
        plan=plan,
        actor=scope.user,
        at=clock.now(),
        kind=text(data, "kind"),
        rows=values,
        once=text(data, "once"),
        after=text(data, "after") or None,
    )
    return whole(scope, plan, message=f"Đã dán thêm {len(done.uids)} dòng.", uids=list(done.uids))


def _cell(value: Any) -> str:
    """A pasted cell as text; what is none says nothing."""
    return str(value) if isinstance(value, str | int | float) else ""


@require_GET
def plan_row_history(
    request: HttpRequest, slug: str, key: str, kind: str, uid: str
) -> HttpResponse:
    """What was done to a row, as sentences."""
    scope, plan = the_plan(request, slug, key, "plan.view")
    row = row_in(plan, kind, str(uid))
    context = _around(scope, plan, kind, str(uid))
    told = history_of(plan, uid)
    context |= {"told": told, "row": row, "heading": as_text(_title(row)), "uid": str(uid)}
    context["may_undo"] = may_edit(scope, plan) and not getattr(row, "deleted_at", None)
    part = by_script(request) or request.GET.get("khung")
    page = "plans/row_history.html" if part else "plans/row_history_page.html"
    return render(request, page, context)


def _title(row: Any) -> str:
    code = getattr(row, "criterion", "")
    return f"tiêu chí {code}" if code else getattr(row, "heading", "")


@require_GET
def plan_people(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """People and units of the school whose names have the words of `q`."""
    scope, _plan = the_plan(request, slug, key, "plan.edit")
    scope.need("staff.view")
    query = request.GET.get("q", "")[:80]
    found = find_people(scope.school, query, units=request.GET.get("loai") != "people")
    return JsonResponse({"found": found})
