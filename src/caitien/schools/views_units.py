"""The units of a school."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caitien.ui import clock
from caitien.ui.problems import Conflict, Problem

from . import queries_staff, services_units
from .access import enter
from .forms import UnitForm
from .models import Unit
from .views_common import attempt, conflict, page, rebased, refuse, tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


@require_GET
def units(request: HttpRequest, slug: str) -> HttpResponse:
    """The units in their order, with a form to add one."""
    scope = enter(request.user, slug, "staff.view", today=clock.today())
    found = list(queries_staff.units_with_counts(scope.school))
    context = page(
        scope,
        "units",
        units=[unit for unit in found if unit.active],
        resting=[unit for unit in found if not unit.active],
        form=UnitForm(),
    )
    return render(request, "schools/units.html", context)


@require_POST
def unit_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a unit."""
    scope = enter(request.user, slug, "staff.manage", today=clock.today())
    form = UnitForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Chưa lưu: hãy ghi tên tổ, bộ phận và chọn loại.")
        return redirect("units", slug)
    name, kind = form.cleaned_data["name"], form.cleaned_data["kind"]
    who: dict[str, Any] = {"organisation": scope.school, "actor": scope.user, "at": clock.now()}
    attempt(
        request,
        lambda: services_units.add_unit(kind=kind, name=name, **who)[1],
        f"Đã thêm {name}.",
        f"{name} đã có rồi.",
    )
    return redirect("units", slug)


def _step(unit: Unit, verb: str, who: dict[str, Any]) -> tuple[Callable[[], object], str, str]:
    """What a verb does to a unit, and the words for done and for nothing changed."""
    if verb in ("len", "xuong"):
        step = -1 if verb == "len" else 1
        done, same = f"Đã chuyển chỗ {unit.name}.", f"{unit.name} đã ở đầu hoặc cuối danh sách."
        return lambda: services_units.move_unit(unit=unit, step=step, **who), done, same
    if verb in ("ngung", "hoat-dong"):
        active = verb == "hoat-dong"
        done = f"Đã ghi {unit.name} {'hoạt động trở lại' if active else 'ngừng hoạt động'}."
        return lambda: services_units.set_active(unit=unit, active=active, **who), done, ""
    if verb == "xoa":
        gone = f"{unit.name} đã được xóa trước đó."
        return lambda: services_units.delete_unit(unit=unit, **who), f"Đã xóa {unit.name}.", gone
    raise Http404


@require_http_methods(["GET", "POST"])
def unit_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Rename a unit or give it another kind."""
    scope = enter(request.user, slug, "staff.manage", today=clock.today())
    unit = get_object_or_404(Unit, organisation=scope.school, pk=pk)
    stored = {"name": unit.name, "kind": unit.kind}
    form = UnitForm.on(stored)
    context = page(scope, "units", unit=unit)
    if request.method == "POST":
        form = UnitForm(request.POST)
        if form.is_valid():
            try:
                changed = services_units.edit_unit(
                    unit=unit,
                    base=form.started_from(),
                    name=form.cleaned_data["name"],
                    kind=form.cleaned_data["kind"],
                    actor=scope.user,
                    at=clock.now(),
                )
            except Conflict as problem:
                again = UnitForm(rebased(form, stored, problem))
                return conflict(request, context, again, problem, reverse("units", args=[slug]))
            except Problem as problem:
                refuse(form, problem)
            else:
                tell(request, changed, f"Đã lưu {form.cleaned_data['name']}.")
                return redirect("units", slug)
    return render(request, "schools/unit_form.html", {**context, "form": form})


@require_POST
def unit_step(request: HttpRequest, slug: str, pk: int, verb: str) -> HttpResponse:
    """Move a unit up or down, let it rest, take it up again, or delete an empty one."""
    scope = enter(request.user, slug, "staff.manage", today=clock.today())
    unit = get_object_or_404(Unit, organisation=scope.school, pk=pk)
    attempt(request, *_step(unit, verb, {"actor": scope.user, "at": clock.now()}))
    return redirect("units", slug)
