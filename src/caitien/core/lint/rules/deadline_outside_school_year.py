"""TIM-04: a deadline lies after the school year of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint._catalogue import chosen
from caitien.core.lint._time import When, plan_covers_summer, school_years, summer_in, whens
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show
from caitien.core.vietnamese.years import SchoolYear

RULE = Rule(
    code="TG104",
    slug="deadline-outside-school-year",
    kind="TIM-04",
    severity=Severity.ERROR,
    title="Thời hạn nằm ngoài năm học của kế hoạch",
    why="Hết năm học là lúc tổng kết kế hoạch; việc có hạn muộn hơn sẽ không được đánh giá.",
)

EXAM = re.compile(r"(?<!\w)(?:tốt nghiệp|thi vào (?:lớp )?10|tuyển sinh)(?!\w)", re.IGNORECASE)


def check(ctx: Context) -> Iterator[Finding]:
    years = school_years(ctx)
    if years is None:
        return
    for when in whens(ctx):
        grade = verdict(ctx, when, years[1])
        if grade is None:
            continue
        first, last = years
        name = str(last) if first == last else f"{first} đến {last}"
        if grade is Severity.ERROR:
            limit = f"hạn cuối của năm học: 31/5/{last.last}, kể cả hè: 31/8/{last.last}"
            message = f"Thời hạn “{when.text}” sau năm học {name} ({limit})."
            how = f"Ghi thời hạn trước 31/5/{last.last} hoặc chuyển việc sang kế hoạch năm sau."
        else:
            message = (
                f"Thời hạn “{when.text}” rơi vào hè sau năm học {name} (hạn: 31/5/{last.last})."
            )
            how = "Nếu kế hoạch gồm cả hè, ghi rõ điều đó; nếu không, ghi thời hạn trong năm học."
        guessed = "school_year" in ctx.plan.uncertain
        if guessed and grade is Severity.ERROR:
            grade = Severity.WARNING
        sure = grade is Severity.ERROR
        yield ctx.cell(
            when.item,
            "time",
            message,
            fix=show(how),
            severity=grade,
            confidence="chắc" if sure else "có thể",
        )


def verdict(ctx: Context, when: When, last: SchoolYear) -> Severity | None:
    """ERROR after 31 August, WARNING in July and August, INFO in June; less where summer is meant.

    The summer after the school year belongs to it only where the row or the plan says so.
    """
    if when.end is None or when.end <= last.end or when.text.strip(" .") == str(last.last):
        return None
    if when.end > last.summer_end:
        return Severity.ERROR
    if plan_covers_summer(ctx):
        return None
    june = when.end.month == 6
    choice = chosen(ctx)
    if june and when.end.day <= 15 and choice and choice.catalogue.level_rule.kind == "quota":
        return None  # the self-assessment report is due before 15 June (Thông tư 57/2026, Điều 9)
    if june and EXAM.search(f"{when.item.target or ''} {when.item.text_of('solutions') or ''}"):
        return None  # the result is known only after the examinations of June
    if summer_in(when.item):
        return None if june else Severity.INFO
    return Severity.INFO if june else Severity.WARNING
