"""An invitation answered: a user, the right it promised, and the link to the staff record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from caitien.accounts import audit
from caitien.accounts.models import Invitation, User
from caitien.accounts.services import check_password, invitation_of
from caitien.ui.problems import Problem

from .models import Grant, Person

if TYPE_CHECKING:
    from datetime import date, datetime


@transaction.atomic
def accept_as_new(*, token: str, full_name: str, password: str, at: datetime, today: date) -> User:
    """Answer an invitation by making an account with its address; used once.

    Problem where the address has an account already: then its owner signs in and answers.
    """
    invitation = _taken(token, at)
    if User.objects.filter(email=invitation.email).exists():
        raise Problem(
            "Địa chỉ thư này đã có tài khoản. Hãy đăng nhập bằng tài khoản ấy rồi mở lại đường dẫn."
        )
    user = User(email=invitation.email, full_name=" ".join(full_name.split()), joined_at=at)
    if not user.full_name:
        raise Problem("Hãy ghi đầy đủ họ và tên.")
    check_password(password, user)
    user.set_password(password)
    user.save()
    _give(invitation, user, at, today)
    return user


@transaction.atomic
def accept_as_user(*, token: str, user: User, at: datetime, today: date) -> User:
    """Answer an invitation with the account signed in; its address must be the invited one."""
    invitation = _taken(token, at)
    if user.email != invitation.email:
        raise Problem(
            f"Lời mời gửi tới {invitation.email}, còn thầy cô đang đăng nhập bằng {user.email}. "
            "Hãy đăng xuất rồi mở lại đường dẫn."
        )
    _give(invitation, user, at, today)
    return user


def _taken(token: str, at: datetime) -> Invitation:
    """The invitation, locked, still open."""
    found = invitation_of(token, at)
    locked = Invitation.objects.select_for_update().get(pk=found.pk)
    if locked.accepted_at:
        raise Problem("Lời mời này vừa được dùng. Hãy đăng nhập bằng tài khoản đã tạo.")
    return found


def _give(invitation: Invitation, user: User, at: datetime, today: date) -> None:
    invitation.accepted_at, invitation.accepted_by = at, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    organisation = invitation.organisation
    Grant.objects.get_or_create(
        user=user,
        organisation=organisation,
        role=invitation.role,
        until_on=invitation.grant_until,
        defaults={"from_on": today, "given_by": invitation.created_by, "given_at": at},
    )
    person = invitation.person
    if person is None:
        person = Person.objects.filter(
            organisation=organisation, email__iexact=user.email, user=None, active=True
        ).first()
    if person is not None and person.organisation_id == organisation.pk and person.user is None:
        Person.objects.filter(pk=person.pk, user=None).update(user=user)
    audit.record(
        organisation_id=organisation.pk,
        actor=user,
        at=at,
        action="rights.accept",
        target=f"user:{user.pk}",
        sentence=f"{user} nhận lời mời và có vai trò trong {organisation}",
        changes={"role": [None, invitation.role]},
    )
