"""Sessions are read anew for every request, and end when they end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from caitien.accounts.sessions import SessionStore
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
