"""Levels of criteria, standards and schools under both rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caitien.core.regulations.levels import (
    Outcome,
    assess_criterion,
    assess_school,
    assess_standard,
    lowest,
    percent,
    tally,
)
from caitien.core.regulations.loader import catalogue_ids, load_catalogue
from caitien.core.regulations.model import Catalogue

TH, PT = load_catalogue("tt17-2018"), load_catalogue("tt57-2026/pho_thong")


def at(catalogue: Catalogue, level: int, **others: int | None) -> dict[str, int | None]:
    """Every criterion at ``level`` (or its top), but those named c1_3=… otherwise."""
    levels: dict[str, int | None] = {c.code: min(level, c.top) for c in catalogue.criteria}
    return levels | {name[1:].replace("_", "."): value for name, value in others.items()}


def test_criterion_needs_every_indicator_of_every_level() -> None:
    criterion = TH.criteria[0]
    full = {1: [True, True, True], 2: [True], 3: [True]}
    assert assess_criterion(criterion, full).level == 3
    assert assess_criterion(criterion, {**full, 3: [False]}).level == 2
    assert assess_criterion(criterion, {**full, 2: [False]}).level == 1
    assert assess_criterion(criterion, {**full, 1: [True, False, True]}).level == 0


def test_criterion_not_assessed_is_not_zero() -> None:
    criterion = TH.criteria[0]
    outcome = assess_criterion(criterion, {1: [True, True, True], 2: [None]})
    assert (outcome.level, outcome.at_least) == (None, 1)
    assert assess_criterion(criterion, {}).level is None
    assert assess_criterion(criterion, {1: [None, False]}).level == 0


def test_criterion_without_level_3_tops_at_2() -> None:
    criterion = TH.criterion("1.2")
    assert criterion is not None
    assert assess_criterion(criterion, {1: [True], 2: [True], 3: [True]}).level == 2


@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_school_of_2018_takes_the_level_all_criteria_have(level: int) -> None:
    outcome = assess_school(TH, at(TH, level))
    assert outcome.level == level
    assert outcome.label == (f"Mức {level}" if level else "Không đạt")
    assert "Thông tư 17/2018/TT-BGDĐT" in outcome.reason


def test_one_criterion_behind_holds_the_school() -> None:
    outcome = assess_school(TH, at(TH, 3, c2_2=1))
    assert outcome.level == 1
    assert [(b.code, b.have, b.need) for b in outcome.blocks] == [("2.2", 1, 2)]
    assert "2.2" in outcome.blocks[0].text


def test_level_4_needs_every_clause() -> None:
    most: dict[int, bool | None] = {1: True, 2: True, 3: True, 4: True}
    outcome = assess_school(TH, at(TH, 3), most)
    assert outcome.level == 3
    assert [b.code for b in outcome.blocks] == ["khoản 5"]
    assert "chưa đánh giá" in outcome.blocks[0].text
    top = assess_school(TH, at(TH, 3), most | {5: True})
    assert (top.level, top.label, top.blocks) == (4, "Mức 4", ())
    assert assess_school(TH, at(TH, 2), most | {5: True}).level == 2


@pytest.mark.parametrize("catalogue_id", catalogue_ids())
def test_not_assessed_is_said_and_never_zero(catalogue_id: str) -> None:
    catalogue = load_catalogue(catalogue_id)
    outcome = assess_school(catalogue, at(catalogue, 1, c3_1=None))
    assert (outcome.level, outcome.label) == (None, "chưa tính được")
    assert outcome.missing == ("3.1",)
    assert outcome.blocks == ()
    assert assess_school(catalogue, {}).level is None
    assert assess_school(catalogue, at(catalogue, 0)).level == 0


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ({}, 2),
        ({"c1_1": 1, "c1_2": 1}, 2),
        ({"c1_1": 1, "c1_2": 1, "c2_3": 1}, 1),
        ({"c1_1": 0}, 1),
        ({"c1_1": 0, "c1_2": 0}, 1),
        ({"c1_1": 0, "c1_2": 0, "c2_3": 0}, 0),
        ({"c1_3": 1}, 1),
        ({"c4_2": 0}, 0),
    ],
)
def test_school_of_2026_by_quota(others: dict[str, int], expected: int) -> None:
    outcome = assess_school(PT, at(PT, 2, **others))
    assert outcome.level == expected
    assert outcome.label == (f"Mức {expected}" if expected else "Không đạt Mức 1")
    assert "khoản 3 Điều 5" in outcome.reason


def test_blocks_of_2026_say_how_many_to_choose() -> None:
    outcome = assess_school(PT, at(PT, 2, c1_1=1, c1_2=1, c2_3=1))
    assert [(b.code, b.need, b.choose) for b in outcome.blocks] == [
        ("1.1", 2, 1),
        ("1.2", 2, 1),
        ("2.3", 2, 1),
    ]
    assert "ít nhất 1" in outcome.blocks[0].text


def test_standards() -> None:
    assert assess_standard(TH, "1", at(TH, 3)).level == 3
    assert assess_standard(TH, "1", at(TH, 3, c2_2=0)).level == 3
    held = assess_standard(TH, "2", at(TH, 3, c2_2=0))
    assert held.level == 0
    assert [b.code for b in held.blocks] == ["2.2"]
    assert assess_standard(TH, "1", {"1.1": 2}).level is None
    assert assess_standard(PT, "1", at(PT, 2)).level is None
    assert assess_standard(TH, "9", at(TH, 3)).level is None


def test_school_of_several_levels_takes_the_lowest() -> None:
    high, low = assess_school(PT, at(PT, 2)), assess_school(PT, at(PT, 1))
    assert lowest([high, low]).level == 1
    assert lowest([high]).level == 2
    unknown = lowest([high, assess_school(PT, at(PT, 1, c1_1=None))])
    assert (unknown.level, unknown.missing) == (None, ("1.1",))
    with pytest.raises(ValueError, match="cấp học"):
        lowest([])


def test_tally_of_2018_is_cumulative_with_its_own_denominators() -> None:
    result = tally(TH, at(TH, 3, c1_1=2, c5_5=1))
    assert [(r.level, r.count, r.denominator, r.percent) for r in result.rows] == [
        (0, 0, 27, "0%"),
        (1, 27, 27, "100%"),
        (2, 26, 27, "96,30%"),
        (3, 17, 19, "89,47%"),
    ]


def test_tally_of_2026_counts_each_criterion_once() -> None:
    result = tally(PT, at(PT, 2, c1_1=1, c1_2=0, c2_3=None))
    assert [(r.level, r.count) for r in result.rows] == [(0, 1), (1, 1), (2, 12)]
    assert result.missing == ("2.3",)
    assert [r.denominator for r in tally(PT, at(PT, 2), "3").rows] == [5, 5, 5]


@pytest.mark.parametrize(
    ("count", "total", "text"),
    [
        (16, 28, "57,14%"),
        (1, 20, "5%"),
        (1, 19, "5,26%"),
        (1, 3, "33,33%"),
        (2, 3, "66,67%"),
        (0, 0, "–"),
    ],
)
def test_percent(count: int, total: int, text: str) -> None:
    assert percent(count, total) == text


CATALOGUES = st.sampled_from([load_catalogue(i) for i in catalogue_ids()])


@st.composite
def schools(draw: st.DrawFn) -> tuple[Catalogue, dict[str, int | None]]:
    catalogue = draw(CATALOGUES)
    floor = draw(st.integers(0, 3))
    levels: dict[str, int | None] = {
        c.code: draw(st.integers(min(floor, c.top), c.top)) for c in catalogue.criteria
    }
    return catalogue, levels


def level_of(outcome: Outcome) -> int:
    assert outcome.level is not None
    return outcome.level


@given(schools(), st.data())
def test_raising_a_criterion_never_lowers_the_school(
    school: tuple[Catalogue, dict[str, int | None]], data: st.DataObject
) -> None:
    catalogue, levels = school
    criterion = data.draw(st.sampled_from(catalogue.criteria))
    now = levels[criterion.code]
    assert now is not None
    raised = levels | {criterion.code: data.draw(st.integers(now, criterion.top))}
    assert level_of(assess_school(catalogue, raised)) >= level_of(assess_school(catalogue, levels))


@given(schools())
def test_lifting_all_blocks_gives_the_next_level(
    school: tuple[Catalogue, dict[str, int | None]],
) -> None:
    catalogue, levels = school
    outcome = assess_school(catalogue, levels)
    before = level_of(outcome)
    assert (outcome.blocks == ()) == (before == catalogue.levels[-1])
    clauses = {int(b.code.split()[1]): True for b in outcome.blocks if b.code.startswith("khoản")}
    lifted = dict(levels)
    for block in outcome.blocks:
        if not block.code.startswith("khoản"):
            lifted[block.code] = max(block.need, lifted[block.code] or 0)
    if outcome.blocks:
        assert level_of(assess_school(catalogue, lifted, clauses)) > before


@given(schools())
def test_levels_are_sequential(school: tuple[Catalogue, dict[str, int | None]]) -> None:
    catalogue, levels = school
    level = level_of(assess_school(catalogue, levels))
    for lower in range(level, -1, -1):
        capped = {code: min(value or 0, lower) for code, value in levels.items()}
        assert level_of(assess_school(catalogue, capped)) == lower


@given(schools())
def test_tally_adds_up(school: tuple[Catalogue, dict[str, int | None]]) -> None:
    catalogue, levels = school
    result = tally(catalogue, levels)
    counts = [r.count for r in result.rows]
    if result.cumulative:
        assert counts[0] + counts[1] == len(catalogue.criteria)
        assert counts[1:] == sorted(counts[1:], reverse=True)
    else:
        assert sum(counts) == len(catalogue.criteria)
