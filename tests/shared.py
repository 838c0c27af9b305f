"""Finds the shared reference samples of development and CI; a user's machine has none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def shared_dir() -> Path | None:
    """The folder of shared samples, or None where this machine has none."""
    named = os.environ.get("CAITIEN_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    return folder if (folder / "samples").is_dir() else None


def need_shared() -> Path:
    """The folder of shared samples; skips the test, saying why, where there is none."""
    folder = shared_dir()
    if folder is None:
        pytest.skip("không có thư mục mẫu dùng chung (shared/samples; đặt CAITIEN_SHARED)")
    return folder
