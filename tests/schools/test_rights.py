"""Roles: who gives which, until when; the last manager stays; the table is readable."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from caitien.accounts.models import AuditLine, Invitation, User
from caitien.accounts.services import invite
from caitien.schools import queries_rights, queries_staff, services_rights
from caitien.schools.access import enter, grants_in_force
from caitien.schools.models import Grant, Organisation, Person
from caitien.schools.roles import CAPABILITIES, OFFICE_CAPABILITIES, Role
from caitien.schools.services_accounts import end_access
from caitien.schools.services_invited import accept_as_user, resend_invitation
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


# -- what is promised, and what is kept of what was


def promise(cast: Cast, role: Role, actor: User, **more: Any) -> tuple[Invitation, str]:
    return invite(
        organisation=cast.school, full_name="Người Mới", role=role, actor=actor, at=NOW,
        **({"email": "moi@example.vn"} | more),
    )  # fmt: skip


def test_a_manager_who_ends_leaves_no_open_door(cast: Cast) -> None:
    door, _ = promise(cast, Role.ADMIN, cast.admin)
    guest, _ = promise(cast, Role.VIEWER, cast.admin, email="khach@example.vn")
    own = Grant.objects.get(user=cast.admin)
    services_rights.end_role(grant=own, on=YESTERDAY, actor=cast.head, at=NOW)
    door.refresh_from_db()
    guest.refresh_from_db()
    assert door.revoked_at == NOW
    assert guest.revoked_at is None, "a guest invited in good faith stays invited"
    line = AuditLine.objects.filter(action="role.end").latest("pk")
    assert "1 lời mời làm quản trị, hiệu trưởng" in line.sentence


def test_a_manager_with_another_such_role_keeps_the_invitations(cast: Cast) -> None:
    give(cast.admin, cast.school, Role.HEAD)
    door, _ = promise(cast, Role.ADMIN, cast.admin)
    own = Grant.objects.get(user=cast.admin, role=Role.ADMIN)
    services_rights.end_role(grant=own, on=YESTERDAY, actor=cast.head, at=NOW)
    door.refresh_from_db()
    assert door.revoked_at is None


@pytest.mark.parametrize("by", ["person", "email"])
def test_whose_roles_all_end_cannot_come_back_by_an_old_invitation(cast: Cast, by: str) -> None:
    person = cast.person("teacher")
    more = {"person": person} if by == "person" else {"email": cast.teacher.email}
    door, token = promise(cast, Role.SECRETARY, cast.head, **more)
    end_access(person=person, actor=cast.head, at=NOW)
    door.refresh_from_db()
    assert door.revoked_at == NOW
    with pytest.raises(Problem, match="thu hồi"):
        accept_as_user(token=token, user=cast.teacher, at=NOW, today=TODAY)


def test_an_invitation_for_next_year_opens_nothing_before(cast: Cast) -> None:
    browser = cast.client(cast.head)
    form = {"role": Role.SECRETARY, "person": cast.person("teacher").key, "start_year": "2027"}
    cast.teacher.people.update(user=None)
    Grant.objects.filter(user=cast.teacher).delete()
    browser.post(f"/truong/{cast.school.slug}/nha-truong/quyen/giao/", form)
    waiting = Invitation.objects.get(email=cast.teacher.email)
    assert (waiting.grant_from, waiting.start_year) == (date(2027, 8, 1), 2027)
    again, token = resend_invitation(invitation=waiting, actor=cast.head, at=NOW, today=TODAY)
    assert again.grant_from == waiting.grant_from
    accept_as_user(token=token, user=cast.teacher, at=NOW, today=TODAY)
    made = Grant.objects.get(user=cast.teacher)
    assert (made.from_on, made.start_year) == (date(2027, 8, 1), 2027)
    assert not grants_in_force(cast.teacher, TODAY).exists()


def test_the_first_head_is_invited_by_mail_where_mail_goes_out(
    cast: Cast, settings: Any, mailoutbox: Any
) -> None:
    Grant.objects.filter(user=cast.stranger).delete()
    settings.MAIL_HOST = "thu.example.vn"
    settings.ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Cải Tiến] "
    form = {"full_name": "Người Đầu", "email": "dau@example.vn", "role": Role.HEAD}
    for user, address in (
        (cast.office_admin, f"/don-vi/{cast.office.slug}/truong/{cast.other_school.slug}/"),
        (cast.keeper, f"/don-vi/moi/{cast.other_school.slug}/"),
    ):
        told = cast.client(user).post(address, form, follow=True)
        assert told.redirect_chain
        page = told.content.decode()
        assert "Đã gửi lời mời tới dau@example.vn" in page
        assert "/loi-moi/" not in page, "the link is for the one invited alone"
    assert [letter.to for letter in mailoutbox] == [["dau@example.vn"]] * 2


def test_ended_roles_stay_in_the_history_of_a_person(cast: Cast) -> None:
    made, _ = grant(cast, cast.teacher, Role.COUNCIL)
    Grant.objects.filter(pk=made.pk).update(from_on=TODAY - timedelta(days=50))
    services_rights.end_role(grant=made, on=YESTERDAY, actor=cast.admin, at=NOW)
    person = cast.person("teacher")
    address = f"/truong/{cast.school.slug}/nha-truong/nhan-su/{person.key}/"
    page = " ".join(cast.client(cast.deputy).get(address).content.decode().split())
    since = f"{TODAY - timedelta(days=50):%d/%m/%Y}"
    assert f"Thành viên hội đồng: từ {since} đến hết {YESTERDAY:%d/%m/%Y}." in page
    assert "Nguyễn Thị Hương giao; Đỗ Quang Trị cho thôi lúc 14:00 20/11/2026." in page
    assert "Giáo viên, nhân viên: từ 01/07/2026 đến nay." in page
    assert "giao vai trò Thành viên hội đồng cho Hoàng Thị Lan" in page
    assert "cho thôi vai trò Thành viên hội đồng của Hoàng Thị Lan" in page


def test_a_role_taken_back_the_same_day_is_still_told(cast: Cast) -> None:
    made, _ = grant(cast, cast.teacher, Role.COUNCIL)
    services_rights.end_role(grant=made, on=YESTERDAY, actor=cast.head, at=NOW)
    lines = queries_staff.lines_about(cast.person("teacher"))
    assert [line.action for line in lines] == ["role.end", "role.give"]


def test_every_waiting_invitation_is_found_however_many(cast: Cast) -> None:
    for n in range(60):
        promise(cast, Role.VIEWER, cast.head, email=f"khach{n}@example.vn")
    browser = cast.client(cast.head)
    address = f"/truong/{cast.school.slug}/nha-truong/quyen/"
    seen = ""
    for number in (1, 2, 3):
        seen += browser.get(address, {"trang_moi": number}).content.decode()
    assert "Lời mời đang chờ (60)" in seen
    assert all(f"khach{n}@example.vn" in seen for n in range(60))


def test_roles_go_by_given_name_and_are_found_without_marks(cast: Cast) -> None:
    for part, name in (("a", "Nguyễn Đống Đa"), ("z", "An Văn Zũng"), ("c", "Vũ Thị Cúc")):
        give(make_user(part, name), cast.school, Role.COUNCIL)
    names = [
        one.user.full_name for one in queries_rights.grants(cast.school, TODAY, role="hoi_dong")
    ]
    assert names == ["Vũ Thị Cúc", "Nguyễn Đống Đa", "Phạm Hội Đồng", "An Văn Zũng"]
    found = queries_rights.grants(cast.school, TODAY, query="dong da")
    assert [one.user.full_name for one in found] == ["Nguyễn Đống Đa"]


def test_nobody_becomes_head_by_an_invitation_to_oneself(cast: Cast) -> None:
    cast.person("teacher")
    Person.objects.filter(user=cast.teacher).update(user=None)
    form = {"role": Role.HEAD, "person": Person.objects.get(email=cast.teacher.email).key,
            "email": cast.admin.email}  # fmt: skip
    told = cast.client(cast.admin).post(f"/truong/{cast.school.slug}/nha-truong/quyen/giao/", form)
    assert "không ai tự giao cho mình" in told.content.decode()
    assert not Invitation.objects.exists()
