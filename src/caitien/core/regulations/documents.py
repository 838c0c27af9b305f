"""The registry of legal documents that plans cite: number, date, exact title, whom and when they
govern.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from caitien.core.vietnamese.text import key, similarity

from .loader import number_key
from .model import LegalDocument
from .yamlfile import read_data

MINISTRY = "Bộ Giáo dục và Đào tạo"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its name, its letters in a symbol (None: none), whether a year follows
    the number.

    ``generic``: a word people write that names no kind ("Văn bản").
    """

    name: str
    letters: str | None
    dated: bool = False
    generic: bool = False


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind of document, the longer name before the shorter one it begins with."""
    return tuple(Kind(**item) for item in read_data("kinds")["kinds"])


@cache
def _kinds_by_key() -> dict[str, Kind]:
    return {key(kind.name): kind for kind in kinds()}


def kind_of(word: str) -> Kind | None:
    """The kind a word names ("thông tư", "Thông tư số"), or None."""
    return _kinds_by_key().get(key(word).removesuffix(" số"))


@cache
def all_documents() -> tuple[LegalDocument, ...]:
    """Every document of the registry, as the file orders them."""
    return tuple(_document(item) for item in read_data("documents")["documents"])


def _document(item: dict[str, Any]) -> LegalDocument:
    title = item["title"]
    return LegalDocument(
        number=item["number"],
        kind=item["kind"],
        title=title,
        issuer=item.get("issuer", MINISTRY),
        issued=item["issued"],
        applies_to=tuple(item["applies_to"]),
        in_force=(item.get("from"), item.get("to")),
        replaced_by=item.get("replaced_by"),
        confidence=item["confidence"],
        names=tuple(item.get("names") or ()),
        also=tuple(item.get("also_titles") or ()),
        note=item.get("note"),
        amends=tuple(item.get("amends") or ()),
    )


@cache
def _by_number() -> dict[str, LegalDocument]:
    return {number_key(document.number): document for document in all_documents()}


@cache
def _by_short() -> dict[str, list[LegalDocument]]:
    """Documents by number and year ("17/2018") or by the bare number of a công văn ("5932")."""
    out: dict[str, list[LegalDocument]] = {}
    for document in all_documents():
        head, _, tail = number_key(document.number).partition("/")
        year = tail.partition("/")[0]
        out.setdefault(f"{head}/{year}" if year.isdigit() else head, []).append(document)
    return out


@cache
def _by_name() -> dict[str, LegalDocument]:
    return {key(name): document for document in all_documents() for name in document.names}


def find_document(number: str) -> LegalDocument | None:
    """The document with this number: "17/2018/TT-BGDĐT", "37/2021/TT- BGDĐT", "17/2018", "Luật
    Giáo dục 2019".

    Spaces, case, kinds of hyphen, leading zeros and a leading "số" are forgiven. Short forms
    answer only where one document alone has them. None when unknown.
    """
    wanted = number_key(number)
    found = _by_number().get(wanted) or _by_name().get(key(number))
    if found is not None:
        return found
    short = _by_short().get(wanted, []) if "/" in wanted else []
    return short[0] if len(short) == 1 else None


def same_number_documents(number: str) -> tuple[LegalDocument, ...]:
    """Documents whose number and year agree though the symbol may not: "18/2018/QĐ-BGDĐT" gives
    TT 18/2018.
    """
    head, _, tail = number_key(number).partition("/")
    year = tail.partition("/")[0]
    return tuple(_by_short().get(f"{head}/{year}" if year.isdigit() else head, ()))


def title_likeness(document: LegalDocument, written: str) -> float | None:
    """How well a title as written agrees with the document's, 0 to 1; None where the registry has
    no title.

    Words before the title proper ("ban hành", "về việc", "quy định về") do not count against it.
    """
    if document.title is None:
        return None
    core = title_core(written)
    return max(similarity(core, title_core(t)) for t in (document.title, *document.also))


_LEADS = (
    "v/v ",
    "về việc ",
    "về ",
    "ban hành kèm theo ",
    "ban hành ",
    "quy định về ",
    "quy định ",
    "hướng dẫn ",
)


def title_core(title: str) -> str:
    """A title without its introductory words, as a comparison key."""
    text = key(title)
    shorter = True
    while shorter:
        shorter = False
        for lead in _LEADS:
            if text.startswith(lead):
                text, shorter = text.removeprefix(lead), True
    return text
