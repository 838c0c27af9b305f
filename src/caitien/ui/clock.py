"""The one clock of the web application: views ask here and hand the time on as an argument."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The moment, with its time zone."""
    return timezone.now()


def today() -> date:
    """The day at the place of the installation."""
    return timezone.localdate()
