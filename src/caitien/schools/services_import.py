"""The staff list of a file written, all of it or nothing, after a look at what will happen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from caitien.accounts import audit
from caitien.accounts.models import AuditLine
from caitien.core.vietnamese.text import fold
from caitien.ui.problems import Problem

from . import names, queries_import, services_staff, years
from .models import Organisation, Person, Post, Unit
from .services_accounts import link_accounts
from .services_merge import change_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from caitien.accounts.models import User

    from .queries_import import Entry, Preview
    from .queries_workbook import SheetRow


@dataclass(frozen=True, slots=True)
class _Start:
    """From when the posts of an import are held, and who says so."""

    day: date
    today: date
    actor: User

    def of(self, held: list[Post], left_on: date | None) -> date:
        """The day somebody's new post begins: the chosen one, where nothing later is known."""
        known = [post.until_on or post.from_on for post in held]
        if left_on is not None:
            known.append(left_on)
        last = max(known, default=None)
        if last is None or last < self.day:
            return self.day
        ended = max((day for post in held if (day := post.until_on)), default=None)
        return max(self.today, ended + timedelta(days=1)) if ended else self.today


class ListChanged(Problem):
    """The staff list changed after the preview was shown: nothing was written."""

    status = 409


def import_staff(
    *,
    organisation: Organisation,
    rows: Sequence[SheetRow],
    fingerprint: str,
    decisions: dict[int, str],
    posts_from: date | None = None,
    file_name: str,
    actor: User,
    at: datetime,
    once: str,
) -> str:
    """Write the rows in one transaction; a sentence that says what was stored.

    `fingerprint` is of the preview people saw. `decisions` is {row number: key of the person it
    is, "new" or "skip"} for rows that may be twins; one without a decision is skipped. Posts begin
    on `posts_from` (None: the first day of the school year; never after today); whose history
    reaches that day or a later one takes the new post today. The same `once` writes once. Raises
    ListChanged where the list changed after the preview.
    """
    today = timezone.localdate(at)
    day = posts_from or years.first_day(today)
    if day > today:
        raise Problem(
            "Chưa nhập: ngày bắt đầu giữ chức vụ chưa tới. Hãy chọn ngày đầu năm học hoặc hôm nay."
        )
    with transaction.atomic():
        own = Organisation.objects.select_for_update().get(pk=organisation.pk)
        scope = audit.scope_of(own.pk)
        done = AuditLine.objects.filter(scope=scope, target=f"staff-import:{once}").first()
        if once and done:
            return done.sentence
        seen = queries_import.preview(own, rows)
        if seen.fingerprint() != fingerprint:
            raise ListChanged(
                "Chưa nhập: danh sách nhân sự vừa có người sửa sau lúc thầy, cô xem trước. Tệp vẫn "
                "còn; bản xem trước mới ở dưới, hãy xem lại rồi nhập."
            )
        units = _units(own, seen.new_units)
        start = _Start(day, today, actor)
        made, told = _write(own, seen, decisions, units, start)
        changed = len(told) - made
        skipped = len(seen.entries) - made - changed - len(seen.of("same"))
        same = len(seen.of("same"))
        sentence = (
            f"{actor} nhập danh sách nhân sự từ tệp {names.tidy(file_name)[:80]}: thêm {made}, "
            f"thay đổi {changed}, không đổi {same}, không nhận {skipped}; chức vụ mới tính từ "
            f"{day:%d/%m/%Y}."
        )
        audit.record(
            organisation_id=own.pk, actor=actor, at=at, action="staff.import", sentence=sentence,
            target=f"staff-import:{once}",
            changes=told | ({"tổ mới": ["", ", ".join(seen.new_units)]} if seen.new_units else {}),
        )  # fmt: skip
    return sentence


def _write(
    own: Organisation,
    seen: Preview,
    decisions: dict[int, str],
    units: dict[str, Unit],
    start: _Start,
) -> tuple[int, dict[str, list[str]]]:
    """Write every entry; how many were new, and {"person:<pk>": [name, what changed]} of all."""
    new: list[Person] = []
    changed: list[tuple[Person, dict[str, Any]]] = []
    taken: set[int] = {entry.person.pk for entry in seen.entries if entry.person}
    for entry in seen.entries:
        values = _values(entry, units)
        choice = decisions.get(entry.number, "skip") if entry.kind == "twin" else entry.kind
        if choice == "new":
            _free_code(own, entry)
            new.append(_person(own, values))
        elif choice == "changed" and entry.person is not None:
            changed.append((entry.person, values))
        elif choice not in ("skip", "same", "refused"):
            person = next((one for one in entry.candidates if one.key == choice), None)
            if person is None or person.pk in taken:
                raise Problem(
                    f"Chưa nhập gì: ở dòng {entry.number}, người được chọn không có trong các "
                    "người có thể trùng, hoặc đã ứng với dòng khác. Hãy chọn lại."
                )
            taken.add(person.pk)
            changed.append((person, values))
    Person.objects.bulk_create(new)
    link_accounts(own.pk, new)
    Post.objects.bulk_create(
        Post(person=person, name=person.post, from_on=start.day, given_by=start.actor)
        for person in new
        if person.post
    )
    told = _change(own, changed, {unit.pk: unit.name for unit in units.values()}, start)
    return len(new), told | {f"person:{one.pk}": [one.full_name, "thêm"] for one in new}


def _free_code(own: Organisation, entry: Entry) -> None:
    code = entry.values.get("staff_code", "")
    if entry.kind == "twin" and code and own.people.filter(staff_code=code).exists():
        raise Problem(
            f"Chưa nhập gì: dòng {entry.number} là người mới nhưng mã {code} đang là của người "
            "khác. Hãy sửa mã trong tệp, hoặc bỏ qua dòng này."
        )


def _units(own: Organisation, wanted: list[str]) -> dict[str, Unit]:
    """The units by the key of their name, the new ones made."""
    units = {names.name_key(unit.name): unit for unit in own.units.all()}
    last = own.units.aggregate(last=Max("order"))["last"] or 0
    for order, name in enumerate(wanted, last + 1):
        unit = Unit.objects.create(organisation=own, kind=kind_of(name), name=name, order=order)
        units[names.name_key(name)] = unit
    return units


def kind_of(name: str) -> Unit.Kind:
    """The kind a unit's name says; a group of teachers where it says nothing else."""
    said = fold(name)
    for words, kind in (
        (("van phong", "hanh chinh"), Unit.Kind.OFFICE),
        (("giam hieu", "lanh dao"), Unit.Kind.LEADERS),
        (("cong doan", "doan thanh nien", "doan tn", "doi thieu nien", "chi bo"), Unit.Kind.UNION),
        (("phu huynh", "cha me"), Unit.Kind.PARENTS),
        (("hoi dong", "ban "), Unit.Kind.COUNCIL),
    ):
        if any(word in said for word in words):
            return kind
    return Unit.Kind.SUBJECT


def _values(entry: Entry, units: dict[str, Unit]) -> dict[str, Any]:
    values: dict[str, Any] = dict(entry.values)
    if "unit" in values:
        unit = units.get(names.name_key(values["unit"]))
        values["unit"] = unit.pk if unit else None
    return values


def _person(own: Organisation, values: dict[str, Any]) -> Person:
    """An unsaved person with all keys of the name, as `save` would set them."""
    cleaned = names.clean_person(values)
    unit = cleaned.pop("unit", None)
    person = Person(organisation=own, unit_id=unit, **cleaned)
    person.set_keys()
    return person


def _change(
    own: Organisation,
    pairs: list[tuple[Person, dict[str, Any]]],
    units: dict[int, str],
    start: _Start,
) -> dict[str, list[str]]:
    """Change people by the cells that are not empty; who had left comes back. What changed."""
    told: dict[str, list[str]] = {}
    posted: list[tuple[Person, date | None]] = []
    ids = [person.pk for person, _ in pairs]
    fresh = Person.objects.select_for_update().in_bulk(ids)
    for seen, values in pairs:
        person = fresh[seen.pk]
        before = services_staff.values_of(person)
        after = names.clean_person(values)
        if after.get("full_name", "").lower() == person.full_name.lower():
            after.pop("full_name")  # letter case alone is no change
        shown = {}
        for field, value in after.items():
            if value and value != before[field]:
                setattr(person, "unit_id" if field == "unit" else field, value)
                pair = (before[field], value)
                shown[names.PERSON_FIELDS[field]] = [
                    units.get(one, "") if field == "unit" else one for one in pair
                ]
        left_on = person.left_on
        if not person.active:
            person.active, person.left_on = True, None
            shown["công tác"] = ["đã thôi", "trở lại"]
        if not shown:
            continue
        if "chức vụ" in shown or "công tác" in shown:
            posted.append((person, left_on))
        person.version += 1
        person.save()
        told[f"person:{person.pk}"] = [person.full_name, change_words(shown)]
    _take_posts(posted, start)
    link_accounts(own.pk, fresh.values())
    return told


def _take_posts(people: list[tuple[Person, date | None]], start: _Start) -> None:
    """What `services_staff.take_post` does, for many people (and the days they had left) at once.

    Where something is known of the chosen day or later, the new post begins today instead.
    """
    held: dict[int, list[Post]] = {}
    for post in Post.objects.filter(person__in=[one.pk for one, _ in people]):
        held.setdefault(post.person_id, []).append(post)
    begins = {one.pk: start.of(held.get(one.pk, []), left_on) for one, left_on in people}
    for one, _ in people:
        for post in held.get(one.pk, []):
            if post.until_on is not None:
                continue
            if post.from_on >= begins[one.pk]:
                post.delete()  # taken the same day: it never stood on a paper
            else:
                post.until_on, post.ended_by = begins[one.pk] - timedelta(days=1), start.actor
                post.save(update_fields=["until_on", "ended_by"])
    Post.objects.bulk_create(
        Post(person=one, name=one.post, from_on=begins[one.pk], given_by=start.actor)
        for one, _ in people
        if one.post
    )
