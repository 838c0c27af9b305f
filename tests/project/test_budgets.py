"""Sizes a reader can hold in mind: modules, rules and functions, counted in physical lines."""

from __future__ import annotations

import ast
from pathlib import Path

from .tools import ROOT, SOURCE, sources

MODULE, RULE, FUNCTION, RUN_PY = 400, 80, 60, 216


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_modules_are_short() -> None:
    assert [f"{p.relative_to(ROOT)}: {lines(p)}" for p in sources() if lines(p) > MODULE] == []


def test_rules_are_short() -> None:
    rules = sorted((SOURCE / "core" / "lint" / "rules").glob("*.py"))
    assert rules
    assert [f"{p.name}: {lines(p)}" for p in rules if lines(p) > RULE] == []


def test_functions_are_short() -> None:
    long = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.lineno
                size = (node.end_lineno or first) - first + 1
                if size > FUNCTION:
                    long.append(f"{path.relative_to(ROOT)}:{first} {node.name}: {size}")
    assert long == []


def test_run_py_is_short() -> None:
    assert lines(ROOT / "run.py") <= RUN_PY


def test_every_rule_has_its_page() -> None:
    rules = SOURCE / "core" / "lint" / "rules"
    modules = {p.stem for p in rules.glob("*.py") if not p.stem.startswith("_")}
    assert modules == {p.stem for p in rules.glob("*.md")}


def test_public_things_are_described() -> None:
    bare = []
    for path in sources():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if not ast.get_docstring(tree):
            bare.append(str(path.relative_to(ROOT)))
        if "rules" in path.parts:
            continue  # a rule is described by its RULE and its page
        for node in tree.body:
            named = isinstance(node, ast.FunctionDef | ast.ClassDef)
            if named and not node.name.startswith("_") and not ast.get_docstring(node):
                bare.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert bare == []
