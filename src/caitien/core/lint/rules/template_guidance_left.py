"""TPL-03: guidance of the form is still in the plan."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._remains import remains
from caitien.core.lint.blanks import find_blanks
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask, show

RULE = Rule(
    code="MA103",
    slug="template-guidance-left",
    kind="TPL-03",
    severity=Severity.WARNING,
    title="Câu hướng dẫn của biểu mẫu còn sót",
    why="Câu hướng dẫn dành cho người soạn; để lại trong văn bản thì phần đó coi như chưa viết.",
)


def check(ctx: Context) -> Iterator[Finding]:
    for block, match, one in remains(ctx, "guidance"):
        start, end = match.span()
        if find_blanks(match.group() if block.role in ("basis", "body") else block.text):
            continue  # not even filled in: another fault
        text = block.text
        opened = text[:start].rstrip().endswith("(")
        closed = text[end:].startswith(")")
        if opened and closed:
            start, end = text.rindex("(", 0, start), end + 1
        rest = (text[:start] + text[end:]).strip(" .;:()-")
        if rest:
            fix = ask("", f"Xóa lời hướng dẫn. {one.advice}")
            message = f"Câu hướng dẫn của biểu mẫu còn sót: “{text[start:end]}”."
        else:
            fix = show(one.advice)
            message = f"Cả mục chỉ có câu hướng dẫn của biểu mẫu: “{text[start:end]}”."
        yield ctx.at(block, start, end, message, fix=fix)
