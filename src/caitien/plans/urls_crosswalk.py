"""The addresses of moving a plan's codes to another circular."""

from __future__ import annotations

from django.urls import path

from . import views_crosswalk

_PLAN = "truong/<slug:slug>/ke-hoach/<slug:key>/"

urlpatterns = [
    path(f"{_PLAN}doi-ma/", views_crosswalk.plan_crosswalk, name="plan-crosswalk"),
    path(
        f"{_PLAN}doi-ma/quay-lai/",
        views_crosswalk.plan_crosswalk_undo,
        name="plan-crosswalk-undo",
    ),
]
