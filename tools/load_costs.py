"""Số truy vấn của từng trang (tools/load_data.py costs gọi)."""

from __future__ import annotations


def costs(pages: dict[str, list[str]]) -> dict[str, int]:
    """The queries each page costs: {name: [account, address]} → how many."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from caitien.accounts.models import User

    settings.ALLOWED_HOSTS = ["*"]
    found = {}
    for name, (account, url) in pages.items():
        browser = Client(headers={"Accept-Encoding": "gzip"})
        if account:
            browser.force_login(
                User.objects.get(email=account), "django.contrib.auth.backends.ModelBackend"
            )
        with CaptureQueriesContext(connection) as caught:
            answer = browser.get(url)
        if answer.status_code != 200:
            raise SystemExit(f"{url}: {answer.status_code}")
        found[name] = len(caught)
    return found
