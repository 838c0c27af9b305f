"""What an import of a staff list would do, row by row; nothing is written here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from caitien.ui.problems import Problem

from . import names
from .models import Organisation, Person, Unit
from .queries_workbook import SheetRow

if TYPE_CHECKING:
    from collections.abc import Sequence

#: kind → words, in the order they are shown
KINDS = {
    "twin": "Cần xem: có thể trùng người",
    "refused": "Không nhận",
    "new": "Thêm mới",
    "changed": "Thay đổi",
    "same": "Không đổi",
}


@dataclass(slots=True)
class Entry:
    """A row and what would happen: `changes` is {field: (before, after)} in words."""

    number: int
    kind: str
    name: str
    values: dict[str, str]
    person: Person | None = None
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    why: str = ""
    #: people it may be
    candidates: list[Person] = field(default_factory=list)


@dataclass(slots=True)
class Preview:
    """All rows, units that would be made, and how many of the list are not in the file."""

    entries: list[Entry]
    new_units: list[str]
    absent: int

    def of(self, kind: str) -> list[Entry]:
        """The entries of one kind."""
        return [entry for entry in self.entries if entry.kind == kind]

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """(kind, words, how many) of every kind that is there."""
        found = [(kind, words, len(self.of(kind))) for kind, words in KINDS.items()]
        return [one for one in found if one[2]]

    def fingerprint(self) -> str:
        """A hash of what would happen: another one means the list changed meanwhile."""
        told = [
            (
                entry.number, entry.kind, entry.values, entry.person and entry.person.pk,
                entry.changes, [one.pk for one in entry.candidates],
            )
            for entry in self.entries
        ]  # fmt: skip
        return hashlib.sha256(json.dumps([told, self.new_units]).encode()).hexdigest()


def preview(organisation: Organisation, rows: Sequence[SheetRow]) -> Preview:
    """Compare the rows of a file with the staff list. Two queries."""
    people = list(Person.objects.filter(organisation=organisation).select_related("unit"))
    units = {names.name_key(unit.name): unit for unit in organisation.units.all()}
    compared = _Compared(people, units)
    entries = [compared.entry(row) for row in rows]
    met = {entry.person.pk for entry in entries if entry.person}
    met |= {one.pk for entry in entries for one in entry.candidates}
    absent = sum(1 for person in people if person.active and person.pk not in met)
    used = {
        names.name_key(unit): unit
        for entry in entries
        if entry.kind != "refused" and (unit := entry.values.get("unit"))
    }
    return Preview(entries, [unit for key, unit in used.items() if key not in units], absent)


class _Compared:
    """The staff list by code, address and name; and what the file has said so far."""

    def __init__(self, people: list[Person], units: dict[str, Unit]) -> None:
        self.units = units
        self.by_code = {one.staff_code: one for one in people if one.staff_code}
        self.by_name: dict[str, list[Person]] = {}
        self.by_email: dict[str, list[Person]] = {}
        for one in people:
            self.by_name.setdefault(one.name_key, []).append(one)
            if one.email:
                self.by_email.setdefault(one.email.lower(), []).append(one)
        self.rows_by_code: dict[str, int] = {}
        self.rows_by_name: dict[str, int] = {}
        self.rows_by_person: dict[int, int] = {}

    def entry(self, row: SheetRow) -> Entry:
        """What would happen with a row."""
        values = {name: value for name, value in row.values.items() if value}
        name = values.get("full_name", "")
        entry = Entry(row.number, "refused", name, values)
        entry.why = row.fault or self._fault(values)
        if entry.why:
            return entry
        code, key = values.get("staff_code", ""), names.name_key(name)
        earlier = self.rows_by_code.get(code) if code else None
        if earlier:
            entry.why = f"mã {code} đã có ở dòng {earlier} của tệp"
            return entry
        if code:
            self.rows_by_code[code] = row.number
        twin_row = self.rows_by_name.get(key)
        self.rows_by_name.setdefault(key, row.number)
        self._meet(entry, code, key)
        if entry.person is not None:
            before = self.rows_by_person.setdefault(entry.person.pk, row.number)
            if before != row.number:
                entry.kind, entry.why = "refused", f"cùng một người với dòng {before} của tệp"
                entry.person, entry.changes = None, {}
        elif twin_row and entry.kind == "new" and not code:
            entry.kind, entry.why = "twin", f"cùng họ tên với dòng {twin_row} của tệp"
        return entry

    def _fault(self, values: dict[str, str]) -> str:
        try:
            names.clean_person({"full_name": "", **values})
        except Problem as problem:
            return problem.message.removeprefix("Chưa lưu: ").rstrip(".")
        unit = self.units.get(names.name_key(values.get("unit", "")))
        if unit and not unit.active:
            return f"{unit.name} đã ngừng hoạt động"
        return ""

    def _meet(self, entry: Entry, code: str, key: str) -> None:
        """Find the person a row is about; where that is not sure, people have to say."""
        by_code = self.by_code.get(code) if code else None
        if by_code is not None:
            if by_code.name_key == key and by_code.active:
                self._compare(entry, by_code)
            else:
                words = f"mã {code} đang là của {by_code.full_name}"
                self._doubt(entry, [by_code], words if by_code.active else f"{words}, đã thôi")
            return
        same = self.by_name.get(key, [])
        if not same:
            mail = self.by_email.get(entry.values.get("email", "").lower(), [])
            if mail:
                self._doubt(entry, mail, f"địa chỉ thư đang là của {mail[0].full_name}")
            else:
                entry.kind = "new"
            return
        one = same[0]
        if len(same) > 1:
            self._doubt(entry, same, f"danh sách có {len(same)} người cùng họ tên")
        elif not one.active:
            self._doubt(entry, same, "người cùng họ tên đã thôi công tác")
        elif code and one.staff_code and code != one.staff_code:
            self._doubt(entry, same, f"cùng họ tên nhưng mã đang lưu là {one.staff_code}")
        elif names.tidy(entry.name).lower() != one.full_name.lower():
            self._doubt(entry, same, f"đang lưu là “{one.full_name}”")
        else:
            self._compare(entry, one)

    def _doubt(self, entry: Entry, candidates: list[Person], why: str) -> None:
        entry.kind, entry.candidates, entry.why = "twin", candidates, why

    def _compare(self, entry: Entry, person: Person) -> None:
        entry.person = person
        entry.changes = changes_of(entry.values, person)
        entry.kind = "changed" if entry.changes else "same"


def changes_of(values: dict[str, str], person: Person) -> dict[str, tuple[str, str]]:
    """{words of the field: (before, after)}; an empty cell changes nothing."""
    found = {}
    for name, words in names.PERSON_FIELDS.items():
        after = values.get(name, "")
        if name == "unit":
            before = person.unit.name if person.unit else ""
            same = names.name_key(before) == names.name_key(after)
        else:
            before = str(getattr(person, name))
            either = name in ("email", "full_name")  # letter case alone is no change
            same = before.lower() == after.lower() if either else before == after
        if after and not same:
            found[words] = (before, after)
    return found


def as_json(rows: Iterable[SheetRow]) -> list[Any]:
    """Rows as JSON values, to be handed from the preview to the writing."""
    return [[row.number, row.values, row.fault] for row in rows]


def from_json(rows: Iterable[Any]) -> list[SheetRow]:
    """The rows of `as_json`."""
    return [SheetRow(number, values, fault) for number, values, fault in rows]
