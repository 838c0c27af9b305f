"""A staff list from a file: look first, then write all of it or nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core import signing
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caitien.ui import clock
from caitien.ui.problems import Problem

from . import queries_export, queries_import, queries_workbook, services_import, years
from .access import enter
from .forms import StaffFileForm, StartForm
from .models import Unit
from .views_common import once_of, page, refuse
from .views_staff import download

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from .access import Scope
    from .queries_workbook import SheetRow

_SALT = "caitien.staff-import"
_DAY = 24 * 3600
_CHOICE = re.compile(r"dong-(\d{1,5})")


@require_GET
def staff_template(request: HttpRequest, slug: str) -> HttpResponse:
    """The workbook to fill in."""
    scope = enter(request.user, slug, "staff.manage", today=clock.today())
    units = Unit.objects.filter(organisation=scope.school, active=True)
    content = queries_export.template(scope.school, units, clock.now())
    return download(content, "mau-danh-sach-nhan-su.xlsx")


@require_http_methods(["GET", "POST"])
def staff_import(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose a file; then the preview of what it would do. Nothing is written here."""
    scope = enter(request.user, slug, "staff.manage", today=clock.today())
    form = StaffFileForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > queries_workbook.MAX_BYTES:
                raise Problem("Tệp lớn hơn 5 MB. Hãy chép riêng danh sách nhân sự sang tệp mới.")
            sheet = queries_workbook.read_staff(file.read(), file.name)
        except Problem as problem:
            refuse(form, problem)
            status = problem.status
        else:
            return _preview(request, scope, sheet.rows, file.name, sheet=sheet)
    context = page(scope, "staff", form=form)
    return render(request, "schools/staff_import.html", context, status=status)


def _preview(
    request: HttpRequest,
    scope: Scope,
    rows: list[SheetRow],
    name: str,
    *,
    sheet: queries_workbook.StaffSheet | None = None,
    status: int = 200,
    problem: str = "",
    start: StartForm | None = None,
) -> HttpResponse:
    seen = queries_import.preview(scope.school, rows)
    kept = {"org": scope.school.pk, "name": name, "rows": queries_import.as_json(rows)}
    context = page(
        scope,
        "staff",
        seen=seen,
        groups=[(kind, words, seen.of(kind)) for kind, words, _ in seen.counts],
        sheet=sheet,
        file_name=name,
        problem=problem,
        rows=signing.dumps(kept, salt=_SALT, compress=True),
        fingerprint=seen.fingerprint(),
        start=start or StartForm(initial={"posts_from": years.first_day(scope.today)}),
    )
    return render(request, "schools/staff_preview.html", context, status=status)


@require_POST
def staff_import_apply(request: HttpRequest, slug: str) -> HttpResponse:
    """Write what was seen; where the list changed meanwhile, a fresh preview."""
    scope = enter(request.user, slug, "staff.manage", today=clock.today())
    try:
        kept: dict[str, Any] = signing.loads(request.POST.get("rows", ""), salt=_SALT, max_age=_DAY)
    except signing.BadSignature:
        kept = {}
    if kept.get("org") != scope.school.pk:
        messages.error(request, "Chưa nhập: bản xem trước đã cũ. Hãy chọn lại tệp.")
        return redirect("staff-import", slug)
    rows = queries_import.from_json(kept["rows"])
    decisions = {
        int(found[1]): str(value)[:12]
        for name, value in request.POST.items()
        if (found := _CHOICE.fullmatch(name))
    }
    start = StartForm(request.POST)
    try:
        if not start.is_valid():
            raise Problem("Chưa nhập: ngày bắt đầu giữ chức vụ chưa đúng. Hãy chọn lại ở dưới.")
        told = services_import.import_staff(
            organisation=scope.school,
            rows=rows,
            fingerprint=request.POST.get("fingerprint", ""),
            decisions=decisions,
            posts_from=start.cleaned_data["posts_from"],
            file_name=kept["name"],
            actor=scope.user,
            at=clock.now(),
            once=once_of(request),
        )
    except Problem as problem:
        told_why: dict[str, Any] = {"status": problem.status, "problem": problem.message}
        return _preview(request, scope, rows, kept["name"], start=start, **told_why)
    messages.success(request, f"Đã nhập xong. {told}")
    return redirect("staff", slug)
