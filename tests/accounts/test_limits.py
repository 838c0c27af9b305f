"""Limits on guessing: one memory for all processes, atomic, outliving a restart, cleaned."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.core.cache.backends import locmem
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caitien.accounts import limits, shared_cache
from caitien.accounts.models import SharedEntry
from caitien.config import rounds
from tests.people import Cast, make_cast

from .at_once import race, shared
from .test_signing_in import PASSWORD, check_page, code_of, sign_in, with_totp

TABLE = SharedEntry._meta.db_table


def restart() -> None:
    """What a new process remembers: nothing of its memory."""
    for memory in (locmem._caches, locmem._expire_info):  # type: ignore[attr-defined]
        for kept in memory.values():
            kept.clear()


def statements(caught: CaptureQueriesContext) -> list[str]:
    """The statements on the shared table."""
    return [one["sql"] for one in caught.captured_queries if TABLE in one["sql"]]


@pytest.mark.django_db
def test_the_table_is_made_with_all_the_others() -> None:
    assert TABLE in connection.introspection.table_names()


def test_a_restart_forgets_no_tries(cast: Cast) -> None:
    browser = cast.client()
    for _ in range(5):
        sign_in(browser, cast.teacher.email, "sai mat khau")
    restart()
    stopped = sign_in(cast.client(), cast.teacher.email)
    assert "Đã thử sai quá nhiều lần" in check_page(stopped)


def test_another_host_or_port_gives_no_new_tries(cast: Cast, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "localhost", ".truong.vn"]
    form = {"login": cast.teacher.email, "password": "sai mat khau"}
    for host in ("testserver", "localhost:1", "localhost:2", "a.truong.vn", "b.truong.vn:8"):
        Client().post(reverse("account_login"), form, headers={"host": host})
    told = Client().post(
        reverse("account_login"), {**form, "password": PASSWORD}, headers={"host": "localhost:3"}
    )
    assert "Đã thử sai quá nhiều lần" in told.content.decode()


def test_the_right_password_does_not_use_up_tries(cast: Cast) -> None:
    for _ in range(8):
        assert sign_in(cast.client(), cast.teacher.email).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_moment_do_not_slip_through(tmp_path: Path) -> None:
    make_cast()
    request = RequestFactory().post("/loi-moi/x/", REMOTE_ADDR="203.0.113.7")

    def work() -> bool:
        tries = [limits.count(request, "setup") for _ in range(3)]
        return all(tries)

    with shared(tmp_path):
        told = race(*[work] * 8)
        assert not [one for one in told if isinstance(one, Exception)], told
        left = race(lambda: sum(limits.count(request, "setup") for _ in range(20)))[0]
        history = race(lambda: cache.get(key_of()))[0]
    assert len(history) == 10, "as many as are allowed, never more"
    assert left <= 10 - 2


def key_of() -> str:
    """The key under which the tries of the test's address are counted."""
    rows = list(SharedEntry.objects.filter(key__contains="203.0.113.7"))
    found = [row.key for row in rows if not row.key.endswith(":lock")]
    assert len(found) == 1
    return found[0].partition(":1:")[2]


@pytest.mark.django_db(transaction=True)
def test_of_several_who_add_a_key_one_does(tmp_path: Path) -> None:
    with shared(tmp_path):
        for n in range(5):
            told = race(*[lambda n=n: cache.add(f"allauth:{n}", n, 5)] * 6)  # type: ignore[misc]
            assert sorted(told) == [False] * 5 + [True], told


@pytest.mark.django_db
def test_what_is_over_is_as_if_it_were_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache.add("allauth:a", [1.5], 10)
    assert not cache.add("allauth:a", 2, 10)
    assert cache.get("allauth:a") == [1.5]
    assert "allauth:a" in cache
    now = time.time()
    monkeypatch.setattr(shared_cache.time, "time", lambda: now + 11)
    assert cache.get("allauth:a", "không") == "không"
    assert "allauth:a" not in cache
    assert cache.add("allauth:a", "mới", 10)
    assert cache.get("allauth:a") == "mới"
    assert cache.delete("allauth:a")
    assert not cache.delete("allauth:a")


@pytest.mark.django_db
def test_a_value_without_an_end_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.set("allauth:b", 1, None)
    cache.set("allauth:b", 2)
    assert cache.get("allauth:b") == 2


def test_other_keys_stay_in_memory(db: None) -> None:
    with CaptureQueriesContext(connection) as caught:
        cache.set("plans:1", b"pdf")
        assert cache.get("plans:1") == b"pdf"
        assert not cache.add("plans:1", b"")
        assert cache.delete("plans:1")
        assert "plans:1" not in cache
    assert len(caught) == 0
    cache.set("allauth:d", 1)
    cache.set("plans:2", 1)
    cache.clear()
    assert cache.get("plans:2") is None
    assert cache.get("allauth:d") == 1


def test_the_rounds_clean_what_is_over(db: None) -> None:
    cache.set("allauth:alt", 1, -5)
    cache.set("allauth:neu", 1, 600)
    with CaptureQueriesContext(connection) as caught:
        assert rounds.forget_old_tries() == 1
        assert SharedEntry.objects.count() == 1
    with CaptureQueriesContext(connection) as caught:
        assert rounds.forget_old_tries() == 0
    assert len(caught) == 1, "a look that finds nothing writes nothing"
    assert rounds.forget_old_tries in rounds.JOBS


def test_ordinary_pages_cost_nothing_of_it(cast: Cast) -> None:
    browser = cast.client(cast.head)
    pages = ["/toi/", reverse("plans", args=[cast.school.slug]), reverse("account_login"),
             reverse("staff", args=[cast.school.slug])]  # fmt: skip
    for page in pages:
        with CaptureQueriesContext(connection) as caught:
            browser.get(page)
        assert statements(caught) == [], page


def test_a_sign_in_costs_a_few_small_statements(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as caught:
        assert sign_in(cast.client(), cast.teacher.email).status_code == 302
    assert 0 < len(statements(caught)) <= 20


def test_a_code_of_the_second_step_is_used_once_by_all_processes(cast: Cast) -> None:
    secret = with_totp(cast.head)
    step = TOTP(Authenticator.objects.get(user=cast.head, type="totp"))
    code = code_of(secret)
    assert step.validate_code(code)
    restart()
    assert not step.validate_code(code)
