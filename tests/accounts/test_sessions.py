"""Sessions are read anew for every request, and end when they end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from caitien.accounts.sessions import SessionStore, forget_ended
from caitien.config import rounds
from tests.people import Cast

pytestmark = pytest.mark.django_db


def kept() -> SessionStore:
    store = SessionStore()
    store["việc"] = [1, "hai"]
    store.save()
    return store


def test_what_was_kept_is_read_with_one_query() -> None:
    key = kept().session_key
    store = SessionStore(key)
    with CaptureQueriesContext(connection) as caught:
        assert store["việc"] == [1, "hai"]
    assert len(caught) == 1
    assert store.session_key == key


def test_a_session_that_is_over_or_gone_holds_nothing() -> None:
    key = kept().session_key
    Session.objects.filter(session_key=key).update(
        expire_date=timezone.now() - timedelta(seconds=1)
    )
    assert SessionStore(key).load() == {}
    Session.objects.filter(session_key=key).delete()
    for name in (key, "không-có-phiên-này-bao-giờ", "", None):
        store = SessionStore(name)
        assert "việc" not in store
        assert store.session_key is None


def test_whoever_is_signed_out_elsewhere_is_signed_out_here(cast: Cast) -> None:
    client = cast.client(cast.head)
    url = f"/truong/{cast.school.slug}/ke-hoach/"
    assert client.get(url).status_code == 200
    Session.objects.all().delete()
    assert client.get(url).status_code == 302


def test_sessions_that_are_over_do_not_pile_up() -> None:
    lives, over = kept(), [kept() for _ in range(3)]
    Session.objects.filter(session_key__in=[one.session_key for one in over]).update(
        expire_date=timezone.now() - timedelta(days=1)
    )
    assert forget_ended(timezone.now(), most=2) == 2
    assert rounds.forget_ended_sessions() == 1
    with CaptureQueriesContext(connection) as caught:
        assert rounds.forget_ended_sessions() == 0
    assert len(caught) == 1, "a look that finds nothing writes nothing"
    assert list(Session.objects.values_list("session_key", flat=True)) == [lives.session_key]
    assert rounds.forget_ended_sessions in rounds.JOBS


def test_a_key_no_database_takes_is_nobodys() -> None:
    store = SessionStore("aaaaaaaaaa\0")
    assert store.load() == {}
    assert store.session_key is None
