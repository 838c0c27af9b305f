"""Runs the rules over a plan or a whole reading."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from .context import Context
from .diagnostic import Diagnostic, Severity
from .rule import Check, Finding, Rule

if TYPE_CHECKING:
    from datetime import date

    from caitien.core.documents.model import Document
    from caitien.core.drafts.model import PlanDraft, Reading
    from caitien.core.regulations.office_form import OfficeForm

INTERNAL = "XX000"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A rule with its check."""

    rule: Rule
    check: Check


class SelectorError(ValueError):
    """A selector that names no rule; `str(error)` is Vietnamese and offers near ones."""


@cache
def all_rules() -> tuple[Loaded, ...]:
    """Every rule of the package, by code."""
    from . import rules

    found = []
    for module in pkgutil.iter_modules(rules.__path__):
        if not module.name.startswith("_"):
            loaded = importlib.import_module(f"{rules.__name__}.{module.name}")
            found.append(Loaded(loaded.RULE, loaded.check))
    return tuple(sorted(found, key=lambda one: one.rule.code))


def check_plan(
    plan: PlanDraft,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    today: date | None = None,
    document: Document | None = None,
    office: OfficeForm | None = None,
) -> list[Diagnostic]:
    """The faults of one plan, in reading order.

    `select` and `ignore` take codes, starts of codes ("CC"), slugs and kinds ("LEG-01"); an unknown
    one raises SelectorError. `document` tells the file and format where there is one. `office` is
    an office's own form to hold the plan to (MA201…). Never raises for a faulty rule: that gives
    one diagnostic XX000.
    """
    chosen = choose(select, ignore)
    context = Context(
        plan,
        today=today,
        file=document.file if document else None,
        format=document.format if document else "",
        office=office,
    )
    return arranged(run_rules(context, chosen, 0))


def check_reading(
    reading: Reading,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    today: date | None = None,
    office: OfficeForm | None = None,
) -> list[Diagnostic]:
    """The faults of every plan of a file; what concerns the file is said once. See `check_plan`."""
    chosen = choose(select, ignore)
    found: list[Diagnostic] = []
    for index, plan in enumerate(reading.plans):
        run = [one for one in chosen if index == 0 or one.rule.scope == "plan"]
        context = Context(plan, reading, today=today, office=office)
        found += arranged(run_rules(context, run, index))
    return _merged(found)


def choose(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> list[Loaded]:
    """The rules named by `select` (all, where it is empty) without those named by `ignore`."""
    select, ignore = list(select), list(ignore)
    wanted = set(all_rules()) if not select else {one for name in select for one in _named(name)}
    unwanted = {one for name in ignore for one in _named(name)}
    return [one for one in all_rules() if one in wanted and one not in unwanted]


def _named(name: str) -> list[Loaded]:
    key = name.strip().casefold()
    found = [
        one
        for one in all_rules()
        if key
        and (
            one.rule.code.casefold().startswith(key)
            or one.rule.slug == key
            or (one.rule.kind or "").casefold() == key
            or (one.rule.kind or "").casefold().split("-")[0] == key
        )
    ]
    if not found:
        raise SelectorError(near_names(name))
    return found


def near_names(name: str) -> str:
    """The Vietnamese sentence for a selector that names no rule, with near ones."""
    from difflib import get_close_matches

    names = {
        n: n for one in all_rules() for n in (one.rule.code, one.rule.slug, one.rule.kind) if n
    }
    folded = {n.casefold(): n for n in names}
    near = get_close_matches(name.strip().casefold(), folded, n=3, cutoff=0.6)
    hint = f" Có phải: {', '.join(folded[n] for n in near)}?" if near else ""
    return f"Không có quy tắc “{name}”.{hint} Xem danh sách bằng “caitien rules”."


def run_rules(
    context: Context, chosen: Sequence[Loaded], plan: int
) -> Iterator[tuple[Finding, Diagnostic]]:
    """What the chosen rules find; a rule that raises gives one diagnostic and harms no other."""
    for one in chosen:
        try:
            for finding in one.check(context):
                yield finding, _diagnostic(one.rule, finding, plan)
        except Exception as error:  # noqa: BLE001 - a faulty rule must not take the others down
            finding = Finding(
                place=context.known(Finding("").place), message=_fault(one.rule, error)
            )
            yield finding, _internal(finding, plan)


def _fault(rule: Rule, error: Exception) -> str:
    return (
        f"Quy tắc {rule.code} ({rule.slug}) gặp lỗi nội bộ ({type(error).__name__}: {error}); "
        "các quy tắc khác vẫn chạy. Đây là lỗi của phần mềm, không phải của kế hoạch."
    )


def _internal(finding: Finding, plan: int) -> Diagnostic:
    return Diagnostic(
        code=INTERNAL,
        slug="internal",
        kind=None,
        severity=Severity.ERROR,
        message=finding.message,
        why="Một quy tắc không chạy hết nên có thể còn lỗi chưa được nêu.",
        article=None,
        place=finding.place,
        excerpt="",
        plan=plan,
    )


def _diagnostic(rule: Rule, finding: Finding, plan: int) -> Diagnostic:
    return Diagnostic(
        code=rule.code,
        slug=rule.slug,
        kind=rule.kind,
        severity=finding.severity or rule.severity,
        message=finding.message,
        why=finding.why or rule.why,
        article=finding.article or rule.article,
        place=finding.place,
        excerpt=finding.excerpt,
        fix=finding.fix,
        confidence=finding.confidence,
        absent=finding.absent,
        field=finding.field,
        item=finding.item,
        offset=finding.offset,
        plan=plan,
    )


def arranged(found: Iterable[tuple[Finding, Diagnostic]]) -> list[Diagnostic]:
    """The diagnostics in reading order, each once."""
    pairs = sorted(found, key=lambda pair: (pair[0].order, pair[1].severity.rank, pair[1].code))
    seen: set[object] = set()
    kept = []
    for finding, diagnostic in pairs:
        where: object = diagnostic.place.label() or finding.order
        what = (diagnostic.code, diagnostic.excerpt, diagnostic.absent, diagnostic.item)
        key = (*what, diagnostic.place, where)
        if key not in seen:
            seen.add(key)
            kept.append(diagnostic)
    return kept


def _merged(found: list[Diagnostic]) -> list[Diagnostic]:
    seen: set[object] = set()
    kept = []
    for diagnostic in found:
        key = (diagnostic.code, diagnostic.excerpt, diagnostic.message, diagnostic.place)
        if not diagnostic.place.label() or key not in seen:
            seen.add(key)
            kept.append(diagnostic)
    return kept
