"""Signing in with an office's own account (OIDC): only into an existing, verified address."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.internal.flows.login import complete_login
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from caitien.accounts.models import User
from caitien.config.urls import urlpatterns as every
from tests.people import Cast

from .test_signing_in import check_page, words_of

APP = {"provider_id": "don-vi", "name": "Sở Minh Hoạ", "client_id": "a", "secret": "b",
       "settings": {"server_url": "https://sso.example.vn"}}  # fmt: skip


@pytest.fixture(autouse=True)
def office(settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [APP]}}
    settings.ROOT_URLCONF = "tests.accounts.test_office_account"


def _urls() -> list[Any]:
    from caitien.accounts.allauth_urls import OFFICE

    return [path("tai-khoan/co-quan/", include(OFFICE)), *every]


urlpatterns = _urls()


def come(rf: Any, email: str, verified: bool, uid: str = "1") -> tuple[HttpRequest, HttpResponse]:
    """Come back from the office with this address."""
    from allauth.core.context import request_context
    from allauth.socialaccount.adapter import get_adapter

    request = rf.get("/")
    SessionMiddleware(lambda _: HttpResponse()).process_request(request)
    MessageMiddleware(lambda _: HttpResponse()).process_request(request)
    request.user = AnonymousUser()
    request.allauth = type("Allauth", (), {})()
    with request_context(request):
        provider = get_adapter().get_provider(request, "don-vi")
        account = SocialAccount(provider="don-vi", uid=uid, extra_data={})
        address = EmailAddress(email=email, verified=verified, primary=True)
        login = SocialLogin(
            account=account, email_addresses=[address], user=User(email=email), provider=provider
        )
        login.state = {}
        answer = complete_login(request, login)
    return request, answer


def test_the_verified_address_of_a_user_comes_in_and_keeps_the_password(
    cast: Cast, rf: Any
) -> None:
    request, answer = come(rf, cast.teacher.email.upper(), verified=True)
    assert answer.status_code == 302
    assert request.user == cast.teacher
    cast.teacher.refresh_from_db()
    assert cast.teacher.has_usable_password()
    again, _ = come(rf, "doi-dia-chi@example.vn", verified=True)
    assert again.user == cast.teacher, "known by the account from then on"


@pytest.mark.parametrize("verified", [False, None])
def test_an_unverified_address_opens_nothing(cast: Cast, rf: Any, verified: Any) -> None:
    request, answer = come(rf, cast.teacher.email, verified=verified)
    assert not request.user.is_authenticated
    assert "Chưa có lời mời" in words_of(answer.content.decode())


def test_an_unknown_address_makes_no_account(cast: Cast, rf: Any) -> None:
    count = User.objects.count()
    request, answer = come(rf, "la@example.vn", verified=True)
    assert not request.user.is_authenticated
    assert User.objects.count() == count
    assert "Chưa có gì được tạo" in answer.content.decode()


def test_the_keeper_and_who_left_do_not_come_in_this_way(cast: Cast, rf: Any) -> None:
    User.objects.filter(pk=cast.viewer.pk).update(is_active=False)
    for user in (cast.keeper, cast.viewer):
        request, _ = come(rf, user.email, verified=True, uid=user.email)
        assert not request.user.is_authenticated


def test_the_second_step_is_asked_for_here_too(cast: Cast, rf: Any) -> None:
    TOTP.activate(cast.head, "JBSWY3DPEHPK3PXP")
    request, answer = come(rf, cast.head.email, verified=True)
    assert not request.user.is_authenticated
    assert "nhap-ma" in answer["Location"]


def test_the_button_stands_on_the_sign_in_page_and_posts(cast: Cast) -> None:
    html = check_page(cast.client().get("/tai-khoan/dang-nhap/"))
    assert "Đăng nhập bằng Sở Minh Hoạ" in html
    assert 'method="post" action="/tai-khoan/co-quan/don-vi/' in html
    ask = check_page(cast.client().get("/tai-khoan/co-quan/don-vi/"))
    assert "trang đăng nhập của" in ask


def test_giving_up_or_failing_over_there_is_told_in_vietnamese(cast: Cast, rf: Any) -> None:
    check_page(cast.client().get("/tai-khoan/co-quan/bo-do/"))
    check_page(cast.client().get("/tai-khoan/co-quan/khong-duoc/"))
    failed = cast.client().get("/tai-khoan/co-quan/don-vi/tro-ve/?code=a&state=xau")
    assert failed.status_code == 401
    assert "Chưa đăng nhập được" in check_page(failed)
    gone = render(rf.get("/"), "account/signup_closed.html")
    assert "Chưa có lời mời" in gone.content.decode()


def test_an_unknown_office_is_not_found(cast: Cast) -> None:
    assert cast.client().get("/tai-khoan/co-quan/khac/").status_code == 404
