"""The application's settings as the tests run them: a fast hasher, files in a throw-away folder.

CAITIEN_TEST_DATABASE_URL runs the same tests on another database.
"""

from __future__ import annotations

import os
import tempfile

os.environ["CAITIEN_DATA"] = tempfile.mkdtemp(prefix="caitien-test-")
os.environ["CAITIEN_SECRET_KEY"] = "only-for-tests-only-for-tests-only"  # noqa: S105 - no secret is kept by tests
if os.environ.get("CAITIEN_TEST_DATABASE_URL"):
    os.environ["CAITIEN_DATABASE_URL"] = os.environ["CAITIEN_TEST_DATABASE_URL"]

from caitien.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # noqa: F405
WHITENOISE_USE_FINDERS = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
