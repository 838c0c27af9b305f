"""Help: Vietnamese first, English on demand, taught by example, quick to come."""

from __future__ import annotations

import os
import subprocess
import sys

import click
import pytest

from caitien import __version__
from caitien.cli.main import cli

from .tools import ROOT, run


def commands(command: click.Command, words: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The words of every command below this one."""
    found = [words]
    if isinstance(command, click.Group):
        with click.Context(command) as ctx:
            for name in command.list_commands(ctx):
                below = command.get_command(ctx, name)
                assert below is not None
                assert below.name == name
                found += commands(below, (*words, name))
    return found


@pytest.mark.parametrize("words", commands(cli), ids=" ".join)
def test_every_command_has_help_in_both_languages(words: tuple[str, ...]) -> None:
    vi, en = run(*words, "--help"), run(*words, "--help", "--lang", "en")
    assert vi.code == en.code == 0
    assert vi.out.startswith("Cách dùng: caitien")
    assert en.out.startswith("Usage: caitien")
    assert "Hiện hướng dẫn này." in vi.out
    assert "Show this message and exit." in en.out
    assert vi.out.splitlines()[2] != en.out.splitlines()[2]


@pytest.mark.parametrize("name", ["read", "check", "convert", "explain", "regulations"])
def test_help_teaches_by_example(name: str) -> None:
    assert f"  caitien {name} " in run(name, "--help").out.partition("Ví dụ:")[2]


def test_no_arguments_shows_help() -> None:
    assert "Cách dùng: caitien" in run().out + run().err


def test_version() -> None:
    assert run("--version").out == f"caitien {__version__}\n"


def test_language_of_the_environment() -> None:
    assert run("--help", lang="en").out.startswith("Usage:")
    assert run("--help", lang="xx").out.startswith("Cách dùng:")
    assert run("--lang", "en", "rules").out.endswith("checks.\n")


def test_help_imports_nothing_heavy() -> None:
    """`caitien --help` must come at once: no reader, rule, YAML or printer is imported."""
    program = (
        "import sys; from caitien.cli.main import cli; cli.main(['--help'], standalone_mode=False);"
        "print('MODULES', *sys.modules)"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    out = subprocess.run(
        [sys.executable, "-c", program], env=env, capture_output=True, encoding="utf-8", check=True
    ).stdout
    loaded = set(out.partition("MODULES ")[2].split())
    heavy = {"lxml", "yaml", "docx", "typst", "pypdfium2", "json", "multiprocessing", "django"}
    assert not loaded & heavy
    assert not [name for name in loaded if name.startswith("caitien.core.")]


def test_every_help_says_that_findings_are_vietnamese() -> None:
    for command in ("check", "explain", "rules"):
        assert "always in Vietnamese" in " ".join(run(command, "--help", lang="en").out.split())
        assert "luôn là tiếng Việt" in " ".join(run(command, "--help").out.split())
