"""Addresses of kept files."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from . import views_files

urlpatterns: list[URLPattern | URLResolver] = [
    path("truong/<slug:slug>/tep/<slug:key>/", views_files.stored_file, name="stored-file"),
]
