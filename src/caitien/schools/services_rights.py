"""Roles given and ended: by whom, in which kind of organisation, from when until when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from caitien.accounts import audit
from caitien.accounts.models import Invitation
from caitien.accounts.services_invitations import call_back
from caitien.ui.problems import Problem

from . import queries_rights, years
from .access import grants_in_force
from .models import Grant, Organisation, Person
from .roles import Role, capabilities_of

if TYPE_CHECKING:
    from datetime import datetime

    from caitien.accounts.models import User


def _tell(
    grant: Grant,
    actor: User,
    at: datetime,
    action: str,
    sentence: str,
    changes: dict[str, Any] | None = None,
) -> None:
    audit.record(
        organisation_id=grant.organisation_id,
        actor=actor,
        at=at,
        action=action,
        sentence=sentence,
        target=f"user:{grant.user_id}",
        changes=changes,
    )


def may_appoint_first(actor: User, organisation: Organisation, today: date) -> bool:
    """Whether nobody can give roles here yet, and the actor is the keeper or the office above."""
    if queries_rights.managers_in_force(organisation, today).exists():
        return False
    if actor.is_superuser:
        return True
    above: list[int] = []
    parent = organisation.parent
    while parent is not None and len(above) < 5:
        above.append(parent.pk)
        parent = parent.parent
    mine = grants_in_force(actor, today).filter(role=Role.OFFICE_ADMIN, organisation__in=above)
    return mine.exists()


def capabilities_in(organisation: Organisation, user: User, today: date) -> frozenset[str]:
    """What a user may do in an organisation today."""
    held = grants_in_force(user, today).filter(organisation=organisation)
    roles = frozenset(Role(grant.role) for grant in held)
    return capabilities_of(roles, office=organisation.is_office)


def check_may_give(*, organisation: Organisation, role: str, actor: User, today: date) -> Role:
    """The role, where the actor may give it here today. Problem otherwise."""
    known = next((one for one in queries_rights.roles_of_kind(organisation) if one == role), None)
    if known is None:
        kind = "cơ quan quản lý" if organisation.is_office else "trường"
        raise Problem(f"Chưa giao: vai trò này không có trong {kind}. Hãy chọn lại.")
    if "roles.manage" in capabilities_in(organisation, actor, today):
        return known
    if known in queries_rights.MANAGERS and may_appoint_first(actor, organisation, today):
        return known
    raise Problem(
        "Chưa giao: chỉ người có quyền giao vai trò ở đơn vị này làm được việc này. Hãy nhờ hiệu "
        "trưởng hoặc người quản trị."
    )


def period(
    role: str, from_on: date | None, until_on: date | None, start_year: int | None, today: date
) -> tuple[date, date | None]:
    """From when until when a role holds: within the school year, where it is given for one.

    Problem where the days are out of order, over already, or an outside reviewer's end is missing.
    """
    begin, end = from_on or today, until_on
    if start_year is not None:
        first, last = years.year_bounds(start_year)
        begin = max(begin, first)
        end = min(end, last) if end else last
    if role == Role.REVIEWER and end is None:
        raise Problem("Chưa giao: thành viên đoàn ngoài phải có ngày hết hạn.")
    if end is not None and (end < begin or end < today):
        raise Problem(
            "Chưa giao: ngày hết hạn đã qua hoặc trước ngày bắt đầu. Hãy kiểm tra lại hai ngày."
        )
    return begin, end


def give_role(
    *,
    organisation: Organisation,
    user: User,
    role: str,
    from_on: date | None,
    until_on: date | None,
    start_year: int | None,
    actor: User,
    at: datetime,
) -> tuple[Grant, bool]:
    """Give a user a role here; (the grant, whether new): one that covers it already stays.

    The user is on the staff list here, or had a role here before; others are invited. Problem
    where the actor may not, the role is of another kind of organisation, or the days do not fit.
    """
    today = timezone.localdate(at)
    with transaction.atomic():
        own = Organisation.objects.select_for_update().get(pk=organisation.pk)
        known = check_may_give(organisation=own, role=role, actor=actor, today=today)
        begin, end = period(known, from_on, until_on, start_year, today)
        _check_known(own, user)
        if known is Role.HEAD and user.pk == actor.pk:
            raise Problem(
                "Chưa giao: không ai tự giao cho mình vai trò hiệu trưởng. Hãy nhờ người có quyền "
                "giao vai trò khác."
            )
        covering = Q(until_on=None) if end is None else Q(until_on=None) | Q(until_on__gte=end)
        same = Grant.objects.filter(
            covering, user=user, organisation=own, role=known, from_on__lte=begin
        ).first()
        if same:
            return same, False
        grant = Grant.objects.create(
            user=user, organisation=own, role=known, start_year=start_year,
            from_on=begin, until_on=end, given_by=actor, given_at=at,
        )  # fmt: skip
        until = f" đến hết {end:%d/%m/%Y}" if end else ""
        text = f"{actor} giao vai trò {known.label} cho {user} từ {begin:%d/%m/%Y}{until}."
        _tell(grant, actor, at, "role.give", text, {"role": ["", known.value]})
    return grant, True


def _check_known(organisation: Organisation, user: User) -> None:
    if not user.is_active:
        raise Problem(f"Chưa giao: tài khoản của {user} đã ngừng dùng.")
    if queries_rights.person_of(organisation, user):
        return
    left = Person.objects.filter(organisation=organisation, user=user, active=False).exists()
    before = Grant.objects.filter(organisation=organisation, user=user).exists()
    if left or not before:
        raise Problem(
            f"Chưa giao: {user} không có trong danh sách nhân sự đang công tác của "
            f"{organisation.name}. Hãy thêm vào danh sách, hoặc gửi lời mời."
        )


def _check_last(grant: Grant, last_day: date, today: date) -> None:
    """Problem where ending this grant would leave nobody who can give roles here."""
    if grant.role not in queries_rights.MANAGERS:
        return
    others = queries_rights.managers_in_force(grant.organisation, today).exclude(pk=grant.pk)
    lasting = others.filter(Q(until_on=None) | Q(until_on__gt=max(last_day, today)))
    if not lasting.exists():
        raise Problem(
            f"Chưa thôi: {grant.user} là người cuối cùng giao được vai trò ở {grant.organisation}. "
            "Hãy giao vai trò quản trị hoặc hiệu trưởng cho người khác trước, rồi mới thôi."
        )


def end_role(*, grant: Grant, on: date, actor: User, at: datetime) -> bool:
    """Let a role hold until the end of the day `on` (yesterday: from now on it does not hold).

    False: it ends then or earlier already. A role that had not begun is taken back. Problem for
    the last head or admin, and where the actor may not.
    """
    today = timezone.localdate(at)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=grant.organisation_id)
        own = Grant.objects.select_for_update().filter(pk=grant.pk).first()
        if own is None or (own.until_on is not None and own.until_on <= on):
            return False
        check_may_give(organisation=own.organisation, role=own.role, actor=actor, today=today)
        _end(own, on, actor, at)
    return True


def _end(own: Grant, on: date, actor: User, at: datetime) -> None:
    today = timezone.localdate(at)
    on = max(on, today - timedelta(days=1))
    _check_last(own, on, today)
    label = Role(own.role).label
    before = own.until_on.isoformat() if own.until_on else ""
    if own.from_on > on:
        text = f"{actor} thu lại vai trò {label} của {own.user} (từ {own.from_on:%d/%m/%Y})."
        changes = {"until_on": [before, ""]}
        own.delete()
    else:
        own.until_on, own.ended_by, own.ended_at = on, actor, at
        own.save(update_fields=["until_on", "ended_by", "ended_at"])
        text = f"{actor} cho thôi vai trò {label} của {own.user}, đến hết {on:%d/%m/%Y}."
        changes = {"until_on": [before, on.isoformat()]}
    sent = _unpromise(own, at) if on < today else 0
    if sent:
        text += f" {sent} lời mời làm quản trị, hiệu trưởng người này đã gửi cũng được thu hồi."
    _tell(own, actor, at, "role.end", text, changes)


def _unpromise(ended: Grant, at: datetime) -> int:
    """Call back the invitations to give roles that somebody sent who may give none any more."""
    if ended.role not in queries_rights.MANAGERS:
        return 0
    today = timezone.localdate(at)
    if queries_rights.managers_in_force(ended.organisation, today).filter(user=ended.user).exists():
        return 0
    sent = Invitation.objects.filter(organisation=ended.organisation, created_by=ended.user)
    return call_back(sent.filter(role__in=queries_rights.MANAGERS), at)


def end_all(*, person: Person, on: date, actor: User, at: datetime) -> int:
    """End the roles somebody has where they work no more; how many. Call inside a transaction."""
    Organisation.objects.select_for_update().get(pk=person.organisation_id)
    open_ones = Grant.objects.filter(
        Q(until_on=None) | Q(until_on__gt=on), user=person.user, organisation=person.organisation
    )
    count = 0
    today = timezone.localdate(at)
    for grant in open_ones.select_for_update():
        if grant.role in queries_rights.MANAGERS:
            check_may_give(
                organisation=grant.organisation, role=grant.role, actor=actor, today=today
            )
        _end(grant, on, actor, at)
        count += 1
    # what was promised and not taken up yet would open the way in again
    promised = Q(person=person) | Q(email=person.user.email if person.user else "")
    call_back(Invitation.objects.filter(promised, organisation=person.organisation_id), at)
    return count


def check_invitation(
    *,
    organisation: Organisation,
    person: Person | None,
    email: str,
    role: str,
    actor: User,
    today: date,
) -> str:
    """The address to invite, where this person may be invited to this role. Problem otherwise."""
    known = check_may_give(organisation=organisation, role=role, actor=actor, today=today)
    if person is not None and (person.organisation_id != organisation.pk or not person.active):
        raise Problem(
            f"Chưa mời: {person.full_name} không có trong danh sách nhân sự đang công tác của "
            f"{organisation.name}."
        )
    first = known in queries_rights.MANAGERS and may_appoint_first(actor, organisation, today)
    if person is None and known not in queries_rights.OUTSIDERS and not first:
        raise Problem(
            f"Chưa mời: vai trò {known.label} chỉ giao cho người trong danh sách nhân sự. Hãy thêm "
            "người ấy vào danh sách trước."
        )
    address = (email or (person.email if person else "")).strip().lower()
    if not address:
        raise Problem("Chưa mời: còn thiếu địa chỉ thư điện tử của người được mời.")
    if known is Role.HEAD and address == actor.email and not first:
        raise Problem(
            "Chưa mời: không ai tự giao cho mình vai trò hiệu trưởng. Hãy nhờ người có quyền giao "
            "vai trò khác."
        )
    return address
