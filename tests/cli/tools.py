"""How the tests of the command line call it: in this process, or as a person does."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from caitien.cli.main import cli

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLES = ROOT / "tests" / "samples"
NINE = SAMPLES / "chin-cot-tieu-hoc.docx"
CLEAN = SAMPLES / "bieu2-thcs.docx"
TWO = SAMPLES / "hai-ke-hoach-tieu-hoc.txt"
PDF = SAMPLES / "chin-cot-thcs.pdf"


@dataclass(frozen=True)
class Ran:
    """What a run gave."""

    code: int
    out: str
    err: str


def run(*words: object, lang: str | None = None) -> Ran:
    """Run in this process."""
    env = {"CAITIEN_LANG": lang, "NO_COLOR": None, "CAITIEN_DEBUG": None}
    result = CliRunner(env=env).invoke(cli, [str(word) for word in words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


def process(*words: object, **env: str) -> Ran:
    """Run as a process of its own, output to a pipe."""
    whole = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **env}
    done = subprocess.run(
        [sys.executable, "-m", "caitien", *(str(word) for word in words)],
        env=whole,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def one_line_each(err: str) -> list[str]:
    """The lines of stderr, after seeing that none is a traceback."""
    assert "Traceback" not in err
    assert 'File "' not in err
    return err.splitlines()
