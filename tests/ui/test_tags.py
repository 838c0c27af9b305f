"""Filters and tags of every page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from caitien.ui import clock
from caitien.ui.icons import ICONS
from caitien.ui.states import LOOKS
from caitien.ui.templatetags import caitien as tags

TONES = {"none", "work", "soon", "late", "done", "sealed", "hatched"}


def draw(template: str, /, **context: Any) -> str:
    return Template(template).render(Context(context))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(2022, 8, 8), "08/08/2022"),
        (datetime(2026, 11, 20, 18, 0, tzinfo=UTC), "21/11/2026"),
        (None, ""),
        ("", ""),
        ("hôm qua", ""),
    ],
)
def test_day(value: object, shown: str) -> None:
    assert tags.day(value) == shown


def test_moment_is_told_at_the_place_of_the_installation() -> None:
    assert tags.moment(datetime(2022, 8, 8, 7, 3, tzinfo=UTC)) == "14:03 08/08/2022"
    assert tags.moment(None) == ""


@pytest.mark.parametrize(
    ("due", "shown"),
    [
        (date(2026, 12, 2), "còn 12 ngày"),
        (date(2026, 11, 20), "hôm nay"),
        (date(2026, 11, 17), "quá hạn 3 ngày"),
        (date(2030, 11, 20), "còn 1.461 ngày"),
        (None, ""),
    ],
)
def test_left(due: date | None, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    today = date(2026, 11, 20)
    assert tags.left(due, today) == shown
    monkeypatch.setattr(clock, "today", lambda: today)
    assert draw("{{ due|left }}", due=due) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (5_000_000, "5.000.000 đồng"),
        (0, "0 đồng"),
        (Decimal("1234.5"), "1.234 đồng"),
        (None, ""),
        ("", ""),
        ("nhiều", ""),
        (True, ""),
        (float("nan"), ""),
    ],
)
def test_missing_money_is_not_zero(value: object, shown: str) -> None:
    assert tags.dong(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1234.5, "1.234,5"),
        (Decimal("0.10"), "0,1"),
        (-1500, "-1.500"),
        (Decimal("-0.0"), "0"),
        ("", ""),
        (100, "100"),
        ("1E+3", "1.000"),
    ],
)
def test_number(value: object, shown: str) -> None:
    assert tags.number_vi(value) == shown


@given(st.integers())
def test_a_number_reads_back(value: int) -> None:
    assert int(tags.number_vi(value).replace(".", "")) == value


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (2026, "2026-2027"),
        ("2026", "2026-2027"),
        (date(2026, 7, 31), "2025-2026"),
        (date(2026, 8, 1), "2026-2027"),
        ("", ""),
        (None, ""),
    ],
)
def test_school_year(value: object, shown: str) -> None:
    assert tags.school_year(value) == shown


@pytest.mark.parametrize(
    ("size", "shown"),
    [(0, "0 byte"), (900, "900 byte"), (1536, "1,5 KB"), (52_428_800, "50 MB"), (None, "")],
)
def test_file_size(size: object, shown: str) -> None:
    assert tags.file_size(size) == shown


@given(st.integers(-5, 500), st.integers(-5, 300))
def test_percent_stays_between_0_and_100(done: int, total: int) -> None:
    assert 0 <= tags.percent(done, total) <= 100
    assert (tags.share_of(done, total) is None) == (total == 0)


def test_icons_are_sound_and_silent_unless_they_have_a_label() -> None:
    for name in ICONS:
        silent = etree.fromstring(draw("{% icon name %}", name=name))
        assert silent.get("aria-hidden") == "true"
        assert len(silent) >= 1
    told = etree.fromstring(draw("{% icon 'more' label %}", label='<"Việc khác">'))
    assert told.get("role") == "img"
    assert told.get("aria-label") == '<"Việc khác">'


def test_an_unknown_icon_is_a_fault() -> None:
    with pytest.raises(KeyError):
        draw("{% icon 'không có' %}")


def test_every_state_has_a_word_a_tone_and_a_glyph() -> None:
    for kind, look in LOOKS.items():
        assert look.tone in TONES, kind
        assert look.icon in ICONS, kind
        assert look.text, kind


def test_the_states_of_a_plan_speak_as_the_table_does() -> None:
    from caitien.plans.models import Plan

    for state in Plan.State:
        assert LOOKS[state.value].text == state.label


def test_a_chip_carries_word_and_glyph() -> None:
    chip = draw(
        '{% include "ui/chip.html" with kind="qua_han" text=text only %}', text="Quá hạn <3> ngày"
    )
    assert 'class="chip chip-late"' in chip
    assert "Quá hạn &lt;3&gt; ngày" in chip
    assert "<svg" in chip
    assert "Bản nháp" in draw('{% include "ui/chip.html" with kind="ban_nhap" only %}')
    assert "chip-none" in draw('{% include "ui/chip.html" with kind="lạ" text="Lạ" only %}')


def query(template: str, address: str = "/?q=Lan&page=3&loai=a&loai=b") -> str:
    return draw(template, request=RequestFactory().get(address))


def test_query_keeps_the_rest_and_goes_back_to_the_first_page() -> None:
    assert query("{% query page=4 %}") == "?q=Lan&amp;page=4&amp;loai=a&amp;loai=b"
    assert query("{% query state='x' %}") == "?q=Lan&amp;loai=a&amp;loai=b&amp;state=x"
    assert query("{% query q=None loai='' %}") == "?"
    assert query("{% query q='<&>' loai=None %}") == "?q=%3C%26%3E"
    assert draw("{% query a=1 %}") == "?a=1"


def test_once_is_new_each_time_and_kept_when_a_form_is_shown_again() -> None:
    factory = RequestFactory()
    first, second = (draw("{% once %}", request=factory.get("/")) for _ in range(2))
    assert first != second
    token = etree.fromstring(first.replace('">', '"/>')).get("value") or ""
    assert 16 <= len(token) <= 64
    assert draw("{% once %}", request=factory.post("/", {"once": token})) == first
    hostile = draw("{% once %}", request=factory.post("/", {"once": '"><script>' * 9}))
    assert "script" not in hostile


def test_zero_of_zero_is_not_lateness() -> None:
    empty = draw('{% include "ui/progress.html" with done=0 total=0 label="Việc của tổ" only %}')
    assert "chưa được giao" in empty
    assert "<progress" not in empty
    half = draw('{% include "ui/progress.html" with done=3 total=8 label="Việc" only %}')
    assert 'value="37"' in half
    assert "3/8" in half


def test_picture_takes_only_svg() -> None:
    assert tags.picture("<svg ></svg>") == "<svg ></svg>"
    assert tags.picture("<script>") == ""
