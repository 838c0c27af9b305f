"""PLN-14: the solution does not lead to the result, or is not the work of who leads it."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._plan import Part, doubtful, rows, say
from caitien.core.lint._plan_fit import (
    jobs,
    narrower,
    other_kind,
    other_things,
    others_work,
    speaks_for_school,
)
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="KH114",
    slug="solution-off-target",
    kind="PLN-14",
    severity=Severity.WARNING,
    title="Giải pháp không dẫn tới kết quả, hoặc người phụ trách không phù hợp",
    why="Việc không hướng vào kết quả, hoặc giao cho người không có quyền và chuyên môn làm việc"
    " ấy, thì xong việc vẫn không đạt.",
)

_RESULT = show("Viết giải pháp làm ra đúng kết quả đã nêu, hoặc sửa kết quả cho khớp với việc làm.")
_PERSON = show("Giao cho người có chức trách làm việc này chủ trì; người đã ghi có thể phối hợp.")


def check(ctx: Context) -> Iterator[Finding]:
    for index, item in rows(ctx):
        torn = doubtful(ctx, item, "target", "solutions") and len(item.text_of("solutions") or "")
        if item.target and item.solutions and not (torn and item.uncertain.get("target")):
            message = other_things(item) or narrower(item) or other_kind(item)
            if message:
                part = Part(item, index, "target", item.target.split("\n")[0])
                yield say(ctx, part, message, fix=_RESULT, confidence="có thể")
        if doubtful(ctx, item, "assignee_text", "lead"):
            continue
        for work, people in jobs(item):
            message = speaks_for_school(work, people) or others_work(work, people, item)
            if message:
                part = Part(item, index, "solutions", work)
                yield say(ctx, part, message, fix=_PERSON, confidence="có thể")
