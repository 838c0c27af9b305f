"""Which catalogue of standards the codes of a plan, of a row or of a draft belong to.

A code means nothing without its circular: "3.5" of Thông tư 18/2018 is not "3.5" of Thông tư
57/2026. A plan keeps the catalogue its codes were written under until a person moves them
(services_crosswalk); single rows that keep an old code afterwards are named in
`Plan.rest["editions"]` ({uid of the row: id of the catalogue}).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from caitien.core.regulations.loader import (
    catalogue_by_number,
    catalogue_for,
    catalogue_ids,
    load_catalogue,
    normal_level,
)
from caitien.core.regulations.matching import fit, tidy_code

from .states import EDITABLE, SEALED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from caitien.core.drafts.model import PlanDraft
    from caitien.core.regulations.model import Catalogue

    from .models import Plan

#: how much better titles must fit another catalogue than the one in force to be taken for its own
_CLEARLY = 0.12
#: how well they must fit it at least (1 is the same words)
_WELL = 0.6


def in_force(school_level: str, start_year: int) -> Catalogue | None:
    """The catalogue in force at the beginning of a school year; None where none fits for sure."""
    return catalogue_for(school_level or None, date(start_year, 9, 5)) if school_level else None


def known_catalogue(catalogue_id: str) -> Catalogue | None:
    """The catalogue of this id; None where there is none or it is not known here."""
    return load_catalogue(catalogue_id) if catalogue_id in catalogue_ids() else None


def own_edition(plan: Plan, uid: UUID | str) -> str:
    """The id of the catalogue the codes of a row belong to; "" where it is not known."""
    marked: dict[str, str] = plan.rest.get("editions", {})
    return marked.get(str(uid)) or plan.catalogue


def row_catalogue(plan: Plan, uid: UUID | str) -> Catalogue | None:
    """The catalogue the codes of a row belong to."""
    return known_catalogue(own_edition(plan, uid))


def mark_editions(plan: Plan, marked: dict[str, str]) -> None:
    """Remember rows whose codes belong to another catalogue than the plan's (not saved)."""
    others = {uid: edition for uid, edition in marked.items() if edition != plan.catalogue}
    rest = {name: value for name, value in plan.rest.items() if name != "editions"}
    plan.rest = rest | {"editions": others} if others else rest


def unmark(plan: Plan, uid: UUID | str) -> None:
    """A row whose code was chosen anew belongs to the plan's catalogue (not saved)."""
    marked = dict(plan.rest.get("editions", {}))
    if marked.pop(str(uid), None):
        mark_editions(plan, marked)


def open_change(plan: Plan) -> Catalogue | None:
    """The newer catalogue the plan's codes have not been moved to; None where none waits."""
    own = known_catalogue(plan.catalogue)
    now = in_force(plan.school_level, plan.start_year)
    if own is None or now is None or now.in_force[0] <= own.in_force[0]:
        return None
    return now


@dataclass(frozen=True, slots=True)
class EditionNotice:
    """What a page of a plan says of its codes.

    `own` is the number of the circular they are of, `to` that of the one they have not been moved
    to ("" where they have), `kept` how many rows keep an old code, `may_move` whether a person may
    move them now.
    """

    own: str
    to: str
    kept: int
    may_move: bool


def edition_notice(plan: Plan, *, editable: bool) -> EditionNotice | None:
    """The notice for a plan's page; None where all its codes are of the circular in force."""
    kept = len(plan.rest.get("editions", {}))
    to = open_change(plan)
    if plan.state in SEALED or not (to or kept):
        return None
    own = known_catalogue(plan.catalogue)
    return EditionNotice(
        own=own.number if own else "",
        to=to.number if to else "",
        kept=kept,
        may_move=editable and plan.state in EDITABLE,
    )


# -- drafts ---------------------------------------------------------------------------------------


def edition_of_draft(
    draft: PlanDraft, school_level: str | None, proper: Catalogue | None
) -> Catalogue | None:
    """The catalogue the codes of a draft belong to: `proper` (in force) unless it says otherwise.

    Titles tell first, then codes and levels the one in force has not, then the circular cited.
    """
    level = normal_level(school_level)
    if proper is None or level is None:
        return proper
    own = [c for c in map(load_catalogue, catalogue_ids()) if level in c.school_levels]
    others = [c for c in own if c.id != proper.id]
    titled = _titled(draft)
    if titled:
        return _by_titles(titled, proper, others)
    codes = [item.criterion or "" for item in draft.items]
    codes += [issue.criterion or "" for issue in draft.priority_issues]
    pairs = [(tidy_code(code), "") for code in codes if "." in code]
    highest = max((i.level or 0 for i in draft.items), default=0)
    cited = _cited(draft, level)
    if pairs and not _holds(proper, pairs, highest):
        able = [c for c in others if _holds(c, pairs, highest)]
        named = [c for c in able if c in cited]
        return next(iter(named or able), proper)
    return cited[0] if pairs and len(cited) == 1 and cited[0] in own else proper


def _titled(draft: PlanDraft) -> list[tuple[str, str]]:
    """Codes with their titles as the draft writes them, each once."""
    found = [(item.criterion, item.criterion_title) for item in draft.items]
    found += [(item.standard, item.standard_title) for item in draft.items]
    found += [(row.standard, row.title) for row in draft.standards]
    pairs = {(code, title): None for code, title in found if code and title and title.strip()}
    return list(pairs)


def _by_titles(
    titled: list[tuple[str, str]], proper: Catalogue, others: Iterable[Catalogue]
) -> Catalogue:
    score = fit(proper, titled).score
    for other in others:
        found = fit(other, titled).score
        if found >= _WELL and found > score + _CLEARLY:
            score, proper = found, other
    return proper


def _holds(catalogue: Catalogue, pairs: Iterable[tuple[str, str]], highest: int) -> bool:
    """Whether a catalogue has all these codes, and levels as high as this one."""
    return not fit(catalogue, pairs).unknown and highest <= max(catalogue.levels)


def _cited(draft: PlanDraft, level: str) -> list[Catalogue]:
    """The catalogues of the circulars the draft's legal bases name, each once."""
    numbers = [basis.number for basis in draft.legal_bases if basis.number]
    found = [catalogue_by_number(number, level) for number in numbers]
    return list({c.id: c for c in found if c and level in c.school_levels}.values())
