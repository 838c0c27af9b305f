"""From the words on the command line to the files meant: files, folders and patterns."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .language import t

#: what is looked for in a folder; a file named outright may be of any kind
KINDS = frozenset({".docx", ".pdf", ".txt", ".xlsx", ".xlsm", ".xls"})


@dataclass(slots=True)
class Gathered:
    """The files in the order given (inside a folder by name), and what could not be found."""

    files: list[Path] = field(default_factory=list)
    troubles: list[tuple[str, str]] = field(default_factory=list)


def gather(words: Iterable[str]) -> Gathered:
    """Every file meant, once. Word's lock files (~$…) and hidden files in folders are left out."""
    found = Gathered()
    seen: set[str] = set()
    for word in words:
        paths = list(_expand(word))
        if not paths:
            found.troubles.append((word, _missing(word)))
        for path in paths:
            key = os.path.normcase(os.path.abspath(path))  # noqa: PTH100 - links are kept as given
            if key not in seen:
                seen.add(key)
                found.files.append(path)
    return found


def _expand(word: str) -> Iterator[Path]:
    path = Path(word)
    if path.is_dir():
        yield from _walk(path)
    elif path.exists():
        yield path
    elif glob.has_magic(word):
        for name in sorted(glob.glob(word, recursive=True)):  # noqa: PTH207 - patterns may be absolute
            if Path(name).is_dir():
                yield from _walk(Path(name))
            elif not Path(name).name.startswith("~$"):
                yield Path(name)


def _walk(folder: Path) -> Iterator[Path]:
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")) and Path(name).suffix.lower() in KINDS:
                yield Path(base, name)


def _missing(word: str) -> str:
    if Path(word).is_dir():
        return t(
            "thư mục không có tệp .docx, .pdf hoặc .txt nào.",
            "the folder holds no .docx, .pdf or .txt file.",
        )
    if glob.has_magic(word):
        return t("không có tệp nào khớp mẫu này.", "no file matches this pattern.")
    return t(
        "không tìm thấy tệp này; hãy xem lại tên và thư mục.",
        "no such file; check the name and the folder.",
    )
