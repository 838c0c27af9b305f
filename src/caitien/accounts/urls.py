"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("thiet-lap/", views.setup, name="setup"),
    path("toi/", views.profile, name="profile"),
    path("toi/dang-xuat-noi-khac/", views.leave_others, name="leave-others"),
]
