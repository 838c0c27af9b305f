"""Every address × every person: what they get, as the table says. No address without a row."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.urls import reverse

from caitien.accounts.models import AuditLine, User
from caitien.plans.models import Action, Comment, Plan
from caitien.schools.models import Grant, Person

from .asking import address, ask, names_of_resolver, parts_of
from .routes import PLACES, TABLE, Row
from .world import PARTS, UNKNOWN, World

pytestmark = pytest.mark.django_db
#: parts of an address that name the place itself, not a thing in it
PLACE_THINGS = ("school", "office", "far")


def expected(row: Row, part: str, status: int | None, allowed: str) -> int:
    """What the table says this person gets."""
    if part in row.but and status is not None:
        return row.but[part]
    if part in UNKNOWN:
        if row.where == "open":
            return status or 405
        return row.nobody if status is not None else 302
    if status is None:
        return 405
    if row.where in ("open", "user") or part in allowed.split():
        return status
    return 403 if part in PLACES[row.where].split() else 404


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    there = {name for name, _, _ in names_of_resolver() if name}
    rows = {row.name for row in TABLE}
    assert sorted(there - rows) == [], "addresses without a row in tests/web/routes.py"
    assert sorted(rows - there) == [], "rows of tests/web/routes.py without an address"


def test_no_name_stands_for_two_addresses() -> None:
    names = Counter(name for name, _, _ in names_of_resolver() if name)
    assert [name for name, count in names.items() if count > 1] == []


def test_no_row_stands_twice() -> None:
    assert [row for row, count in Counter(map(str, TABLE)).items() if count > 1] == []


def test_every_row_is_about_people_of_the_cast() -> None:
    for row in TABLE:
        for words in (row.allowed, row.posters or "", " ".join(row.but)):
            assert set(words.split()) <= set(PARTS), row


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_who_gets_what(row: Row, world: World) -> None:
    url = address(row, world.things)
    wrong = []
    for method, status, allowed in row.methods():
        for part in PARTS if status is not None else ("head", "nobody"):
            if row.where in ("user", "open"):
                cache.clear()  # so many at once are held back, as they should be
            answer = ask(world, part, method, url, row)
            wanted = expected(row, part, status, allowed)
            if answer.status_code != wanted:
                wrong.append(f"{method} {part}: {answer.status_code}, not {wanted}")
            elif wanted == 302 and part in UNKNOWN and row.where != "open":
                to = answer["Location"]
                if to != reverse("home") and not to.startswith(reverse("account_login")):
                    wrong.append(f"{method} {part}: sent to {to}")
    assert wrong == [], url


TWINNED = [
    row
    for row in TABLE
    if row.where == "school"
    and row.allowed
    and any(not thing.startswith(":") and thing not in PLACE_THINGS for _, thing in parts_of(row))
]


@pytest.mark.parametrize("row", TWINNED, ids=str)
def test_things_of_another_school_are_not_found_here(row: Row, world: World) -> None:
    things = world.things | {
        thing: world.twins[thing]
        for _, thing in parts_of(row)
        if not thing.startswith(":") and thing not in PLACE_THINGS
    }
    url = address(row, things)
    before = AuditLine.objects.count()
    for method, status, _ in row.methods():
        if status is not None:
            answer = ask(world, "head", method, url, row)
            assert answer.status_code == 404, (method, url)
    assert AuditLine.objects.count() == before


@pytest.mark.parametrize(
    "name", ["plan-row", "plan-row-history", "plan-row-delete", "plan-row-restore", "plan-row-move"]
)
def test_a_row_of_another_schools_plan_is_not_reached_through_mine(name: str, world: World) -> None:
    row = next(one for one in TABLE if one.name == name)
    url = address(row, world.things | {"row": world.twins["row"]})
    there = Action.objects.filter(uid=world.twins["row"])
    before = there.values().get()
    for method, status, _ in row.methods():
        if status is not None:
            answer = ask(world, "head", method, url, row)
            assert answer.status_code in (302, 404)
            assert "Kín Bưng" not in answer.content.decode()
    assert there.values().get() == before


def _body(world: World, name: str, at: str, body: dict[str, Any], undone: None) -> Any:
    row = Row(name, "school", at=f"slug=school {at}", body=body)
    return world.client("head").post(address(row, world.things), body)


def test_another_schools_ids_in_a_form_are_refused(world: World, undone: None) -> None:
    twins = world.twins
    _body(
        world, "plan-comments", "key=plan",
        {"text": "Nhắc người lạ", "once": "la", "mentions": [twins["person_pk"]]}, undone,
    )  # fmt: skip
    made = Comment.objects.get(text="Nhắc người lạ")
    assert made.mentions.count() == 0

    told = {"text": "Trả lời người lạ", "once": "la2", "reply_to": twins["comment"]}
    assert _body(world, "plan-comments", "key=plan", told, undone).status_code == 404

    added = {"full_name": "Người Thử Tổ", "unit": twins["unit"], "once": "to"}
    _body(world, "staff-add", "", added, undone)
    assert not Person.objects.filter(full_name="Người Thử Tổ", unit=twins["unit"]).exists()

    given = {"person": twins["person"], "role": "giao_vien"}
    before = Grant.objects.count()
    _body(world, "rights-give", "", given, undone)
    assert Grant.objects.count() == before

    source = {"cach": "nam-truoc", "buoc": "2", "source": twins["plan"], "year": "2026"}
    answer = _body(world, "plan-new", "", {**source, "once": "s"}, undone)
    assert "Kín Bưng" not in answer.content.decode()
    assert not Plan.objects.filter(school=world.cast.school, once="s").exists()


def test_a_paper_cannot_be_sent_to_an_office_that_is_not_above(world: World, undone: None) -> None:
    from caitien.plans.models import Delivery
    from caitien.schools.models import Organisation

    far = Organisation.objects.get(slug="phuong-xa-lac")
    for place in (far.pk, world.cast.other_school.pk):
        _body(world, "plan-send", "key=issued", {"office": str(place)}, undone)
    assert not Delivery.objects.filter(office__in=[far, world.cast.other_school]).exists()


def test_a_paper_cannot_be_signed_by_somebody_of_another_school(world: World, undone: None) -> None:
    body = {"serial": "9", "dated": "20/11/2026", "signer": world.twins["signer"]}
    answer = _body(world, "plan-issue", "key=approved", body, undone)
    assert answer.status_code == 200
    assert Plan.objects.get(key=world.things["approved"]).state == Plan.State.APPROVED


def test_a_right_taken_away_counts_at_once(world: World, undone: None) -> None:
    client = world.client("teacher")
    url = reverse("plans", args=[world.things["school"]])
    assert client.get(url).status_code == 200
    Grant.objects.filter(user=world.cast.teacher).delete()
    assert client.get(url).status_code == 404


def test_an_account_switched_off_is_out_at_once(world: World, undone: None) -> None:
    client = world.client("teacher")
    url = reverse("plans", args=[world.things["school"]])
    assert client.get(url).status_code == 200
    User.objects.filter(pk=world.cast.teacher.pk).update(is_active=False)
    assert client.get(url).status_code == 302
    assert SESSION_KEY in client.session  # kept, and worth nothing


def test_who_left_the_staff_but_has_a_role_still_works(world: World, undone: None) -> None:
    Person.objects.filter(user=world.cast.deputy).update(active=False)
    url = reverse("plans", args=[world.things["school"]])
    assert world.client("deputy").get(url).status_code == 200


def test_a_script_that_is_not_signed_in_is_told_where_to_go(world: World) -> None:
    url = reverse("plan", args=[world.things["school"], world.things["plan"]])
    answer = world.client("nobody").get(url, headers={"X-Caitien": "1"})
    assert answer.status_code == 401
    assert answer["HX-Redirect"] == reverse("account_login")


def test_a_plan_put_away_is_gone_from_every_address(world: World, undone: None) -> None:
    from tests.people import NOW

    Plan.objects.filter(school=world.cast.school).update(deleted_at=NOW)
    for row in TABLE:
        if (
            row.where == "school"
            and row.name != "plan-restore"
            and any(
                thing in ("plan", "issued", "approved", "submitted") for _, thing in parts_of(row)
            )
        ):
            for method, status, _ in row.methods():
                if status is not None and row.allowed:
                    answer = ask(world, "head", method, address(row, world.things), row)
                    assert answer.status_code == 404, (method, str(row))
    for name in ("public-plan", "public-plan-pdf"):
        url = reverse(name, args=[world.things["public"]])
        assert world.client("nobody").get(url).status_code == 404
