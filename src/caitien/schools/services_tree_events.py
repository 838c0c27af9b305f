"""Merging, splitting and closing organisations; sites of a school."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from caitien.accounts import audit
from caitien.ui.problems import Problem

from . import names, services_tree
from .models import Organisation, Past

if TYPE_CHECKING:
    from datetime import date, datetime

    from caitien.accounts.models import User


def _tell(organisation: Organisation, actor: User, at: datetime, action: str, text: str) -> None:
    audit.record(
        organisation_id=organisation.pk,
        actor=actor,
        at=at,
        action=action,
        sentence=text,
        target=f"organisation:{organisation.pk}",
    )


def _past(
    organisation: Organisation,
    event: Past.Event,
    on: date,
    decision: str,
    other: Organisation | None,
    after: dict[str, Any],
) -> None:
    Past.objects.create(
        organisation=organisation,
        event=event,
        on=on,
        before=dict.fromkeys(after),
        after=after,
        other=other,
        decision=names.tidy(decision)[:200],
    )


def merge(
    *,
    organisation: Organisation,
    into: Organisation,
    on: date,
    decision: str,
    actor: User,
    at: datetime,
) -> bool:
    """Merge an organisation into another from a day on. False: that was done already.

    Its own records, people, plans and papers stay where they are, to be read under the old name;
    what stood under it (sites of a school, schools of an office) stands under `into` from then on.
    """
    with transaction.atomic():
        first, second = sorted((organisation, into), key=lambda one: one.pk)
        locked = {one.pk: services_tree.lock(one) for one in (first, second)}
        own, target = locked[organisation.pk], locked[into.pk]
        done = Past.objects.filter(organisation=own, event=Past.Event.MERGED, other=target)
        if done.exists():
            return False
        if own.pk == target.pk:
            raise Problem("Chưa lưu: không thể sáp nhập một đơn vị vào chính nó.")
        if own.is_school != target.is_school or own.is_office != target.is_office:
            raise Problem("Chưa lưu: chỉ sáp nhập trường với trường, cơ quan với cơ quan.")
        services_tree.check_day(own, Past.Event.MERGED, on, at)
        services_tree.check_day(target, Past.Event.CLOSED, on, at)
        for child in own.children.filter(closed_on=None).select_for_update():
            if child.pk != target.pk:
                services_tree.check_parent(child.kind, child.levels, target, on, child.name)
                services_tree.put_under(child, target, on, decision)
        if target.parent_id == own.pk:
            raise Problem(f"Chưa lưu: {target.name} đang nằm dưới {own.name}.")
        _past(own, Past.Event.MERGED, on, decision, target, {"closed_on": on.isoformat()})
        _past(target, Past.Event.MERGED, on, decision, own, {})
        own.closed_on = on
        own.version += 1
        own.save()
        text = f"{actor} ghi việc sáp nhập {own.name} vào {target.name} từ {on:%d/%m/%Y}."
        _tell(own, actor, at, "organisation.merge", text)
        _tell(target, actor, at, "organisation.merge", text)
    return True


def split(
    *,
    organisation: Organisation,
    name: str,
    on: date,
    decision: str,
    actor: User,
    at: datetime,
    once: str,
    short_name: str = "",
    code: str = "",
    place: str = "",
    levels: list[str] | None = None,
) -> tuple[Organisation, bool]:
    """Make a new organisation out of a part of this one, from a day on; (it, whether it is new).

    It stands under the same office; the old one keeps its name, records and address.
    """
    with transaction.atomic():
        own = services_tree.lock(organisation)
        found = Organisation.objects.filter(once=once).first() if once else None
        if found:
            return found, False
        services_tree.check_day(own, Past.Event.SPLIT, on, at)
        made, _ = services_tree.create_organisation(
            kind=own.kind, name=name, parent=own.parent, actor=actor, at=at, once=once,
            short_name=short_name, code=code, place=place, levels=levels or own.levels,
            opened_on=on, is_demo=own.is_demo,
        )  # fmt: skip
        _past(own, Past.Event.SPLIT, on, decision, made, {})
        _past(made, Past.Event.SPLIT, on, decision, own, {"opened_on": on.isoformat()})
        _tell(
            own, actor, at, "organisation.split",
            f"{actor} ghi việc tách {made.name} ra từ {own.name} từ {on:%d/%m/%Y}.",
        )  # fmt: skip
    return made, True


def close(
    *, organisation: Organisation, on: date, decision: str, actor: User, at: datetime
) -> bool:
    """Close from a day on; everything stays readable. False: it is closed already."""
    with transaction.atomic():
        own = services_tree.lock(organisation)
        if own.closed_on:
            return False
        services_tree.check_day(own, Past.Event.CLOSED, on, at)
        # the sites of a school close with it; schools must be moved before their office closes
        inside = own.children.filter(closed_on=None)
        left = inside.exclude(kind=Organisation.Kind.SITE)
        count = left.count()
        if count:
            raise Problem(
                f"Chưa lưu: còn {count} đơn vị đang hoạt động dưới {own.name}. Hãy chuyển các đơn "
                "vị ấy về cơ quan khác trước."
            )
        for one in [*inside.select_for_update(), own]:
            _past(one, Past.Event.CLOSED, on, decision, None, {"closed_on": on.isoformat()})
            one.closed_on = on
            one.version += 1
            one.save()
        text = f"{actor} ghi việc {own.name} thôi hoạt động từ {on:%d/%m/%Y}."
        _tell(own, actor, at, "organisation.close", text)
    return True
