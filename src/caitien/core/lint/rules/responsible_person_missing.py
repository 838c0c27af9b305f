"""PLN-01: a row names nobody who does the work."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint.cells import Wanted, empty_cells
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="KH101",
    slug="responsible-person-missing",
    kind="PLN-01",
    severity=Severity.ERROR,
    title="Thiếu người chủ trì, phối hợp",
    why="Việc không có người chủ trì thì không ai làm và không ai báo cáo.",
)

WANTED = Wanted(
    "người chủ trì, phối hợp",
    "assignee_text",
    ("lead", "collaborators"),
    "Ghi rõ người hoặc bộ phận chủ trì, phối hợp.",
)


def check(ctx: Context) -> Iterator[Finding]:
    yield from empty_cells(ctx, WANTED)
    titles = {column.field: column.title for column in ctx.plan.columns}
    own = titles.get("lead") or titles.get("assignee")
    if "collaborators" not in titles or not own or {"table", "scan"} & ctx.damage:
        return
    for item in ctx.plan.items:
        # a column of its own says who leads; helpers alone lead nothing
        if item.collaborators and not item.lead and not item.partial:
            message = (
                f"Cột “{own}” bỏ trống: việc này mới có người phối hợp, chưa có người chủ trì."
            )
            yield ctx.cell(item, "assignee_text", message, fix=show(WANTED.how))
