"""Where the project's files are, and how its tools are run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "src" / "caitien"
#: what is not ours to look at
LEFT_OUT = frozenset({".git", ".venv", ".uv", "ket-qua", "build", "dist", "__pycache__"})


def sources() -> list[Path]:
    """Every module of the package that people write (Django writes the migrations)."""
    return sorted(p for p in SOURCE.rglob("*.py") if p.parent.name != "migrations")


def project_files() -> list[Path]:
    """Every file of the project, as git would know it, without asking git."""
    found = []
    for base, folders, names in os.walk(ROOT):
        folders[:] = [n for n in folders if n not in LEFT_OUT and not n.endswith("_cache")]
        folders[:] = [n for n in folders if not n.startswith(".") or n == ".ci"]
        found += [Path(base, name) for name in names]
    return sorted(found)


def python(*words: str, cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    """Run this Python in the project."""
    return subprocess.run(
        [sys.executable, *words],
        cwd=cwd,
        env={**os.environ, **env},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def said(done: subprocess.CompletedProcess[str]) -> str:
    """Both streams of a run, for the message of a failed test."""
    return f"{done.stdout}\n{done.stderr}"
