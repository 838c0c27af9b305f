"""PLN-05: a row lists several jobs, times or people, and their numbers differ."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.drafts.model import Item
from caitien.core.lint._plan import Part, rows, say
from caitien.core.lint._plan_counts import Counts, count, parallel
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="KH105",
    slug="job-counts-differ",
    kind="PLN-05",
    severity=Severity.WARNING,
    title="Số việc, số mốc thời gian, số người không khớp",
    why="Khi các ô kê song song từng việc, thiếu một dòng thì không biết ai làm việc nào, khi nào.",
)


def check(ctx: Context) -> Iterator[Finding]:
    if "table" in ctx.damage:
        return
    side_by_side = parallel(ctx)
    for index, item in rows(ctx):
        counts = count(item)
        if counts.jobs < 2 or not counts.differ(side_by_side):
            continue
        yield say(
            ctx,
            _where(item, index, counts),
            f"Dòng này có {counts.jobs} việc, {counts.times} mốc thời gian, {counts.people} dòng"
            " người phụ trách; hãy xem việc nào còn thiếu.",
            fix=show("Ghi đủ thời gian và người cho từng việc, đánh số 1, 2, 3 như ở ô giải pháp."),
            confidence="có thể",
        )


def _where(item: Item, index: int, counts: Counts) -> Part:
    """The job left without a person or time, else the cell that is short."""
    if counts.times < counts.jobs and counts.times <= counts.people and item.time:
        return Part(item, index, "time", item.time.split("\n")[0])
    jobs = item.solution_details
    for job in jobs:
        if job.assignee_text is None and counts.people < counts.jobs:
            return Part(item, index, "solutions", job.text)
    name = "assignee_text" if counts.people != counts.jobs else "time"
    return Part(item, index, name, (item.text_of(name) or "").split("\n")[0])
