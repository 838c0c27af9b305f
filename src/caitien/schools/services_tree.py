"""Offices and schools made, renamed, moved, given other levels: each with its day and decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from caitien.accounts import audit
from caitien.core.vietnamese.text import fold
from caitien.ui.problems import Problem

from . import names, queries
from .models import Organisation, Past

if TYPE_CHECKING:
    from datetime import date, datetime

    from caitien.accounts.models import User

_K = Organisation.Kind
#: what the name of an office of this kind says, without marks
_NAME_SAYS = {
    _K.COMMUNE: " xa ",
    _K.WARD: " phuong ",
    _K.SPECIAL_ZONE: " dac khu ",
}


def lock(organisation: Organisation) -> Organisation:
    """The organisation as it is now, locked until the transaction ends."""
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


def free_slug(name: str) -> str:
    """A part of an address made of a name that no organisation has yet."""
    stem = names.slug_of(name)
    taken = set(Organisation.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken |= {"moi", "them", "cong-van", "truong"}  # pages of their own
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def check_name(kind: str, name: str) -> str:
    """The name, tidied. Problem where it is empty or says another kind of place than `kind`."""
    name = names.tidy(name)
    if len(name) < 3:
        raise Problem("Chưa lưu: tên đơn vị còn trống hoặc quá ngắn. Hãy ghi tên đầy đủ.")
    said = f" {fold(name)} "
    own = _NAME_SAYS.get(Organisation.Kind(kind))
    if own and own not in said:
        for other, words in _NAME_SAYS.items():
            # only right before the place: "Ủy ban nhân dân xã …"
            if f"nhan dan{words}" in said:
                raise Problem(
                    f"Chưa lưu: tên “{name}” là của {other.label.lower()}, không khớp với loại đơn "
                    f"vị “{Organisation.Kind(kind).label}”. Hãy chọn lại loại hoặc sửa tên."
                )
    return name


def check_parent(
    kind: str, levels: list[str], parent: Organisation | None, on: date, name: str = ""
) -> None:
    """Problem where an organisation of this kind and these levels cannot stand under `parent`."""
    if parent is None:
        if kind == _K.SITE:
            raise Problem("Chưa lưu: điểm trường phải thuộc một trường.")
        return
    if parent.closed_on and parent.closed_on <= on:
        raise Problem(f"Chưa lưu: {parent.name} đã thôi hoạt động. Hãy chọn cơ quan khác.")
    if parent.kind == _K.FORMER_OFFICE and on >= queries.FORMER_OFFICE_END:
        raise Problem(
            "Chưa lưu: từ 01/7/2025 không còn phòng Giáo dục và Đào tạo. Hãy chọn Ủy ban nhân dân "
            "xã, phường, đặc khu hoặc Sở Giáo dục và Đào tạo."
        )
    if parent.kind in queries.allowed_parents(kind, levels):
        return
    if kind == _K.SCHOOL and {"thpt", "gdtx"} & set(levels):
        raise Problem(
            "Chưa lưu: trường có cấp trung học phổ thông hoặc giáo dục thường xuyên thuộc Sở Giáo "
            f"dục và Đào tạo, không thuộc {parent.name}."
        )
    raise Problem(
        f"Chưa lưu: “{name or Organisation.Kind(kind).label}” không thể đặt dưới {parent.name}. "
        "Hãy chọn cơ quan quản lý khác."
    )


def check_levels(kind: str, levels: list[str]) -> list[str]:
    """The levels in their own order. Problem where a school has none or one is not known."""
    known = [level for level in names.LEVELS if level in levels]
    if len(known) != len(set(levels)):
        raise Problem("Chưa lưu: có cấp học không nằm trong danh sách. Hãy chọn lại.")
    if kind == _K.SCHOOL and not known:
        raise Problem("Chưa lưu: hãy chọn ít nhất một cấp học của trường.")
    return known


def check_day(organisation: Organisation, event: str, on: date, at: datetime) -> None:
    """Problem where a change is dated after today, or before a later one of the same sort."""
    if on > timezone.localdate(at):
        raise Problem(
            "Chưa lưu: ngày có hiệu lực chưa tới. Hãy ghi thay đổi này từ ngày đó trở đi, để giấy "
            "tờ trước ngày ấy vẫn mang tên cũ."
        )
    later = Past.objects.filter(organisation=organisation, event=event, on__gt=on).first()
    if later:
        raise Problem(
            f"Chưa lưu: đã ghi một thay đổi cùng loại từ ngày {later.on:%d/%m/%Y}, muộn hơn ngày "
            "vừa nhập. Hãy kiểm tra lại ngày."
        )
    if organisation.opened_on and on < organisation.opened_on:
        raise Problem(
            f"Chưa lưu: ngày này trước ngày thành lập ({organisation.opened_on:%d/%m/%Y})."
        )
    if organisation.closed_on:
        raise Problem(f"Chưa lưu: đơn vị đã thôi hoạt động từ {organisation.closed_on:%d/%m/%Y}.")


def create_organisation(
    *,
    kind: str,
    name: str,
    parent: Organisation | None,
    actor: User,
    at: datetime,
    once: str,
    short_name: str = "",
    code: str = "",
    place: str = "",
    address: str = "",
    levels: list[str] | None = None,
    opened_on: date | None = None,
    closed_on: date | None = None,
    is_demo: bool = False,
) -> tuple[Organisation, bool]:
    """Make an office, a school or a site; (it, whether it is new). The same `once` makes one.

    Without a parent only the keeper may (PermissionDenied is the view's; here a Problem). Raises
    Problem for a kind, name, level or parent that does not fit.
    """
    if parent is None and not actor.is_superuser:
        raise Problem("Chưa lưu: chỉ người cài đặt hệ thống lập được đơn vị ở cấp cao nhất.")
    known = check_levels(kind, levels or [])
    name = check_name(kind, name)
    today = timezone.localdate(at)
    if kind == _K.FORMER_OFFICE and (closed_on is None or closed_on > queries.FORMER_OFFICE_END):
        raise Problem(
            "Chưa lưu: phòng Giáo dục và Đào tạo chỉ còn trong hồ sơ cũ; hãy ghi ngày thôi hoạt "
            "động không muộn hơn 01/7/2025."
        )
    facts = {
        "kind": kind, "name": name, "levels": known, "short_name": names.tidy(short_name),
        "code": names.tidy(code), "place": names.tidy(place), "address": names.tidy(address),
        "opened_on": opened_on, "closed_on": closed_on, "is_demo": is_demo, "once": once,
    }  # fmt: skip
    first_day = min(opened_on or today, closed_on or today)
    for _ in range(5):
        try:
            with transaction.atomic():
                return _make(facts, parent, first_day, actor, at)
        except IntegrityError:
            continue  # somebody took the address, or made this very one, at the same moment
    raise Problem("Chưa lưu: nhiều người đang lập đơn vị cùng lúc. Hãy bấm lưu lại.")


def _make(
    facts: dict[str, Any], parent: Organisation | None, first_day: date, actor: User, at: datetime
) -> tuple[Organisation, bool]:
    """Make it with these facts unless it is there; IntegrityError where another was quicker."""
    kind, name, once = facts["kind"], facts["name"], facts["once"]
    if parent is not None:
        parent = lock(parent)
    found = Organisation.objects.filter(once=once).first() if once else None
    if found:
        return found, False
    check_parent(kind, facts["levels"], parent, first_day, name)
    twin = _twin(parent, kind, name)
    if twin:
        raise Problem(
            f"Chưa lưu: {twin.name} đã có trong danh sách của {parent or 'hệ thống'}. Hãy mở "
            "đơn vị đã có, không lập thêm."
        )
    facts = {**facts, "is_demo": facts["is_demo"] or bool(parent and parent.is_demo)}
    slug = free_slug(facts["short_name"] or name)
    made = Organisation.objects.create(slug=slug, parent=parent, **facts)
    _tell(made, actor, at, "organisation.create", f"{actor} lập {name}.", {"name": ["", name]})
    return made, True


def _twin(parent: Organisation | None, kind: str, name: str) -> Organisation | None:
    """An open organisation of the same name and kind in the same place of the tree."""
    wanted = names.name_key(name)
    beside = Organisation.objects.filter(parent=parent, kind=kind, closed_on=None)
    beside = beside.filter(search_key__contains=names.search_key(name))
    return next((one for one in beside if names.name_key(one.name) == wanted), None)


def _tell(
    organisation: Organisation,
    actor: User,
    at: datetime,
    action: str,
    sentence: str,
    changes: dict[str, Any] | None = None,
) -> None:
    audit.record(
        organisation_id=organisation.pk,
        actor=actor,
        at=at,
        action=action,
        sentence=sentence,
        target=f"organisation:{organisation.pk}",
        changes=changes,
    )


def _change(
    organisation: Organisation,
    event: Past.Event,
    on: date,
    decision: str,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    """Write the past of a change, and that the organisation has another version."""
    Past.objects.create(
        organisation=organisation,
        event=event,
        on=on,
        before=before,
        after=after,
        decision=names.tidy(decision)[:200],
    )
    organisation.version += 1
    organisation.save()


def rename(
    *,
    organisation: Organisation,
    name: str,
    on: date,
    decision: str,
    actor: User,
    at: datetime,
    short_name: str | None = None,
    code: str | None = None,
) -> bool:
    """Give another name from a day on; papers before that day keep the old one.

    The address (slug) stays, so that links kept by people go on working. False: nothing changed.
    """
    with transaction.atomic():
        own = lock(organisation)
        wanted = {
            "name": check_name(own.kind, name),
            "short_name": own.short_name if short_name is None else names.tidy(short_name),
            "code": own.code if code is None else names.tidy(code),
        }
        before = {field: getattr(own, field) for field in wanted}
        if before == wanted:
            return False
        check_day(own, Past.Event.RENAMED, on, at)
        for field, value in wanted.items():
            setattr(own, field, value)
        _change(own, Past.Event.RENAMED, on, decision, before, wanted)
        sentence = (
            f"{actor} ghi việc đổi tên “{before['name']}” thành “{own.name}” từ {on:%d/%m/%Y}."
        )
        changes = {field: [before[field], wanted[field]] for field in wanted}
        _tell(own, actor, at, "organisation.rename", sentence, changes)
    return True


def move(
    *,
    organisation: Organisation,
    parent: Organisation | None,
    on: date,
    decision: str,
    actor: User,
    at: datetime,
) -> bool:
    """Put under another office from a day on. False: it stands there already."""
    with transaction.atomic():
        own = lock(organisation)
        if own.parent_id == (parent.pk if parent else None):
            return False
        check_day(own, Past.Event.MOVED, on, at)
        if parent and (parent.pk == own.pk or queries.stands_under(parent, own)):
            raise Problem(f"Chưa lưu: {parent.name} đang nằm dưới {own.name}.")
        check_parent(own.kind, own.levels, parent, on, own.name)
        put_under(own, parent, on, decision)
        new_name = parent.name if parent else "không còn cơ quan quản lý"
        sentence = f"{actor} ghi việc chuyển {own.name} về {new_name} từ {on:%d/%m/%Y}."
        _tell(own, actor, at, "organisation.move", sentence, {"parent": ["", new_name]})
    return True


def put_under(own: Organisation, parent: Organisation | None, on: date, decision: str) -> None:
    """Write a move of a locked organisation, with the names both offices have now."""
    old = own.parent
    before = {"parent": own.parent_id, "parent_name": old.name if old else ""}
    after = {"parent": parent.pk if parent else None, "parent_name": parent.name if parent else ""}
    own.parent = parent
    _change(own, Past.Event.MOVED, on, decision, before, after)


def change_levels(
    *,
    organisation: Organisation,
    levels: list[str],
    on: date,
    decision: str,
    actor: User,
    at: datetime,
) -> bool:
    """Give a school other levels of education from a day on. False: nothing changed."""
    with transaction.atomic():
        own = lock(organisation)
        known = check_levels(own.kind, levels)
        if known == own.levels:
            return False
        check_day(own, Past.Event.LEVELS, on, at)
        check_parent(own.kind, known, own.parent, on, own.name)
        before = list(own.levels)
        own.levels = known
        _change(own, Past.Event.LEVELS, on, decision, {"levels": before}, {"levels": known})
        words = names.levels_words(known)
        sentence = f"{actor} ghi cấp học của {own.name} là {words} từ {on:%d/%m/%Y}."
        _tell(own, actor, at, "organisation.levels", sentence, {"levels": [before, known]})
    return True
