"""A site as it is run: the proposed addresses, no memory of earlier tries, a data folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as live
from django.core.cache import cache


@pytest.fixture(autouse=True)
def site(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Settings of these tests."""
    Path(live.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    root = Path(__file__).resolve().parents[2] / "src/caitien"
    settings.ROOT_URLCONF = "tests.accounts.urls"
    settings.DATA = tmp_path
    settings.LOCALE_PATHS = [root / "ui/locale", root / "accounts/locale"]
    settings.CSRF_FAILURE_VIEW = "caitien.ui.errors.csrf_failure"
    settings.MFA_ADAPTER = "caitien.accounts.adapters.MFAAdapter"
    settings.ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    cache.clear()
    yield
    cache.clear()
