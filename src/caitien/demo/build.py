"""Builds the demo: offices, five schools with people, and plans at every stage of their life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files as package_files
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password
from django.db import transaction

from caitien.accounts.models import User
from caitien.core.documents.readers.opening import open_document
from caitien.core.drafts.read import understand
from caitien.exchange.services_upload import Upload, receive
from caitien.plans.models import Action, Plan
from caitien.plans.services_comments import comment
from caitien.plans.services_edit import set_field
from caitien.plans.services_issue import Issue, issue_plan
from caitien.plans.services_life import bound_hash, move
from caitien.plans.services_make import plan_from_draft
from caitien.plans.services_make_next import copy_plan
from caitien.plans.services_send import publish, send
from caitien.plans.services_send import receive as office_receives
from caitien.schools.models import Grant, Organisation, Person, Post, Unit
from caitien.schools.names import name_key
from caitien.schools.roles import Role
from caitien.schools.years import year_of

from .places import OFFICES, PARTS, PASSWORD, SCHOOLS, School

if TYPE_CHECKING:
    from datetime import datetime

#: the way to each state, a step and who takes it
ROADS: dict[str, tuple[tuple[str, str], ...]] = {
    "": (),
    "cho_duyet": (("submit", "thuky"),),
    "tra_lai": (("submit", "thuky"), ("send_back", "hieutruong")),
    "da_duyet": (("submit", "thuky"), ("approve", "hieutruong")),
    "da_ban_hanh": (("submit", "thuky"), ("approve", "hieutruong")),
}
UNITS = {
    "Tổ chuyên môn 1": Unit.Kind.SUBJECT,
    "Tổ chuyên môn 2": Unit.Kind.SUBJECT,
    "Tổ văn phòng": Unit.Kind.OFFICE,
    "Công đoàn": Unit.Kind.UNION,
    "Đoàn, Đội": Unit.Kind.UNION,
}


@dataclass(frozen=True, slots=True)
class Account:
    """A demo account to print: address and who it is."""

    email: str
    words: str


@dataclass(frozen=True, slots=True)
class Home:
    """A demo school with its users by part."""

    told: School
    school: Organisation
    users: dict[str, User]


def accounts() -> list[Account]:
    """The demo accounts, the most useful first; the password of all is `places.PASSWORD`."""
    found = [
        Account(f"{part}.{school.slug}@minhhoa.vn", f"{post}, {school.name}")
        for school in SCHOOLS
        for part, _, post in PARTS
        if part != "pho"
    ]
    return [
        *found,
        Account("giaovien.thcs-doi-thong@minhhoa.vn", "Giáo viên, THCS Đồi Thông"),
        Account("chuyenvien@minhhoa.vn", "Chuyên viên, UBND phường Tân Lộc"),
    ]


def build(*, at: datetime, today: date) -> bool:
    """Build the demo unless it stands; whether it was built. All or nothing."""
    if Organisation.objects.filter(is_demo=True).exists():
        return False
    with transaction.atomic():
        password = make_password(PASSWORD)
        places = _offices(password, at, today)
        homes = [_school(told, places, password, at, today) for told in SCHOOLS]
        for home in homes:
            _plans(home, places, at, today)
    _waiting_upload(homes[0], at)
    return True


def _user(part: str, name: str, password: str, at: datetime) -> User:
    return User.objects.create(
        email=f"{part}@minhhoa.vn",
        full_name=name,
        password=password,
        is_demo=True,
        joined_at=at,
    )


def _grant(user: User, place: Organisation, role: Role, at: datetime, today: date) -> None:
    first = today - timedelta(days=200)
    Grant.objects.create(user=user, organisation=place, role=role, from_on=first, given_at=at)


def _offices(password: str, at: datetime, today: date) -> dict[str, Organisation]:
    places: dict[str, Organisation] = {}
    for slug, kind, name, parent in OFFICES:
        places[slug] = Organisation.objects.create(
            slug=slug, kind=kind, name=name, parent=places.get(parent or ""), is_demo=True
        )
    officer = _user("chuyenvien", "Giáp Văn Thuận", password, at)
    for slug in ("phuong-tan-loc", "xa-ha-lam", "so-minh-hoa"):
        _grant(officer, places[slug], Role.OFFICER, at, today)
    return places


def _school(
    told: School, places: dict[str, Organisation], password: str, at: datetime, today: date
) -> Home:
    school = Organisation.objects.create(
        slug=told.slug,
        kind=Organisation.Kind.SCHOOL,
        name=told.name,
        short_name=told.short,
        code=told.code,
        parent=places[told.office],
        place=told.place,
        address=f"Đường Minh Họa, {told.place}",
        levels=[told.level],
        is_demo=True,
    )
    units = {
        name: Unit.objects.create(organisation=school, kind=kind, name=name, order=order)
        for order, (name, kind) in enumerate(UNITS.items())
    }
    names = {"hieutruong": told.head, "pho": told.deputy, "thuky": told.secretary}
    users: dict[str, User] = {}
    for part, role, post in PARTS:
        user = users[part] = _user(f"{part}.{told.slug}", names[part], password, at)
        _grant(user, school, role, at, today)
        _hire(school, names[part], post, None, user, today)
    for index, (name, post, unit) in enumerate(told.staff):
        teacher = None
        if index == 2:
            teacher = users["giaovien"] = _user(f"giaovien.{told.slug}", name, password, at)
            _grant(teacher, school, Role.TEACHER, at, today)
        _hire(school, name, post, units[unit], teacher, today)
    return Home(told, school, users)


def _hire(
    school: Organisation,
    name: str,
    post: str,
    unit: Unit | None,
    user: User | None,
    today: date,
) -> None:
    """A member of the staff, in the post since August two school years ago."""
    person = Person.objects.create(
        organisation=school,
        full_name=name,
        name_key=name_key(name),
        post=post,
        unit=unit,
        user=user,
        email=user.email if user else "",
    )
    Post.objects.create(person=person, name=post, from_on=date(year_of(today) - 2, 8, 1))


def sample(name: str) -> bytes:
    """One of the demo's files."""
    return package_files(__package__).joinpath("files", name).read_bytes()


def _plans(home: Home, places: dict[str, Organisation], at: datetime, today: date) -> None:
    """The plan of the file, and this year's made from it, taken as far as the school has come."""
    secretary, year = home.users["thuky"], year_of(today)
    with TemporaryDirectory() as folder:
        path = Path(folder, home.told.file)
        path.write_bytes(sample(home.told.file))
        draft = understand(open_document(path)).plans[0]
    old = plan_from_draft(
        school=home.school, draft=draft, actor=secretary, at=at, once="minh-hoa-cu"
    ).plan
    plan = old
    if old.end_year < year:
        plan = copy_plan(
            source=old, actor=secretary, at=at, once="minh-hoa-moi", start_year=year
        ).plan
    if home.told.reach:
        _fill(plan, home, at, year)
    _walk(Plan.objects.get(pk=plan.pk), home, places, at, today)


def _fill(plan: Plan, home: Home, at: datetime, year: int) -> None:
    """What a secretary fills in: time and people of every action that lacks them."""
    months = (
        f"Tháng 11/{year}",
        f"Từ tháng 10/{year} đến tháng 3/{year + 1}",
        f"Tháng 4/{year + 1}",
    )
    for index, action in enumerate(plan.actions.filter(deleted_at=None).order_by("order")):
        _put(plan, home, at, action, "time", action.time, months[index % 3])
        _put(plan, home, at, action, "assignee_text", action.assignee_text, "Phó hiệu trưởng")


def _put(
    plan: Plan, home: Home, at: datetime, action: Action, field: str, now: str, value: str
) -> None:
    if not now:
        set_field(
            plan=plan,
            actor=home.users["thuky"],
            at=at,
            kind="action",
            uid=action.uid,
            field=field,
            base=now,
            value=value,
        )


def _walk(
    plan: Plan, home: Home, places: dict[str, Organisation], at: datetime, today: date
) -> None:
    for step, who in ROADS[home.told.reach]:
        note = "Đề nghị nêu rõ chỉ tiêu của hoạt động đầu tiên." if step == "send_back" else ""
        user, seen = home.users[who], bound_hash(plan)
        move(plan=plan, step=step, actor=user, at=at, seen_hash=seen, note=note)
        plan = Plan.objects.get(pk=plan.pk)
    if home.told.reach == "tra_lai":
        row = plan.actions.filter(deleted_at=None).first()
        comment(
            plan=plan,
            text="Chỉ tiêu này nên ghi rõ bao nhiêu phần trăm, so với số liệu đầu năm nào.",
            once="minh-hoa",
            actor=home.users["pho"],
            at=at,
            row=row.uid if row else None,
            field="target",
            mentions=Person.objects.filter(user=home.users["thuky"]),
        )
    if home.told.reach == "da_ban_hanh":
        _issue(plan, home, places, at, today)


def _issue(
    plan: Plan, home: Home, places: dict[str, Organisation], at: datetime, today: date
) -> None:
    head = home.users["hieutruong"]
    signer = Person.objects.get(user=head)
    issue = Issue(52, today - timedelta(days=1), signer, recipients=("- Như trên;", "- Lưu: VT."))
    paper = issue_plan(plan=plan, issue=issue, actor=head, at=at, seen_hash=bound_hash(plan))
    sent = send(paper=paper, office=places[home.told.office], actor=home.users["thuky"], at=at)
    office_receives(delivery=sent, actor=User.objects.get(email="chuyenvien@minhhoa.vn"), at=at)
    publish(plan=plan, actor=head, at=at)


def _waiting_upload(home: Home, at: datetime) -> None:
    """A file at the desk, read by the worker as soon as it runs."""
    name = "chin-cot-tieu-hoc.docx"
    receive(
        school=home.school,
        uploads=[Upload("Kế hoạch năm trước.docx", BytesIO(sample(name)))],
        once="minh-hoa",
        actor=home.users["thuky"],
        at=at,
    )
