"""Two people at the same moment: one double click makes one thing, the last manager stays."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, connections

from caitien.accounts.audit import verify
from caitien.schools import services_rights, services_staff, services_units
from caitien.schools.models import Grant, Person, Unit
from caitien.ui.problems import Problem
from tests.people import NOW, TODAY, Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works: Callable[[], object]) -> list[object]:
    """What the works gave, each in its own thread and connection, all begun together."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite giữ cơ sở dữ liệu thử trong bộ nhớ: các luồng không chờ nhau được")
    told: list[object] = [None] * len(works)
    gate = threading.Barrier(len(works))

    def run(place: int, work: Callable[[], object]) -> None:
        gate.wait(10)
        try:
            told[place] = work()
        except Problem as problem:
            told[place] = problem
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return told


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast, seen by every connection."""
    return make_cast()


def test_a_double_click_makes_one_person(cast: Cast) -> None:
    def add() -> object:
        return services_staff.add_person(
            organisation=cast.school, values={"full_name": "Trịnh Thị Thủy"}, since=None,
            actor=cast.secretary, at=NOW, once="mot",
        )[1]  # fmt: skip

    assert sorted(map(bool, at_once(add, add, add))) == [False, False, True]
    assert Person.objects.filter(full_name="Trịnh Thị Thủy").count() == 1


def test_two_placements_of_a_tone_at_once_are_still_asked_about(cast: Cast) -> None:
    def add(name: str) -> Callable[[], object]:
        return lambda: services_staff.add_person(
            organisation=cast.school, values={"full_name": name}, since=None,
            actor=cast.secretary, at=NOW, once=name,
        )  # fmt: skip

    told = at_once(add("Trịnh Thị Thủy"), add("Trịnh Thị Thuỷ"))
    assert sum(isinstance(one, services_staff.TwinFound) for one in told) == 1


def test_one_unit_of_a_name(cast: Cast) -> None:
    def add() -> object:
        return services_units.add_unit(
            organisation=cast.school, kind="to_chuyen_mon", name="Tổ Hóa", actor=cast.head, at=NOW
        )

    at_once(add, add)
    assert Unit.objects.filter(name="Tổ Hóa").count() == 1


def test_two_managers_ending_each_other_leave_one(cast: Cast) -> None:
    def end(of: str, by: str) -> Callable[[], object]:
        grant = Grant.objects.get(user=cast.users[of])
        return lambda: services_rights.end_role(
            grant=grant, on=TODAY - timedelta(days=1), actor=cast.users[by], at=NOW
        )

    told = at_once(end("head", "admin"), end("admin", "head"))
    assert sum(one is True for one in told) == 1
    assert verify(f"org:{cast.school.pk}") is None
