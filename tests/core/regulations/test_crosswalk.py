"""The crosswalk covers every criterion both ways and names only existing ones."""

from __future__ import annotations

import pytest

from caitien.core.regulations.crosswalk import crosswalk, map_criterion
from caitien.core.regulations.loader import load_catalogue

PAIRS = [
    ("tt17-2018", "tt57-2026/pho_thong"),
    ("tt18-2018", "tt57-2026/pho_thong"),
    ("tt19-2018", "tt57-2026/mam_non"),
]


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_every_criterion_both_ways(old: str, new: str) -> None:
    forward, back = crosswalk(old, new), crosswalk(new, old)
    assert {line.from_code for line in forward} == {c.code for c in load_catalogue(old).criteria}
    assert {line.from_code for line in back} == {c.code for c in load_catalogue(new).criteria}
    assert {(b.to_code, b.from_code) for b in back} == {(f.from_code, f.to_code) for f in forward}
    assert len({(line.from_code, line.to_code) for line in forward}) == len(forward)
    for line in forward:
        assert line.strength in {"full", "partial"}
        assert line.reason.endswith(".")
        assert line.status == "đề xuất, cần người xác nhận"


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_order_of_the_first_catalogue(old: str, new: str) -> None:
    for here, there in ((old, new), (new, old)):
        codes = list(dict.fromkeys(line.from_code for line in crosswalk(here, there)))
        assert codes == [c.code for c in load_catalogue(here).criteria]


def test_unknown_pairs_are_empty() -> None:
    assert crosswalk("tt17-2018", "tt57-2026/gdtx") == ()
    assert crosswalk("tt17-2018", "tt18-2018") == ()
    assert map_criterion("tt17-2018", "9.9") == ()
    assert map_criterion("x", "1.1") == ()


def test_one_criterion() -> None:
    lines = map_criterion("tt17-2018", "5.2")
    assert [(line.to_id, line.to_code) for line in lines] == [
        ("tt57-2026/pho_thong", "3.1"),
        ("tt57-2026/pho_thong", "3.2"),
    ]
    back = map_criterion("tt57-2026/pho_thong", "3.5")
    assert [(line.to_id, line.to_code) for line in back][:2] == [
        ("tt17-2018", "5.5"),
        ("tt18-2018", "5.6"),
    ]
    chosen = map_criterion("tt57-2026/pho_thong", "3.5", "tt18-2018")
    assert {line.to_id for line in chosen} == {"tt18-2018"}
