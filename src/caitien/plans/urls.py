"""The addresses of this room."""

from __future__ import annotations

from . import urls_crosswalk, urls_edit, urls_life

urlpatterns = [
    *urls_life.urlpatterns,
    *urls_edit.urlpatterns,
    *urls_crosswalk.urlpatterns,
]
