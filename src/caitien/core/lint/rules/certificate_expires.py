"""TIM-10: a certificate ends in or before the plan's period and the plan does not renew it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from caitien.core.lint._legal import last_day
from caitien.core.lint._recognition import recognitions, renews
from caitien.core.lint._time import Moment, minus_months, plus_years, short, sure_date
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="TG110",
    slug="certificate-expires",
    kind="TIM-10",
    severity=Severity.ERROR,
    title="Chứng nhận hết hạn mà kế hoạch không có việc đăng ký lại",
    why="Công nhận có hạn 5 năm; muốn giữ thì phải tự đánh giá và đăng ký lại trước khi hết hạn.",
    article="Thông tư 17, 18, 19/2018/TT-BGDĐT, khoản 1 Điều 5 và khoản 2 Điều 35",
)

#: from this day Thông tư 57/2026 governs
NEW_RULES = date(2026, 7, 7)
NEW_ARTICLE = "Thông tư 57/2026/TT-BGDĐT, khoản 2 Điều 19 và khoản 2 Điều 27"


def check(ctx: Context) -> Iterator[Finding]:
    limit = last_day(ctx)
    if limit is None or "school_year" in ctx.plan.uncertain or renews(ctx):
        return
    granted = sorted(recognitions(ctx, limit), key=lambda pair: pair[1].day)
    if not granted:
        return
    block, moment = granted[-1]
    expiry = plus_years(moment.day, 5)
    if expiry > limit:
        return
    new = (sure_date(ctx) or date(limit.year - 1, 9, 5)) >= NEW_RULES
    if new:
        how = "Thêm việc xem thời hạn ghi trên Bằng và chuẩn bị hồ sơ đề nghị công nhận lại."
    else:
        last = minus_months(expiry, 5)
        due = "làm sớm" if is_past(ctx, last) else f"xong trước {said(moment, last)}"
        how = f"Thêm hai việc: hoàn thành tự đánh giá và đăng ký đánh giá ngoài, {due}."
    yield ctx.at(
        block,
        moment.start,
        moment.end,
        message(ctx, moment, expiry),
        fix=show(how),
        severity=Severity.WARNING if expiry.year > (ctx.years or (0,))[0] + 1 else None,
        article=NEW_ARTICLE if new else None,
        confidence="chắc" if moment.exact == "day" else "có thể",
    )


def message(ctx: Context, moment: Moment, expiry: date) -> str:
    state = "đã hết hạn" if is_past(ctx, expiry) else "hết hạn trong kỳ kế hoạch"
    return (
        f"Kết quả công nhận hoặc đánh giá ngoài {moment.text} có hạn 5 năm, {state}"
        f" (khoảng {said(moment, expiry)}); kế hoạch chưa có việc đăng ký lại."
    )


def is_past(ctx: Context, day: date) -> bool:
    """Whether a day is over on that of the plan."""
    today = sure_date(ctx)
    return today is not None and day < today


def said(moment: Moment, day: date) -> str:
    """A day as exactly as the first one was written."""
    return short(day) if moment.exact == "day" else f"tháng {day.month}/{day.year}"
