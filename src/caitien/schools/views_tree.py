"""The schools of an office; changes of the tree, by the office, the school or the keeper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from caitien.accounts.joining import deliver
from caitien.accounts.models import User
from caitien.accounts.services import invite
from caitien.ui import clock
from caitien.ui.problems import Problem

from . import access, names, queries, queries_schools, services_rights, services_tree
from . import forms_tree as forms
from . import services_tree_events as events
from .access import enter
from .models import Organisation
from .roles import Role
from .views_common import keeper_of, once_of, paged, refuse, tell

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from .access import Scope

_K = Organisation.Kind


@require_GET
def office_schools(request: HttpRequest, slug: str) -> HttpResponse:
    """The schools under an office: search, filters in the address, pages."""
    scope = enter(request.user, slug, "office.view", today=clock.today())
    wanted = {
        name: request.GET.get(key, "")[:100]
        for name, key in (("query", "tim"), ("level", "cap"), ("state", "loc"))
    }
    found = paged(request, queries_schools.schools(scope.organisation, **wanted))
    for school in found:
        school.levels_shown = names.levels_words(school.levels)
    context = {
        "scope": scope,
        "active": "office-schools",
        "page": found,
        "wanted": wanted,
        "levels": names.LEVELS,
        "states": queries_schools.STATES,
        "may_create": scope.may("school.create"),
    }
    return render(request, "schools/office_schools.html", context)


@require_http_methods(["GET", "POST"])
def school_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a school under this office or one below it."""
    scope = enter(request.user, slug, "school.create", today=clock.today())
    parents = queries_schools.offices_in(scope.organisation)
    initial = {"parent": scope.organisation.slug}
    form = forms.SchoolForm(request.POST or None, initial=initial, parents=parents)
    if request.method == "POST" and form.is_valid():
        try:
            made, new = services_tree.create_organisation(
                kind=_K.SCHOOL, actor=scope.user, at=clock.now(), once=once_of(request),
                **form.cleaned_data,
            )  # fmt: skip
        except Problem as problem:
            refuse(form, problem)
        else:
            tell(request, new, f"Đã lập {made.name}.", f"{made.name} đã có rồi.")
            return redirect("office-school", slug, made.slug)
    context = {"scope": scope, "active": "office-schools", "form": form}
    return render(request, "schools/school_form.html", context)


# -- one organisation and its changes --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verb:
    """A change of the tree: its words, its form, and how it is written."""

    title: str
    button: str
    form: type[forms.ChangeForm]
    help: str
    write: Callable[..., object]


VERBS = {
    "doi-ten": Verb(
        "Đổi tên", "Ghi tên mới", forms.RenameForm,
        "Giấy tờ trước ngày này vẫn mang tên cũ. Địa chỉ trang không đổi nên đường dẫn cũ vẫn mở.",
        services_tree.rename,
    ),
    "chuyen": Verb(
        "Chuyển cơ quan quản lý", "Ghi cơ quan mới", forms.MoveForm,
        "Giấy tờ trước ngày này vẫn ghi cơ quan cũ.", services_tree.move,
    ),
    "cap-hoc": Verb(
        "Thay đổi cấp học", "Ghi cấp học", forms.LevelsForm,
        "Trường nhiều cấp được đánh giá theo từng cấp.", services_tree.change_levels,
    ),
    "sap-nhap": Verb(
        "Sáp nhập", "Ghi sáp nhập", forms.MergeForm,
        "Hồ sơ, nhân sự, kế hoạch đã có vẫn giữ nguyên dưới tên cũ để tra cứu.", events.merge,
    ),
    "tach": Verb(
        "Tách thành đơn vị mới", "Ghi việc tách", forms.SplitForm,
        "Đơn vị này giữ tên và hồ sơ; đơn vị mới bắt đầu từ ngày ghi ở dưới.", events.split,
    ),
    "giai-the": Verb(
        "Thôi hoạt động", "Ghi thôi hoạt động", forms.CloseForm,
        "Không xóa gì: mọi hồ sơ vẫn mở được để đọc.", events.close,
    ),
}  # fmt: skip
#: what a school may write of itself; the rest is written by the office above it
OWN_VERBS = ("doi-ten", "cap-hoc")


def _verbs(organisation: Organisation) -> list[tuple[str, Verb]]:
    if organisation.closed_on:
        return []
    return [
        (name, verb) for name, verb in VERBS.items() if organisation.is_school or name != "cap-hoc"
    ]


def _record(organisation: Organisation, user: User) -> dict[str, Any]:
    """What the record of an organisation shows."""
    today = clock.today()
    return {
        "organisation": organisation,
        "levels": names.levels_words(organisation.levels),
        "authority": queries.authority_line(organisation, today) if organisation.is_school else "",
        "head": queries.head_on(organisation, today),
        "history": queries.history_of(organisation),
        "verbs": _verbs(organisation),
        "may_appoint": services_rights.may_appoint_first(user, organisation, today),
    }


def _first_manager(
    request: HttpRequest, organisation: Organisation, user: User
) -> tuple[forms.FirstManagerForm, dict[str, str] | None]:
    """The form that invites the first head or admin, and what to show of the invitation made.

    None: none was made; {}: it went by mail.
    """
    form = forms.FirstManagerForm(request.POST or None)
    roles = [Role.OFFICE_ADMIN] if organisation.is_office else [Role.HEAD, Role.ADMIN]
    role: Any = form.fields["role"]
    role.choices = [(one.value, one.label) for one in roles]
    if request.method != "POST" or not form.is_valid():
        return form, None
    given = form.cleaned_data
    try:
        email = services_rights.check_invitation(
            organisation=organisation, person=None, email=given["email"], role=given["role"],
            actor=user, today=clock.today(),
        )  # fmt: skip
        made, token = invite(
            organisation=organisation, email=email, full_name=given["full_name"],
            role=given["role"], actor=user, at=clock.now(),
        )  # fmt: skip
    except Problem as problem:
        refuse(form, problem)
        return form, None
    shown = deliver(request, made, token, str(Role(given["role"]).label))
    if not shown:
        messages.success(request, f"Đã gửi lời mời tới {email}.")
    return form, shown


def _office_school(request: HttpRequest, slug: str, school: str, need: str) -> tuple[Scope, Any]:
    scope = enter(request.user, slug, need, today=clock.today())
    schools = access.schools_under(scope.organisation).select_related("parent")
    return scope, get_object_or_404(schools, slug=school)


@require_http_methods(["GET", "POST"])
def office_school(request: HttpRequest, slug: str, school: str) -> HttpResponse:
    """A school as its office sees it: facts, history; the first head is invited here."""
    need = "office.manage" if request.method == "POST" else "office.view"
    scope, found = _office_school(request, slug, school, need)
    record = _record(found, scope.user)
    form, link = _first_manager(request, found, scope.user)
    if link == {}:
        return redirect("office-school", slug, school)
    context = {"scope": scope, "active": "office-schools", **record, "form": form, **(link or {})}
    if not scope.may("office.manage"):
        context |= {"verbs": [], "may_appoint": False}
    return render(request, "schools/office_school.html", context)


@require_http_methods(["GET", "POST"])
def office_school_change(request: HttpRequest, slug: str, school: str, verb: str) -> HttpResponse:
    """A change of a school, written by its office."""
    scope, found = _office_school(request, slug, school, "office.manage")
    context = {"scope": scope, "active": "office-schools"}
    return _change(
        request, found, verb, scope.user, scope.organisation, context,
        redirect("office-school", slug, school),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def school_change(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    """A change the school writes of itself: its name, its levels."""
    scope = enter(request.user, slug, "school.manage", today=clock.today())
    if verb not in OWN_VERBS:
        raise Http404
    context = {"scope": scope, "active": "school", "tab": "facts"}
    return _change(
        request, scope.school, verb, scope.user, None, context, redirect("school-settings", slug)
    )


def _change(
    request: HttpRequest,
    organisation: Organisation,
    verb: str,
    user: User,
    office: Organisation | None,
    context: dict[str, Any],
    back: HttpResponse,
) -> HttpResponse:
    """The form of one change, and its writing."""
    found = dict(_verbs(organisation)).get(verb)
    if found is None:
        raise Http404
    if verb == "sap-nhap":
        choices = queries_schools.same_kind(organisation, office)
    else:
        choices = queries_schools.offices_in(office) if office else queries_schools.open_offices()
    form = found.form(request.POST or None, organisation=organisation, choices=choices)
    if request.method == "POST" and form.is_valid():
        more = {"once": once_of(request)} if verb == "tach" else {}
        try:
            changed = found.write(
                organisation=organisation, **form.cleaned_data, actor=user, at=clock.now(), **more
            )
        except Problem as problem:
            refuse(form, problem)
        else:
            new = changed[1] if isinstance(changed, tuple) else changed
            tell(request, new, f"Đã ghi: {found.title.lower()} {organisation.name}.")
            return back
    context |= {"organisation": organisation, "form": form, "verb": found, "back": back["Location"]}
    return render(request, "schools/change.html", context)


# -- the keeper of the installation ----------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def office_new(request: HttpRequest) -> HttpResponse:
    """The keeper's page: all offices and schools, and a form to make one."""
    user = keeper_of(request)
    form = forms.NewForm(request.POST or None, parents=queries_schools.open_offices())
    if request.method == "POST" and form.is_valid():
        try:
            made, new = services_tree.create_organisation(
                actor=user, at=clock.now(), once=once_of(request), **form.cleaned_data
            )
        except Problem as problem:
            refuse(form, problem)
        else:
            tell(request, new, f"Đã lập {made.name}.", f"{made.name} đã có rồi.")
            return redirect("keeper-organisation", made.slug)
    query = request.GET.get("tim", "")[:100]
    found = paged(request, queries_schools.organisations(query))
    context = {"form": form, "page": found, "query": query, "tab": "tree"}
    return render(request, "schools/keeper.html", context)


@require_http_methods(["GET", "POST"])
def keeper_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """An office or school as the keeper sees it: its place in the tree, never its work."""
    user = keeper_of(request)
    organisations = Organisation.objects.select_related("parent").exclude(kind=_K.SITE)
    found = get_object_or_404(organisations, slug=slug)
    form, link = _first_manager(request, found, user)
    if link == {}:
        return redirect("keeper-organisation", slug)
    context = {**_record(found, user), "form": form, **(link or {}), "keeper": True}
    return render(request, "schools/office_school.html", context)


@require_http_methods(["GET", "POST"])
def keeper_change(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    """A change of the tree written by the keeper."""
    user = keeper_of(request)
    found = get_object_or_404(Organisation.objects.exclude(kind=_K.SITE), slug=slug)
    back = redirect("keeper-organisation", slug)
    return _change(request, found, verb, user, None, {"keeper": True}, back)
