"""The addresses of this room: only the page of components, and only while DEBUG is on."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, path

from caitien.ui.styleguide import styleguide

urlpatterns: list[URLPattern | URLResolver] = (
    [path("kieu-dang/", styleguide, name="styleguide")] if settings.DEBUG else []
)
