"""How many queries every page costs, with little and with five times the data: nearly the same.

The numbers stand in query_counts.json; CAITIEN_RECORD=1 writes them anew.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .asking import address, ask
from .routes import TABLE, Row
from .world import World, enlarge, make_world

pytestmark = pytest.mark.django_db
RECORD = Path(__file__).with_name("query_counts.json")
#: session, user and savepoints included
LIMIT = 15
#: a page may need this many more where there is more (a list of two pages, a filter that appears)
MORE = 2
#: health looks at every table on purpose
NOT_MEASURED = {"health"}


def who(row: Row) -> str:
    """The one who looks: the head; the office's or installation's keeper for theirs."""
    for part in ("head", "office_admin", "keeper"):
        if part in row.allowed.split():
            return part
    return "head"


MEASURED = [
    row
    for row in TABLE
    if row.get == 200
    and row.name not in NOT_MEASURED
    and (row.allowed or row.where in ("open", "user"))
]


def measure(world: World) -> dict[str, tuple[int, list[str]]]:
    """Queries of every page: how many, and which."""
    found = {}
    for row in MEASURED:
        cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as caught:
            answer = ask(world, who(row), "GET", address(row, world.things), row)
        assert answer.status_code == 200, (str(row), answer.status_code)
        texts = [one["sql"] for one in caught.captured_queries]
        # our own savepoint around the request
        found[str(row)] = (len(texts) - 2, texts)
    return found


@pytest.fixture(scope="module")
def counted(rolled_back: None, stopped_clock: None) -> dict[str, dict[str, Any]]:
    """Counts with the small world, then with five times as much."""
    world = make_world(rows=12)
    small = measure(world)
    enlarge(world)
    big_plan(world)
    large = measure(world)
    found = {
        name: {"small": small[name][0], "large": large[name][0], "sql": large[name][1]}
        for name in small
    }
    if os.environ.get("CAITIEN_RECORD"):
        kept = {
            name: {"small": one["small"], "large": one["large"]}
            for name, one in sorted(found.items())
        }
        RECORD.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return found


def big_plan(world: World) -> None:
    """The plan of the small world with 60 rows instead of 12."""
    from caitien.plans.models import Action, BudgetLine, Plan

    plan = Plan.objects.get(key=world.things["plan"])
    rows = list(plan.actions.order_by("order"))
    import uuid

    more = []
    for n in range(48):
        row = rows[n % len(rows)]
        more.append(Action(**{
            field.attname: getattr(row, field.attname)
            for field in Action._meta.concrete_fields
            if field.attname not in ("id", "uid", "order")
        }, uid=uuid.uuid4(), order=100_000 + n))  # fmt: skip
    Action.objects.bulk_create(more)
    BudgetLine.objects.bulk_create(
        BudgetLine(action=row, source="Ngân sách nhà nước", amount=1_000_000)
        for row in plan.actions.all()
    )


@pytest.mark.parametrize("row", MEASURED, ids=str)
def test_a_page_costs_few_queries_however_much_there_is(
    row: Row, counted: dict[str, dict[str, Any]]
) -> None:
    one = counted[str(row)]
    shown = "\n".join(text[:300] for text in one["sql"])
    assert one["large"] < LIMIT, shown
    assert one["large"] <= one["small"] + MORE, shown


def test_the_counts_are_those_recorded(counted: dict[str, dict[str, Any]]) -> None:
    kept = json.loads(RECORD.read_text(encoding="utf-8"))
    now = {n: {"small": one["small"], "large": one["large"]} for n, one in counted.items()}
    changed = {
        name: (kept.get(name), now.get(name))
        for name in kept.keys() | now.keys()
        if kept.get(name) != now.get(name)
    }
    assert changed == {}, "run with CAITIEN_RECORD=1 after looking at why"
