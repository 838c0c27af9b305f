"""PLN-16: the result hangs on a decision of others, and the school's own part is not told."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._plan import Part, doubtful, has_results, rows, say
from caitien.core.lint._plan_outside import Plea, own_part, plea, plea_in_text
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="KH116",
    slug="result-needs-outside",
    kind="PLN-16",
    severity=Severity.WARNING,
    title="Kết quả phụ thuộc cấp trên",
    why="Trường không quyết được thì phải nêu phần việc của mình (tờ trình, hồ sơ) và mốc trình.",
)

_HOW = show(
    "Ghi việc trường tự làm: lập tờ trình, hồ sơ, dự toán; trình cơ quan nào, trước ngày nào."
)


def check(ctx: Context) -> Iterator[Finding]:
    for index, item in rows(ctx):
        found = None
        for name in ("target", "solutions") if has_results(ctx) else ("solutions",):
            text = item.text_of(name) or ""
            found = plea(text)
            if found:
                break
        if found is None or own_part(item, found):
            continue
        if name == "solutions" and doubtful(ctx, item, "solutions") and "partial" in item.uncertain:
            continue
        yield say(ctx, Part(item, index, name, found.sentence), _message(found), fix=_HOW,
                  confidence="có thể")  # fmt: skip
    for block in ctx.role("body"):
        found = plea_in_text(block.text)
        if found:
            start = max(block.text.find(found.sentence), 0)
            message = "Việc này chờ cấp trên quyết; nên nêu phần việc và mốc của trường."
            yield ctx.at(
                block, start, start + len(found.sentence), message, fix=_HOW, confidence="có thể"
            )


def _message(found: Plea) -> str:
    return (
        f"“{found.asking}” để được “{found.decision}” là chờ cấp trên quyết; nên nêu phần việc"
        " và mốc của trường."
    )
