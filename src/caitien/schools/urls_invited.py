"""The address of an invitation."""

from __future__ import annotations

from django.urls import path

from . import views_invited

urlpatterns = [path("loi-moi/<str:token>/", views_invited.invitation, name="invitation")]
