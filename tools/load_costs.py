"""Mỗi trang tự nó tốn bao nhiêu: số truy vấn và mili giây CPU (tools/load_data.py costs gọi)."""

from __future__ import annotations

import statistics
import time


def costs(pages: dict[str, list[str]]) -> dict[str, tuple[int, float]]:
    """What each page costs by itself: {name: [account, address]} → (queries, ms of processor)."""
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
        queries, spent = len(caught), list[float]()
        for _ in range(7):
            begun = time.process_time()
            browser.get(url)
            spent.append((time.process_time() - begun) * 1000)
        found[name] = (queries, statistics.median(spent))
    return found
