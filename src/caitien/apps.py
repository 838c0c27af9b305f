"""The one Django app: every room's tables under one label and one line of migrations."""

from __future__ import annotations

from django.apps import AppConfig


class CaitienConfig(AppConfig):
    """Cải Tiến as Django sees it."""

    name = "caitien"
    label = "caitien"
    verbose_name = "Cải Tiến"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the system checks of the configuration."""
        from caitien.config import checks  # noqa: F401
