"""The addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from . import (
    views_accounts,
    views_import,
    views_rights,
    views_settings,
    views_staff,
    views_tree,
    views_units,
)

_Addresses = list[URLPattern | URLResolver]

_STAFF: _Addresses = [
    path("", views_staff.staff, name="staff"),
    path("them/", views_staff.staff_add, name="staff-add"),
    path("xuat.xlsx", views_staff.staff_export, name="staff-export"),
    path("nhap/", views_import.staff_import, name="staff-import"),
    path("nhap/mau.xlsx", views_import.staff_template, name="staff-template"),
    path("nhap/ghi/", views_import.staff_import_apply, name="staff-import-apply"),
    path("<slug:key>/", views_staff.staff_person, name="staff-person"),
    path("<slug:key>/sua/", views_staff.staff_edit, name="staff-edit"),
    path("<slug:key>/thoi/", views_staff.staff_leave, name="staff-leave"),
    path("<slug:key>/tro-lai/", views_staff.staff_return, name="staff-return"),
    path("<slug:key>/thoi-vai-tro/", views_staff.staff_rights_end, name="staff-rights-end"),
    path("<slug:key>/chuc-vu/", views_staff.staff_post, name="staff-post"),
]
_UNITS: _Addresses = [
    path("", views_units.units, name="units"),
    path("them/", views_units.unit_add, name="unit-add"),
    path("<int:pk>/sua/", views_units.unit_edit, name="unit-edit"),
    path("<int:pk>/<slug:verb>/", views_units.unit_step, name="unit-step"),
]
_RIGHTS: _Addresses = [
    path("", views_rights.rights, name="rights"),
    path("giao/", views_rights.rights_give, name="rights-give"),
    path("vai-tro/", views_rights.rights_table, name="rights-table"),
    path("tai-khoan/<int:pk>/", views_accounts.rights_account, name="rights-account"),
    path("<int:pk>/thoi/", views_rights.rights_end, name="rights-end"),
    path("loi-moi/<int:pk>/", views_rights.invitation_revoke, name="invitation-revoke"),
]
_SCHOOL: _Addresses = [
    path("", views_settings.school_settings, name="school-settings"),
    path("sua/", views_settings.school_edit, name="school-edit"),
    path("diem-truong/them/", views_settings.site_add, name="site-add"),
    path("diem-truong/<slug:site>/", views_settings.site_edit, name="site-edit"),
    path("diem-truong/<slug:site>/thoi/", views_settings.site_close, name="site-close"),
    path("thay-doi/<slug:verb>/", views_tree.school_change, name="school-change"),
    path("nhan-su/", include(_STAFF)),
    path("to-bo-phan/", include(_UNITS)),
    path("quyen/", include(_RIGHTS)),
]
_OFFICE: _Addresses = [
    path("", views_tree.office_schools, name="office-schools"),
    path("them/", views_tree.school_new, name="school-new"),
    path("<slug:school>/", views_tree.office_school, name="office-school"),
    path(
        "<slug:school>/<slug:verb>/", views_tree.office_school_change, name="office-school-change"
    ),
]
urlpatterns: _Addresses = [
    path("don-vi/", views_tree.office_new, name="office-new"),
    path("don-vi/moi/<slug:slug>/", views_tree.keeper_organisation, name="keeper-organisation"),
    path("don-vi/moi/<slug:slug>/<slug:verb>/", views_tree.keeper_change, name="keeper-change"),
    path("quan-tri/tai-khoan/", views_accounts.keeper_accounts, name="keeper-accounts"),
    path("quan-tri/tai-khoan/<int:pk>/", views_accounts.keeper_account, name="keeper-account"),
    path("don-vi/<slug:slug>/truong/", include(_OFFICE)),
    path("truong/<slug:slug>/nha-truong/", include(_SCHOOL)),
]
