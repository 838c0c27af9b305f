"""The world of these tests: the cast's school and a strange one, each with one of everything.

Made once for a module inside a transaction that is rolled back; every test works in a savepoint.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.cache import cache
from django.test import Client

from caitien.accounts.models import Invitation, User
from caitien.accounts.services import invite
from caitien.exchange.models import Import, ImportFile, ReadPage
from caitien.notices.models import Notice
from caitien.plans.drafting_store import store_draft
from caitien.plans.models import Comment, Delivery, IssuedPaper, Plan
from caitien.plans.services_comments import comment
from caitien.plans.services_issue import Issue, issue_plan
from caitien.plans.services_life import bound_hash, move
from caitien.plans.services_send import publish, send
from caitien.schools import files
from caitien.schools.models import Grant, Organisation, Person, Unit
from caitien.schools.roles import Role
from tests.exchange.making import PLAN, read, sample, upload
from tests.people import NOW, SCHOOL_PARTS, TODAY, YEAR, Cast, give, hire, make_cast, make_user
from tests.plans.life_plans import small_draft

#: words of the strange school that stand nowhere else: a page that shows one leaks
SECRET_WORDS = (
    "Lê Lợi",
    "le-loi",
    "Mai Người Lạ",
    "stranger@example.vn",
    "Kín Bưng",
    "THLL",
)
#: words of a school and an office far away, of no concern even to the cast's own office
FAR_WORDS = ("Xa Lắc", "xa-lac", "Người Phương Xa")
PARTS = (
    *SCHOOL_PARTS,
    "officer",
    "office_admin",
    "stranger",
    "keeper",
    "ended",
    "coming",
    "inactive",
    "nobody",
)
#: those whom every page but the open ones sends to the sign-in page
UNKNOWN = ("nobody", "inactive")


@dataclass
class World:
    """Everything the addresses need, by name; `twins` is the same of the strange school."""

    cast: Cast
    things: dict[str, Any] = field(default_factory=dict)
    twins: dict[str, Any] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, part: str) -> Client:
        """The browser in which this person has signed in."""
        return self.clients[part]


def make_world(rows: int = 3) -> World:
    """The whole world."""
    cache.clear()
    cast = make_cast()
    world = World(cast)
    far = Organisation.objects.create(
        kind=Organisation.Kind.WARD, slug="phuong-xa-lac", name="Ủy ban nhân dân phường Xa Lắc"
    )
    school = Organisation.objects.create(
        kind=Organisation.Kind.SCHOOL,
        slug="thpt-xa-lac",
        name="Trường THPT Xa Lắc",
        parent=far,
        levels=["thpt"],
    )
    hire(make_user("far", "Người Phương Xa"), school, "Hiệu trưởng")
    give(User.objects.get(email="far@example.vn"), school, Role.HEAD)
    batch = read(upload(cast, (PLAN, sample(PLAN)), once="tep-1"))
    world.things = _things(cast, cast.school, "secretary", "head", batch, rows)
    world.things |= {
        "viewer_grant": Grant.objects.get(user=cast.viewer).pk,
        "officer_grant": Grant.objects.get(user=cast.officer).pk,
        "officer_user": cast.officer.pk,
        "office_person": cast.person("officer").key,
        "far": school.slug,
    }
    strange = Cast(cast.other_school, cast.school, cast.office, cast.unit, cast.users)
    copy = copy_import(batch, cast.other_school, cast.stranger, "tep-la")
    world.twins = _things(
        strange, cast.other_school, "stranger", "stranger", copy, rows, "Kín Bưng"
    )
    Plan.objects.filter(school=cast.other_school).update(
        title="Kế hoạch Kín Bưng của trường bạn", school_name="TRƯỜNG TIỂU HỌC LÊ LỢI"
    )
    _notices(cast)
    _past_and_future(cast)
    for part in PARTS:
        world.clients[part] = cast.client(None if part == "nobody" else cast.users[part])
    User.objects.filter(pk=cast.inactive.pk).update(is_active=False)
    return world


def _past_and_future(cast: Cast) -> None:
    """A head until yesterday, a head from tomorrow, and a head whose account was switched off."""
    yesterday, tomorrow = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    for part, first, last in (
        ("ended", yesterday - timedelta(days=90), yesterday),
        ("coming", tomorrow, None),
        ("inactive", yesterday, None),
    ):
        user = cast.users[part] = make_user(part, f"Hiệu Trưởng {part}")
        Grant.objects.create(
            user=user,
            organisation=cast.school,
            role=Role.HEAD,
            from_on=first,
            until_on=last,
            given_at=NOW,
        )


def _things(
    cast: Cast,
    school: Organisation,
    writer: str,
    head: str,
    batch: Import,
    rows: int,
    mark: str = "",
) -> dict[str, Any]:
    """One of everything in a school."""
    author, chief = cast.users[writer], cast.users[head]
    unit = Unit.objects.create(
        organisation=school, kind=Unit.Kind.OFFICE, name=f"Tổ văn phòng {mark}".strip()
    )
    person = Person.objects.create(
        organisation=school,
        full_name=f"Cao Văn Thư {mark}".strip(),
        name_key="",
        post="Nhân viên",
        unit=unit,
        email=f"thu.{school.pk}@example.vn",
    )
    site = Organisation.objects.create(
        kind=Organisation.Kind.SITE,
        slug=f"diem-{school.pk}-{school.slug}",
        name=f"Điểm trường {mark or 'Bến Đò'}",
        parent=school,
    )
    draft = plan_in(school, author, "nhap", rows)
    action = draft.actions.order_by("order")[0]
    if mark:
        draft.actions.update(content=f"Nội dung {mark}")
    remark = comment(plan=draft, text=f"Nên rõ hơn {mark}", once="y", actor=author, at=NOW)
    issued = issued_plan(school, author, chief, "ban-hanh", 7)
    paper = IssuedPaper.objects.get(plan=issued)
    waiting = Invitation.objects.filter(organisation=school)
    _, token = invite(
        organisation=school,
        email=f"moi.{school.pk}@example.vn",
        full_name=f"Khách Mời {mark}".strip(),
        role=Role.VIEWER,
        actor=chief,
        at=NOW,
    )
    kept = files.store(
        organisation=school, name=f"tep {mark}.txt", content=b"mot tep\n", purpose="import",
        actor=author, at=NOW,
    )  # fmt: skip
    return {
        "school": school.slug,
        "unit": unit.pk,
        "person": person.key,
        "person_pk": person.pk,
        "site": site.slug,
        "plan": draft.key,
        "row": action.uid,
        "row_content": action.content,
        "submitted": walked(plan_in(school, author, "cho-duyet", rows), author, "submit").key,
        "approved": walked(
            walked(plan_in(school, author, "duyet", rows), author, "submit"), chief, "approve"
        ).key,
        "issued": issued.key,
        "public": Plan.objects.get(pk=issued.pk).public_key,
        "comment": remark.pk,
        "import": batch.key,
        "file": kept.key,
        "paper_file": paper.pdf.key,
        "token": token,
        "viewer_grant": Grant.objects.filter(organisation=school).latest("pk").pk,
        "user": Grant.objects.filter(organisation=school).latest("pk").user_id,
        "invitation": waiting.earliest("pk").pk,
        "delivery": Delivery.objects.get(paper=paper).pk,
        "office": cast.office.slug,
        "office_pk": cast.office.pk,
        "signer": Person.objects.get(user=chief, organisation=school).pk,
    }


def plan_in(school: Organisation, author: User, once: str, rows: int = 3, **more: Any) -> Plan:
    """A plan of this school with a few complete rows."""
    plan = Plan(
        school=school,
        once=once,
        start_year=more.pop("year", YEAR),
        end_year=more.pop("until", YEAR),
        form="bieu2_tt57",
        school_level="thcs",
        title="Kế hoạch cải tiến chất lượng giáo dục năm học 2026-2027",
        created_by=author,
        created_at=NOW,
        changed_at=NOW,
        **more,
    )
    return store_draft(plan=plan, draft=small_draft(rows))


def walked(plan: Plan, actor: User, step: str) -> Plan:
    """The plan one step further."""
    move(plan=plan, step=step, actor=actor, at=NOW, seen_hash=bound_hash(plan), note="")
    return Plan.objects.get(pk=plan.pk)


def issued_plan(school: Organisation, author: User, chief: User, once: str, serial: int) -> Plan:
    """A plan that was issued, sent to the office above and published."""
    plan = walked(walked(plan_in(school, author, once), author, "submit"), chief, "approve")
    signer = Person.objects.get(user=chief, organisation=school)
    issue = Issue(serial, TODAY, signer, recipients=("- Lưu: VT.",))
    seen = bound_hash(plan)
    paper = issue_plan(plan=plan, issue=issue, actor=chief, at=NOW, seen_hash=seen)
    assert school.parent is not None
    send(paper=paper, office=school.parent, actor=chief, at=NOW)
    publish(plan=Plan.objects.get(pk=plan.pk), actor=chief, at=NOW)
    return Plan.objects.get(pk=plan.pk)


def copy_import(batch: Import, school: Organisation, author: User, once: str) -> Import:
    """The same import, in another school or once more in the same."""
    made = Import.objects.create(
        school=school, once=once, state=batch.state, created_by=author, created_at=NOW
    )
    for part in batch.files.select_related("file"):
        kept, pages = part.file, list(part.pages.all())
        kept.pk, kept.organisation = None, school
        kept.key = f"{once[:4]}{made.pk}"
        kept.save(force_insert=True)
        part.pk, part.batch, part.file = None, made, kept
        part.save(force_insert=True)
        for page in pages:
            page.pk, page.of = None, part
        ReadPage.objects.bulk_create(pages)
    return made


def _notices(cast: Cast) -> None:
    """A message for the head and one for the stranger."""
    for user, school, text in (
        (cast.head, cast.school, "Kế hoạch chờ phê duyệt"),
        (cast.stranger, cast.other_school, "Việc Kín Bưng"),
    ):
        Notice.objects.create(user=user, organisation=school, kind="plan", text=text, at=NOW)


def enlarge(world: World) -> None:
    """Five times the data: 60 staff, 30 plans, 30 imports, 50 remarks, 60 rows, and the rest."""
    cast, secretary = world.cast, world.cast.secretary
    people = [
        Person(organisation=cast.school, full_name=f"Người Thứ {n}", post="Giáo viên")
        for n in range(60)
    ]
    for person in people:
        person.set_keys()
    Person.objects.bulk_create(people)
    Unit.objects.bulk_create(
        Unit(organisation=cast.school, kind=Unit.Kind.SUBJECT, name=f"Tổ số {n}") for n in range(20)
    )
    for n in range(30):
        plan_in(cast.school, secretary, f"nhieu-{n}", 2, year=YEAR - n % 4, until=YEAR - n % 4)
    parents = [
        plan_in(cast.school, secretary, f"dai-{n}", 2, until=YEAR + 4, kind=Plan.Kind.MULTI_YEAR)
        for n in range(3)
    ]
    Plan.objects.filter(once__in=[f"nhieu-{n}" for n in range(12)]).update(parent=parents[0])
    batch = Import.objects.get(key=world.things["import"])
    part = ImportFile.objects.get(batch=batch)
    for n in range(30):
        copy_import(batch, cast.school, secretary, f"them{n}")
    pages = list(part.pages.all())
    for _ in range(4):
        kept = part.file
        kept.pk, kept.key = None, f"bon{_}{batch.pk}"
        kept.save(force_insert=True)
        part.pk, part.file = None, kept
        part.save(force_insert=True)
        for page in pages:
            page.pk, page.of = None, part
        ReadPage.objects.bulk_create(pages)
    _many_remarks(world, people)
    _many_people_of_rights(world)


def _many_remarks(world: World, people: list[Person]) -> None:
    plan = Plan.objects.get(key=world.things["plan"])
    head, council = world.cast.head, world.cast.council
    rows = list(plan.actions.values_list("uid", flat=True))
    for n in range(50):
        made = comment(
            plan=plan, text=f"Ý kiến {n}", once=f"y{n}", actor=(head, council)[n % 2], at=NOW,
            row=rows[n % len(rows)], mentions=[people[n], world.cast.person("head")],
        )  # fmt: skip
        Comment.objects.create(
            plan=plan, reply_to=made, author=council, author_name="x", text="Trả lời", at=NOW,
            once=f"tl{n}",
        )  # fmt: skip
    plan.actions.update(lead_person=people[3], supervisor_person=world.cast.person("head"))
    for n, action in enumerate(plan.actions.all()):
        action.collaborators.add(people[n % 40], people[n % 40 + 1], world.cast.person("head"))


def _many_people_of_rights(world: World) -> None:
    cast = world.cast
    for n in range(40):
        user = User.objects.create(email=f"nguoi{n}@example.vn", full_name=f"Tài Khoản {n}")
        give(user, cast.school, Role.TEACHER)
        Notice.objects.create(
            user=cast.head, organisation=cast.school, kind="plan", text=f"Tin {n}", at=NOW
        )
        Invitation.objects.create(
            organisation=cast.school, email=f"m{n}@example.vn", role=Role.VIEWER,
            token_hash=f"{n:064d}", created_at=NOW, expires_at=NOW + timedelta(days=9),
            created_by=cast.head,
        )  # fmt: skip
    schools = Organisation.objects.bulk_create(
        Organisation(
            kind=Organisation.Kind.SCHOOL, slug=f"truong-{n}", name=f"Trường số {n}",
            parent=cast.office, levels=["thcs"], opened_on=date(2000, 1, 1),
        )
        for n in range(40)
    )  # fmt: skip
    for n, school in enumerate(schools[:30]):
        give(cast.head, school, Role.VIEWER)
        plan = plan_in(school, cast.head, "mot", 1)
        Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ISSUED)
        paper = IssuedPaper.objects.get(plan__key=world.things["issued"])
        paper.pk, paper.key, paper.plan, paper.school = None, f"giay{n}", plan, school
        paper.save(force_insert=True)
        Delivery.objects.create(paper=paper, office=cast.office, sent_by=cast.head, sent_at=NOW)
