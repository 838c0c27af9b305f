"""The addresses of the application: each room's own file, in one list."""

from __future__ import annotations

from django.urls import include, path

from caitien.ui import converters  # noqa: F401 - registers the school year of addresses

urlpatterns = [
    path("", include("caitien.reports.urls")),
    path("", include("caitien.accounts.urls")),
    path("", include("caitien.schools.urls_audit")),
    path("", include("caitien.schools.urls")),
    path("", include("caitien.schools.urls_files")),
    path("", include("caitien.schools.urls_invited")),
    path("", include("caitien.plans.urls")),
    path("", include("caitien.exchange.urls")),
    path("", include("caitien.notices.urls")),
    path("", include("caitien.ui.urls")),
    path("tai-khoan/", include("caitien.accounts.allauth_urls")),
]
handler400 = "caitien.ui.errors.bad_request"
handler403 = "caitien.ui.errors.forbidden"
handler404 = "caitien.ui.errors.not_found"
handler500 = "caitien.ui.errors.server_error"
