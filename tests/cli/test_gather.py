"""Which files are meant: folders, patterns, lock files, twins."""

from __future__ import annotations

from pathlib import Path

import pytest

from caitien.cli.gather import gather


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.docx",
        "a.PDF",
        "~$b.docx",
        "note.md",
        ".hidden.txt",
        "sub/c.txt",
        "sub/e.XLSX",
        ".git/d.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    return tmp_path


def names(folder: Path, *words: str) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in gather(words).files]


def test_a_folder_gives_its_plans_in_order(folder: Path) -> None:
    assert names(folder, str(folder)) == ["a.PDF", "b.docx", "sub/c.txt", "sub/e.XLSX"]


def test_patterns_are_expanded_where_the_shell_has_not(folder: Path) -> None:
    assert names(folder, str(folder / "*.docx")) == ["b.docx"]
    assert names(folder, str(folder / "**" / "*.txt")) == ["sub/c.txt"]


def test_a_file_is_taken_once_and_of_any_kind(folder: Path) -> None:
    words = (str(folder / "note.md"), str(folder / "b.docx"), str(folder))
    assert names(folder, *words) == ["note.md", "b.docx", "a.PDF", "sub/c.txt", "sub/e.XLSX"]


def test_what_is_missing_is_named(folder: Path) -> None:
    (folder / "empty").mkdir()
    words = [str(folder / name) for name in ("gone.docx", "empty", "x*.docx")]
    found = gather(words)
    assert [what for what, _ in found.troubles] == words
    assert ["không tìm thấy" in why for _, why in found.troubles] == [True, False, False]


def test_a_name_with_brackets_is_a_file_first(tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch [bản 2].docx"
    path.write_text("x", encoding="utf-8")
    assert gather([str(path)]).files == [path]
