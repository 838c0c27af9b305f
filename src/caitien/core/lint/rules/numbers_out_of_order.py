"""TIM-11: numbers of the school's documents do not follow their days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from caitien.core.drafts.model import PlanDraft
from caitien.core.lint._legal import cited
from caitien.core.lint._time import short
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show
from caitien.core.regulations.citations import parse_number

RULE = Rule(
    code="TG111",
    slug="numbers-out-of-order",
    kind="TIM-11",
    severity=Severity.WARNING,
    title="Số văn bản không theo thứ tự thời gian",
    why="Số văn bản đi liên tục trong năm: ngày sau thì số lớn hơn, và không nhảy quá xa.",
    article="Nghị định 30/2020/NĐ-CP, Điều 15",
)

#: documents of one kind that a school hardly issues in a day
_A_DAY = 20
_HOW = show("Đối chiếu với sổ văn bản đi và sửa số hoặc ngày ghi sai.")


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    day: date
    number: int
    symbol: str


def check(ctx: Context) -> Iterator[Finding]:
    mine = entry(ctx.plan)
    if mine is None:
        return
    before = [found for plan in ctx.plans if plan is not ctx.plan and (found := entry(plan))]
    named = set()
    for one in cited(ctx):
        number, day = one.citation.number, one.citation.date
        if number and number.symbol and day:
            named.add(Entry(day, int(number.number), number.symbol))
    same = {e for e in (*before, *named) if e.symbol == mine.symbol and e.day.year == mine.day.year}
    for other in sorted(same):
        message = said(other, mine)
        if message is None or (other not in named and other > mine):
            continue
        line = ctx.line("number_line")
        if line:
            yield ctx.whole(line, message, fix=_HOW)
        else:
            yield ctx.value("plan_number", message, fix=_HOW)
        return


def entry(plan: PlanDraft) -> Entry | None:
    number = parse_number(plan.plan_number or "")
    try:
        day = date.fromisoformat(plan.date or "")
    except ValueError:
        return None
    sure = number is not None and number.symbol and "date" not in plan.uncertain
    return Entry(day, int(number.number), number.symbol or "") if number and sure else None


def said(a: Entry, b: Entry) -> str | None:
    """What is wrong between two numbers of one series, or None."""
    first, second = sorted((a, b), key=lambda e: e.day)
    days, step = (second.day - first.day).days, second.number - first.number
    names = " và ".join(f"số {e.number} ngày {short(e.day)}" for e in (first, second))
    if (days > 0 and step < 0) or (step == 0 and days > 0):
        return f"Số văn bản không theo thứ tự thời gian: {names}."
    if 0 <= days <= 10 and abs(step) > _A_DAY * max(days, 1) and abs(step) > 30:
        return f"Số văn bản nhảy quá xa: {names}, cách nhau {days} ngày mà {abs(step)} văn bản."
    return None
