"""The tests of this room draw no Word pages unless they ask for it: LibreOffice takes seconds."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def no_office(settings: Any) -> None:
    """As on a machine without LibreOffice."""
    settings.SOFFICE = ""
