"""The compiled twins of the data say what the YAML says."""

from __future__ import annotations

import pytest

from caitien.core.regulations.yamlfile import DATA, compiled, read_data, read_source

NAMES = [p.relative_to(DATA).with_suffix("").as_posix() for p in sorted(DATA.rglob("*.yaml"))]


@pytest.mark.parametrize("name", NAMES)
def test_a_twin_is_fresh(name: str) -> None:
    """After a change of the YAML: `make data`."""
    twin = DATA / "compiled" / f"{name}.json"
    assert twin.read_text("utf-8") == compiled(name), "chạy: make data"
    assert read_data(name) == read_source(name)


def test_no_twin_without_its_source() -> None:
    found = {p.relative_to(DATA / "compiled") for p in (DATA / "compiled").rglob("*.json")}
    assert {p.with_suffix("").as_posix() for p in found} == set(NAMES)
