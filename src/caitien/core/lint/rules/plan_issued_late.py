"""TIM-02: the plan was issued long after the school year had begun."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from caitien.core.lint._time import short, sure_date
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show
from caitien.core.vietnamese.dates import find_dates

RULE = Rule(
    code="TG102",
    slug="plan-issued-late",
    kind="TIM-02",
    severity=Severity.WARNING,
    title="Kế hoạch ban hành muộn so với năm học",
    why="Kế hoạch có sau khi năm học đã đi được một phần thì các việc đầu năm không còn kịp làm.",
)

_HOW = show("Kiểm tra lại ngày và năm học; nếu đúng, ban hành kế hoạch năm sau trước 15/9.")


def check(ctx: Context) -> Iterator[Finding]:
    day = sure_date(ctx)
    if day is None or ctx.years is None:
        return
    first, last = ctx.years
    several = last - first > 1
    if day <= date(first, 9, 30 if several else 15):
        return
    soon = several and day <= date(first, 12, 31)
    grave = day > date(first, 12, 31) and not several and "school_year" not in ctx.plan.uncertain
    name = f"năm học {first}-{first + 1}" if not several else f"giai đoạn {first}-{last}"
    message = f"Kế hoạch ban hành ngày {short(day)}, muộn so với {name}."
    severity = Severity.ERROR if grave else Severity.INFO if soon else Severity.WARNING
    line = ctx.line("date_line")
    found = find_dates(line.text)[:1] if line else []
    if line and found:
        yield ctx.at(line, found[0].start, found[0].end, message, fix=_HOW, severity=severity)
    else:
        yield ctx.value("date", message, fix=_HOW, severity=severity)
