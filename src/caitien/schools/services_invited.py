"""An invitation answered: a user, the right it promised, and the link to the staff record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from caitien.accounts import audit
from caitien.accounts.models import Invitation, User
from caitien.accounts.services import check_password
from caitien.accounts.services_invitations import ClosedInvitation, invitation_of, resend
from caitien.ui.problems import Problem

from .models import Grant, Person
from .services_rights import check_may_give

if TYPE_CHECKING:
    from datetime import date, datetime

_KNOWN = "Địa chỉ thư này đã có tài khoản. Hãy đăng nhập bằng tài khoản ấy rồi mở lại đường dẫn."


@transaction.atomic
def accept_as_new(*, token: str, full_name: str, password: str, at: datetime, today: date) -> User:
    """Answer an invitation by making an account with its address; used once.

    Problem where the address has an account already: then its owner signs in and answers.
    """
    invitation = _taken(token, at, today)
    if User.objects.filter(email=invitation.email).exists():
        raise Problem(_KNOWN)
    user = User(email=invitation.email, full_name=" ".join(full_name.split()), joined_at=at)
    if not user.full_name:
        raise Problem("Hãy ghi đầy đủ họ và tên.")
    check_password(password, user)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:  # another invitation of the same address was answered just now
        raise Problem(_KNOWN) from None
    _give(invitation, user, at, today)
    return user


@transaction.atomic
def accept_as_user(*, token: str, user: User, at: datetime, today: date) -> User:
    """Answer an invitation with the account signed in; its address must be the invited one."""
    invitation = _taken(token, at, today)
    if user.email != invitation.email:
        raise Problem(
            f"Lời mời gửi tới {invitation.email}, còn thầy, cô đang đăng nhập bằng {user.email}. "
            "Hãy đăng xuất rồi mở lại đường dẫn."
        )
    _give(invitation, user, at, today)
    return user


def _taken(token: str, at: datetime, today: date) -> Invitation:
    """The invitation, locked, still open, promising a right that still holds."""
    found = invitation_of(token, at, lock=True)
    if found.grant_until is not None and found.grant_until < today:
        raise ClosedInvitation(
            "Vai trò trong lời mời này đã hết hạn. Hãy xin người mời gửi lời mời mới."
        )
    if found.person is not None and not found.person.active:
        raise ClosedInvitation(
            "Lời mời này gắn với người đã thôi công tác ở đơn vị. Hãy hỏi lại người mời."
        )
    return found


def _give(invitation: Invitation, user: User, at: datetime, today: date) -> None:
    invitation.accepted_at, invitation.accepted_by = at, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    organisation = invitation.organisation
    begin = max(today, invitation.grant_from or today)
    same = Grant.objects.filter(
        user=user,
        organisation=organisation,
        role=invitation.role,
        from_on__lte=begin,
        until_on=invitation.grant_until,
    )
    if not same.exists():
        Grant.objects.create(
            user=user,
            organisation=organisation,
            role=invitation.role,
            start_year=invitation.start_year,
            from_on=begin,
            until_on=invitation.grant_until,
            given_by=invitation.created_by,
            given_at=at,
        )
    _link(invitation, user)
    audit.record(
        organisation_id=organisation.pk,
        actor=user,
        at=at,
        action="rights.accept",
        target=f"user:{user.pk}",
        sentence=f"{user} nhận lời mời và có vai trò trong {organisation}",
        changes={"role": [None, invitation.role]},
    )


def _link(invitation: Invitation, user: User) -> None:
    """Link the user to the staff record invited, or to the free one of the same address."""
    people = Person.objects.filter(organisation=invitation.organisation, active=True)
    if people.filter(user=user).exists():
        return
    person = invitation.person or people.filter(email__iexact=user.email, user=None).first()
    if person is not None:
        people.filter(pk=person.pk, user=None).update(user=user)


@transaction.atomic
def resend_invitation(
    *, invitation: Invitation, actor: User, at: datetime, today: date
) -> tuple[Invitation, str]:
    """A fresh invitation and token in place of one that waits. Problem where the actor may not."""
    check_may_give(
        organisation=invitation.organisation, role=invitation.role, actor=actor, today=today
    )
    return resend(invitation=invitation, actor=actor, at=at)
