"""Values no form of ours sends: a NUL (PostgreSQL takes none), numbers without end."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.db import transaction

from .asking import address, send
from .routes import TABLE, Row
from .world import World

pytestmark = pytest.mark.django_db
READ = [row for row in TABLE if row.get in (200, 302)]
WRITTEN = [row for row in TABLE if row.post is not None]
VALUES = {"nul": "a\x00b", "number": "9" * 5000, "superscript": "²"}
NAMES = ("page", "tim", "q", "nam", "loc", "trang", "trang_moi", "trang_thai", "dong", "o", "ma")


def who(row: Row) -> str:
    """Somebody who may."""
    if row.where == "keeper":
        return "keeper"
    return "office_admin" if row.where == "office" else "head"


def asked(world: World, row: Row, method: str, url: str, made: Row) -> int:
    client = world.client(who(row))
    client.raise_request_exception = False
    kept = client.cookies.copy()
    with transaction.atomic():
        status = send(client, method, url, made, world.things).status_code
        transaction.set_rollback(True)
    client.cookies = kept
    assert isinstance(status, int)
    return status


@pytest.mark.parametrize("kind", ["nul", "number", "superscript"])
def test_no_page_breaks_by_what_stands_after_its_question_mark(world: World, kind: str) -> None:
    query = urlencode(dict.fromkeys(NAMES, VALUES[kind]))
    broken = [
        str(row)
        for row in READ
        if asked(world, row, "GET", f"{address(row, world.things)}?{query}", row) >= 500
    ]
    assert broken == []


@pytest.mark.parametrize("kind", ["nul", "number", "superscript"])
def test_no_write_breaks_by_a_value_of_its_form(world: World, kind: str) -> None:
    broken = []
    for row in WRITTEN:
        for name, value in row.body.items():
            if not isinstance(value, str):
                continue
            made = Row(
                **{
                    **{one: getattr(row, one) for one in row.__dataclass_fields__},
                    "body": {**row.body, name: VALUES[kind]},
                }
            )
            if asked(world, row, "POST", address(row, world.things), made) >= 500:
                broken.append(f"{row}: {name}")
    assert broken == []
