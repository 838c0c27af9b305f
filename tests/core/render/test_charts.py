"""Pictures: well-formed, escaped, named, never colour alone, and the same as their tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from caitien.core.render import charts
from caitien.core.render.charts_levels import STEPS
from caitien.core.render.charts_svg import fit

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(1)</script>\" onload='x' \x00\x08\ud800 &amp; ]]> <![CDATA["
FIRST, LAST = date(2026, 8, 1), date(2027, 7, 31)
texts = st.text(max_size=40)
levels = st.one_of(st.none(), st.integers(-2, 9))
days = st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2035, 12, 31)))


def wheel(text: str, level: int | None = 2) -> str:
    criterion = charts.CriterionLevel(text, text, level)
    return charts.level_wheel([charts.StandardLevels(text, text, (criterion,) * 3)], title=text)


def heat(text: str) -> str:
    rows = [charts.CriterionYears(text, text, (None, charts.NOT_IN_FORCE, 0, 3))]
    return charts.criterion_heat_map(rows, [2023, 2024, 2025, 2026], title=text, key=text)


def timeline(text: str) -> str:
    bar = charts.TimelineBar(
        text, FIRST, LAST, "dang_lam", text, 40, (date(2027, 1, 5),), "/truong/x/?a=1&b=2"
    )
    return charts.plan_timeline(
        [bar, charts.TimelineBar(text, None, None, text)],
        first=FIRST,
        last=LAST,
        today=date(2026, 11, 20),
        title=text,
        flags=[charts.Flag(date(2027, 6, 15), text)],
        key=text,
    )


def budget(text: str) -> str:
    return charts.budget_bars([charts.BudgetBar(text, 5_000_000), charts.BudgetBar(text, None)],
                              title=text)  # fmt: skip


def progress(text: str) -> str:
    return charts.progress_bar(3, 8, label=text, key=text)


PICTURES: list[Callable[[str], str]] = [wheel, heat, timeline, budget, progress]


def parse(svg: str) -> etree._Element:
    return etree.fromstring(svg.encode("utf-8"), etree.XMLParser(resolve_entities=False))


def sound(svg: str) -> etree._Element:
    """Parse a picture and hold it to what every picture must be."""
    root = parse(svg)
    assert root.tag == SVG + "svg"
    names = [each.tag for each in root.iter() if isinstance(each.tag, str)]
    assert {SVG + "script", SVG + "style", SVG + "foreignObject"}.isdisjoint(names)
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    for each in root.iter():
        for name, value in each.attrib.items():
            assert name != "style"
            assert not str(name).startswith("on")
            used = re.fullmatch(r"url\(#(.+)\)", str(value))
            assert used is None or used[1] in ids, value
    for name in str(root.get("aria-labelledby")).split():
        assert name in ids
    assert root[0].tag == SVG + "title"
    assert root[1].tag == SVG + "desc"
    assert root[1].text
    return root


@pytest.mark.parametrize("draw", PICTURES)
def test_hostile_text_stays_text(draw: Callable[[str], str]) -> None:
    root = sound(draw(HOSTILE))
    assert "alert(1)" in (root[0].text or "")
    assert "onload='x'" in (root[0].text or "")


@pytest.mark.parametrize("draw", PICTURES)
@given(text=texts)
def test_any_text_gives_a_sound_picture(draw: Callable[[str], str], text: str) -> None:
    sound(draw(text))


@given(st.lists(st.lists(levels, max_size=6), max_size=6), st.integers(-1, 6))
def test_a_wheel_of_any_levels(groups: list[list[int | None]], most: int) -> None:
    standards = [
        charts.StandardLevels(str(s), "Tên", tuple(
            charts.CriterionLevel(f"{s}.{c}", "Tên", level) for c, level in enumerate(group)))
        for s, group in enumerate(groups)
    ]  # fmt: skip
    root = sound(charts.level_wheel(standards, title="Mức", most=most))
    unknown = [each for group in groups for each in group].count(None)
    hatched = [p for p in root.iter(SVG + "path") if p.get("fill") == "url(#wheel-hatch)"]
    assert len(hatched) == unknown
    assert len(charts.level_wheel_rows(standards).rows) == sum(map(len, groups))


def test_not_assessed_is_not_zero() -> None:
    assert "url(#wheel-hatch)" in re.sub("<rect.*?>", "", wheel("a", None))
    assert "url(#wheel-hatch)" not in re.sub("<rect.*?>", "", wheel("a", 0))
    assert charts.level_words(None) == "chưa đánh giá"
    assert charts.level_words(0) == "chưa đạt mức 1"


def test_a_level_is_told_by_its_numeral() -> None:
    root = sound(wheel("1.1", 3))
    assert [each.text for each in root.iter(SVG + "text")].count("3") == 3


def test_an_edition_without_the_criterion_is_neither_failed_nor_missing() -> None:
    root = sound(heat("1.1"))
    shown = [each.text for each in root.iter(SVG + "text")]
    assert "–" in shown
    rows = [charts.CriterionYears("1.1", "Tên", (charts.NOT_IN_FORCE,))]
    table = charts.criterion_heat_map_rows(rows, [2025, 2026])
    assert table.head == ("Tiêu chí", "Năm học 2025-2026", "Năm học 2026-2027")
    assert table.rows == (("1.1 Tên", "không có trong quy định năm đó", "chưa đánh giá"),)


@given(
    st.lists(
        st.tuples(
            days,
            days,
            st.sampled_from(
                ["chua_giao", "dang_lam", "cho_xac_nhan", "hoan_thanh", "qua_han", "dung", "lạ"]
            ),
        ),
        max_size=8,
    )
)
def test_a_timeline_of_any_days_stays_inside(
    bars: list[tuple[date | None, date | None, str]],
) -> None:  # fmt: skip
    drawn = [charts.TimelineBar("Việc", start, due, state, done=50) for start, due, state in bars]
    svg = charts.plan_timeline(drawn, first=FIRST, last=LAST, today=LAST, title="Thời gian")
    root = sound(svg)
    for rect in root.iter(SVG + "rect"):
        assert float(rect.get("width") or 0) >= 0
        assert float(rect.get("x") or 0) + float(rect.get("width") or 0) <= 1085
    assert len(charts.plan_timeline_rows(drawn).rows) == len(bars)


def test_a_timeline_says_what_it_cannot_draw() -> None:
    bars = [
        charts.TimelineBar("Chưa hạn", None, None, "chua_giao"),
        charts.TimelineBar("Năm trước", date(2020, 1, 1), date(2020, 2, 1), "qua_han"),
    ]
    svg = charts.plan_timeline(bars, first=FIRST, last=LAST, today=None, title="Thời gian")
    assert "chưa có thời hạn" in svg
    assert "ngoài năm học này: 01/01/2020 – 01/02/2020" in svg
    assert "hôm nay" not in svg
    assert charts.plan_timeline_rows(bars).rows[1] == (
        "Năm trước",
        "01/01/2020 – 01/02/2020",
        "Quá hạn",
        "",
    )


def test_states_differ_without_colour() -> None:
    states = ["chua_giao", "dang_lam", "cho_xac_nhan", "hoan_thanh", "qua_han", "dung"]
    marks = set()
    for state in states:
        bar = charts.TimelineBar("Việc", FIRST, LAST, state)
        root = sound(charts.plan_timeline([bar], first=FIRST, last=LAST, today=None, title="T"))
        drawn = next(r for r in root.iter(SVG + "rect") if r.get("rx") == "3")
        ground = str(drawn.get("fill"))
        ticks = sum(p.get("fill") == "none" for p in root.iter(SVG + "path"))
        kind = ground if ground.startswith("url") else "solid" if ground != "#FFFFFF" else "empty"
        marks.add((kind, drawn.get("stroke-dasharray"), ticks))
    assert len(marks) == len(states)


def test_links_stay_on_this_site() -> None:
    for url, taken in (
        ("/truong/a/", True),
        ("#x", True),
        ("//xau.example", False),
        ("/\\xau.example", False),
        ("javascript:alert(1)", False),
        ("https://xau.example", False),
    ):
        bar = charts.TimelineBar("Việc", FIRST, LAST, "dang_lam", url=url)
        svg = charts.plan_timeline([bar], first=FIRST, last=LAST, today=None, title="T")
        assert ("<a " in svg) is taken, url


def test_flags_do_not_cover_one_another() -> None:
    flags = [
        charts.Flag(date(2027, 6, 1) + timedelta(days=i), "Một ngày dài của luật") for i in range(4)
    ]
    svg = charts.plan_timeline([], first=FIRST, last=LAST, today=None, title="T", flags=flags)
    heights = [t.get("y") for t in sound(svg).iter(SVG + "text") if "luật" in (t.text or "")]
    assert len(set(heights)) == 4


def test_missing_money_is_not_zero() -> None:
    bars = [charts.BudgetBar("Ngân sách", None), charts.BudgetBar("Xã hội hóa", 0, 0)]
    assert charts.budget_bars_rows(bars).rows == (
        ("Ngân sách", "chưa có số tiền", ""),
        ("Xã hội hóa", "0 đồng", "0 đồng"),
    )
    root = sound(charts.budget_bars(bars, title="Kinh phí"))
    shown = [each.text for each in root.iter(SVG + "text")]
    assert shown.count("0 đồng") == 2
    assert shown.count("chưa có số tiền") == 1


@given(st.integers(-3, 400), st.integers(-3, 300))
def test_progress_never_runs_over(done: int, total: int) -> None:
    root = sound(charts.progress_bar(done, total, label="Việc"))
    assert all(float(r.get("width") or 0) <= 319 for r in root.iter(SVG + "rect"))


def test_zero_of_zero_is_hatched_and_said() -> None:
    svg = charts.progress_bar(0, 0, label="Việc của tổ")
    assert "chưa được giao" in svg
    assert 'fill="url(#progress-hatch)"' in svg
    assert charts.progress_bar_rows(0, 0, label="Việc").rows == (("Việc", "chưa được giao"),)


def test_numerals_stand_out_from_their_step() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        line = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
        return 0.2126 * line[0] + 0.7152 * line[1] + 0.0722 * line[2]

    for fill, ink in STEPS:
        high, low = sorted((light(fill), light(ink)), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 4.5, fill
    assert len({fill for fill, _ in STEPS}) == len(STEPS)


@given(texts, st.floats(10, 400))
def test_shortened_text_is_a_beginning(text: str, width: float) -> None:
    short = fit(text, width)
    whole = " ".join(text.split())
    assert short == whole or whole.startswith(short[:-1].rstrip())
