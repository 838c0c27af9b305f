"""Addresses of the audit trails, and of an invitation sent again."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from . import views_audit, views_invitations

urlpatterns: list[URLPattern | URLResolver] = [
    path("truong/<slug:slug>/nha-truong/nhat-ky/", views_audit.audit, name="audit"),
    path(
        "truong/<slug:slug>/nha-truong/nhat-ky/nhat-ky.<slug:kind>",
        views_audit.audit_file,
        name="audit-file",
    ),
    path("quan-tri/nhat-ky/", views_audit.system_audit, name="system-audit"),
    path(
        "quan-tri/nhat-ky/nhat-ky.<slug:kind>",
        views_audit.system_audit_file,
        name="system-audit-file",
    ),
    path("don-vi/<slug:slug>/nhat-ky/", views_audit.audit, name="office-audit"),
    path(
        "truong/<slug:slug>/nha-truong/quyen/loi-moi/<int:pk>/gui-lai/",
        views_invitations.invitation_resend,
        name="invitation-resend",
    ),
]
