"""Prepared queries: the same rows as the query set they were made of, read anew every time."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from caitien.notices.models import Notice
from caitien.schools import access
from caitien.schools.models import Grant, Organisation, Person
from caitien.ui.prepared import Prepared
from tests.people import Cast

pytestmark = pytest.mark.django_db


def grants(user: int, slug: str, day: date) -> Any:
    """A query set with a join, a value used twice, a constant and days."""
    open_end = Q(until_on__isnull=True) | Q(until_on__gte=day)
    found = Grant.objects.filter(open_end, user=user, organisation__slug=slug, from_on__lte=day)
    return found.exclude(role="").select_related("organisation", "organisation__parent")


def test_rows_and_related_rows_are_those_of_the_query_set(cast: Cast) -> None:
    prepared = Prepared(grants, int, str, date)
    today = timezone.localdate()
    for user in (cast.head, cast.teacher, cast.stranger):
        for slug in (cast.school.slug, cast.other_school.slug, "không có"):
            for day in (today, today - timedelta(days=40_000)):
                wanted = list(grants(user.pk, slug, day))
                with CaptureQueriesContext(connection) as caught:
                    found = prepared(user.pk, slug, day)
                    parents = [one.organisation.parent for one in found]
                assert found == wanted
                assert len(caught) == 1
                assert [one.organisation for one in found] == [one.organisation for one in wanted]
                assert parents == [one.organisation.parent for one in wanted]
    assert prepared.first(cast.stranger.pk, cast.school.slug, today) is None
    assert prepared.first(cast.head.pk, cast.school.slug, today) is not None


def test_what_was_written_a_moment_ago_is_read(cast: Cast) -> None:
    people = Prepared(lambda school: Person.objects.filter(organisation=school, active=True), int)
    before = people(cast.school.pk)
    gone = before[0]
    gone.active = False
    gone.save()
    assert people(cast.school.pk) == before[1:]
    again = people(cast.school.pk)
    assert again[0] is not before[1]
    grant = Grant.objects.filter(user=cast.teacher, organisation=cast.school)
    assert access.enter(
        cast.teacher, cast.school.slug, "school.view", today=timezone.localdate()
    ).roles
    grant.delete()
    with pytest.raises(access.Http404):
        access.enter(cast.teacher, cast.school.slug, "school.view", today=timezone.localdate())


def test_sums_fewer_columns_and_tuples(cast: Cast) -> None:
    def counted(school: int) -> Any:
        found = Organisation.objects.filter(pk=school).only("name")
        return found.annotate(people_now=Count("people", filter=Q(people__active=True)))

    one: Any = Prepared(counted, int).first(cast.school.pk)
    assert one.people_now == Person.objects.filter(organisation=cast.school, active=True).count()
    assert one.get_deferred_fields() >= {"slug", "code"}
    named: Prepared[Person] = Prepared(
        lambda school: Person.objects.filter(organisation=school).values_list("pk", "full_name")[
            :3
        ],
        int,
    )
    wanted = Person.objects.filter(organisation=cast.school).values_list("pk", "full_name")[:3]
    assert named.tuples(cast.school.pk) == list(wanted)


def test_a_value_of_another_kind_is_refused() -> None:
    notices = Prepared(lambda user: Notice.objects.filter(user=user), int)
    for wrong in ((), ("7",), (None,), (True,), (7, 7)):
        with pytest.raises(TypeError):
            notices(*wrong)
    days = Prepared(lambda day: Grant.objects.filter(from_on=day), date)
    with pytest.raises(TypeError):
        days(timezone.now())


def test_a_value_that_does_not_reach_the_query_is_refused(cast: Cast) -> None:
    changed = Prepared(lambda name: Person.objects.filter(full_name__contains=name), str)
    with pytest.raises(ValueError, match="reach"):  # LIKE '%…%' would lose the value
        changed("Lan")
    unused = Prepared(lambda first, second: Person.objects.filter(pk=first), int, int)
    with pytest.raises(ValueError, match="reach"):
        unused(1, 2)


def test_a_value_that_reaches_the_query_in_another_shape_too_is_refused(cast: Cast) -> None:
    before = Prepared(lambda a: Person.objects.filter(Q(pk=a) | Q(pk=a - 1)), int)
    with pytest.raises(ValueError, match="reach"):  # a year and the year before it
        before(7)
    both = Prepared(lambda a: Person.objects.filter(full_name=a, post__contains=a), str)
    with pytest.raises(ValueError, match="reach"):
        both("Lan")
    later = Prepared(
        lambda day: Grant.objects.filter(from_on__lte=day, until_on__gte=day + timedelta(1)), date
    )
    with pytest.raises(ValueError, match="reach"):
        later(timezone.localdate())
    limited = Prepared(lambda number: Person.objects.filter(pk__gt=number)[:number], int)
    with pytest.raises(ValueError, match="reach"):  # the limit stands in the SQL itself
        limited(3)


@pytest.mark.django_db(transaction=True)
def test_every_thread_asks_over_its_own_connection(cast: Cast) -> None:
    people = Prepared(lambda school: Person.objects.filter(organisation=school), int)
    wanted = people(cast.school.pk)
    found: list[list[Person]] = []

    def ask() -> None:
        found.append(people(cast.school.pk))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [wanted] * 4
