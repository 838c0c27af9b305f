"""The world of a module: made once in a transaction, the clock stopped at the day of the cast."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from caitien.ui import clock
from tests.people import NOW, TODAY

from .world import World, make_world


@pytest.fixture
def _django_db_helper() -> None:
    """No transaction for each test: pytest-django's would close the module's on its way out."""


@pytest.fixture(scope="module")
def stopped_clock() -> Iterator[None]:
    """Every page is opened on the day the cast lives in; Word pages are not drawn."""
    patch = pytest.MonkeyPatch()
    patch.setattr(clock, "now", lambda: NOW)
    patch.setattr(clock, "today", lambda: TODAY)
    patch.setattr(settings, "SOFFICE", "", raising=False)
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    yield
    patch.undo()


@pytest.fixture(scope="module")
def rolled_back(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A transaction around a whole module; nothing of it stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(rolled_back: None, stopped_clock: None) -> World:
    """The world of this module."""
    return make_world()


@pytest.fixture
def undone() -> Iterator[None]:
    """What a test writes is taken back at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def taking_back() -> Callable[..., Any]:
    """Calls something and takes back what it wrote."""

    def call(action: Callable[..., Any], *words: Any, **named: Any) -> Any:
        with transaction.atomic():
            answer = action(*words, **named)
            transaction.set_rollback(True)
        return answer

    return call
