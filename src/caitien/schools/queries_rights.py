"""Who has which role until when, and what each role may do, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Case, Q, When

from . import names
from .models import Grant, Organisation, Person
from .roles import CAPABILITIES, OFFICE_CAPABILITIES, OFFICE_ROLES, SCHOOL_ROLES, Role

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from caitien.accounts.models import User

#: roles that may give roles, of a school and of an office
MANAGERS: Final = frozenset({Role.ADMIN, Role.HEAD, Role.OFFICE_ADMIN})
#: roles people outside the staff list may have
OUTSIDERS: Final = frozenset({Role.VIEWER, Role.REVIEWER})

#: capability → what it lets people do
CAPABILITY_WORDS: Final[dict[str, str]] = {
    "school.view": "Xem trang của trường",
    "school.manage": "Sửa thông tin của trường",
    "staff.view": "Xem danh sách nhân sự",
    "staff.manage": "Thêm, sửa, nhập danh sách nhân sự",
    "roles.manage": "Giao và thôi vai trò",
    "audit.view": "Xem nhật ký",
    "import.use": "Nhập tệp kế hoạch",
    "plan.view": "Xem kế hoạch",
    "plan.create": "Lập kế hoạch",
    "plan.edit": "Soạn kế hoạch",
    "plan.delete": "Bỏ bản nháp kế hoạch",
    "plan.comment": "Góp ý kế hoạch",
    "plan.review": "Đưa kế hoạch ra góp ý",
    "plan.submit": "Gửi duyệt kế hoạch",
    "plan.approve": "Phê duyệt kế hoạch",
    "plan.issue": "Ban hành kế hoạch",
    "plan.send": "Gửi kế hoạch lên cơ quan quản lý",
    "plan.publish": "Công khai kế hoạch",
    "plan.close": "Đóng kế hoạch",
    "mine.view": "Xem việc của mình",
    "office.view": "Xem trang của cơ quan",
    "office.manage": "Quản lý các trường trực thuộc",
    "school.create": "Lập trường, điểm trường trực thuộc",
    "delivery.view": "Xem kế hoạch các trường gửi lên",
    "delivery.answer": "Nhận hoặc trả lại kế hoạch",
}

#: what a role is for, in one line
ROLE_WORDS: Final[dict[Role, str]] = {
    Role.ADMIN: "Giữ danh sách và tài khoản; không soạn, không duyệt kế hoạch.",
    Role.HEAD: "Chịu trách nhiệm cao nhất: duyệt, ban hành, giao vai trò.",
    Role.DEPUTY: "Soạn và gửi duyệt kế hoạch, giữ danh sách nhân sự.",
    Role.SECRETARY: "Nhập tệp cũ, soạn, ban hành và gửi kế hoạch.",
    Role.COUNCIL: "Xem và góp ý kế hoạch.",
    Role.SUPERVISOR: "Xem, góp ý, theo dõi việc thực hiện.",
    Role.TEACHER: "Xem kế hoạch và làm phần việc của mình.",
    Role.VIEWER: "Chỉ xem kế hoạch.",
    Role.REVIEWER: "Chỉ xem, trong thời hạn được giao.",
    Role.OFFICE_ADMIN: "Lập trường, giao vai trò trong cơ quan, nhận kế hoạch.",
    Role.OFFICER: "Xem, nhận hoặc trả lại kế hoạch các trường gửi lên.",
}


def roles_of_kind(organisation: Organisation) -> tuple[Role, ...]:
    """The roles that can be given here."""
    return OFFICE_ROLES if organisation.is_office else SCHOOL_ROLES


@dataclass(frozen=True, slots=True)
class TableRow:
    """A capability in words, and whether each role (in the order of the table) has it."""

    words: str
    has: list[tuple[str, bool]]


def capability_table(organisation: Organisation) -> tuple[list[Role], list[TableRow]]:
    """What each role may do here: the roles, and a row for each capability."""
    table = OFFICE_CAPABILITIES if organisation.is_office else CAPABILITIES
    roles = list(roles_of_kind(organisation))
    rows = [
        TableRow(CAPABILITY_WORDS[name], [(str(role.label), role in holders) for role in roles])
        for name, holders in table.items()
    ]
    return roles, rows


def managers_in_force(organisation: Organisation, today: date) -> QuerySet[Grant]:
    """The grants that let somebody give roles here today, of people who can sign in."""
    open_end = Q(until_on=None) | Q(until_on__gte=today)
    return Grant.objects.filter(
        open_end,
        organisation=organisation,
        role__in=MANAGERS,
        from_on__lte=today,
        user__is_active=True,
    )


#: state in the address → words of the chip
STATES = {"": "Đang có hiệu lực", "sap-toi": "Sắp tới", "da-het": "Đã hết", "tat-ca": "Tất cả"}


def grants(
    organisation: Organisation, today: date, *, state: str = "", role: str = "", query: str = ""
) -> QuerySet[Grant]:
    """The grants of this organisation, by role and then name."""
    found = Grant.objects.filter(organisation=organisation).select_related("user", "given_by")
    if state == "":
        found = found.filter(Q(until_on=None) | Q(until_on__gte=today), from_on__lte=today)
    elif state == "sap-toi":
        found = found.filter(from_on__gt=today)
    elif state == "da-het":
        found = found.filter(until_on__lt=today)
    if role in Role.values:
        found = found.filter(role=role)
    for word in names.search_words(query):
        found = found.filter(user__search_key__contains=word)
    order = Case(*(When(role=one, then=place) for place, one in enumerate(Role)))
    return found.order_by(order, "user__sort_key", "-from_on", "pk")


def grants_of(person: Person, today: date) -> list[Grant]:
    """The roles somebody of the staff list has here today."""
    if person.user is None:
        return []
    return list(grants(person.organisation, today).filter(user=person.user))


def person_of(organisation: Organisation, user: User) -> Person | None:
    """The active record of a user on the staff list here."""
    return Person.objects.filter(organisation=organisation, user=user, active=True).first()
