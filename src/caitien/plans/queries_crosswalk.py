"""The codes of a plan beside what a proposed crosswalk makes of them, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caitien.core.regulations.crosswalk import map_criterion

from .editions import known_catalogue, own_edition
from .fields import ROW_WORDS
from .models import Action, Problem

if TYPE_CHECKING:
    from caitien.core.regulations.model import Catalogue

    from .models import Plan


@dataclass(frozen=True, slots=True)
class Proposal:
    """A code of the new catalogue; `full`: the same main content, else a part of it."""

    code: str
    title: str
    full: bool
    reason: str


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One code of one row. `key` names it in forms; `more`: one of the row's further codes."""

    key: str
    kind: str
    uid: str
    number: str
    name: str
    code: str
    title: str
    level: int | None
    target_level: int | None
    proposals: tuple[Proposal, ...]
    more: bool = False

    @property
    def sure(self) -> str:
        """The one code that has the same main content; "" where a person has to weigh."""
        full = [one.code for one in self.proposals if one.full]
        return full[0] if len(full) == 1 else ""


@dataclass(frozen=True, slots=True)
class MovedLine:
    """A row as it was moved: old code, title and level, and what it is now ("" where gone)."""

    name: str
    old: str
    old_title: str
    old_level: int | None
    new: str
    new_title: str


def coded_rows(plan: Plan, *, deleted: bool = False) -> list[tuple[str, Any]]:
    """Problems, then actions, that name a standard or criterion: (kind, row). Two queries."""
    found: list[tuple[str, Any]] = []
    kinds: tuple[tuple[str, type[Any]], ...] = (("problem", Problem), ("action", Action))
    for kind, model in kinds:
        rows = model.objects.filter(plan=plan)
        rows = rows if deleted else rows.filter(deleted_at=None)
        found += [(kind, row) for row in rows if row.criterion or row.standard]
    return found


def code_lines(plan: Plan, to: Catalogue) -> list[CodeLine]:
    """Every code of the plan's living rows that is not of `to`, in order. Two queries."""
    made: list[CodeLine] = []
    counted = {"problem": 0, "action": 0}
    for kind, row in coded_rows(plan):
        counted[kind] += 1
        own = known_catalogue(own_edition(plan, row.uid))
        if own is None or own.id == to.id:
            continue
        if row.criterion:
            made.append(_line(row, kind, counted[kind], row.criterion, own, to))
        for code in getattr(row, "more_criteria", ()):
            made.append(_line(row, kind, counted[kind], code, own, to, more=True))
    return made


def _line(
    row: Any,
    kind: str,
    count: int,
    code: str,
    own: Catalogue,
    to: Catalogue,
    *,
    more: bool = False,
) -> CodeLine:
    known = own.criterion(code)
    title = "" if more else getattr(row, "criterion_title", "")
    return CodeLine(
        key=f"{row.uid}:{code}" if more else str(row.uid),
        kind=kind,
        uid=str(row.uid),
        number=row.tt or str(count),
        name=row_name(kind, row),
        code=code,
        title=title or (known.title if known else ""),
        level=None if more else getattr(row, "level", None),
        target_level=None if more else getattr(row, "target_level", None),
        proposals=_proposals(own, code, to),
        more=more,
    )


def _proposals(own: Catalogue, code: str, to: Catalogue) -> tuple[Proposal, ...]:
    found = []
    for line in map_criterion(own.id, code, to.id):
        criterion = to.criterion(line.to_code)
        if criterion:
            full = line.strength == "full"
            found.append(Proposal(criterion.code, criterion.title, full, line.reason))
    return tuple(found)


def row_name(kind: str, row: Any) -> str:
    """A row in a few words."""
    words = row.weakness or row.current if kind == "problem" else row.work
    words = " ".join(words.split())
    short = words if len(words) <= 90 else words[:89].rstrip() + "…"
    return short or ROW_WORDS[kind]


def moved_lines(plan: Plan) -> list[MovedLine]:
    """What the last change of edition made of the codes that were moved. Two queries."""
    record = plan.rest.get("crosswalk") or {}
    by_uid = {str(row.uid): (kind, row) for kind, row in coded_rows(plan, deleted=True)}
    before = known_catalogue(record.get("from", ""))
    made = []
    for uid, told in record.get("rows", {}).items():
        kind, row = by_uid.get(uid, ("", None))
        fields: dict[str, list[Any]] = told["fields"]
        old, new = _pair(fields, "criterion", row)
        titles = _pair(fields, "criterion_title", row)
        known = before.criterion(old) if before else None
        made.append(
            MovedLine(
                name=row_name(kind, row) if row is not None else "",
                old=old,
                old_title=titles[0] or (known.title if known else ""),
                old_level=fields.get("level", [None])[0],
                new=new,
                new_title=titles[1],
            )
        )
    return made


def _pair(fields: dict[str, list[Any]], name: str, row: Any) -> tuple[str, str]:
    if name in fields:
        return fields[name][0] or "", fields[name][1] or ""
    value = getattr(row, name, "") or ""
    return value, value
