"""Sends an issued paper to offices, takes their answer, publishes it for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from caitien.accounts import audit
from caitien.notices.services import notify
from caitien.schools.models import Organisation, new_key
from caitien.ui.problems import Problem

from .life_notices import who_may
from .models import Delivery, IssuedPaper, Plan
from .queries_life import offices_above
from .services_life import locked

if TYPE_CHECKING:
    from datetime import datetime

    from caitien.accounts.models import User


@transaction.atomic
def send(
    *, paper: IssuedPaper, office: Organisation, actor: User, at: datetime, url: str = ""
) -> Delivery:
    """Send a paper to an office above the school; sent and not returned, it is sent once.

    Where `url` is given (the office's list of papers) those who answer there are told.
    """
    if office.pk not in {one.pk for one in offices_above(paper.school)}:
        raise Problem("Chỉ gửi được cho cơ quan quản lý cấp trên của trường. Chưa gửi gì.")
    locked(paper.plan)
    found = Delivery.objects.filter(paper=paper, office=office).first()
    if found and found.returned_at is None:
        return found
    if found:
        found.sent_by, found.sent_at = actor, at
        found.received_at = found.received_by = None
        found.returned_at = found.returned_by = None
        found.reason = ""
        found.save()
    else:
        found = Delivery.objects.create(paper=paper, office=office, sent_by=actor, sent_at=at)
    _tell(paper, office, actor, at, "send", f"{actor} gửi kế hoạch số {paper.number} tới {office}")
    if url:
        notify(
            users=who_may("delivery.answer", office, at.date()),
            organisation=office,
            kind="delivery.send",
            text=f"{paper.school} gửi kế hoạch số {paper.number}",
            url=url,
            at=at,
        )
    return found


@transaction.atomic
def receive(*, delivery: Delivery, actor: User, at: datetime) -> Delivery:
    """The office says it has the paper; a second time changes nothing."""
    now = _open(delivery)
    if now.received_at is None:
        now.received_at, now.received_by = at, actor
        now.save(update_fields=["received_at", "received_by"])
        words = f"{actor} ({now.office}) xác nhận đã nhận kế hoạch số {now.paper.number}"
        _tell(now.paper, now.office, actor, at, "receive", words)
    return now


@transaction.atomic
def give_back(
    *, delivery: Delivery, reason: str, actor: User, at: datetime, url: str = ""
) -> Delivery:
    """The office returns the paper with a reason; the school may answer by sending again.

    Where `url` is given (the page of the plan's life) those who send papers of the school are told.
    """
    if not reason.strip():
        raise Problem("Cần ghi lý do trả lại để nhà trường biết phải làm gì. Chưa trả lại.")
    now = _open(delivery)
    now.returned_at, now.returned_by, now.reason = at, actor, reason.strip()
    now.save(update_fields=["returned_at", "returned_by", "reason"])
    words = f"{actor} ({now.office}) trả lại kế hoạch số {now.paper.number}: {now.reason}"
    _tell(now.paper, now.office, actor, at, "give_back", words)
    if url:
        notify(
            users=who_may("plan.send", now.paper.school, at.date()),
            organisation=now.paper.school,
            kind="delivery.give_back",
            text=f"{now.office} trả lại kế hoạch số {now.paper.number}: {now.reason}",
            url=url,
            at=at,
        )
    return now


def _open(delivery: Delivery) -> Delivery:
    rows = Delivery.objects.select_for_update(of=("self",))
    rows = rows.select_related("paper__school", "office")
    now = rows.get(pk=delivery.pk)
    if now.returned_at is not None:
        raise Problem("Văn bản này đã được trả lại; nhà trường cần gửi lại thì mới xử lý tiếp.")
    return now


def _tell(
    paper: IssuedPaper, office: Organisation, actor: User, at: datetime, verb: str, words: str
) -> None:
    """One line in the school's trail and one in the office's."""
    for organisation in (paper.school_id, office.pk):
        audit.record(
            organisation_id=organisation,
            actor=actor,
            at=at,
            action=f"delivery.{verb}",
            target=f"plan:{paper.plan_id}",
            sentence=words,
        )


@transaction.atomic
def publish(*, plan: Plan, actor: User, at: datetime) -> Plan:
    """Open the public page of an issued plan; opened twice it keeps its address."""
    now = locked(plan)
    if not now.papers.exists():
        raise Problem("Chỉ công khai được kế hoạch đã ban hành. Chưa có gì thay đổi.")
    if not now.public_key:
        now.public_key, now.published_at = new_key(), at
        now.save(update_fields=["public_key", "published_at"])
        _log(now, actor, at, "publish", f"{actor} công khai kế hoạch “{now.name}”")
    return now


@transaction.atomic
def unpublish(*, plan: Plan, actor: User, at: datetime) -> Plan:
    """Close the public page; the paper itself stays."""
    now = locked(plan)
    if now.public_key:
        now.public_key, now.published_at = "", None
        now.save(update_fields=["public_key", "published_at"])
        _log(now, actor, at, "unpublish", f"{actor} ngừng công khai kế hoạch “{now.name}”")
    return now


def _log(plan: Plan, actor: User, at: datetime, verb: str, words: str) -> None:
    audit.record(
        organisation_id=plan.school_id,
        actor=actor,
        at=at,
        action=f"plan.{verb}",
        target=f"plan:{plan.pk}",
        sentence=words,
    )
