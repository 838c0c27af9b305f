"""The health page tells the truth when the database is gone, to whoever asks."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connections
from django.urls import reverse

from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.parametrize("accept", ["application/json", "text/html"])
@pytest.mark.parametrize("signed_in", [True, False])
def test_health_tells_the_truth_when_the_database_is_gone(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, error: Any, accept: str, signed_in: bool
) -> None:
    def gone(*_: Any, **__: Any) -> Any:
        raise error("gone")

    browser = cast.client(cast.head if signed_in else None)
    with monkeypatch.context() as broken:
        broken.setattr(type(connections["default"]), "cursor", gone)
        answer = browser.get(reverse("health"), headers={"Accept": accept})
    assert answer.status_code == 503
    assert answer["Content-Type"].startswith(accept)
    if accept == "text/html":
        text = answer.content.decode()
        assert "Không kết nối được cơ sở dữ liệu." in text
        assert "Hệ thống có phần chưa chạy được" in text
    else:
        assert answer.json()["checks"]["database"] is False


def test_health_of_a_demo_carries_its_band(cast: Cast, settings: Any) -> None:
    settings.DEMO = True
    answer = cast.client().get(reverse("health"), headers={"Accept": "text/html"})
    assert "DỮ LIỆU MINH HỌA" in answer.content.decode()


def test_health_answers_programs_that_ask_for_the_head_only(cast: Cast) -> None:
    answer = cast.client().head(reverse("health"))
    assert (answer.status_code, answer.content) == (200, b"")
