"""The cast: one school, a strange one, an office, and a person for every role. Set up once a test.

Every view's test asks the same questions of the same people.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from caitien.accounts.models import User
from caitien.schools.models import Grant, Organisation, Person, Unit
from caitien.schools.roles import Role

#: the day and moment the tests live in
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
YEAR = 2026


@dataclass
class Cast:
    """The people of a test, by role."""

    school: Organisation
    other_school: Organisation
    office: Organisation
    unit: Unit
    users: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str) -> User:
        """`cast.head`, `cast.stranger`, …: the user of this part."""
        try:
            return self.__dict__["users"][name]
        except KeyError:
            raise AttributeError(name) from None

    def client(self, user: User | None = None) -> Client:
        """A browser in which this user has signed in (None: nobody)."""
        browser = Client()
        if user is not None:
            browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return browser

    def person(self, name: str) -> Person:
        """The staff record of a part."""
        return Person.objects.get(user=self.users[name])


#: part → (role, full name, post)
SCHOOL_PARTS = {
    "admin": (Role.ADMIN, "Đỗ Quang Trị", "Nhân viên công nghệ thông tin"),
    "head": (Role.HEAD, "Nguyễn Thị Hương", "Hiệu trưởng"),
    "deputy": (Role.DEPUTY, "Trần Văn Phó", "Phó hiệu trưởng"),
    "secretary": (Role.SECRETARY, "Lê Thu Ký", "Thư ký hội đồng"),
    "council": (Role.COUNCIL, "Phạm Hội Đồng", "Tổ trưởng tổ Toán – Tin"),
    "supervisor": (Role.SUPERVISOR, "Võ Giám Sát", "Trưởng ban thanh tra nhân dân"),
    "teacher": (Role.TEACHER, "Hoàng Thị Lan", "Giáo viên"),
    "viewer": (Role.VIEWER, "Bùi Phụ Huynh", "Trưởng ban đại diện cha mẹ học sinh"),
    "reviewer": (Role.REVIEWER, "Đặng Thẩm Định", "Thành viên đoàn thẩm định"),
}


def make_user(part: str, full_name: str) -> User:
    """A user of the cast; the password is the same for all."""
    email, password = f"{part}@example.vn", "mat khau thu nghiem"
    return User.objects.create_user(email, password, full_name=full_name)


def give(user: User, organisation: Organisation, role: Role, until: date | None = None) -> Grant:
    """Give a role for the tests."""
    return Grant.objects.create(
        user=user,
        organisation=organisation,
        role=role,
        from_on=date(2026, 7, 1),
        until_on=until,
        given_at=NOW,
    )


def hire(user: User, organisation: Organisation, post: str, unit: Unit | None = None) -> Person:
    """Put a user on a staff list."""
    return Person.objects.create(
        organisation=organisation,
        user=user,
        full_name=user.full_name,
        name_key=user.full_name.casefold(),
        post=post,
        unit=unit,
        email=user.email,
    )


def make_cast() -> Cast:
    """Set the whole cast up."""
    kinds = Organisation.Kind
    department = Organisation.objects.create(
        kind=kinds.DEPARTMENT, slug="so-minh-hoa", name="Sở Giáo dục và Đào tạo Minh Hoạ"
    )
    office = Organisation.objects.create(
        kind=kinds.WARD,
        slug="phuong-an-hoa",
        name="Ủy ban nhân dân phường An Hoà",
        parent=department,
    )
    school = Organisation.objects.create(
        kind=kinds.SCHOOL,
        slug="thcs-nguyen-du",
        name="Trường Trung học cơ sở Nguyễn Du",
        short_name="THCS Nguyễn Du",
        code="THCSND",
        parent=office,
        place="An Hoà",
        levels=["thcs"],
    )
    other = Organisation.objects.create(
        kind=kinds.SCHOOL,
        slug="tieu-hoc-le-loi",
        name="Trường Tiểu học Lê Lợi",
        short_name="TH Lê Lợi",
        code="THLL",
        parent=office,
        place="An Hoà",
        levels=["tieu_hoc"],
    )
    unit = Unit.objects.create(organisation=school, kind=Unit.Kind.SUBJECT, name="Tổ Toán – Tin")
    cast = Cast(school, other, office, unit)
    for part, (role, name, post) in SCHOOL_PARTS.items():
        user = cast.users[part] = make_user(part, name)
        give(user, school, role, date(2026, 12, 31) if role is Role.REVIEWER else None)
        if part not in ("viewer", "reviewer"):
            hire(user, school, post, unit if part in ("teacher", "council") else None)
    for part, role, home, name, post in (
        ("officer", Role.OFFICER, office, "Ngô Chuyên Viên", "Chuyên viên"),
        ("office_admin", Role.OFFICE_ADMIN, office, "Dương Quản Lý", "Trưởng phòng"),
        ("stranger", Role.HEAD, other, "Mai Người Lạ", "Hiệu trưởng"),
    ):
        user = cast.users[part] = make_user(part, name)
        give(user, home, role)
        hire(user, home, post)
    keeper = cast.users["keeper"] = make_user("keeper", "Người Cài Đặt")
    keeper.is_superuser = True
    keeper.save()
    return cast


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast of this test."""
    return make_cast()
