"""People of a staff list: taken on, changed, gone, come back. Nobody is ever deleted."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from caitien.accounts import audit
from caitien.ui.problems import Problem

from . import names, queries_staff, services_rights
from .models import Organisation, Person, Post, Unit
from .services_accounts import link_accounts
from .services_merge import change_words, merge

if TYPE_CHECKING:
    from datetime import date, datetime

    from caitien.accounts.models import User


class TwinFound(Problem):
    """Somebody of the same name is on the list already: `twins`."""

    status = 409

    def __init__(self, message: str, twins: list[Person]) -> None:
        super().__init__(message)
        self.twins = twins


def values_of(person: Person) -> dict[str, Any]:
    """What the staff form edits, as JSON values; the unit by its id."""
    values = {field: getattr(person, field) for field in names.PERSON_FIELDS if field != "unit"}
    values["unit"] = person.unit_id
    return values


def _shown(organisation: Organisation, field: str, value: Any) -> str:
    if field == "unit":
        unit = Unit.objects.filter(pk=value, organisation=organisation).first() if value else None
        return unit.name if unit else ""
    return str(value or "")


def _check_unit(organisation: Organisation, pk: int | None) -> None:
    if pk is not None:
        unit = Unit.objects.filter(pk=pk).first()
        if unit is None:
            raise Problem("Chưa lưu: tổ, bộ phận này không còn. Hãy chọn lại.")
        queries_staff.own_unit(organisation, unit)


def _check_code(organisation: Organisation, code: str, besides: int = 0) -> None:
    if not code:
        return
    taken = Person.objects.filter(organisation=organisation, staff_code=code).exclude(pk=besides)
    other = taken.first()
    if other:
        raise Problem(
            f"Chưa lưu: mã nhân sự {code} đã cấp cho {other.full_name}. Mỗi mã chỉ dùng cho một "
            "người."
        )


def _tell(
    person: Person,
    actor: User,
    at: datetime,
    action: str,
    sentence: str,
    changes: dict[str, Any] | None = None,
) -> None:
    audit.record(
        organisation_id=person.organisation_id,
        actor=actor,
        at=at,
        action=action,
        sentence=sentence,
        target=f"person:{person.pk}",
        changes=changes,
    )


def take_post(person: Person, name: str, on: date, actor: User) -> None:
    """Write that a person holds this post from a day on; the post before it ends the day before.

    A post taken the same day is replaced: it never stood on a paper. Problem where the day lies
    before or inside what is known already: a history is ended, never overwritten.
    """
    later = person.posts.filter(Q(until_on=None, from_on__gt=on) | Q(until_on__gte=on)).first()
    if later:
        until = f" đến {later.until_on:%d/%m/%Y}" if later.until_on else ""
        raise Problem(
            f"Chưa lưu: đã ghi chức vụ {later.name} từ {later.from_on:%d/%m/%Y}{until}. Chức vụ "
            "mới phải bắt đầu sau những ngày ấy; hãy chọn lại ngày."
        )
    running = person.posts.filter(until_on=None)
    running.filter(from_on=on).delete()
    running.update(until_on=on - timedelta(days=1), ended_by=actor)
    if name:
        Post.objects.create(person=person, name=name, from_on=on, given_by=actor)


def correct_start(person: Person, since: date, today: date, actor: User) -> list[str]:
    """Write when the post somebody has now began; [before, after], or [] where that is known.

    Problem for a day in the future, or before the end of the post held before.
    """
    now = person.posts.filter(until_on=None).first()
    if not person.post or (now is not None and now.from_on == since):
        return []
    if since > today:
        raise Problem("Chưa lưu: ngày bắt đầu giữ chức vụ chưa tới.")
    earlier = person.posts.filter(until_on__gte=since).first()
    if earlier:
        raise Problem(
            f"Chưa lưu: đến {earlier.until_on:%d/%m/%Y} người này còn giữ chức vụ {earlier.name}. "
            "Ngày bắt đầu chức vụ hiện nay phải sau ngày đó."
        )
    before = now.from_on.isoformat() if now else ""
    if now is not None:
        now.from_on = since
        now.save(update_fields=["from_on"])
    else:
        Post.objects.create(person=person, name=person.post, from_on=since, given_by=actor)
    return [before, since.isoformat()]


def add_person(
    *,
    organisation: Organisation,
    values: dict[str, Any],
    since: date | None,
    actor: User,
    at: datetime,
    once: str,
    same_name_known: bool = False,
) -> tuple[Person, bool]:
    """Put somebody on the staff list; (the person, whether new). The same `once` makes one person.

    `values` as `values_of`; `since` is the day the post began (None: today). Raises TwinFound
    where the name is on the list already and `same_name_known` does not say it is another person.
    """
    cleaned = names.clean_person(values)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        found = Person.objects.filter(organisation=organisation, once=once).first()
        if once and found:
            return found, False
        _check_unit(organisation, cleaned.get("unit"))
        _check_code(organisation, cleaned.get("staff_code", ""))
        twins = queries_staff.twins(organisation, cleaned["full_name"])
        if twins and not same_name_known:
            raise TwinFound(
                f"Chưa lưu: danh sách đã có {twins[0].full_name}. Nếu đây là người khác cùng tên, "
                "hãy đánh dấu ở dưới rồi lưu lại.",
                twins,
            )
        unit = cleaned.pop("unit", None)
        person = Person.objects.create(
            organisation=organisation, unit_id=unit, once=once, **cleaned
        )
        link_accounts(organisation.pk, [person])
        if person.post:
            take_post(person, person.post, since or timezone.localdate(at), actor)
        told = {
            names.PERSON_FIELDS[name]: ["", str(value)] for name, value in cleaned.items() if value
        }
        sentence = f"{actor} thêm {person.full_name} vào danh sách nhân sự."
        _tell(person, actor, at, "staff.add", sentence, told)
    return person, True


def edit_person(
    *,
    person: Person,
    base: dict[str, Any],
    values: dict[str, Any],
    since: date | None,
    actor: User,
    at: datetime,
) -> list[str]:
    """Change a person's fields from what the editor started from (`base`); the fields written.

    A field nobody else touched is merged; one that differs raises Conflict with both versions. A
    new post begins on `since` (None: today), the old one stays in the history; where the post
    stays, `since` corrects the day it began. The answer names the fields in words.
    """
    cleaned = names.clean_person(values)
    with transaction.atomic():
        own = Person.objects.select_for_update().get(pk=person.pk)
        changes = merge(values_of(own), base, cleaned)
        today = timezone.localdate(at)
        told: dict[str, Any] = {}
        if since and own.active and "post" not in changes:
            start = correct_start(own, since, today, actor)
            told |= {"giữ chức vụ từ ngày": start} if start else {}
        if not changes and not told:
            return []
        if "unit" in changes:
            _check_unit(own.organisation, changes["unit"][1])
        if "staff_code" in changes:
            _check_code(own.organisation, changes["staff_code"][1], own.pk)
        for field, (before, after) in changes.items():
            pair = [_shown(own.organisation, field, value) for value in (before, after)]
            told[names.PERSON_FIELDS[field]] = pair
            setattr(own, "unit_id" if field == "unit" else field, after)
        if "post" in changes and own.active:
            take_post(own, own.post, since or today, actor)
        own.version += 1
        own.save()
        link_accounts(own.organisation_id, [own])
        words = change_words(told)
        _tell(own, actor, at, "staff.edit", f"{actor} sửa {own.full_name} ({words}).", told)
    return list(told)


def leave(*, person: Person, on: date, actor: User, at: datetime) -> bool:
    """Write that somebody works here no more, from the day after `on`. False: that was known.

    The past stays: posts end on that day, what names the person keeps the name, rights here end.
    Problem where the person is the last who may give rights.
    """
    with transaction.atomic():
        own = Person.objects.select_for_update().get(pk=person.pk)
        if not own.active:
            return False
        if on > timezone.localdate(at):
            raise Problem("Chưa lưu: ngày thôi công tác chưa tới. Hãy ghi khi đến ngày ấy.")
        started = own.posts.filter(until_on=None, from_on__gt=on).first()
        if started:
            raise Problem(
                f"Chưa lưu: chức vụ {started.name} bắt đầu từ {started.from_on:%d/%m/%Y}, sau ngày "
                "thôi công tác vừa nhập. Hãy kiểm tra lại ngày."
            )
        own.posts.filter(until_on=None).update(until_on=on, ended_by=actor)
        own.active, own.left_on = False, on
        own.version += 1
        own.save()
        if own.user_id:
            services_rights.end_all(person=own, on=on, actor=actor, at=at)
        text = f"{actor} ghi {own.full_name} thôi công tác từ ngày {on:%d/%m/%Y}."
        _tell(own, actor, at, "staff.leave", text, {"thôi công tác": ["", on.isoformat()]})
    return True


def come_back(*, person: Person, on: date, actor: User, at: datetime) -> bool:
    """Write that somebody works here again from a day on. False: the person never left.

    Rights are not given back by it.
    """
    with transaction.atomic():
        own = Person.objects.select_for_update().get(pk=person.pk)
        if own.active:
            return False
        if own.left_on and on <= own.left_on:
            raise Problem(
                f"Chưa lưu: ngày trở lại phải sau ngày thôi công tác ({own.left_on:%d/%m/%Y})."
            )
        own.active, own.left_on = True, None
        own.version += 1
        own.save()
        if own.post:
            take_post(own, own.post, on, actor)
        text = f"{actor} ghi {own.full_name} trở lại công tác từ ngày {on:%d/%m/%Y}."
        _tell(own, actor, at, "staff.return", text)
    return True


def record_post(
    *, person: Person, name: str, from_on: date, until_on: date, actor: User, at: datetime
) -> bool:
    """Write a post held in the past, so that papers of those days name the right head.

    False: it is there already. Problem where the days are out of order or not past.
    """
    name = names.tidy(name)
    with transaction.atomic():
        own = Person.objects.select_for_update().get(pk=person.pk)
        if not name or until_on < from_on or until_on > timezone.localdate(at):
            raise Problem(
                "Chưa lưu: hãy ghi đủ chức vụ, ngày bắt đầu và ngày kết thúc (đã qua, không sớm "
                "hơn ngày bắt đầu)."
            )
        same = own.posts.filter(name=name, from_on__lte=until_on)
        if any(post.until_on is None or post.until_on >= from_on for post in same):
            return False
        Post.objects.create(
            person=own, name=name, from_on=from_on, until_on=until_on, given_by=actor
        )
        text = (
            f"{actor} ghi {own.full_name} đã giữ chức vụ {name} từ {from_on:%d/%m/%Y} đến "
            f"{until_on:%d/%m/%Y}."
        )
        _tell(own, actor, at, "staff.post", text)
    return True
