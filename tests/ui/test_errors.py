"""What went wrong: what happened, what was kept, what to do; never a bare code."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client, RequestFactory

from caitien.ui import errors

pytestmark = [pytest.mark.urls("tests.ui.urls"), pytest.mark.django_db]
TELLER = "caitien.ui.middleware_problems.TellProblems"


@pytest.fixture
def browser(settings: Any) -> Client:
    if TELLER not in settings.MIDDLEWARE:
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, TELLER]
    settings.CSRF_FAILURE_VIEW = "caitien.ui.errors.csrf_failure"
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("problem", 400, "kế hoạch còn thiếu ngày"),
        ("conflict", 409, "Cô Lan vừa sửa ô này"),
        ("forbidden", 403, "chưa có quyền"),
        ("missing", 404, "Không tìm thấy trang"),
        ("big", 413, "quá lớn"),
        ("broken", 500, "Những gì đã lưu trước đó vẫn còn nguyên"),
    ],
)
def test_pages(browser: Client, kind: str, status: int, words: str) -> None:
    answer = browser.get(f"/sai/{kind}/")
    text = answer.content.decode()
    assert answer.status_code == status
    assert words in text
    assert "Về trang đầu" in text
    assert "<script>" not in text


def test_our_javascript_gets_both_versions_of_a_conflict(browser: Client) -> None:
    answer = browser.get("/sai/conflict/", headers={"X-Caitien": "1"})
    told = json.loads(answer.content)
    assert answer.status_code == 409
    assert (told["mine"], told["theirs"]) == ("bản của tôi", "bản kia")
    assert told["message"] == "Cô Lan vừa sửa ô này."


def test_htmx_gets_plain_words(browser: Client) -> None:
    answer = browser.get("/sai/problem/", headers={"HX-Request": "true"})
    assert answer["Content-Type"].startswith("text/plain")
    assert answer.content.decode().startswith("Chưa gửi được")


def test_an_address_that_only_takes_what_is_sent(browser: Client) -> None:
    answer = browser.get("/gui/")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "chỉ dùng để gửi" in answer.content.decode()
    assert browser.post("/gui/").content.decode() == "đã nhận"


def test_a_wrong_host_gets_the_page_too(browser: Client) -> None:
    answer = browser.get("/", headers={"Host": "xau.example", "Referer": "http://xau.example/"})
    assert answer.status_code == 400
    assert "Chưa hiểu được yêu cầu" in answer.content.decode()


def test_404_of_an_address_nobody_knows(browser: Client) -> None:
    answer = browser.get("/khong-co-dau/")
    assert answer.status_code == 404
    assert "Không tìm thấy trang" in answer.content.decode()


def test_a_page_that_stood_open_too_long_is_told_kindly(settings: Any) -> None:
    settings.CSRF_FAILURE_VIEW = "caitien.ui.errors.csrf_failure"
    answer = Client(enforce_csrf_checks=True).post("/", {"name": "Lan"})
    assert answer.status_code == 403
    assert "Trang đã mở quá lâu" in answer.content.decode()


@pytest.mark.parametrize(
    ("came", "shown"),
    [
        ("http://testserver/truong/x/", True),
        ("https://xau.example/", False),
        ("javascript:alert(1)", False),
        ("", False),
    ],
)
def test_the_way_back_is_one_of_ours(came: str, shown: bool) -> None:
    request = RequestFactory().get("/a/", headers={"Referer": came})
    from django.contrib.auth.models import AnonymousUser

    request.user = AnonymousUser()
    answer = errors.answer(request, 404)
    assert ("Quay lại trang vừa rồi" in answer.content.decode()) is shown


def test_the_500_page_asks_no_database(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500


def test_every_status_says_what_to_do() -> None:
    for status, words in errors.WORDS.items():
        assert "hãy" in words.message.lower(), status
        assert not words.title.isdigit()
