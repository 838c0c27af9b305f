"""Which catalogue titles come from."""

from __future__ import annotations

import pytest

from caitien.core.regulations.loader import catalogue_ids, load_catalogue
from caitien.core.regulations.matching import (
    best_catalogue_for_titles,
    find_entry,
    tidy_code,
    title_score,
)


@pytest.mark.parametrize("catalogue_id", catalogue_ids())
def test_own_titles_fit_best(catalogue_id: str) -> None:
    catalogue = load_catalogue(catalogue_id)
    pairs = [(s.code, s.title.upper()) for s in catalogue.standards]
    pairs += [(c.code, c.title.upper()) for c in catalogue.criteria]
    best = best_catalogue_for_titles(pairs)[0]
    assert best.catalogue_id == catalogue_id
    assert best.score == 1.0
    assert best.exact == best.compared == len(pairs)
    assert best.unknown == ()


def test_titles_of_another_circular_are_recognised() -> None:
    pairs = [
        ("3.1", "Khuôn viên, khu sân chơi, bãi tập"),
        ("3. 2", "Phòng học, phòng bộ môn và khối phục vụ học tập"),
        ("5.6.", "Kết quả giáo dục"),
    ]
    first, second = best_catalogue_for_titles(pairs, ["tt17-2018", "tt18-2018"])
    assert first.catalogue_id == "tt18-2018"
    assert first.score > 0.9 > second.score
    assert second.unknown == ("5.6",)


def test_codes_without_titles_only_tell_whether_they_are_known() -> None:
    first, second = best_catalogue_for_titles(
        [("5.6", ""), ("1.1", " ")], ["tt18-2018", "tt17-2018"]
    )
    assert (first.unknown, first.compared) == ((), 0)
    assert second.unknown == ("5.6",)


def test_known_printings_of_a_title_count() -> None:
    catalogue = load_catalogue("tt57-2026/pho_thong")
    also = "Tự đánh giá, cải tiến chất lượng, công khai và trách nhiệm giải trình"
    assert title_score(catalogue, "1.4", also) == 1.0
    assert title_score(catalogue, "9.9", also) is None


def test_codes_are_tidied() -> None:
    assert tidy_code(" 2. 1. ") == "2.1"
    entry = find_entry(load_catalogue("tt17-2018"), "1. 10")
    assert entry is not None
    assert entry.code == "1.10"
