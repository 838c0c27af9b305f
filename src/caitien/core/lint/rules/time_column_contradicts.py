"""TIM-07: the words of a job and its time column say different times."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.drafts.model import Item
from caitien.core.lint._time import apart
from caitien.core.lint._where import on_text
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="TG107",
    slug="time-column-contradicts",
    kind="TIM-07",
    severity=Severity.WARNING,
    title="Cột thời gian mâu thuẫn với nội dung công việc",
    why="Cùng một việc mà hai chỗ ghi hai thời gian thì không rõ phải xong khi nào.",
)

#: a job limited to one school year or one month of a year
YEAR = re.compile(
    r"(?:^|(?<=[.;\n] ))\W*(?:\d+[.)]\s*)?(?:trong\s+)?(?P<time>năm học\s+20\d\d\s*[-–]\s*20\d\d)"
    r"(?!\s*(?:và|trở đi|đến|-|–)\s)",
    re.IGNORECASE,
)
MONTH = re.compile(
    r"(?:trước|trong|vào|đến|xong|cuối|đầu)\s+(?P<time>tháng\s*\d{1,2}\s*(?:/|năm\s*)\s*20\d\d(?!\d)"
    r"|học k[ỳì]\s+(?:II|I|1|2)(?!\w))",
    re.IGNORECASE,
)
OPEN = re.compile(
    r"các năm (?:học )?(?:tiếp theo|sau|kế tiếp)|trở đi|^\s*h[àằ]ng năm", re.IGNORECASE
)
_HOW = show("Sửa một trong hai chỗ để thời gian của việc này thống nhất.")


def check(ctx: Context) -> Iterator[Finding]:
    for item in ctx.plan.items:
        for text, time in jobs(item):
            match = YEAR.search(text)
            if match and OPEN.search(time) and not OPEN.search(text):
                message = f"Công việc ghi “{match['time']}” nhưng cột thời gian ghi “{flat(time)}”."
                yield on_text(ctx, item, "solutions", text, *match.span("time"), message, fix=_HOW)
                continue
            match = MONTH.search(text)
            if match and apart(ctx, match["time"].replace("kì", "kỳ"), time):
                message = f"Công việc ghi “{match['time']}” nhưng cột thời gian ghi “{flat(time)}”."
                yield on_text(ctx, item, "solutions", text, *match.span("time"), message, fix=_HOW)


def jobs(item: Item) -> Iterator[tuple[str, str]]:
    """Each job of a row with its time; the time of the whole row where it has none of its own."""
    own = [(job.text, job.time) for job in item.solution_details]
    for text, time in own or [(text, None) for text in item.solutions]:
        lines = set((item.time or "").strip().split("\n"))
        when = time or (item.time if len(lines) == 1 else None)
        if when:
            yield text, when


def flat(text: str) -> str:
    return " ".join(text.split()).rstrip(".;, ")
