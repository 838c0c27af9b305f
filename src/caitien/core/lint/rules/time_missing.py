"""PLN-02: a row says no time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint.cells import Wanted, empty_cells
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="KH102",
    slug="time-missing",
    kind="PLN-02",
    severity=Severity.ERROR,
    title="Thiếu thời gian",
    why="Việc không có thời hạn thì không theo dõi, đôn đốc được.",
)

WANTED = Wanted(
    "thời gian thực hiện",
    "time",
    ("start", "end"),
    "Ghi thời gian bắt đầu và hoàn thành, hoặc hạn chót.",
)


#: each mention of a time in a cell: several jobs may share a paragraph of it
MENTION = re.compile(
    r"năm học|tháng(?:\s*\d{1,2}(?:/\d{4})?)?|học k[ỳì]|quý|tuần|ngày|\d{1,2}/\d{4}", re.IGNORECASE
)


def check(ctx: Context) -> Iterator[Finding]:
    yield from empty_cells(ctx, WANTED)
    if {"table", "scan"} & ctx.damage:
        return
    columns = {column.field for column in ctx.plan.columns}
    for item in ctx.plan.items:
        if {"start", "end"} <= columns and item.start and not item.end:
            message = "Có ngày bắt đầu mà thiếu hạn hoàn thành."
            yield ctx.cell(item, "time", message, fix=show(WANTED.how))
        times = [job.time for job in item.solution_details]
        written = len(MENTION.findall(item.time or ""))
        if times.count(None) == 1 and len(times) > 2 and written < len(times):
            number = times.index(None) + 1
            message = f"Việc thứ {number} trong ô giải pháp không có thời gian."
            yield ctx.cell(item, "time", message, fix=show(WANTED.how))
