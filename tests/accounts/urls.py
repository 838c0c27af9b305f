"""The addresses of the application with the pages of sign-in and the audit trail as proposed."""

from __future__ import annotations

from django.urls import include, path

from caitien.config.urls import urlpatterns as every

urlpatterns = [
    path("", include("caitien.schools.urls_audit")),
    path("tai-khoan/", include("caitien.accounts.allauth_urls")),
    *[one for one in every if str(one.pattern) != "tai-khoan/"],
]
handler400 = "caitien.ui.errors.bad_request"
handler403 = "caitien.ui.errors.forbidden"
handler404 = "caitien.ui.errors.not_found"
handler500 = "caitien.ui.errors.server_error"
