"""What an organisation was on a day: name, parent, levels, head; and what the frame shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q

from . import access, years
from .models import Organisation, Past, Post

if TYPE_CHECKING:
    from caitien.accounts.models import User

_K = Organisation.Kind

#: from this day on there is no phòng GDĐT (two levels of local government, 01/7/2025)
FORMER_OFFICE_END: Final = date(2025, 7, 1)
COMMUNE_KINDS: Final = frozenset({_K.COMMUNE, _K.WARD, _K.SPECIAL_ZONE})
_LOCAL: Final = frozenset({*COMMUNE_KINDS, _K.FORMER_OFFICE})
_PROVINCE: Final = frozenset({_K.DEPARTMENT, _K.MINISTRY})

#: level of education → kinds of office a school of this level may stand under
AUTHORITY_KINDS: Final[dict[str, frozenset[Organisation.Kind]]] = {
    "mam_non": _LOCAL | _PROVINCE,
    "tieu_hoc": _LOCAL | _PROVINCE,
    "thcs": _LOCAL | _PROVINCE,
    "thpt": _PROVINCE,
    "gdtx": _PROVINCE,
}

#: kind → kinds its parent may have; an organisation without a parent is always possible
PARENT_KINDS: Final[dict[str, frozenset[Organisation.Kind]]] = {
    _K.MINISTRY: frozenset(),
    _K.DEPARTMENT: frozenset({_K.MINISTRY}),
    _K.FORMER_OFFICE: frozenset({_K.DEPARTMENT}),
    _K.COMMUNE: frozenset({_K.DEPARTMENT}),
    _K.WARD: frozenset({_K.DEPARTMENT}),
    _K.SPECIAL_ZONE: frozenset({_K.DEPARTMENT}),
    _K.SCHOOL: _LOCAL | _PROVINCE,
    _K.SITE: frozenset({_K.SCHOOL}),
}

#: posts of which a school has one holder, who signs its papers
HEAD_POSTS: Final = ("Hiệu trưởng", "Quyền Hiệu trưởng", "Phụ trách trường", "Giám đốc")


@dataclass(frozen=True, slots=True)
class Facts:
    """An organisation on a day. `parent` is the id of the office above it, `is_open` then."""

    organisation: Organisation
    day: date
    name: str
    short_name: str
    code: str
    kind: str
    parent: int | None
    levels: list[str] = field(default_factory=list)
    is_open: bool = True


def allowed_parents(kind: str, levels: list[str]) -> frozenset[Organisation.Kind]:
    """The kinds of office under which an organisation of this kind and these levels may stand."""
    kinds = PARENT_KINDS.get(kind, frozenset())
    if kind == _K.SCHOOL:
        for level in levels:
            kinds &= AUTHORITY_KINDS.get(level, kinds)
    return kinds


def as_of(organisation: Organisation, day: date) -> Facts:
    """What the organisation was at the end of a day. One query.

    A day before the first known change gives what was known before it.
    """
    state: dict[str, Any] = {
        "name": organisation.name,
        "short_name": organisation.short_name,
        "code": organisation.code,
        "kind": organisation.kind,
        "parent": organisation.parent_id,
        "levels": list(organisation.levels),
    }
    for past in Past.objects.filter(organisation=organisation, on__gt=day).order_by("-on", "-id"):
        state.update({name: was for name, was in past.before.items() if name in state})
    opened, closed = organisation.opened_on, organisation.closed_on
    is_open = (opened is None or opened <= day) and (closed is None or closed > day)
    return Facts(organisation=organisation, day=day, is_open=is_open, **state)


def authority_line(school: Organisation, day: date) -> str:
    """The name that stands above the school's on a paper of this day; "" where it is not known.

    It is a name as it was stored, never put together from a kind and a place; a blank is seen, a
    guess is not. A school with THPT or GDTX stands under the Sở, at whatever depth of the tree.
    """
    if school.authority_name:
        return school.authority_name
    facts = as_of(school, day)
    wanted = allowed_parents(_K.SCHOOL, facts.levels)
    parent = facts.parent
    for _ in range(4):
        office = Organisation.objects.filter(pk=parent).first() if parent else None
        if office is None:
            return ""
        then = as_of(office, day)
        gone = then.kind == _K.FORMER_OFFICE and day >= FORMER_OFFICE_END
        if then.kind in wanted and not gone:
            return then.name
        parent = then.parent
    return ""


def holder_on(school: Organisation, post: str, day: date) -> Post | None:
    """Who held a post on a day: the Post row with its person, the latest to begin where two did."""
    open_end = Q(until_on=None) | Q(until_on__gte=day)
    posts = Post.objects.filter(open_end, person__organisation=school, name=post, from_on__lte=day)
    return posts.select_related("person").order_by("-from_on", "-id").first()


def head_on(school: Organisation, day: date) -> Post | None:
    """Who was the head on a day (hiệu trưởng, or who had charge of the school); None: not known.

    A paper keeps this name; a change of head later does not change the answer for that day.
    """
    open_end = Q(until_on=None) | Q(until_on__gte=day)
    posts = Post.objects.filter(
        open_end, person__organisation=school, name__in=HEAD_POSTS, from_on__lte=day
    ).select_related("person")
    found = sorted(posts, key=lambda post: (-HEAD_POSTS.index(post.name), post.from_on, post.pk))
    return found[-1] if found else None


@dataclass(frozen=True, slots=True)
class Frame:
    """What the school and year switch of the frame offers. `years` are latest first."""

    year: int
    years: list[int]
    organisations: list[Organisation]


def frame_of(scope: access.Scope, year: int | None = None) -> Frame:
    """The switch for a page of a school: two queries."""
    school, today = scope.school, scope.today
    now = years.year_of(today)
    found = years.years_of(school, today) if school.is_school else [now]
    return Frame(year or now, found, access.organisations_of(scope.user, today))


# -- history in sentences ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened, as a sentence, and the decision it rests on."""

    on: date
    sentence: str
    decision: str = ""


def _sentence(past: Past) -> str:
    before, after, other = past.before, past.after, past.other
    event = Past.Event
    if past.event == event.RENAMED and before.get("name") == after.get("name"):
        short, code = after.get("short_name", ""), after.get("code", "")
        return f"Đổi tên gọn thành “{short}”, chữ viết tắt thành “{code}”."
    if past.event == event.RENAMED:
        return f"Đổi tên từ “{before.get('name', '')}” thành “{after.get('name', '')}”."
    if past.event == event.MOVED:
        was = before.get("parent_name") or "chưa có cơ quan quản lý"
        return f"Chuyển từ {was} về {after.get('parent_name') or 'không còn cơ quan quản lý'}."
    if past.event == event.LEVELS:
        from .names import levels_words

        was, now = levels_words(before.get("levels", [])), levels_words(after.get("levels", []))
        return f"Thay đổi cấp học từ “{was or 'chưa ghi'}” thành “{now}”."
    if past.event == event.MERGED and other:
        if after.get("closed_on"):
            return f"Sáp nhập vào {other.name}."
        return f"Nhận sáp nhập {other.name}."
    if past.event == event.SPLIT and other:
        return f"Tách ra từ {other.name}." if after.get("opened_on") else f"Tách ra {other.name}."
    return "Thôi hoạt động."


def history_of(organisation: Organisation) -> list[Line]:
    """The changes of an organisation, latest first, as sentences. One query."""
    rows = Past.objects.filter(organisation=organisation).select_related("other")
    lines = [Line(past.on, _sentence(past), past.decision) for past in rows]
    if organisation.opened_on and not any("Tách ra từ" in line.sentence for line in lines):
        lines.append(Line(organisation.opened_on, "Thành lập."))
    return lines


def offices_managed(user: User, today: date) -> list[Organisation]:
    """The offices a user administers today; all of them for the keeper."""
    offices = Organisation.objects.exclude(kind__in=(_K.SCHOOL, _K.SITE))
    if user.is_superuser:
        return list(offices)
    grants = access.grants_in_force(user, today).filter(role="quan_tri_don_vi")
    return list(offices.filter(pk__in=grants.values("organisation")))


def stands_under(organisation: Organisation, office: Organisation) -> bool:
    """Whether an organisation stands under an office today, at any depth."""
    parent = organisation.parent
    for _ in range(5):
        if parent is None:
            return False
        if parent.pk == office.pk:
            return True
        parent = parent.parent
    return False
