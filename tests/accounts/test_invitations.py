"""Invitations: answered once, by whom they were sent to, while they hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from caitien.accounts.audit import scope_of
from caitien.accounts.models import AuditLine, Invitation, User
from caitien.accounts.queries import open_invitations
from caitien.accounts.services_invitations import (
    INVITATION_LASTS,
    invitation_of,
    invite,
    revoke,
    send_invitation,
    token_hash,
)
from caitien.schools.models import Grant, Person
from caitien.schools.roles import Role
from caitien.schools.services_invited import accept_as_new, accept_as_user
from caitien.ui import clock
from caitien.ui.problems import Problem
from tests.people import Cast, make_cast

from .at_once import alone, race, shared

EMAIL = "moi.den@example.vn"
WORDS = "mot cau that dai"
FORM = {"full_name": "Cao Mới Đến", "password": "mot cau that dai", "again": "mot cau that dai"}


def send(cast: Cast, email: str = EMAIL, **more: Any) -> tuple[Invitation, str]:
    given = {"full_name": "Cao Mới Đến", "role": Role.TEACHER, "actor": cast.head, **more}
    return invite(organisation=cast.school, email=email, at=clock.now(), **given)


def address(token: str) -> str:
    return reverse("invitation", args=[token])


def test_only_the_hash_of_a_token_is_kept(cast: Cast) -> None:
    made, token = send(cast)
    kept = Invitation.objects.values().get(pk=made.pk)
    assert token not in str(kept)
    assert made.token_hash == token_hash(token)
    assert len(token) >= 32


def test_a_new_person_joins_with_the_role_and_is_signed_in(cast: Cast) -> None:
    _, token = send(cast)
    browser = cast.client()
    page = browser.get(address(token)).content.decode()
    assert "Giáo viên, nhân viên" in page
    assert browser.post(address(token), FORM).status_code == 302
    made = User.objects.get(email=EMAIL)
    assert browser.session["_auth_user_id"] == str(made.pk)
    assert not made.is_superuser
    assert list(made.grants.values_list("organisation", "role")) == [
        (cast.school.pk, Role.TEACHER.value)
    ]
    line = AuditLine.objects.filter(scope=scope_of(cast.school.pk)).last()
    assert line is not None
    assert "nhận lời mời" in line.sentence


def test_an_invitation_is_used_once(cast: Cast) -> None:
    _, token = send(cast)
    assert cast.client().post(address(token), FORM).status_code == 302
    again = cast.client().get(address(token))
    assert again.status_code == 410
    assert "đã được dùng" in again.content.decode()
    assert cast.client().post(address(token), {**FORM, "full_name": "Kẻ Khác"}).status_code == 410
    assert User.objects.filter(email=EMAIL).count() == 1


def test_an_invitation_ends(cast: Cast) -> None:
    made, token = send(cast)
    past = made.expires_at - INVITATION_LASTS - timedelta(days=15)
    Invitation.objects.filter(pk=made.pk).update(expires_at=past)
    answer = cast.client().post(address(token), FORM)
    assert answer.status_code == 410
    assert "hết hạn" in answer.content.decode()
    assert not User.objects.filter(email=EMAIL).exists()


def test_the_last_moment_is_over(cast: Cast) -> None:
    made, token = send(cast)
    assert invitation_of(token, made.expires_at - timedelta(seconds=1)).pk == made.pk
    with pytest.raises(Problem):
        invitation_of(token, made.expires_at)


def test_a_revoked_invitation_opens_nothing(cast: Cast) -> None:
    made, token = send(cast)
    assert revoke(invitation=made, actor=cast.head, at=clock.now())
    assert not revoke(invitation=made, actor=cast.head, at=clock.now())
    answer = cast.client().post(address(token), FORM)
    assert answer.status_code == 410
    assert not User.objects.filter(email=EMAIL).exists()


def test_a_second_invitation_replaces_the_first(cast: Cast) -> None:
    _, first = send(cast)
    _, second = send(cast, email=EMAIL.upper())
    assert cast.client().get(address(first)).status_code == 410
    assert cast.client().get(address(second)).status_code == 200


def test_an_invitation_to_another_address_is_not_ones_own(cast: Cast) -> None:
    _, token = send(cast)
    browser = cast.client(cast.stranger)
    page = browser.get(address(token)).content.decode()
    assert "không phải người được mời" in page
    assert "Nhận lời mời" not in page
    browser.post(address(token))
    assert not Grant.objects.filter(user=cast.stranger, organisation=cast.school).exists()


def test_somebody_with_an_account_signs_in_to_answer(cast: Cast) -> None:
    _, token = send(cast, email=cast.stranger.email)
    visitor = cast.client()
    page = visitor.get(address(token)).content.decode()
    assert "đã có tài khoản" in page
    visitor.post(address(token), FORM)
    assert User.objects.get(pk=cast.stranger.pk).full_name == "Mai Người Lạ"
    assert not Grant.objects.filter(user=cast.stranger, organisation=cast.school).exists()
    browser = cast.client(cast.stranger)
    assert browser.post(address(token)).status_code == 302
    assert Grant.objects.filter(user=cast.stranger, organisation=cast.school).count() == 1


def test_the_person_of_the_staff_list_is_linked(cast: Cast) -> None:
    person = Person.objects.create(
        organisation=cast.school, full_name="Cao Mới Đến", name_key="cao moi den"
    )
    _, token = send(cast, person=person)
    cast.client().post(address(token), FORM)
    person.refresh_from_db()
    assert person.user is not None
    assert person.user.email == EMAIL


def test_a_person_already_linked_stays_with_their_account(cast: Cast) -> None:
    person = cast.person("teacher")
    _, token = send(cast, person=person)
    cast.client().post(address(token), FORM)
    person.refresh_from_db()
    assert person.user == cast.teacher


def test_a_person_of_another_school_is_never_linked(cast: Cast) -> None:
    person = Person.objects.create(
        organisation=cast.other_school, full_name="Cao Mới Đến", name_key="cao moi den"
    )
    _, token = send(cast, person=person)
    cast.client().post(address(token), FORM)
    person.refresh_from_db()
    assert person.user is None


def test_who_left_the_school_cannot_answer(cast: Cast) -> None:
    person = Person.objects.create(
        organisation=cast.school, full_name="Cao Mới Đến", name_key="x", active=False
    )
    _, token = send(cast, person=person)
    answer = cast.client().post(address(token), FORM)
    assert "đã thôi công tác" in answer.content.decode()
    assert not User.objects.filter(email=EMAIL).exists()


def test_a_role_that_is_over_is_not_given(cast: Cast) -> None:
    yesterday = clock.today() - timedelta(days=1)
    _, token = send(cast, role=Role.REVIEWER, grant_until=yesterday)
    answer = cast.client().post(address(token), FORM)
    assert "hết hạn" in answer.content.decode()
    assert not User.objects.filter(email=EMAIL).exists()


def test_an_end_of_the_role_is_kept(cast: Cast) -> None:
    until = clock.today() + timedelta(days=30)
    _, token = send(cast, role=Role.REVIEWER, grant_until=until)
    cast.client().post(address(token), FORM)
    assert Grant.objects.get(user__email=EMAIL).until_on == until


def test_guessing_links_is_stopped_but_old_links_are_not_guesses(cast: Cast) -> None:
    _, token = send(cast)
    cast.client().post(address(token), FORM)
    browser = cast.client()
    assert {browser.get(address(token)).status_code for _ in range(25)} == {410}
    answers = [browser.get(address(f"doan{n}")) for n in range(21)]
    assert [answer.status_code for answer in answers] == [404] * 20 + [429]
    _, other = send(cast, email="khac@example.vn")
    assert browser.get(address(other)).status_code == 429


def test_the_link_is_mailed_where_mail_goes_out(cast: Cast, settings: Any) -> None:
    settings.MAIL_HOST = ""
    made, token = send(cast)
    words = {"link": f"http://testserver{address(token)}", "role": "Giáo viên"}
    assert not send_invitation(invitation=made, **words)
    assert mail.outbox == []
    settings.MAIL_HOST = "thu.example.vn"
    assert send_invitation(invitation=made, **words)
    letter = mail.outbox[0]
    assert letter.to == [EMAIL]
    assert letter.subject == "[Cải Tiến] Lời mời tham gia Trường Trung học cơ sở Nguyễn Du"
    assert token in letter.body
    assert "Nguyễn Thị Hương" in letter.body


def test_sending_again_shows_a_new_link_once(cast: Cast, settings: Any) -> None:
    settings.MAIL_HOST = ""
    made, token = send(cast)
    browser = cast.client(cast.head)
    page = browser.post(reverse("invitation-resend", args=[cast.school.slug, made.pk]))
    link = re.search(r"/loi-moi/([\w-]+)/", page.content.decode())
    assert link
    assert page["Cache-Control"].count("no-store")
    assert cast.client().get(address(token)).status_code == 410
    assert cast.client().get(address(link[1])).status_code == 200
    again = browser.post(reverse("invitation-resend", args=[cast.school.slug, made.pk]))
    assert again.status_code == 400
    assert "đã được thu hồi" in again.content.decode()


def test_an_expired_invitation_can_be_sent_again(cast: Cast, settings: Any) -> None:
    settings.MAIL_HOST = "thu.example.vn"
    made, _ = send(cast)
    Invitation.objects.filter(pk=made.pk).update(expires_at=clock.now() - timedelta(days=1))
    assert [one.over for one in open_invitations(cast.school.pk, clock.now())] == [True]
    browser = cast.client(cast.head)
    browser.post(reverse("invitation-resend", args=[cast.school.slug, made.pk]))
    assert [one.over for one in open_invitations(cast.school.pk, clock.now())] == [False]
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("part", "status"),
    [("secretary", 403), ("teacher", 403), ("viewer", 403), ("stranger", 404), ("officer", 404)],
)
def test_who_may_not_give_roles_may_not_send_again(cast: Cast, part: str, status: int) -> None:
    made, token = send(cast)
    browser = cast.client(cast.users[part])
    done = browser.post(reverse("invitation-resend", args=[cast.school.slug, made.pk]))
    assert done.status_code == status
    assert cast.client().get(address(token)).status_code == 200


def test_an_invitation_of_another_school_is_out_of_reach(cast: Cast) -> None:
    made, _ = send(cast)
    browser = cast.client(cast.stranger)
    done = browser.post(reverse("invitation-resend", args=[cast.other_school.slug, made.pk]))
    assert done.status_code == 404


def kinds(told: list[Any]) -> list[str]:
    """Each result: "given" for a user, "refused" for a Problem, else the error itself."""
    names = ("given" if isinstance(one, User) else one for one in told)
    return sorted("refused" if isinstance(one, Problem) else str(one) for one in names)


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_count_once(tmp_path: Path) -> None:
    cast = make_cast()
    _, token = send(cast)
    now, today = clock.now(), clock.today()

    def job() -> User:
        return accept_as_new(
            token=token, full_name="Cao Mới Đến", password=WORDS, at=now, today=today
        )

    with shared(tmp_path):
        assert kinds(race(job, job, job)) == ["given", "refused", "refused"]
        count = alone(lambda: Grant.objects.filter(user__email=EMAIL).count())
    assert count == 1


@pytest.mark.django_db(transaction=True)
def test_two_invitations_of_one_address_make_one_account(tmp_path: Path) -> None:
    cast = make_cast()
    tokens = [send(cast)[1], send(cast, role=Role.COUNCIL)[1]]
    now, today = clock.now(), clock.today()

    def job(token: str) -> Callable[[], User]:
        return lambda: accept_as_new(
            token=token, full_name="Cao Mới", password=WORDS, at=now, today=today
        )

    def rest() -> list[str]:
        user = User.objects.get(email=EMAIL)
        for token in tokens:
            try:
                accept_as_user(token=token, user=user, at=now, today=today)
            except Problem:
                continue
        return sorted(user.grants.values_list("role", flat=True))

    with shared(tmp_path):
        assert kinds(race(*(job(token) for token in tokens))) == ["given", "refused"]
        assert alone(rest) == sorted([Role.TEACHER.value, Role.COUNCIL.value])
