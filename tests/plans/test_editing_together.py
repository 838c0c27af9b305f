"""Two editors in any interleaving, with pages as old as may be: nothing is lost."""

from __future__ import annotations

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection, connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from caitien.plans.fields import field_of
from caitien.plans.models import Action, Plan
from caitien.plans.services_edit import FieldConflict, set_field
from caitien.plans.services_edit_rows import add_row, delete_row, move_row, restore_row
from caitien.plans.services_edit_values import shown
from caitien.ui.problems import Conflict
from tests.people import NOW, Cast, make_cast

from .making import first_plan

#: fields written, with values of their kind; some make others follow
VALUES = {
    "content": ("Một", "Hai", "Ba"),
    "target": ("Đạt", "Chưa"),
    "solutions": (["a"], ["a", "b"], ["c"]),
    "time": ("Tháng 9", "Tháng 10, sau thi", "Khi thuận lợi"),
    "due": ("2026-12-31", "2027-05-31"),
    "assignee_text": ("Hiệu trưởng", "Phó hiệu trưởng, các lớp 9", "Mọi người"),
    "lead_person": ("head", "deputy"),
    "budget_text": ("2 triệu đồng", "Không", "Quỹ"),
}
NAMES = (*VALUES, "start")


@dataclass
class Editor:
    """A page somebody has open: what it shows of each row."""

    user: Any
    seen: dict[uuid.UUID, dict[str, Any]] = field(default_factory=dict)
    versions: dict[uuid.UUID, int] = field(default_factory=dict)

    def load(self, plan: Plan) -> None:
        """Load the page again."""
        for row in Action.objects.filter(plan=plan):
            self.seen[row.uid] = stored(row)
            self.versions[row.uid] = row.version


def stored(row: Action) -> dict[str, Any]:
    """All that is stored in the fields of the test."""
    found = {}
    for name in NAMES:
        spec = field_of("action", name)
        assert spec is not None
        found[name] = shown(spec, row)
    return found


class Together:
    """The plan, its editors, and every value each cell ever held after an accepted write."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.plan = first_plan(cast)
        self.editors = [Editor(cast.secretary), Editor(cast.deputy)]
        self.refused: list[FieldConflict] = []
        for editor in self.editors:
            editor.load(self.plan)

    def row(self, number: int) -> Action:
        """A row by number, deleted ones too."""
        rows = list(Action.objects.filter(plan=self.plan).order_by("pk"))
        return rows[number % len(rows)]

    def write(self, editor: Editor, number: int, name: str, choice: int) -> None:
        """Write from what the page shows; check what became of it at once."""
        row = self.row(number)
        if row.uid not in editor.seen:
            return
        before = stored(row)
        seen = editor.seen[row.uid]
        value: Any = VALUES[name][choice % len(VALUES[name])]
        if name == "lead_person":
            value = self.cast.person(value).key
        given: dict[str, Any] = {"plan": self.plan, "actor": editor.user, "at": NOW}
        try:
            saved = set_field(
                **given, kind="action", uid=row.uid, field=name, base=seen[name], value=value,
                seen=seen,
            )  # fmt: skip
        except FieldConflict as conflict:
            self._check_refused(conflict, row, before, name, value)
            seen[conflict.field] = conflict.theirs
            return
        after = stored(self.row(number))
        assert row.deleted_at is None
        assert after[name] == saved.value
        changed = {n for n in NAMES if after[n] != before[n]}
        assert changed - {name} <= set(saved.derived), "what followed was not told"
        for gone in changed:
            known = seen[gone] == before[gone] or not before[gone]
            assert known, f"{gone}: {before[gone]!r} was overwritten unseen"
        seen |= {name: saved.value, **saved.derived}
        editor.versions[row.uid] = saved.row_version

    def _check_refused(
        self, conflict: FieldConflict, row: Action, before: dict[str, Any], name: str, value: Any
    ) -> None:
        """A refusal changes nothing and holds both versions."""
        now = Action.objects.get(pk=row.pk)
        assert stored(now) == before
        assert conflict.theirs == before[conflict.field]
        if conflict.field == name:
            assert conflict.mine == value
        assert conflict.gone == (row.deleted_at is not None)
        self.refused.append(conflict)

    def delete(self, editor: Editor, number: int) -> None:
        """Delete what the page shows; a row written since is not deleted."""
        row = self.row(number)
        before = stored(row)
        version = editor.versions.get(row.uid)
        try:
            delete_row(
                plan=self.plan, actor=editor.user, at=NOW, kind="action", uid=row.uid,
                base_version=version,
            )  # fmt: skip
        except Conflict:
            assert version != row.version
            assert row.deleted_at is None
        else:
            unseen = row.deleted_at is None and version is not None and version != row.version
            assert not unseen, "a row somebody wrote in meanwhile was deleted"
        assert stored(self.row(number)) == before, "a deleted row keeps its cells"


_STEP = st.tuples(
    st.sampled_from((*["write"] * 12, "load", "add", "delete", "restore", "restore", "move")),
    st.integers(0, 1),
    st.sampled_from((0, 0, 0, 1, 2)),
    st.sampled_from(tuple(VALUES)),
    st.integers(0, 3),
)


class AnyInterleaving(TestCase):
    """A class, because hypothesis empties the database between examples only for these."""

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(st.lists(_STEP, min_size=12, max_size=30))
    def test_whatever_two_editors_do_nothing_is_lost(self, steps: list[Any]) -> None:
        both = Together(make_cast())
        made: set[uuid.UUID] = {row.uid for row in Action.objects.all()}
        for verb, who, number, name, choice in steps:
            editor = both.editors[who]
            row = both.row(number)
            given: dict[str, Any] = {"plan": both.plan, "actor": editor.user, "at": NOW}
            if verb == "write":
                both.write(editor, number, name, choice)
            elif verb == "load":
                editor.load(both.plan)
            elif verb == "delete":
                both.delete(editor, number)
            elif verb == "restore":
                restore_row(**given, kind="action", uid=row.uid)
            elif verb == "add":
                uid = uuid.UUID(int=choice + 10)
                add_row(**given, kind="action", uid=uid, after=row.uid)
                made.add(uid)
            elif row.deleted_at is None:
                move_row(**given, kind="action", uid=row.uid, after=both.row(choice).uid)
            assert {one.uid for one in Action.objects.all()} == made, "a row came or went"


@pytest.mark.django_db(transaction=True)
def test_at_the_very_same_moment_one_is_stored_and_the_other_told() -> None:
    """Two connections at once; the tests' SQLite lives in memory and has but one."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite của kiểm thử nằm trong bộ nhớ, không mở được hai kết nối thật")
    cast = make_cast()
    plan = first_plan(cast)
    row = plan.actions.all()[0]
    gate = threading.Barrier(2)

    def write(user: Any, value: str) -> str:
        try:
            gate.wait(10)
            set_field(
                plan=plan, actor=user, at=NOW, kind="action", uid=row.uid,
                field="target", base="", value=value,
            )  # fmt: skip
        except FieldConflict as conflict:
            return f"{conflict.mine} gặp {conflict.theirs}"
        finally:
            connections.close_all()
        return value

    for _ in range(5):
        Action.objects.update(target="")
        with ThreadPoolExecutor(2) as pool:
            told = set(pool.map(write, (cast.head, cast.deputy), ("một", "hai")))
        kept = Action.objects.get(pk=row.pk).target
        assert told == {kept, f"{'hai' if kept == 'một' else 'một'} gặp {kept}"}


def test_two_people_pick_a_day_and_words_for_it_and_neither_is_lost(cast: Cast) -> None:
    """The day chosen stands beside words that name none; seen or not, the words stay."""
    plan = first_plan(cast)
    row = plan.actions.all()[0]
    given: dict[str, Any] = {"plan": plan, "at": NOW, "kind": "action", "uid": row.uid}
    set_field(**given, actor=cast.head, field="time", base="", value="Khi thuận lợi")
    set_field(**given, actor=cast.deputy, field="due", base="", value="2026-12-31")
    row.refresh_from_db()
    assert row.time == "Khi thuận lợi (chậm nhất ngày 31 tháng 12 năm 2026)"
    set_field(**given, actor=cast.deputy, field="due", base="2026-12-31", value="2027-01-15")
    row.refresh_from_db()
    assert row.time == "Khi thuận lợi (chậm nhất ngày 15 tháng 01 năm 2027)"
    with pytest.raises(FieldConflict) as raised:
        set_field(
            **given, actor=cast.head, field="due", base="2027-01-15", value="2027-03-01",
            seen={"time": "Khi thuận lợi"},
        )  # fmt: skip
    assert raised.value.field == "time"
    row.refresh_from_db()
    assert row.due is not None
    assert row.due.isoformat() == "2027-01-15"
