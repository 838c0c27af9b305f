"""TIM-05: the words of a job name a year that does not belong to the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.drafts.model import TextBlock
from caitien.core.lint._cells import cells, mark
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
AIM = re.compile(r"^\W*(?:\d[.)]\s*)?(?:phấn đấu|đến (?:cuối|hết)|(?:chỉ|mục) tiêu)", re.I)
FIELDS = frozenset({"target", "solutions", "content", "indicator", "expected_evidence"})
#: a task dated by a summer, a school year or a month
DATED = re.compile(
    r"(?<!\w)(?P<what>hè\s+(?:năm\s+)?(?P<summer>20\d\d)(?!\s*[-–]\s*\d)"
    r"|(?:trong|vào|đầu|cuối|khai giảng|bế giảng)\s+năm\s+học\s+(?P<first>20\d\d)\s*[-–]\s*20\d\d"
    r"|(?:trong|vào|đầu|cuối|xong|hết)\s+năm\s+(?P<year>20\d\d)(?!\s*[-–]\s*\d)"
    r"|(?:trước|trong|vào|xong)\s+tháng\s*\d{1,2}\s*(?:/|năm)\s*(?P<month>20\d\d))(?!\d)",
    re.IGNORECASE,
)
#: the general education programme bears the year 2018 (the one before: 2006)
PROGRAMME = re.compile(
    r"(?:CT\s*GD\s*PT|CT\s*GDPT|chương\s+trình\s+(?:GD\s*PT|giáo\s+dục\s+phổ\s+thông)|CTPT)"
    r"(?:\s+(?:mới|năm))?\s+(?P<year>20\d\d)(?!\d|\s*[-–]\s*\d)",
    re.IGNORECASE,
)
#: words before the year that look back, or begin or end a longer stretch
BACK = re.compile(
    r"so với|như|trên cơ sở|kết quả|đã |từ (?:dịp |năm |tháng |hè )?$|trước đây|cũ|số liệu|báo cáo"
    r"|của\s+$|quyết định|thông tư|kế hoạch số|công văn|ngày|ban hành|thành lập"
    r"|công nhận|tồn tại|hạn chế|giai đoạn|lộ trình|khóa",
    re.IGNORECASE,
)


def check(ctx: Context) -> Iterator[Finding]:
    sure = ctx.years if "school_year" not in ctx.plan.uncertain else None
    for block in cells(ctx):
        if block.field in FIELDS or block.field is None:
            yield from programme(ctx, block)
            yield from dated(ctx, block, *sure) if sure else ()
    for block in ctx.role("body"):
        if sure and AIM.search(block.text):
            yield from dated(ctx, block, *sure)


def programme(ctx: Context, block: TextBlock) -> Iterator[Finding]:
    for match in PROGRAMME.finditer(block.text):
        if match["year"] not in ("2018", "2006"):
            message = (
                f"Chương trình giáo dục phổ thông ban hành năm 2018, không phải {match['year']}."
            )
            fix: Fix = ask("2018")
            yield mark(ctx, block, *match.span("year"), message, fix=fix)


def dated(ctx: Context, block: TextBlock, first: int, last: int) -> Iterator[Finding]:
    for match in DATED.finditer(block.text):
        year = int(match["summer"] or match["first"] or match["month"] or match["year"])
        early = year < first
        late = year > last and match["first"] is None and match["year"] is None
        before = re.split(r"[.;\n]", block.text[: match.start()])[-1][-60:]
        after = re.split(r"[.;\n]", block.text[match.end() :])[0]
        if not (early or late) or BACK.search(before) or re.search(r"\bđã\b", after):
            continue
        message = f"“{match['what']}” không thuộc kỳ của kế hoạch ({first}-{last})."
        fix = show("Ghi lại năm cho đúng với năm học của kế hoạch.")
        yield mark(ctx, block, *match.span("what"), message, fix=fix)
