"""TIM-03: a deadline lies before the day of the plan or before its school year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from caitien.core.lint._time import When, backwards, school_years, short, sure_date, whens
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="TG103",
    slug="deadline-before-plan",
    kind="TIM-03",
    severity=Severity.ERROR,
    title="Thời hạn trước ngày ban hành kế hoạch hoặc trước năm học",
    why="Việc có hạn trước khi có kế hoạch thì không thể thực hiện theo kế hoạch.",
)

_HOW = show("Ghi lại thời gian thực hiện và hoàn thành trong năm học của kế hoạch.")


def check(ctx: Context) -> Iterator[Finding]:
    years, day = school_years(ctx), sure_date(ctx)
    for item in ctx.plan.items:
        if "time" not in item.uncertain and (span := backwards(item.time or "")):
            said = f"Thời hạn “{span}” kết thúc trước khi bắt đầu."
            yield ctx.cell(item, "time", said, fix=_HOW)
    if {"start", "end"} <= {column.field for column in ctx.plan.columns}:
        for item in ctx.plan.items:
            if item.start and item.end and item.end < item.start[: len(item.end)]:
                yield ctx.cell(item, "time", "Ngày kết thúc trước ngày bắt đầu.", fix=_HOW)
    for when in whens(ctx):
        if backwards(when.text):
            continue
        reason = fault(when, day, years[0].start if years else None)
        if reason:
            guessed = "school_year" in ctx.plan.uncertain
            yield ctx.cell(
                when.item,
                "time",
                f"Thời hạn “{when.text}” {reason}.",
                fix=_HOW,
                severity=Severity.WARNING if guessed else None,
                confidence="có thể" if guessed else "chắc",
            )


def fault(when: When, day: date | None, begins: date | None) -> str | None:
    """Why the whole time is too early, or None; whole school years count by the school year."""
    if when.end is None:
        return None
    if begins and when.end < begins and not (day and day <= when.end):
        august = when.end.year == begins.year and when.end.month == 8
        if not (august and day is None):
            return f"trước năm học của kế hoạch (bắt đầu tháng 9/{begins.year})"
    if day and when.end < day and when.kind != "school_year":
        return f"trước ngày ban hành kế hoạch ({short(day)})"
    return None
