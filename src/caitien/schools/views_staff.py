"""The staff list and its people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caitien.ui import clock
from caitien.ui.problems import Conflict, Problem

from . import queries_export, queries_rights, queries_staff, services_staff
from .access import enter
from .forms import POSTS, DayForm, PastPostForm, PersonForm
from .models import Person, Unit
from .services_accounts import end_access
from .views_common import attempt, conflict, once_of, page, paged, rebased, refuse, tell

if TYPE_CHECKING:
    from django.http import HttpRequest

    from .access import Scope


def _filters(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(key, "")[:100] for name, key in _KEYS}


_KEYS = (("query", "tim"), ("unit", "to"), ("state", "loc"))


@require_GET
def staff(request: HttpRequest, slug: str) -> HttpResponse:
    """The staff list: search, filters in the address, pages."""
    scope = enter(request.user, slug, "staff.view", today=clock.today())
    wanted = _filters(request)
    people = queries_staff.staff(scope.school, **wanted)
    context = page(
        scope,
        "staff",
        page=paged(request, people),
        units=Unit.objects.filter(organisation=scope.school, active=True),
        states=queries_staff.STATES,
        counts=queries_staff.counts(scope.school),
        wanted=wanted,
    )
    return render(request, "schools/staff.html", context)


def _person(scope: Scope, key: str) -> Person:
    people = Person.objects.select_related("unit", "user", "organisation")
    return get_object_or_404(people, organisation=scope.school, key=key)


@require_GET
def staff_person(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A person: facts, posts, roles, and what happened, as sentences."""
    scope = enter(request.user, slug, "staff.view", today=clock.today())
    person = _person(scope, key)
    context = page(
        scope,
        "staff",
        person=person,
        posts=queries_staff.posts_held(person),
        grants=queries_rights.grants_of(person, scope.today),
        roles=queries_staff.roles_held(person),
        lines=queries_staff.lines_about(person),
        twins=queries_staff.twins(scope.school, person.full_name, person.pk),
        leave_form=DayForm(initial={"on": scope.today}, prefix="thoi"),
        return_form=DayForm(initial={"on": scope.today}, prefix="lai"),
        post_form=PastPostForm(prefix="cu"),
        posts_offered=POSTS,
    )
    return render(request, "schools/person.html", context)


@require_http_methods(["GET", "POST"])
def staff_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Put somebody on the list."""
    scope = enter(request.user, slug, "staff.manage", today=clock.today())
    form = PersonForm(request.POST or None, organisation=scope.school)
    twins: list[Person] = []
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            person, new = services_staff.add_person(
                organisation=scope.school,
                values=form.values(),
                since=form.cleaned_data["since"],
                actor=scope.user,
                at=clock.now(),
                once=once_of(request),
                same_name_known=form.cleaned_data["same_name_known"],
            )
        except services_staff.TwinFound as problem:
            twins, status = problem.twins, problem.status
        except Problem as problem:
            refuse(form, problem)
            status = problem.status
        else:
            tell(request, new, f"Đã thêm {person.full_name}.", f"{person.full_name} đã có rồi.")
            return redirect("staff-person", slug, person.key)
    if not twins:
        form.fields.pop("same_name_known", None)
    context = page(scope, "staff", form=form, twins=twins, posts_offered=POSTS)
    return render(request, "schools/person_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def staff_edit(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Change somebody's record; from a stale page both versions are shown."""
    scope = enter(request.user, slug, "staff.manage", today=clock.today())
    person = _person(scope, key)
    more: dict[str, Any] = {"organisation": scope.school, "person": person}
    stored = services_staff.values_of(person)
    form = PersonForm.on(stored, **more)
    context = page(scope, "staff", person=person, posts_offered=POSTS)
    if request.method == "POST":
        form = PersonForm(request.POST, **more)
        if form.is_valid():
            try:
                changed = services_staff.edit_person(
                    person=person,
                    base=form.started_from(),
                    values=form.values(),
                    since=form.cleaned_data["since"],
                    actor=scope.user,
                    at=clock.now(),
                )
            except Conflict as problem:
                again = PersonForm(rebased(form, stored, problem), **more)
                back = reverse("staff-person", args=[slug, key])
                return conflict(request, context, again, problem, back)
            except Problem as problem:
                refuse(form, problem)
            else:
                tell(request, changed, f"Đã lưu {form.cleaned_data['full_name']}.")
                return redirect("staff-person", slug, key)
    return render(request, "schools/person_form.html", {**context, "form": form})


LEFT = "Đã ghi thôi công tác. Vai trò của người ấy ở đây (nếu có) cũng hết."


@require_POST
def staff_leave(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Write that somebody works here no more."""
    return _on_day(
        request,
        slug,
        key,
        "thoi",
        services_staff.leave,
        LEFT,
    )


@require_POST
def staff_rights_end(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """End every role of a person here at once; the record stays on the list."""
    scope = enter(request.user, slug, "roles.manage", today=clock.today())
    person = _person(scope, key)
    attempt(
        request,
        lambda: end_access(person=person, actor=scope.user, at=clock.now()),
        f"Đã thôi mọi vai trò: {person.full_name} không vào được đây nữa.",
        f"{person.full_name} không có vai trò nào ở đây.",
    )
    return redirect("staff-person", slug, key)


@require_POST
def staff_return(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Write that somebody works here again."""
    return _on_day(request, slug, key, "lai", services_staff.come_back, "Đã ghi trở lại công tác.")


def _on_day(
    request: HttpRequest, slug: str, key: str, prefix: str, service: Any, done: str
) -> HttpResponse:
    scope = enter(request.user, slug, "staff.manage", today=clock.today())
    person = _person(scope, key)
    form = DayForm(request.POST, prefix=prefix)
    if not form.is_valid():
        messages.error(request, "Chưa lưu: hãy ghi ngày.")
        return redirect("staff-person", slug, key)
    on = form.cleaned_data["on"]
    attempt(request, lambda: service(person=person, on=on, actor=scope.user, at=clock.now()), done)
    return redirect("staff-person", slug, key)


@require_POST
def staff_post(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Write a post somebody held in the past."""
    scope = enter(request.user, slug, "staff.manage", today=clock.today())
    person = _person(scope, key)
    form = PastPostForm(request.POST, prefix="cu")
    if not form.is_valid():
        messages.error(request, "Chưa lưu: hãy ghi đủ chức vụ, từ ngày và đến ngày.")
        return redirect("staff-person", slug, key)
    attempt(
        request,
        lambda: services_staff.record_post(
            person=person, **form.cleaned_data, actor=scope.user, at=clock.now()
        ),
        "Đã ghi chức vụ cũ.",
        "Chức vụ này đã có trong những ngày ấy.",
    )
    return redirect("staff-person", slug, key)


@require_GET
def staff_export(request: HttpRequest, slug: str) -> HttpResponse:
    """The list as it is filtered, as .xlsx."""
    scope = enter(request.user, slug, "staff.view", today=clock.today())
    people = queries_staff.staff(scope.school, **_filters(request))
    content = queries_export.export_staff(scope.school, people, clock.now())
    return download(content, f"nhan-su-{scope.school.slug}.xlsx")


def download(content: bytes, name: str) -> HttpResponse:
    """A workbook to keep."""
    answer = HttpResponse(content, content_type=queries_export.MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
