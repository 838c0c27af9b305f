"""PLN-08: the column of results tells an activity."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._plan import MANY, codes, say, targets
from caitien.core.lint._plan_words import activity, weakness
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="KH108",
    slug="target-states-activity",
    kind="PLN-08",
    severity=Severity.WARNING,
    title="Cột “Kết quả cần đạt” đang ghi hoạt động",
    why="Hoạt động đã có cột giải pháp; làm xong việc chưa chắc đạt kết quả.",
)

_HOW = show("Ghi điều đạt được khi việc này xong; chuyển câu này sang cột giải pháp.")


def check(ctx: Context) -> Iterator[Finding]:
    found = [
        (part, words)
        for part in targets(ctx)
        if (words := activity(part.text)) and not weakness(part.text)
    ]
    if len(found) > MANY:
        rows = codes([part.item for part, _ in found])
        message = f"Ở {len(found)} chỗ, kết quả cần đạt là một hoạt động ({rows})."
        yield say(ctx, found[0][0], message, fix=_HOW, confidence="có thể")
        return
    for part, words in found:
        message = f"“{words}” là việc sẽ làm; cột này cần kết quả sau khi làm."
        yield say(ctx, part, message, fix=_HOW, confidence="có thể")
