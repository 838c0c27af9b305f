"""Units of a school: added, renamed, put in order, laid aside; only an empty one is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Max, ProtectedError

from caitien.accounts import audit
from caitien.ui.problems import Problem

from . import names
from .models import Organisation, Unit
from .services_merge import merge

if TYPE_CHECKING:
    from datetime import datetime

    from caitien.accounts.models import User


def _tell(
    unit: Unit, actor: User, at: datetime, action: str, text: str, changes: Any = None
) -> None:
    audit.record(
        organisation_id=unit.organisation_id,
        actor=actor,
        at=at,
        action=action,
        sentence=text,
        target=f"unit:{unit.pk}",
        changes=changes,
    )


def _same_name(organisation: Organisation, name: str, besides: int = 0) -> Unit | None:
    key = names.name_key(name)
    units = Unit.objects.filter(organisation=organisation).exclude(pk=besides)
    return next((unit for unit in units if names.name_key(unit.name) == key), None)


def _clean(name: str) -> str:
    name = names.tidy(name)
    if not name:
        raise Problem("Chưa lưu: còn thiếu tên tổ, bộ phận.")
    if len(name) > 120:
        raise Problem("Chưa lưu: tên tổ, bộ phận dài quá 120 chữ.")
    return name


def add_unit(
    *, organisation: Organisation, kind: str, name: str, actor: User, at: datetime
) -> tuple[Unit, bool]:
    """Add a unit at the end; (the unit, whether new): a name stands once in a school."""
    name = _clean(name)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        found = _same_name(organisation, name)
        if found:
            return found, False
        last = organisation.units.aggregate(last=Max("order"))["last"] or 0
        unit = Unit.objects.create(
            organisation=organisation, kind=Unit.Kind(kind), name=name, order=last + 1
        )
        _tell(unit, actor, at, "unit.add", f"{actor} thêm {name}.")
    return unit, True


def edit_unit(
    *,
    unit: Unit,
    base: dict[str, Any],
    name: str,
    kind: str,
    actor: User,
    at: datetime,
) -> bool:
    """Rename a unit or give it another kind. False: nothing changed. Conflict as for people."""
    name = _clean(name)
    with transaction.atomic():
        own = Unit.objects.select_for_update().get(pk=unit.pk)
        changes = merge(
            {"name": own.name, "kind": own.kind},
            base,
            {"name": name, "kind": Unit.Kind(kind).value},
        )
        if not changes:
            return False
        if _same_name(own.organisation, name, own.pk):
            raise Problem(f"Chưa lưu: trường đã có {name}. Hãy đặt tên khác.")
        for field, (_, after) in changes.items():
            setattr(own, field, after)
        own.save()
        told = {field: list(pair) for field, pair in changes.items()}
        _tell(own, actor, at, "unit.edit", f"{actor} sửa {unit.name} thành {own.name}.", told)
    return True


def move_unit(*, unit: Unit, step: int, actor: User, at: datetime) -> bool:
    """Put a unit one place up (-1) or down (1) among its own. False: it is at the end already."""
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=unit.organisation_id)
        units = list(Unit.objects.filter(organisation_id=unit.organisation_id))
        place = next(i for i, one in enumerate(units) if one.pk == unit.pk)
        other = place + (1 if step > 0 else -1)
        if not 0 <= other < len(units):
            return False
        units[place], units[other] = units[other], units[place]
        for order, one in enumerate(units, 1):
            if one.order != order:
                one.order = order
                one.save(update_fields=["order"])
        _tell(unit, actor, at, "unit.order", f"{actor} đổi thứ tự {unit.name}.")
    return True


def set_active(*, unit: Unit, active: bool, actor: User, at: datetime) -> bool:
    """Lay a unit aside, or take it up again; what names it keeps it. False: nothing changed."""
    with transaction.atomic():
        own = Unit.objects.select_for_update().get(pk=unit.pk)
        if own.active == active:
            return False
        own.active = active
        own.save(update_fields=["active"])
        words = "đang hoạt động trở lại" if active else "ngừng hoạt động"
        _tell(own, actor, at, "unit.active", f"{actor} ghi {own.name} {words}.")
    return True


def delete_unit(*, unit: Unit, actor: User, at: datetime) -> bool:
    """Delete a unit nobody is or was in and no plan names. False: it was gone already.

    Problem where somebody or something has its name: then it can only rest.
    """
    used = Problem(
        f"Chưa xóa: {unit.name} còn người hoặc còn công việc mang tên. Hãy chuyển người sang tổ "
        "khác, hoặc chọn “Ngừng hoạt động” để giữ lại những gì đã ghi."
    )
    with transaction.atomic():
        own = Unit.objects.select_for_update().filter(pk=unit.pk).first()
        if own is None:
            return False
        if own.people.exists() or own.helps.exists():
            raise used
        _tell(own, actor, at, "unit.delete", f"{actor} xóa {own.name} (chưa có ai).")
        try:
            with transaction.atomic():
                own.delete()
        except (ProtectedError, IntegrityError):
            raise used from None
    return True
