"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("thong-bao/", views.notices, name="notices"),
    path("thong-bao/da-xem/", views.read, name="notices-read"),
    path("thong-bao/thu-moi-ngay/", views.daily_mail, name="notices-mail"),
    path("truong/<slug:slug>/nha-truong/thu/", views.mail_check, name="mail-check"),
]
