"""The addresses of making and writing plans."""

from __future__ import annotations

from django.urls import URLPattern, path

from . import (
    views_edit,
    views_edit_findings,
    views_edit_rows,
    views_list,
    views_new,
    views_undo,
)

_PLAN = "truong/<slug:slug>/ke-hoach/<slug:key>/"
_ROW = f"{_PLAN}dong/<slug:kind>/<uuid:uid>/"

urlpatterns: list[URLPattern] = [
    path("truong/<slug:slug>/ke-hoach/", views_list.plans, name="plans"),
    path("truong/<slug:slug>/ke-hoach/moi/", views_new.plan_new, name="plan-new"),
    path(_PLAN, views_edit.plan_page, name="plan"),
    path(f"{_PLAN}xoa/", views_list.plan_delete, name="plan-delete"),
    path(f"{_PLAN}khoi-phuc/", views_list.plan_restore, name="plan-restore"),
    path(f"{_PLAN}vua-lap/", views_new.plan_made, name="plan-made"),
    path(f"{_PLAN}luu/", views_edit.plan_save, name="plan-save"),
    path(f"{_PLAN}thay-doi/", views_edit.plan_changes, name="plan-changes"),
    path(f"{_PLAN}phan-dau/", views_edit_rows.plan_header, name="plan-header"),
    path(f"{_PLAN}dan/", views_edit_rows.plan_paste, name="plan-paste"),
    path(f"{_PLAN}tim-nguoi/", views_edit_rows.plan_people, name="plan-people"),
    path(f"{_PLAN}xem-lai/", views_edit_findings.plan_findings, name="plan-findings"),
    path(f"{_PLAN}xem-lai/sua/", views_edit_findings.plan_mend, name="plan-mend"),
    path(f"{_PLAN}xem-lai/bo-qua/", views_edit_findings.plan_dismiss, name="plan-dismiss"),
    path(f"{_PLAN}dong/them/", views_edit_rows.plan_row_add, name="plan-row-add"),
    path(_ROW, views_edit_rows.plan_row, name="plan-row"),
    path(f"{_ROW}xoa/", views_edit_rows.plan_row_delete, name="plan-row-delete"),
    path(f"{_ROW}khoi-phuc/", views_edit_rows.plan_row_restore, name="plan-row-restore"),
    path(f"{_ROW}chuyen/", views_edit_rows.plan_row_move, name="plan-row-move"),
    path(f"{_ROW}hoan-tac/", views_undo.plan_row_undo, name="plan-row-undo"),
    path(f"{_ROW}lich-su/", views_edit_rows.plan_row_history, name="plan-row-history"),
]
