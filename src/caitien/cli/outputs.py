"""Writing results: never over an input, over another file only when asked, never half a file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from .language import t


class RefusedError(Exception):
    """An output that will not be written; the message says why and what to do."""


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths are the same file, whatever they are called."""
    try:
        return one.samefile(other)
    except OSError:
        return one.absolute() == other.absolute()


def may_write(out: Path, inputs: Iterable[Path], *, force: bool) -> None:
    """Raise RefusedError where `out` must not be written."""
    if any(same_file(out, path) for path in inputs):
        raise RefusedError(
            t(
                "đây là tệp gốc, không ghi đè; hãy chọn tên khác.",
                "this is an input file and is never overwritten; choose another name.",
            )
        )
    if out.is_dir():
        raise RefusedError(t("đây là một thư mục.", "this is a folder."))
    if out.is_file() and not force:
        raise RefusedError(
            t(
                "tệp đã có; thêm --force nếu muốn ghi đè, hoặc chọn tên khác.",
                "the file exists; add --force to replace it, or choose another name.",
            )
        )


def write_whole(out: Path, data: bytes) -> None:
    """Write all or nothing: a full disk or Ctrl-C leaves the old file as it was.

    A device or pipe (/dev/null, /dev/stdout) is written to and never replaced; of a link, the
    file it leads to is written.
    """
    if out.exists() and not out.is_file():
        with out.open("wb") as stream:
            stream.write(data)
        return
    out = out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    import tempfile  # slow to load, and needed only to write

    handle, name = tempfile.mkstemp(prefix=f".{out.name}.", dir=out.parent)
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        made.chmod(_mode(out))
        made.replace(out)
    except BaseException:
        with suppress(OSError):
            made.unlink()
        raise


def _mode(out: Path) -> int:
    """The rights of the file that is replaced, or those a new file gets."""
    with suppress(OSError):
        return out.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def free_names(paths: Iterable[Path], folder: Path, suffix: str) -> dict[Path, Path]:
    """An output in `folder` for each input; inputs of the same stem get -2, -3."""
    used: set[str] = set()
    names: dict[Path, Path] = {}
    for path in paths:
        name, number = path.stem, 1
        while name.casefold() in used:
            number += 1
            name = f"{path.stem}-{number}"
        used.add(name.casefold())
        names[path] = folder / f"{name}{suffix}"
    return names
