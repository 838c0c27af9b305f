"""Cookies of a site reached by https travel only so, and scripts never read the session."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ASK = """
import json, django
from django.conf import settings
django.setup()
names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
         "SESSION_COOKIE_SAMESITE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS",
         "CSRF_TRUSTED_ORIGINS")
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


@pytest.mark.parametrize("https", ["", "1"])
def test_cookies_follow_the_setting_of_https(tmp_path: Path, https: str) -> None:
    source = str(Path(__file__).resolve().parents[2] / "src")
    environment = {
        **os.environ,
        "CAITIEN_HTTPS": https,
        "CAITIEN_HOSTS": "caitien.example.vn,.so.example.vn",
        "CAITIEN_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "caitien.config.settings",
        "PYTHONPATH": source,
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    secure = bool(https)
    assert found["SESSION_COOKIE_SECURE"] is found["CSRF_COOKIE_SECURE"] is secure
    assert found["SECURE_SSL_REDIRECT"] is secure
    assert (found["SECURE_HSTS_SECONDS"] > 0) is secure
    assert found["SESSION_COOKIE_HTTPONLY"] is True
    assert found["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert found["CSRF_TRUSTED_ORIGINS"] == (["https://caitien.example.vn"] if secure else [])
