"""The shipped catalogues, and an uploaded edition through the same door.

Loading one catalogue reads two small files (a few milliseconds) and is remembered for the life of
the process.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .build import build_catalogue, build_edition
from .model import Catalogue, Edition, Problem, Requirement
from .yamlfile import MAX_BYTES, parse_untrusted, read_data

if TYPE_CHECKING:
    from datetime import date


_KEY = str.maketrans("ĐÐ", "DD", "-‐‑‒–—−&")


@dataclass(frozen=True, slots=True)
class LoadedEdition:
    """What came of an edition file: the catalogues (empty when refused) and every problem found."""

    edition: Edition | None
    catalogues: tuple[Catalogue, ...]
    problems: tuple[Problem, ...]


@cache
def _index() -> Any:
    return read_data("index")


def catalogue_ids() -> tuple[str, ...]:
    """Ids of the shipped catalogues, oldest edition first."""
    return tuple(item["id"] for item in _index()["catalogues"])


def normal_level(school_level: str | None) -> str | None:
    """The usual name of a school level: "mau_giao" is "mam_non"; None stays None."""
    if school_level is None:
        return None
    named: str = _index()["level_aliases"].get(school_level, school_level)
    return named


@cache
def _edition(file: str) -> tuple[Edition, tuple[Catalogue, ...]]:
    data = read_data(file)
    edition = build_edition(data)
    return edition, tuple(build_catalogue(raw, edition) for raw in data["catalogues"])


@cache
def load_catalogue(catalogue_id: str) -> Catalogue:
    """The shipped catalogue with this id. Raises ``KeyError`` for an id not in
    ``catalogue_ids()``.
    """
    for item in _index()["catalogues"]:
        if item["id"] == catalogue_id:
            catalogues = _edition(item["file"])[1]
            return next(c for c in catalogues if c.id == catalogue_id)
    raise KeyError(catalogue_id)


def load_edition(edition_id: str) -> Edition:
    """The shipped edition ("tt57-2026"), without its catalogues. Raises ``KeyError`` when
    unknown.
    """
    for item in _index()["catalogues"]:
        if item["file"] == edition_id:
            return _edition(edition_id)[0]
    raise KeyError(edition_id)


def catalogue_for(school_level: str | None, on: date | None) -> Catalogue | None:
    """The catalogue in force for a school of this level on a day.

    None when no catalogue fits, or when several fit (level or day not known): nothing is guessed.
    """
    level = normal_level(school_level)
    found = [
        item["id"]
        for item in _index()["catalogues"]
        if (level is None or level in item["school_levels"]) and (on is None or _in_force(item, on))
    ]
    return load_catalogue(found[0]) if len(found) == 1 else None


def _in_force(item: dict[str, Any], on: date) -> bool:
    return bool(item["from"] <= on and (item["to"] is None or on <= item["to"]))


def catalogue_by_number(number: str, school_level: str | None = None) -> Catalogue | None:
    """The catalogue of the circular with this number ("17/2018/TT-BGDĐT", spaces and case
    forgiven, or "17/2018").

    Where the circular has several catalogues the school's level chooses; without it the answer is
    None.
    """
    wanted = number_key(number)
    level = normal_level(school_level)
    found = [
        item for item in _index()["catalogues"] if _same_number(wanted, number_key(item["number"]))
    ]
    if len(found) > 1:
        found = [item for item in found if level in item["school_levels"]]
    return load_catalogue(found[0]["id"]) if len(found) == 1 else None


def number_key(number: str) -> str:
    """A number and symbol made comparable: no spaces, hyphens or "&", capitals, D for Đ.

    ``number_key("17/2018/TT – BGD&ĐT") == number_key("17/2018/tt-bgddt")``. A leading "số" and
    leading zeros are dropped.
    """
    text = unicodedata.normalize("NFC", "".join(number.split())).upper()
    plain = text.removeprefix("SỐ").translate(_KEY).strip(".:,;")
    return plain.lstrip("0")


def _same_number(wanted: str, known: str) -> bool:
    return wanted == known or (wanted.count("/") == 1 and known.startswith(wanted + "/"))


@cache
def _requirements(catalogue_id: str) -> tuple[Requirement, ...]:
    catalogue = load_catalogue(catalogue_id)
    data = read_data(f"{catalogue_id.replace('/', '.')}.requirements")
    out: list[Requirement] = []
    for code, levels in data["criteria"].items():
        for level, block in levels.items():
            out.extend(
                Requirement(
                    criterion=code,
                    level=level,
                    label=str(label),
                    text=text,
                    place=block["place"],
                    confidence=block.get("confidence", catalogue.confidence),
                )
                for label, text in block["texts"].items()
            )
    return tuple(out)


def requirements(
    catalogue_id: str, code: str | None = None, level: int | None = None
) -> tuple[Requirement, ...]:
    """Requirements of a catalogue in our own words, in order; of one criterion and one level when
    named.

    Raises ``KeyError`` for an unknown catalogue; an unknown code or level gives an empty tuple.
    """
    return tuple(
        r
        for r in _requirements(catalogue_id)
        if (code is None or r.criterion == code) and (level is None or r.level == level)
    )


def load_edition_file(source: Path | str | bytes) -> LoadedEdition:
    """An edition from a file or text that is not ours. Never raises for bad content.

    ``source`` is a path, or YAML as text or bytes. With any problem nothing is loaded and all
    problems are told.
    """
    from .check import check_catalogue

    if isinstance(source, Path):
        try:
            if source.stat().st_size > MAX_BYTES:
                source = b" " * (MAX_BYTES + 1)
            else:
                source = source.read_bytes()
        except OSError:
            message = "Không mở được tệp. Hãy kiểm tra tệp còn ở đó và được phép đọc."
            return LoadedEdition(None, (), (Problem("unreadable", str(source), message),))
    data, problems = parse_untrusted(source)
    problems = problems or check_catalogue(data)
    if problems:
        return LoadedEdition(None, (), tuple(problems))
    edition = build_edition(data)
    catalogues = tuple(build_catalogue(raw, edition) for raw in data["catalogues"])
    return LoadedEdition(edition, catalogues, ())
