"""Roles: who gives which, until when; the last manager stays; the table is readable."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from caitien.accounts.models import AuditLine, Invitation, User
from caitien.schools import queries_rights, services_rights
from caitien.schools.access import enter
from caitien.schools.models import Grant, Organisation
from caitien.schools.roles import CAPABILITIES, OFFICE_CAPABILITIES, Role
from caitien.ui.problems import Problem
from tests.people import NOW, TODAY, Cast, give, make_user

YESTERDAY = TODAY - timedelta(days=1)


def grant(cast: Cast, user: User, role: Role, **more: Any) -> tuple[Grant, bool]:
    """A role given by the head for good, unless said otherwise."""
    values: dict[str, Any] = {
        "organisation": cast.school, "from_on": None, "until_on": None, "start_year": None,
        "actor": cast.head, "at": NOW,
    }  # fmt: skip
    return services_rights.give_role(user=user, role=role, **(values | more))


def test_every_capability_and_role_has_words() -> None:
    assert set(queries_rights.CAPABILITY_WORDS) == {*CAPABILITIES, *OFFICE_CAPABILITIES}
    assert set(queries_rights.ROLE_WORDS) == set(Role)


def test_the_table_says_what_access_does(cast: Cast) -> None:
    roles, rows = queries_rights.capability_table(cast.school)
    assert len(rows) == len(CAPABILITIES)
    approve = next(row for row in rows if row.words == "Phê duyệt kế hoạch")
    assert [label for label, has in approve.has if has] == ["Hiệu trưởng"]
    assert Role.OFFICER not in roles


def test_a_right_granted_a_moment_ago_counts_at_once(cast: Cast) -> None:
    address = f"/truong/{cast.school.slug}/nha-truong/quyen/"
    browser = cast.client(cast.teacher)
    assert browser.get(address).status_code == 403
    grant(cast, cast.teacher, Role.ADMIN)
    assert browser.get(address).status_code == 200
    scope = enter(cast.teacher, cast.school.slug, "roles.manage", today=TODAY)
    assert scope.roles == {Role.ADMIN, Role.TEACHER}


def test_giving_twice_makes_one_grant(cast: Cast) -> None:
    _, first = grant(cast, cast.teacher, Role.COUNCIL)
    _, second = grant(cast, cast.teacher, Role.COUNCIL)
    assert (first, second) == (True, False)
    line = AuditLine.objects.get(action="role.give")
    assert "Thành viên hội đồng" in line.sentence


def test_a_role_for_a_school_year_ends_with_it(cast: Cast) -> None:
    given, _ = grant(cast, cast.teacher, Role.COUNCIL, start_year=2026)
    assert given.start_year == 2026
    assert given.from_on == TODAY
    assert given.until_on == date(2027, 7, 31)


@pytest.mark.parametrize(
    "part", ["deputy", "secretary", "teacher", "reviewer", "stranger", "officer"]
)
def test_only_who_may_give_roles_gives_them(cast: Cast, part: str) -> None:
    with pytest.raises(Problem, match="chỉ người có quyền"):
        grant(cast, cast.teacher, Role.COUNCIL, actor=cast.users[part])


@pytest.mark.parametrize("role", [Role.OFFICER, Role.OFFICE_ADMIN])
def test_a_school_has_no_roles_of_an_office(cast: Cast, role: Role) -> None:
    with pytest.raises(Problem, match="không có trong trường"):
        grant(cast, cast.teacher, role)


def test_an_office_admin_gives_roles_of_the_office(cast: Cast) -> None:
    more = {"organisation": cast.office, "actor": cast.office_admin}
    _, new = grant(cast, cast.officer, Role.OFFICE_ADMIN, **more)
    assert new
    with pytest.raises(Problem, match="không có trong cơ quan"):
        grant(cast, cast.officer, Role.HEAD, **more)
    with pytest.raises(Problem, match="chỉ người có quyền"):
        grant(cast, cast.teacher, Role.COUNCIL, actor=cast.office_admin)


def test_a_council_member_from_another_school_is_refused(cast: Cast) -> None:
    with pytest.raises(Problem, match="không có trong danh sách"):
        grant(cast, cast.stranger, Role.COUNCIL)


def test_who_has_left_gets_no_role(cast: Cast) -> None:
    person = cast.person("teacher")
    person.active = False
    person.save()
    with pytest.raises(Problem, match="không có trong danh sách"):
        grant(cast, cast.teacher, Role.COUNCIL)


def test_an_outside_reviewer_has_an_end(cast: Cast) -> None:
    with pytest.raises(Problem, match="ngày hết hạn"):
        grant(cast, cast.reviewer, Role.REVIEWER)
    with pytest.raises(Problem, match="đã qua"):
        grant(cast, cast.reviewer, Role.REVIEWER, until_on=YESTERDAY)
    given, _ = grant(cast, cast.reviewer, Role.REVIEWER, until_on=date(2027, 3, 1))
    assert given.until_on == date(2027, 3, 1)


def test_nobody_makes_oneself_head(cast: Cast) -> None:
    with pytest.raises(Problem, match="tự giao"):
        grant(cast, cast.admin, Role.HEAD, actor=cast.admin)


def test_a_role_ended_now_does_not_hold_any_more(cast: Cast) -> None:
    own = Grant.objects.get(user=cast.teacher)
    more: dict[str, Any] = {"grant": own, "on": YESTERDAY, "actor": cast.head, "at": NOW}
    assert services_rights.end_role(**more)
    assert not services_rights.end_role(**more)
    assert cast.client(cast.teacher).get(
        f"/truong/{cast.school.slug}/nha-truong/"
    ).status_code == 404  # fmt: skip


def test_a_role_given_today_and_ended_now_is_taken_back(cast: Cast) -> None:
    given, _ = grant(cast, cast.teacher, Role.ADMIN)
    services_rights.end_role(grant=given, on=YESTERDAY, actor=cast.head, at=NOW)
    assert not Grant.objects.filter(pk=given.pk).exists()
    assert AuditLine.objects.filter(action="role.end").exists()


def test_nobody_ends_the_last_head_or_admin(cast: Cast) -> None:
    admin, head = Grant.objects.get(user=cast.admin), Grant.objects.get(user=cast.head)
    assert services_rights.end_role(grant=admin, on=YESTERDAY, actor=cast.head, at=NOW)
    for on in (YESTERDAY, TODAY + timedelta(days=30)):
        with pytest.raises(Problem, match="người cuối cùng"):
            services_rights.end_role(grant=head, on=on, actor=cast.head, at=NOW)


def test_two_managers_cannot_end_each_other_to_nobody(cast: Cast) -> None:
    head = Grant.objects.get(user=cast.head)
    until = TODAY + timedelta(days=10)
    services_rights.end_role(
        grant=Grant.objects.get(user=cast.admin), on=until, actor=cast.head, at=NOW
    )
    with pytest.raises(Problem, match="người cuối cùng"):
        services_rights.end_role(grant=head, on=until, actor=cast.admin, at=NOW)


def test_an_office_admin_stays_the_last_one_of_the_office(cast: Cast) -> None:
    own = Grant.objects.get(user=cast.office_admin)
    with pytest.raises(Problem, match="người cuối cùng"):
        services_rights.end_role(grant=own, on=YESTERDAY, actor=cast.office_admin, at=NOW)


@pytest.fixture
def bare(cast: Cast) -> Organisation:
    """A new school of the office where nobody has a role."""
    return Organisation.objects.create(
        kind="truong", slug="moi-lap", name="Trường Mới Lập", parent=cast.office, levels=["thcs"]
    )


def test_the_first_head_is_invited_by_the_office_above(cast: Cast, bare: Organisation) -> None:
    address = f"/don-vi/{cast.office.slug}/truong/{bare.slug}/"
    sent = {"full_name": "Lý Thị Đầu", "email": "dau@truong.edu.vn", "role": "hieu_truong"}
    answer = cast.client(cast.office_admin).post(address, sent)
    assert "/loi-moi/" in answer.content.decode()
    assert Invitation.objects.get().organisation == bare
    give(make_user("dau", "Lý Thị Đầu"), bare, Role.HEAD)
    refused = cast.client(cast.office_admin).post(address, sent)
    assert "/loi-moi/" not in refused.content.decode()


@pytest.mark.parametrize("part", ["officer", "head", "stranger"])
def test_nobody_else_appoints_the_first_head(cast: Cast, bare: Organisation, part: str) -> None:
    assert not services_rights.may_appoint_first(cast.users[part], bare, TODAY)
    with pytest.raises(Problem, match="chỉ người có quyền"):
        services_rights.check_invitation(
            organisation=bare, person=None, email="a@b.vn", role="quan_tri",
            actor=cast.users[part], today=TODAY,
        )  # fmt: skip


def test_the_keeper_reads_no_work_and_gives_no_role_where_somebody_can(cast: Cast) -> None:
    with pytest.raises(Problem, match="chỉ người có quyền"):
        grant(cast, cast.keeper, Role.ADMIN, actor=cast.keeper)
    browser = cast.client(cast.keeper)
    assert browser.get(f"/truong/{cast.school.slug}/nha-truong/").status_code == 404


def test_people_without_account_get_a_link(cast: Cast) -> None:
    person = cast.person("teacher")
    person.user = None
    person.email = "lan@truong.edu.vn"
    person.save()
    address = f"/truong/{cast.school.slug}/nha-truong/quyen/giao/"
    sent = {"person": person.key, "role": "giao_vien", "start_year": "2026"}
    text = cast.client(cast.head).post(address, sent).content.decode()
    assert "/loi-moi/" in text
    made = Invitation.objects.get()
    assert (made.email, made.person, made.grant_until) == (
        "lan@truong.edu.vn", person, date(2027, 7, 31),
    )  # fmt: skip
    shown = cast.client(cast.head).get(f"/truong/{cast.school.slug}/nha-truong/quyen/")
    assert "lan@truong.edu.vn" in shown.content.decode()
    assert "/loi-moi/" + "x" not in shown.content.decode()
    revoke = f"/truong/{cast.school.slug}/nha-truong/quyen/loi-moi/{made.pk}/"
    assert cast.client(cast.stranger).post(revoke).status_code == 404
    assert cast.client(cast.head).post(revoke).status_code == 302
    made.refresh_from_db()
    assert made.revoked_at is not None


def test_outsiders_are_only_viewers_and_reviewers(cast: Cast) -> None:
    address = f"/truong/{cast.school.slug}/nha-truong/quyen/giao/"
    sent = {"full_name": "Người Ngoài", "email": "ngoai@example.vn", "role": "thu_ky"}
    answer = cast.client(cast.head).post(address, sent)
    assert answer.status_code == 400
    assert "danh sách nhân sự" in answer.content.decode()
    assert not Invitation.objects.exists()
