"""Run inside an installation: five schools with a head and a secretary each, under one office.

`python -m tests.e2e.seed` prints one JSON line: slug → file of the school's plan.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta

import django

PASSWORD = "mot cau rat kho doan"  # noqa: S105 - of throw-away installations only
#: slug, name, level, code, head, secretary, file of the samples
SCHOOLS = (
    ("mam-non", "Trường Mầm non Hoa Cau", "mam_non", "MNHC", "Vi Thị Thảo",
     "chin-cot-mam-non.docx"),
    ("tieu-hoc", "Trường Tiểu học Suối Trúc", "tieu_hoc", "THST", "Đoàn Vân Khánh",
     "chin-cot-tieu-hoc.docx"),
    ("thcs", "Trường Trung học cơ sở Đồi Thông", "thcs", "THCSĐT", "Tống Quang Lâm",
     "chin-cot-thcs.pdf"),
    ("thpt", "Trường THPT Gò Phượng", "thpt", "THPTGP", "Võ Hoàng Sơn Ca", "mau-rieng-thpt.docx"),
    ("cau-ngoi", "Trường Trung học cơ sở Cầu Ngói", "thcs", "THCSCN", "Âu Dương Hải Yến",
     "bieu2-thcs.docx"),
)  # fmt: skip


def main() -> None:
    """Make the schools and print what was made."""
    django.setup()
    from django.contrib.auth.hashers import make_password
    from django.utils import timezone

    from caitien.accounts.models import User
    from caitien.schools.models import Grant, Organisation, Person
    from caitien.schools.names import name_key
    from caitien.schools.roles import Role

    now, today = timezone.now(), timezone.localdate()
    office = Organisation.objects.create(
        kind=Organisation.Kind.WARD, slug="phuong", name="Ủy ban nhân dân phường Tân Lộc"
    )
    password = make_password(PASSWORD)

    def person(part: str, name: str, post: str, role: Role, place: Organisation) -> None:
        user = User.objects.create(email=f"{part}@example.vn", full_name=name, password=password)
        Grant.objects.create(
            user=user,
            organisation=place,
            role=role,
            from_on=today - timedelta(days=30),
            given_at=now,
        )
        Person.objects.create(
            organisation=place, user=user, full_name=name, name_key=name_key(name), post=post
        )

    person("chuyenvien", "Giáp Văn Thuận", "Chuyên viên", Role.OFFICER, office)
    for slug, name, level, code, head, _ in SCHOOLS:
        school = Organisation.objects.create(
            kind=Organisation.Kind.SCHOOL,
            slug=slug,
            name=name,
            code=code,
            levels=[level],
            parent=office,
            place="Tân Lộc",
        )
        person(f"ht.{slug}", head, "Hiệu trưởng", Role.HEAD, school)
        person(f"tk.{slug}", f"Thư Ký {code}", "Thư ký hội đồng", Role.SECRETARY, school)
    sys.stdout.write(json.dumps({one[0]: one[5] for one in SCHOOLS}) + "\n")


if __name__ == "__main__":
    main()
