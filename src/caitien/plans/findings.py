"""What the checks say of a plan in the database: each finding at its row and field.

The rules of `core.lint` see a draft; places made here tell which row, field and piece of text a
finding is about. Results are kept under the hash of the content.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from django.core.cache import cache

import caitien
from caitien.core.documents.model import Place
from caitien.core.drafts.blocks import text_blocks
from caitien.core.drafts.model import CELL_FIELDS, ISSUE_FIELDS, MONITORING_FIELDS
from caitien.core.lint.diagnostic import Diagnostic, Severity

from .drafting import PlanRows, content_hash, rows_of
from .fields import field_of
from .models import Dismissal
from .services_edit_values import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from caitien.core.drafts.model import PlanDraft, TextBlock

    from .models import Plan

_KEEP: Final = 3600
#: rules about what issuing writes: not asked of a plan that has no number and day yet
_AT_ISSUE: Final = frozenset({"number-missing", "place-date-missing"})
#: header values of the draft → fields of the plan
_HEADER: Final = {
    "authority": "authority",
    "school_name": "school_name",
    "plan_number": "plan_number",
    "plan_number_raw": "plan_number",
    "place": "place_name",
    "date": "dated",
    "title": "title_lines",
    "school_year": "title_lines",
    "legal_bases": "bases",
    "preamble": "preamble",
    "name": "signer_name",
    "recipients": "recipients",
    "signatory": "signer_name",
}
_ROLES: Final = {
    "title": "title_lines",
    "basis": "bases",
    "signature": "signer_title",
    "recipients": "recipients",
}
_ITEM_FIELDS: Final = {
    "lead": "assignee_text",
    "collaborators": "assignee_text",
    "assignee": "assignee_text",
    "budget": "budget_text",
    "budget_vnd": "budget_text",
    "start": "time",
    "end": "time",
    "time_kind": "time",
    "code_text": "criterion",
}
#: letters shown on each side of a short excerpt
_NEAR: Final = 60
#: numbers of the tables in the places made here
ITEMS, ISSUES, CHECKS = 1, 2, 3


@dataclass(frozen=True, slots=True)
class PlanFinding:
    """One finding of a plan of the database.

    `kind`, `uid` ("" for the plan itself) and `field` say where; `part` is the index in a field
    that is a list (paragraph, solution), `offset` where `excerpt` begins in that text, None where
    the whole is meant or something is absent. `fix` is "safe", "ask" (a person confirms) or "";
    `replacement` takes the place of the excerpt.
    """

    fingerprint: str
    code: str
    slug: str
    severity: str
    message: str
    why: str
    article: str
    kind: str
    uid: str
    field: str
    part: int | None
    offset: int | None
    excerpt: str
    fix: str = ""
    replacement: str | None = None
    advice: str = ""
    sure: bool = True
    dismissed: bool = False
    reason: str = ""
    #: the words of the text before and behind a short excerpt, so that a person finds it
    before: str = ""
    after: str = ""

    @property
    def same(self) -> tuple[str, str, str, bool]:
        """What findings that say the same of different places share."""
        return (self.code, self.severity, self.message, self.sure)

    @property
    def label(self) -> str:
        """The name of the field it is about, for people."""
        spec = field_of(self.kind, self.field)
        return spec.label if spec else ""


@dataclass(frozen=True, slots=True)
class _Spot:
    kind: str
    uid: str
    field: str
    part: int | None = None


def findings_of(plan: Plan, *, today: date, rows: PlanRows | None = None) -> list[PlanFinding]:
    """The findings of a plan in reading order, those put aside marked `dismissed`.

    `rows` saves reading the plan again. Six queries (one with `rows`); the checks run again only
    where content or day changed.
    """
    rows = rows or rows_of(plan)
    aside = dict(Dismissal.objects.filter(plan=plan).values_list("fingerprint", "reason"))
    found = []
    for one in _checked(rows, today):
        finding = _finding(one, rows)
        if finding.fingerprint in aside:
            finding = replace(finding, dismissed=True, reason=aside[finding.fingerprint])
        found.append(finding)
    return found


def counts(findings: Iterable[PlanFinding]) -> dict[str, int]:
    """How many are not put aside, by severity: error, warning, info."""
    count = Counter(one.severity for one in findings if not one.dismissed)
    return {severity.value: count[severity.value] for severity in Severity}


def fingerprint(code: str, uid: str, field: str, excerpt: str, absent: str | None = None) -> str:
    """The lasting name of a finding: rule, row, field and the words it is about."""
    text = "\0".join((code, uid, field, excerpt, absent or ""))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _checked(rows: PlanRows, today: date) -> list[tuple[Diagnostic, _Spot]]:
    spots: dict[tuple[int | None, ...], _Spot] = {}
    place_all(rows, spots)
    doubts = [rows.draft.uncertain, *(item.uncertain for item in rows.draft.items)]
    unsure = hashlib.sha256(repr(doubts).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    told = content_hash(rows.draft, rows.plan.form)
    key = f"findings:{caitien.__version__}:{told}:{unsure}:{today}"
    found = cache.get(key)
    if found is None:
        from caitien.core.lint.run import check_plan

        found = check_plan(rows.draft, today=today)
        cache.set(key, found, _KEEP)
    open_ends = not (rows.plan.plan_number and rows.plan.dated)
    return [
        (one, _spot(one, rows, spots)) for one in found if not (open_ends and one.slug in _AT_ISSUE)
    ]


# -- places -------------------------------------------------------------------------------------


def place_all(rows: PlanRows, spots: dict[tuple[int | None, ...], _Spot]) -> None:
    """Give every piece of the draft a place of its own, and remember what stands there."""
    draft = rows.draft
    draft.blocks = []
    for index, (item, action) in enumerate(zip(draft.items, rows.actions, strict=True), 1):
        item.place = Place(table=ITEMS, row=index)
        spots[_key(item.place)] = _Spot("action", str(action.uid), "")
        item.places = {}
        for column, name in enumerate((*CELL_FIELDS, "criterion"), 1):
            place = item.places[name] = Place(table=ITEMS, row=index, column=column)
            spots[_key(place)] = _Spot("action", str(action.uid), name)
    for standard in draft.standards:
        standard.place = Place(table=ITEMS)
    _place_sides(rows, spots)
    draft.blocks = list(_placed(draft, rows, spots))


def _key(place: Place) -> tuple[int | None, ...]:
    return (place.table, place.row, place.column, place.paragraph)


def _placed(
    draft: PlanDraft, rows: PlanRows, spots: dict[tuple[int | None, ...], _Spot]
) -> Iterator[TextBlock]:
    """The author's text with a paragraph number for all that stands outside tables."""
    paragraphs = _paragraph_spots(rows)
    lists: Counter[str] = Counter()
    number = 0
    for block in text_blocks(draft):
        if block.item is not None or block.place.table is not None:
            yield block
            continue
        number += 1
        place = Place(paragraph=number)
        spot = None
        if block.field is None and block.role in ("heading", "body", "basis"):
            spot = next(paragraphs, None)
        if spot is None:
            name = _HEADER.get(block.field or "") or _ROLES.get(block.role, "title_lines")
            if name == "title_lines" and not draft.title_lines:
                name = "title"
            spot = _Spot("plan", "", name, lists[name])
            lists[name] += 1
        spots[_key(place)] = spot
        yield replace(block, place=place)
    for section, row in zip(draft.sections, rows.sections, strict=True):
        known = (n for n, s in spots.items() if s.uid == str(row.uid))
        first = next(known, None)
        if first:
            section.place = Place(paragraph=first[3])


def _paragraph_spots(rows: PlanRows) -> Iterator[_Spot]:
    """Headings and paragraphs of the sections in the order `text_blocks` yields them."""
    for section, row in zip(rows.draft.sections, rows.sections, strict=True):
        yield _Spot("section", str(row.uid), "heading")
        for index in range(len(section.paragraphs)):
            yield _Spot("section", str(row.uid), "body", index)


def _place_sides(rows: PlanRows, spots: dict[tuple[int | None, ...], _Spot]) -> None:
    """Places for the cells of the tables of problems and of monitoring."""
    tables: tuple[tuple[int, str, tuple[str, ...], list[Any], list[Any]], ...] = (
        (ISSUES, "problem", ISSUE_FIELDS, rows.problems, rows.draft.priority_issues),
        (CHECKS, "monitoring", MONITORING_FIELDS, rows.monitoring, rows.draft.monitoring),
    )
    for table, kind, names, records, parts in tables:
        for index, (record, part) in enumerate(zip(records, parts, strict=True), 1):
            part.place = Place(table=table, row=index)
            spots[_key(part.place)] = _Spot(kind, str(record.uid), "")
            part.places = {}
            for column, name in enumerate(names, 1):
                place = part.places[name] = Place(table=table, row=index, column=column)
                spots[_key(place)] = _Spot(kind, str(record.uid), name)


# -- findings -----------------------------------------------------------------------------------


def _spot(one: Diagnostic, rows: PlanRows, spots: dict[tuple[int | None, ...], _Spot]) -> _Spot:
    """Where a diagnostic belongs: by its place, else by its item and field, else the header."""
    name = _ITEM_FIELDS.get(one.field or "", one.field or "")
    if not name and one.item is not None and one.code.startswith("TC"):
        name = "criterion"
    if one.item is not None and one.item < len(rows.actions):
        return _Spot("action", str(rows.actions[one.item].uid), name)
    spot = spots.get(_key(one.place))
    if spot is None:
        spot = spots.get((one.place.table, one.place.row, None, None))
    if spot is None:
        return _Spot("plan", "", _HEADER.get(one.field or "", ""))
    if spot.kind == "action":
        return replace(spot, field=name or spot.field)
    return spot


def _finding(pair: tuple[Diagnostic, _Spot], rows: PlanRows) -> PlanFinding:
    one, spot = pair
    excerpt = "" if one.absent else one.excerpt
    part, offset = _within(one, spot, rows) if excerpt else (spot.part, None)
    fix = one.fix if one.fix and one.fix.replacement is not None else None
    before, after = _around(texts_of(spot, rows), part, offset, excerpt)
    usable = fix is not None and offset is not None and fix.applicability in ("safe", "ask")
    return PlanFinding(
        fingerprint=fingerprint(one.code, spot.uid, spot.field, one.excerpt, one.absent),
        code=one.code,
        slug=one.slug,
        severity=one.severity.value,
        message=one.message,
        why=one.why,
        article=one.article or "",
        kind=spot.kind,
        uid=spot.uid,
        field=spot.field,
        part=part,
        offset=offset,
        excerpt=excerpt,
        fix=fix.applicability if fix and usable else "",
        replacement=fix.replacement if fix and usable else None,
        advice=one.fix.description if one.fix else "",
        sure=one.confidence == "chắc",
        before=before,
        after=after,
    )


def _around(
    texts: list[str], part: int | None, offset: int | None, excerpt: str
) -> tuple[str, str]:
    """Whole words of the text on both sides of an excerpt too short to be found by itself."""
    index = part or 0
    if offset is None or index >= len(texts) or len(excerpt) > _NEAR:
        return "", ""
    text = texts[index]
    before, after = text[:offset], text[offset + len(excerpt) :]
    if len(before) > _NEAR:
        before = "… " + before[-_NEAR:].partition(" ")[2]
    if len(after) > _NEAR:
        after = after[:_NEAR].rpartition(" ")[0] + " …"
    return before.lstrip(), after.rstrip()


def _within(one: Diagnostic, spot: _Spot, rows: PlanRows) -> tuple[int | None, int | None]:
    """The index in a list field and the offset there of the excerpt; None where not to be found."""
    texts = texts_of(spot, rows)
    if spot.part is not None and spot.part < len(texts):
        at = _at(texts[spot.part], one.excerpt, one.offset)
        if at is not None:
            return spot.part, at
    if one.offset is not None and len(texts) > 1:
        start = 0
        for index, text in enumerate(texts):
            if start <= one.offset <= start + len(text):
                return index, _at(text, one.excerpt, one.offset - start)
            start += len(text) + 1
    for index, text in enumerate(texts):
        at = _at(text, one.excerpt, one.offset)
        if at is not None:
            return (index if _is_list(spot) else None), at
    return spot.part, None


def _at(text: str, excerpt: str, offset: int | None) -> int | None:
    if offset is not None and text[offset : offset + len(excerpt)] == excerpt:
        return offset
    at = text.find(excerpt)
    return at if at >= 0 else None


def _is_list(spot: _Spot) -> bool:
    spec = field_of(spot.kind, spot.field)
    return spec is not None and spec.kind in ("list", "rich", "bases")


def texts_of(spot: Any, rows: PlanRows) -> list[str]:
    """The text of the field a finding is about, as the pieces its list has."""
    spec = field_of(spot.kind, spot.field)
    if spec is None:
        return []
    lists: dict[str, list[Any]] = {
        "section": [*rows.sections],
        "problem": [*rows.problems],
        "action": [*rows.actions],
        "monitoring": [*rows.monitoring],
    }
    records = lists.get(spot.kind, [])
    row: Any = rows.plan
    if spot.kind != "plan":
        row = next((one for one in records if str(one.uid) == spot.uid), None)
    value = shown(spec, row) if row is not None else ""
    if isinstance(value, dict):  # the text of a section
        value = value["paragraphs"]
    return [str(part) for part in value] if isinstance(value, list) else [str(value or "")]
