"""The very first start of an installation: what it keeps must hold after the next start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import django
django.setup()
from django.conf import settings
from django.core import signing
from caitien.config import environment, preparing
preparing.call_command = lambda *words, **more: None
preparing.prepare(lambda words: None)
print(signing.dumps("x"))
"""


def _run(folder: Path, script: str) -> str:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("CAITIEN_", "DJANGO_"))}
    more = {
        "CAITIEN_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "caitien.config.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**kept, **more},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.strip()


def test_who_signs_in_on_the_first_start_is_still_signed_in_after_the_next(
    tmp_path: Path,
) -> None:
    signed = _run(tmp_path, SCRIPT)
    again = f"from django.core import signing; print(signing.loads({signed!r}))"
    assert _run(tmp_path, f"import django; django.setup(); {again}") == "x"
