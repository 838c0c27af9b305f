"""Whose account belongs to whom on the staff list, and every role of somebody ended at once."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from caitien.accounts.models import User
from caitien.schools.access import grants_in_force
from caitien.schools.models import Grant, Person
from caitien.schools.roles import Role
from caitien.schools.services_staff import add_person
from tests.people import Cast

NOW = timezone.now()


def _add(cast: Cast, name: str, email: str) -> Person:
    values: dict[str, Any] = {"full_name": name, "email": email}
    return add_person(
        organisation=cast.school, values=values, since=None, actor=cast.head, at=NOW, once=""
    )[0]


def test_the_first_head_invited_before_the_list_gets_the_record_of_that_address(
    cast: Cast,
) -> None:
    user = User.objects.create_user(email="moi@truong.vn", full_name="Người Mới")
    Grant.objects.create(
        user=user,
        organisation=cast.school,
        role=Role.DEPUTY,
        from_on=timezone.localdate(),
        given_at=NOW,
    )
    person = _add(cast, "Người Mới", "Moi@truong.vn")
    person.refresh_from_db()
    assert person.user == user


def test_an_account_without_a_role_here_is_never_taken(cast: Cast) -> None:
    person = _add(cast, "Người Lạ", cast.stranger.email)
    person.refresh_from_db()
    assert person.user is None


def test_every_role_of_somebody_ends_at_once_and_the_record_stays(cast: Cast) -> None:
    person = cast.person("teacher")
    assert person.user is not None
    url = reverse("staff-rights-end", args=[cast.school.slug, person.key])
    head = cast.client(cast.head)
    shown = reverse("staff-person", args=[cast.school.slug, person.key])
    assert "Thôi mọi vai trò" in head.get(shown).content.decode()
    answer = head.post(url, follow=True)
    assert "không vào được đây nữa" in answer.content.decode()
    person.refresh_from_db()
    assert person.active
    assert not grants_in_force(person.user, timezone.localdate()).exists()
    assert "không có vai trò nào" in head.post(url, follow=True).content.decode()


def test_nobody_ends_their_own_roles_there_and_a_secretary_nobodys(cast: Cast) -> None:
    head = cast.person("head")
    url = reverse("staff-rights-end", args=[cast.school.slug, head.key])
    answer = cast.client(cast.head).post(url, follow=True)
    assert "không ai tự thôi" in answer.content.decode()
    assert cast.client(cast.secretary).post(url).status_code == 403
    assert grants_in_force(cast.head, timezone.localdate()).exists()
