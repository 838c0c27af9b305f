"""The checker of edition files: each kind of fault is found, nothing a stranger writes raises."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from caitien.core.regulations.check import check_catalogue
from caitien.core.regulations.loader import load_edition_file
from caitien.core.regulations.yamlfile import DATA, MAX_BYTES, read_data

EDITIONS = ("tt17-2018", "tt18-2018", "tt19-2018", "tt57-2026")


def codes(data: Any) -> set[str]:
    return {problem.code for problem in check_catalogue(data)}


@pytest.mark.parametrize("name", EDITIONS)
def test_shipped_editions_pass(name: str) -> None:
    loaded = load_edition_file(DATA / f"{name}.yaml")
    assert loaded.problems == ()
    assert loaded.edition is not None
    assert loaded.edition.id == name
    assert len(loaded.catalogues) == (3 if name == "tt57-2026" else 1)


Edit = Callable[[dict[str, Any]], object]


def first(data: dict[str, Any]) -> dict[str, Any]:
    catalogue: dict[str, Any] = data["catalogues"][0]
    return catalogue


@pytest.mark.parametrize(
    ("code", "edit"),
    [
        ("unknown-key", lambda d: d.update(extra=1)),
        ("unknown-key", lambda d: first(d)["criteria"][0].update(titel="x")),
        ("unknown-key", lambda d: d["edition"]["in_force"].update(until=None)),
        ("missing-title", lambda d: first(d)["criteria"][3].pop("title")),
        ("missing-title", lambda d: first(d)["criteria"][3].update(title="  ")),
        ("missing-title", lambda d: first(d)["standards"][0].update(title=None)),
        ("missing-key", lambda d: d["edition"].pop("number")),
        ("missing-key", lambda d: d.pop("catalogues")),
        ("missing-key", lambda d: d.update(catalogues=[])),
        ("missing-key", lambda d: d["level_rule"].update(kind="quota")),
        ("duplicate-code", lambda d: first(d)["criteria"][1].update(code="1.1")),
        ("duplicate-code", lambda d: first(d)["standards"][1].update(code="1")),
        ("duplicate-part", lambda d: d["catalogues"].append(copy.deepcopy(first(d)))),
        ("count-mismatch", lambda d: first(d)["counts"].update({3: 20})),
        ("count-mismatch", lambda d: first(d)["criteria"].pop()),
        ("count-mismatch", lambda d: first(d).update(mandatory=8)),
        ("bad-level", lambda d: first(d)["criteria"][0].update(levels=[1, 3])),
        ("bad-level", lambda d: first(d)["criteria"][0].update(levels=[])),
        ("wrong-type", lambda d: first(d)["criteria"][0].update(levels=["1", None, {}])),
        ("wrong-type", lambda d: first(d).update(counts={"1": 27})),
        ("bad-code", lambda d: first(d)["criteria"][0].update(code="1-1")),
        ("wrong-type", lambda d: first(d)["criteria"][9].update(code=1.1)),
        ("wrong-type", lambda d: first(d).update(criteria={"1.1": "x"})),
        ("wrong-type", lambda d: first(d).update(criteria=["1.1"])),
        ("wrong-type", lambda d: d["edition"].update(issued="22/8/2018")),
        ("wrong-type", lambda d: d["council"].update(min_members=True)),
        ("bad-value", lambda d: d["edition"].update(confidence="chắc")),
        ("bad-value", lambda d: first(d).update(school_levels=["cap1"])),
        ("wrong-type", lambda d: first(d).update(school_levels=[[], {}])),
        ("bad-value", lambda d: d["level_rule"].update(kind="average")),
        ("no-standard", lambda d: first(d)["standards"].pop()),
        ("no-criterion", lambda d: first(d)["standards"].append({"code": "6", "title": "Mới"})),
        ("dates", lambda d: d["edition"]["in_force"].update(to=d["edition"]["issued"])),
        ("format", lambda d: d.update(format="khac/2")),
        ("bad-id", lambda d: d["edition"].update(id="TT 17")),
        ("bad-pattern", lambda d: d["evidence"].update(pattern="(")),
        ("bad-pattern", lambda d: d["evidence"].update(pattern="(a+)+b")),
    ],
)
def test_each_seeded_fault_is_found(code: str, edit: Edit) -> None:
    data = read_data("tt17-2018")
    edit(data)
    problems = check_catalogue(data)
    assert code in {p.code for p in problems}
    assert all(p.message.endswith((".", "].", ").")) for p in problems)
    loaded = load_edition_file(yaml.safe_dump(data, allow_unicode=True))
    assert loaded.catalogues == ()
    assert code in {p.code for p in loaded.problems}


def test_quota_must_fit_the_number_of_criteria() -> None:
    data = read_data("tt57-2026")
    data["level_rule"]["school"][0]["others_of"] = 8
    assert codes(data) == {"count-mismatch"}


def test_a_code_without_quotes_is_explained() -> None:
    data = read_data("tt17-2018")
    first(data)["criteria"][9]["code"] = 1.1
    (problem,) = (p for p in check_catalogue(data) if p.code == "wrong-type")
    assert "1.10" in problem.message
    assert problem.where == "catalogues[1].criteria[10].code"


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{n}: &{n} [{', '.join([f'*{p}'] * 9)}]\n" for p, n in zip("abcdef", "bcdefg", strict=True)
)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("too-many-nodes", BOMB),
        ("too-many-nodes", "a: &a [*a]"),
        ("too-deep", "[" * 5000),
        ("too-deep", "{a: " * 5000),
        ("duplicate-key", "format: x\nformat: y"),
        ("not-yaml", "a: [1, 2"),
        ("not-yaml", "!!python/object/apply:os.system [echo]"),
        ("not-yaml", "a: *b"),
        ("not-yaml", "a: 2018-13-45"),
        ("not-edition", b"\xff\xfe\x00\x01"),
        ("not-yaml", b"\x80abc"),
        ("not-edition", ""),
        ("not-edition", "- 1"),
        ("not-edition", "xin chào"),
        ("too-large", "#" * (MAX_BYTES + 1)),
    ],
)
def test_hostile_files_are_refused(code: str, text: str | bytes) -> None:
    loaded = load_edition_file(text)
    assert loaded.edition is None
    assert [p.code for p in loaded.problems] == [code]
    assert loaded.problems[0].message


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert load_edition_file(tmp_path / "khong-co.yaml").problems[0].code == "unreadable"


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    big = tmp_path / "to.yaml"
    big.write_bytes(b"#" * (MAX_BYTES + 1))
    assert load_edition_file(big).problems[0].code == "too-large"


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3000)
    | st.floats(allow_nan=False)
    | st.dates()
    | st.datetimes()
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(data: Any) -> list[tuple[Any, Any]]:
    items = list(data.items()) if isinstance(data, dict) else list(enumerate(data))
    out = [(data, name) for name, _ in items]
    for _, value in items:
        if isinstance(value, (dict, list)):
            out += places(value)
    return out


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(EDITIONS), st.integers(0, 10_000), VALUES)
def test_any_value_anywhere_loads_or_is_told(name: str, index: int, value: Any) -> None:
    data = read_data(name)
    spots = places(data)
    holder, key = spots[index % len(spots)]
    holder[key] = value
    problems = check_catalogue(data)
    loaded = load_edition_file(yaml.safe_dump(data, allow_unicode=True))
    if problems:
        assert loaded.problems
    else:
        assert loaded.problems == ()
        assert loaded.catalogues


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200) | st.binary(max_size=200))
def test_any_text_is_refused_kindly(text: str | bytes) -> None:
    loaded = load_edition_file(text)
    assert loaded.problems
    assert loaded.catalogues == ()
