"""What the tests of this room share: the clock stopped at the day of the cast, a static folder."""

from __future__ import annotations

import pytest
from django.conf import settings

from caitien.ui import clock
from tests.people import NOW, TODAY


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is opened on the day the cast lives in."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
