"""The pages of django-allauth this application serves, with Vietnamese addresses; no others.

Signing up, managing e-mail addresses and connecting accounts have no address: people come by
invitation and have the one address they were invited by.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as social
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path

from . import views_allauth as own

_Addresses = list[URLPattern | URLResolver]

_PASSWORD: _Addresses = [
    path("doi/", account.password_change, name="account_change_password"),
    path("dat/", account.password_set, name="account_set_password"),
    path("quen/", own.password_reset, name="account_reset_password"),
    path("quen/da-gui/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "moi/xong/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(  # django-allauth builds the letter's link as <user>-<key>
        r"^moi/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
_KEYS: _Addresses = [
    path("", keys.list_webauthn, name="mfa_list_webauthn"),
    path("them/", own.add_key, name="mfa_add_webauthn"),
    path("xac-minh-lai/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("<int:pk>/bo/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("<int:pk>/doi-ten/", own.edit_key, name="mfa_edit_webauthn"),
]
_SECOND: _Addresses = [
    path("", mfa.index, name="mfa_index"),
    path("nhap-ma/", mfa.authenticate, name="mfa_authenticate"),
    path("xac-minh-lai/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("ung-dung/bat/", totp.activate_totp, name="mfa_activate_totp"),
    path("ung-dung/tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("ma-du-phong/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("ma-du-phong/tao/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("ma-du-phong/tai-ve/", own.recovery_codes_file, name="mfa_download_recovery_codes"),
    path("khoa/", include(_KEYS)),
]
OFFICE: _Addresses = [
    path("bo-do/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("khong-duoc/", social.login_error, name="socialaccount_login_error"),
    path("<slug:provider_id>/", own.office_login, name="openid_connect_login"),
    path("<slug:provider_id>/tro-ve/", own.office_callback, name="openid_connect_callback"),
]
urlpatterns: _Addresses = [
    path("dang-nhap/", own.sign_in, name="account_login"),
    path("dang-nhap/khoa/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("ngung-dung/", account.account_inactive, name="account_inactive"),
    path("xac-minh-lai/", account.reauthenticate, name="account_reauthenticate"),
    path("mat-khau/", include(_PASSWORD)),
    path("hai-buoc/", include(_SECOND)),
]
if settings.SOCIALACCOUNT_PROVIDERS:
    urlpatterns.append(path("co-quan/", include(OFFICE)))
