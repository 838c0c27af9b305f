"""Pages that cannot fall behind, and words that must not stand in the project."""

from __future__ import annotations

import re

import pytest

from .tools import ROOT, project_files, python, said

BINARY = {".docx", ".pdf", ".png", ".otf", ".ttf", ".pyc", ".gz", ".mo"}


def test_generated_pages_are_fresh() -> None:
    done = python("tools/docs.py", "--check", PYTHONPATH=str(ROOT / "src"))
    assert done.returncode == 0, said(done)


def test_readme_commands_are_those_of_run_py() -> None:
    """Every `python3 run.py …` in README is offered by run.py, and the other way round."""
    source = (ROOT / "run.py").read_text(encoding="utf-8")
    offered = set(re.findall(r'^        "(\w+)": ', source, re.MULTILINE))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    used = set(re.findall(r"python3 run\.py (\w+)", readme))
    assert {"demo", "test", "caitien"} <= used <= offered


def test_every_caitien_line_of_the_readme_is_a_command() -> None:
    from caitien.cli.main import COMMANDS

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^caitien (\w+)", readme, re.MULTILINE)) <= set(COMMANDS)


def test_ci_runs_what_the_readme_says() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "python3 run.py test\n" in script


def test_make_alone_lists_every_target() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", text, re.MULTILINE))
    assert targets == set(re.findall(r"^([a-z]+):.*## ", text, re.MULTILINE))
    phony = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert phony is not None
    assert targets == set(phony[1].split())
    assert ".DEFAULT_GOAL := help" in text


#: built here from parts so that this file does not hold them itself
FORBIDDEN = {
    "machine path": r"/(?:work|farm|home/\w+|root)" + "/",
    "private library": r"\." + "library/",
    "registry address": "index" + "-url|https?://[^ ]*(?:pypi|simple/)",
    "silenced types": r"#\s*type:\s*" + r"ignore\s*$",
    "unfinished": r"\b(?:TO" + "DO|FIX" + "ME|XX" + r"X:)|raise NotImplemented" + "Error",
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_forbidden_words(name: str) -> None:
    pattern, found = re.compile(FORBIDDEN[name], re.MULTILINE), []
    for path in project_files():
        if path.suffix in BINARY:
            continue
        text = path.read_text(encoding="utf-8")
        found += [f"{path.relative_to(ROOT)}: {m[0]}" for m in pattern.finditer(text)]
    assert found == []


def test_licence_is_apache() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_decisions_have_their_four_parts() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert len(pages) >= 4
    for number, page in enumerate(pages, 1):
        assert page.name.startswith(f"{number:04d}-")
        text = page.read_text(encoding="utf-8")
        heads = re.findall(r"^## (.*)$", text, re.MULTILINE)
        assert heads == ["Context", "Decision", "Consequences", "Alternatives"], page.name
        assert len(text.splitlines()) <= 60, page.name
