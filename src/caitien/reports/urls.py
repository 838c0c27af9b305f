"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("suc-khoe/", views.health, name="health"),
    path("don-vi/<slug:slug>/", views.office, name="office"),
    path("truong/<slug:slug>/", views.school, name="school"),
    path("truong/<slug:slug>/<year:year>/", views.overview, name="overview"),
    path("truong/<slug:slug>/<year:year>/viec-cua-toi/", views.mine, name="mine"),
]
