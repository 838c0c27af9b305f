"""The wall: format, lint, types and the order of the rooms, run as anyone would run them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .tools import ROOT, python, said

LINTER = "from importlinter.cli import lint_imports_command as run; run()"


def test_ruff_format() -> None:
    done = python("-m", "ruff", "format", "--check", ".")
    assert done.returncode == 0, said(done)


def test_ruff_lint() -> None:
    done = python("-m", "ruff", "check", ".")
    assert done.returncode == 0, said(done)


def test_mypy_strict() -> None:
    done = python("-m", "mypy")
    assert done.returncode == 0, said(done)


def contracts(root: Path) -> tuple[int, str]:
    """Run import-linter in a folder holding pyproject.toml and src."""
    done = python("-c", LINTER, "--no-cache", cwd=root, PYTHONPATH=str(root / "src"))
    return done.returncode, said(done)


def test_imports_go_one_way() -> None:
    code, text = contracts(ROOT)
    assert code == 0, text


UPWARD = {
    "vietnamese knows regulations": ("core/vietnamese/text.py", "import caitien.core.regulations"),
    "documents know drafts": ("core/documents/model.py", "import caitien.core.drafts.model"),
    "regulations know documents": ("core/regulations/loader.py", "import caitien.core.documents"),
    "drafts know lint": ("core/drafts/model.py", "import caitien.core.lint"),
    "render knows lint": ("core/render/model.py", "import caitien.core.lint"),
    "core knows the command line": ("core/drafts/blocks.py", "import caitien.cli"),
    "core knows click": ("core/lint/report.py", "import click"),
    "core knows the network": ("core/documents/readers/text.py", "import urllib.request"),
}


@pytest.mark.parametrize("name", UPWARD)
def test_a_wrong_import_is_seen(name: str, tmp_path: Path) -> None:
    """The contracts really hold: an import against the order breaks them."""
    module, line = UPWARD[name]
    kept = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=kept)
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    path = tmp_path / "src" / "caitien" / module
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n{line}\n", encoding="utf-8")
    code, said_of_it = contracts(tmp_path)
    assert code == 1, said_of_it
    assert "BROKEN" in said_of_it


def test_the_command_line_never_loads_django() -> None:
    program = (
        "import sys, caitien.cli.main, caitien.cli.check_command; print('django' in sys.modules)"
    )
    assert python("-c", program, PYTHONPATH=str(ROOT / "src")).stdout == "False\n"
