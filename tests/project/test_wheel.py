"""The wheel: complete, and enough to run `caitien` away from the source."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from .tools import ROOT, SOURCE, python, said

SAMPLE = ROOT / "tests" / "samples" / "chin-cot-tieu-hoc.docx"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "source"
    copy.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copyfile(ROOT / name, copy / name)
    shutil.copytree(ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__"))
    done = python("-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=copy)
    assert done.returncode == 0, said(done)
    return next(folder.glob("*.whl"))


def test_it_holds_every_file_of_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as package:
        inside = {name for name in package.namelist() if name.startswith("caitien/")}
        licence = [name for name in package.namelist() if name.endswith("licenses/LICENSE")]
    ours = {
        path.relative_to(SOURCE.parent).as_posix()
        for path in SOURCE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert inside == ours
    assert licence
    assert any(name.endswith(".yaml") for name in inside)
    assert any(name.endswith(".md") for name in inside)


def test_it_runs_unpacked_without_the_source(wheel: Path, tmp_path: Path) -> None:
    """The same libraries, but caitien only from the wheel."""
    with zipfile.ZipFile(wheel) as package:
        package.extractall(tmp_path / "site")
    env = {"PYTHONPATH": os.pathsep.join([str(tmp_path / "site"), sysconfig.get_path("purelib")])}
    where = python("-c", "import caitien; print(caitien.__file__)", cwd=tmp_path, **env)
    assert where.stdout.startswith(str(tmp_path))
    done = python("-m", "caitien", "check", str(SAMPLE), cwd=tmp_path, **env)
    assert done.returncode == 1, said(done)
    out = tmp_path / "x.pdf"
    done = python("-m", "caitien", "convert", str(SAMPLE), "-o", str(out), cwd=tmp_path, **env)
    assert done.returncode == 0, said(done)
    assert out.read_bytes().startswith(b"%PDF-")


def test_it_installs_into_an_empty_venv(wheel: Path, tmp_path: Path) -> None:
    """What pyproject.toml asks for is enough: no font package, nothing of ours beside it."""
    uv = next(
        (p for p in (ROOT / ".uv" / "bin" / "uv", shutil.which("uv")) if p and Path(p).exists()),
        None,
    )
    if uv is None:
        pytest.skip("không có uv để lập môi trường trống (run.py đã dùng pip)")
    env = {**os.environ, "UV_SYSTEM_CERTS": "1", "UV_PYTHON_DOWNLOADS": "never"}
    venv = tmp_path / "venv"
    for step in (
        [uv, "venv", "--quiet", "--python", sys.executable, venv],
        [uv, "pip", "install", "--quiet", "--python", venv, wheel],
    ):
        command = [str(part) for part in step]
        done = subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=False)
        if done.returncode and ("error sending request" in done.stderr or "dns" in done.stderr):
            pytest.skip("không có mạng để cài gói vào môi trường trống")
        assert done.returncode == 0, said(done)
    program = next(
        path for path in venv.rglob("caitien*") if path.parent.name in ("bin", "Scripts")
    )
    env.pop("PYTHONPATH", None)
    for words, code in ((["check", str(SAMPLE)], 1), (["--version"], 0)):
        done = subprocess.run(
            [str(program), *words],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == code, said(done)
