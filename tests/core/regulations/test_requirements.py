"""Requirements are complete, and in our own words."""

from __future__ import annotations

import json

import pytest

from caitien.core.regulations.loader import catalogue_ids, load_catalogue, requirements
from caitien.core.vietnamese.text import key, similarity
from tests.shared import need_shared

COUNTS = {
    "tt17-2018": 81 + 48 + 24,
    "tt18-2018": 84 + 45 + 25,
    "tt19-2018": 75 + 46 + 25,
    "tt57-2026/mam_non": 60,
    "tt57-2026/pho_thong": 71,
    "tt57-2026/gdtx": 36,
}


@pytest.mark.parametrize("catalogue_id", catalogue_ids())
def test_every_level_of_every_criterion_has_requirements(catalogue_id: str) -> None:
    every = requirements(catalogue_id)
    assert len(every) == COUNTS[catalogue_id]
    expected = {
        (c.code, level) for c in load_catalogue(catalogue_id).criteria for level in c.levels
    }
    assert {(r.criterion, r.level) for r in every} == expected
    for requirement in every:
        assert requirement.paraphrase
        assert requirement.confidence in {"H", "M", "L"}
        assert requirement.text.endswith(".")
        assert requirement.place
        assert requirement.text == " ".join(requirement.text.split())


def test_one_level_of_one_criterion() -> None:
    found = requirements("tt17-2018", "1.1", 1)
    assert [r.label for r in found] == ["a", "b", "c"]
    assert found[0].place == "khoản 1 Điều 7"
    assert [r.label for r in requirements("tt57-2026/pho_thong", "4.2", 2)] == list("12345")
    assert requirements("tt17-2018", "1.2", 3) == ()
    assert requirements("tt17-2018", "9.9") == ()
    with pytest.raises(KeyError):
        requirements("tt99")


def official(catalogue_id: str) -> list[tuple[str, int, str]]:
    folder = need_shared() / "regulations"
    if catalogue_id.startswith("tt57"):
        data = json.loads((folder / "tt57-2026.json").read_text())
        criteria = data["school_types"][catalogue_id.partition("/")[2]]["criteria"]
        return [
            (c["code"], int(level), text)
            for c in criteria
            for level, texts in c["levels"].items()
            for text in texts
        ]
    data = json.loads((folder / "tt17-18-19-2018.json").read_text())
    raw = next(c for c in data["circulars"] if c["id"] == catalogue_id.upper())
    return [
        (c["code"], int(level), i["summary"])
        for c in raw["criteria"]
        for level, block in c["levels"].items()
        if block
        for i in block["indicators"]
    ]


@pytest.mark.parametrize("catalogue_id", catalogue_ids())
def test_no_long_sentence_is_copied(catalogue_id: str) -> None:
    theirs = {key(text) for _, _, text in official(catalogue_id)}
    copied = [
        r.text
        for r in requirements(catalogue_id)
        if len(r.text.split()) >= 12 and key(r.text) in theirs
    ]
    assert copied == []


@pytest.mark.parametrize("catalogue_id", [i for i in catalogue_ids() if i.startswith("tt57")])
def test_paraphrases_of_2026_differ_clearly_from_the_circular(catalogue_id: str) -> None:
    rows = official(catalogue_id)
    mine = requirements(catalogue_id)
    assert [(r.criterion, r.level) for r in mine] == [(code, level) for code, level, _ in rows]
    for requirement, (_, _, text) in zip(mine, rows, strict=True):
        assert similarity(requirement.text, text) < 0.85, requirement.text
        assert len(requirement.text) <= max(len(text), 100), requirement.text
