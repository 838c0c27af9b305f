"""Facts of a school: short name, code of its documents, place, address, authority; its sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from caitien.accounts import audit
from caitien.ui.problems import Problem

from . import names, services_tree
from .models import Organisation
from .services_merge import change_words, merge

if TYPE_CHECKING:
    from datetime import date, datetime

    from caitien.accounts.models import User

#: field → (words for people, longest)
FIELDS = {
    "short_name": ("tên gọn", 60),
    "code": ("chữ viết tắt trong số văn bản", 40),
    "place": ("địa danh", 120),
    "address": ("địa chỉ", 250),
    "authority_name": ("tên cơ quan chủ quản", 200),
    "opened_on": ("ngày thành lập", 10),
}


def values_of(organisation: Organisation) -> dict[str, Any]:
    """What the settings form edits, as JSON values."""
    values: dict[str, Any] = {name: getattr(organisation, name) for name in FIELDS}
    opened = organisation.opened_on
    values["opened_on"] = opened.isoformat() if opened else ""
    return values


def edit_facts(
    *,
    organisation: Organisation,
    base: dict[str, Any],
    values: dict[str, Any],
    actor: User,
    at: datetime,
) -> list[str]:
    """Change facts of a school from what the editor started from; the fields written.

    Merged by field; Conflict with both versions where somebody else changed the same field. The
    name, levels and parent change with a day and a decision: see services_tree.
    """
    from datetime import date

    cleaned = {name: names.tidy(str(values[name] or "")) for name in FIELDS if name in values}
    for name, value in cleaned.items():
        words, longest = FIELDS[name]
        if len(value) > longest:
            raise Problem(f"Chưa lưu: {words} dài quá {longest} chữ.")
    with transaction.atomic():
        own = services_tree.lock(organisation)
        changes = merge(values_of(own), base, cleaned)
        if not changes:
            return []
        for name, (_, after) in changes.items():
            if name == "opened_on":
                own.opened_on = date.fromisoformat(after) if after else None
            else:
                setattr(own, name, after)
        own.version += 1
        own.save()
        told = {FIELDS[name][0]: list(pair) for name, pair in changes.items()}
        words = change_words(told)
        audit.record(
            organisation_id=own.pk, actor=actor, at=at, action="organisation.facts",
            sentence=f"{actor} sửa thông tin của {own.name} ({words}).",
            target=f"organisation:{own.pk}", changes=told,
        )  # fmt: skip
    return list(changes)


def add_site(
    *,
    school: Organisation,
    name: str,
    address: str,
    actor: User,
    at: datetime,
    once: str,
    opened_on: date | None = None,
) -> tuple[Organisation, bool]:
    """Add a site (điểm trường) to a school; (the site, whether new)."""
    return services_tree.create_organisation(
        kind=Organisation.Kind.SITE, name=name, parent=school, actor=actor, at=at, once=once,
        address=address, opened_on=opened_on,
    )  # fmt: skip


def edit_site(
    *, site: Organisation, base: dict[str, Any], name: str, address: str, actor: User, at: datetime
) -> list[str]:
    """Change the name or address of a site; the fields written. Conflict as for facts."""
    cleaned = {
        "name": services_tree.check_name(site.kind, name),
        "address": names.tidy(address)[:250],
    }
    with transaction.atomic():
        own = services_tree.lock(site)
        changes = merge({"name": own.name, "address": own.address}, base, cleaned)
        for field, (_, after) in changes.items():
            setattr(own, field, after)
        if changes:
            own.version += 1
            own.save()
            audit.record(
                organisation_id=own.parent_id, actor=actor, at=at, action="site.edit",
                sentence=f"{actor} sửa điểm trường {own.name}.",
                target=f"organisation:{own.pk}",
                changes={field: list(pair) for field, pair in changes.items()},
            )  # fmt: skip
    return list(changes)
