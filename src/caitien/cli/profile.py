"""`caitien check --profile`: what each rule costs."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from .language import t

if TYPE_CHECKING:
    from caitien.core.drafts.model import Reading
    from caitien.core.lint.context import Context
    from caitien.core.lint.rule import Check, Finding
    from caitien.core.regulations.office_form import OfficeForm


def rule_costs(
    reading: Reading,
    select: Iterable[str],
    ignore: Iterable[str],
    office: OfficeForm | None = None,
) -> dict[str, float]:
    """Seconds each rule takes over the plans of a file, by code.

    The rules run as in a check of their own, whose findings are not used. What several rules share
    is counted at the first that asks for it.
    """
    from caitien.core.lint.context import Context
    from caitien.core.lint.run import choose, run_rules

    costs: dict[str, float] = {}
    timed = [
        replace(one, check=_timed(one.check, one.rule.code, costs))
        for one in choose(select, ignore)
    ]
    for index, plan in enumerate(reading.plans):
        run = [one for one in timed if index == 0 or one.rule.scope == "plan"]
        for _ in run_rules(Context(plan, reading, office=office), run, index):
            pass
    return costs


def _timed(check: Check, code: str, costs: dict[str, float]) -> Check:
    def run(context: Context) -> Iterator[Finding]:
        begun = time.perf_counter()
        try:
            found = list(check(context))
        finally:
            costs[code] = costs.get(code, 0.0) + time.perf_counter() - begun
        return iter(found)

    return run


def profile_lines(files: Iterable[dict[str, float]]) -> Iterator[str]:
    """The table for people: the dearest rule first, in ms summed over the files, and the total."""
    from caitien.core.lint.run import all_rules

    total: Counter[str] = Counter()
    count = 0
    for costs in files:
        count += 1
        total.update(costs)
    slugs = {one.rule.code: one.rule.slug for one in all_rules()}
    yield t("Thời gian của từng điểm kiểm tra (ms):", "Time of every check (ms):")
    for code, seconds in sorted(total.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"{seconds * 1000:10.2f}  {code} {slugs.get(code, '')}"
    whole = sum(total.values()) * 1000
    yield t(
        f"{whole:10.2f}  tổng cộng ({len(total)} điểm kiểm tra, {count} tệp)",
        f"{whole:10.2f}  total ({len(total)} checks, {count} files)",
    )
