"""The frame of every page: rail, bar, demo band, what stands on a page without sign-in."""

from __future__ import annotations

import re
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory

from caitien.ui.frame import Place, phone_places, places, school_year_on, year_links
from caitien.ui.templatetags.caitien import rail_item

pytestmark = pytest.mark.urls("tests.ui.urls")


def scope(*capabilities: str, office: bool = False, demo: bool = False) -> Any:
    organisation = SimpleNamespace(
        slug="thcs-mau", name="Trường <Mẫu>", short_name="", is_office=office, is_demo=demo
    )
    return SimpleNamespace(
        organisation=organisation,
        today=date(2026, 11, 20),
        may=lambda name: name in capabilities,
    )


ALL = ("mine.view", "plan.view", "office.view", "delivery.view", "staff.view", "audit.view")


def drawn(**context: Any) -> str:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return render_to_string("ui/base.html", context, request)


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 7, 31), 2025), (date(2026, 8, 1), 2026), (date(2027, 1, 5), 2026)],
)
def test_school_year_of_a_day(day: date, year: int) -> None:
    assert school_year_on(day) == year


def test_rail_of_a_school() -> None:
    found = places(scope(*ALL), 2025, "imports")
    assert [each.text for each in found] == ["Tổng quan", "Việc của tôi", "Kế hoạch", "Nhà trường"]
    assert [each.name for each in found if each.current] == ["plans"], "a file is read for a plan"
    assert found[0].url == "/truong/thcs-mau/2025/"
    assert [each.name for each in phone_places(scope(*ALL), found)] == ["mine", "plans"]


def test_rail_of_an_office_leaves_out_rooms_that_have_no_address() -> None:
    found = places(scope(*ALL, office=True), None, "office")
    assert [each.name for each in found] == ["office", "deliveries", "office-schools", "staff"]
    assert year_links(scope(office=True), None) == []


def test_a_person_sees_only_their_rooms() -> None:
    assert [each.name for each in places(scope(), None, "")] == ["overview", "school"]
    assert [each.name for each in phone_places(scope(), places(scope(), None, ""))] == [
        "overview",
        "school",
    ]


def test_years_to_turn_to_hold_the_one_shown() -> None:
    links = year_links(scope(), 2019)
    assert [each.year for each in links] == [2027, 2026, 2025, 2024, 2023, 2019]
    assert [each.year for each in links if each.current] == [2019]


def test_frame_escapes_names_and_marks_the_open_room() -> None:
    html = drawn(scope=scope(*ALL), year=2026, active="plans")
    assert "Trường &lt;Mẫu&gt;" in html
    assert html.count('aria-current="page"') == 2, "once in the rail, once in the bar"
    assert "DỮ LIỆU MINH HỌA" not in html
    assert html.count("<h1>") == 1
    assert 'href="#noi-dung"' in html
    assert 'id="noi-dung"' in html


@pytest.mark.parametrize("context", [{"scope": scope(demo=True)}, {"is_demo_site": True}])
def test_demo_is_marked_on_every_page(context: dict[str, Any], settings: Any) -> None:
    settings.DEMO = context.get("is_demo_site", False)
    assert "DỮ LIỆU MINH HỌA" in drawn(**context)


def test_pages_are_drawn_without_a_scope() -> None:
    assert "rail-list" not in drawn().split("<main")[0].split("user-menu")[0]


def test_unread_notices_are_counted_where_the_page_says_so() -> None:
    request = RequestFactory().get("/")
    request.user = SimpleNamespace(is_authenticated=True, pk=1)  # type: ignore[assignment]
    context = {"scope": scope(*ALL), "active": "mine"}
    assert "chưa đọc" not in render_to_string("ui/base.html", context, request)
    assert "chưa đọc" in render_to_string("ui/base.html", {**context, "unread": 3}, request)


def test_components_carry_their_token_even_when_included_alone() -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    template = (
        '{% include "ui/confirm.html" with id="a" title="Xóa?" action="/x/" button="Xóa" '
        "with_once=True hidden=hidden only %}"
    )
    html = engines["django"].from_string(template).render({"hidden": {"khoa": "<1>"}}, request)
    assert re.search(r'name="csrfmiddlewaretoken" value="\w{64}"', html)
    assert 'name="once"' in html
    assert 'name="khoa" value="&lt;1&gt;"' in html


def test_frame_asks_the_database_nothing(django_assert_num_queries: Any, db: None) -> None:
    with django_assert_num_queries(0):
        drawn(scope=scope(*ALL), year=2026, active="mine")


def test_places_of_the_rail_are_drawn_alike_everywhere_and_escaped() -> None:
    place = Place("mine", "Việc <của> tôi", "mine", "/a/?b=1&c=2", current=True)
    shown = rail_item(place)
    assert 'href="/a/?b=1&amp;c=2" aria-current="page"><svg class="icon"' in shown
    assert "<span>Việc &lt;của&gt; tôi</span></a></li>" in shown
    assert "aria-current" not in rail_item(Place("mine", "Việc", "mine", "/"))
    html = drawn(scope=scope(*ALL), year=2026, active="mine")
    assert html.count("Trường &lt;Mẫu&gt;") >= 2  # in the rail and behind “Thêm”
    assert "&lt;svg" not in html
