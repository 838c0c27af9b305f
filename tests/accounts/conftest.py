"""No memory of earlier tries, a data folder of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def site(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Settings of these tests."""
    settings.DATA = tmp_path
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    cache.clear()
    yield
    cache.clear()
