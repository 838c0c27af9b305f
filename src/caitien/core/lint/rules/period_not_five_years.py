"""TIM-08: periods of accreditation or strategy that are too short or differ from one another."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._periods import aimed, outer, periods
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="TG108",
    slug="period-not-five-years",
    kind="TIM-08",
    severity=Severity.WARNING,
    title="Giai đoạn nêu không đủ 5 năm hoặc không khớp nhau",
    why="Chu kỳ kiểm định và thời hạn công nhận là 5 năm; chiến lược chỉ có một giai đoạn.",
    article="Khoản 1 Điều 5 của Thông tư 17, 18, 19/2018; khoản 2 Điều 19 của Thông tư 57/2026",
)

#: a plan of so many years stands for a whole period
_LONG = 4
_HOW = show(
    "Ghi đúng giai đoạn: chu kỳ 5 năm của lần công nhận, giai đoạn của chiến lược đã duyệt."
)


def check(ctx: Context) -> Iterator[Finding]:
    first: dict[str, tuple[int, int]] = {}
    for block, found, subject in periods(ctx):
        start, end = found.value
        length = end - start
        spoken = f"{start}-{end}"
        if subject == "recognition" and length not in (4, 5):
            message = f"Giai đoạn {spoken} dài {length} năm; chu kỳ kiểm định, công nhận là 5 năm."
            yield ctx.at(block, found.start, found.end, message, fix=_HOW)
        elif subject == "recognition" and outer(block, found.start):
            if first.setdefault("outer", found.value) != found.value:
                before = "{}-{}".format(*first["outer"])
                message = f"Giai đoạn đánh giá ngoài ghi {spoken}, ở chỗ trước ghi {before}."
                yield ctx.at(block, found.start, found.end, message, fix=_HOW, confidence="có thể")
        elif subject == "recognition" and aimed(block, found) and over(ctx, end):
            message = (
                f"Giai đoạn {spoken} kết thúc ngay trong năm học đầu của kế hoạch; lần công nhận"
                " sắp tới phải tính giai đoạn mới."
            )
            yield ctx.at(block, found.start, found.end, message, fix=_HOW, confidence="có thể")
        elif subject == "strategy" and length < 4:
            message = f"Giai đoạn {spoken} chỉ dài {length} năm; chiến lược thường là 5 năm."
            yield ctx.at(block, found.start, found.end, message, fix=_HOW, confidence="có thể")
        elif subject == "strategy" and first.setdefault(subject, found.value) != found.value:
            before = "{}-{}".format(*first[subject])
            message = f"Giai đoạn của chiến lược ghi {spoken}, ở chỗ trước ghi {before}."
            yield ctx.at(block, found.start, found.end, message, fix=_HOW, confidence="có thể")
        elif subject == "strategy" and another(ctx, found.value):
            own = "{}-{}".format(*(ctx.years or (0, 0)))
            message = f"Chiến lược ghi giai đoạn {spoken}, kế hoạch này là của giai đoạn {own}."
            yield ctx.at(block, found.start, found.end, message, fix=_HOW, confidence="có thể")


def over(ctx: Context, end: int) -> bool:
    """Whether a period ends within the plan's first school year, or before."""
    return ctx.years is not None and end <= ctx.years[0] + 1


def another(ctx: Context, span: tuple[int, int]) -> bool:
    """Whether the plan is one of several years, and the strategy's years overlap but differ."""
    if not ctx.years or ctx.years[1] - ctx.years[0] < _LONG or span == ctx.years:
        return False
    return span[0] < ctx.years[1] and ctx.years[0] < span[1] and span[1] <= ctx.years[1]
