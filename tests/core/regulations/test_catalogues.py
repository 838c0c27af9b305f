"""The shipped catalogues: counts, levels, choice by level and day, agreement with the sources."""

from __future__ import annotations

import json
import time
from datetime import date
from typing import Any

import pytest

from caitien.core.regulations import loader
from caitien.core.regulations.loader import (
    catalogue_by_number,
    catalogue_for,
    catalogue_ids,
    load_catalogue,
    load_edition,
)
from caitien.core.regulations.yamlfile import read_data
from tests.shared import need_shared

IDS = catalogue_ids()
FILES = {
    "tt17-2018": "TT17-2018",
    "tt18-2018": "TT18-2018",
    "tt19-2018": "TT19-2018",
}
PARTS = ("mam_non", "pho_thong", "gdtx")
MANDATORY = ["1.3", "1.4", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2"]


def source(name: str) -> Any:
    return json.loads((need_shared() / "regulations" / name).read_text())


def test_ids() -> None:
    assert IDS == (
        "tt17-2018",
        "tt18-2018",
        "tt19-2018",
        "tt57-2026/mam_non",
        "tt57-2026/pho_thong",
        "tt57-2026/gdtx",
    )


@pytest.mark.parametrize(
    ("catalogue_id", "counts", "standards"),
    [
        ("tt17-2018", {1: 27, 2: 27, 3: 19}, 5),
        ("tt18-2018", {1: 28, 2: 28, 3: 20}, 5),
        ("tt19-2018", {1: 25, 2: 25, 3: 19}, 5),
        ("tt57-2026/mam_non", {1: 15, 2: 15}, 4),
        ("tt57-2026/pho_thong", {1: 15, 2: 15}, 4),
        ("tt57-2026/gdtx", {1: 15, 2: 15}, 4),
    ],
)
def test_counts(catalogue_id: str, counts: dict[int, int], standards: int) -> None:
    catalogue = load_catalogue(catalogue_id)
    assert catalogue.counts == counts
    assert len(catalogue.standards) == standards
    assert catalogue.id == catalogue_id


@pytest.mark.parametrize(
    ("catalogue_id", "missing"),
    [
        ("tt17-2018", ["1.2", "1.5", "1.7", "1.8", "1.9", "1.10", "3.4", "5.1"]),
        ("tt18-2018", ["1.2", "1.7", "1.8", "1.9", "1.10", "3.4", "5.3", "5.4"]),
        ("tt19-2018", ["1.2", "1.7", "1.8", "1.9", "1.10", "3.6"]),
    ],
)
def test_criteria_without_level_3(catalogue_id: str, missing: list[str]) -> None:
    catalogue = load_catalogue(catalogue_id)
    assert [c.code for c in catalogue.criteria if 3 not in c.levels] == missing
    assert catalogue.levels == (1, 2, 3, 4)


@pytest.mark.parametrize("part", PARTS)
def test_mandatory_criteria_of_2026(part: str) -> None:
    catalogue = load_catalogue(f"tt57-2026/{part}")
    assert [c.code for c in catalogue.mandatory] == MANDATORY
    assert catalogue.levels == (1, 2)


@pytest.mark.parametrize(("number", "clauses"), [("17", 5), ("18", 6), ("19", 6)])
def test_level_4_clauses(number: str, clauses: int) -> None:
    catalogue = load_catalogue(f"tt{number}-2018")
    assert [c.clause for c in catalogue.level4_clauses] == list(range(1, clauses + 1))
    assert catalogue.level4_clauses[0].article == "khoản 1 Điều 22"


def test_a_criterion_and_a_standard_are_found_by_code() -> None:
    catalogue = load_catalogue("tt17-2018")
    criterion, standard = catalogue.criterion("1.10"), catalogue.standard("1")
    assert criterion is not None
    assert criterion.title == "Đảm bảo an ninh trật tự, an toàn trường học"
    assert criterion.standard == "1"
    assert standard is not None
    assert standard.title == "Tổ chức và quản lý nhà trường"
    assert catalogue.criterion("5.6") is None
    assert catalogue.standard("9") is None
    assert len(catalogue.of_standard("1")) == 10


def test_unknown_ids_raise() -> None:
    with pytest.raises(KeyError):
        load_catalogue("tt99")
    with pytest.raises(KeyError):
        load_edition("tt99")


@pytest.mark.parametrize(
    ("level", "on", "expected"),
    [
        ("tieu_hoc", date(2022, 8, 8), "tt17-2018"),
        ("thcs", date(2026, 7, 6), "tt18-2018"),
        ("thcs", date(2026, 7, 7), "tt57-2026/pho_thong"),
        ("lien_cap", date(2020, 1, 1), "tt18-2018"),
        ("mam_non", date(2018, 10, 10), "tt19-2018"),
        ("mau_giao", date(2027, 1, 1), "tt57-2026/mam_non"),
        ("gdtx", date(2027, 1, 1), "tt57-2026/gdtx"),
        ("gdtx", None, "tt57-2026/gdtx"),
        ("gdtx", date(2020, 1, 1), None),
        ("tieu_hoc", date(2018, 10, 9), None),
        ("tieu_hoc", None, None),
        (None, date(2022, 1, 1), None),
        (None, None, None),
        ("dai_hoc", date(2022, 1, 1), None),
    ],
)
def test_choice_by_level_and_day(level: str | None, on: date | None, expected: str | None) -> None:
    found = catalogue_for(level, on)
    assert (found.id if found else None) == expected


@pytest.mark.parametrize(
    ("number", "level", "expected"),
    [
        ("17/2018/TT-BGDĐT", None, "tt17-2018"),
        ("17/2018/TT- BGDĐT", "thcs", "tt17-2018"),
        (" 18/2018/tt–bgddt ", None, "tt18-2018"),
        ("19/2018", None, "tt19-2018"),
        ("57/2026/TT-BGDĐT", "thpt", "tt57-2026/pho_thong"),
        ("57/2026/TT-BGDĐT", None, None),
        ("17/2018/QĐ-BGDĐT", None, None),
        ("7/2018", None, None),
        ("", None, None),
    ],
)
def test_choice_by_number(number: str, level: str | None, expected: str | None) -> None:
    found = catalogue_by_number(number, level)
    assert (found.id if found else None) == expected


def test_the_index_agrees_with_the_files() -> None:
    for item in read_data("index")["catalogues"]:
        catalogue = load_catalogue(item["id"])
        assert catalogue.number == item["number"]
        assert catalogue.in_force == (item["from"], item["to"])
        assert list(catalogue.school_levels) == item["school_levels"]
        assert catalogue.part == item["part"]


def test_editions_follow_each_other_without_a_gap() -> None:
    last = load_edition("tt17-2018").in_force[1]
    first = load_edition("tt57-2026").in_force[0]
    assert last is not None
    assert (first - last).days == 1


def test_amendment_of_2024_is_told_with_its_confidence() -> None:
    for name in FILES:
        (amendment,) = load_edition(name).amendments
        assert amendment.number == "22/2024/TT-BGDĐT"
        assert amendment.in_force_from == date(2025, 1, 25)
        assert all(confidence in {"H", "M", "L"} for _, confidence in amendment.changes)


def test_rules_of_2026() -> None:
    edition = load_edition("tt57-2026")
    assert edition.council is not None
    assert edition.council.min_members == 5
    assert edition.council.odd
    assert edition.cycle is not None
    assert edition.cycle.years == 5
    assert dict(edition.national_standard) == {1: "Mức độ 1", 2: "Mức độ 2"}


def test_evidence_patterns_fit_their_examples() -> None:
    import re

    for name in (*FILES, "tt57-2026"):
        rule = load_edition(name).evidence
        assert rule is not None
        assert re.fullmatch(rule.pattern, rule.example)
        assert not re.fullmatch(rule.pattern, "[H0-9.9-1]")


@pytest.mark.parametrize("catalogue_id", sorted(FILES))
def test_titles_agree_with_the_source_2018(catalogue_id: str) -> None:
    circulars = {c["id"]: c for c in source("tt17-18-19-2018.json")["circulars"]}
    raw = circulars[FILES[catalogue_id]]
    catalogue = load_catalogue(catalogue_id)
    assert [(s.code, s.title) for s in catalogue.standards] == [
        (s["code"], s["title"]) for s in raw["standards"]
    ]
    assert [(c.code, c.title, c.levels) for c in catalogue.criteria] == [
        (c["code"], c["title"], tuple(int(n) for n, has in c["has_level"].items() if has))
        for c in raw["criteria"]
    ]
    assert catalogue.counts == {int(k): v for k, v in raw["totals"]["criteria"].items()}
    assert len(catalogue.level4_clauses) == raw["totals"]["level4_items"]


@pytest.mark.parametrize("part", PARTS)
def test_titles_agree_with_the_source_2026(part: str) -> None:
    raw = source("tt57-2026.json")["school_types"][part]
    catalogue = load_catalogue(f"tt57-2026/{part}")
    assert [(s.code, s.title) for s in catalogue.standards] == [
        (s["code"], s["title"]) for s in raw["standards"]
    ]
    assert [(c.code, c.title, c.mandatory) for c in catalogue.criteria] == [
        (c["code"], c["title"], c["mandatory"]) for c in raw["criteria"]
    ]


def test_loading_a_catalogue_reads_little() -> None:
    import yaml

    assert yaml.__with_libyaml__
    best = 1.0
    for _ in range(5):
        loader._edition.cache_clear()
        started = time.perf_counter()
        loader._edition("tt57-2026")
        best = min(best, time.perf_counter() - started)
    assert best < 0.2, f"{best * 1000:.1f} ms"
