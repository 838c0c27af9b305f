"""The addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from . import views, views_apply, views_desk

_ALL = "truong/<slug:slug>/nhap/"
_ONE = _ALL + "<slug:key>/"
_FILE = _ONE + "<int:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_ALL, views.imports, name="imports"),
    path(_ONE, views.import_page, name="import"),
    path(_ONE + "tien-do/", views.progress, name="import-progress"),
    path(_ONE + "bo/", views.import_drop, name="import-drop"),
    path(_ONE + "doc-lai/", views.import_again, name="import-again"),
    path(_ONE + "xem-truoc/", views_apply.preview, name="import-preview"),
    path(_ONE + "nhap/", views_apply.apply, name="import-apply"),
    path(_ONE + "hoan-tac/", views_apply.undo, name="import-undo"),
    path(_ONE + "mo-lai/", views_apply.reopen, name="import-reopen"),
    path(_FILE, views_desk.desk, name="import-desk"),
    path(_FILE + "luu/", views_desk.save, name="import-desk-save"),
    path(_FILE + "da-xem/", views_desk.seen, name="import-desk-seen"),
    path(_FILE + "nhan-xet/", views_desk.findings, name="import-desk-findings"),
    path(_FILE + "trang/<int:page>.png", views_desk.page_picture, name="import-page"),
]
