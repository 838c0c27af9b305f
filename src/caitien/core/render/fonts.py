"""Which faces a PDF is set in: Times New Roman, else a face of the same widths that has Vietnamese.

Only named files are looked at; the fonts of the system are never scanned. Order: a configured
folder; Times New Roman, Tinos or Liberation Serif 2.x of the system; TeX Gyre Termes where its
package is installed; else the face inside typst (Libertinus Serif).
"""

from __future__ import annotations

import struct
import sys
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

#: the face inside typst: every Vietnamese letter, but its own widths
BUILT_IN = "Libertinus Serif"
_CROWDED = 40
_TERMES = "rinoh_typeface_texgyretermes"


@dataclass(frozen=True, slots=True)
class Faces:
    """Folders of fonts for typst, and the families in the order to try them."""

    folders: tuple[str, ...]
    families: tuple[str, ...]


_FACES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "Times New Roman",
        (
            "/usr/share/fonts/truetype/msttcorefonts",
            "/usr/share/fonts/msttcore",
            "/usr/share/fonts/TTF",
            "/System/Library/Fonts/Supplemental",
            "/Library/Fonts",
            "C:/Windows/Fonts",
        ),
        (
            "Times_New_Roman{}.ttf|,_Bold,_Italic,_Bold_Italic",
            "Times New Roman{}.ttf|, Bold, Italic, Bold Italic",
            "times{}.ttf|,bd,i,bi",
        ),
    ),
    (
        "Tinos",
        (
            "/usr/share/fonts/truetype/croscore",
            "/usr/share/fonts/truetype/tinos",
            "/usr/share/fonts/google-tinos-fonts",
        ),
        ("Tinos-{}.ttf|Regular,Bold,Italic,BoldItalic",),
    ),
    (
        "Liberation Serif",
        (
            "/usr/share/fonts/truetype/liberation2",
            "/usr/share/fonts/truetype/liberation",
            "/usr/share/fonts/liberation-serif-fonts",
            "/usr/share/fonts/liberation-serif",
            "/usr/share/fonts/liberation",
        ),
        ("LiberationSerif-{}.ttf|Regular,Bold,Italic,BoldItalic",),
    ),
)


@cache
def find_faces(configured: str | None = None) -> Faces:
    """The faces to set a PDF in. `configured` is a folder of Times-like fonts to use first."""
    folders: list[str] = []
    families: list[str] = []
    if configured and Path(configured).is_dir():
        folders.append(configured)
        families += [family for family, _, _ in _FACES]
    for family, places, patterns in () if folders else _FACES:
        files = _four_files(places, patterns)
        if files and all(_has_vietnamese(file) for file in files):
            folders.append(_folder_of(tuple(files)))
            families.append(family)
            break
    termes = _termes_folder()
    if termes and (configured or not folders):
        folders.append(str(termes))
        families.append("TeX Gyre Termes")
    return Faces(tuple(folders), tuple(dict.fromkeys([*families, BUILT_IN])))


@cache
def _staging() -> TemporaryDirectory[str]:
    """A folder that lives as long as the program."""
    return TemporaryDirectory(prefix="caitien-fonts-", ignore_cleanup_errors=True)


def _folder_of(files: tuple[Path, ...]) -> str:
    """The folder of the files; copies in a folder of their own where it holds many others.

    typst looks through whole folders, which takes long in a crowded one.
    """
    folder = files[0].parent
    if sum(1 for _ in islice(folder.iterdir(), _CROWDED + 1)) <= _CROWDED:
        return str(folder)
    for file in files:
        copyfile(file, Path(_staging().name) / file.name)
    return _staging().name


def _four_files(folders: tuple[str, ...], patterns: tuple[str, ...]) -> list[Path]:
    for folder in folders:
        for pattern in patterns:
            name, _, kinds = pattern.partition("|")
            files = [Path(folder) / name.format(kind) for kind in kinds.split(",")]
            if all(file.is_file() for file in files):
                return files
    return []


def _termes_folder() -> Path | None:
    """The folder of TeX Gyre Termes; its package is found but never imported."""
    spec = sys.modules[_TERMES].__spec__ if _TERMES in sys.modules else find_spec(_TERMES)
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0]) if places and any(Path(places[0]).glob("*.otf")) else None


def _has_vietnamese(file: Path) -> bool:
    """Whether a TrueType file has "ệ" and "ữ" (Liberation before 2.0 has not)."""
    try:
        data = file.read_bytes()
        return all(_maps(data, ord(letter)) for letter in "ệữỗ")
    except (OSError, struct.error, IndexError):
        return False


def _maps(data: bytes, code: int) -> bool:
    """Whether a format-4 Unicode character map of the file covers the code point."""
    tables = struct.unpack_from(">H", data, 4)[0]
    for index in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
        if tag != b"cmap":
            continue
        for number in range(struct.unpack_from(">H", data, offset + 2)[0]):
            platform, _, start = struct.unpack_from(">HHL", data, offset + 4 + 8 * number)
            at = offset + start
            if platform in (0, 3) and struct.unpack_from(">H", data, at)[0] == 4:
                count = struct.unpack_from(">H", data, at + 6)[0] // 2
                ends = struct.unpack_from(f">{count}H", data, at + 14)
                starts = struct.unpack_from(f">{count}H", data, at + 16 + 2 * count)
                return any(low <= code <= high for low, high in zip(starts, ends, strict=True))
    return False
