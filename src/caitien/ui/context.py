"""What every page knows without being told by its view."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Whether the installation is a demo; costs no query."""
    return {"is_demo_site": settings.DEMO}
