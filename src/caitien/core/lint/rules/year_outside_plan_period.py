"""TIM-05: the words of a job name a year that does not belong to the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.drafts.model import TextBlock
from caitien.core.lint._cells import cells, mark
from caitien.core.lint._wild_years import foreign_dates, task_lines, wild_years
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Fix, Rule, Severity, ask, show

RULE = Rule(
    code="TG105",
    slug="year-outside-plan-period",
    kind="TIM-05",
    severity=Severity.ERROR,
    title="Năm nêu trong công việc không thuộc kỳ kế hoạch",
    why="Năm cũ thường còn sót khi chép từ kế hoạch năm trước; năm quá xa thường là gõ nhầm.",
)

#: a goal of the plan, told in its text
AIM = re.compile(
    r"^\W*(?:\d[.)]\s*)?(?:phấn đấu|đến (?:cuối|hết)|(?:chỉ|mục) tiêu)"
    r"|(?<!\w)(?:đặt|đề ra|xác định) (?:chỉ|mục) tiêu",
    re.I,
)
FIELDS = frozenset({"target", "solutions", "content", "indicator", "expected_evidence"})
#: the general education programme bears the year 2018 (the one before: 2006)
PROGRAMME = re.compile(
    r"(?:CT\s*GD\s*PT|CT\s*GDPT|chương\s+trình\s+(?:GD\s*PT|giáo\s+dục\s+phổ\s+thông)|CTPT)"
    r"(?:\s+(?:mới|năm))?\s+(?P<year>20\d\d)(?!\d|\s*[-–]\s*\d)",
    re.IGNORECASE,
)
_HOW = show("Ghi lại năm cho đúng với năm học của kế hoạch.")


def check(ctx: Context) -> Iterator[Finding]:
    sure = ctx.years if "school_year" not in ctx.plan.uncertain else None
    for block in cells(ctx):
        if block.field in FIELDS or block.field is None:
            yield from programme(ctx, block)
            yield from dated(ctx, block, *sure) if sure else ()
    tasks = {id(block) for block in task_lines(ctx)} if sure else set()
    for block in ctx.role("body"):
        yield from programme(ctx, block)
        if sure and (id(block) in tasks or AIM.search(block.text)):
            yield from dated(ctx, block, *sure)
    for block in (*ctx.role("title", "heading", "body", "basis"), *cells(ctx)):
        for start, end, message, certain in wild_years(block.text, sure[1] if sure else None):
            severity = None if certain else Severity.WARNING
            yield mark(ctx, block, start, end, message, fix=_HOW, severity=severity)


def programme(ctx: Context, block: TextBlock) -> Iterator[Finding]:
    for match in PROGRAMME.finditer(block.text):
        if match["year"] not in ("2018", "2006", "2000"):
            message = (
                f"Chương trình giáo dục phổ thông ban hành năm 2018, không phải {match['year']}."
            )
            fix: Fix = ask("2018")
            yield mark(ctx, block, *match.span("year"), message, fix=fix)


def dated(ctx: Context, block: TextBlock, first: int, last: int) -> Iterator[Finding]:
    for start, end, words in foreign_dates(block.text, first, last):
        message = f"“{words}” không thuộc kỳ của kế hoạch ({first}-{last})."
        yield mark(ctx, block, start, end, message, fix=_HOW)
