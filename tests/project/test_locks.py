"""The locks: every file pinned by hash, no address, no AGPL, and what pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib

import pytest

from .tools import ROOT

LOCKS = ("requirements.lock", "test.lock", "server.lock")


def entries(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    parts = [part for part in re.split(r"(?m)^(?=[a-z0-9])", text) if "==" in part]
    return {re.split(r"[=\s]", part)[0]: part for part in parts}


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_by_hash(name: str) -> None:
    found = entries(name)
    assert found
    assert [package for package, part in found.items() if "--hash=sha256:" not in part] == []


@pytest.mark.parametrize("name", LOCKS)
def test_no_address_and_nothing_under_agpl(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "rinohtype==" not in text
    assert "\n-" not in text


def test_the_locks_do_not_overlap() -> None:
    assert set(entries(LOCKS[0])) & set(entries(LOCKS[1])) == set()
    assert set(entries(LOCKS[0])) & set(entries(LOCKS[2])) == set()


def test_a_server_runs_what_was_tested() -> None:
    tested = entries("test.lock")
    assert {name: tested.get(name) for name in entries("server.lock")} == entries("server.lock")


def normal(requirement: str) -> str:
    return re.split(r"[<>=!~\[; ]", requirement)[0].lower().replace("_", "-")


def test_the_locks_hold_what_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {normal(one) for one in project["project"]["dependencies"]}
    assert asked <= set(entries("requirements.lock"))
    assert "rinoh-typeface-texgyretermes" in entries("requirements.lock")
    extras = project["project"]["optional-dependencies"]
    shared = {normal(one) for name in ("postgres", "s3") for one in extras[name]}
    assert shared <= set(entries("server.lock"))
    assert {normal(one) for one in extras["web"]} <= set(entries("requirements.lock"))
    tests = {normal(one) for one in project["dependency-groups"]["test"]}
    assert tests <= set(entries("requirements.lock")) | set(entries("test.lock"))
