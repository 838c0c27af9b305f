"""Patterns kept between runs: the same matches, and never a reason to fail."""

from __future__ import annotations

import _sre
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from caitien.cli.regexes import Kept, cache_folder

PATTERNS = [
    (r"^(?P<n>[IVX]{1,5})\s*[.)]\s*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL),
    (r"(?<!\w)Thông\s+tư(?:\s+số)?\s+(\d+)/(\d{4})", re.IGNORECASE),
    (r"[À-ỹ]+(?=\s|$)", 0),
    (r"(?x) a  b # nhận xét", 0),
]
TEXTS = ["iv. Nội dung", "thông tư số 17/2018/TT", "nhà trường", "ab", "", "VI) x\ny"]


def kept(path: Path) -> Kept:
    compiler: Any = re._compiler  # type: ignore[attr-defined]
    return Kept(path, compiler, _sre)


def found(pattern: re.Pattern[str], text: str) -> object:
    match = pattern.search(text)
    return match and (match.span(), match.groups(), match.groupdict())


@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
def test_a_kept_pattern_matches_as_a_new_one(pattern: str, flags: int, tmp_path: Path) -> None:
    usual = re.compile(pattern, flags)
    first = kept(tmp_path / "p.bin")
    fresh = first.compile(pattern, flags)
    again = first.compile(pattern, flags)
    for other in (fresh, again):
        assert other.flags == usual.flags
        assert other.groupindex == usual.groupindex
        assert [found(other, text) for text in TEXTS] == [found(usual, text) for text in TEXTS]


def test_the_table_is_written_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "p.bin"
    first = kept(path)
    for number in range(30):
        first.compile(f"việc {number}")
    first.save()
    second = kept(path)
    assert len(second.table) == 30
    assert second.compile("việc 7").match("việc 7 xong")
    assert second.new == 0


@pytest.mark.parametrize("raw", [b"", b"abc", b"\x00" * 40, os.urandom(200)])
def test_a_damaged_file_means_compiling_as_usual(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "p.bin"
    path.write_bytes(raw)
    assert kept(path).table == {}


def test_a_wrong_entry_is_compiled_anew(tmp_path: Path) -> None:
    one = kept(tmp_path / "p.bin")
    one.table["a+", 0] = (32, [1, 2, 3], 0, {}, (None,))
    assert one.compile("a+").match("aaa")


def test_a_faulty_pattern_fails_as_usual(tmp_path: Path) -> None:
    with pytest.raises(re.error):
        kept(tmp_path / "p.bin").compile("(")


def test_where_the_folder_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CAITIEN_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.setenv("CAITIEN_CACHE", "off")
    assert cache_folder() is None
    for name in ("CAITIEN_CACHE", "LOCALAPPDATA", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    assert cache_folder() is None


def test_a_folder_that_cannot_be_written_is_no_matter(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    source = str(Path(__file__).resolve().parents[2] / "src")
    ran = subprocess.run(
        [sys.executable, "-m", "caitien", "--version"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": source, "CAITIEN_CACHE": str(blocked / "x")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0
    assert ran.stderr == ""
