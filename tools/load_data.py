"""Dữ liệu để đo tải: nhiều trường, ba năm học, viết thẳng vào cơ sở dữ liệu theo lô.

Chạy trong một cơ sở dữ liệu trống đã có bảng (tools/load.py gọi):
    python tools/load_data.py build 200      dựng 200 trường, in một dòng JSON
    python tools/load_data.py costs '{…}'    số truy vấn của từng trang, in một dòng JSON
"""

from __future__ import annotations

import json
import os
import random
import sys
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

PASSWORD = "mot cau rat kho doan"  # noqa: S105 - of throw-away installations only
SCHOOLS_PER_WARD = 10
STAFF = 40
ACTIONS = 12
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Võ", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ")
MIDDLE = ("Thị", "Văn", "Minh", "Thu", "Ngọc", "Quốc", "Thanh", "Hải", "Đức", "Kim")
GIVEN = ("Lan", "Hương", "Hùng", "Dũng", "Mai", "Phúc", "An", "Bình", "Khánh", "Tâm", "Vy", "Sơn")
LEVELS = (
    ("mam_non", "Trường Mầm non", "MN"),
    ("tieu_hoc", "Trường Tiểu học", "TH"),
    ("thcs", "Trường Trung học cơ sở", "THCS"),
    ("thpt", "Trường Trung học phổ thông", "THPT"),
)
Row = TypeVar("Row")


@dataclass
class Ground:
    """What everything is made from."""

    now: datetime
    today: date
    year: int
    password: str
    chance: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311 - made-up names

    def name(self) -> str:
        """A made-up name."""
        return " ".join(self.chance.choice(part) for part in (FAMILY, MIDDLE, GIVEN))


def clones(model: Any, source: Any, times: int, change: Any) -> list[Any]:
    """Copies of a row without its keys; `change(n)` gives what differs."""
    kept = {
        one.attname: getattr(source, one.attname)
        for one in model._meta.concrete_fields
        if one.attname not in ("id", "uid", "key")
    }
    return [model(**(kept | change(n))) for n in range(times)]


def stored(model: Any, rows: Sequence[Row]) -> list[Row]:
    """The rows, written in batches, with their keys."""
    made: list[Row] = model.objects.bulk_create(rows, batch_size=500)
    return made


def build(schools: int) -> dict[str, Any]:
    """Build everything; addresses and accounts to measure with."""
    from django.contrib.auth.hashers import make_password
    from django.db import transaction
    from django.utils import timezone

    from caitien.schools.years import year_of

    today = timezone.localdate()
    ground = Ground(timezone.now(), today, year_of(today), make_password(PASSWORD))
    with transaction.atomic():
        wards = offices(ground, schools)
        homes = places(ground, wards, schools)
        users = people(ground, wards, homes)
        papers = plans(ground, homes, users)
        around(ground, homes, users)
    home, slug = homes[0], homes[0].slug
    return {
        "school": slug,
        "schools": [one.slug for one in homes[:4]],
        "accounts": [f"hieutruong.{one.slug}@example.vn" for one in homes[:4]],
        "officers": [f"chuyenvien.{wards[0].slug}@example.vn", "chuyenvien.so@example.vn"],
        "office": wards[0].slug,
        "department": "so",
        "year": ground.year,
        **papers[home.pk],
    }


def offices(ground: Ground, schools: int) -> list[Any]:
    """A department and the wards under it."""
    from caitien.schools.models import Organisation

    top = Organisation.objects.create(
        kind="so", slug="so", name="Sở Giáo dục và Đào tạo tỉnh Thử Tải"
    )
    wards = [
        Organisation(kind="phuong", slug=f"phuong-{n}", name=f"UBND phường số {n}", parent=top)
        for n in range(1, -(-schools // SCHOOLS_PER_WARD) + 1)
    ]
    return stored(Organisation, keyed(wards))


def keyed(rows: list[Any]) -> list[Any]:
    """The same, with the keys `save` would have set."""
    for one in rows:
        one.set_keys()
    return rows


def places(ground: Ground, wards: list[Any], schools: int) -> list[Any]:
    """The schools."""
    from caitien.schools.models import Organisation

    made = []
    for n in range(schools):
        level, words, code = LEVELS[n % len(LEVELS)]
        made.append(
            Organisation(
                kind="truong", slug=f"truong-{n + 1}", name=f"{words} số {n + 1}",
                short_name=f"{code} số {n + 1}", code=f"{code}{n + 1}", place="Thử Tải",
                levels=[level], parent=wards[n // SCHOOLS_PER_WARD],
            )
        )  # fmt: skip
    return stored(Organisation, keyed(made))


def people(ground: Ground, wards: list[Any], homes: list[Any]) -> dict[int, dict[str, Any]]:
    """Units, staff, accounts and rights; by school: head, secretary, staff, units."""
    from caitien.accounts.models import User
    from caitien.schools.models import Grant, Organisation, Person, Unit

    parts = (("hieutruong", "hieu_truong"), ("thuky", "thu_ky"), ("giaovien", "giao_vien"))
    users, grants = [], []
    top = Organisation.objects.get(slug="so")
    for place in [top, *wards]:
        users.append((f"chuyenvien.{place.slug}@example.vn", "chuyen_vien", place))
    users += [
        (f"{part}.{home.slug}@example.vn", role, home) for home in homes for part, role in parts
    ]
    made = stored(
        User,
        keyed(
            [
                User(email=email, full_name=ground.name(), password=ground.password)
                for email, _, _ in users
            ]
        ),
    )
    first = ground.today - timedelta(days=900)
    for user, (_, role, place) in zip(made, users, strict=True):
        grants.append(
            Grant(user=user, organisation=place, role=role, from_on=first, given_at=ground.now)
        )
    stored(Grant, grants)
    found: dict[int, dict[str, Any]] = {home.pk: {} for home in homes}
    for user, (email, _, place) in zip(made, users, strict=True):
        if place.pk in found:
            found[place.pk][email.partition(".")[0]] = user
    units = stored(
        Unit,
        [
            Unit(organisation=home, kind="to_chuyen_mon", name=f"Tổ chuyên môn {n}", order=n)
            for home in homes
            for n in range(1, 6)
        ],
    )
    for unit in units:
        found[unit.organisation_id].setdefault("units", []).append(unit)
    staff = []
    for home in homes:
        mine = found[home.pk]
        for n in range(STAFF):
            owner = mine[parts[n][0]] if n < len(parts) else None
            post = ("Hiệu trưởng", "Thư ký hội đồng", "Giáo viên")[min(n, 2)]
            person = Person(
                organisation=home, full_name=owner.full_name if owner else ground.name(), post=post,
                user=owner, unit=mine["units"][n % 5], staff_code=f"{home.code}-{n}",
            )  # fmt: skip
            staff.append(person)
    for person in stored(Person, keyed(staff)):
        found[person.organisation_id].setdefault("staff", []).append(person)
    return found


def draft(level: str) -> Any:
    """A plan of twelve actions that lacks nothing."""
    from caitien.core.drafts.model import Item, PlanDraft, Section

    items = [
        Item(
            tt=str(n + 1), standard=str(n % 5 + 1), criterion=f"{n % 5 + 1}.{n % 3 + 1}",
            content=f"Cải tiến việc thứ {n + 1} của nhà trường trong năm học, gắn với thực tế lớp",
            target="Ít nhất 90% học sinh tham gia và đạt yêu cầu vào cuối năm học",
            solutions=[
                "Rà soát điều kiện hiện có và phân công từng việc cho từng người",
                "Tổ chức thực hiện, ghi lại số liệu hằng tháng và điều chỉnh khi cần",
            ],
            indicator="Tỉ lệ học sinh đạt yêu cầu", expected_evidence="Báo cáo tổng hợp của tổ",
            assignee_text=f"Tổ chuyên môn {n % 5 + 1}", time="Từ tháng 9 đến tháng 12",
        )
        for n in range(ACTIONS)
    ]  # fmt: skip
    sections = [
        Section(heading=f"{number}. {words}", paragraphs=[f"{words} của nhà trường. " * 12])
        for number, words in (("I", "Mục đích"), ("II", "Yêu cầu"), ("III", "Tổ chức thực hiện"))
    ]
    return PlanDraft(
        school_level=level, title="Kế hoạch cải tiến chất lượng giáo dục",
        title_lines=["KẾ HOẠCH", "Cải tiến chất lượng giáo dục"], table_layout="bieu2_tt57",
        items=items, sections=sections,
    )  # fmt: skip


def plans(ground: Ground, homes: list[Any], users: dict[int, dict[str, Any]]) -> dict[int, Any]:
    """Three years of plans for every school; keys of this year's by school."""
    from caitien.plans.drafting import draft_of
    from caitien.plans.drafting_store import store_draft
    from caitien.plans.models import Action, BudgetLine, Plan, PlanSection
    from caitien.plans.services_life import bound_hash

    first, author = homes[0], users[homes[0].pk]["thuky"]
    model = Plan(
        school=first, once="mau", start_year=ground.year, end_year=ground.year, form="bieu2_tt57",
        school_level="thcs", title="Kế hoạch cải tiến", created_by=author, created_at=ground.now,
        changed_at=ground.now,
    )  # fmt: skip
    model = store_draft(plan=model, draft=draft("thcs"))
    content, bound = draft_of(model), bound_hash(model)
    sections, actions = list(model.sections.all()), list(model.actions.all())
    rows = []
    for home in homes:
        for year in range(ground.year - 2, ground.year + 1):
            issued = year < ground.year or home.pk % 2 == homes[0].pk % 2
            rows += clones(
                Plan, model, 1,
                lambda _, home=home, year=year, issued=issued: {
                    "school_id": home.pk, "once": f"tai-{year}", "start_year": year,
                    "end_year": year, "state": "da_ban_hanh" if issued else "ban_nhap",
                    "title": f"Kế hoạch cải tiến chất lượng giáo dục năm học {year}-{year + 1}",
                    "school_name": home.name.upper(), "state_hash": bound,
                    "created_by_id": users[home.pk]["thuky"].pk,
                    "public_key": f"ck{home.pk}x{year}" if issued else "",
                    "published_at": ground.now if issued else None,
                },
            )  # fmt: skip
    made = stored(Plan, rows)
    stored(PlanSection, [
        copy for plan in made for row in sections
        for copy in clones(PlanSection, row, 1, lambda _, plan=plan: {"plan_id": plan.pk})
    ])  # fmt: skip
    work = []
    for plan in made:
        staff, units = users[plan.school_id]["staff"], users[plan.school_id]["units"]
        for n, row in enumerate(actions):
            start = date(plan.start_year, 9, 1) + timedelta(days=20 * n)
            work += clones(
                Action, row, 1,
                lambda _, plan=plan, n=n, start=start, staff=staff, units=units: {
                    "plan_id": plan.pk, "uid": uuid.uuid4(), "start": start, "level": n % 3 + 1,
                    "due": start + timedelta(days=60), "lead_person_id": staff[n].pk,
                    "lead_unit_id": units[n % 5].pk if n % 4 == 0 else None,
                    "supervisor_person_id": staff[0].pk if n % 3 == 0 else None,
                },
            )  # fmt: skip
    stored(BudgetLine, [
        BudgetLine(action=row, source=("Ngân sách nhà nước", "Xã hội hóa")[n % 2],
                   amount=1_000_000 * (n % 9 + 1))
        for n, row in enumerate(stored(Action, work))
    ])  # fmt: skip
    model.delete()
    return issue(ground, made, content, bound, users)


def issue(
    ground: Ground, made: list[Any], content: Any, bound: str, users: dict[int, dict[str, Any]]
) -> dict[int, Any]:
    """Papers, deliveries, steps and remarks of the plans; keys by school."""
    from caitien.core.drafts.plan_json import plan_to_dict
    from caitien.core.render.paper import paper_of
    from caitien.core.render.pdf import pdf_bytes
    from caitien.plans.models import Comment, Delivery, IssuedPaper, Transition
    from caitien.schools import files
    from caitien.schools.models import StoredFile

    told, names = plan_to_dict(content), {"signer": {"name": "Nguyễn Thị A", "post": "Hiệu trưởng"}}
    author = made[0].created_by
    kept = files.store(
        organisation=made[0].school, name="ke-hoach.pdf", purpose="paper", actor=author,
        content=pdf_bytes(paper_of(content, "bieu2_tt57")), media_type="application/pdf",
        at=ground.now,
    )  # fmt: skip
    issued = [plan for plan in made if plan.public_key]
    copies = stored(StoredFile, [
        copy for plan in issued
        for copy in clones(StoredFile, kept, 1, lambda _, p=plan: {"organisation_id": p.school_id})
    ])  # fmt: skip
    papers = stored(IssuedPaper, [
        IssuedPaper(
            plan=plan, number=f"{n % 40 + 1:02d}/KH", serial=n + 1, year=plan.start_year,
            school_id=plan.school_id, dated=date(plan.start_year, 10, 1), content_hash=bound,
            content=told, names=names, docx=file, pdf=file, issued_by_id=plan.created_by_id,
            issued_at=ground.now,
        )
        for n, (plan, file) in enumerate(zip(issued, copies, strict=True))
    ])  # fmt: skip
    stored(Delivery, [
        Delivery(paper=one, office_id=one.plan.school.parent_id or 0,
                 sent_by_id=one.plan.created_by_id,
                 sent_at=ground.now, received_at=ground.now if n % 3 else None)
        for n, one in enumerate(papers)
    ])  # fmt: skip
    steps = (("submit", "ban_nhap", "cho_duyet"), ("approve", "cho_duyet", "da_duyet"),
             ("issue", "da_duyet", "da_ban_hanh"))  # fmt: skip
    stored(Transition, [
        Transition(plan=plan, step=step, before=before, after=after, by_id=plan.created_by_id,
                   by_name="Thư ký", at=ground.now, content_hash=bound)
        for plan in issued for step, before, after in steps
    ])  # fmt: skip
    stored(Comment, [
        Comment(plan=plan, author_id=plan.created_by_id, author_name="Thư ký", at=ground.now,
                text="Nên ghi rõ số liệu đầu năm học.", once=f"{plan.pk}-{n}")
        for plan in made for n in range(5)
    ])  # fmt: skip
    found: dict[int, Any] = {}
    for plan in made:
        if plan.start_year == ground.year:
            found[plan.school_id] = {"plan": plan.key, "public": plan.public_key}
    return found


def around(ground: Ground, homes: list[Any], users: dict[int, dict[str, Any]]) -> None:
    """Imports, messages and a journal."""
    from caitien.accounts.audit import line_hash, search_text
    from caitien.accounts.models import AuditHead, AuditLine
    from caitien.exchange.models import Import
    from caitien.notices.models import Notice

    stored(Import, [
        Import(school=home, once=f"tai-{n}", state="da_nhap", created_by=users[home.pk]["thuky"],
               created_at=ground.now, applied_at=ground.now)
        for home in homes for n in range(6)
    ])  # fmt: skip
    stored(Notice, [
        Notice(user=users[home.pk]["hieutruong"], organisation=home, kind="plan",
               text=f"Kế hoạch thứ {n} chờ phê duyệt", at=ground.now)
        for home in homes for n in range(10)
    ])  # fmt: skip
    lines, heads = [], []
    for home in homes:
        previous = ""
        for n in range(1, 61):
            line = AuditLine(
                scope=f"org:{home.pk}", number=n, at=ground.now, actor_name="Thư ký",
                actor=users[home.pk]["thuky"], action="plan.field", target=f"plan:{n}",
                sentence=f"Thư ký sửa nội dung hoạt động {n}", changes={"content": ["a", "b"]},
                previous=previous,
            )  # fmt: skip
            line.search_key = search_text(line)
            line.hash = previous = line_hash(line)
            lines.append(line)
        heads.append(AuditHead(scope=f"org:{home.pk}", count=60, last_hash=previous))
    stored(AuditLine, lines)
    stored(AuditHead, heads)


def main() -> None:
    """One of the two jobs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caitien.config.settings")
    import django

    django.setup()
    from load_costs import costs

    job, given = sys.argv[1], sys.argv[2]
    answer: Any = build(int(given)) if job == "build" else costs(json.loads(given))
    print(json.dumps(answer, ensure_ascii=False))


if __name__ == "__main__":
    main()
