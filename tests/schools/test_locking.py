"""Accounts locked and unlocked: by whom, whose; sign-ins end, the past stays."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from caitien.accounts.audit import SYSTEM, scope_of, verify
from caitien.accounts.models import AuditLine, Invitation, User
from caitien.accounts.services import invite
from caitien.schools.models import Grant, Organisation
from caitien.schools.roles import Role
from caitien.schools.services_accounts import set_locked
from caitien.ui.problems import Problem
from tests.accounts.at_once import race, shared
from tests.accounts.test_signing_in import code_of, sign_in, with_totp
from tests.people import NOW, TODAY, Cast, give, make_cast, make_user

WHY = {"want": "khoa", "reason": "Mất điện thoại"}
OPEN = {"want": "mo", "reason": "Đã tìm lại được"}


def keeper_page(user: User) -> str:
    return reverse("keeper-account", args=[user.pk])


def school_page(cast: Cast, user: User) -> str:
    return reverse("rights-account", args=[cast.school.slug, user.pk])


def locked(user: User) -> bool:
    return not User.objects.get(pk=user.pk).is_active


def test_the_keeper_locks_and_every_sign_in_ends_for_good(cast: Cast) -> None:
    keeper, teacher = cast.client(cast.keeper), cast.client(cast.teacher)
    plans = reverse("plans", args=[cast.school.slug])
    assert teacher.get(plans).status_code == 200
    told = keeper.post(keeper_page(cast.teacher), WHY, follow=True).content.decode()
    assert "Đã khóa tài khoản của Hoàng Thị Lan" in told
    assert "Mất điện thoại" in told
    assert teacher.get(plans).status_code == 302
    keeper.post(keeper_page(cast.teacher), OPEN)
    assert not locked(cast.teacher)
    assert teacher.get(plans).status_code == 302, "the old sign-in stays ended"
    assert cast.client(User.objects.get(pk=cast.teacher.pk)).get(plans).status_code == 200


def test_what_was_done_stands_in_the_trails(cast: Cast) -> None:
    cast.client(cast.keeper).post(keeper_page(cast.teacher), WHY)
    for scope in (SYSTEM, scope_of(cast.school.pk)):
        line = AuditLine.objects.filter(scope=scope).latest("number")
        assert line.sentence == (
            "Người Cài Đặt khóa tài khoản của Hoàng Thị Lan (teacher@example.vn). "
            "Lý do: Mất điện thoại."
        )
        assert line.changes == {"is_active": [True, False]}
        assert verify(scope) is None


def test_the_past_and_the_rights_of_who_is_locked_stay(cast: Cast) -> None:
    person = cast.person("head")
    person.posts.create(name="Hiệu trưởng", from_on=TODAY - timedelta(days=100))
    cast.client(cast.keeper).post(keeper_page(cast.head), WHY)
    assert Grant.objects.filter(user=cast.head, until_on=None).exists()
    person.refresh_from_db()
    assert person.active
    page = cast.client(cast.admin).get(
        reverse("school-settings", args=[cast.school.slug])
    ).content.decode()  # fmt: skip
    assert "Nguyễn Thị Hương" in page


def test_nobody_locks_themselves_nor_the_last_keeper(cast: Cast) -> None:
    told = cast.client(cast.keeper).post(keeper_page(cast.keeper), WHY)
    assert "không ai tự khóa" in told.content.decode()
    assert cast.client(cast.head).post(school_page(cast, cast.head), WHY).status_code == 400
    assert not locked(cast.keeper)
    assert not locked(cast.head)
    second = make_user("second", "Người Thứ Hai")
    second.is_superuser = True
    second.save()
    cast.client(second).post(keeper_page(cast.keeper), WHY)
    assert locked(cast.keeper)
    assert cast.client(cast.keeper).get(keeper_page(second)).status_code == 302
    with pytest.raises(Problem, match="vừa bị khóa"):
        set_locked(user=second, locked=True, reason="x", organisation=None, actor=cast.keeper,
                   at=NOW)  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_keepers_who_lock_each_other_at_once_leave_one(tmp_path: Path) -> None:
    cast = make_cast()
    second = make_user("second", "Người Thứ Hai")
    User.objects.filter(pk=second.pk).update(is_superuser=True)
    pair = User.objects.in_bulk([cast.keeper.pk, second.pk])
    one, other = pair.values()

    def lock(user: User, actor: User) -> Any:
        return lambda: set_locked(
            user=user, locked=True, reason="x", organisation=None, actor=actor, at=NOW
        )

    with shared(tmp_path):
        told = race(lock(one, other), lock(other, one))
        left = race(lambda: User.objects.filter(is_superuser=True, is_active=True).count())
    assert sum(one is True for one in told) == 1, told
    assert left == [1]


def test_a_manager_locks_who_belongs_here_only(cast: Cast) -> None:
    for actor in (cast.admin, cast.head):
        browser = cast.client(actor)
        page = school_page(cast, cast.teacher)
        assert "Khóa tài khoản" in browser.get(page).content.decode()
        browser.post(page, WHY)
        assert locked(cast.teacher)
        browser.post(page, OPEN)
        assert not locked(cast.teacher)


@pytest.mark.parametrize("how", ["role", "later", "list"])
def test_a_manager_never_locks_who_belongs_elsewhere_too(cast: Cast, how: str) -> None:
    if how == "list":
        from tests.people import hire

        hire(cast.teacher, cast.other_school, "Giáo viên dạy liên trường")
    else:
        made = give(cast.teacher, cast.other_school, Role.TEACHER)
        if how == "later":
            Grant.objects.filter(pk=made.pk).update(from_on=TODAY + timedelta(days=9))
    browser = cast.client(cast.head)
    page = school_page(cast, cast.teacher)
    shown = browser.get(page).content.decode()
    assert "chỉ người giữ cài đặt khóa được" in shown
    assert cast.other_school.name not in shown
    told = browser.post(page, WHY)
    assert told.status_code == 400
    assert not locked(cast.teacher)


def test_who_moved_away_is_no_longer_in_the_old_schools_hand(cast: Cast) -> None:
    Grant.objects.filter(user=cast.viewer).update(until_on=TODAY - timedelta(days=1))
    give(cast.viewer, cast.other_school, Role.VIEWER)
    assert cast.client(cast.head).post(school_page(cast, cast.viewer), WHY).status_code == 400
    browser = cast.client(cast.stranger)
    page = reverse("rights-account", args=[cast.other_school.slug, cast.viewer.pk])
    assert browser.post(page, WHY).status_code == 302
    assert locked(cast.viewer)


def test_a_manager_does_not_reach_strangers_nor_keepers(cast: Cast) -> None:
    browser = cast.client(cast.head)
    for user in (cast.stranger, cast.officer):
        assert browser.get(school_page(cast, user)).status_code == 404
    give(cast.keeper, cast.school, Role.VIEWER)
    assert browser.post(school_page(cast, cast.keeper), WHY).status_code == 400
    assert not locked(cast.keeper)


def test_what_the_keeper_locked_the_school_does_not_open(cast: Cast) -> None:
    cast.client(cast.keeper).post(keeper_page(cast.teacher), WHY)
    browser = cast.client(cast.head)
    page = school_page(cast, cast.teacher)
    assert "do người giữ cài đặt khóa" in browser.get(page).content.decode()
    told = browser.post(page, OPEN)
    assert "không do đơn vị khóa" in told.content.decode()
    assert locked(cast.teacher)


def test_a_second_click_undoes_nothing(cast: Cast) -> None:
    browser = cast.client(cast.keeper)
    browser.post(keeper_page(cast.teacher), WHY)
    told = browser.post(keeper_page(cast.teacher), WHY, follow=True)
    assert "Không có gì thay đổi" in told.content.decode()
    assert locked(cast.teacher)
    assert AuditLine.objects.filter(scope=SYSTEM, action="user.lock").count() == 1


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_a_lock_has_a_reason(cast: Cast, reason: str) -> None:
    told = cast.client(cast.keeper).post(keeper_page(cast.teacher), {**WHY, "reason": reason})
    assert told.status_code == 200
    assert not locked(cast.teacher)
    with pytest.raises(Problem):
        set_locked(user=cast.teacher, locked=True, reason=reason, organisation=None,
                   actor=cast.keeper, at=NOW)  # fmt: skip


def test_invitations_the_locked_one_sent_are_called_back(cast: Cast) -> None:
    made, _ = invite(
        organisation=cast.school, email="moi@example.vn", full_name="Người Mới", role=Role.ADMIN,
        actor=cast.admin, at=NOW,
    )  # fmt: skip
    cast.client(cast.keeper).post(keeper_page(cast.admin), WHY)
    assert Invitation.objects.get(pk=made.pk).revoked_at == NOW
    line = AuditLine.objects.filter(scope=SYSTEM).latest("number")
    assert "1 lời mời người này đã gửi" in line.sentence


def test_the_keeper_is_told_where_nobody_could_give_roles_then(cast: Cast) -> None:
    browser = cast.client(cast.keeper)
    assert "người cuối cùng" not in browser.get(keeper_page(cast.head)).content.decode()
    page = browser.get(keeper_page(cast.stranger)).content.decode()
    assert "người cuối cùng giao được vai trò" in page
    assert cast.other_school.name in page


def test_the_keeper_finds_accounts_without_marks_and_by_state(cast: Cast) -> None:
    cast.teacher.full_name = "Đỗ Thị Đống Đa"
    cast.teacher.save()
    browser = cast.client(cast.keeper)
    address = reverse("keeper-accounts")
    for query in ("dong da", "Đống Đa", "teacher@"):
        page = browser.get(address, {"tim": query}).content.decode()
        assert "1 tài khoản" in page, query
        assert "Đỗ Thị Đống Đa" in page
    browser.post(keeper_page(cast.viewer), WHY)
    only = browser.get(address, {"loc": "da-khoa"}).content.decode()
    assert "viewer@example.vn" in only
    assert "teacher@example.vn" not in only
    keepers = browser.get(address, {"loc": "giu-cai-dat"}).content.decode()
    assert "1 tài khoản" in keepers
    assert "Không có tài khoản" in browser.get(address, {"tim": "khong co ai"}).content.decode()


def test_many_accounts_are_paged_and_cost_the_same(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for n in range(60):
        give(make_user(f"n{n}", f"Người {n}"), cast.school, Role.TEACHER)
    browser = cast.client(cast.keeper)
    with django_assert_max_num_queries(10):
        page = browser.get(reverse("keeper-accounts"), {"page": "2"}).content.decode()
    assert "Trang 2 / 3" in page


def test_a_locked_account_is_seen_on_the_lists_of_its_school(cast: Cast) -> None:
    cast.client(cast.admin).post(school_page(cast, cast.teacher), WHY)
    browser = cast.client(cast.head)
    person = browser.get(
        reverse("staff-person", args=[cast.school.slug, cast.person("teacher").key])
    ).content.decode()  # fmt: skip
    assert "Đang bị khóa" in person
    assert "Mở lại tài khoản" in person
    assert "Lý do: Mất điện thoại" in person
    rights = browser.get(reverse("rights", args=[cast.school.slug])).content.decode()
    assert "Đã khóa" in rights


def test_a_deputy_sees_no_way_to_lock(cast: Cast) -> None:
    assert cast.client(cast.deputy).get(school_page(cast, cast.teacher)).status_code == 403
    page = cast.client(cast.deputy).get(
        reverse("staff-person", args=[cast.school.slug, cast.person("teacher").key])
    ).content.decode()  # fmt: skip
    assert "Khóa tài khoản" not in page


def test_the_locked_one_reads_why_nothing_opens(cast: Cast) -> None:
    cast.client(cast.keeper).post(keeper_page(cast.teacher), WHY)
    browser = cast.client()
    form = {"login": cast.teacher.email, "password": "mat khau thu nghiem"}
    told = browser.post("/tai-khoan/dang-nhap/", form, follow=True).content.decode()
    assert "Tài khoản đã ngừng dùng" in told
    assert "Mất điện thoại" not in told
    wrong = browser.post("/tai-khoan/dang-nhap/", {**form, "password": "sai"})
    assert "ngừng dùng" not in wrong.content.decode(), "told only to who knows the password"


def test_an_organisation_that_is_gone_says_nothing_less(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.other_school.pk).update(closed_on=TODAY)
    page = cast.client(cast.keeper).get(keeper_page(cast.stranger)).content.decode()
    assert "người cuối cùng" not in page


def test_who_is_locked_between_password_and_code_stays_out(cast: Cast) -> None:
    secret = with_totp(cast.teacher)
    browser = cast.client()
    assert sign_in(browser, cast.teacher.email).url == reverse("mfa_authenticate")
    cast.client(cast.keeper).post(keeper_page(cast.teacher), WHY)
    browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert browser.get("/toi/").status_code == 302


def test_a_forgotten_password_opens_no_locked_account(
    cast: Cast, mailoutbox: Any, settings: Any
) -> None:
    settings.MAIL_HOST = "thu.example.vn"
    browser = cast.client()
    browser.post(reverse("account_reset_password"), {"email": cast.teacher.email})
    cast.client(cast.keeper).post(keeper_page(cast.teacher), WHY)
    again = len(mailoutbox)
    assert again == 1
    browser.post(reverse("account_reset_password"), {"email": cast.teacher.email})
    assert len(mailoutbox) == again, "no letter to a locked account"
    assert browser.get("/toi/").status_code == 302


def test_a_reason_that_ends_with_a_full_stop_gets_no_second_one(cast: Cast) -> None:
    cast.client(cast.keeper).post(keeper_page(cast.teacher), {**WHY, "reason": "Đã nghỉ việc. "})
    assert AuditLine.objects.latest("pk").sentence.endswith("Lý do: Đã nghỉ việc.")
