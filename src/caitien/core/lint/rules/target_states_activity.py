"""PLN-08: the column of results tells an activity."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._plan import MANY, say, targets
from caitien.core.lint._plan_words import activity, effort, weakness
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
    found = []
    for part in targets(ctx):
        if weakness(part.text):
            continue
        if words := activity(part.text):
            found.append((part, words, RULE.severity))
        elif words := effort(part.text):
            found.append((part, words, Severity.INFO))
    for part, words, severity in found:
        message = f"“{words}” là việc sẽ làm; cột này cần kết quả sau khi làm."
        if words.lower() in ("công tác", "hoạt động", "việc"):
            message = "Đây mới là tên một mảng việc; cột này cần kết quả sau khi làm."
        if len(found) > MANY:
            message = "Cột này đang ghi việc sẽ làm, không phải kết quả sau khi làm."
        yield say(ctx, part, message, fix=_HOW, severity=severity, confidence="có thể")
