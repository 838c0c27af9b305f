"""PLN-07: the column of results tells the present state or a weakness."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._plan import say, targets
from caitien.core.lint._plan_words import weakness
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="KH107",
    slug="target-states-present",
    kind="PLN-07",
    severity=Severity.WARNING,
    title="Cột “Kết quả cần đạt” đang ghi hiện trạng hoặc điểm yếu",
    why="Cột này nói trường sẽ đạt được gì; ghi điểm yếu thì kế hoạch không có đích.",
)


def check(ctx: Context) -> Iterator[Finding]:
    for part in targets(ctx):
        words = weakness(part.text)
        if words:
            unsure = "target" in part.item.uncertain
            yield say(
                ctx,
                part,
                f"Từ “{words}” cho thấy câu này nói hiện trạng hoặc điểm yếu, chưa phải kết quả.",
                fix=show("Viết lại thành điều sẽ có khi xong việc, kèm số lượng hoặc mức."),
                severity=Severity.INFO if unsure else None,
                confidence="có thể",
            )
