"""Figures of a school that regulations limit."""

from __future__ import annotations

import pytest

from caitien.core.regulations.limits import limit_of, limits
from caitien.core.regulations.loader import catalogue_by_number


def test_every_limit_says_where_it_stands_and_how_sure() -> None:
    pairs = [(one.measure, level) for one in limits() for level in one.school_levels]
    assert len(pairs) == len(set(pairs))
    for one in limits():
        assert "Thông tư" in one.article
        assert one.confidence in ("H", "M", "L")
        assert one.unit
        assert (one.criterion is None) == (one.mark is None)
        if one.city is not None:
            assert one.bound == "least"
            assert one.city < one.value


def test_limits_of_criteria_name_a_mark_the_circular_has() -> None:
    for one in limits():
        if one.criterion and one.mark:
            number = one.article.rpartition("Thông tư ")[2]
            for level in one.school_levels:
                catalogue = catalogue_by_number(number, level)
                assert catalogue is not None
                criterion = catalogue.criterion(one.criterion)
                assert criterion is not None
                assert one.mark in criterion.levels


@pytest.mark.parametrize(
    ("level", "classes", "area"),
    [("tieu_hoc", 30, 10), ("thcs", 45, 10), ("mam_non", None, 12), ("gdtx", None, None)],
)
def test_by_level(level: str, classes: float | None, area: float | None) -> None:
    found = limit_of("classes", level), limit_of("area_per_pupil", level)
    assert [one and one.value for one in found] == [classes, area]
    assert limit_of("classes", None) is None
    ground = found[1]
    assert ground is None or ground.outermost == ground.city
