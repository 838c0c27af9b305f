"""Invitations: made, called back, sent again. Only the SHA-256 of a token is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

from caitien.ui.problems import Problem

from .audit import record
from .models import Invitation, User

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

#: how long an invitation may be answered
INVITATION_LASTS = timedelta(days=14)


class UnknownInvitation(Problem):
    """No invitation has this token: a link cut short, or somebody guessing."""

    status = 404


class ClosedInvitation(Problem):
    """The invitation was answered, called back or is over."""

    status = 410


def token_hash(token: str) -> str:
    """What is kept of a token: its SHA-256 (hex)."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(
    *,
    organisation: Any,
    email: str,
    full_name: str,
    role: str,
    person: Any = None,
    grant_from: date | None = None,
    grant_until: date | None = None,
    start_year: int | None = None,
    actor: User,
    at: datetime,
) -> tuple[Invitation, str]:
    """An invitation and its token, which is shown once (only its hash is kept).

    An earlier invitation of the same address and role that waits is called back.
    """
    email = email.strip().lower()
    call_back(Invitation.objects.filter(organisation=organisation, email=email, role=role), at)
    token = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        email=email,
        full_name=" ".join(full_name.split()),
        organisation=organisation,
        person=person,
        role=role,
        grant_from=grant_from,
        grant_until=grant_until,
        start_year=start_year,
        token_hash=token_hash(token),
        created_by=actor,
        created_at=at,
        expires_at=at + INVITATION_LASTS,
    )
    record(
        organisation_id=organisation.pk,
        actor=actor,
        at=at,
        action="rights.invite",
        target=f"invitation:{invitation.pk}",
        sentence=f"{actor} mời {invitation.full_name or email} ({email})",
        changes={"role": [None, role]},
    )
    return invitation, token


def invitation_of(token: str, at: datetime, *, lock: bool = False) -> Invitation:
    """The invitation of a token that may still be answered; Problem where it may not.

    `lock` keeps others from answering it meanwhile (inside a transaction).
    """
    rows = Invitation.objects.select_related("organisation", "person", "created_by")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(token_hash=token_hash(token)).first()
    if found is None:
        raise UnknownInvitation(
            "Lời mời này không có hoặc đường dẫn bị chép thiếu. Hãy mở lại từ thư hoặc tin nhắn, "
            "hoặc xin gửi lại đường dẫn."
        )
    if found.accepted_at:
        raise ClosedInvitation("Lời mời này đã được dùng. Hãy đăng nhập bằng tài khoản đã tạo.")
    if found.revoked_at:
        raise ClosedInvitation("Lời mời này đã được thu hồi hoặc thay bằng lời mời khác.")
    if found.expires_at <= at:
        raise ClosedInvitation("Lời mời này đã hết hạn. Hãy xin người mời gửi lại.")
    return found


@transaction.atomic
def revoke(*, invitation: Invitation, actor: User, at: datetime) -> bool:
    """Call an invitation back; False where it was answered or called back already."""
    changed = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None).update(
        revoked_at=at
    )
    if changed:
        record(
            organisation_id=invitation.organisation_id,
            actor=actor,
            at=at,
            action="rights.revoke",
            target=f"invitation:{invitation.pk}",
            sentence=f"{actor} thu hồi lời mời gửi {invitation.email}",
        )
    return bool(changed)


def call_back(waiting: QuerySet[Invitation], at: datetime) -> int:
    """Call back those of these invitations that nobody answered; how many.

    For writes that end what an invitation rests on; they say so in their own audit line.
    """
    return waiting.filter(accepted_at=None, revoked_at=None).update(revoked_at=at)


@transaction.atomic
def resend(*, invitation: Invitation, actor: User, at: datetime) -> tuple[Invitation, str]:
    """A new invitation (and token) in place of one nobody answered; the old link ends.

    Problem where it was answered or called back meanwhile.
    """
    old = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if old.accepted_at:
        raise Problem(f"Chưa gửi lại: {old.email} đã nhận lời mời này rồi.")
    if old.revoked_at:
        raise Problem("Chưa gửi lại: lời mời này đã được thu hồi. Hãy mời lại từ đầu.")
    old.revoked_at = at
    old.save(update_fields=["revoked_at"])
    return invite(
        organisation=old.organisation,
        email=old.email,
        full_name=old.full_name,
        role=old.role,
        person=old.person,
        grant_from=old.grant_from,
        grant_until=old.grant_until,
        start_year=old.start_year,
        actor=actor,
        at=at,
    )


def send_invitation(*, invitation: Invitation, link: str, role: str) -> bool:
    """Send the link by e-mail (through the outbox) where the installation has a mail server.

    `role` is the role in words. False where no mail goes out: then the link is shown once.
    """
    if not settings.MAIL_HOST:
        return False
    words = {"invitation": invitation, "link": link, "role": role}
    body = render_to_string("accounts/invitation_mail.txt", words).strip() + "\n"
    subject = f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}Lời mời tham gia {invitation.organisation}"
    EmailMessage(
        " ".join(subject.split()),
        body,
        to=[invitation.email],
        headers={"X-Caitien-Once": f"invitation:{invitation.pk}"},
    ).send()
    return True
