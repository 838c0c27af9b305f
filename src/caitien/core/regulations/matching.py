"""Which catalogue do these titles come from? Used to say "the titles fit Thông tư 18 best"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from caitien.core.vietnamese.text import similarity

from .loader import catalogue_ids, load_catalogue
from .model import Catalogue, Criterion, Standard


@dataclass(frozen=True, slots=True)
class Fit:
    """How well titles fit a catalogue.

    ``score`` 0 to 1 is the mean likeness (a code the catalogue lacks counts 0); ``exact`` titles
    are the same but for case, tone style and punctuation; ``unknown`` codes are not in the
    catalogue.
    """

    catalogue_id: str
    score: float
    exact: int
    compared: int
    unknown: tuple[str, ...]


def tidy_code(code: str) -> str:
    """A code without blanks and a trailing dot: "2. 1" and "2.1." are "2.1"."""
    return "".join(code.split()).strip(".")


def find_entry(catalogue: Catalogue, code: str) -> Standard | Criterion | None:
    """The criterion ("2.1") or standard ("2") with this code, blanks forgiven."""
    wanted = tidy_code(code)
    return catalogue.criterion(wanted) or catalogue.standard(wanted)


def title_score(catalogue: Catalogue, code: str, title: str) -> float | None:
    """Likeness of a written title with the catalogue's, best of its known printings; None for an
    unknown code.
    """
    entry = find_entry(catalogue, code)
    if entry is None:
        return None
    return max(similarity(title, known) for known in (entry.title, *entry.also))


def fit(catalogue: Catalogue, pairs: Iterable[tuple[str, str]]) -> Fit:
    """How well (code, title) pairs fit one catalogue. Pairs with an empty title only tell whether
    the code is known.
    """
    scores: list[float] = []
    unknown: list[str] = []
    for code, title in pairs:
        found = title_score(catalogue, code, title) if title.strip() else None
        if find_entry(catalogue, code) is None:
            unknown.append(tidy_code(code))
            scores.append(0.0)
        elif found is not None:
            scores.append(found)
    mean = sum(scores) / len(scores) if scores else 0.0
    exact = sum(score == 1.0 for score in scores)
    return Fit(catalogue.id, mean, exact, len(scores), tuple(unknown))


def best_catalogue_for_titles(
    pairs: Iterable[tuple[str, str]], candidates: Iterable[str | Catalogue] | None = None
) -> tuple[Fit, ...]:
    """Catalogues ranked by how well (code, title) pairs fit, best first; all shipped ones when
    none are named.
    """
    every = list(pairs)
    chosen = catalogue_ids() if candidates is None else candidates
    fits = [fit(load_catalogue(c) if isinstance(c, str) else c, every) for c in chosen]
    return tuple(sorted(fits, key=lambda f: (f.score, f.exact), reverse=True))
