"""Units: only an empty one is deleted, a name stands once, what rests can be taken up again."""

from __future__ import annotations

from typing import Any

import pytest

from caitien.plans.models import Action, Plan
from caitien.schools import services_units
from caitien.schools.models import Unit
from caitien.ui.problems import Conflict, Problem
from tests.people import NOW, Cast


def add(cast: Cast, name: str) -> Unit:
    """A unit added by the secretary."""
    return services_units.add_unit(
        organisation=cast.school, kind="to_chuyen_mon", name=name, actor=cast.secretary, at=NOW
    )[0]


def who(cast: Cast) -> dict[str, Any]:
    """The actor and moment."""
    return {"actor": cast.secretary, "at": NOW}


def test_a_name_stands_once_however_it_is_written(cast: Cast) -> None:
    assert add(cast, "Tổ Hóa học").pk == add(cast, "tổ  Hoá học").pk


def test_deleting_a_folder_deletes_only_an_empty_one(cast: Cast) -> None:
    empty = add(cast, "Tổ Mới")
    services_units.delete_unit(unit=empty, **who(cast))
    services_units.delete_unit(unit=empty, **who(cast))
    with pytest.raises(Problem, match="còn người"):
        services_units.delete_unit(unit=cast.unit, **who(cast))
    assert cast.person("teacher").unit == cast.unit


def test_a_unit_named_in_a_plan_is_not_deleted(cast: Cast) -> None:
    unit = add(cast, "Tổ Mới")
    plan = Plan.objects.create(
        school=cast.school, once="a", start_year=2026, end_year=2026, title="Kế hoạch",
        created_by=cast.head, created_at=NOW, changed_at=NOW,
    )  # fmt: skip
    Action.objects.create(plan=plan, lead_unit=unit)
    with pytest.raises(Problem, match="Ngừng hoạt động"):
        services_units.delete_unit(unit=unit, **who(cast))
    assert Unit.objects.filter(pk=unit.pk).exists()


def test_order_up_and_down(cast: Cast) -> None:
    first, second = add(cast, "Tổ A"), add(cast, "Tổ B")
    assert services_units.move_unit(unit=second, step=-1, **who(cast))
    names = list(cast.school.units.values_list("name", flat=True))
    assert names.index(second.name) == names.index(first.name) - 1
    assert not services_units.move_unit(unit=first, step=1, **who(cast))


def test_a_unit_that_rests_keeps_its_people(cast: Cast) -> None:
    assert services_units.set_active(unit=cast.unit, active=False, **who(cast))
    assert not services_units.set_active(unit=cast.unit, active=False, **who(cast))
    assert cast.person("teacher").unit == cast.unit


def test_renaming_from_a_stale_page_shows_both(cast: Cast) -> None:
    base = {"name": cast.unit.name, "kind": cast.unit.kind}
    more = {"unit": cast.unit, "base": base, "kind": cast.unit.kind, **who(cast)}
    assert services_units.edit_unit(name="Tổ Toán", **more)
    with pytest.raises(Conflict) as found:
        services_units.edit_unit(name="Tổ Tin", **more)
    assert found.value.theirs == {"name": "Tổ Toán"}


def test_a_name_of_another_unit_is_refused(cast: Cast) -> None:
    other = add(cast, "Tổ Văn")
    with pytest.raises(Problem, match="đã có"):
        services_units.edit_unit(
            unit=other, base={}, name=cast.unit.name, kind=other.kind, **who(cast)
        )
