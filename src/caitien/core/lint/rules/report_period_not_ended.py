"""LEG-05: a report cited as a basis is about a period that had not ended on the plan's day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from caitien.core.lint._time import short, sure_date
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show
from caitien.core.vietnamese.found import Found
from caitien.core.vietnamese.years import find_school_years, find_spans

RULE = Rule(
    code="CC106",
    slug="report-period-not-ended",
    kind="LEG-05",
    severity=Severity.ERROR,
    title="Báo cáo làm căn cứ nói về kỳ chưa kết thúc",
    why="Chưa hết kỳ thì chưa thể có báo cáo hay kết quả của kỳ đó để làm căn cứ.",
)

#: a report or result; a plan or task of a coming year is none
REPORT = re.compile(
    r"báo cáo (?:kết quả )?(?:tự đánh giá|đánh giá ngoài|TĐG|ĐGN|tổng kết|sơ kết|kết quả)"
    r"|kết quả (?:tự đánh giá|đánh giá|đánh|thực hiện|TĐG|ĐGN|kiểm định|đạt được)",
    re.IGNORECASE,
)
NOT_REPORT = re.compile(r"kế hoạch (?:tự đánh giá|số)|hướng dẫn|công văn|thông tư", re.IGNORECASE)
#: "báo cáo … và kế hoạch năm học …": the period after it is that of another paper
OTHER = re.compile(r"(?:\bvà|[,;])\s+(?:kế hoạch|phương hướng|nhiệm vụ)\b", re.IGNORECASE)
_HOW = show("Ghi lại đúng năm học hoặc giai đoạn của báo cáo đã có.")


def check(ctx: Context) -> Iterator[Finding]:
    day = sure_date(ctx)
    for block in ctx.role("basis"):
        match = REPORT.search(block.text)
        if not match or NOT_REPORT.search(block.text):
            continue
        other = OTHER.search(block.text, match.end())
        for found in periods(block.text[match.end() : other.start() if other else None]):
            first, last = found.value
            start = match.end() + found.start
            grade = verdict(ctx, first, last, day)
            if grade:
                when = f" ngày {short(day)}" if day else ""
                yield ctx.at(
                    block,
                    start,
                    match.end() + found.end,
                    f"Báo cáo của kỳ {found.text.strip()} chưa thể có khi lập kế hoạch{when}.",
                    fix=_HOW,
                    severity=grade,
                    confidence="chắc" if grade is Severity.ERROR else "có thể",
                )


def periods(text: str) -> list[Found[tuple[int, int]]]:
    """First and last calendar year of every school year and span of years."""
    spans = list(find_spans(text))
    inside = [(f.start, f.end) for f in spans]
    for f in find_school_years(text):
        if not any(start <= f.start < end for start, end in inside):
            spans.append(Found((f.value.first, f.value.last), f.start, f.end, f.text))
    return spans


def verdict(ctx: Context, first: int, last: int, day: date | None) -> Severity | None:
    """ERROR before the period's last school year begins, WARNING in its first half, else None.

    A report on a long period that has begun may be one of its middle: a WARNING.
    """
    if day is None:
        sure = ctx.years is not None and "school_year" not in ctx.plan.uncertain
        return Severity.ERROR if sure and ctx.years and last > ctx.years[1] else None
    if day < date(last - 1, 9, 1):
        return Severity.WARNING if last - first > 2 and first <= day.year else Severity.ERROR
    return Severity.WARNING if day < date(last, 3, 1) else None
